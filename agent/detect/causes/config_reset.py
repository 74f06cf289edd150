"""A router reset its sessions because its own configuration was changed (Cease 6/6)."""

from dataclasses import replace

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.cease_reasons import TOGETHER_NS, ceased
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from clab.units import SECOND_NS
from collectors.observations import BfdState

SILENT_NS = 10 * SECOND_NS
"""A change that both ends can live with brings the session back within this time (connect retry 5 s and slack)."""

CHANGED = (
    "id", "as", "identifier", "peer", "config", "configuration", "source", "capability", "family", "address", "timers",
    "time", "password", "group",
)  # fmt: skip
REASONS = (
    *(f"{what} change" for what in CHANGED),
    "peer-group add",
    "peer-group delete",
    "peergroup",
    "address family activated",
)
"""The acting end's own reasons (FRR bgpd `peer_down_str`): `Router ID changed`, `Update source change`."""

_told = ceased("config_reset", 6, REASONS)


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by NOTIFICATION 6/6 of a session that comes back, or by the acting end's own words; a session that stays
    silent after 6/6 may have a password that differs, so it is likely only. Where only the receiver was heard nothing
    is proved: older implementations send 6/6 for BFD, interfaces and their own restarts, too."""
    diagnosis = _told(case)
    if diagnosis is None:
        return None
    diagnosis = _at_its_place(case, diagnosis)
    if _named(case):
        return diagnosis
    if _bfd_went(case) or not _sender_heard(case):
        return None
    end = case.loss.restored_ns
    if end is None or end - case.lost_ns >= SILENT_NS:
        return replace(diagnosis, certainty="likely")
    return diagnosis


def _at_its_place(case: DiagnosisContext, diagnosis: Diagnosis) -> Diagnosis:
    """A router that reset several of its sessions changed something of its own, not of one neighbor."""
    actor = str(diagnosis.key[1])
    if actor not in case.peering.nodes:
        return diagnosis
    near = [DiagnosisContext(item.peering, item.loss, case.scene) for item in case.related(actor, TOGETHER_NS)]
    told = [item.notification(6, 6) for item in near]
    reset = {item.peering.id for item, note in zip(near, told, strict=True) if note and note[1] == actor}
    return replace(diagnosis, subject=actor) if len(reset) > 1 else diagnosis


def _sender_heard(case: DiagnosisContext) -> bool:
    """Whether the end that sent 6/6 says so itself."""
    sent = [item for node in case.peering.nodes for item in case.notifications(node) if item.direction == "sent"]
    return any((item.code, item.subcode) == (6, 6) for item in sent)


def _bfd_went(case: DiagnosisContext) -> bool:
    """Whether BFD went just before: implementations older than RFC 9384 end the session by 6/6 for it."""
    times = (case.lost_ns - 3 * SECOND_NS, case.lost_ns + SECOND_NS // 2)
    return any(not item.up for view in case.peering.views for item in case.scene.of_view(BfdState, view, *times))


def _named(case: DiagnosisContext) -> bool:
    """Whether an end's own Down line says what was changed."""
    own = [reason for reason in case.reasons if "other configuration change" not in reason]  # that is the code's name
    return any(word in reason for reason in own for word in REASONS)


RULE = Rule(
    "config_reset",
    rank=45,
    diagnose=diagnose,
    text=CauseText(
        titles=("a change of a router's configuration", "a configuration change that reset sessions"),
        clauses=("a change of its configuration made the router reset the session ({where})",),
        clauses_many=("a change of its configuration made the router reset them ({where})",),
        meaning="one router's configuration was changed so that it had to open its sessions anew",
        advice="Look at the last change of the configuration at {where}, and whether it was meant",
        reference="RFC 4486 subcode 6",
        mistaken_for=("remote_as_mismatch", "authentication_mismatch", "admin_reset"),
        planned_by=PlannedBy(actions=frozenset(("config",)), scope="node"),
    ),
)
