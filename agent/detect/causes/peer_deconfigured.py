"""The neighbor was removed from a router's configuration (Cease 6/3)."""

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.cease_reasons import ceased
from agent.detect.diagnosis import Rule

RULE = Rule(
    "peer_deconfigured",
    rank=36,
    diagnose=ceased("peer_deconfigured", 3, ("neighbor deleted",)),
    text=CauseText(
        titles=("the removal of a neighbor from the configuration", "a deconfigured neighbor"),
        clauses=("the neighbor was taken out of the configuration ({where})",),
        meaning="one end no longer has the other as a neighbor",
        advice="Look at the last change of the configuration at {where}, and whether it was meant",
        reference="RFC 4486 subcode 3",
        mistaken_for=("admin_shutdown", "process_restart"),
        planned_by=PlannedBy(
            actions=frozenset(("neighbor_remove", "process_stop", "process_restart")), scope="session"
        ),
    ),
)
