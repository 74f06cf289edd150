"""The record of one call of a model: where its time went, who answered, how it ended. Pure."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from agent.models.api import FailureKind, Lane

Outcome = Literal["done", "preempted", FailureKind]
UsedPlacement = Literal["resident", "lend", ""]


@dataclass(frozen=True, slots=True)
class Call:
    """One attempt. `at_ns`: when it was asked for first; `wait_s`: from there to this start, or to its end in the lane.

    `vram_share` is how much of the model was on the GPU; `degraded` says in words where that or the rate is less than
    was expected, and is empty otherwise. `price_s` is what taking it back was expected to cost.
    """

    at_ns: int
    task: str
    subject: str
    lane: Lane
    model: str
    outcome: Outcome
    detail: str = ""
    attempt: int = 1
    placement: UsedPlacement = ""
    engine: str = ""
    digest: str | None = None
    server: str = ""
    wait_s: float = 0.0
    load_s: float = 0.0
    prompt_tokens: int = 0
    prefill_s: float = 0.0
    first_s: float | None = None
    answer_tokens: int = 0
    decode_s: float = 0.0
    total_s: float = 0.0
    price_s: float | None = None
    vram_share: float | None = None
    degraded: str = ""

    @property
    def rate(self) -> float | None:
        """Tokens a second while answering."""
        return self.answer_tokens / self.decode_s if self.decode_s > 0 else None

    def as_row(self) -> dict[str, Any]:
        """All of it as plain values."""
        return asdict(self)


def from_row(row: dict[str, Any]) -> Call:
    """A call from its plain values; what an older version did not know has its default."""
    return Call(**row)


def degraded(calls: Iterable[Call]) -> dict[str, str]:
    """The models whose last answer was worse than expected, with what was seen; `calls` in order of time."""
    last: dict[str, str] = {}
    for call in calls:
        if call.outcome == "done":
            last[call.model] = call.degraded
    return {model: text for model, text in last.items() if text}
