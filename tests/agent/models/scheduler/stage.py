"""A backend whose calls do what a test says: answer, fail, or hold until they are released or taken back."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from agent.models.api import (
    Cancellation,
    EngineStatus,
    InstalledModel,
    LoadedModel,
    Message,
    ModelFailure,
    ModelReply,
    ModelRequest,
    RunnerOptions,
    Usage,
)

LIMIT_S = 10.0


@dataclass
class Hold:
    """One call that waits: `begun` is set when it has said its first piece (none where `silent`)."""

    text: str = "held"
    silent: bool = False
    deaf: bool = False
    """It does not notice that it was taken back."""
    then: ModelFailure | None = None
    """How it ends instead of well."""
    begun: threading.Event = field(default_factory=threading.Event)
    release: threading.Event = field(default_factory=threading.Event)
    taken_back: bool = False


Part = str | ModelFailure | Exception | Hold


class Stage:
    """Each call takes the next part of its task's script, or answers with the task's name."""

    name = "stage"

    def __init__(self, **parts: list[Part]) -> None:
        self.parts = parts
        self.lock = threading.Lock()
        self.models: dict[str, LoadedModel] = {}
        self.history: list[tuple[str, str, RunnerOptions | None]] = []
        self.most_at_once = 0
        self.vram: Callable[[str], int] = lambda model: 100
        self.load_failure: ModelFailure | None = None
        self._now: list[str] = []

    def status(self) -> EngineStatus:
        """Nothing of interest."""
        return EngineStatus(self.name, "1", "here", "none")

    def installed(self) -> tuple[InstalledModel, ...]:
        """Nothing of interest."""
        return ()

    def loaded(self) -> tuple[LoadedModel, ...]:
        """What is in memory."""
        with self.lock:
            return tuple(self.models.values())

    def load(self, model: str, options: RunnerOptions, keep_alive_s: float) -> float:
        """It is there at once."""
        if self.load_failure is not None:
            raise self.load_failure
        self._there("load", model, options)
        return 0.5

    def unload(self, model: str) -> None:
        """It is gone at once."""
        with self.lock:
            self.history.append(("unload", model, None))
            self.models.pop(model, None)

    def generate(
        self,
        request: ModelRequest,
        options: RunnerOptions,
        keep_alive_s: float,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None = None,
    ) -> ModelReply:
        """The next part of the script."""
        self._there(f"ask {request.task}", request.model, options)
        with self.lock:
            self._now.append(request.task)
            self.most_at_once = max(self.most_at_once, len(self._now))
        try:
            part = self.parts[request.task].pop(0) if self.parts.get(request.task) else request.task
            return self._play(part, request, cancellation, on_text or (lambda piece: None))
        finally:
            with self.lock:
                self._now.remove(request.task)

    def close(self) -> None:
        """Nothing is open."""

    def _there(self, what: str, model: str, options: RunnerOptions) -> None:
        with self.lock:
            self.history.append((what, model, options))
            self.models[model] = LoadedModel(model, f"sha256:{model}", 100, self.vram(model))

    def _play(
        self, part: Part, request: ModelRequest, cancellation: Cancellation, say: Callable[[str], None]
    ) -> ModelReply:
        if isinstance(part, Exception):
            raise part
        if isinstance(part, Hold):
            self._hold(part, cancellation, say)
        text = part.text if isinstance(part, Hold) else part
        say(text)
        if cancellation.done:
            raise ModelFailure("cancelled", f"{request.task}: taken back")
        usage = Usage(0.0, 0.0, 100, 0.5, 20, 1.0, 1.5)
        return ModelReply(text, request.model, self.name, f"sha256:{request.model}", "stage 1", usage)

    def _hold(self, hold: Hold, cancellation: Cancellation, say: Callable[[str], None]) -> None:
        if not hold.silent:
            say("…")
        if not hold.deaf:
            cancellation.then(hold.release.set)
        hold.begun.set()
        hold.release.wait(LIMIT_S)
        hold.taken_back = cancellation.done
        if hold.taken_back and not hold.deaf:
            raise ModelFailure("cancelled", "taken back")
        if hold.then is not None:
            raise hold.then


def request(task: str, model: str = "gemma3:12b", deadline_s: float = 30.0, text: str = "Say it.") -> ModelRequest:
    """Something to ask."""
    return ModelRequest(task, model, (Message("user", text),), 60, deadline_s=deadline_s, subject="inc-1")
