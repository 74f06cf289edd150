"""The BGP daemon stands still, and its siblings and its node go on."""

from signal import SIGCONT, SIGSTOP

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Revive, Signal


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """SIGSTOP for bgpd until its peers' hold timers have ended."""
    routers = [router for router in stage.routers() if len(stage.sessions_of(router)) > 1]
    if not routers:
        return Impossible("no router has several sessions")
    node = routers[turn % len(routers)]
    mend = (Signal(node, "bgpd", int(SIGCONT)), Revive(node, "bgpd"))
    hold_s = stage.hold_s(node)
    lost = tuple(stage.sessions_of(node))
    strike = (Signal(node, "bgpd", int(SIGSTOP)),)
    return Plan(f"{node} bgpd", strike, mend, lost, lasts_s=hold_s + 3, found_s=hold_s + 6, places=(node,))


FAULT = Fault("bgpd stands still (SIGSTOP)", ("process_hang",), 175, plan)
