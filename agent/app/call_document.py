"""Calls of models as published (`calls --json`): seconds and tokens, one object an attempt."""

from collections.abc import Sequence
from typing import Any, Literal, cast

from typing_extensions import TypedDict

from agent.detect.incident import Time
from agent.documents import Count, Document, Number, publish
from agent.models.api import Lane
from agent.models.call_log import Call, Outcome, UsedPlacement, degraded


class CallDocument(TypedDict):
    """One attempt: the fields of a `Call`, and its rate."""

    at: Time
    task: str
    subject: str
    lane: Lane
    model: str
    outcome: Outcome
    detail: str
    attempt: Count
    placement: UsedPlacement
    engine: str
    digest: str | None
    server: str
    wait_s: Number
    load_s: Number
    prompt_tokens: Count
    prefill_s: Number
    first_s: float | None
    answer_tokens: Count
    decode_s: Number
    tokens_per_s: float | None
    total_s: Number
    price_s: float | None
    vram_share: float | None
    degraded: str


class CallsDocument(Document):
    """The answer of `calls --json`."""

    schema: Literal[1]
    calls: list[CallDocument]
    degraded: dict[str, str]


def calls_json(calls: Sequence[Call]) -> dict[str, Any]:
    """Calls, and the models whose last answer was worse than expected."""
    document = CallsDocument(schema=1, calls=[_call(call) for call in calls], degraded=degraded(calls))
    return publish(CallsDocument, document)


def _call(call: Call) -> CallDocument:
    row = call.as_row()
    rate = round(call.rate, 2) if call.rate is not None else None
    return cast(CallDocument, {"at": row.pop("at_ns"), **row, "tokens_per_s": rate})
