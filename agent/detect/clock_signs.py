"""What sessions show of wrong clocks: moments that both ends wrote down, arrivals, and polls. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from agent.detect import clocks
from agent.detect.evidence import DEVICE_CLOCK
from agent.detect.peerings import Peering, View
from agent.detect.view_history import ViewHistory
from clab.units import SECOND_NS
from collectors.observations import BgpNotification, BgpState

AT_MOST = 24
"""So many of the last signs of one kind are looked at."""

MIRROR = {"sent": "received", "received": "sent"}

Errors = tuple[dict[tuple[str, str], int], dict[str, int], set[str]]
"""Distances between nodes, errors by arrivals (both in ns), and the nodes whose clock is known to be right: what
`clocks.offsets` takes."""


@dataclass(slots=True)
class ClockSigns:
    """The signs of all nodes; `new` is set by what may say something else than before."""

    views: Mapping[View, ViewHistory]
    new: bool = False
    _delays: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    _zoned: dict[str, bool] = field(default_factory=dict)

    def add(self, view: ViewHistory, seen: BgpState | BgpNotification, signal: clocks.Signal) -> None:
        """What one end wrote of something that the other end sees, too."""
        self.new = True
        times = view.signals[signal]
        times.append(seen.seen_ns)
        del times[:-AT_MOST]
        if seen.source in ("log", "syslog"):
            self._zoned[seen.node] = self._zoned.get(seen.node, True) and seen.zoned
        if seen.source == "log" and seen.received_ns != seen.seen_ns:
            delays = self._delays[seen.node]
            delays.append((seen.received_ns, seen.received_ns - seen.seen_ns))
            del delays[:-AT_MOST]

    def errors(self, peerings: Iterable[Peering]) -> Errors:
        """What all signs say by now."""
        found = self._distances(peerings)
        anchors = self._anchors()
        between = clocks.agreed(found, anchors)
        arrivals = {}
        for node, delays in self._delays.items():
            error = clocks.from_arrivals(delays)
            if error is not None:
                arrivals[node] = error
        for node, anchor in anchors.items():
            if node not in arrivals and node not in {item for pair in between for item in pair}:
                arrivals[node] = anchor.ns
        anchored = {node for node, anchor in anchors.items() if anchor.ns == 0}
        named = {node for node, zoned in self._zoned.items() if zoned}
        anchored |= named if named != set(self._zoned) else set()
        errors = clocks.offsets(between, arrivals, anchored)
        return clocks.with_zones(found, between, errors), arrivals, anchored

    def _distances(self, peerings: Iterable[Peering]) -> dict[tuple[str, str], clocks.Distance]:
        pairs: dict[tuple[str, str], list[tuple[list[int], list[int]]]] = defaultdict(list)
        for peering in peerings:
            for one in peering.views:
                for other in peering.views:
                    if one[0] < other[0]:
                        pairs[(one[0], other[0])] += self._common(one, other)
        return {nodes: gap for nodes, common in pairs.items() if (gap := clocks.distance(common)) is not None}

    def _common(self, one: View, other: View) -> list[tuple[list[int], list[int]]]:
        mine, theirs = self.views[one].signals, self.views[other].signals
        found = []
        for signal, times in mine.items():
            there = theirs.get((MIRROR.get(signal[0], signal[0]), *signal[1:]))
            if there:
                found.append((times, there))
        return found

    def _anchors(self) -> dict[str, clocks.Distance]:
        """How far a node's own stamps of changes are from the polls that found them, to about a second."""
        pairs: dict[str, list[tuple[list[int], list[int]]]] = defaultdict(list)
        for view, notes in self.views.items():
            if len(notes.levels) < 2:
                continue
            for up in (True, False):
                edges = [e.seen.seen_ns for e in notes.edges if e.seen.source in DEVICE_CLOCK and e.up == up]
                changes = [
                    (at_ns + before_ns) // 2
                    for at_ns, before_ns, seen in notes.levels[1:]
                    if seen.source == "snapshot" and (seen.state == "established") == up
                ]
                if edges and changes:
                    pairs[view[0]].append((changes[-AT_MOST:], edges[-AT_MOST:]))
        found = {node: clocks.distance(many, 3 * SECOND_NS // 2, 2 * SECOND_NS) for node, many in pairs.items()}
        return {node: gap for node, gap in found.items() if gap is not None and (gap.ns == 0 or gap.moments >= 2)}
