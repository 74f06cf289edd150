"""The configured engine behind its lanes, opened for a command and closed after it: where all words come from."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from agent.app.model_setup import lanes_over, routing
from agent.app.narrative_service import Narration
from agent.app.store.sqlite import SqliteStore
from agent.config.loading import Loaded
from agent.models.api import Lane, ModelBackend
from agent.models.backends import build
from agent.models.backends.digest_pins import pins_in
from agent.models.backends.sovereignty import engine_line
from agent.models.routing import Routing, Task
from agent.models.scheduler.driver import Lanes
from agent.tasks.wording import Errand, NarrativeOptions

STOP_S = 5.0


@dataclass(frozen=True, slots=True)
class ModelAccess:
    """Who words what, and the lanes to ask by. `sovereignty` is the line for footers and the start of watching."""

    routing: Routing
    lanes: Lanes
    backend: ModelBackend
    calls: SqliteStore
    sovereignty: str
    deadline_s: float = 300.0
    locked: bool = False

    def narration(
        self, open_after_s: float = 120.0, on_step: Callable[[str, int, int], None] | None = None
    ) -> Narration:
        """How incidents are told by the routed model."""
        options = self._options(self.routing.route("narrative").model)
        return Narration(self.lanes, options, self.sovereignty, open_after_s, self.hush, on_step)

    def errand(self, task: Task, lane: Lane | None = None) -> Errand:
        """Who words a task's notes: the routed model, in the lane asked for or the task's last."""
        route = self.routing.route(task)
        return Errand(task, self.lanes, self._options(route.model), lane or route.lanes[-1])

    def _options(self, model: str) -> NarrativeOptions:
        """An engine with a model that says anything is locked to wordings; a deadline is the configuration's."""
        return NarrativeOptions(model, deadline_s=self.deadline_s, locked=self.locked)

    def hush(self) -> None:
        """Take back what is being asked; nothing can be asked any more."""
        self.lanes.stop(STOP_S)

    def close(self) -> list[str]:
        """Stop the lanes, let go of the engine; the names of threads that did not end in time."""
        left = self.lanes.stop(STOP_S)
        self.backend.close()
        self.calls.close()
        return left


def open_model_access(loaded: Loaded, state: Path, *, single: bool = False) -> ModelAccess | None:
    """The engine that the configuration names; None where it names none. `state` keeps pins and the record of calls.
    `single` is for one command that somebody waits for.

    Raises:
        UsageFailure: what the engine needs is not here, or the routing table is wrong.
        Failure: the state folder cannot be written.
    """
    models = loaded.config.models
    if models.backend == "none":
        return None
    table = routing(loaded)
    backend = build(models, pins_in(state, models.server))
    sovereignty = engine_line(backend).removeprefix("models: ")
    calls = SqliteStore(state / "journal.sqlite")
    lanes = lanes_over(backend, loaded, state, calls, single=single)
    lanes.start()
    locked = models.backend == "embedded" and models.embedded.weights is None
    return ModelAccess(table, lanes, backend, calls, sovereignty, models.answer_s, locked)
