"""One routing daemon answers nothing while its siblings and its node go on."""

from agent.core.cause import Case, Claim, Rule
from agent.core.cause_text import CauseText, PlannedBy


def diagnose(case: Case) -> Claim | None:
    """Nothing yet: the siblings' evidence is not judged."""
    return None


RULE = Rule(
    "process_hang",
    rank=19,
    diagnose=diagnose,
    text=CauseText(
        titles=("a routing daemon that hangs", "a routing daemon that answers nothing"),
        clauses=("the routing daemon on {where} hung",),
        placement="on",
        meaning="one daemon answered nothing, while the other daemons of its node went on",
        advice="Look at the routing daemon on {where}: its state, its load, its own log, and whether it was stopped",
        reference="FRR lib/event.c (starvation), watchfrr(8); RFC 4271 section 6.5",
        mistaken_for=("node_hang", "process_crash", "one_way_loss", "hold_timer_expired"),
        planned_by=PlannedBy(actions=frozenset(("process_stop", "process_kill")), scope="node", slow=True),
    ),
)
