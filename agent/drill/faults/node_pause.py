"""A node hangs: its processes stand still, its interfaces stay up."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import NodeLife


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """The container is paused until its peers' hold timers have ended."""
    routers = [router for router in stage.routers() if stage.sessions_of(router)]
    node = routers[turn % len(routers)]
    hold_s = stage.hold_s(node)
    strike, mend = (NodeLife(node, "pause"),), (NodeLife(node, "unpause"),)
    lost = tuple(stage.sessions_of(node))
    return Plan(node, strike, mend, lost, lasts_s=hold_s + 4, found_s=hold_s + 6, places=(node,))


FAULT = Fault("a node's container is paused", ("node_hang",), 30, plan)
