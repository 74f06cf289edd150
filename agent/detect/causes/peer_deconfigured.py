"""The neighbor was removed from a router's configuration (Cease 6/3)."""

from dataclasses import replace

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.cease_reasons import TOGETHER_NS, ceased
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule

DELETED = "neighbor deleted"
_told = ceased("peer_deconfigured", 3, (DELETED,))


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by the NOTIFICATION, or by the acting end's own reason. Likely only where a router deletes all the
    neighbors that are known of it at once: a daemon that is stopped does so, too."""
    diagnosis = _told(case)
    if diagnosis is None or case.notification(6, 3) is not None:
        return diagnosis
    actor = str(diagnosis.key[1])
    deleted = {
        item.peering.id
        for item in case.related(actor, TOGETHER_NS)
        if any(DELETED in edge.reason.lower() for edge in item.loss.downs if edge.view[0] == actor)
    }
    gone = {
        item.peering.id
        for item in case.losses.of_node(actor)
        if item.loss.lost_ns < case.lost_ns and (item.loss.restored_ns or case.lost_ns + 1) > case.lost_ns
    }
    everything = len(deleted) > 1 and {peering.id for peering in case.peerings_of(actor)} <= deleted | gone
    return replace(diagnosis, certainty="likely") if everything else diagnosis


RULE = Rule(
    "peer_deconfigured",
    rank=36,
    diagnose=diagnose,
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
