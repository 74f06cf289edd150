"""A receiver refuses prefixes that its neighbor still sends."""

from collections.abc import Sequence

from agent.detect.cause_text import CauseText, PlannedBy
from agent.detect.diagnosis import Diagnosis, Losses, Rule
from agent.detect.evidence import EvidenceIndex
from agent.detect.peerings import Peering
from agent.detect.prefix_falls import changes


def search(scene: EvidenceIndex, losses: Losses, peerings: Sequence[Peering]) -> list[Diagnosis]:
    """Proved where the accepted prefixes fell by a fifth or more and the sender's own count did not."""
    return [
        Diagnosis(
            type="policy_filter",
            certainty="proved",
            key=("policy_filter", change.peering.id),
            subject=change.peering.name_at(change.receiver),
            nodes=change.peering.nodes,
            evidence=change.evidence,
            started_ns=min(fall.at_ns for fall in change.falls),
            until_ns=max(fall.at_ns for fall in change.falls),
        )
        for change in changes(scene, losses, peerings)
        if change.by == "receiver" and not change.follows
    ]


RULE = Rule(
    "policy_filter",
    rank=94,
    search=search,
    text=CauseText(
        titles=("a filter at the receiver", "prefixes that the receiver refuses"),
        meaning="the receiver accepts fewer prefixes, while the neighbor sends as many as before",
        advice="Look at {where}: the route maps, prefix lists and policies that it applies to what it receives",
        reference="RFC 4271 section 9.1 (import policy); OpenConfig prefixes/received and prefixes/installed",
        mistaken_for=("route_withdrawal", "afi_lost"),
        planned_by=PlannedBy(actions=frozenset(("config",)), scope="node"),
    ),
)
