"""An operator shut the session down (Cease 6/2, with RFC 9003 words where there are any)."""

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.cease_reasons import ceased
from agent.detect.diagnosis import Rule

RULE = Rule(
    "admin_shutdown",
    rank=34,
    diagnose=ceased("admin_shutdown", 2, ("admin. shutdown", "adminshutdown")),
    text=CauseText(
        titles=("an administrative shutdown", "an operator's shutdown of the session"),
        clauses=("an operator shut the session down ({where})",),
        clauses_many=("an operator shut them down ({where})",),
        meaning="one end was configured to keep the session down, and said so to the other",
        advice="Look at who gave the command for {where}, and whether it was meant",
        reference="RFC 4486 subcode 2; RFC 9003",
        mistaken_for=("admin_reset", "peer_deconfigured", "config_reset"),
        planned_by=PlannedBy(
            actions=frozenset(("neighbor_shutdown", "process_stop", "process_restart")), scope="session"
        ),
    ),
)
