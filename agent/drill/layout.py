"""Which fault strikes where, and how long it all takes: settled before anything is touched."""

from collections.abc import Mapping

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Bgp, Stage
from clab.actions import LabDriver, Wait, words

CHOICES = 8
CALM_S = 6.0
"""How long the lab must have been whole before the next fault strikes: a session that was up for less than 5 s does not
end an outage (contracts), and what follows would be part of the fault before."""

BACK_S = 6.0
"""About how long sessions take to come back."""

Layout = list[tuple[str, Fault, Plan | Impossible]]
"""Faults by name, each with its target or with the reason why there is none."""


def _possible(plan: Plan | Impossible, driver: LabDriver) -> Plan | Impossible:
    """A plan of which every act can be had, its undoing included: what cannot be mended must not be broken."""
    if isinstance(plan, Impossible):
        return plan
    reasons = ((act, driver.lacks(act)) for act in (*plan.strike, *plan.mend))
    return next((Impossible(f"{words(act)}: {reason}") for act, reason in reasons if reason), plan)


def laid_out(stage: Stage, faults: Mapping[str, Fault], driver: LabDriver) -> Layout:
    """Each fault with its target: where there is a choice, other sessions than those of the fault before."""
    found: Layout = []
    before: frozenset[Bgp] = frozenset()
    for turn, (name, fault) in enumerate(faults.items()):
        choices = [_possible(fault.plan(stage, turn + n), driver) for n in range(CHOICES)]
        fresh = [choice for choice in choices if isinstance(choice, Plan) and not before & set(choice.sessions)]
        plan = next(iter(fresh), next((item for item in choices if isinstance(item, Plan)), choices[0]))
        found.append((name, fault, plan))
        before = frozenset(plan.sessions) if isinstance(plan, Plan) else before
    return found


def takes_s(layout: Layout) -> float:
    """About how long a drill takes, in seconds: each fault lasts, is mended, and the lab comes back."""
    plans = [plan for _, _, plan in layout if isinstance(plan, Plan)]
    waits = sum(act.seconds for plan in plans for act in plan.strike if isinstance(act, Wait))
    return waits + sum(plan.lasts_s + CALM_S + BACK_S for plan in plans)
