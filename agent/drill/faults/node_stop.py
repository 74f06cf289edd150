"""A node is stopped in order, and started again."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.faults.node_kill import laid_out
from agent.drill.targets import Stage


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """Stopped by the engine: asked to end first."""
    return laid_out(stage, turn, "stop")


FAULT = Fault("a node's container is stopped", ("node_down",), 80, plan)
