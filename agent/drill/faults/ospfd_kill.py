"""The IGP's daemon dies; its supervisor starts it again."""

from signal import SIGKILL

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.faults.igp_removed import over_ospf
from agent.drill.targets import Stage
from clab.actions import Reconfigure, Revive, Signal


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """SIGKILL for ospfd: the adjacencies end by the neighbors' timers, the sessions by their hold timers."""
    routers = over_ospf(stage)
    if not routers:
        return Impossible("no router has internal sessions over OSPF")
    node, lost = routers[turn % len(routers)]
    mend = (Revive(node, "ospfd"), Reconfigure(node, stage.running[node]))
    hold_s = max(item.hold_s for item in lost)
    strike = (Signal(node, "ospfd", int(SIGKILL)),)
    return Plan(f"{node} ospfd", strike, mend, lost, lasts_s=hold_s + 2, found_s=hold_s + 6, places=(node,))


FAULT = Fault("ospfd is killed (SIGKILL)", ("process_crash", "igp_lost"), 165, plan)
