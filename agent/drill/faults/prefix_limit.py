"""A peer announces more prefixes than it may."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import SessionEnd, Stage
from clab.actions import Vtysh

FAMILIES = {"ipv4Unicast": "ipv4 unicast", "ipv6Unicast": "ipv6 unicast"}


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """The limit is set below what the peer announces; mending sets the old one and clears the session."""
    found = []
    for session in sorted(stage.sessions, key=lambda each: not each.external):
        for end, _ in session.ends():
            found += [(session, end, family, n) for family, n in end.prefixes.items() if n > 1 and family in FAMILIES]
    if not found:
        return Impossible("no router gets more than one prefix from a neighbor")
    outside = [item for item in found if item[0].external] or found
    session, end, family, count = outside[turn % len(outside)]
    limit = f"neighbor {end.neighbor} maximum-prefix"
    strike = _in_family(end, family, f"{limit} {count - 1}")
    old = f"{limit} {end.limits[family]}" if family in end.limits else f"no {limit}"
    again = Vtysh(end.node, (f"clear bgp {end.neighbor}",))
    place = f"{end.node} neighbor {end.neighbor}"
    return Plan(place, (strike,), (_in_family(end, family, old), again), (session,), places=(place,))


def _in_family(end: SessionEnd, family: str, line: str) -> Vtysh:
    return Vtysh(end.node, (f"router bgp {end.local_as}", f"address-family {FAMILIES[family]}", line), config=True)


FAULT = Fault("a neighbor passes its prefix limit", ("prefix_limit_exceeded",), 40, plan)
