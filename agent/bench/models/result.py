"""A result's folder: what was asked for, with what fingerprint, its rows; opened anew, gone on with, read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from agent.bench.models.fingerprint import Fingerprint, differences
from agent.bench.models.measures import Figures
from agent.bench.models.rows import read_rows
from agent.bench.models.task_files import Experiment
from agent.config.strict import Strict
from agent.failure import Failure, UsageFailure

HEAD = "run.json"


class Plan(Strict):
    """What a run was asked for."""

    models: tuple[str, ...]
    experiment: Experiment | None = None
    kinds: tuple[str, ...] = ()
    most: int | None = Field(default=None, ge=1)
    own: tuple[str, ...] = ()
    rounds: int = Field(default=1, ge=1)
    until: float | None = Field(default=None, gt=0, description="points")
    offline: bool = False
    deadline_s: float = Field(default=120.0, gt=0)
    seed: int = 1


class Head(Strict):
    """The first words of a result."""

    schema_: int = Field(default=1, alias="schema")
    started_at: datetime
    plan: Plan
    fingerprint: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """A result as it was read."""

    folder: Path
    head: Head
    figures: Figures


def begin(folder: Path, plan: Plan, found: Fingerprint, now: datetime) -> None:
    """A new result.

    Raises:
        UsageFailure: there is one already.
        Failure: the folder cannot be written.
    """
    if (folder / HEAD).exists():
        raise UsageFailure(f"{folder}: holds a result already", f"labkeeper bench models --resume {folder}")
    head = Head(started_at=now, plan=plan, fingerprint=found)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f".{HEAD}"
        fresh.write_text(head.model_dump_json(indent=1, by_alias=True) + "\n", encoding="utf-8")
        fresh.replace(folder / HEAD)
    except OSError as error:
        raise Failure(f"{folder}: cannot be written: {error.strerror}", "--out names another folder") from error


def head(folder: Path) -> Head:
    """What a result was asked for.

    Raises:
        UsageFailure: the folder holds none.
    """
    try:
        return Head.model_validate(json.loads((folder / HEAD).read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise UsageFailure(f"{folder}: holds no result of bench models: {error}", f"it has a {HEAD}") from error


def result(folder: Path) -> Result:
    """A whole result.

    Raises:
        UsageFailure: the folder holds none.
    """
    return Result(folder, head(folder), Figures(read_rows(folder)))


def check_same(folder: Path, kept: Fingerprint, now: Fingerprint) -> None:
    """A run goes on only as what it was.

    Raises:
        UsageFailure: something of its fingerprint has changed; what.
    """
    changed = differences(kept, now)
    if changed:
        place, was, is_ = changed[0]
        more = f", and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise UsageFailure(
            f"{folder}: began with another fingerprint: {place} was {was!r}, is {is_!r}{more}",
            "begin a new run with another --out; its result can be compared with this one",
        )


def enough(until: float | None) -> Any:
    """A rule for a run's end: every model's interval is as narrow as was asked for, or rounds no longer narrow it."""
    before: list[float] = []

    def reached(rows: Sequence[dict[str, Any]]) -> bool:
        if until is None:
            return False
        width = Figures(rows).widest() * 100
        settled = bool(before) and before[-1] - width < SETTLED
        before.append(width)
        return width <= until or settled

    return reached


SETTLED = 0.2
"""Points by which a round must narrow the widest interval: other seeds do not replace other tasks."""
