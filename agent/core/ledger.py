"""The life of incidents: ids, versions and the reason for each; what was published stays comparable. Pure.

A group that the detector tells anew is the same incident as before when it shares a loss (or, without loss, the cause
at the same time). What is no longer told, although its time is still in sight, was a mistake and is retracted.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from agent.core.grouping import Group
from agent.core.incident import EPOCH, Incident, Note

S = 1_000_000_000
Mark = tuple[object, ...]
NOTES_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class IncidentChange:
    """A new version of an incident and why there is one; `retracted`: it should not have been reported."""

    incident: Incident
    reason: str
    retracted: bool = False


@dataclass(slots=True)
class Told:
    """A group and how it is told; `id_` is what the ledger published it as."""

    group: Group
    incident: Incident
    id_: str | None = None


class Ledger:
    """All incidents that were published, by id; `keep` is how many of those that are out of sight are remembered."""

    def __init__(self, keep: int | None = None) -> None:
        self._keep = keep
        self._in_sight: set[str] = set()
        self._incidents: dict[str, Incident] = {}
        self._marks: dict[Mark, str] = {}
        self._live: set[str] = set()
        self._retracted: set[str] = set()
        self._notes: dict[Note, None] = {}

    def update(self, told: Sequence[Told]) -> list[IncidentChange]:
        """Take what is told now; returns the versions that differ from what was published."""
        changes = []
        taken = {each.id_ for each in told if each.id_ is not None}
        for each in told:
            if each.id_ is None:
                marks = _marks(each.group)
                known = sorted({self._marks[mark] for mark in marks if mark in self._marks} - taken)
                each.id_ = known[0] if known else self._new_id(each.group, each.incident)
                taken.add(each.id_)
                self._marks.update(dict.fromkeys(marks, each.id_))
                changes += self._publish(each.id_, each.incident)
        changes += [self._retract(id_) for id_ in sorted(self._live - taken)]
        self._live, self._in_sight = taken, taken.copy()
        return changes

    def settled(self, ids: Iterable[str]) -> None:
        """These incidents are over and out of sight: they stay as they are."""
        self._live -= set(ids)
        if self._keep is not None and len(self._incidents) > len(self._in_sight) + 2 * self._keep:
            self._forget(self._keep)

    def _forget(self, keep: int) -> None:
        out = [each for each in self._incidents.values() if each.id not in self._in_sight]
        gone = {each.id for each in sorted(out, key=lambda each: each.started_ns)[:-keep]}
        self._incidents = {id_: each for id_, each in self._incidents.items() if id_ not in gone}
        self._marks = {mark: id_ for mark, id_ in self._marks.items() if id_ not in gone}
        self._retracted -= gone

    def incidents(self) -> tuple[Incident, ...]:
        """All that stand, by the time they started."""
        standing = [each for id_, each in self._incidents.items() if id_ not in self._retracted]
        return tuple(sorted(standing, key=lambda each: (each.started_ns, each.id)))

    def abandon(self, why: str) -> list[IncidentChange]:
        """Close what is still open, because nothing can be restored any more; what was never restored stays so."""
        changes = []
        for id_ in sorted(self._live):
            old = self._incidents[id_]
            if old.status == "open":
                new = replace(old, version=old.version + 1, status="closed")
                self._incidents[id_] = new
                changes.append(IncidentChange(new, f"closed: {why}"))
        return changes

    def id_of(self, group: Group) -> str | None:
        """The id under which a group was published."""
        return next((self._marks[mark] for mark in _marks(group) if mark in self._marks), None)

    def has_open(self) -> bool:
        """Whether time alone can still change an incident."""
        return any(self._incidents[id_].status == "open" for id_ in self._live)

    def note(self, notes: Iterable[Note]) -> None:
        """Keep notes, each once, the newest when there are too many."""
        for each in notes:
            self._notes.setdefault(each)
        while len(self._notes) > NOTES_AT_MOST:
            del self._notes[next(iter(self._notes))]

    def notes(self) -> tuple[Note, ...]:
        """All notes by time; those without a time first."""
        return tuple(sorted(self._notes, key=lambda each: (each.at_ns or 0, each.node or "", each.text)))

    def _publish(self, id_: str, incident: Incident) -> list[IncidentChange]:
        old = self._incidents.get(id_)
        new = replace(incident, id=id_, version=old.version if old else 1)
        if old is None:
            self._incidents[id_] = new
            return [IncidentChange(new, "opened" if new.status == "open" else "found")]
        if new == old and id_ not in self._retracted:
            return []
        self._retracted.discard(id_)
        reason = _difference(old, new)
        new = replace(new, version=old.version + 1)
        self._incidents[id_] = new
        return [IncidentChange(new, reason)]

    def _retract(self, id_: str) -> IncidentChange:
        old = self._incidents[id_]
        new = replace(old, version=old.version + 1, status="closed")
        self._incidents[id_] = new
        self._retracted.add(id_)
        return IncidentChange(new, "retracted: later facts explain it otherwise", retracted=True)

    def _new_id(self, group: Group, incident: Incident) -> str:
        stamp = (EPOCH + timedelta(microseconds=incident.started_ns // 1000)).strftime("%H%M%S")
        what = repr(sorted(map(repr, _marks(group)))[:1]).encode()
        id_ = f"{stamp}-{hashlib.sha256(what).hexdigest()[:6]}"
        while id_ in self._incidents:
            id_ += "x"
        return id_


def _marks(group: Group) -> list[Mark]:
    """What an incident is known again by."""
    if group.losses:
        return [("loss", edge.view, edge.seen.seen_ns) for each in group.losses for edge in each.loss.downs]
    return [("claim", each.key, each.started_ns // (5 * S) + k) for each in group.claims for k in (0, 1)]


def _difference(old: Incident, new: Incident) -> str:
    """Why there is a new version, in a few words."""
    words = []
    if len(new.peerings) != len(old.peerings):
        words.append(f"peerings: {len(old.peerings)} -> {len(new.peerings)}")
    if (new.cause.type, new.cause.certainty) != (old.cause.type, old.cause.certainty):
        words.append(f"cause: {old.cause.type} ({old.cause.certainty}) -> {new.cause.type} ({new.cause.certainty})")
    if new.last_restored_ns != old.last_restored_ns:
        words.append("restored" if new.last_restored_ns else "lost again")
    if new.status != old.status:
        words.append("closed" if new.status == "closed" else "reopened")
    if new.first_loss_ns != old.first_loss_ns or new.started_ns != old.started_ns:
        words.append("times amended")
    return ", ".join(words) or "more evidence"
