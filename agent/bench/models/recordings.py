"""Recordings as input of tasks: a folder beside the task file, or one of those that ship; each is read once."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from agent.app.session_loader import from_recording
from agent.bench.models.kind import BenchTask
from agent.detect.incident import Incident
from agent.failure import UsageFailure
from agent.report.knowledge import Knowledge
from agent.resources import resource

SHIPPED = "templates/bench/recordings"


@lru_cache(maxsize=64)
def _known(folder: Path) -> Knowledge:
    return from_recording(folder)


def known(name: str, beside: Path) -> Knowledge:
    """What a recording tells of its whole time.

    Raises:
        UsageFailure: there is no such folder.
    """
    return _known(_folder(name, beside))


def _folder(name: str, beside: Path) -> Path:
    for folder in (beside / Path(name).expanduser(), resource(SHIPPED) / name):
        if folder.is_dir():
            return folder.resolve()
    raise UsageFailure(f"recording {name!r}: no such folder beside {beside}", "labkeeper watch --record DIR writes one")


def incident(name: str, beside: Path, number: int) -> tuple[Incident, Knowledge]:
    """One incident of a recording, counted from 1 by its start.

    Raises:
        UsageFailure: there is no such recording, or no such incident in it.
    """
    knowledge = known(name, beside)
    if not 1 <= number <= len(knowledge.incidents):
        raise UsageFailure(f"recording {name!r} has {len(knowledge.incidents)} incidents, no number {number}")
    return knowledge.incidents[number - 1], knowledge


def check(tasks: Iterable[BenchTask]) -> None:
    """Every recording that tasks name is there.

    Raises:
        UsageFailure: one is not.
    """
    for task in tasks:
        name = getattr(task.input, "recording", None)
        if name is not None:
            _folder(name, task.folder)
