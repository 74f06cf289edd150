"""The two ends sign their TCP segments differently (TCP-MD5, RFC 2385; TCP-AO, RFC 5925)."""

from collections.abc import Sequence

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from clab.units import SECOND_NS
from collectors.observations import AuthenticationFailure, BgpNotification, NeighborFacts, NodeEvent, Seen

SILENT_NS = 10 * SECOND_NS
"""Another configuration change (6/6) brings the session back in seconds; different passwords keep it silent."""


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved by the kernel's or a daemon's refusal, or by snapshots; likely by 6/6 and then silence at both ends."""
    if case.teardown_kind in ("interface", "closed"):
        return None
    proof = _refused(case) or _facts(case)
    if proof:
        return _claim(case, proof, proved=True)
    changed = case.notification(6, 6)
    if changed and _silent(case):
        return _claim(case, [changed[0]], proved=False)
    return None


def _claim(case: DiagnosisContext, evidence: Sequence[Seen], *, proved: bool) -> Diagnosis:
    changed = case.notification(6, 6)
    actor = changed[1] if changed else evidence[0].node
    full = tuple(dict.fromkeys([*([changed[0]] if changed else []), *evidence]))
    return Diagnosis(
        type="authentication_mismatch",
        certainty="proved" if proved else "likely",
        key=("authentication", case.peering.id),
        subject=case.peering.name_at(actor),
        nodes=case.peering.nodes,
        evidence=full,
        started_ns=min(case.lost_ns, *(case.scene.at(item) for item in full)),
    )


def _refused(case: DiagnosisContext) -> Sequence[Seen]:
    scene, end = case.scene, case.loss.restored_ns or case.scene.now_ns
    addresses = {case.peering.address_a, case.peering.address_b}
    return [
        item
        for node in case.peering.nodes
        for item in scene.of_node(AuthenticationFailure, node, case.lost_ns - case.hold_ns, end)
        if item.neighbor is None or item.neighbor in addresses
    ][:3]


def _facts(case: DiagnosisContext) -> Sequence[Seen]:
    """Both ends' snapshots, taken while the session is lost: one signs, the other does not."""
    end = case.loss.restored_ns or case.scene.now_ns
    known: list[NeighborFacts] = [case.scene.facts[view] for view in case.peering.views if view in case.scene.facts]
    known = [item for item in known if case.lost_ns <= case.scene.at(item) <= end and item.authentication is not None]
    if len({each.node for each in known}) == 2 and len({each.authentication for each in known}) == 2:
        return list(known)
    return []


def _silent(case: DiagnosisContext) -> bool:
    """Nothing more is heard of the session at either end, for longer than a change of configuration takes."""
    end = case.loss.restored_ns or case.scene.now_ns
    if end - case.lost_ns < SILENT_NS or len(case.peering.nodes) < 2:
        return False
    for view in case.peering.views:
        if case.scene.of_view(BgpNotification, view, case.lost_ns + SECOND_NS, end - 3 * SECOND_NS):
            return False
    return not any(case.scene.of_node(NodeEvent, node, case.lost_ns, end) for node in case.peering.nodes)


RULE = Rule(
    "authentication_mismatch",
    rank=40,
    diagnose=diagnose,
    text=CauseText(
        titles=("mismatched authentication", "an authentication mismatch"),
        clauses=("the authentication of both ends does not match ({where})",),
        meaning="the two ends sign their TCP segments differently",
        advice="Look at {where}: the password or key of both ends, and who changed it last",
        reference="RFC 2385; RFC 5925",
        mistaken_for=("config_reset", "hold_timer_expired", "remote_as_mismatch"),
        planned_by=PlannedBy(actions=frozenset(("neighbor_password",)), scope="session"),
        wants_a_person=True,
    ),
)
