"""An established session no longer carries one of its address families."""

from collections.abc import Sequence

from agent.core.cause import Case, Claim, Losses, Rule
from agent.core.cause_text import CauseText, PlannedBy
from agent.core.families import FamilyLoss
from agent.core.peerings import Peering
from agent.core.scene import Scene
from collectors.observations import Seen

S = 1_000_000_000
POLL_NS = 15 * S
"""A router is asked for its families every ten seconds or so: what it no longer names went within this time."""


def diagnose(case: Case) -> Claim | None:
    """Proved when the router that reset the session for its configuration (6/6) no longer names a family afterwards."""
    changed = case.notification(6, 6)
    reasons = [edge for edge in case.loss.downs if "afi/safi" in edge.reason.lower()]
    if not changed and not reasons:
        return None
    for loss in _losses(case.scene, case.peering):
        if loss.from_ns - S <= case.lost_ns <= loss.at_ns + S:
            evidence = (changed[0],) if changed else tuple(edge.seen for edge in reasons[:2])
            return _claim(case.scene, case.peering, loss, evidence, case.lost_ns)
    return None


def search(scene: Scene, losses: Losses, peerings: Sequence[Peering]) -> list[Claim]:
    """Families that went while the session stayed up; with a loss of the session, they are the loss's own matter."""
    claims = []
    for peering in peerings:
        mine = losses.of_peering(peering.id)
        for loss in _losses(scene, peering):
            if not any(
                each.loss.covers(loss.at_ns, POLL_NS) or each.loss.covers(loss.from_ns, POLL_NS) for each in mine
            ):
                claims.append(_claim(scene, peering, loss, (), loss.at_ns))
    return claims


def _losses(scene: Scene, peering: Peering) -> list[FamilyLoss]:
    return [each for each in scene.families.losses() if each.view in peering.views]


def _claim(scene: Scene, peering: Peering, loss: FamilyLoss, evidence: tuple[Seen, ...], at_ns: int) -> Claim:
    node = loss.view[0]
    return Claim(
        "afi_lost",
        "proved",
        ("afi_lost", peering.id),
        peering.name_at(node),
        peering.nodes,
        (*evidence, loss.before, loss.after),
        at_ns,
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
