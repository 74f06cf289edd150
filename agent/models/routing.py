"""Which model words which task: a table that is data, read and checked here.

It is a routing layer, not a chain of fallbacks: the kind of task decides, a task has exactly one model, and nothing
here can name a second one.
"""

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, cast, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from agent.config.mistakes import holds, value_said
from agent.failure import UsageFailure
from agent.models.api import Lane

Task = Literal["topology", "script", "digest", "narrative", "brief", "answer"]
TASKS: tuple[Task, ...] = get_args(Task)

ModelName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]*$", max_length=200)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Route(_Row):
    """Who words a task, in which lanes (the first one where nothing else is said), and why."""

    model: ModelName
    lanes: tuple[Lane, ...] = Field(min_length=1)
    what: str = ""
    why: str = Field(min_length=1)

    @field_validator("lanes")
    @classmethod
    def _once(cls, lanes: tuple[Lane, ...]) -> tuple[Lane, ...]:
        if len(set(lanes)) < len(lanes):
            raise ValueError("names a lane twice")
        return lanes


class Speed(_Row):
    """Tokens a second while answering, from `low` to `high`, that a size of model was measured at."""

    size: str
    where: str
    low: float = Field(gt=0)
    high: float = Field(gt=0)


class Routes(_Row):
    """One route for every task; a missing task is an error, not a default."""

    topology: Route
    script: Route
    digest: Route
    narrative: Route
    brief: Route
    answer: Route


class Routing(_Row):
    """The table, with what was measured for it."""

    routes: Routes
    speeds: tuple[Speed, ...] = ()
    without_slot: tuple[ModelName, ...] = ()
    mistakes: tuple[str, ...] = ()

    def route(self, task: Task) -> Route:
        """The route of a task."""
        return cast(Route, getattr(self.routes, task))

    def rows(self) -> tuple[tuple[Task, Route], ...]:
        """All tasks with their routes."""
        return tuple((task, self.route(task)) for task in TASKS)

    def models(self) -> tuple[str, ...]:
        """Every routed model once, in the order of the table."""
        return tuple(dict.fromkeys(route.model for _, route in self.rows()))

    def all_by(self, model: str, why: str) -> "Routing":
        """The table of an engine that has one model: it words every task, in the same lanes."""
        said = {"model": model, "why": why}
        rows: dict[str, Route] = {task: route.model_copy(update=said) for task, route in self.rows()}
        return self.model_copy(update={"routes": Routes(**rows)})


NAMED = "models.routing names the routing table; labkeeper route shows the one in force"


def read(path: Path) -> Routing:
    """The table in a file.

    Raises:
        UsageFailure: it cannot be read, or what it says is no routing: file, place and nearest key.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageFailure(f"{path}: cannot be read: {error.strerror or error}", NAMED) from error
    except UnicodeDecodeError as error:
        raise UsageFailure(f"{path}: is no UTF-8 text: {error.reason} at byte {error.start}", NAMED) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise UsageFailure(f"{path}{line}: is no YAML: {getattr(error, 'problem', error)}", NAMED) from error
    if not isinstance(data, dict):
        raise UsageFailure(f"{path}: {holds(data)}, expected routes", "labkeeper route shows a table")
    try:
        return Routing.model_validate(data)
    except ValidationError as error:
        said = "\n".join(f"{path}: {_said(item)}" for item in error.errors())
        raise UsageFailure(said, f"the tasks are: {', '.join(TASKS)}; each has one model") from error


def _said(error: Mapping[str, Any]) -> str:
    loc = [str(item) for item in error["loc"]]
    where = ".".join(loc)
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(loc[-1], _known(loc[:-1]), 1)
        return f"unknown key {where!r}" + (f"; did you mean {near[0]!r}?" if near else "")
    if error["type"] == "missing":
        return f"{where!r} is missing"
    return f"{where}: {value_said(error, where)}"


def _known(place: list[str]) -> list[str]:
    """The keys that are known at a place."""
    match place:
        case []:
            return list(Routing.model_fields)
        case ["routes"]:
            return list(TASKS)
        case ["routes", _]:
            return list(Route.model_fields)
        case _:
            return list(Speed.model_fields)
