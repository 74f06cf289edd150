"""What a task asks of a local model, and what comes back: values and one small protocol. Pure.

A request says what is wanted, never how an engine takes it: nothing that is shaped like one engine's API leaves its
file in `backends/`. The lanes stand between tasks and backends; a task only knows `ModelClient`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, Protocol

from agent.documents import UNPUBLISHED
from agent.failure import Failure

Lane = Literal["voice", "background"]
Role = Literal["system", "user", "assistant"]
Cloud = Literal["off", "on", "unknown", "none"]
"""What an engine says of its own way to the cloud: switched off, on, not told (old servers), or it has none at all."""

FailureKind = Literal[
    "unreachable",  # nobody listens there
    "refused",  # sovereignty: the host, the model or an answer's field would leave this machine
    "missing",  # the engine does not have the model
    "busy",  # its queue is full
    "cut",  # the stream ended without its end
    "server",  # the engine says that it failed
    "timeout",  # the deadline, or the wait for the next token
    "cancelled",  # we took it back
    "too_long",  # the prompt does not fit the context
    "request",  # what was asked is not what an engine may be asked: a schema, a bound
    "bad_answer",  # whole, but not what was asked for: empty, no JSON, against the schema
]


class ModelFailure(Failure):
    """A model gave no words. The caller publishes its deterministic text and says why."""

    def __init__(self, kind: FailureKind, what: str, hint: str = "") -> None:
        self.kind: FailureKind = kind
        super().__init__(what, hint)

    def of(self, model: str) -> str:
        """What happened, with the model's name where that does not stand in it."""
        return self.what if model in self.what else f"{model}: {self.what}"


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of the prompt."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class RunnerOptions:
    """How a model is loaded. The same for one model in every lane, else Ollama loads it again.

    `num_gpu`: layers on the GPU; None leaves it to the engine, 0 is the CPU alone.
    """

    num_ctx: int = 4096
    num_batch: int = 128
    num_gpu: int | None = None
    num_thread: int | None = None


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One generation: short and bounded, because a prompt that is being read cannot be taken back.

    `schema` is a JSON Schema the answer must follow. `wordings` are, sentence by sentence, the only wordings that are
    right: an engine that can lock its decoding to them does, all others leave them alone.
    """

    task: str
    model: str
    messages: tuple[Message, ...]
    num_predict: int
    schema: Mapping[str, Any] | None = None
    wordings: tuple[tuple[str, ...], ...] = ()
    temperature: float = 0.2
    seed: int = 7
    deadline_s: float = 120.0
    may_be_cut: bool = False
    """Whether an answer that ran into `num_predict` is used up to there."""

    subject: str = ""
    """What it is about, for the list of calls: an incident's id, a digest's name."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Where the time of one call went. `wait_s` is the lane's queue, before the engine was asked."""

    wait_s: float = 0.0
    load_s: float = 0.0
    prompt_tokens: int = 0
    prefill_s: float = 0.0
    answer_tokens: int = 0
    decode_s: float = 0.0
    total_s: float = 0.0

    @property
    def rate(self) -> float | None:
        """Tokens a second while answering; None where nothing was measured."""
        return self.answer_tokens / self.decode_s if self.decode_s > 0 else None


@dataclass(frozen=True, slots=True)
class ModelReply:
    """A whole answer: `text` as the model gave it, and who gave it."""

    text: str
    model: str
    engine: str
    digest: str | None = None
    server: str = ""
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that an engine has: its digest, its size in bytes, and whether it would answer from elsewhere.

    `quantisation` is how the engine says its weights are kept (`Q4_K_M`); empty where it does not say.
    """

    name: str
    digest: str
    size: int
    remote: bool = False
    capabilities: tuple[str, ...] = ()
    quantisation: str = ""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model in memory; `vram` of `size` bytes are on the GPU."""

    name: Annotated[str, UNPUBLISHED]
    digest: Annotated[str, UNPUBLISHED]
    size: int
    vram: int
    context: int | None = None


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What an engine says of itself. `where` is the address it was reached at, as a footer shows it."""

    engine: str
    version: str
    where: str
    cloud: Cloud


class Cancellation:
    """Takes a call back, from any thread; what hangs on it is called once, also where it comes too late."""

    def __init__(self) -> None:
        self._done = False
        self._then: list[Callable[[], None]] = []

    @property
    def done(self) -> bool:
        """Whether it was taken back."""
        return self._done

    def cancel(self) -> None:
        """Take it back."""
        self._done = True
        self._call()

    def then(self, callback: Callable[[], None]) -> None:
        """Call this when it is taken back, or now where it was."""
        self._then.append(callback)
        if self._done:
            self._call()

    def _call(self) -> None:
        while True:
            try:
                callback = self._then.pop()
            except IndexError:
                return
            callback()


class ModelBackend(Protocol):
    """One engine. Every member of `backends/` obeys one contract suite; all calls may raise `ModelFailure`."""

    name: str

    def status(self) -> EngineStatus:
        """Version, cloud switch and address."""

    def installed(self) -> tuple[InstalledModel, ...]:
        """The models it has."""

    def loaded(self) -> tuple[LoadedModel, ...]:
        """The models in memory."""

    def load(self, model: str, options: RunnerOptions, keep_alive_s: float) -> float:
        """Bring a model into memory; returns the seconds it took. `keep_alive_s` below 0 is for good."""

    def unload(self, model: str) -> None:
        """Put a model out of memory."""

    def generate(
        self,
        request: ModelRequest,
        options: RunnerOptions,
        keep_alive_s: float,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None = None,
    ) -> ModelReply:
        """A whole answer, its pieces told on the way; a partial one is a failure, never an answer."""

    def close(self) -> None:
        """Let go of what is open."""


class ModelClient(Protocol):
    """Where a task gets its words: the lanes, or in a test a backend alone."""

    def ask(self, request: ModelRequest, lane: Lane, on_text: Callable[[str], None] | None = None) -> ModelReply:
        """Wait for the model's turn and its answer.

        Raises:
            ModelFailure: there are no words; the deterministic text stands.
        """
