"""The intervals and tests: values that are known, coverage and false alarms by simulation."""

import math
import random

import pytest

from agent.bench.models.comparison import compared, verdict
from agent.bench.models.measures import Figures, Row
from agent.bench.models.statistics import (
    by_cluster,
    detectable,
    holm,
    mcnemar,
    mean_interval,
    pass_all,
    share_interval,
    sign_flips,
    t_quantile,
    wilson,
)
from tests.agent.bench.models.scripted_models import trial

RUNS = 200
CLUSTERS = 10


@pytest.mark.parametrize(
    ("probability", "freedom", "value"),
    [(0.975, 1, 12.7062), (0.975, 9, 2.26216), (0.975, 30, 2.04227), (0.8, 5, 0.91954), (0.025, 9, -2.26216)],
)
def test_quantiles_of_t_are_those_of_the_tables(probability: float, freedom: int, value: float) -> None:
    """Two tails, one degree of freedom, many."""
    assert pytest.approx(value, abs=2e-4) == t_quantile(probability, freedom)


def test_wilson_is_that_of_the_tables() -> None:
    """9 of 10, none of 10, all of 8; never outside 0 and 1."""
    found = wilson(0.9, 10)
    assert pytest.approx((0.59585, 0.98212), abs=1e-5) == (found.low, found.high)
    assert pytest.approx(0.27753, abs=1e-5) == wilson(0.0, 10).high
    assert (0.0, 1.0) == (wilson(0.0, 10).low, wilson(1.0, 8).high)


def test_mcnemar_is_the_binomial_of_the_discordant_pairs() -> None:
    """1 against 9, 0 against 6, 5 against 5, none."""
    assert pytest.approx(22 / 1024) == mcnemar(1, 9)
    assert pytest.approx(2 / 64) == mcnemar(0, 6)
    assert 1.0 == mcnemar(5, 5) == mcnemar(0, 0)


def test_sign_flips_count_all_patterns_where_there_are_few() -> None:
    """Six alike: two of 64 patterns are as extreme; equal clusters tell nothing."""
    assert pytest.approx(2 / 64) == sign_flips([0.1] * 6)
    assert pytest.approx(2 / 64) == sign_flips([0.1] * 6 + [0.0] * 4)
    assert 1.0 == sign_flips([0.0] * 8) == sign_flips([])


def test_drawn_patterns_agree_with_all_of_them() -> None:
    """Fifteen clusters are drawn: the same p as by counting them, within what drawing costs."""
    values = [0.3, 0.1, 0.4, -0.2, 0.5, 0.2, 0.1, -0.1, 0.3, 0.2, 0.4, -0.3, 0.1, 0.2, 0.25]
    exact = sum(
        abs(sum(each if pattern >> k & 1 else -each for k, each in enumerate(values))) >= abs(sum(values)) - 1e-12
        for pattern in range(2**15)
    )
    assert pytest.approx(exact / 2**15, abs=0.004) == sign_flips(values)


def test_holm_corrects_for_the_number_and_keeps_the_order() -> None:
    """The smallest by three, and none below one that is more likely."""
    assert {"a": 0.03, "c": 0.06, "b": 0.06} == holm({"a": 0.01, "b": 0.04, "c": 0.03})


def test_answers_of_one_cluster_count_as_little_more_than_one() -> None:
    """Ten answers of which five clusters give two alike each: the interval is that of five."""
    alike = [(str(k), k < 3) for k in range(5) for _ in range(2)]
    apart = [(str(k), k < 6) for k in range(10)]
    narrow, wide = share_interval(apart), share_interval(alike)
    assert pytest.approx(0.6) == narrow.value == wide.value
    assert wide.half_width > 1.2 * narrow.half_width
    assert wilson(0.6, 10) == narrow


def test_one_cluster_alone_says_next_to_nothing() -> None:
    """Twenty answers about one incident."""
    assert math.inf == by_cluster([("one", 1.0)] * 20).variance
    assert mean_interval([("one", 1.0)] * 20).low < 0.25


def test_pass_all_is_the_chance_that_every_try_passes() -> None:
    """Two of three: three of three never, one try two times of three."""
    assert 0.0 == pass_all(2, 3, 3)
    assert pytest.approx(2 / 3) == pass_all(2, 3, 1)
    assert math.isnan(pass_all(1, 1, 2))


def test_intervals_hold_the_truth() -> None:
    """Clustered answers, 400 runs: at least 92 of 100 intervals hold the true share."""
    draw = random.Random(1)
    held = [0, 0]
    for _ in range(400):
        rates = [draw.betavariate(3, 2) for _ in range(12)]
        passes = [(k, draw.random() < rate) for k, rate in enumerate(rates) for _ in range(3)]
        shares = share_interval(passes), mean_interval([(k, float(passed)) for k, passed in passes])
        for k, found in enumerate(shares):
            held[k] += found.low <= 0.6 <= found.high
    assert all(count >= 0.92 * 400 for count in held)


def run_of(draw: random.Random, lead: float, models: int = 2, tasks: int = 1) -> list[Row]:
    """A run of as many models, the first of which is better by `lead`; tasks of one cluster are alike."""
    rows = []
    for cluster in range(CLUSTERS):
        level = draw.betavariate(2, 2)
        for model in range(models):
            rate = min(1.0, level + (lead if model == 0 else 0.0))
            for task in range(tasks):
                score = 1.0 if draw.random() < rate else 0.5 * draw.random()
                rows.append(trial(f"m{model}", f"{cluster}-{task}", score, cluster=str(cluster)))
    return rows


@pytest.mark.parametrize(("models", "tasks"), [(2, 1), (2, 3), (3, 1)])
def test_a_model_is_seldom_better_than_its_twin(models: int, tasks: int) -> None:
    """Of 200 runs of equal models at most one in twenty sees a difference, whichever pair."""
    draw = random.Random(7)
    false = 0
    for _ in range(RUNS):
        found = verdict(Figures(run_of(draw, 0.0, models, tasks)), ["topology"])
        false += any(pair.seen for pair in found.pairs)
    assert false <= 0.05 * RUNS


def test_the_same_answers_are_no_difference() -> None:
    """A model beside itself: p is 1, and nobody wins."""
    rows = [trial(arm, str(k), float(k % 2)) for k in range(CLUSTERS) for arm in ("one", "other")]
    found = verdict(Figures(rows), ["topology"])
    assert (1.0, 1.0, None) == (found.pairs[0].p, found.pairs[0].p_pass, found.winner)


def test_a_planted_difference_is_found() -> None:
    """Sixty points: in at least nine of ten of 200 runs, with the right sign, inside the interval."""
    draw = random.Random(3)
    seen = right = inside = 0
    for _ in range(RUNS):
        found = verdict(Figures(run_of(draw, 0.6, tasks=3)), ["topology"])
        (pair,) = found.pairs
        seen += pair.seen
        right += pair.seen and found.winner == "m0"
        inside += pair.difference.low <= 0.35 <= pair.difference.high
    assert seen >= 0.9 * RUNS
    assert seen == right
    assert inside >= 0.85 * RUNS


def test_what_a_run_can_see_it_finds_four_times_in_five() -> None:
    """Differences as large as the smallest detectable one, in 100 runs."""
    draw = random.Random(5)
    spread, clusters = 0.5, 12
    sees = (t_quantile(0.975, clusters - 1) + t_quantile(0.8, clusters - 1)) * spread / math.sqrt(clusters)
    found = 0
    for _ in range(100):
        differences = [draw.gauss(sees, spread) for _ in range(clusters)]
        found += sign_flips(differences) <= 0.05
    assert 70 <= found <= 92
    assert pytest.approx(sees, rel=0.4) == detectable([draw.gauss(0, spread) for _ in range(clusters)])


def test_five_clusters_can_see_nothing() -> None:
    """The best pattern of five has a p of 0.06: the run says so instead of giving a number."""
    assert math.inf == detectable([1.0] * 5)
    assert detectable([0.0] * 6) < 1
    assert math.inf == detectable([0.0] * 6, alpha=0.05 / 3)
    pair = compared(
        [trial("a", str(k), 1.0) for k in range(5)], [trial("b", str(k), 0.0) for k in range(5)], ("a", "b")
    )
    assert pair is not None
    assert not pair.seen
