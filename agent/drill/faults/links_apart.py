"""A node's links go down one after the other; only the last one costs it its sessions."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.stage import Stage
from clab.acts import Act, SetLink, Wait

APART_S = 10.0


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """Each interface of a node with several links is set down, ten seconds apart."""
    routers = [
        each
        for each in stage.routers()
        if len(stage.wires_of(each)) > 1 and stage.sessions_of(each) and not _direct(stage, each)
    ]
    if not routers:
        return Impossible("no router has several links and only sessions that do not depend on one of them")
    node = routers[turn % len(routers)]
    own = [mine for mine, _ in stage.wires_of(node)]
    strike: list[Act] = []
    for each in own:
        strike += [SetLink(node, each.interface, False), Wait(APART_S)]
    up = tuple(SetLink(node, each.interface, True) for each in own)
    hold_s = stage.hold_s(node)
    lost = tuple(stage.sessions_of(node))
    return Plan(node, tuple(strike[:-1]), up, lost, lasts_s=hold_s + 4, found_s=hold_s + 6, places=(node,))


def _direct(stage: Stage, node: str) -> bool:
    return any(each.wire is not None for each in stage.sessions_of(node))


FAULT = Fault("a node's links go down one after the other", ("node_isolated",), 155, plan)
