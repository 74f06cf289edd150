"""A router's links get another MTU than their far ends have: OSPF no longer comes up over them."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.faults.igp_removed import over_ospf
from agent.drill.targets import Stage
from clab.actions import SetMtu

SMALL = 1400


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """`ip link set mtu` on all links of a router (RFC 2328 10.6: a larger MTU in a database description is refused)."""
    routers = over_ospf(stage)
    if not routers:
        return Impossible("no router has internal sessions over OSPF")
    node, lost = routers[-1 - turn % len(routers)]
    own = [mine for mine, _ in stage.wires_of(node) if mine.mtu > SMALL]
    if not own:
        return Impossible("the links have a small MTU already")
    strike = tuple(SetMtu(node, item.interface, SMALL) for item in own)
    mend = tuple(SetMtu(node, each.interface, each.mtu) for each in own)
    hold_s = max(each.hold_s for each in lost)
    return Plan(f"{node} mtu {SMALL}", strike, mend, lost, lasts_s=hold_s + 8, found_s=hold_s + 8, places=(node,))


FAULT = Fault("a router's links get a small MTU", ("igp_lost",), 185, plan, held=True)
