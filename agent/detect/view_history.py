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
from collectors.observations import BgpNotification, BgpState

DOUBT_NS = 2 * SECOND_NS
"""A level is believed against the edges when they do not catch up within this time."""


@dataclass(slots=True)
class ViewHistory:
    """What one view has told: `edges` as written, `levels` where they changed, `signals` for the clocks."""

    edges: list[Transition] = field(default_factory=list)
    levels: list[tuple[int, int, BgpState]] = field(default_factory=list)
    last_level_ns: int = 0
    sealed: bool = False
    polled_ns: int = 0
    """When a poll last found the neighbor configured."""
    gone_ns: int | None = None
    """The first poll that did not, where `GONE_POLLS` in a row did not."""
    ends_ns: list[int] = field(default_factory=list)
    """When the neighbor was found gone, each time."""
    signals: dict[clocks.Signal, list[int]] = field(default_factory=lambda: defaultdict(list))
    mirrors: list[tuple[BgpState | BgpNotification, str, tuple[int, int] | None]] = field(default_factory=list)


def edges_of(view: View, notes: ViewHistory, now_ns: int, *, down_at_start: bool) -> list[Transition]:
    """A view's edges, with those that only levels tell of."""
    begins_down = down_at_start and _begins_down(notes)
    if len(notes.levels) < 2 and not begins_down:
        return notes.edges
    edges = list(notes.edges)
    first = True
    for at_ns, before_ns, seen in notes.levels:
        up = seen.state == "established"
        settled = now_ns >= at_ns + DOUBT_NS
        if first and settled and begins_down and not _told_before(edges, at_ns):
            edges += _found_down(view, at_ns, seen)
            edges.sort(key=lambda edge: (edge.at_ns, edge.order))
        if not first and settled and not _agrees(edges, notes, at_ns, before_ns, up):
            edges.append(_inferred(view, at_ns, before_ns, up, seen))
            edges.sort(key=lambda item: (item.at_ns, item.order))
        first = False
    return edges


def _begins_down(notes: ViewHistory) -> bool:
    """Whether the first that was ever asked of a view found it down."""
    return bool(notes.levels) and not notes.sealed and notes.levels[0][2].state != "established"


def _agrees(edges: Sequence[Transition], notes: ViewHistory, at_ns: int, before_ns: int, up: bool) -> bool:
    """Whether the edges tell the level's state at, or just around, its time, or of the change since the last one."""
    near = bisect_left(edges, before_ns - DOUBT_NS, key=lambda item: item.at_ns)
    until = bisect_right(edges, at_ns + DOUBT_NS, key=lambda each: each.at_ns)
    if any(edge.up == up for edge in edges[near:until]):
        return True
    past = bisect_right(edges, at_ns, key=lambda each: each.at_ns)
    if past:
        return edges[past - 1].up == up
    return notes.levels[0][2].state == "established" if up else False


def _told_before(edges: Sequence[Transition], at_ns: int) -> bool:
    return any(edge.at_ns <= at_ns + DOUBT_NS for edge in edges)


def _found_down(view: View, at_ns: int, seen: BgpState) -> list[Transition]:
    """The loss of a session that is down at the first look: nothing where it was never up, or nothing tells when."""
    since_ns = seen.since_ns
    if since_ns is None or not seen.flaps or since_ns >= at_ns:
        return []
    precision_ns = max(SECOND_NS, seen.precision_ns)
    return [Transition(view, since_ns, precision_ns, seen.seq, up=False, reason=FOUND_DOWN, seen=seen, inferred=True)]


def _inferred(view: View, at_ns: int, before_ns: int, up: bool, seen: BgpState) -> Transition:
    """An edge by a level's word: when the device says that the state was entered, else when it was first found."""
    since = seen.since_ns
    told = since is not None and before_ns - SECOND_NS <= since <= at_ns
    when = since if told and since is not None else at_ns
    reason = seen.reason or ("" if up else "found down")
    return Transition(view, when, max(SECOND_NS, seen.precision_ns), seen.seq, up, reason, seen, (), inferred=True)
