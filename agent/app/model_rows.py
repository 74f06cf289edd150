"""The routed models beside what the engine has of them, and their published JSON (`models --json`)."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from agent.app.model_setup import routing
from agent.config.loading import Loaded
from agent.documents import NULL_FIRST, Document, publish
from agent.models.api import EngineStatus, InstalledModel, LoadedModel, ModelBackend
from agent.models.backends.digest_pins import Pins
from agent.models.backends.model_names import find

ModelState = Literal["missing", "refused: remote", "not pinned yet", "pinned", "refused: changed"]


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A routed model: where it is used, and what is here of it. Sizes in bytes."""

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
    models: tuple[ModelRow, ...]


def model_rows(loaded: Loaded, engine: ModelBackend, pins: Pins) -> tuple[ModelRow, ...]:
    """Every routed model with what the engine has of it."""
    table = routing(loaded)
    installed, memory = engine.installed(), {item.digest: item for item in engine.loaded()}
    rows = []
    for name in table.models():
        here, pinned = find(installed, name), pins.of(name)
        rows.append(
            ModelRow(
                model=name,
                tasks=tuple(task for task, route in table.rows() if route.model == name),
                state=_state(here, pinned),
                installed=here is not None,
                digest=here.digest if here else None,
                pinned=pinned,
                size=here.size if here else None,
                remote=here.remote if here else None,
                loaded=memory.get(here.digest) if here else None,
            )
        )
    return tuple(rows)


def _state(here: InstalledModel | None, pinned: str | None) -> ModelState:
    """Whether a model may be used."""
    if here is None:
        return "missing"
    if here.remote:
        return "refused: remote"
    if pinned is None:
        return "not pinned yet"
    return "pinned" if pinned == here.digest else "refused: changed"


def models_json(status: EngineStatus, rows: tuple[ModelRow, ...]) -> dict[str, Any]:
    """The engine and its models for machines."""
    return publish(ModelsDocument, ModelsDocument(schema=1, engine=status, models=rows))
