"""A node runs, and all its links are down."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import SetLink


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """Every interface of a node with several links is set down."""
    routers = [router for router in stage.routers() if len(stage.wires_of(router)) > 1 and stage.sessions_of(router)]
    if not routers:
        return Impossible("no router has more than one link")
    node = routers[turn % len(routers)]
    own = [mine for mine, _ in stage.wires_of(node)]
    down, up = (tuple(SetLink(node, item.interface, state) for item in own) for state in (False, True))
    hold_s = stage.hold_s(node)
    lost = tuple(stage.sessions_of(node))
    return Plan(node, down, up, lost, lasts_s=hold_s + 4, found_s=hold_s + 6, places=(node,))


FAULT = Fault("all links of a node go down", ("node_isolated", "link_down"), 150, plan)
