"""A receiver refuses prefixes that its neighbor still sends."""

from collections.abc import Sequence

from agent.core.cause import Claim, Losses, Rule
from agent.core.cause_text import CauseText, PlannedBy
from agent.core.peerings import Peering
from agent.core.scene import Scene


def search(scene: Scene, losses: Losses, peerings: Sequence[Peering]) -> list[Claim]:
    """Nothing yet: what the sender counts is not judged."""
    return []


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
