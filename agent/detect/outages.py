"""How state changes become losses: the fold from two routers' words to a peering's outages. Pure.

A loss is the first moment at which either end leaves ESTABLISHED. It ends with the last entry into ESTABLISHED, of the
later end, that holds for `HOLDS_NS`. What lies inside an outage is folded into it: a collision's short Up and Down,
a repeated NOTIFICATION, the Down that a router wrote late because it was frozen. A peering that was never established
long enough (a cold start) has nothing to lose.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.detect.peerings import View
from collectors.observations import BgpState, Observation

HOLDS_NS = 5_000_000_000
"""An ESTABLISHED shorter than this does not end an outage (contracts)."""

ONE_SIDED_NS = 30_000_000_000
"""After this long in ESTABLISHED at one end, the other end's missing word no longer keeps an outage open."""

AGAIN_NS = 30_000_000_000
"""One end that says again, so much later, that it left ESTABLISHED had been in it: its return was not written down."""

COPY_NS = 50_000_000
"""A log file's line and its syslog copy lie closer than this (FRR 8.4: p99 8 ms, worst 30 ms)."""

COPY_AT_MOST_NS = 2_000_000_000
"""Copies by other sources (polls, streams) lie closer than this, beside what the stamps are wide."""


@dataclass(frozen=True, slots=True)
class Transition:
    """A view entered or left ESTABLISHED at `at_ns` (corrected clock), within `precision_ns`; `copies` are other
    sources' words for the same moment."""

    view: View
    at_ns: int
    precision_ns: int
    order: int
    up: bool
    reason: str
    seen: BgpState
    copies: tuple[BgpState, ...] = ()
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Outage:
    """One outage of a peering. `downs` and `ups` are the edges that witness it, in order of time. `ended_ns`: its end
    was not seen; the lab was stopped by then, or the session was up again, since it was lost anew."""

    lost_ns: int
    restored_ns: int | None
    downs: tuple[Transition, ...]
    ups: tuple[Transition, ...]
    ended_ns: int | None = None
    count: int = 1
    """How many outages this stands for: those of a long flap are put together, `down_ns` is the sum of them."""
    down_ns: int | None = None
    left_out: int = 0
    """Edges of it that are not kept: of a long flap only the first and the last are."""

    @property
    def outage_ns(self) -> int | None:
        """How long the session was out; None while it is."""
        if self.restored_ns is None:
            return None
        return self.restored_ns - self.lost_ns if self.down_ns is None else self.down_ns

    @property
    def witnesses(self) -> tuple[Observation, ...]:
        """Everything that was seen of it."""
        return tuple(item for edge in (*self.downs, *self.ups) for item in (edge.seen, *edge.copies))

    def first_down(self, node: str) -> Transition | None:
        """The first Down that one end wrote."""
        return next((edge for edge in self.downs if edge.view[0] == node), None)

    def covers(self, at_ns: int, slack_ns: int = 0) -> bool:
        """Whether a moment lies inside the outage."""
        return self.lost_ns - slack_ns <= at_ns and (self.restored_ns is None or at_ns <= self.restored_ns + slack_ns)


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often a session came up that never held for `HOLDS_NS`: from when to when, and the longest it stayed up."""

    count: int
    first_ns: int
    last_ns: int
    longest_ns: int
    precision_ns: int


def merge_copies(edges: Sequence[Transition]) -> list[Transition]:
    """One edge for each change, however many sources wrote it: the most precise one, with the others as copies."""
    if len(edges) < 2:
        return list(edges)
    merged: list[Transition] = []
    for up in (True, False):
        for near in _runs(sorted((edge for edge in edges if edge.up == up), key=_in_time)):
            merged += near if len(near) == 1 else _merged(near)
    return sorted(merged, key=_in_time)


def _runs(edges: Sequence[Transition]) -> list[list[Transition]]:
    """Edges in order of time, parted where they lie too far apart to be copies of one change."""
    runs: list[list[Transition]] = []
    widest_ns = COPY_AT_MOST_NS + max((edge.precision_ns for edge in edges), default=0)
    last_ns = 0
    for edge in edges:
        if runs and edge.at_ns - last_ns <= widest_ns:
            runs[-1].append(edge)
        else:
            runs.append([edge])
        last_ns = edge.at_ns
    return runs


def _merged(edges: Sequence[Transition]) -> Sequence[Transition]:
    if len({(edge.seen.origin, edge.seen.source, edge.inferred) for edge in edges}) == 1 and not _repeats(edges):
        return edges
    merged: list[Transition] = []
    for edge in sorted(edges, key=lambda item: (item.precision_ns, item.inferred, item.at_ns, item.order)):
        twin = next((k for k, other in enumerate(merged) if _same(other, edge)), None)
        if twin is None:
            merged.append(edge)
        else:
            kept = merged[twin]
            more = tuple(each for each in (edge.seen, *edge.copies) if each not in (kept.seen, *kept.copies))
            merged[twin] = replace(kept, copies=(*kept.copies, *more))
    return merged


def _repeats(edges: Sequence[Transition]) -> bool:
    """Whether the same line was given twice."""
    return len({(edge.seen.seen_ns, edge.seen.seq, edge.seen.raw) for edge in edges}) < len(edges)


def _same(kept: Transition, edge: Transition) -> bool:
    """Whether another source tells of a change that is kept already; one source never tells a thing twice."""
    if kept.up != edge.up or kept.view != edge.view:
        return False
    for item in (kept.seen, *kept.copies):
        if (item.origin, item.source) == (edge.seen.origin, edge.seen.source):
            return (item.seen_ns, item.seq, item.raw) == (edge.seen.seen_ns, edge.seen.seq, edge.seen.raw)
    by_line = edge.seen.source in ("log", "syslog") and kept.seen.source in ("log", "syslog")
    slack = COPY_NS if by_line else COPY_AT_MOST_NS
    return -slack - kept.precision_ns < edge.at_ns - kept.at_ns < slack + kept.precision_ns or (
        edge.precision_ns > 1_000_000 and 0 <= kept.at_ns - edge.at_ns < edge.precision_ns + slack
    )


def _in_time(edge: Transition) -> tuple[int, int]:
    return (edge.at_ns, edge.order)


def refine_times(edges: Sequence[Transition]) -> list[Transition]:
    """Give a whole-second stamp the other end's finer one, where that lies inside its second."""
    if all(edge.precision_ns < 1_000_000_000 for edge in edges):
        return list(edges)
    fine = [edge for edge in edges if edge.precision_ns < 1_000_000_000]
    times = {up: sorted(edge.at_ns for edge in fine if edge.up == up) for up in (True, False)}
    sharp = []
    for edge in edges:
        if edge.precision_ns >= 1_000_000_000:
            known = times[edge.up]
            k = bisect_left(known, edge.at_ns)
            if k < len(known) and known[k] < edge.at_ns + edge.precision_ns:
                edge = replace(edge, at_ns=known[k])
        sharp.append(edge)
    return sorted(sharp, key=_in_time)


FOUND_DOWN = "down already when it was first asked; since when is its router's own word"
"""The reason of an edge that is no change that was seen."""

EDGES_KEPT = 16
"""Of an outage's edges of one direction so many of the first are kept, and so many of the last."""


def _kept(edges: list[Transition], edge: Transition) -> int:
    """Add an edge to those that are kept; returns how many were left out for it."""
    edges.append(edge)
    if len(edges) <= 4 * EDGES_KEPT:
        return 0
    del edges[EDGES_KEPT : -2 * EDGES_KEPT]
    return EDGES_KEPT + 1


def put_together(losses: Sequence[Outage]) -> Outage:
    """Outages of a long flap as one: when it began, ended last, how often and how long it was out, and its first and
    last edges."""
    first, last = losses[0], losses[-1]
    downs, ups = _first_and_last([*first.downs, *last.downs]), _first_and_last([*first.ups, *last.ups])
    every = sum(len(loss.downs) + len(loss.ups) + loss.left_out for loss in losses)
    return Outage(
        first.lost_ns,
        last.restored_ns,
        downs,
        ups,
        last.ended_ns,
        count=sum(item.count for item in losses),
        down_ns=sum(each.outage_ns or 0 for each in losses),
        left_out=every - len(downs) - len(ups),
    )


def _first_and_last(edges: Sequence[Transition]) -> tuple[Transition, ...]:
    few = EDGES_KEPT // 2
    return tuple(edges) if len(edges) <= 2 * few else (*edges[:few], *edges[-few:])


class Fold:
    """The state of the fold over one peering's edges."""

    def __init__(self) -> None:
        self.done: list[Outage] = []
        self.lost_ns: int | None = None
        self.restored_ns: int | None = None
        self.downs: list[Transition] = []
        self.ups: list[Transition] = []
        self.left_out = 0
        self.state: dict[View, bool] = {}
        self.whole_ns: int | None = None
        self.attempts: Attempts | None = None
        self.tried = False
        self.fresh = False
        self.begun = False

    def copy(self) -> "Fold":
        """The same state, to go on from."""
        new = Fold()
        new.done, new.downs, new.ups, new.state = self.done.copy(), self.downs.copy(), self.ups.copy(), dict(self.state)
        new.lost_ns, new.restored_ns, new.whole_ns = self.lost_ns, self.restored_ns, self.whole_ns
        new.left_out, new.fresh, new.begun = self.left_out, self.fresh, self.begun
        new.attempts, new.tried = self.attempts, self.tried
        return new

    def take(self, edge: Transition) -> None:
        if self.begun and not edge.up and self.lost_ns is None and not self.state.get(edge.view):
            return  # not up yet since the lab began
        self._settle(edge.at_ns)
        if edge.up:
            self._up(edge)
        else:
            self._down(edge)
        self.state[edge.view] = edge.up

    def _settle(self, now_ns: int) -> None:
        """Close an outage whose restoration has held."""
        if self.restored_ns is not None and now_ns - self.restored_ns >= HOLDS_NS:
            self._close()

    def end_life(self, at_ns: int) -> None:
        """The lab was stopped: what is lost is lost for good, and nothing is up until it was seen to come up."""
        self._settle(at_ns)
        if self.lost_ns is not None:
            self.done.append(self._loss(self.lost_ns, None, at_ns))
        self.lost_ns = self.restored_ns = self.whole_ns = None
        self.downs, self.ups, self.state, self.left_out = [], [], {}, 0
        self.fresh, self.begun = False, True
        self.attempts, self.tried = None, False

    def _close(self) -> None:
        if self.lost_ns is not None:
            self.done.append(self._loss(self.lost_ns, self.restored_ns))
        self.lost_ns = self.restored_ns = None
        self.downs, self.ups, self.left_out = [], [], 0

    def _loss(self, lost_ns: int, restored_ns: int | None, ended_ns: int | None = None) -> Outage:
        return Outage(lost_ns, restored_ns, tuple(self.downs), tuple(self.ups), ended_ns, left_out=self.left_out)

    def _lost_anew(self, edge: Transition) -> bool:
        """Whether an end leaves ESTABLISHED a second time without a word of its return: what wrote it down was
        filtered."""
        if edge.inferred or edge.seen.previous != "established" or self.state.get(edge.view) is not False:
            return False
        last_ns = max((item.at_ns for item in self.downs if item.view == edge.view), default=None)
        return last_ns is not None and edge.at_ns - last_ns >= AGAIN_NS

    def _down(self, edge: Transition) -> None:
        if self.lost_ns is not None and self._lost_anew(edge):
            back_ns = self.ups[-1].at_ns if self.ups else None
            self.done.append(self._loss(self.lost_ns, back_ns, None if back_ns else edge.at_ns))
            self.lost_ns, self.restored_ns, self.left_out = edge.at_ns, None, 0
            self.downs, self.ups = [edge], []
        elif self.lost_ns is not None:
            self.restored_ns = None
            self.left_out += _kept(self.downs, edge)
        elif (self.fresh and self.whole_ns is not None and edge.at_ns - self.whole_ns < HOLDS_NS) or (
            self.fresh and self.state.get(edge.view) is False
        ):
            self._attempted(edge)
        else:
            self.lost_ns = edge.at_ns
            self.downs = [edge]
            self.fresh = False

    def _up(self, edge: Transition) -> None:
        others = [up for view, up in self.state.items() if view[0] != edge.view[0]]
        if self.lost_ns is None:
            if not self.state or self.fresh:
                self.fresh = self.tried = True
                self.whole_ns = edge.at_ns
            return
        self.left_out += _kept(self.ups, edge)
        if all(others):
            self.restored_ns = edge.at_ns

    def _attempted(self, edge: Transition) -> None:
        """An ESTABLISHED that is none, since it did not hold; both ends write of it."""
        if not self.tried or self.whole_ns is None:
            return
        self.tried = False
        old, held_ns = self.attempts, max(0, edge.at_ns - self.whole_ns)
        self.attempts = Attempts(
            old.count + 1 if old else 1,
            old.first_ns if old else self.whole_ns,
            edge.at_ns,
            max(held_ns, old.longest_ns if old else 0),
            max(edge.precision_ns, old.precision_ns if old else 0),
        )

    def never_held(self) -> Attempts | None:
        """All that a session ever did, where each ESTABLISHED of it was too short to be one, and it is down now."""
        return self.attempts if self.fresh and not self.tried and not self.done else None

    def finish(self, now_ns: int) -> list[Outage]:
        self._settle(now_ns)
        if self.lost_ns is not None:
            restored = self.restored_ns
            if restored is None:
                restored = self._one_sided(now_ns)
            self.done.append(self._loss(self.lost_ns, restored))
        return self.done

    def _one_sided(self, now_ns: int) -> int | None:
        """One end is back for long and the other end's return was not seen: the session is back."""
        last = self.ups[-1] if self.ups else None
        if last is None or now_ns - last.at_ns < ONE_SIDED_NS or self.state.get(last.view) is not True:
            return None
        silent = [edge for edge in self.downs if edge.view != last.view and edge.at_ns > last.at_ns]
        return None if silent else last.at_ns


def in_order(edges: Sequence[Transition]) -> list[Transition]:
    """All edges of a peering's views as the fold takes them: one for each change, at its best time."""
    views = {edge.view for edge in edges}
    merged = [edge for view in sorted(views) for edge in merge_copies([item for item in edges if item.view == view])]
    return refine_times(sorted(merged, key=_in_time))


def build_outages(
    edges: Sequence[Transition], now_ns: int, stops_ns: Sequence[int] = (), begun: Fold | None = None
) -> list[Outage]:
    """A peering's losses, from all edges of its views, as they stand at `now_ns`; `stops_ns` are the times at which
    the whole lab was stopped, `begun` is where earlier edges led."""
    return folded(edges, now_ns, stops_ns, begun).finish(now_ns)


def folded(edges: Sequence[Transition], now_ns: int, stops_ns: Sequence[int] = (), begun: Fold | None = None) -> Fold:
    """The fold over all these edges."""
    state = begun.copy() if begun else Fold()
    take_all(state, in_order(edges), [item for item in stops_ns if item <= now_ns])
    return state


def take_all(state: Fold, edges: Sequence[Transition], stops_ns: Sequence[int] = ()) -> None:
    """Go on with these edges and stops, in order of time."""
    stops = sorted(stops_ns)
    for edge in edges:
        while stops and stops[0] < edge.at_ns:
            state.end_life(stops.pop(0))
        state.take(edge)
    for stop in stops:
        state.end_life(stop)
