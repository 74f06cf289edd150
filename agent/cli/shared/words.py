"""The engine for one command: the lanes over what the configuration names, and the routing table's model for a task."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from agent.app.model_access import open_model_access
from agent.config.loading import Loaded, state_dir
from agent.models.api import ModelClient
from agent.models.routing import Task


@dataclass(frozen=True, slots=True)
class Speaking:
    """Where a command's words come from: no `words` where none are wanted; `model` is who would give them."""

    words: ModelClient | None
    model: str


@contextmanager
def open_words(loaded: Loaded, state: Path | None, task: Task, *, wanted: bool = True) -> Iterator[Speaking]:
    """The words for a task, for as long as the command runs; every call is recorded in the lab's store.

    Raises:
        UsageFailure: what the engine needs is not here.
    """
    engine = open_model_access(loaded, state_dir(state, loaded.config.lab), single=True) if wanted else None
    if engine is None:
        yield Speaking(None, "labkeeper")
        return
    try:
        yield Speaking(engine.lanes, engine.routing.route(task).model)
    finally:
        engine.close()
