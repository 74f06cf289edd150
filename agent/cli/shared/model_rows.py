"""The routed models, each with what the engine has of it."""

from dataclasses import dataclass
from typing import Any

from agent.app.model_setup import routing
from agent.config.loading import Loaded
from agent.models.api import InstalledModel, LoadedModel, ModelBackend
from agent.models.backends.digest_pins import Pins
from agent.models.backends.model_names import find


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A routed model: where it is used, and what is here of it."""

    name: str
    tasks: tuple[str, ...]
    here: InstalledModel | None
    pinned: str | None
    memory: LoadedModel | None

    @property
    def state(self) -> str:
        """In one word or two, whether it may be used."""
        if self.here is None:
            return "missing"
        if self.here.remote:
            return "refused: remote"
        if self.pinned is None:
            return "not pinned yet"
        return "pinned" if self.pinned == self.here.digest else "refused: changed"

    def data(self) -> dict[str, Any]:
        """For machines."""
        here, memory = self.here, self.memory
        return {
            "model": self.name,
            "tasks": list(self.tasks),
            "state": self.state,
            "installed": here is not None,
            "digest": here.digest if here else None,
            "pinned": self.pinned,
            "size": here.size if here else None,
            "remote": here.remote if here else None,
            "loaded": {"size": memory.size, "vram": memory.vram, "context": memory.context} if memory else None,
        }


def model_rows(loaded: Loaded, engine: ModelBackend, pins: Pins) -> tuple[ModelRow, ...]:
    """Every routed model with what the engine has of it."""
    table = routing(loaded)
    installed, memory = engine.installed(), {item.digest: item for item in engine.loaded()}
    rows = []
    for name in table.models():
        tasks = tuple(task for task, route in table.rows() if route.model == name)
        here = find(installed, name)
        rows.append(ModelRow(name, tasks, here, pins.of(name), memory.get(here.digest) if here else None))
    return tuple(rows)
