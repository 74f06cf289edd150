"""Incidents that are over: out of sight while nothing contradicts them, frozen before their evidence goes. Pure."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from agent.detect.diagnosis import Key, Losses, LostPeering
from agent.detect.evidence import HORIZON_NS
from agent.detect.grouping import QUIET_NS, Group
from agent.detect.incident import Incident
from agent.detect.incident_registry import IncidentRegistry
from agent.detect.peerings import View
from agent.detect.resuming import EVIDENCE_NS, Frozen
from clab.units import SECOND_NS

OVER_NS = QUIET_NS + 120 * SECOND_NS
"""So long after its last restoration an incident that nobody contradicts is left as it is."""

SETTLED_NS = 90 * SECOND_NS
"""So long after their end the outages of a long flap are put together."""

TOGETHER = 24
"""Outages of one incident beyond which those that are settled are put together, and how few stay as they are."""

ANCHOR_NS = 2 * SECOND_NS
"""What a session's first loss lies this close to may be why it is of the incident."""


@dataclass(frozen=True, slots=True)
class _Over:
    """An incident that is over: its losses, and when the first of it was seen."""

    members: tuple[Key, ...]
    id_: str | None
    started_ns: int


class Retired:
    """The losses of incidents that are over."""

    def __init__(self, registry: IncidentRegistry) -> None:
        self._registry = registry
        self._over: dict[Key, _Over] = {}
        self._frozen = Frozen()

    def __contains__(self, key: Key) -> bool:
        return key in self._over

    def add(self, incident: Incident) -> None:
        """An incident of an earlier life that nothing changes any more."""
        self._frozen.add(incident)

    def take(self, lost: LostPeering) -> bool:
        """A loss that is new or other than before; True where it is one of an incident whose evidence is forgotten."""
        known = self._registry.frozen(lost.marks)
        frozen = self._frozen.holds(lost) if known is None else known
        if frozen:
            self._over[lost.key] = _Over((), None, lost.loss.lost_ns)
        return frozen

    def reopen(self, key: Key) -> tuple[Key, ...]:
        """A loss of an incident that was over is other than it was: the whole of it is told again, while all of its
        evidence is there. Returns the losses that are in sight again."""
        over = self._over.get(key)
        if over is None or not over.members:
            return ()
        for member in over.members:
            self._over.pop(member, None)
        return over.members

    def retire(self, groups: Iterable[Group], now_ns: int) -> list[Group]:
        """Take what is over by now out of sight."""
        over = [item for item in groups if item.end_ns is not None and item.end_ns + OVER_NS < now_ns]
        self._registry.retire(id_ for id_ in map(self._registry.id_of, over) if id_)
        for item in over:
            members = tuple(lost.key for lost in item.losses)
            starts = [
                *(diagnosis.started_ns for diagnosis in item.diagnoses),
                *(lost.loss.lost_ns for lost in item.losses),
            ]
            self._over.update(dict.fromkeys(members, _Over(members, self._registry.id_of(item), min(starts))))
        return over

    def freeze(self, before_ns: int) -> None:
        """What is over stays as it is once the first of its evidence is about to be forgotten."""
        for key, over in list(self._over.items()):
            if over.members and over.started_ns - EVIDENCE_NS < before_ns:
                self._over[key] = replace(over, members=())
                if over.id_ is not None and self._registry.freeze(over.id_):
                    self._frozen.add(self._registry.incident(over.id_))

    def prune(self, before_ns: int, losses: Losses) -> None:
        """Forget losses that nobody knows any more."""
        gone = [key for key in self._over if key[1] <= before_ns - HORIZON_NS and losses.get(key) is None]
        for key in gone:
            del self._over[key]


def ripe_ns(group: Group) -> int | None:
    """When enough outages of a group are settled to be put together; None while they are too few."""
    if len(group.losses) <= TOGETHER:
        return None
    ends = (ends_ns[TOGETHER // 2] for ends_ns in _ends_of(group).values() if len(ends_ns) > TOGETHER // 2)
    first_ns = min(ends, default=None)
    return None if first_ns is None else first_ns + SETTLED_NS


def _ends_of(group: Group) -> dict[View, list[int]]:
    """When a group's outages ended, oldest first, by session."""
    ends: dict[View, list[int]] = defaultdict(list)
    for lost in group.losses:
        if lost.loss.restored_ns is not None:
            ends[lost.peering.id].append(lost.loss.restored_ns)
    return {id_: sorted(mine) for id_, mine in ends.items()}


def settled_runs(groups: Iterable[Group], losses: Losses, now_ns: int) -> Iterator[list[LostPeering]]:
    """The settled outages of long flaps that can become one: no other incident's lie between them."""
    until_ns = now_ns - SETTLED_NS
    for item in groups:
        if len(item.losses) <= TOGETHER:
            continue
        mine: dict[View, set[Key]] = defaultdict(set)
        anchors = _anchors(item)
        for lost in item.losses:
            settled = lost.loss.restored_ns is not None and lost.loss.restored_ns < until_ns
            if settled and not _is_anchored(lost, anchors):
                mine[lost.peering.id].add(lost.key)
        for id_, keys in mine.items():
            if len(keys) > TOGETHER // 2 and (run := _run(losses.of_peering(id_), keys)):
                yield run


def _anchors(group: Group) -> list[tuple[int, View]]:
    """When each session came into a group: by what it lies close to, which must stay as it is."""
    first: dict[View, int] = {}
    for lost in group.losses:
        first.setdefault(lost.peering.id, lost.loss.lost_ns)
    return sorted((at_ns, id_) for id_, at_ns in first.items())


def _is_anchored(lost: LostPeering, anchors: Sequence[tuple[int, View]]) -> bool:
    """Whether another session's first loss lies so close to a loss that it may be of the group for that."""
    at_ns = lost.loss.lost_ns
    start = bisect_left(anchors, at_ns - ANCHOR_NS, key=lambda anchor: anchor[0])
    for first_ns, id_ in anchors[start:]:
        if first_ns > at_ns + ANCHOR_NS:
            return False
        if id_ != lost.peering.id:
            return True
    return False


def _run(losses: Sequence[LostPeering], keys: set[Key]) -> list[LostPeering]:
    """The first long enough run of these among a session's losses; empty where there is none."""
    run: list[LostPeering] = []
    for lost in losses:
        if lost.key in keys:
            run.append(lost)
        elif len(run) > TOGETHER // 3:
            break
        else:
            run = []
    return run if len(run) > TOGETHER // 3 else []
