"""Models held against each other: who is better, by how much, how sure, and what this run can see. Pure."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, stdev

from agent.bench.models.measures import Cell, Figures, Row
from agent.bench.models.statistics import LEVEL, Interval, detectable, holm, mcnemar, sign_flips, t_quantile

ALPHA = 1 - LEVEL


@dataclass(frozen=True, slots=True)
class Pair:
    """Two models on the same tasks: `better` has the higher mean. Differences are of clusters' mean scores.

    `p_score` is the paired permutation test's, `p_pass` McNemar's, `p` the first one corrected for all pairs of models.
    `sees` is the smallest difference that this comparison, so corrected, finds four times in five.
    """

    better: str
    other: str
    clusters: int
    difference: Interval
    p_score: float
    p_pass: float
    p: float
    sees: float

    @property
    def seen(self) -> bool:
        """Whether a difference was seen."""
        return self.p <= ALPHA


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a run says of some kinds of tasks: the cells, the best score first, and every pair."""

    kinds: tuple[str, ...]
    cells: tuple[Cell, ...]
    pairs: tuple[Pair, ...]

    @property
    def best(self) -> Cell | None:
        """The model with the highest score."""
        return self.cells[0] if self.cells else None

    @property
    def winner(self) -> str | None:
        """The model that is seen to be better than every other; None where there is none."""
        if self.best is None or len(self.cells) < 2:
            return None
        mine = [pair for pair in self.pairs if pair.better == self.best.arm]
        return self.best.arm if len(mine) == len(self.cells) - 1 and all(pair.seen for pair in mine) else None

    def pair(self, one: str, other: str) -> Pair | None:
        """What the run says of two models."""
        return next((pair for pair in self.pairs if {pair.better, pair.other} == {one, other}), None)

    @property
    def sees(self) -> float:
        """What difference to the best it can see: the widest of them."""
        mine = [pair.sees for pair in self.pairs if self.best and self.best.arm in (pair.better, pair.other)]
        return max(mine, default=math.inf)


def verdict(figures: Figures, kinds: Sequence[str]) -> Verdict:
    """All models on these kinds of tasks."""
    cells = [cell for arm in figures.arms if (cell := figures.cell(arm, *kinds)) is not None]
    cells.sort(key=lambda cell: (-cell.score.value, -cell.passed.value, cell.arm))
    both = list(combinations(cells, 2))
    pairs = [_pair(figures, kinds, (one.arm, other.arm), ALPHA / len(both)) for one, other in both]
    corrected = holm({(pair.better, pair.other): pair.p_score for pair in pairs})
    return Verdict(tuple(kinds), tuple(cells), tuple(_with(pair, corrected[pair.better, pair.other]) for pair in pairs))


def compared(one: Sequence[Row], other: Sequence[Row], names: tuple[str, str], alpha: float = ALPHA) -> Pair | None:
    """Two models by their trials on the same tasks in the same rounds; None where they have none in common. `alpha` is
    how sure the smallest difference that it sees must be."""
    scores = _differences(one, other, "score")
    passes = _differences(one, other, "passed")
    if not scores:
        return None
    mean = fmean(scores)
    if len(scores) > 1:
        half = t_quantile((1 + LEVEL) / 2, len(scores) - 1) * stdev(scores) / math.sqrt(len(scores))
        interval = Interval(mean, max(-1.0, mean - half), min(1.0, mean + half))
    else:
        interval = Interval(mean, -1.0, 1.0)
    p_score = sign_flips(scores)
    p_pass = mcnemar(sum(each > 0 for each in passes), sum(each < 0 for each in passes))
    if mean < 0:
        interval, names = Interval(-mean, -interval.high, -interval.low), (names[1], names[0])
    return Pair(*names, len(scores), interval, p_score, p_pass, p_score, detectable(scores, alpha))


def _pair(figures: Figures, kinds: Sequence[str], names: tuple[str, str], alpha: float) -> Pair:
    one, other = (figures.scored(name, kinds) for name in names)
    return compared(one, other, names, alpha) or Pair(*names, 0, Interval(0.0, -1.0, 1.0), 1.0, 1.0, 1.0, math.inf)


def _with(pair: Pair, p: float) -> Pair:
    return Pair(pair.better, pair.other, pair.clusters, pair.difference, pair.p_score, pair.p_pass, p, pair.sees)


def _differences(one: Sequence[Row], other: Sequence[Row], what: str) -> list[float]:
    """One difference for each cluster: of the means over the trials that both have."""
    theirs = {(row["kind"], row["task"], row["round"]): row for row in other}
    found: defaultdict[str, list[float]] = defaultdict(list)
    for row in one:
        match = theirs.get((row["kind"], row["task"], row["round"]))
        if match is not None:
            found[row["cluster"]].append(float(row[what]) - float(match[what]))
    return [fmean(each) for each in found.values()]
