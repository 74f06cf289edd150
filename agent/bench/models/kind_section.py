"""One kind of task in a report: every model, its sentences, every pair of models, and what went wrong. Pure."""

from agent.bench.models.comparison import Verdict, verdict
from agent.bench.models.measures import Cell, Figures
from agent.bench.models.statistics import Interval
from agent.bench.models.tables import interval, points, shortened, table

NAME, SHORT, WORST = 34, 30, 150
"""The widths of a model's name, alone and in a pair, and of what went wrong."""


def section(figures: Figures, kind: str) -> str:
    """All that a report says of one kind of task."""
    found = verdict(figures, [kind])
    worst = [f"- {cell.arm}: {shortened(cell.worst, WORST)}" for cell in found.cells if cell.worst]
    parts = [f"### {kind}", _models(found), _sentences(found), _pairs(found)]
    parts += ["What went wrong most:", "\n".join(worst)] if worst else []
    return "\n\n".join(part for part in parts if part)


def _models(found: Verdict) -> str:
    rows = [
        [
            shortened(cell.arm, NAME),
            f"{cell.trials} / {cell.clusters}",
            _share(cell.first.value),
            f"{_share(cell.passed.value)} ({interval(cell.passed)})",
            _share(cell.every),
            f"{_share(cell.score.value)} ({interval(cell.score)})",
            ", ".join(f"{count} {end}" for end, count in cell.broken.items()) or "-",
            f"{cell.counts.get('contradicted', cell.counts.get('wrong', 0)):.0f}",
        ]
        for cell in found.cells
    ]
    head = ["model", "trials / clusters", "first", "after", "every", "score", "no answer", "false"]
    return table(head, rows, right=(1, 2, 3, 4, 5, 7))


def _sentences(found: Verdict) -> str:
    """What sentences were worth, where the task is one of words."""
    told = [cell for cell in found.cells if cell.counts.get("needed")]
    rows = [
        [
            shortened(cell.arm, NAME),
            _of(cell, "supported", "sentences"),
            _of(cell, "contradicted", "sentences"),
            f"{cell.counts['needed'] - cell.counts['left_out']:.0f} of {cell.counts['needed']:.0f}",
            f"{cell.counts['loops']:.0f}",
        ]
        for cell in told
    ]
    head = ["model", "sentences read as true", "read as false", "said of what must be said", "answers that loop"]
    return table(head, rows, right=range(1, 5)) if told else ""


def _of(cell: Cell, part: str, whole: str) -> str:
    return f"{cell.counts[part]:.0f} of {cell.counts[whole]:.0f}"


def _pairs(found: Verdict) -> str:
    rows = [
        [
            f"{shortened(pair.better, SHORT)} over {shortened(pair.other, SHORT)}",
            _difference(pair.difference),
            f"{pair.p_score:.2g}",
            f"{pair.p:.2g}",
            f"{pair.p_pass:.2g}",
            points(pair.sees),
            "seen" if pair.seen else "none seen",
        ]
        for pair in found.pairs
    ]
    head = ["pair", "points", "p", "corrected", "McNemar", "sees", "difference"]
    return table(head, rows, right=(1, 2, 3, 4, 5)) if rows else ""


def _difference(found: Interval) -> str:
    low, high = (f"{each * 100:+.0f}" for each in (found.low, found.high))
    return f"{found.value * 100:+.0f} ({low} to {high})"


def _share(value: float) -> str:
    return f"{value * 100:.0f}"
