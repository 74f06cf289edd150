"""A router's identifier is changed: it resets all its sessions by itself."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Vtysh

WRONG_ID = "192.0.2.254"


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """`bgp router-id` is changed; mending sets the old one."""
    found = []
    for node in stage.routers():
        lines = [line.strip() for line in stage.running[node].splitlines()]
        old = next((line for line in lines if line.startswith("bgp router-id ")), None)
        sessions = stage.sessions_of(node)
        if old and sessions:
            end = next(end for end, _ in sessions[0].ends() if end.node == node)
            found.append((node, f"router bgp {end.local_as}", old, tuple(sessions)))
    if not found:
        return Impossible("no router has its identifier in a line of its own")
    node, router, old, lost = found[turn % len(found)]
    strike = (Vtysh(node, (router, f"bgp router-id {WRONG_ID}"), config=True),)
    mend = (Vtysh(node, (router, old), config=True),)
    return Plan(f"{node} router-id", strike, mend, lost, lasts_s=10.0, found_s=10.0, places=(node,))


FAULT = Fault("a router's identifier is changed", ("config_reset",), 25, plan)
