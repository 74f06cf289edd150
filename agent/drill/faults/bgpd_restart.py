"""The routing daemon ends in order and comes back."""

from signal import SIGTERM

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.faults.bgpd_kill import laid_out
from agent.drill.targets import Stage


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """Asked to end: it says so in its log."""
    return laid_out(stage, turn, SIGTERM)


FAULT = Fault("bgpd is ended in order (SIGTERM)", ("process_restart",), 100, plan)
