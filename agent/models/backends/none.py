"""No engine: `models: {backend: none}`. Every task publishes the text that code makes, and says that none was asked."""

from collections.abc import Callable
from typing import NoReturn

from agent.config.models import ModelsConfig
from agent.models.api import (
    Cancellation,
    EngineStatus,
    ModelBackend,
    ModelFailure,
    ModelReply,
    ModelRequest,
    RunnerOptions,
)
from agent.models.backends.digest_pins import Pins


class NoBackend:
    """Has no model and says so."""

    name = "none"

    def status(self) -> EngineStatus:
        """No engine, no way out."""
        return EngineStatus(self.name, "", "nowhere", "none")

    def installed(self) -> tuple[()]:
        """No model."""
        return ()

    def loaded(self) -> tuple[()]:
        """No model."""
        return ()

    def load(self, model: str, options: RunnerOptions, keep_alive_s: float) -> float:
        """Fails."""
        _refuse(model)

    def unload(self, model: str) -> None:
        """There is nothing to put out of memory."""

    def generate(
        self,
        request: ModelRequest,
        options: RunnerOptions,
        keep_alive_s: float,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None = None,
    ) -> ModelReply:
        """Fails."""
        _refuse(request.model)

    def close(self) -> None:
        """Nothing is open."""


def _refuse(model: str) -> NoReturn:
    raise ModelFailure("missing", f"{model}: no engine is configured", "models.backend names one: ollama or embedded")


def build(models: ModelsConfig, pins: Pins) -> ModelBackend:
    """No engine."""
    return NoBackend()
