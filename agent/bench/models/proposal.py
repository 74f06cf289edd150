"""A routing table out of a run: who words what, each with its reason in measured words; and who has no slot, and why.

A route changes only where a model was seen to be better than the one in force, in the run that measured both. Where no
difference was seen, what is in force stays. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.bench.models.comparison import Verdict, verdict
from agent.bench.models.measures import Cell, Figures
from agent.bench.models.tables import interval, percent, points
from agent.models.routing import Route, Routes, Routing, Speed, Task

SPEAKABLE = 15.0
"""Tokens a second that a voice needs: speech takes five, and the first sentence must come soon."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the table, as it is and as it is proposed; `eliminated` says of every other model why not."""

    task: Task
    before: Route
    after: Route
    eliminated: Mapping[str, str]

    @property
    def changed(self) -> bool:
        """Whether another model is proposed."""
        return self.before.model != self.after.model


@dataclass(frozen=True, slots=True)
class Proposal:
    """The whole proposal: its rows, and the table that they make."""

    changes: tuple[Change, ...]
    table: Routing


def propose(
    figures: Figures, table: Routing, kinds: Mapping[Task, Sequence[str]], where: str, at: datetime
) -> Proposal:
    """What a run proposes instead of a table; `kinds` are the kinds of tasks that speak for each route, `where` is the
    machine in a few words."""
    changes = tuple(_change(figures, task, route, kinds.get(task, ())) for task, route in table.rows())
    routes: dict[str, Route] = {change.task: change.after for change in changes}
    measured = [arm for arm in figures.arms if not figures.absent(arm)]
    routed = {route.model for route in routes.values()}
    known = [*table.without_slot, *(route.model for _, route in table.rows()), *measured]
    without = tuple(name for name in dict.fromkeys(known) if name not in routed)
    speeds = tuple(speed for arm in measured if (speed := _speed(figures, arm, f"{where}, {at:%Y-%m-%d}")) is not None)
    changed = {"routes": Routes(**routes), "without_slot": without, "speeds": speeds or table.speeds}
    return Proposal(changes, table.model_copy(update=changed))


def _speed(figures: Figures, arm: str, where: str) -> Speed | None:
    found = figures.speed(arm)
    if not found.decode_low or not found.decode_high:
        return None
    return Speed(size=arm, where=where, low=round(found.decode_low, 1), high=round(found.decode_high, 1))


def _change(figures: Figures, task: Task, route: Route, kinds: Sequence[str]) -> Change:
    measured = [kind for kind in kinds if kind in figures.kinds]
    if not measured:
        return Change(task, route, route, {})
    found = verdict(figures, measured)
    eliminated = {arm: f"not here: {why}" for arm in figures.arms if (why := figures.absent(arm))}
    usable: list[Cell] = []
    for cell in found.cells:
        why = _unusable(figures, route, cell)
        if why:
            eliminated[cell.arm] = why
        else:
            usable.append(cell)
    chosen = _chosen(found, usable, route)
    for cell in usable:
        if chosen is None or cell.arm != chosen.arm:
            eliminated[cell.arm] = _behind(found, cell, chosen)
    if chosen is None or chosen.arm == route.model:
        return Change(task, route, route, eliminated)
    after = route.model_copy(update={"model": chosen.arm, "why": _why(figures, route, found, chosen)})
    return Change(task, route, after, eliminated)


def _unusable(figures: Figures, route: Route, cell: Cell) -> str:
    """Why a model cannot have a slot, whatever the others are; empty where it can."""
    if not cell.passed.value:
        return f"passed none of {cell.trials}"
    rate = figures.throughput(cell.arm, "voice") if route.lanes[0] == "voice" else None
    if rate is not None and rate < SPEAKABLE:
        return f"{rate:.0f} tok/s, a voice needs {SPEAKABLE:.0f}"
    return ""


def _chosen(found: Verdict, usable: Sequence[Cell], route: Route) -> Cell | None:
    """The model in force, unless the best one was seen to be better, or the one in force cannot have the slot."""
    if not usable:
        return None
    best = usable[0]
    here = next((cell for cell in found.cells if cell.arm == route.model), None)
    if here is None:
        return None  # the model in force was not measured: nothing was seen to be better than it
    if here in usable:
        pair = found.pair(best.arm, here.arm)
        if pair is None or not pair.seen or pair.better != best.arm:
            return here
    return best


def _behind(found: Verdict, cell: Cell, chosen: Cell | None) -> str:
    if chosen is None:
        return f"{percent(cell.score.value)}, not held against the model in force, which was not measured"
    pair = found.pair(cell.arm, chosen.arm)
    assert pair is not None, "both were measured"
    if not pair.seen:
        return f"no difference seen to {chosen.arm} (this run sees {points(pair.sees)})"
    return f"{points(abs(pair.difference.value))} behind {chosen.arm}, p {pair.p:.2g}"


def _why(figures: Figures, route: Route, found: Verdict, cell: Cell) -> str:
    """The reason for a new model, in measured words."""
    passed = round(cell.passed.value * cell.trials)
    said = f"passed {passed} of {cell.trials}, score {percent(cell.score.value)} ({interval(cell.score)})"
    pair = found.pair(cell.arm, route.model)
    if pair is not None:
        said += f"; {route.model} {points(abs(pair.difference.value))} lower, p {pair.p:.2g}"
    rate = figures.throughput(cell.arm, route.lanes[0]) or figures.speed(cell.arm).decode
    return said + (f"; {rate:.0f} tok/s" if rate else "")
