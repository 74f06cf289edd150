"""The routed models beside what the engine has of them, and their published JSON (`models --json`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from typing_extensions import TypedDict

from agent.app.model_setup import routing
from agent.config.loading import Loaded
from agent.documents import NULL_FIRST, Document, publish
from agent.models.api import EngineStatus, InstalledModel, LoadedModel, ModelBackend
from agent.models.backends.digest_pins import Pins
from agent.models.backends.model_names import find

ModelState = Literal["missing", "refused: remote", "not pinned yet", "pinned", "refused: changed"]


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A routed model: where it is used, and what is here of it."""

    name: str
    tasks: tuple[str, ...]
    here: InstalledModel | None
    pinned: str | None
    memory: LoadedModel | None

    @property
    def state(self) -> ModelState:
        """In one word or two, whether it may be used."""
        if self.here is None:
            return "missing"
        if self.here.remote:
            return "refused: remote"
        if self.pinned is None:
            return "not pinned yet"
        return "pinned" if self.pinned == self.here.digest else "refused: changed"


class ModelDocument(TypedDict):
    """A routed model as published."""

    model: str
    tasks: tuple[str, ...]
    state: ModelState
    installed: bool
    digest: str | None
    pinned: str | None
    size: int | None
    remote: bool | None
    loaded: Annotated[LoadedModel | None, NULL_FIRST]


class ModelsDocument(Document):
    """The answer of `models --json`."""

    schema: Literal[1]
    engine: EngineStatus
    models: list[ModelDocument]


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


def models_json(status: EngineStatus, rows: Sequence[ModelRow]) -> dict[str, Any]:
    """The engine and its models for machines."""
    models = [
        ModelDocument(
            model=row.name,
            tasks=row.tasks,
            state=row.state,
            installed=row.here is not None,
            digest=row.here.digest if row.here else None,
            pinned=row.pinned,
            size=row.here.size if row.here else None,
            remote=row.here.remote if row.here else None,
            loaded=row.memory,
        )
        for row in rows
    ]
    return publish(ModelsDocument, ModelsDocument(schema=1, engine=status, models=models))
