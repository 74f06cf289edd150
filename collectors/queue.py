"""The one bounded way from collectors to the pump: putting never blocks, and what does not fit becomes a `Gap`."""

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable

from collectors.collector import OffsetMark
from collectors.observations import Gap, Observation, SourceName

CAPACITY = 200_000


class BoundedOutbox:
    """A queue of observations and marks for one consumer."""

    def __init__(self, clock_ns: Callable[[], int], capacity: int = CAPACITY) -> None:
        self._clock_ns = clock_ns
        self._capacity = capacity
        self._items: deque[Observation] = deque()
        self._marks: dict[str, OffsetMark] = {}
        self._ready = threading.Condition()
        self._dropped: Counter[tuple[str, SourceName]] = Counter()
        self._dropping_since_ns: dict[tuple[str, SourceName], int] = {}
        self.dropped_total = 0

    def put(self, observations: Iterable[Observation], mark: OffsetMark | None = None) -> None:
        """Hand over what was seen; never blocks."""
        with self._ready:
            for observation in observations:
                if len(self._items) < self._capacity:
                    self._items.append(observation)
                else:
                    self._drop(observation)
            if mark is not None:
                self._marks[mark.path] = mark
            self._ready.notify()

    def _drop(self, seen: Observation) -> None:
        key = (seen.node, seen.source)
        self._dropped[key] += 1
        self.dropped_total += 1
        self._dropping_since_ns.setdefault(key, self._clock_ns())

    def drain(self, timeout_s: float) -> tuple[list[Observation], list[OffsetMark]]:
        """Everything that waits, with the marks that go with it; waits up to `timeout_s` for the first."""
        with self._ready:
            if not self._items and not self._marks:
                self._ready.wait(timeout_s)
            items, marks = list(self._items), list(self._marks.values())
            self._items.clear()
            self._marks.clear()
            return [*items, *self._gaps()], marks

    def wake(self) -> None:
        """Let a waiting consumer look up."""
        with self._ready:
            self._ready.notify_all()

    def _gaps(self) -> list[Observation]:
        now_ns = self._clock_ns()
        gaps: list[Observation] = [
            Gap(
                node=node,
                source=source,
                seen_ns=now_ns,
                received_ns=now_ns,
                from_ns=self._dropping_since_ns[(node, source)],
                to_ns=now_ns,
                reason=f"{count} observations did not fit the queue",
            )
            for (node, source), count in self._dropped.items()
        ]
        self._dropped.clear()
        self._dropping_since_ns.clear()
        return gaps
