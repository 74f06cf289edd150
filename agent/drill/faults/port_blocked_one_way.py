"""BGP's TCP port is dropped in one direction only."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.faults.port_blocked import laid_out
from agent.drill.targets import Stage


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """One direction: the other end's segments still arrive, but nothing acknowledges them."""
    return laid_out(stage, turn, both=False)


FAULT = Fault("TCP 179 is dropped in one direction", ("one_way_loss", "hold_timer_expired"), 74, plan, held=True)
