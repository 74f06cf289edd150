"""Prefix counts over time: what each neighbor sends, and where that fell by a fifth or more. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from agent.core.peerings import View
from collectors.observations import PrefixCount

S = 1_000_000_000
SHARE = 0.2
BEFORE_NS = 10 * S
"""A fall may come in steps: it is measured against the most that was there this long before."""

SURGE_NS = 300 * S
"""What came within this time and goes again leaves things as they were."""

STAYS_NS = 3 * S
"""A fall that is made good within this time was a refresh."""


@dataclass(frozen=True, slots=True)
class Fall:
    """From `before` to `after` prefixes in one family of one neighbor, first seen at `at_ns`."""

    view: View
    afi: str
    at_ns: int
    before: int
    after: int
    seen: PrefixCount


class Counts:
    """Each neighbor's counts, kept only where they change."""

    def __init__(self) -> None:
        self._series: dict[tuple[View, str], list[tuple[int, int, PrefixCount]]] = defaultdict(list)

    def add(self, at_ns: int, seen: PrefixCount) -> bool:
        """Remember a count; returns whether it changed."""
        series = self._series[((seen.node, seen.vrf, seen.neighbor), seen.afi)]
        if series and series[-1][0] <= at_ns and series[-1][1] == seen.received:
            return False
        series.append((at_ns, seen.received, seen))
        if len(series) > 1 and series[-2][0] > at_ns:
            series.sort(key=lambda each: each[:2])
        return True

    def prune(self, before_ns: int) -> None:
        """Forget changes before a time, all but the value that held then."""
        for series in self._series.values():
            keep = next((k for k, each in enumerate(series) if each[0] >= before_ns), len(series))
            del series[: max(0, keep - 1)]

    def falls(self, now_ns: int) -> Iterator[Fall]:
        """All falls that stayed."""
        for (view, afi), series in self._series.items():
            low: int | None = None
            for k, (at_ns, received, seen) in enumerate(series):
                before = _most_before(series, k)
                if low is not None and received > low:
                    low = None
                if before is None or low is not None or received > before * (1 - SHARE) or received >= before:
                    continue
                settled = now_ns >= at_ns + STAYS_NS
                soon = [count for t, count, _ in series[k + 1 :] if t < at_ns + STAYS_NS]
                if _went_back(series, k, received):
                    continue
                if settled and not any(count > before * (1 - SHARE) for count in soon):
                    low = received
                    yield Fall(view, afi, at_ns, before, received, seen)


def _went_back(series: list[tuple[int, int, PrefixCount]], k: int, received: int) -> bool:
    """Whether a fall only undoes a rise: the count is back where it stood before more came, minutes ago."""
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


def _most_before(series: list[tuple[int, int, PrefixCount]], k: int) -> int | None:
    """The most that was there in the time before the k-th change; the value that held counts however old it is."""
    if k == 0:
        return None
    at_ns = series[k][0]
    recent = [count for t, count, _ in series[:k] if at_ns - t <= BEFORE_NS]
    return max([series[k - 1][1], *recent])
