"""An operator shuts a session down and says why."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Vtysh

MESSAGE = "labkeeper drill"


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """`neighbor X shutdown message ...`, at one end."""
    sessions = stage.direct() or list(stage.sessions)
    session = sessions[turn % len(sessions)]
    end = session.ends()[turn % 2][0]
    router = f"router bgp {end.local_as}"
    down = Vtysh(end.node, (router, f"neighbor {end.neighbor} shutdown message {MESSAGE}"), config=True)
    up = Vtysh(end.node, (router, f"no neighbor {end.neighbor} shutdown"), config=True)
    place = f"{end.node} neighbor {end.neighbor}"
    return Plan(place, (down,), (up,), (session,), places=(place,))


FAULT = Fault("a neighbor is shut down with a message", ("admin_shutdown",), 20, plan)
