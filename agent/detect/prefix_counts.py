"""Prefix counts over time: what each neighbor sends, where it fell, and what the sender says. Pure.

A session that comes back begins anew: what it carried before is no measure for what it carries now.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from agent.detect.peerings import View
from clab.units import SECOND_NS
from collectors.observations import PrefixCount, PrefixSent

SHARE = 0.2
BEFORE_NS = 10 * SECOND_NS
"""A fall may come in steps: it is measured against the most that was there this long before."""

SURGE_NS = 300 * SECOND_NS
"""What came within this time and goes again leaves things as they were."""

SPREAD_NS = 60 * SECOND_NS
"""A change has spread to all routers within this time."""

STAYS_NS = 3 * SECOND_NS
"""A fall that is made good within this time was a refresh."""

SENDER_NS = 12 * SECOND_NS
"""How far before a fall the sender's own count is compared: a poll interval of ten seconds and slack."""

RECENT = 8
"""So many of the last counts that a sender told are at hand, unchanged ones, too: half a minute of polls."""

ROUND_NS = SECOND_NS * 3 // 10
"""Polls that go out together are answered within this time: their answers are of one moment."""

ANSWERS_NS = 20 * SECOND_NS
"""How long it may take until the sender was asked after a fall, and the receiver again after that."""

Span = tuple[int, int | None]
"""An outage: when a session was lost, and when it was back."""

_Row = tuple[int, int, PrefixCount | PrefixSent]


@dataclass(frozen=True, slots=True)
class Fall:
    """From `before` to `after` prefixes in one family of one neighbor, first seen at `at_ns`; `seen` are the two
    counts. It had not happened yet at `from_ns`: a poll sees a fall late. `low_ns` is the last moment at which the
    count is known to have been low without a break; `made_good` where it has risen since. `settled` once it has stayed
    for long enough to be no refresh."""

    view: View
    afi: str
    at_ns: int
    before: int
    after: int
    seen: tuple[PrefixCount | PrefixSent, ...]
    from_ns: int
    low_ns: int = 0
    made_good: bool = False
    settled: bool = True

    @property
    def by_ns(self) -> int:
        """When it had happened at the latest: the answer to a poll was there."""
        return self.at_ns + _answered_after_ns(self.seen[-1])


@dataclass(frozen=True, slots=True)
class Sender:
    """What the far end says it sends: its counts before and after a fall; `None` after where it told none that can be
    held against the fall. `stayed`: what it told next, after that, was what it had told before."""

    before: int
    after: int | None
    seen: tuple[PrefixCount | PrefixSent, ...]
    stayed: bool = False

    def fell_with(self, fall: Fall) -> bool:
        """Whether what it sends fell by half of what the other end misses, or more."""
        return self.after is not None and 2 * (self.before - self.after) >= fall.before - fall.after


class Counts:
    """Each neighbor's counts, kept only where they change: of each run of one count its first and its last row, and
    when each was told last; `version` changes with what can be a fall, and changes from `from_ns` on are told."""

    def __init__(self) -> None:
        self._same: dict[tuple[View, str], _Row] = {}
        self._series: dict[tuple[View, str], list[_Row]] = defaultdict(list)
        self._sent: dict[tuple[View, str], list[_Row]] = defaultdict(list)
        self._told: dict[tuple[View, str], deque[tuple[int, PrefixSent]]] = defaultdict(lambda: deque(maxlen=RECENT))
        self._answers: dict[tuple[View, str, int], Sender] = {}
        self._followed: dict[tuple[View, str, int], tuple[View, int]] = {}
        self._places: dict[tuple[View, str], int] = {}
        self._changed: set[tuple[View, str]] = set()
        self.from_ns = 0
        self.version = 0

    def add(self, at_ns: int, seen: PrefixCount | PrefixSent) -> bool:
        """Remember a count; returns whether it changed."""
        key = ((seen.node, seen.vrf, seen.neighbor), seen.afi)
        if isinstance(seen, PrefixSent):
            self._told[key].append((at_ns, seen))
            self.version += bool(self._changed)
            return _append(self._sent[key], (at_ns, seen.sent, seen))
        series, row = self._series[key], (at_ns, seen.received, seen)
        same = self._same.get(key)
        if series and same is not None and series[-1][0] < same[0] < at_ns and series[-1][1] == same[1] != row[1]:
            series.append(same)
        self._same[key] = row
        if not _append(series, row):
            return False
        self.version += 1
        if len(series) == 1:
            self._places[key] = len(self._places)
        else:
            self._changed.add(key)
        return True

    def prune(self, before_ns: int) -> None:
        """Forget falls before a time, once what spread from them is older, too. What came before a later fall is kept
        for as long as that one is judged by it."""
        self.from_ns, rows_ns = before_ns, before_ns - SPREAD_NS - SURGE_NS
        for series in (*self._series.values(), *self._sent.values()):
            keep = next((k for k, item in enumerate(series) if item[0] >= rows_ns), len(series))
            self.version += keep > 1
            del series[: max(0, keep - 1)]
        self._changed = {key for key in self._changed if len(self._series[key]) > 1}
        self._answers = {key: answer for key, answer in self._answers.items() if key[2] >= before_ns}
        self._followed = {key: loss for key, loss in self._followed.items() if key[2] >= before_ns}

    def followed(self, fall: Fall, loss: tuple[View, int] | None) -> tuple[View, int] | None:
        """The loss that a fall follows; once it was found it stays, also when the loss itself is forgotten."""
        key = (fall.view, fall.afi, fall.at_ns)
        if loss is not None:
            self._followed[key] = loss
        return self._followed.get(key)

    def has_changes(self) -> bool:
        """Whether any neighbor's count is other than it was."""
        return bool(self._changed)

    def falls(self, now_ns: int, outages: Callable[[View], Sequence[Span]] = lambda view: ()) -> Iterator[Fall]:
        """All falls, in the times between a session's outages: those that stayed, and those that may yet."""
        for view, afi in sorted(self._changed, key=lambda key: self._places[key]):
            whole, last = self._series[(view, afi)], self._same[(view, afi)]
            for series in _between(whole, outages(view)):
                for fall in _falls(view, afi, series, now_ns):
                    if fall.at_ns < self.from_ns - SPREAD_NS:
                        continue
                    low_ns, made_good = _low_until(fall, [*whole, last], now_ns)
                    yield replace(fall, low_ns=low_ns, made_good=made_good)

    def longest_run_ns(self, fall: Fall, from_ns: int) -> int:
        """How long one count stood at most where a fall was seen, between a time and the fall."""
        rows = [row for row in _changes(self._series[(fall.view, fall.afi)]) if row[0] < fall.at_ns]
        ends = [*(row[0] for row in rows[1:]), fall.at_ns]
        return max((end - max(row[0], from_ns) for row, end in zip(rows, ends, strict=True)), default=0)

    def sender(self, view: View, fall: Fall) -> Sender | None:
        """What one end says it sends to the other, around a fall that the other saw; None where it says nothing. A
        count that fell proves itself. One that did not must have been asked for after the fall was seen, and answered
        while the other end's count was still low, or in the same round of polls; the first of these stands."""
        afi, at_ns = fall.afi, fall.at_ns
        series = self._sent.get((view, afi))
        if not series:
            return None
        if (known := self._answers.get((view, afi, at_ns))) is not None:
            return known
        earlier = [each for each in series if each[0] <= at_ns - SENDER_NS] or series[:1]
        around = [item for item in series if at_ns - SENDER_NS < item[0] <= at_ns + SENDER_NS]
        before = max((earlier[-1], *(each for each in around if each[0] < at_ns)), key=lambda each: each[1])
        polled = fall.seen[-1].source == "snapshot"  # by its last answer before, the other end had all of them
        from_ns = max(before[0] + 1, fall.from_ns - SECOND_NS) if polled else before[0] + 1
        least = min((each for each in around if each[0] >= from_ns), key=lambda each: each[1], default=before)
        fell = Sender(before[1], least[1], (before[2], least[2]))
        told = (
            seen
            for told_ns, seen in self._told[(view, afi)]
            if told_ns > fall.by_ns and told_ns + _answered_after_ns(seen) <= max(fall.low_ns, fall.by_ns + ROUND_NS)
        )
        first = next(told, None)
        if first is None and not fell.fell_with(fall):
            told_by = ((told_ns, seen) for told_ns, seen in self._told[(view, afi)] if told_ns > fall.by_ns)
            later = next((seen for told_ns, seen in told_by if told_ns <= at_ns + ANSWERS_NS), None)
            if later is None or later.sent != before[1]:
                return Sender(before[1], None, (before[2],))
            answer = Sender(before[1], None, (before[2], later), stayed=True)
            if fall.made_good:
                self._answers[(view, afi, at_ns)] = answer
            return answer
        if first is None:
            return fell
        answer = fell if least is not before else Sender(before[1], before[1], (before[2], first))
        self._answers[(view, afi, at_ns)] = answer
        return answer


def _answered_after_ns(seen: PrefixCount | PrefixSent) -> int:
    """How long a poll waited for its answer; nothing for what a stream or a log brings."""
    return max(0, seen.received_ns - seen.seen_ns) if seen.source == "snapshot" else 0


def _append(series: list[_Row], row: _Row) -> bool:
    if series and series[-1][0] <= row[0] and series[-1][1] == row[1]:
        return False
    series.append(row)
    if len(series) > 1 and series[-2][0] > row[0]:
        series.sort(key=lambda item: item[:2])
    return True


def _between(series: list[_Row], outages: Sequence[Span]) -> Iterator[list[_Row]]:
    """The parts of a series that no outage covers, each for itself."""
    rest = series
    for lost_ns, restored_ns in sorted(outages, key=lambda outage: outage[0]):
        yield [item for item in rest if item[0] < lost_ns]
        rest = [] if restored_ns is None else [each for each in rest if each[0] > restored_ns]
    yield rest


def _falls(view: View, afi: str, series: list[_Row], now_ns: int) -> Iterator[Fall]:
    """The falls in a part of a series."""
    low: int | None = None
    for k, (at_ns, received, seen) in enumerate(series):
        most = _most_before(series, k)
        if low is not None and received > low:
            low = None
        if most is None or low is not None:
            continue
        before = most[1]
        if received > before * (1 - SHARE) or received >= before:
            continue
        soon = [count for t, count, _ in series[k + 1 :] if t < at_ns + STAYS_NS]
        if _went_back(_changes(series[: k + 1]), received):
            continue
        if not any(count > before * (1 - SHARE) for count in soon):
            settled = now_ns >= at_ns + STAYS_NS
            low = received if settled else low
            from_ns = series[k - 1][0] if seen.source == "snapshot" else at_ns
            yield Fall(view, afi, at_ns, before, received, (most[2], seen), from_ns, settled=settled)


def _low_until(fall: Fall, series: Sequence[_Row], now_ns: int) -> tuple[int, bool]:
    """The last moment at which a count is known to have been low since a fall, and whether it rose then. A poll's last
    low count was low when it was asked for; a stream's stands until the next one."""
    low_ns = fall.at_ns
    for at_ns, received, seen in series:
        if at_ns < fall.at_ns:
            continue
        polled = seen.source == "snapshot"
        if received > fall.before * (1 - SHARE):
            return (low_ns if polled else at_ns), True
        low_ns = at_ns
    return (low_ns if fall.seen[-1].source == "snapshot" else now_ns), False


def _changes(series: Sequence[_Row]) -> list[_Row]:
    """The first row of each run."""
    return [row for k, row in enumerate(series) if not k or series[k - 1][1] != row[1]]


def _went_back(series: list[_Row], received: int) -> bool:
    """Whether the last fall only undoes a rise: the count is back where it stood before more came, minutes ago."""
    k = len(series) - 1
    at_ns = series[k][0]
    for j in range(k - 1, 0, -1):
        start_ns, count, _ = series[j - 1]
        if at_ns - series[j][0] > SURGE_NS:
            return False
        held = series[j][0] - start_ns >= STAYS_NS
        fell_to = j > 1 and series[j - 2][1] > count
        if held and 0 < count <= received and series[j][1] > count and not fell_to:
            return True
    return False


def _most_before(series: list[_Row], k: int) -> _Row | None:
    """The most that was there in the time before the k-th change; the value that held counts however old it is."""
    if k == 0:
        return None
    at_ns = series[k][0]
    recent = [item for item in series[:k] if at_ns - item[0] <= BEFORE_NS]
    return max([series[k - 1], *recent], key=lambda each: each[1])
