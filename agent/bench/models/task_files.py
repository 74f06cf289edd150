"""Tasks and experiments as data: read from the packaged files and a user's own, checked by their kinds' shapes."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import Field, ValidationError

from agent.bench.models import kinds
from agent.bench.models.kind import BenchTask, Kind
from agent.config.strict import Strict
from agent.failure import UsageFailure
from agent.models.routing import Task as Route
from agent.resources import resource
from clab.plugins import load

Shape = TypeVar("Shape", bound=Strict)
PACKAGED = "templates/bench/tasks"
EXPERIMENTS = "templates/bench/experiments"


class _Task(Strict):
    name: str = Field(min_length=1)
    cluster: str = ""
    input: dict[str, Any]
    expected: dict[str, Any] = Field(default={})


class _File(Strict):
    kind: str
    what: str = ""
    tasks: tuple[_Task, ...] = Field(min_length=1)


class Variant(Strict):
    """Another way to put the same tasks to a model: how it is loaded, and how it is asked."""

    name: str = Field(min_length=1)
    num_gpu: int | None = Field(default=None, ge=0)
    num_ctx: int | None = Field(default=None, ge=256)
    schema_in_prompt: bool = Field(default=False, description="the answer's JSON Schema stands in the prompt, too")
    locked: bool = Field(default=False, description="the engine only chooses between right wordings")


class Experiment(Strict):
    """A question that is still open: which models, put in which ways, on which kinds of tasks decide it."""

    name: str
    question: str
    models: tuple[str, ...] = Field(min_length=1)
    variants: tuple[Variant, ...] = Field(default=())
    kinds: tuple[str, ...] = Field(default=())
    read: str = Field(default="", description="how its result is to be read")


@dataclass(frozen=True, slots=True)
class TaskSet:
    """The tasks of a run, and the digest of the files that they came from."""

    tasks: tuple[BenchTask, ...]
    digest: str

    @property
    def kinds(self) -> tuple[str, ...]:
        """Their kinds, in order."""
        return tuple(dict.fromkeys(task.kind for task in self.tasks))


@cache
def all_kinds() -> dict[str, Kind]:
    """All kinds of tasks by name."""
    return {kind.name: kind for kind in load(kinds, "KIND").values() if isinstance(kind, Kind)}


def task_set(own: Sequence[Path], wanted: Sequence[str] = (), most: int | None = None) -> TaskSet:
    """The packaged tasks and a user's own files, of these kinds (all where none is named), so many of each at most.

    Raises:
        UsageFailure: a file is no task file, or names what is not there.
    """
    unknown = [name for name in wanted if name not in all_kinds()]
    if unknown:
        raise UsageFailure(f"{unknown[0]!r} is no kind of task", f"kinds: {', '.join(all_kinds())}")
    files = [*sorted(resource(PACKAGED).glob("*.yml")), *own]
    tasks = [task for file in files for task in _read(file) if not wanted or task.kind in wanted]
    twice = [task.id for k, task in enumerate(tasks) if task.id in {other.id for other in tasks[:k]}]
    if twice:
        raise UsageFailure(f"two tasks are called {twice[0]!r}", "a task's name is its own within its kind")
    tasks = [task for task in tasks if most is None or _place(task, tasks) < most]
    if not tasks:
        raise UsageFailure("there are no tasks", f"kinds: {', '.join(all_kinds())}")
    return TaskSet(tuple(tasks), _digest(tasks))


def _place(task: BenchTask, tasks: Sequence[BenchTask]) -> int:
    return [other.id for other in tasks if other.kind == task.kind].index(task.id)


def _digest(tasks: Iterable[BenchTask]) -> str:
    said = [
        f"{task.id} {task.cluster} {task.input.model_dump_json()} {task.expected.model_dump_json()}" for task in tasks
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _read(path: Path) -> list[BenchTask]:
    file = _checked(path, _File)
    kind = all_kinds().get(file.kind)
    if kind is None:
        raise UsageFailure(f"{path}: {file.kind!r} is no kind of task", f"kinds: {', '.join(all_kinds())}")
    found = []
    for task in file.tasks:
        try:
            values = kind.input.model_validate(task.input), kind.expected.model_validate(task.expected)
        except ValidationError as error:
            raise UsageFailure(f"{path}: task {task.name!r}: {_first(error)}") from error
        found.append(BenchTask(kind.name, task.name, task.cluster or task.name, *values, path.parent))
    return found


def experiments() -> dict[str, Experiment]:
    """The experiments that ship, by name.

    Raises:
        UsageFailure: one of them cannot be read.
    """
    found = [_checked(path, Experiment) for path in sorted(resource(EXPERIMENTS).glob("*.yml"))]
    return {item.name: item for item in found}


def _checked(path: Path, shape: type[Shape]) -> Shape:
    try:
        return shape.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageFailure(f"{path}: cannot be read: {error}", "--tasks names a YAML file of tasks") from error
    except yaml.YAMLError as error:
        raise UsageFailure(f"{path}: is no YAML: {error}") from error
    except ValidationError as error:
        raise UsageFailure(f"{path}: {_first(error)}") from error


def _first(error: ValidationError) -> str:
    found = error.errors()[0]
    return f"{'.'.join(str(item) for item in found['loc'])}: {found['msg']}"


def routes() -> dict[Route, list[str]]:
    """The kinds of tasks that speak for each route of the routing table."""
    found: dict[Route, list[str]] = {}
    for kind in all_kinds().values():
        if kind.route is not None:
            found.setdefault(kind.route, []).append(kind.name)
    return found
