"""An operator clears a session."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Vtysh


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """`clear bgp X`: the session comes back by itself."""
    sessions = [item for item in stage.sessions if item.wire is None] or list(stage.sessions)
    session = sessions[turn % len(sessions)]
    end = session.ends()[turn % 2][0]
    place = f"{end.node} neighbor {end.neighbor}"
    return Plan(place, (Vtysh(end.node, (f"clear bgp {end.neighbor}",)),), (), (session,), places=(place,))


FAULT = Fault("a session is cleared", ("admin_reset",), 60, plan)
