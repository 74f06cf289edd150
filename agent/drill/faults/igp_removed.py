"""An operator takes OSPF out of a router's configuration, and every link stays up."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Bgp, Stage
from clab.actions import Reconfigure, Vtysh

ROUTER = "router ospf"


def over_ospf(stage: Stage) -> list[tuple[str, tuple[Bgp, ...]]]:
    """Routers that run OSPF, each with its internal sessions of several hops, which need it."""
    found = []
    for node in stage.routers():
        runs = any(line.strip() == ROUTER for line in stage.running[node].splitlines())
        sessions = tuple(
            session for session in stage.sessions_of(node) if not session.external and session.wire is None
        )
        if runs and sessions:
            found.append((node, sessions))
    return found


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """`no router ospf`; mending reads the whole configuration again."""
    routers = over_ospf(stage)
    if not routers:
        return Impossible("no router has internal sessions over OSPF")
    node, lost = routers[turn % len(routers)]
    strike, mend = (Vtysh(node, (f"no {ROUTER}",), config=True),), (Reconfigure(node, stage.running[node]),)
    hold_s = max(item.hold_s for item in lost)
    return Plan(f"{node} ospf", strike, mend, lost, lasts_s=hold_s + 4, found_s=hold_s + 6, places=(node,))


FAULT = Fault("OSPF is taken out of a router", ("igp_lost",), 160, plan)
