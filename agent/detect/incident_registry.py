"""The life of incidents: ids, versions and the reason for each; what was published stays comparable. Pure.

A group is the same incident as one of before when it shares a loss with it (or, without loss, its cause at the same
time). An incident whose group is gone, although its time is still in sight, was a mistake and is retracted. An id
follows the facts until its incident was published (`confirm`); from then on it stays. While the journal is replayed
after a restart (`resume` to `awake`) nothing is published: the result is compared with what the store has.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from agent.detect.diagnosis import Mark
from agent.detect.grouping import Group
from agent.detect.identity import identity, marks
from agent.detect.incident import Incident, Note, PeeringOutage, by_time, to_json

NOTES_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class IncidentChange:
    """A new version of an incident and why there is one; `retracted`: it should not have been reported. `was` is the id
    that it had before it was published, `earlier` the incident as it was stored when the program started."""

    incident: Incident
    reason: str
    retracted: bool = False
    was: str | None = None
    earlier: Incident | None = None


@dataclass(frozen=True, slots=True)
class StoredIncident:
    """An incident as a store has it: its newest version, and the marks of its losses."""

    incident: Incident
    retracted: bool = False
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class BuiltIncident:
    """A group and the incident that was built of it; `id_` is the id that it was published under."""

    group: Group
    incident: Incident
    id_: str | None = None


@dataclass(slots=True)
class _Entry:
    """One incident. `unsaved` are marks that `confirm` has not returned yet; `stored` is the version of an earlier run,
    until this run publishes its own; `frozen`: nothing changes it any more."""

    incident: Incident
    marks: dict[Mark, None] = field(default_factory=dict)
    unsaved: list[Mark] = field(default_factory=list)
    confirmed: bool = False
    retracted: bool = False
    frozen: bool = False
    stored: StoredIncident | None = None
    touched: bool = False

    @property
    def earlier(self) -> Incident | None:
        """The incident as an earlier run stored it."""
        return None if self.stored is None or self.stored.retracted else self.stored.incident


class IncidentRegistry:
    """All incidents that were published, by id; `keep` is how many of those that are out of sight are remembered."""

    def __init__(self, keep: int | None = None, lab: str | None = None) -> None:
        self._keep, self._lab = keep, lab
        self._in_sight: set[str] = set()
        self._entries: dict[str, _Entry] = {}
        self._by_mark: dict[Mark, str] = {}
        self._live: set[str] = set()
        self._left: set[str] = set()
        self._asleep = False
        self._notes: dict[Note, None] = {}

    def resume(self, kept: Iterable[StoredIncident], frozen_before_ns: int) -> None:
        """Take what a store has, and publish nothing until `awake`; what began before a time is left as it is."""
        self._asleep = True
        for item in kept:
            entry = _Entry(item.incident, dict.fromkeys(item.marks))
            entry.confirmed, entry.retracted, entry.stored = True, item.retracted, item
            entry.frozen = item.incident.started_ns < frozen_before_ns and not item.retracted
            self._entries[item.incident.id] = entry
            if not item.retracted:
                self._by_mark.update(dict.fromkeys(item.marks, item.incident.id))
            else:
                for mark in item.marks:
                    self._by_mark.setdefault(mark, item.incident.id)

    def awake(self) -> list[IncidentChange]:
        """The journal was replayed: what differs from the store, as next versions."""
        self._asleep = False
        changes = []
        for id_, entry in list(self._entries.items()):
            if entry.stored is None:
                entry.incident = replace(entry.incident, version=1)
                changes.append(IncidentChange(entry.incident, _first_reason(entry.incident)))
            elif entry.touched:
                changes += self._against_store(entry, entry.stored)
            elif not (entry.retracted or entry.frozen) and self._taken_over(id_, entry):
                changes.append(self._retract(id_))
        standing = ((id_, item) for id_, item in self._entries.items() if item.stored and not item.retracted)
        self._left = {id_ for id_, each in standing if each.incident.status == "open"}
        return changes

    def _against_store(self, entry: _Entry, stored: StoredIncident) -> list[IncidentChange]:
        old = stored.incident
        entry.incident = replace(entry.incident, version=old.version)
        if old.status == "closed" and (entry.incident.last_restored_ns or not entry.incident.peerings):
            entry.incident = replace(entry.incident, status="closed")  # the journal ends before the time that closed it
        if _same(old, entry.incident) and not stored.retracted:
            return []
        entry.incident = replace(entry.incident, version=old.version + 1)
        return [IncidentChange(entry.incident, _difference(old, entry.incident), earlier=entry.earlier)]

    def _taken_over(self, id_: str, entry: _Entry) -> bool:
        """Whether others have all of its losses now. A life that ended between two writes has left it without marks:
        then its losses lie in what others say of the same sessions."""
        if entry.marks:
            return all(self._by_mark.get(mark) != id_ for mark in entry.marks)
        said = [item for other in self._entries.values() if other.touched for item in other.incident.peerings]
        return bool(entry.incident.peerings) and all(
            any(_holds(outage, lost) for outage in said) for lost in entry.incident.peerings
        )

    def confirm(self, id_: str) -> tuple[Mark, ...]:
        """An incident is published and stored: its id stays. Returns the marks that were not returned before."""
        entry = self._entries.get(id_)
        if entry is None:
            return ()
        entry.confirmed = True
        unsaved, entry.unsaved = tuple(entry.unsaved), []
        return unsaved

    def update(self, built: Sequence[BuiltIncident]) -> list[IncidentChange]:
        """Take all incidents as they are now; returns the versions that differ from what was published."""
        taken = {each.id_ for each in built if each.id_ is not None}
        fresh = [(each, marks(each.group)) for each in built if each.id_ is None]
        for by_name in (True, False):
            for each, its in fresh:
                self._find(each, its, taken, by_name=by_name)
        changes: list[IncidentChange] = []
        for item, its in fresh:
            if item.id_ is None:
                item.id_ = self._name(item.group, taken)
                taken.add(item.id_)
            changes += self._publish(item, its, taken)
        gone = [id_ for id_ in sorted(self._live - taken) if not self._entries[id_].frozen]
        changes += [self._retract(id_) for id_ in gone]
        self._live, self._in_sight = taken, taken.copy()
        return [] if self._asleep else changes

    def _find(self, each: BuiltIncident, its: Sequence[Mark], taken: set[str], *, by_name: bool) -> None:
        """Give a group that has no id the one of a known incident with which it shares a loss, the oldest of several.
        `by_name`: only one that is named after the group's own first loss. That is tried first: of an incident that
        falls apart, the part with its first loss keeps the id."""
        if each.id_ is not None:
            return
        known = {self._by_mark[mark] for mark in its if mark in self._by_mark} - taken
        if known and by_name:
            name = identity(self._lab, each.group)
            known = {id_ for id_ in known if id_.rstrip("x") == name}
        if known:
            each.id_ = min(known, key=lambda id_: (self._entries[id_].incident.started_ns, id_))
            taken.add(each.id_)

    def retire(self, ids: Iterable[str]) -> None:
        """These incidents are over and out of sight: they stay as they are."""
        self._live -= set(ids)
        if self._keep is not None and len(self._entries) > len(self._in_sight) + 2 * self._keep:
            self._forget(self._keep)

    def freeze(self, id_: str) -> bool:
        """The evidence of an incident is about to be forgotten: nothing changes it any more; False where it was so."""
        entry = self._entries.get(id_)
        if entry is None or entry.frozen:
            return False
        entry.frozen = True
        return True

    def incident(self, id_: str) -> Incident:
        """An incident as it stands."""
        return self._entries[id_].incident

    def frozen(self, its: Iterable[Mark]) -> bool | None:
        """Whether a loss with these marks is one of an incident that nothing changes any more; None for a new one."""
        ids = {self._by_mark[mark] for mark in its if mark in self._by_mark}
        return any(self._entries[id_].frozen for id_ in ids) if ids else None

    def _forget(self, keep: int) -> None:
        out = [entry.incident for id_, entry in self._entries.items() if id_ not in self._in_sight]
        gone = {each.id for each in sorted(out, key=lambda each: each.started_ns)[:-keep]}
        self._entries = {id_: item for id_, item in self._entries.items() if id_ not in gone}
        self._by_mark = {mark: id_ for mark, id_ in self._by_mark.items() if id_ not in gone}

    def incidents(self) -> tuple[Incident, ...]:
        """All that stand, by the time they started."""
        standing = [entry.incident for entry in self._entries.values() if not entry.retracted]
        return tuple(sorted(standing, key=lambda item: (item.started_ns, item.id)))

    def abandon(self, why: str) -> list[IncidentChange]:
        """Close what is still open, because nothing can be restored any more; what was never restored stays so."""
        return [
            self.amend(replace(entry.incident, status="closed"), f"closed: {why}")
            for _, entry in sorted(self._entries.items())
            if entry.incident.status == "open" and not entry.retracted
        ]

    def left_open(self) -> list[Incident]:
        """Incidents of an earlier run that are open and of which this run knows no loss."""
        left = [self._entries[id_].incident for id_ in sorted(self._left - self._live) if id_ in self._entries]
        return [item for item in left if item.status == "open"]

    def amend(self, incident: Incident, reason: str) -> IncidentChange:
        """Publish another version of a known incident."""
        entry = self._entries[incident.id]
        entry.incident = replace(incident, version=entry.incident.version + 1)
        return IncidentChange(entry.incident, reason, earlier=entry.earlier)

    def id_of(self, group: Group) -> str | None:
        """The id under which a group was published."""
        return next((self._by_mark[mark] for mark in marks(group) if mark in self._by_mark), None)

    def has_open(self) -> bool:
        """Whether time alone can still change an incident."""
        return any(self._entries[id_].incident.status == "open" for id_ in self._live) or bool(self.left_open())

    def note(self, notes: Iterable[Note]) -> None:
        """Store notes, each once; the newest where there are too many."""
        for note in notes:
            self._notes.setdefault(note)
        while len(self._notes) > NOTES_AT_MOST:
            del self._notes[next(iter(self._notes))]

    def notes(self) -> tuple[Note, ...]:
        """All notes by time; those without a time first."""
        return tuple(sorted(self._notes, key=by_time))

    def _publish(self, built: BuiltIncident, its: Sequence[Mark], taken: set[str]) -> list[IncidentChange]:
        id_ = built.id_
        assert id_ is not None
        entry, was = self._entries.get(id_), None
        if entry is not None and not entry.confirmed:
            id_, was = self._renamed(built, entry, taken)
        if entry is None:
            entry = self._entries[id_] = _Entry(built.incident)
        self._mark(id_, entry, its)
        entry.touched = True
        if entry.frozen:
            return []
        return self._version(id_, entry, built.incident, was)

    def _version(self, id_: str, entry: _Entry, incident: Incident, was: Incident | None) -> list[IncidentChange]:
        old = entry.incident
        if self._asleep:
            entry.incident, entry.retracted = replace(incident, id=id_, version=old.version), False
            return []
        if old.version == 0 or was is not None:
            entry.incident = new = replace(incident, id=id_, version=1)
            change = IncidentChange(new, _first_reason(new), was=was.id if was else None)
            gone = [IncidentChange(replace(was, status="closed"), f"told as {id_}", retracted=True)] if was else []
            return [change, *gone]
        new = replace(incident, id=id_, version=old.version)
        if new == old and not entry.retracted:
            return []
        entry.retracted = False
        entry.incident = new = replace(new, version=old.version + 1)
        return [IncidentChange(new, _difference(old, new), earlier=entry.earlier)]

    def _renamed(self, built: BuiltIncident, entry: _Entry, taken: set[str]) -> tuple[str, Incident | None]:
        """An incident that was not published yet, under the id that its facts give it now; and the id before that."""
        old = entry.incident
        if identity(self._lab, built.group) == old.id.rstrip("x"):
            return old.id, None
        del self._entries[old.id]
        taken.discard(old.id)
        self._live.discard(old.id)
        built.id_ = id_ = self._name(built.group, taken)
        taken.add(id_)
        self._by_mark.update(dict.fromkeys(entry.marks, id_))
        entry.incident = replace(old, id=id_)
        self._entries[id_] = entry
        return id_, None if old.version == 0 else replace(old, version=old.version + 1)

    def _mark(self, id_: str, entry: _Entry, its: Sequence[Mark]) -> None:
        for mark in its:
            if mark not in entry.marks:
                entry.marks[mark] = None
                entry.unsaved.append(mark)
            self._by_mark[mark] = id_

    def _retract(self, id_: str) -> IncidentChange:
        entry = self._entries[id_]
        new = replace(entry.incident, version=entry.incident.version + 1, status="closed")
        if self._asleep and entry.stored is None:
            del self._entries[id_]
            for mark in entry.marks:
                if self._by_mark.get(mark) == id_:
                    del self._by_mark[mark]
        elif self._asleep and entry.stored is not None:
            entry.incident, entry.retracted, entry.touched = entry.stored.incident, entry.stored.retracted, False
        else:
            entry.incident, entry.retracted = new, True
        whole = next((other for mark in entry.marks if (other := self._by_mark.get(mark)) not in (None, id_)), None)
        why = f"it is part of {whole}" if whole else "later facts explain it otherwise"
        return IncidentChange(new, f"retracted: {why}", retracted=True)

    def _name(self, group: Group, taken: Container[str]) -> str:
        id_ = identity(self._lab, group)
        while id_ in self._entries and not self._is_free(id_, taken):
            id_ += "x"
        return id_

    def _is_free(self, id_: str, taken: Container[str]) -> bool:
        """Whether an id names nothing: what it named was retracted, and is what the same facts are now."""
        entry = self._entries[id_]
        return entry.retracted and not entry.frozen and id_ not in taken and id_ not in self._live


def _holds(whole: PeeringOutage, lost: PeeringOutage) -> bool:
    """Whether one account of a session's losses has the first loss of another."""
    ends = [(item.a, item.b, item.address_a, item.address_b) for item in (whole, lost)]
    last_ns = whole.restored_ns
    return ends[0] == ends[1] and whole.lost_ns <= lost.lost_ns and (last_ns is None or lost.lost_ns <= last_ns)


def _first_reason(incident: Incident) -> str:
    return "opened" if incident.status == "open" else "found"


def _same(old: Incident, new: Incident) -> bool:
    """Whether two versions read the same; a store keeps microseconds."""
    return _plain(old) == _plain(new)


def _plain(incident: Incident) -> dict[str, Any]:
    return {**to_json(incident), "version": 0}


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
