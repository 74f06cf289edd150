"""An established session no longer carries one of its address families."""

from collections.abc import Sequence

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Losses, Rule
from agent.detect.evidence import EvidenceIndex
from agent.detect.families import FamilyLoss
from agent.detect.peerings import Peering
from clab.units import SECOND_NS
from collectors.observations import Seen

POLL_NS = 15 * SECOND_NS
"""A router is asked for its families every ten seconds or so: what it no longer names went within this time."""


def diagnose(case: DiagnosisContext) -> Diagnosis | None:
    """Proved when the router that reset the session for its configuration (6/6) no longer names a family afterwards."""
    changed = case.notification(6, 6)
    reasons = [edge for edge in case.loss.downs if "afi/safi" in edge.reason.lower()]
    if not changed and not reasons:
        return None
    for loss in _losses(case.scene, case.peering):
        if loss.from_ns - SECOND_NS <= case.lost_ns <= loss.at_ns + SECOND_NS:
            evidence = (changed[0],) if changed else tuple(edge.seen for edge in reasons[:2])
            return _claim(case.scene, case.peering, loss, evidence, case.lost_ns)
    return None


def search(scene: EvidenceIndex, losses: Losses, peerings: Sequence[Peering]) -> list[Diagnosis]:
    """Families that went while the session stayed up; with a loss of the session, they are the loss's own matter."""
    diagnoses = []
    for peering in peerings if scene.families.has_losses() else ():
        mine = losses.of_peering(peering.id)
        for loss in _losses(scene, peering):
            if not any(
                item.loss.covers(loss.at_ns, POLL_NS) or item.loss.covers(loss.from_ns, POLL_NS) for item in mine
            ):
                diagnoses.append(_claim(scene, peering, loss, (), loss.at_ns))
    return diagnoses


def _losses(scene: EvidenceIndex, peering: Peering) -> list[FamilyLoss]:
    return [loss for loss in scene.families.losses() if loss.view in peering.views]


def _claim(
    scene: EvidenceIndex, peering: Peering, loss: FamilyLoss, evidence: tuple[Seen, ...], at_ns: int
) -> Diagnosis:
    node = loss.view[0]
    return Diagnosis(
        type="afi_lost",
        certainty="proved",
        key=("afi_lost", peering.id),
        subject=peering.name_at(node),
        nodes=peering.nodes,
        evidence=(*evidence, loss.before, loss.after),
        started_ns=at_ns,
        until_ns=at_ns,
    )


RULE = Rule(
    "afi_lost",
    rank=44,
    diagnose=diagnose,
    search=search,
    text=CauseText(
        titles=("the loss of an address family", "an address family that is no longer exchanged"),
        clauses=("an address family was taken off the session ({where})",),
        meaning="a family that the session carried is no longer exchanged on it",
        advice="Look at {where}: which address families each end activates for the other",
        reference="RFC 4760 section 8 (multiprotocol capability); RFC 5492",
        mistaken_for=("route_withdrawal", "policy_filter", "config_reset"),
        planned_by=PlannedBy(actions=frozenset(("config",)), scope="node"),
    ),
)
