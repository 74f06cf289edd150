"""Intervals and paired tests for a few dozen tasks that come in clusters (one incident, one lab). Pure.

The formulae are standard; the libraries that have them need numpy and scipy, which would weigh more than labkeeper.
Two answers about one incident are no two independent ones, so every figure here is made of clusters: an interval from
the spread of the clusters' means, a test from one difference for each cluster.
"""

import math
import random
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist, fmean

LEVEL = 0.95
POWER = 0.8
ROUNDING = 1e-9
"""Sums of the same numbers in another order are the same sum."""

EXACT_UP_TO = 14
"""So many clusters have few enough patterns of signs to look at them all."""

DRAWS = 20_000


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half of its width."""
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Clustered:
    """Values by cluster: how many values and clusters, their mean, and its cluster-robust variance."""

    count: int
    clusters: int
    mean: float
    variance: float


def by_cluster(values: Sequence[tuple[Hashable, float]]) -> Clustered:
    """The mean of all values, with the variance that the clusters' residuals give it (CR1).

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("no values")
    mean = fmean(value for _, value in values)
    residuals: defaultdict[Hashable, float] = defaultdict(float)
    for cluster, value in values:
        residuals[cluster] += value - mean
    clusters, count = len(residuals), len(values)
    if clusters < 2:
        return Clustered(count, clusters, mean, math.inf)
    spread = math.fsum(each * each for each in residuals.values()) * clusters / (clusters - 1)
    return Clustered(count, clusters, mean, spread / count**2)


def wilson(share: float, count: float, level: float = LEVEL) -> Interval:
    """Wilson's score interval of a share of `count` independent answers."""
    if count <= 0:
        return Interval(share, 0.0, 1.0)
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Interval(share, 0.0 if share <= 0 else low, 1.0 if share >= 1 else high)


def share_interval(passes: Sequence[tuple[Hashable, bool]]) -> Interval:
    """Wilson's interval of a share, at the size that the clusters leave of the sample.

    With one answer a cluster it is Wilson's own. Where all answers are alike each cluster counts as one.
    """
    found = by_cluster([(cluster, float(passed)) for cluster, passed in passes])
    worth = float(found.clusters)
    if found.variance > 0 and found.clusters > 1:
        worth = min(float(found.count), max(1.0, found.mean * (1 - found.mean) / found.variance))
        if found.count == found.clusters:
            worth = float(found.count)
    return wilson(found.mean, worth, LEVEL)


def mean_interval(scores: Sequence[tuple[Hashable, float]]) -> Interval:
    """A cluster-robust interval of the mean of scores between 0 and 1, by Student's t.

    Where the clusters do not differ at all it is Wilson's, of as many answers as there are clusters.
    """
    found = by_cluster(scores)
    if found.clusters < 2 or found.variance == 0:
        return wilson(found.mean, found.clusters, LEVEL)
    half = t_quantile((1 + LEVEL) / 2, found.clusters - 1) * math.sqrt(found.variance)
    return Interval(found.mean, max(0.0, found.mean - half), min(1.0, found.mean + half))


def mcnemar(only_a: int, only_b: int) -> float:
    """Exact two-sided McNemar: how likely the discordant pairs fall so unevenly where neither is better."""
    discordant = only_a + only_b
    if discordant == 0:
        return 1.0
    tail = sum(math.comb(discordant, k) for k in range(min(only_a, only_b) + 1)) / 2.0**discordant
    return min(1.0, 2 * tail)


def sign_flips(differences: Sequence[float]) -> float:
    """Paired permutation test, two-sided: one difference for each cluster, whose sign means nothing under the null.

    All patterns of signs where those are few; else drawn ones, the pattern that was seen among them.
    """
    told = [each for each in differences if each != 0.0]
    if not told:
        return 1.0
    seen = abs(math.fsum(told)) - ROUNDING
    if len(told) <= EXACT_UP_TO:
        return sum(abs(total) >= seen for total in _all_signs(told)) / 2.0 ** (len(told) - 1)
    draw = random.Random(1)
    extreme = 0
    for _ in range(DRAWS):
        signs = draw.getrandbits(len(told))
        extreme += abs(sum(each if signs >> k & 1 else -each for k, each in enumerate(told))) >= seen
    return (extreme + 1) / (DRAWS + 1)


def _all_signs(told: Sequence[float]) -> Iterator[float]:
    """The sum under every pattern of signs, of two that mirror each other one: by Gray's code, a sign at a time."""
    signs, total = [1.0] * len(told), math.fsum(told)
    yield total
    for number in range(1, 2 ** (len(told) - 1)):
        place = (number & -number).bit_length() - 1
        total -= 2 * signs[place] * told[place]
        signs[place] = -signs[place]
        yield total


def detectable(differences: Sequence[float], alpha: float = 1 - LEVEL) -> float:
    """The smallest difference of shares that such a run finds four times in five; infinite where it can find none.

    From the spread of the clusters' differences, taken as at least that of one cluster which differs fully: equal
    answers in a small run are no proof of equal models.
    """
    clusters = len(differences)
    if clusters < 2 or 2 / 2**clusters > alpha:
        return math.inf
    mean = fmean(differences)
    spread = math.sqrt(math.fsum((each - mean) ** 2 for each in differences) / (clusters - 1))
    spread = max(spread, 1 / math.sqrt(clusters))
    freedom = clusters - 1
    least = (t_quantile(1 - alpha / 2, freedom) + t_quantile(POWER, freedom)) * spread / math.sqrt(clusters)
    return least if least <= 1 else math.inf


def holm(found: Mapping[Hashable, float]) -> dict[Hashable, float]:
    """P values corrected for their number, by Holm's way: the chance of any false one stays below each."""
    ranked = sorted(found.items(), key=lambda item: item[1])
    corrected: dict[Hashable, float] = {}
    highest = 0.0
    for place, (key, value) in enumerate(ranked):
        highest = max(highest, min(1.0, value * (len(ranked) - place)))
        corrected[key] = highest
    return corrected


def pass_all(passed: int, tries: int, k: int) -> float:
    """pass^k: how likely k tries of one task pass, all of them, by the tries that were made."""
    return math.comb(passed, k) / math.comb(tries, k) if tries >= k else math.nan


@lru_cache(maxsize=256)
def t_quantile(probability: float, freedom: int) -> float:
    """A quantile of Student's t, by halving an interval over its distribution."""
    if probability < 0.5:
        return -t_quantile(1 - probability, freedom)
    low, high = 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if _t_below(middle, freedom) < probability else (low, middle)
    return (low + high) / 2


def _t_below(t: float, freedom: int) -> float:
    """How likely Student's t is below a value, which is 0 or more."""
    return 1 - _beta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Lentz)."""
    if x <= 0 or x >= 1:
        return min(max(x, 0.0), 1.0)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    c, d, value = 1.0, 0.0, 1.0
    for k in range(400):
        m = k // 2
        if k == 0:
            term = 1.0
        elif k % 2 == 0:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / (1 + term * d or 1e-300)
        c = 1 + term / c or 1e-300
        value *= c * d
        if abs(1 - c * d) < 1e-13:
            break
    return front * (value - 1)
