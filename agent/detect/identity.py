"""What an incident is known by: its id, from the lab and its first loss, and the marks that find it again. Pure.

The id is the same whoever looks, and when: its parts are what the devices wrote (who lost whom, in which second of the
device's clock), never the order in which it came here.
"""

import hashlib
from datetime import timedelta

from agent.detect.diagnosis import Claim, LostPeering
from agent.detect.grouping import Group
from agent.detect.incident import EPOCH

S = 1_000_000_000
Mark = str
"""One loss (or claim without loss) as text: the same fact gives the same mark each time that it is read."""

NEAR_NS = 5 * S
"""Claims without loss of one cause and subject that begin this close are one."""


def identity(lab: str | None, group: Group) -> str:
    """The id that a group has by its own facts."""
    second, what = _first(group)
    stamp = (EPOCH + timedelta(seconds=second)).strftime("%H%M%S")
    return f"{stamp}-{hashlib.sha256(repr((lab or '', second, *what)).encode()).hexdigest()[:6]}"


def _first(group: Group) -> tuple[int, tuple[object, ...]]:
    if group.losses:
        lost = min(group.losses, key=_by_time)
        return _second(lost), _ends(lost)
    claim = min(group.claims, key=lambda each: (each.started_ns, each.type, each.subject or ""))
    return claim.started_ns // S, (claim.type, claim.subject)


def _by_time(lost: LostPeering) -> tuple[object, ...]:
    return (lost.loss.lost_ns, *_ends(lost))


def _ends(lost: LostPeering) -> tuple[str, ...]:
    peering = lost.peering
    return tuple(each or "" for each in (peering.a, peering.b, peering.address_a, peering.address_b))


def _second(lost: LostPeering) -> int:
    """The loss's second by the clock of the device that told of it; a poll's finding is on our clock."""
    edge = lost.loss.downs[0]
    return (edge.at_ns if edge.inferred else edge.seen.seen_ns) // S


def marks(group: Group) -> list[Mark]:
    """What an incident is known again by, the first loss's first."""
    if not group.losses:
        return [mark for each in group.claims for mark in _claim_marks(each)]
    return [mark for each in sorted(group.losses, key=_by_time) for mark in loss_marks(each)]


def loss_marks(lost: LostPeering) -> list[Mark]:
    """One loss's marks: every Down line, by who wrote it, of whom, and its own stamp."""
    return ["|".join((*edge.view, str(edge.seen.seen_ns))) for edge in lost.loss.downs]


def _claim_marks(claim: Claim) -> list[Mark]:
    bucket = claim.started_ns // NEAR_NS
    return [f"{claim.type}|{claim.subject or ''}|{bucket + k}" for k in (0, 1)]
