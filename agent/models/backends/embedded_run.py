"""One generation of the embedded engine: the request as llama.cpp takes it, and its pieces as they come."""

import json
import string
import time
from collections.abc import Callable
from typing import Any

from agent.models.api import Cancellation, FailureKind, ModelFailure, ModelRequest, RunnerOptions, Usage
from agent.models.backends.grammar import locked
from agent.models.backends.request_checks import check_prompt_read

WHOLE_WORDS = [[" ", -20.0], *([letter, -6.0] for letter in string.ascii_letters)]
"""Against spelling under a lock: after a lone space only letters fit. 217 characters took 108 tokens, 141 without."""


class Run:
    """One generation: takes the engine's pieces, and stops it when the time is up or the call was taken back."""

    def __init__(
        self,
        request: ModelRequest,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None,
        until: float,
    ) -> None:
        self._request, self._cancellation, self._on_text, self._until = request, cancellation, on_text, until
        self._pieces: list[str] = []
        self._error: BaseException | None = None
        self._reason = ""
        self._counts: dict[str, Any] = {}

    def take(self, part: dict[str, Any]) -> bool:
        """One piece; returns whether to stop."""
        try:
            self._take(part)
        except Exception as error:  # noqa: BLE001  the engine would swallow it: it is raised again in `result`
            self._error = error
        return self._error is not None

    def _take(self, part: dict[str, Any]) -> None:
        name = self._request.model
        if self._cancellation.done:
            raise ModelFailure("cancelled", f"{name}: the call was taken back")
        if time.monotonic() > self._until:
            raise ModelFailure("timeout", f"{name}: no whole answer within {self._request.deadline_s:g} s")
        if "error" in part:
            raise _failure(part["error"], self._request)
        self._counts = part.get("timings") or self._counts
        for choice in part.get("choices", ()):
            self._reason = choice.get("finish_reason") or self._reason
            piece = choice.get("delta", {}).get("content")
            if piece:
                self._pieces.append(piece)
                if self._on_text:
                    self._on_text(piece)

    def result(self, options: RunnerOptions, load_s: float, total_s: float) -> tuple[str, Usage]:
        """The whole answer, or why there is none."""
        if self._error is not None:
            raise self._error
        if self._cancellation.done:
            raise ModelFailure("cancelled", f"{self._request.model}: the call was taken back")
        counts = self._counts
        read = int(counts.get("prompt_n", 0)) + int(counts.get("cache_n", 0))
        check_prompt_read(self._request, options, read)
        if self._reason != "stop" and not (self._request.may_be_cut and self._reason == "length"):
            kind: FailureKind = "bad_answer" if self._reason == "length" else "cut"
            said = f"{self._request.model} was cut off after {counts.get('predicted_n', 0)} tokens"
            raise ModelFailure(kind, said, "its bound (num_predict) is too small for this")
        usage = Usage(
            load_s=load_s,
            prompt_tokens=read,
            prefill_s=float(counts.get("prompt_ms", 0)) / 1e3,
            answer_tokens=int(counts.get("predicted_n", 0)),
            decode_s=float(counts.get("predicted_ms", 0)) / 1e3,
            total_s=total_s,
        )
        return "".join(self._pieces), usage


def body_of(request: ModelRequest) -> dict[str, Any]:
    """The request as llama.cpp's server takes it."""
    body: dict[str, Any] = {
        "messages": [{"role": message.role, "content": message.content} for message in request.messages],
        "max_tokens": request.num_predict,
        "temperature": request.temperature,
        "seed": request.seed,
        "stream": True,
        "stream_options": {"include_usage": True},
        "cache_prompt": True,
    }
    if request.wordings:
        body["grammar"] = locked(request.wordings, request.schema)
        longest = sum(max(len(text) for text in wording) + 8 for wording in request.wordings)
        body["max_tokens"] = max(request.num_predict, longest)  # a lock may spell; it ends by itself
        body["logit_bias"] = WHOLE_WORDS
    elif request.schema is not None:
        schema = json.loads(json.dumps(dict(request.schema)))
        body["response_format"] = {"type": "json_schema", "json_schema": {"schema": schema}}
    return body


def _failure(error: dict[str, Any], request: ModelRequest) -> ModelFailure:
    said = str(error.get("message", error))[:300]
    if error.get("type") == "exceed_context_size_error":
        return ModelFailure("too_long", f"{request.model}: {said}", "ask with less detail, or raise num_ctx")
    return ModelFailure("server", f"{request.model}: {said}")
