"""The engine for one command: the lanes over what the configuration names, and the routing table's model for a task."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from agent.asking import Words
from agent.config import Loaded, routing, state_dir
from agent.lanes.wiring import open_lanes
from agent.routing import Task
from agent.store.sqlite import SqliteStore


@dataclass(frozen=True, slots=True)
class Speaking:
    """Where a command's words come from: no `words` where none are wanted; `model` is who would give them."""

    words: Words | None
    model: str


@contextmanager
def open_words(loaded: Loaded, state: Path | None, task: Task, *, wanted: bool = True) -> Iterator[Speaking]:
    """The words for a task, for as long as the command runs; every call is recorded in the lab's store.

    Raises:
        UsageFailure: what the engine needs is not here.
    """
    if not wanted or loaded.config.models.backend == "none":
        yield Speaking(None, "labkeeper")
        return
    folder = state_dir(state, loaded.config.lab)
    with (
        closing(SqliteStore(folder / "journal.sqlite")) as store,
        open_lanes(loaded, folder, store, single=True) as lanes,
    ):
        yield Speaking(lanes, routing(loaded).route(task).model)
