"""What goes into the admission and what comes out of it: jobs, events, actions. Pure."""

from dataclasses import dataclass, field
from typing import Literal

from agent.models.api import FailureKind, Lane, RunnerOptions, Usage


@dataclass(frozen=True, slots=True)
class Job:
    """One request, as far as its turn depends on it. Tokens are estimates; `deadline_s` counts as its lane says:
    for voice from the asking, for background from each start, because waiting is bounded by the rules."""

    id: int
    lane: Lane
    model: str
    prompt_tokens: int = 0
    answer_tokens: int = 0
    deadline_s: float = 120.0


# ---- events: what happened


@dataclass(frozen=True, slots=True)
class Submitted:
    """Somebody asks."""

    job: Job


@dataclass(frozen=True, slots=True)
class Announced:
    """Voice is about to ask: the microphone opened, somebody speaks."""


@dataclass(frozen=True, slots=True)
class SessionBegan:
    """A conversation begins."""


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """A conversation is over."""


@dataclass(frozen=True, slots=True)
class FirstToken:
    """The prompt was read, the answer has begun."""

    job: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The engine let go of a job: `failure` is None where it answered."""

    job: int
    failure: FailureKind | None = None
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Who asked does not want it any more."""

    job: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """A `Load` is done."""

    model: str
    took_s: float


@dataclass(frozen=True, slots=True)
class LoadFailed:
    """A `Load` failed."""

    model: str
    kind: FailureKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Unloaded:
    """An `Unload` is over, well or not: what is still there is told by `Present`."""

    model: str


@dataclass(frozen=True, slots=True)
class Present:
    """The models that the engine says are in memory, seen while no call and no load was under way."""

    models: frozenset[str]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Whether somebody speaks to the same engine by another labkeeper of this machine."""

    speaking: bool


@dataclass(frozen=True, slots=True)
class Stopping:
    """No more: what runs is taken back, what waits is settled."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passed."""


Event = (
    Submitted
    | Announced
    | SessionBegan
    | SessionEnded
    | FirstToken
    | Ended
    | Withdrawn
    | Loaded
    | LoadFailed
    | Unloaded
    | Present
    | Elsewhere
    | Stopping
    | Tick
)

# ---- actions: what to do

Why = Literal["preempted", "deadline", "withdrawn", "stopping"]


@dataclass(frozen=True, slots=True)
class Start:
    """Give a job to the engine, which loads its model by these options where it is not in memory."""

    job: int
    options: RunnerOptions
    keep_alive_s: float
    loads: bool = False


@dataclass(frozen=True, slots=True)
class Cancel:
    """Take a running job back. `price_s`: until the engine is expected to be free of it."""

    job: int
    why: Why
    price_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Load:
    """Bring a model into memory by a request of its own that nobody takes back: that would abort the load."""

    model: str
    options: RunnerOptions
    keep_alive_s: float


@dataclass(frozen=True, slots=True)
class Unload:
    """Put a model out of memory."""

    model: str


@dataclass(frozen=True, slots=True)
class Requeue:
    """A pre-empted job waits again, in its old place."""

    job: int


@dataclass(frozen=True, slots=True)
class Settle:
    """A job's one outcome: `failure` None is the engine's answer."""

    job: int
    failure: FailureKind | None
    text: str = ""


Action = Start | Cancel | Load | Unload | Requeue | Settle
