"""What a kind of task is, and what comes of putting one task to one model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from agent.models.api import Lane, ModelClient
from agent.models.routing import Task as Route


@dataclass(frozen=True, slots=True)
class BenchTask:
    """One task: its kind's name, its own, the cluster that it belongs to (an incident, a lab), and checked values."""

    kind: str
    name: str
    cluster: str
    input: Any  # of the kind's own model, which its `put` reads
    expected: Any
    folder: Path
    """Where its file is: paths in its input begin there."""

    @property
    def id(self) -> str:
        """Its kind and name."""
        return f"{self.kind}/{self.name}"


@dataclass(frozen=True, slots=True)
class Put:
    """How a task is put: to whom, by which client, in which scratch folder, with or without the slow gates."""

    model: str
    client: ModelClient
    scratch: Path
    offline: bool = False
    locked: bool = False
    replies: Callable[[], Sequence[str]] = lambda: ()
    """The model's raw answers so far, in order."""

    failed: Callable[[], bool] = lambda: False
    """Whether a call gave no answer."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What code says of the answers: a score from 0 to 1, whether the first answer passed, and whether any did.

    `ran` is false where a gate could not run: that says nothing of the model. `counts` are what the kind counts.
    """

    score: float
    first: bool
    passed: bool
    counts: dict[str, float] = field(default_factory=dict)
    why: str = ""
    ran: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of task: the route of the routing table that it speaks for, its lane, its shapes, and how it is put."""

    name: str
    route: Route | None
    lane: Lane
    what: str
    input: type[BaseModel]
    expected: type[BaseModel]
    put: Callable[[BenchTask, Put], Scored]
