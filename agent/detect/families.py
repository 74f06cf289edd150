"""The address families of each neighbor over time, as its router tells them whole. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from agent.detect.peerings import View
from collectors.observations import NeighborFacts


@dataclass(frozen=True, slots=True)
class FamilyLoss:
    """A neighbor of which a router no longer names a family: last seen with it at `from_ns`, without it at `at_ns`."""

    view: View
    gone: tuple[str, ...]
    from_ns: int
    at_ns: int
    before: NeighborFacts
    after: NeighborFacts


class Families:
    """What each view's router said of its families, kept where it changes; `version` changes with what went."""

    def __init__(self) -> None:
        self._series: dict[View, list[tuple[int, int, NeighborFacts]]] = defaultdict(list)
        self._changed: set[View] = set()
        self.version = 0

    def add(self, at_ns: int, seen: NeighborFacts) -> bool:
        """Remember what a snapshot names, first and last time; returns whether it is other than before."""
        if seen.source != "snapshot" or not seen.afis:
            return False
        series = self._series[(seen.node, seen.vrf, seen.neighbor)]
        if series and set(series[-1][2].afis) == set(seen.afis):
            first_ns, last_ns, _ = series[-1]
            series[-1] = (min(first_ns, at_ns), max(last_ns, at_ns), seen)
            self.version += len(series) > 1
            return False
        series.append((at_ns, at_ns, seen))
        if len(series) < 2:
            return False
        self._changed.add((seen.node, seen.vrf, seen.neighbor))
        self.version += 1
        return True

    def has_losses(self) -> bool:
        """Whether any neighbor's families are other than they were."""
        return bool(self._changed)

    def losses(self) -> Iterator[FamilyLoss]:
        """Every family that was named and then no more, oldest first for each neighbor."""
        for view, series in self._series.items() if self._changed else ():
            for (_, from_ns, before), (at_ns, _, after) in pairwise(series):
                gone = tuple(sorted(set(before.afis) - set(after.afis)))
                if gone and at_ns >= from_ns:
                    yield FamilyLoss(view, gone, from_ns, at_ns, before, after)

    def prune(self, before_ns: int) -> None:
        """Forget what changed before a time, all but what held then."""
        for series in self._series.values():
            keep = next((k for k, item in enumerate(series) if item[0] >= before_ns), len(series))
            self.version += keep > 1
            del series[: max(0, keep - 1)]
        self._changed = {view for view in self._changed if len(self._series[view]) > 1}
