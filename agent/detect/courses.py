"""Sessions that flap for long: what is settled of them is folded once, and each further change costs the same. Pure.

The edges of most sessions are few, and are folded anew whenever one comes. Of a session that has many, those beyond the
lateness bound are sealed: the state to which they led is kept in their place. Its settled outages are put together
where they are of one incident.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from agent.detect.outages import (
    Attempts,
    Fold,
    Outage,
    Transition,
    build_outages,
    folded,
    in_order,
    put_together,
    take_all,
)
from agent.detect.peerings import Peering, View
from clab.units import SECOND_NS
from collectors.observations import Seen

MANY, TOO_MANY = 40, 256
"""From so many edges on a session's course is sealed where it is quiet; from so many on wherever that is."""

FAR_TOO_MANY = 64 * TOO_MANY
"""So many are kept at most while what was written long ago is read, one router's log after the other."""

LATE_NS = 45 * SECOND_NS
"""Lines come up to 30 s late."""

QUIET_NS = 4 * SECOND_NS
"""Copies of one change lie closer than this."""


@dataclass(slots=True)
class _Course:
    """Where a session's sealed edges led, up to a time."""

    state: Fold
    cut_ns: int
    stops: tuple[int, ...] = ()


class Courses:
    """The sealed past of all sessions that have one, by each of their views."""

    def __init__(self) -> None:
        self._of_view: dict[View, _Course] = {}

    def fold(
        self, peering: Peering, edges: Sequence[Transition], now_ns: int, stops_ns: Sequence[int]
    ) -> tuple[list[Outage], int | None]:
        """A peering's losses as they stand; and up to when its edges are not needed any more, where that is new."""
        course = next((self._of_view[view] for view in peering.views if view in self._of_view), None)
        if course is not None:
            edges = [edge for edge in edges if edge.at_ns > course.cut_ns]
        cut_ns = _cut(edges, now_ns) if len(edges) > MANY else None
        if cut_ns is not None:
            course = course or _Course(Fold(), 0)
            sealed = [edge for edge in edges if edge.at_ns <= cut_ns]
            stops = tuple(each for each in stops_ns if course.cut_ns < each <= cut_ns)
            take_all(course.state, in_order(sealed), stops)
            course.cut_ns = cut_ns
            edges = [edge for edge in edges if edge.at_ns > cut_ns]
        if course is not None:
            self._of_view.update(dict.fromkeys(peering.views, course))
            stops_ns = [item for item in stops_ns if item > course.cut_ns]
        return build_outages(edges, now_ns, stops_ns, course.state if course else None), cut_ns

    def never_held(self, peering: Peering, edges: Sequence[Transition], now_ns: int) -> Attempts | None:
        """What a peering tried, where it never held; `edges` are those that are not sealed."""
        course = next((self._of_view[view] for view in peering.views if view in self._of_view), None)
        if course is None:
            return folded(edges, now_ns).never_held()
        return folded([each for each in edges if each.at_ns > course.cut_ns], now_ns, (), course.state).never_held()

    def put_together(self, peering: Peering, from_ns: int, to_ns: int) -> bool:
        """Make one of the sealed outages that began in a time; False where there are not two."""
        course = self._of_view.get(peering.id)
        if course is None:
            return False
        done = course.state.done
        mine = [k for k, loss in enumerate(done) if from_ns <= loss.lost_ns <= to_ns]
        if len(mine) < 2:
            return False
        done[mine[0] : mine[-1] + 1] = [put_together(done[mine[0] : mine[-1] + 1])]
        return True

    def shift(self, at: Callable[[Seen], int]) -> None:
        """The clocks were corrected: a sealed outage moves with its first edge."""
        for course in {id(each): each for each in self._of_view.values()}.values():
            course.state.done = [_shifted(item, at) for item in course.state.done]

    def prune(self, before_ns: int) -> None:
        """Forget outages that ended before a time."""
        for course in self._of_view.values():
            done = course.state.done
            if done and (done[0].restored_ns or done[0].ended_ns or before_ns) < before_ns:
                course.state.done = [
                    item for item in done if (item.restored_ns or item.ended_ns or before_ns) >= before_ns
                ]


def _cut(edges: Sequence[Transition], now_ns: int) -> int | None:
    """Up to when edges can be sealed: beyond the lateness bound, in a quiet moment unless they are too many."""
    ordered = sorted(edges, key=lambda edge: edge.at_ns)
    times = [edge.at_ns for edge in ordered]
    late = next((k for k, edge in enumerate(ordered) if _came_ns(edge) > now_ns - LATE_NS), len(times))
    for k in range(late - 1, 0, -1):
        if k + 1 < len(times) and times[k + 1] - times[k] >= QUIET_NS:
            return times[k]
    catching_up = late == 0 and times[-1] <= now_ns - LATE_NS
    if len(times) > (FAR_TOO_MANY if catching_up else TOO_MANY):
        return times[-TOO_MANY // 2]
    return None


def _came_ns(edge: Transition) -> int:
    """When an edge was there to be seen: what is read long after it was written comes late, and the other end's too."""
    seen = edge.seen
    return edge.at_ns if seen.received_ns == seen.seen_ns else max(edge.at_ns, seen.received_ns)


def _shifted(loss: Outage, at: Callable[[Seen], int]) -> Outage:
    delta = at(loss.downs[0].seen) - loss.downs[0].at_ns if not loss.downs[0].inferred else 0
    if not delta:
        return loss
    restored = None if loss.restored_ns is None else loss.restored_ns + delta
    downs = tuple(replace(down, at_ns=down.at_ns + delta) for down in loss.downs)
    ups = tuple(replace(item, at_ns=item.at_ns + delta) for item in loss.ups)
    return replace(loss, lost_ns=loss.lost_ns + delta, restored_ns=restored, downs=downs, ups=ups)
