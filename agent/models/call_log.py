"""The record of one call of a model: where its time went, who answered, how it ended. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field

from agent.documents import Count, Document, Number, Time, publish
from agent.models.api import FailureKind, Lane

Outcome = Literal["done", "preempted", FailureKind]
UsedPlacement = Literal["resident", "lend", ""]


@dataclass(frozen=True, slots=True)
class Call:
    """One attempt. `at_ns`: when it was asked for first; `wait_s`: from there to this start, or to its end in the lane.

    `vram_share` is how much of the model was on the GPU; `degraded` says in words where that or the rate is less than
    was expected, and is empty otherwise. `price_s` is what taking it back was expected to cost.
    """

    at_ns: Annotated[Time, Field(alias="at")]
    task: str
    subject: str
    lane: Lane
    model: str
    outcome: Outcome
    detail: str = ""
    attempt: Count = 1
    placement: UsedPlacement = ""
    engine: str = ""
    digest: str | None = None
    server: str = ""
    wait_s: Number = 0.0
    load_s: Number = 0.0
    prompt_tokens: Count = 0
    prefill_s: Number = 0.0
    first_s: float | None = None
    answer_tokens: Count = 0
    decode_s: Number = 0.0
    tokens_per_s: float | None = field(default=None, init=False)
    total_s: Number = 0.0
    price_s: float | None = None
    vram_share: float | None = None
    degraded: str = ""

    def __post_init__(self) -> None:
        rate = round(self.rate, 2) if self.rate is not None else None
        object.__setattr__(self, "tokens_per_s", rate)  # worked out from the others, once

    @property
    def rate(self) -> float | None:
        """Tokens a second while answering."""
        return self.answer_tokens / self.decode_s if self.decode_s > 0 else None

    def as_row(self) -> dict[str, Any]:
        """All that it was made of, as plain values."""
        row = asdict(self)
        del row["tokens_per_s"]
        return row


class CallsDocument(Document):
    """The answer of `calls --json`: an object an attempt, and the models whose last answer was worse than expected."""

    schema: Literal[1]
    calls: tuple[Call, ...]
    degraded: dict[str, str]


def calls_json(calls: Sequence[Call]) -> dict[str, Any]:
    """Calls as published."""
    return publish(CallsDocument, CallsDocument(schema=1, calls=tuple(calls), degraded=degraded(calls)))


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
