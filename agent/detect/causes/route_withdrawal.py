"""A neighbor takes back a fifth of its prefixes or more, and its session stays."""

from collections.abc import Sequence

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, Losses, Rule
from agent.detect.evidence import EvidenceIndex
from agent.detect.peerings import Peering
from agent.detect.prefix_falls import changes


def search(scene: EvidenceIndex, losses: Losses, peerings: Sequence[Peering]) -> list[Diagnosis]:
    """Proved where the sender's own count fell as well; likely where it is not seen. Where the sender was only asked
    before and after that, and sent as many, either end may have changed: the cause is unknown. What a lost session of
    the sender took away is a line of that loss."""
    return [
        Diagnosis(
            type="unknown" if change.between_polls else "route_withdrawal",
            certainty="unknown" if change.between_polls else "proved" if change.by == "sender" else "likely",
            key=("withdrawal", change.peering.id),
            subject=change.peering.name_at(change.receiver),
            nodes=change.peering.nodes,
            evidence=change.evidence,
            started_ns=min(fall.at_ns for fall in change.falls),
            until_ns=max(fall.at_ns for fall in change.falls),
            follows=change.follows,
        )
        for change in changes(scene, losses, peerings)
        if change.by != "receiver" or change.follows
    ]


RULE = Rule(
    "route_withdrawal",
    rank=96,
    search=search,
    text=CauseText(
        titles=("a withdrawal of routes", "withdrawn prefixes"),
        meaning="the neighbor took back many of its prefixes, and the session stays",
        advice="Look at {where}: what the neighbor stopped to announce, and its filters",
        reference="RFC 4271 section 4.3 (withdrawn routes)",
        mistaken_for=("policy_filter", "afi_lost"),
        planned_by=PlannedBy(actions=frozenset(("routes_withdraw",)), scope="node", at_neighbor=True),
    ),
)
