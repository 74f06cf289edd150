"""An operator reset the session (`clear bgp`, Cease 6/4)."""

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.cease_reasons import ceased
from agent.detect.diagnosis import Rule

RULE = Rule(
    "admin_reset",
    rank=35,
    diagnose=ceased("admin_reset", 4, ("user reset", "adminreset", "admin reset")),
    text=CauseText(
        titles=("an administrative reset", "an operator's reset of the session"),
        clauses=("an operator reset the session ({where})",),
        clauses_many=("an operator reset them ({where})",),
        meaning="one end was told to close the session and to open it anew",
        advice="Look at who gave the command for {where}, and whether it was meant",
        reference="RFC 4486 subcode 4",
        mistaken_for=("admin_shutdown", "config_reset"),
        planned_by=PlannedBy(actions=frozenset(("clear_bgp",)), scope="session"),
    ),
)
