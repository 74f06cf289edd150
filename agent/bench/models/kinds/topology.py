"""A request for a lab: a model reads it, code builds the lab, the gate and the request's own demands judge it.

Code's own reading of the request is left out, so that every request is put to the model.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import Field, field_validator

from agent.bench.models.kind import BenchTask, Kind, Put, Scored
from agent.config.strict import Strict
from agent.tasks.drafting import Attempt, mended
from agent.tasks.topology import Order, answered, asker
from clab.design.builder import work_out
from clab.design.intent import Intent
from clab.design.signature import signature

NAME = "bench"
"""The name of every lab, which is no part of what is right."""


class Input(Strict):
    """The request."""

    request: str


class Expected(Strict):
    """The labs that are right, as intents."""

    labs: tuple[dict[str, Any], ...] = Field(min_length=1)

    @field_validator("labs")
    @classmethod
    def _labs(cls, labs: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
        for lab in labs:
            _intent(lab)
        return labs


def _intent(values: Mapping[str, Any]) -> Intent:
    return Intent(**{**values, "name": NAME})


def _put(task: BenchTask, put: Put) -> Scored:
    order = Order(task.input.request, put.scratch / "lab", NAME, offline=put.offline)
    attempts: list[Attempt] = []
    mended(put.client, asker(order, put.model), lambda answer: answered(order, answer, lambda _: None), attempts,
           lambda _: None)  # fmt: skip
    rights = [_right(task, attempt) for attempt in attempts]
    last = attempts[-1].verdict
    ran = not rights or rights[-1] or last is None or last.decision != "could_not_run"
    wrong = bool(last and last.decision == "accepted" and not rights[-1])
    why = "" if rights[-1] else "another lab than was asked for" if wrong else "; ".join(attempts[-1].findings[:2])
    return Scored(float(rights[-1]), rights[0], rights[-1], {"wrong": float(wrong)}, why, ran)


def _right(task: BenchTask, attempt: Attempt) -> bool:
    """Whether a draft was accepted and is one of the right labs."""
    if attempt.verdict is None or attempt.verdict.decision != "accepted" or attempt.plan is None:
        return False
    rights = [_intent(values) for values in task.expected.labs]
    return any(signature(work_out(right), right) == signature(attempt.plan, right) for right in rights)


KIND = Kind("topology", "topology", "background", "topology generation", Input, Expected, _put)
