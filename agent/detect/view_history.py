"""What one router told of one neighbor: the edges that it wrote, and those that only its levels tell of. Pure.

A level (a poll, a first sync) that contradicts the edges, and stays uncontradicted, becomes an edge of its own: a
router whose log says nothing still cannot lose a session unseen.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.detect import clocks
from agent.detect.outages import FOUND_DOWN, Transition
from agent.detect.peerings import View
from clab.units import SECOND_NS
from collectors.observations import BgpNotification, BgpState, NeighborFacts

DOUBT_NS = 2 * SECOND_NS
"""A level is believed against the edges when they do not catch up within this time."""

RESET_NS = 3 * SECOND_NS
"""A router that counts seconds tells of one end of a session twice, no further apart than this."""


@dataclass(slots=True)
class ViewHistory:
    """What one view has told: `edges` as written, `levels` where they changed, `signals` for the clocks."""

    edges: list[Transition] = field(default_factory=list)
    levels: list[tuple[int, int, BgpState]] = field(default_factory=list)
    last_level_ns: int = 0
    sealed: bool = False
    sealed_up: bool | None = None
    """What the last edge said that is not at hand any more."""
    polled_ns: int = 0
    """When a poll last found the neighbor configured."""
    gone_ns: int | None = None
    """The first poll that did not, where `GONE_POLLS` in a row did not."""
    ends_ns: list[int] = field(default_factory=list)
    """When the neighbor was found gone, each time."""
    signals: dict[clocks.Signal, list[int]] = field(default_factory=lambda: defaultdict(list))
    mirrors: list[tuple[BgpState | BgpNotification, str, tuple[int, int] | None]] = field(default_factory=list)
    reset: NeighborFacts | None = None
    """How the session ended last, as its router told it first."""

    def begins_down(self) -> bool:
        """Whether the first that was ever asked of it found it down."""
        return bool(self.levels) and not self.sealed and self.levels[0][2].state != "established"

    def reset_at(self) -> tuple[int, bool] | None:
        """When it ended last before it was found down, and whether that is the loss itself: else a try failed later."""
        since_ns = self.levels[0][2].since_ns if self.levels else None
        if not self.begins_down() or self.reset is None or self.reset.last_reset_ns is None or since_ns is None:
            return None
        if abs(self.reset.last_reset_ns - since_ns) <= RESET_NS:
            return since_ns, True
        return (self.reset.last_reset_ns, False) if self.reset.last_reset_ns > since_ns else None


def edges_of(view: View, notes: ViewHistory, now_ns: int, *, down_at_start: bool) -> list[Transition]:
    """A view's edges, with those that only levels tell of."""
    begins_down = down_at_start and notes.begins_down()
    if len(notes.levels) < 2 and not begins_down:
        return notes.edges
    edges = list(notes.edges)
    first = True
    for at_ns, before_ns, seen in notes.levels:
        up = seen.state == "established"
        settled = now_ns >= at_ns + DOUBT_NS
        if first and settled and begins_down and not _told_before(edges, at_ns):
            edges += _found_down(view, at_ns, seen, notes)
            edges.sort(key=lambda edge: (edge.at_ns, edge.order))
        if not first and settled and not _agrees(edges, notes, at_ns, before_ns, up):
            edges.append(_inferred(view, at_ns, before_ns, up, seen))
            edges.sort(key=lambda item: (item.at_ns, item.order))
        first = False
    return edges


def _agrees(edges: Sequence[Transition], notes: ViewHistory, at_ns: int, before_ns: int, up: bool) -> bool:
    """Whether the edges tell the level's state at, or just around, its time, or of the change since the last one."""
    near = bisect_left(edges, before_ns - DOUBT_NS, key=lambda item: item.at_ns)
    until = bisect_right(edges, at_ns + DOUBT_NS, key=lambda each: each.at_ns)
    if any(edge.up == up for edge in edges[near:until]):
        return True
    past = bisect_right(edges, at_ns, key=lambda each: each.at_ns)
    if past:
        return edges[past - 1].up == up
    if notes.sealed_up is not None:
        return notes.sealed_up == up
    return notes.levels[0][2].state == "established" if up else False


def _told_before(edges: Sequence[Transition], at_ns: int) -> bool:
    return any(edge.at_ns <= at_ns + DOUBT_NS for edge in edges)


def _found_down(view: View, at_ns: int, seen: BgpState, notes: ViewHistory) -> list[Transition]:
    """The loss of a session that is down at the first look: nothing where it was never up, or nothing tells when."""
    since_ns = seen.since_ns
    if since_ns is None or not seen.flaps or since_ns >= at_ns:
        return []
    precision_ns, reset = max(SECOND_NS, seen.precision_ns), notes.reset_at()
    told = reset is not None and reset[1] and notes.reset is not None and notes.reset.last_reset
    reason = f"{FOUND_DOWN} ({told})" if told else FOUND_DOWN
    return [Transition(view, since_ns, precision_ns, seen.seq, up=False, reason=reason, seen=seen, inferred=True)]


def _inferred(view: View, at_ns: int, before_ns: int, up: bool, seen: BgpState) -> Transition:
    """An edge by a level's word: when the device says that the state was entered, else when it was first found."""
    since = seen.since_ns
    told = since is not None and before_ns - SECOND_NS <= since <= at_ns
    when = since if told and since is not None else at_ns
    reason = seen.reason or ("" if up else "found down")
    return Transition(view, when, max(SECOND_NS, seen.precision_ns), seen.seq, up, reason, seen, (), inferred=True)
