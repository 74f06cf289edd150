"""A node's links go down one after the other; only the last one costs it its sessions."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Act, SetLink, Wait

APART_S = 10.0


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """Each interface of a node with several links is set down, ten seconds apart."""
    routers = [
        router
        for router in stage.routers()
        if len(stage.wires_of(router)) > 1 and stage.sessions_of(router) and not _direct(stage, router)
    ]
    if not routers:
        return Impossible("no router has several links and only sessions that do not depend on one of them")
    node = routers[turn % len(routers)]
    own = [mine for mine, _ in stage.wires_of(node)]
    strike: list[Act] = []
    for item in own:
        strike += [SetLink(node, item.interface, False), Wait(APART_S)]
    up = tuple(SetLink(node, each.interface, True) for each in own)
    hold_s = stage.hold_s(node)
    lost = tuple(stage.sessions_of(node))
    return Plan(node, tuple(strike[:-1]), up, lost, lasts_s=hold_s + 4, found_s=hold_s + 6, places=(node,))


def _direct(stage: Stage, node: str) -> bool:
    return any(session.wire is not None for session in stage.sessions_of(node))


FAULT = Fault("a node's links go down one after the other", ("node_isolated",), 155, plan)
