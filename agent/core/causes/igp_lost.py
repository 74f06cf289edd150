"""The IGP under the sessions went while every link stayed up: its adjacencies timed out, or its process ended."""

from agent.core.cause import Case, Claim, Rule
from agent.core.cause_text import CauseText, PlannedBy


def diagnose(case: Case) -> Claim | None:
    """Nothing yet: the evidence of the IGP is not judged."""
    return None


RULE = Rule(
    "igp_lost",
    rank=58,
    diagnose=diagnose,
    text=CauseText(
        titles=("a loss of the IGP under the sessions", "an IGP adjacency that was lost"),
        clauses=("the IGP at {where} lost its adjacencies",),
        placement="at",
        meaning="the IGP's adjacencies went while the links stayed up, and the routes under the sessions with them",
        advice="Look at the IGP on {where}: its process, its configuration, its timers, and what filters its packets",
        reference="RFC 2328 section 10 (InactivityTimer, KillNbr); ISO 10589 (adjacency holding timer)",
        mistaken_for=("link_down", "node_isolated", "one_way_loss", "process_hang"),
        planned_by=PlannedBy(actions=frozenset(("process_kill", "process_stop", "config")), scope="node", slow=True),
    ),
)
