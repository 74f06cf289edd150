"""What an incident is known by: its id, from the lab and its first loss, and the marks that find it again. Pure.

The id is the same whoever looks, and when: its parts are what the devices wrote (who lost whom, in which second of the
device's clock), never the order in which it came here.
"""

import hashlib
from datetime import timedelta

from agent.detect.diagnosis import Diagnosis, LostPeering, Mark
from agent.detect.grouping import Group
from agent.detect.incident import EPOCH
from clab.units import SECOND_NS

NEAR_NS = 5 * SECOND_NS
"""Claims without loss of one cause and subject that begin this close are one."""


def identity(lab: str | None, group: Group) -> str:
    """The id that a group has by its own facts."""
    second, what = _first(group)
    stamp = (EPOCH + timedelta(seconds=second)).strftime("%H%M%S")
    return f"{stamp}-{hashlib.sha256(repr((lab or '', second, *what)).encode()).hexdigest()[:6]}"


def _first(group: Group) -> tuple[int, tuple[object, ...]]:
    if group.losses:
        lost = min(group.losses, key=_by_time)
        return _second(lost), lost.peering.ends
    diagnosis = min(group.diagnoses, key=lambda diagnose: (diagnose.started_ns, diagnose.type, diagnose.subject or ""))
    return diagnosis.started_ns // SECOND_NS, (diagnosis.type, diagnosis.subject)


def _by_time(lost: LostPeering) -> tuple[object, ...]:
    return (lost.loss.lost_ns, lost.peering.ends)


def _second(lost: LostPeering) -> int:
    """The loss's second by the clock of the device that told of it; a poll's finding is on our clock."""
    edge = lost.loss.downs[0]
    return (edge.at_ns if edge.inferred else edge.seen.seen_ns) // SECOND_NS


def marks(group: Group) -> list[Mark]:
    """What an incident is known again by, the first loss's first."""
    if not group.losses:
        return [mark for diagnose in group.diagnoses for mark in _claim_marks(diagnose)]
    return [mark for loss in sorted(group.losses, key=_by_time) for mark in loss.marks]


def _claim_marks(diagnosis: Diagnosis) -> list[Mark]:
    bucket = diagnosis.started_ns // NEAR_NS
    return [f"{diagnosis.type}|{diagnosis.subject or ''}|{bucket + k}" for k in (0, 1)]
