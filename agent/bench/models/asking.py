"""The client that a task's words come through in a bench: the lanes, with the round's seed; every call is a row."""

import hashlib
import json
import queue
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from agent.bench.models.arms import Arm
from agent.models.api import Lane, Message, ModelClient, ModelFailure, ModelReply, ModelRequest
from agent.models.call_log import Call

RECORD_S = 5.0
"""The lanes write their record of a call just after its answer was given out."""

VALUES_SHOWN = 8
LEAST_TEMPERATURE = 0.2
"""Of every round but the first: at 0 another seed changes nothing. The first asks as the product does."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a trial's calls differ from the product's own."""

    arm: Arm
    seed: int = 0
    deadline_s: float = 120.0

    def of(self, request: ModelRequest) -> ModelRequest:
        """The request as this trial asks it."""
        warm = max(request.temperature, LEAST_TEMPERATURE) if self.seed else request.temperature
        changed = replace(
            request,
            seed=request.seed + self.seed,
            temperature=warm,
            deadline_s=min(request.deadline_s, self.deadline_s),
        )
        variant = self.arm.variant
        if variant is not None and variant.schema_in_prompt and changed.schema is not None:
            last = changed.messages[-1]
            shown = f"{last.content}\n\nThe JSON Schema of the answer:\n{json.dumps(_short(dict(changed.schema)))}"
            changed = replace(changed, messages=(*changed.messages[:-1], Message(last.role, shown)))
        return changed


def _short(schema: Any) -> Any:
    """A schema for a reader: of a long list of values the first ones."""
    match schema:
        case {"enum": [*values]} if len(values) > VALUES_SHOWN:
            return {**schema, "enum": [*values[:VALUES_SHOWN], f"and {len(values) - VALUES_SHOWN} more"]}
        case dict():
            return {key: _short(value) for key, value in schema.items()}
        case list():
            return [_short(value) for value in schema]
        case _:
            return schema


class Asking:
    """One trial's client. `replies` are the raw answers, `failures` what gave none, in order."""

    def __init__(
        self,
        words: ModelClient,
        records: "queue.SimpleQueue[Call]",
        setting: Setting,
        on_call: Callable[[dict[str, Any]], None],
    ) -> None:
        self._words, self._records, self._setting, self._on_call = words, records, setting, on_call
        self.replies: list[str] = []
        self.failures: list[ModelFailure] = []
        self._began_s = 0.0

    @property
    def calls(self) -> int:
        """How often the model was asked."""
        return len(self.replies) + len(self.failures)

    def ask(self, request: ModelRequest, lane: Lane, on_text: Callable[[str], None] | None = None) -> ModelReply:
        """Ask through the lanes, and write down what came."""
        request = self._setting.of(request)
        while not self._records.empty():
            self._records.get()
        self._began_s = time.process_time()
        try:
            reply = self._words.ask(request, lane, on_text)
        except ModelFailure as failure:
            self.failures.append(failure)
            self._told(request, lane, "", failure)
            raise
        self.replies.append(reply.text)
        self._told(request, lane, reply.text, None)
        return reply

    def _told(self, request: ModelRequest, lane: Lane, answer: str, failure: ModelFailure | None) -> None:
        call = self._record()
        prompt = "\n".join(f"{message.role}: {message.content}" for message in request.messages)
        self._on_call(
            {
                "n": self.calls,
                "task": request.task,
                "lane": lane,
                "seed": request.seed,
                "temperature": request.temperature,
                "prompt": hashlib.sha256(prompt.encode()).hexdigest()[:12],
                "answer": answer,
                "outcome": failure.kind if failure else "done",
                "detail": failure.what if failure else "",
                "cpu_s": round(time.process_time() - self._began_s, 3),
                **(_timing(call) if call else {}),
            }
        )

    def _record(self) -> Call | None:
        """The lanes' own record of the call; None where it does not come."""
        while True:
            try:
                call = self._records.get(timeout=RECORD_S)
            except queue.Empty:
                return None
            if call.outcome != "preempted":
                return call


def _timing(call: Call) -> dict[str, Any]:
    names = (
        "at_ns", "engine", "digest", "server", "wait_s", "load_s", "prompt_tokens", "prefill_s", "first_s",
        "answer_tokens", "decode_s", "total_s", "vram_share", "attempt", "placement",
    )  # fmt: skip
    return {name: getattr(call, name) for name in names}
