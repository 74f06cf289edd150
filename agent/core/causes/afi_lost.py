"""An established session no longer carries one of its address families."""

from collections.abc import Sequence

from agent.core.cause import Claim, Losses, Rule
from agent.core.cause_text import CauseText, PlannedBy
from agent.core.peerings import Peering
from agent.core.scene import Scene


def search(scene: Scene, losses: Losses, peerings: Sequence[Peering]) -> list[Claim]:
    """Nothing yet: the families of a session are not followed over time."""
    return []


RULE = Rule(
    "afi_lost",
    rank=92,
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
