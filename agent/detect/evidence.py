"""What is known around a loss: everything seen, by node and time, on the corrected clock.

Rules ask the scene; they never walk raw observations. It keeps only what a rule can still need (`HORIZON_NS`), so a
program that runs for weeks stays small.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from agent.detect.families import Families
from agent.detect.peerings import View
from agent.detect.prefix_counts import Counts
from clab.model import Endpoint, Lab, Link
from clab.units import SECOND_NS
from collectors.observations import (
    AuthenticationFailure,
    BfdState,
    BgpNotification,
    ConfigChange,
    Gap,
    IgpAdjacency,
    InterfaceState,
    NeighborFacts,
    NodeEvent,
    Observation,
    Poll,
    PrefixLimit,
    ProcessEvent,
    Seen,
)

HORIZON_NS = 900 * SECOND_NS
"""How far back rules look at most: ten minutes for a flap, and a hold time of 180 s with slack."""

LITTLE_NS = 10 * SECOND_NS
"""A clock that was set by less may not be seen to be set (`clock_steps`)."""

DEVICE_CLOCK = ("log", "syslog", "gnmi")
"""Sources that stamp with the device's clock; the others stamp with ours."""

T = TypeVar("T", bound=Seen)
_Entry = tuple[int, int, Seen]


class _Track:
    """Observations of one kind and place, in order of time."""

    __slots__ = ("entries", "serial")

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.serial = 0

    def add(self, at_ns: int, seen: Seen) -> None:
        self.serial += 1
        entry = (at_ns, self.serial, seen)
        if not self.entries or self.entries[-1][:2] < entry[:2]:
            self.entries.append(entry)
        else:
            insort(self.entries, entry, key=lambda item: item[:2])

    def between(self, from_ns: int, to_ns: int) -> list[_Entry]:
        start = bisect_left(self.entries, from_ns, key=lambda entry: entry[0])
        return self.entries[start : bisect_right(self.entries, to_ns, key=lambda item: item[0])]

    def prune(self, before_ns: int, *, keep: bool = False) -> bool:
        """Forget what is older; `keep`: not the last of it, which still says how things stand. False: nothing was."""
        first = bisect_left(self.entries, before_ns, key=lambda entry: entry[0])
        first -= bool(keep and first)
        del self.entries[:first]
        return first > 0


class EvidenceIndex:
    """Evidence by kind, place and time. `offsets` is each node's clock error, taken off its stamps."""

    def __init__(self, lab: Lab, owner: Callable[[str], str | None] = lambda address: None) -> None:
        """`owner` names the node behind an address, as far as that is known."""
        self.lab = lab
        self.owner = owner
        self.offsets: dict[str, int] = {}
        self.shifts = 0
        self.facts: dict[View, NeighborFacts] = {}
        self.counts = Counts()
        self.families = Families()
        self.now_ns = 0
        self.stops_ns: list[int] = []
        self._by_node: dict[type[Seen], dict[str, _Track]] = defaultdict(lambda: defaultdict(_Track))
        self._by_view: dict[type[Seen], dict[View, _Track]] = defaultdict(lambda: defaultdict(_Track))
        self._alive: dict[str, list[int]] = defaultdict(list)
        self._logs: set[str] = set()
        self._versions: dict[str, int] = defaultdict(int)
        self._kinds: dict[type[Seen], int] = defaultdict(int)

    def at(self, seen: Seen) -> int:
        """When it was, on the corrected clock."""
        if seen.source in DEVICE_CLOCK:
            return seen.seen_ns - self.offsets.get(seen.node, 0)
        return seen.seen_ns

    def begun_ns(self, at_ns: int) -> int:
        """Since when the lab's present life lasts, at a time: what was seen before is of other links and sessions."""
        return max((item for item in self.stops_ns if item < at_ns), default=0)

    def version(self, node: str) -> int:
        """A number that changes with what is known of a node."""
        return self._versions[node]

    def version_of(self, *kinds: type[Seen]) -> tuple[int, ...]:
        """Numbers that change with what is kept of these kinds."""
        return tuple(self._kinds[kind] for kind in kinds)

    def add(self, seen: Observation) -> None:
        """Remember an observation where rules can find it."""
        self._versions[seen.node] += not isinstance(seen, Poll)
        self._kinds[type(seen)] += 1
        match seen:
            case BgpNotification() | PrefixLimit() | BfdState():
                self._by_view[type(seen)][(seen.node, seen.vrf, seen.neighbor)].add(self.at(seen), seen)
            case (
                InterfaceState()
                | IgpAdjacency()
                | ProcessEvent()
                | NodeEvent()
                | AuthenticationFailure()
                | ConfigChange()
                | Poll()
                | Gap()
            ):
                self._by_node[type(seen)][seen.node].add(self.at(seen), seen)
            case _:
                pass

    def alive(self, seen: Seen) -> None:
        """The node's own log says something: it runs."""
        if seen.source not in ("log", "syslog"):
            return
        self._logs.add(seen.node)
        at_ns, times = self.at(seen), self._alive[seen.node]
        if times and abs(at_ns - times[-1]) < SECOND_NS // 10:
            return
        insort(times, at_ns)

    @property
    def clock_in_doubt(self) -> bool:
        """Whether a node's clock is off by so little that it may have been set in between: nobody knows since when."""
        return any(0 < abs(off_ns) < LITTLE_NS for off_ns in self.offsets.values())

    def shift(self, offsets: dict[str, int]) -> None:
        """Take new clock corrections and put what is known at its new place."""
        old, self.offsets = self.offsets, offsets
        self.shifts += 1
        moved = {node for node in {*old, *offsets} if old.get(node, 0) != offsets.get(node, 0)}
        for _, place, track in self._tracks():
            if (place if isinstance(place, str) else place[0]) in moved:
                again = ((self.at(seen), serial, seen) for _, serial, seen in track.entries)
                track.entries = sorted(again, key=lambda each: each[:2])
        for node in moved:
            delta = old.get(node, 0) - offsets.get(node, 0)
            self._alive[node] = [item + delta for item in self._alive[node]]

    def prune(self, before_ns: int) -> None:
        """Forget what no rule can need any more."""
        for kind, _, track in self._tracks():
            self._kinds[kind] += track.prune(before_ns, keep=kind is NodeEvent)
        self.counts.prune(before_ns)
        self.families.prune(before_ns)
        for node, times in self._alive.items():
            self._alive[node] = times[bisect_left(times, before_ns) :]

    def of_node(self, kind: type[T], node: str, from_ns: int, to_ns: int) -> list[T]:
        """A node's observations of one kind in a time, oldest first."""
        tracks = self._by_node.get(kind)
        track = tracks.get(node) if tracks else None
        return [seen for _, _, seen in track.between(from_ns, to_ns) if isinstance(seen, kind)] if track else []

    def of_view(self, kind: type[T], view: View, from_ns: int, to_ns: int) -> list[T]:
        """One neighbor's observations of one kind in a time, oldest first."""
        tracks = self._by_view.get(kind)
        track = tracks.get(view) if tracks else None
        return [seen for _, _, seen in track.between(from_ns, to_ns) if isinstance(seen, kind)] if track else []

    def all_of(self, kind: type[T], from_ns: int, to_ns: int) -> Iterator[T]:
        """Observations of one kind on any node or view in a time."""
        for track in self._of_kind(kind):
            yield from (seen for _, _, seen in track.between(from_ns, to_ns) if isinstance(seen, kind))

    def has(self, kind: type[Seen]) -> bool:
        """Whether an observation of this kind is kept at all."""
        return any(track.entries for track in self._of_kind(kind))

    def _of_kind(self, kind: type[Seen]) -> list[_Track]:
        return [*self._by_node.get(kind, {}).values(), *self._by_view.get(kind, {}).values()]

    def _tracks(self) -> Iterator[tuple[type[Seen], str | View, _Track]]:
        for kind, of_node in self._by_node.items():
            yield from ((kind, node, track) for node, track in of_node.items())
        for kind, of_view in self._by_view.items():
            yield from ((kind, view, track) for view, track in of_view.items())

    def nodes_with(self, kind: type[Seen]) -> set[str]:
        """The nodes of which an observation of this kind was ever kept."""
        return set(self._by_node.get(kind, ()))

    def has_log(self, node: str) -> bool:
        """Whether the node's own log is read at all."""
        return node in self._logs

    def has_log_line(self, node: str, from_ns: int, to_ns: int) -> bool:
        """Whether the node's own log has a line in a time."""
        times = self._alive.get(node, [])
        k = bisect_left(times, from_ns)
        return k < len(times) and times[k] <= to_ns

    def next_log_line(self, node: str, after_ns: int) -> int | None:
        """The first moment after a time at which the node's own log has a line."""
        times = self._alive.get(node, [])
        k = bisect_right(times, after_ns)
        return times[k] if k < len(times) else None

    def interface_went(self, end: Endpoint, from_ns: int, to_ns: int) -> list[InterfaceState]:
        """The times at which an interface was seen to go down."""
        return [
            item
            for item in self.of_node(InterfaceState, end.node, from_ns, to_ns)
            if item.interface == end.interface and not item.up and item.kind == "edge"
        ]

    def reachable(self, a: str, b: str, without: Iterable[Link]) -> bool:
        """Whether the lab still joins two nodes when some links are out."""
        cut = set(without)
        todo, been = [a], {a}
        while todo:
            here = todo.pop()
            if here == b:
                return True
            for link in self.lab.links_of(here):
                there = link.other(here).node
                if link not in cut and there not in been:
                    been.add(there)
                    todo.append(there)
        return False
