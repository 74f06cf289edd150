"""A link goes down and comes back again and again."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.faults.link_down import plan as once
from agent.drill.targets import Stage
from clab.actions import Act, Wait

TIMES = 4
DOWN_S, UP_S = 2.0, 9.0
"""Between two flaps the session must have been up for 5 s, or there is only one loss (contracts)."""


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """The same interface down and up, four times."""
    first = once(stage, turn)
    if isinstance(first, Impossible):
        return first
    again: tuple[Act, ...] = (*first.strike, Wait(DOWN_S), *first.mend, Wait(UP_S))
    strike = again * (TIMES - 1) + first.strike
    return Plan(first.target, strike, first.mend, first.sessions, lasts_s=DOWN_S, places=first.places)


FAULT = Fault("an interface goes down and up four times", ("link_flap",), 110, plan)
