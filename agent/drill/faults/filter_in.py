"""A router refuses what a neighbor still announces: a filter at the receiver."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Unconfigure, Vtysh

FAMILY, NAME = "address-family ipv4 unicast", "ipv4Unicast"
MAP = "labkeeper-drill"
POLLS_S = 30.0


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """`neighbor X route-map ... in`, with a route map that denies everything."""
    found = []
    for session in sorted(stage.sessions, key=lambda item: not item.external):
        for end, _ in session.ends():
            mapped = f"neighbor {end.neighbor} route-map" in stage.running[end.node]
            if end.prefixes.get(NAME, 0) > 3 and not mapped:
                found.append((session, end))
    if not found:
        return Impossible("no router gets more than three prefixes from a neighbor without a route map")
    session, end = found[turn % len(found)]
    router, line = (f"router bgp {end.local_as}", FAMILY), f"neighbor {end.neighbor} route-map {MAP} in"
    deny = f"route-map {MAP} deny 10"
    strike = (Vtysh(end.node, (deny, "exit"), config=True), Vtysh(end.node, (*router, line), config=True))
    mend = (Unconfigure(end.node, router, (line,)), Unconfigure(end.node, (), (deny,)))
    place = f"{end.node} neighbor {end.neighbor}"
    return Plan(place, strike, mend, (session,), lasts_s=3.0, found_s=POLLS_S, places=(place, end.node))


FAULT = Fault("a receiver refuses all prefixes of a neighbor", ("policy_filter",), 7, plan)
