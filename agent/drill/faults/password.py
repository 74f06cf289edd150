"""The two ends of a session no longer have the same password."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Vtysh

SECRET = "labkeeper-drill"


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """A password (TCP MD5) is set at one end only."""
    found = []
    for session in stage.direct() or stage.sessions:
        for end, _ in session.ends():
            if f"neighbor {end.neighbor} password" not in stage.running[end.node]:
                found.append((session, end))
    if not found:
        return Impossible("every neighbor has a password already")
    session, end = found[turn % len(found)]
    router = f"router bgp {end.local_as}"
    key = Vtysh(end.node, (router, f"neighbor {end.neighbor} password {SECRET}"), config=True)
    none = Vtysh(end.node, (router, f"no neighbor {end.neighbor} password"), config=True)
    place, lasts_s = f"{end.node} neighbor {end.neighbor}", session.hold_s + 8
    return Plan(place, (key,), (none,), (session,), lasts_s=lasts_s, found_s=10.0, places=(place,))


FAULT = Fault("a password is set at one end", ("authentication_mismatch",), 140, plan)
