"""Two results beside each other: two runs, two rigs. What of their fingerprints differs is said first, and never mixed.

Scores are compared only where tasks, prompts and gates are the same; speeds always, each under its own machine. Pure.
"""

from agent.bench.models.comparison import compared
from agent.bench.models.fingerprint import SCORES, differences
from agent.bench.models.measures import Figures
from agent.bench.models.report import machine_line
from agent.bench.models.result import Result
from agent.bench.models.tables import percent, points, shortened, table

SHOWN_AT_MOST = 40
LABKEEPER = "labkeeper"
"""Another version may score otherwise: it is named with all that differs, and its scores are compared."""


def incomparable(one: Result, other: Result) -> list[str]:
    """The parts of the fingerprints that keep the scores from being compared."""
    return [part for part in SCORES if one.head.fingerprint.get(part) != other.head.fingerprint.get(part)]


def beside(one: Result, other: Result) -> str:
    """The comparison in words."""
    apart = differences(one.head.fingerprint, other.head.fingerprint)
    parts = [f"# A: {one.folder}\n# B: {other.folder}"]
    parts.append(f"A: {machine_line(one.head.fingerprint)}\nB: {machine_line(other.head.fingerprint)}")
    if apart:
        rows = [[place, _said(mine), _said(theirs)] for place, mine, theirs in apart[:SHOWN_AT_MOST]]
        parts.append("Not the same:\n\n" + table(["what", "A", "B"], rows))
    else:
        parts.append("Their fingerprints are the same.")
    blocked = incomparable(one, other)
    if blocked:
        parts.append(f"Scores are not compared: {', '.join(blocked)} differ, so they are scores of different things.")
    else:
        parts.append(_scores(one.figures, other.figures))
    parts.append(_speeds(one.figures, other.figures))
    return "\n\n".join(parts) + "\n"


def _scores(one: Figures, other: Figures) -> str:
    rows = []
    for arm in [arm for arm in one.arms if arm in other.arms]:
        for kind in [kind for kind in one.kinds if kind in other.kinds]:
            mine, theirs = one.cell(arm, kind), other.cell(arm, kind)
            pair = compared(one.scored(arm, [kind]), other.scored(arm, [kind]), ("A", "B"))
            if mine is None or theirs is None or pair is None:
                continue
            seen = pair.p_score <= 0.05
            rows.append(
                [
                    shortened(arm, 30),
                    kind,
                    percent(mine.score.value),
                    percent(theirs.score.value),
                    f"{pair.p_score:.2g}",
                    f"{pair.better} better" if seen else f"none seen (sees {points(pair.sees)})",
                ]
            )
    if not rows:
        return "No model was scored on the same tasks in both."
    head = ["model", "task", "score A", "score B", "p", "difference"]
    return table(head, rows, right=(2, 3, 4)) + (
        "\n\np is the paired permutation test's for each row alone: of twenty rows one is below 0.05 by chance."
    )


def _speeds(one: Figures, other: Figures) -> str:
    rows = []
    for arm in dict.fromkeys([*one.arms, *other.arms]):
        mine, theirs = one.speed(arm), other.speed(arm)
        ratio = f"×{theirs.decode / mine.decode:.2f}" if mine.decode and theirs.decode else "-"
        rows.append(
            [
                shortened(arm, 30),
                *(_number(each.decode) for each in (mine, theirs)),
                ratio,
                *(_number(each.first_s) for each in (mine, theirs)),
                *(percent(each.on_card) if each.on_card is not None else "-" for each in (mine, theirs)),
            ]
        )
    head = ["model", "tok/s A", "tok/s B", "B to A", "1st s A", "1st s B", "card A", "card B"]
    return table(head, rows, right=range(1, len(head)))


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _said(value: object) -> str:
    return "-" if value is None else shortened(str(value), 40)
