"""From the items of one source to its observations: echoes dropped, losses added whose Down line was filtered. Pure.

A NOTIFICATION that ends sessions (RFC 4271 6.4 hold timer; cease 1 to 4, 6, 9, 10) with an Up behind it and no Down
between is a loss at its own time; so is one of a session that was up with which a file ends, or after which a file that
holds no Down at all goes on without an Up. A Down of a connection that is not known to have been a session is none.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from clab.units import SECOND_NS
from collectors.logs.values import Hint, Item, Opened
from collectors.observations import BgpNotification, BgpState, Observation, ProcessEvent, Session

ECHO_NS = 2 * SECOND_NS
"""A state machine's debug line and the log line of the same change are closer than this."""

HOLDS_NS = 5 * SECOND_NS
"""A session whose past nobody wrote down was up before a NOTIFICATION only where it comes back later than this."""

ENDING = {(6, 1), (6, 2), (6, 3), (6, 4), (6, 6), (6, 9), (6, 10)}
View = tuple[str, str]


@dataclass(slots=True)
class _View:
    """What one source wrote of one neighbor so far."""

    up: bool | None = None
    edge_ns: int = 0
    note: BgpNotification | None = None
    vrf: str = "default"


class SessionFilter:
    """One source's memory. `settle` takes what it wrote, in order, as much at a time as there is. `unheld` are ends,
    with their reasons, of what nobody wrote that it was a session: an attempt's end is told in the same words."""

    def __init__(self) -> None:
        self._views: dict[View, _View] = defaultdict(_View)
        self._started: set[str] = set()
        self._writes_downs: set[str] = set()
        self._named: set[View] = set()
        self.unheld: list[BgpState] = []

    def settle(self, items: Sequence[Item]) -> list[Observation]:
        """The observations that some items in a row stand for."""
        plain = _edges(items)
        self._named.update(
            (each.node, each.neighbor)
            for each in items
            if isinstance(each, Session) and each.neighbor.startswith("proto:")
        )
        found: list[Observation] = []
        for item in items:
            if isinstance(item, Opened):
                found.append(item.seen)
            elif isinstance(item, Hint):
                found += self._hint(item, plain)
            elif isinstance(item, BgpState) and item.kind == "edge":
                found += self._edge(item)
            else:
                self._other(item)
                found.append(item)
        return found

    def finish(self, last_ns: int) -> list[Observation]:
        """The file is over, its last line is of this time: the losses whose Down line it does not hold any more."""
        found: list[Observation] = []
        for view in self._views.values():
            note = view.note
            if note is None or view.up is not True:
                continue
            if note.node not in self._writes_downs or last_ns - note.seen_ns <= ECHO_NS:
                found.append(_lost(note, view.vrf))
        return found

    def _view(self, seen: Session) -> _View:
        return self._views[(seen.node, seen.neighbor)]

    def _hint(self, hint: Hint, plain: dict[tuple[str, str, bool], list[int]]) -> list[Observation]:
        from dataclasses import replace

        state = hint.state
        up = state.state == "established"
        if state.neighbor.startswith("proto:") and (state.node, state.neighbor) not in self._named:
            return []  # a routing protocol's name, and nothing says that it is BGP
        view = self._view(state)
        if hint.kind == "unless_never_up":
            if view.up is None and state.reason:
                self.unheld.append(state)
            return self._edge(state) if view.up else []
        if view.up == up and abs(state.seen_ns - view.edge_ns) < ECHO_NS:
            return []
        times = plain.get((state.node, state.neighbor, up), [])
        k = bisect_left(times, state.seen_ns - ECHO_NS - state.precision_ns)
        if k < len(times) and times[k] <= state.seen_ns + ECHO_NS + state.precision_ns:
            return []
        if view.up == up and up:
            return []
        return self._edge(replace(state, vrf=view.vrf) if state.vrf == "default" else state)

    def _edge(self, state: BgpState) -> list[Observation]:
        view = self._view(state)
        view.vrf = state.vrf
        up = state.state == "established"
        found: list[Observation] = []
        if up and view.note is not None:
            found += self._unwritten(view, view.note, state)
        if not up:
            self._writes_downs.add(state.node)
        view.up, view.edge_ns, view.note = up, state.seen_ns, None
        return [*found, state]

    def _unwritten(self, view: _View, note: BgpNotification, up: BgpState) -> list[Observation]:
        """The Down that a NOTIFICATION stands for."""
        if view.up is None:
            fresh = note.node in self._started or note.node in self._writes_downs
            if fresh or up.seen_ns - note.seen_ns < HOLDS_NS:
                return []
        return [_lost(note, up.vrf)]

    def _other(self, item: Observation) -> None:
        if isinstance(item, ProcessEvent) and item.event == "started":
            self._started.add(item.node)
        elif isinstance(item, BgpNotification):
            view = self._view(item)
            ending = item.code == 4 or (item.code, item.subcode) in ENDING
            if ending and view.up is not False and view.note is None:
                view.note = item


def _lost(note: BgpNotification, vrf: str) -> BgpState:
    """The loss that a NOTIFICATION tells of by itself."""
    return BgpState(
        node=note.node,
        source=note.source,
        seen_ns=note.seen_ns,
        received_ns=note.received_ns,
        raw=note.raw,
        precision_ns=note.precision_ns,
        origin=note.origin,
        seq=note.seq,
        neighbor=note.neighbor,
        vrf=vrf,
        state="down",
        previous="established",
        reason=f"BGP Notification {note.direction}",
    )


def _edges(items: Sequence[Item]) -> dict[tuple[str, str, bool], list[int]]:
    """When each neighbor's plain state lines were written, sorted."""
    found: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
    if any(isinstance(each, Hint) for each in items):
        for item in items:
            if isinstance(item, BgpState):
                found[(item.node, item.neighbor, item.state == "established")].append(item.seen_ns)
    for times in found.values():
        times.sort()
    return found
