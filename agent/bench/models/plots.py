"""Two plots of a result: score against throughput in each lane, and every score with its interval. SVG, by matplotlib.

matplotlib is an extra (`labkeeper[plots]`); a report without it has its tables alone.
"""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.bench.models.measures import Cell, Figures
from agent.bench.models.task_files import all_kinds

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INSTALL = "pip install 'labkeeper[plots]'"
COLOURS = ("#1f77b4", "#d95f02", "#2ca02c", "#7b3294", "#c51b7d", "#666666", "#8c510a", "#01665e")
MARKS = "osD^vPX*"
WIDTH = 9.0
"""Inches of every plot: as wide as two names of models in its legend."""


def available() -> bool:
    """Whether plots can be drawn here."""
    return importlib.util.find_spec("matplotlib") is not None


def draw(figures: Figures, folder: Path) -> list[tuple[str, str]]:
    """Both plots into `plots/` below a folder; titles and file names as the report links them."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    arms = [arm for arm in figures.arms if not figures.absent(arm)]
    if not arms or not figures.kinds:
        return []
    (folder / "plots").mkdir(parents=True, exist_ok=True)
    with pyplot.rc_context({"font.size": 11, "svg.hashsalt": "labkeeper", "svg.fonttype": "none"}):
        made = [
            ("Score against throughput, by lane", "plots/throughput.svg", _throughput(figures, arms)),
            ("Scores by task, with 95 % intervals", "plots/scores.svg", _scores(figures, arms)),
        ]
        for _, name, figure in made:
            figure.savefig(folder / name, metadata={"Date": None})
            pyplot.close(figure)
    return [(title, name) for title, name, _ in made]


def _throughput(figures: Figures, arms: Sequence[str]) -> Any:
    from matplotlib import pyplot

    kinds = all_kinds()
    lanes = [lane for lane in ("background", "voice") if any(kinds[kind].lane == lane for kind in figures.kinds)]
    figure, axes = pyplot.subplots(
        1, len(lanes), figsize=(WIDTH, 4.6), sharey=True, squeeze=False, layout="constrained"
    )
    for axis, lane in zip(axes[0], lanes, strict=True):
        mine = [kind for kind in figures.kinds if kinds[kind].lane == lane]
        for k, arm in enumerate(arms):
            cell, rate = figures.cell(arm, *mine), figures.throughput(arm, lane)
            if cell is not None and rate is not None:
                _point(axis, rate, cell, k, arm)
        axis.set_title(f"{lane}: {', '.join(mine)}", fontsize=10)
        axis.set_xlabel("tokens a second while answering")
        axis.set_xlim(left=0)
        axis.margins(x=0.15)
    axes[0][0].set_ylabel("score, %")
    axes[0][0].set_ylim(-3, 103)
    _finish(figure, axes[0])
    return figure


def _point(axis: "Axes", rate: float, cell: Cell, k: int, label: str) -> None:
    score = cell.score
    error = [[(score.value - score.low) * 100], [(score.high - score.value) * 100]]
    axis.errorbar(
        [rate], [score.value * 100], yerr=error, fmt=MARKS[k % len(MARKS)], color=COLOURS[k % len(COLOURS)],
        markersize=9, capsize=4, label=label,
    )  # fmt: skip


def _scores(figures: Figures, arms: Sequence[str]) -> Any:
    from matplotlib import pyplot

    rows = len(figures.kinds)
    height = 1.4 + rows * (0.2 * len(arms) + 0.2)
    figure, axis = pyplot.subplots(figsize=(WIDTH, height), layout="constrained")
    step = 0.7 / max(1, len(arms))
    for k, arm in enumerate(arms):
        for place, kind in enumerate(figures.kinds):
            cell = figures.cell(arm, kind)
            if cell is None:
                continue
            score, y = cell.score, place + (k - (len(arms) - 1) / 2) * step
            error = [[(score.value - score.low) * 100], [(score.high - score.value) * 100]]
            axis.errorbar(
                [score.value * 100], [y], xerr=error, fmt=MARKS[k % len(MARKS)], color=COLOURS[k % len(COLOURS)],
                capsize=3, markersize=7, label=arm if place == 0 else None,
            )  # fmt: skip
    for place in range(1, rows):
        axis.axhline(place - 0.5, color="#dddddd", linewidth=0.8)
    axis.set_yticks(range(rows), figures.kinds)
    axis.set_ylim(rows - 0.5, -0.5)
    axis.set_xlim(-3, 103)
    axis.set_xlabel("score, %, with its 95 % interval")
    _finish(figure, [axis])
    return figure


def _finish(figure: Any, axes: Sequence["Axes"]) -> None:
    for axis in axes:
        axis.grid(color="#eeeeee")
        axis.set_axisbelow(True)
        axis.spines[["top", "right"]].set_visible(False)
    handles: dict[str, Any] = {}
    for axis in axes:
        handles |= {label: handle for handle, label in zip(*axis.get_legend_handles_labels(), strict=True)}
    figure.legend(handles.values(), handles, loc="outside lower center", ncols=2, frameon=False, fontsize=10)
