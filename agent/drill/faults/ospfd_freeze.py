"""The IGP's daemon stands still, and everything else on its node goes on."""

from signal import SIGCONT, SIGSTOP

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.faults.igp_removed import over_ospf
from agent.drill.targets import Stage
from clab.actions import Revive, Signal


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """SIGSTOP for ospfd until the sessions over it have timed out."""
    routers = over_ospf(stage)
    if not routers:
        return Impossible("no router has internal sessions over OSPF")
    node, lost = routers[turn % len(routers)]
    mend = (Signal(node, "ospfd", int(SIGCONT)), Revive(node, "ospfd"))
    hold_s = max(item.hold_s for item in lost)
    strike = (Signal(node, "ospfd", int(SIGSTOP)),)
    return Plan(f"{node} ospfd", strike, mend, lost, lasts_s=hold_s + 8, found_s=hold_s + 8, places=(node,))


FAULT = Fault("ospfd stands still (SIGSTOP)", ("igp_lost", "process_hang"), 170, plan, held=True)
