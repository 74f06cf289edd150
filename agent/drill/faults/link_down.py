"""A link goes down under a session."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import SetLink


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """One end's interface is set down."""
    sessions = stage.direct()
    if not sessions:
        return Impossible("no session runs over a single link")
    struck = sessions[turn % len(sessions)]
    assert struck.wire is not None
    end = struck.wire[turn % 2]
    over = tuple(session for session in sessions if session.wire and set(session.wire) == set(struck.wire))
    down, up = (SetLink(end.node, end.interface, state) for state in (False, True))
    place = f"{end.node}:{end.interface}"
    return Plan(place, (down,), (up,), over, places=(place,))


FAULT = Fault("an interface is set down", ("link_down",), 10, plan)
