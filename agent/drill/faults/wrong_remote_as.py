"""A neighbor is configured with the wrong AS."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Vtysh

WRONG_AS = 64999


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """`neighbor X remote-as` is changed at one end of an external session."""
    found = []
    for session in stage.sessions:
        for end, _ in session.ends():
            named = f"neighbor {end.neighbor} remote-as {end.remote_as}"
            if session.external and any(line.strip() == named for line in stage.running[end.node].splitlines()):
                found.append((session, end, named))
    if not found:
        return Impossible("no external neighbor has its AS in a line of its own")
    session, end, named = found[turn % len(found)]
    router = f"router bgp {end.local_as}"
    wrong = Vtysh(end.node, (router, f"neighbor {end.neighbor} remote-as {WRONG_AS}"), config=True)
    right = Vtysh(end.node, (router, named), config=True)
    place = f"{end.node} neighbor {end.neighbor}"
    return Plan(place, (wrong,), (right,), (session,), lasts_s=10.0, found_s=10.0, places=(place,))


FAULT = Fault("a neighbor gets the wrong AS", ("remote_as_mismatch",), 120, plan)
