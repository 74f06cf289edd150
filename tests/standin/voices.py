"""What a stand-in says: a text, a text a call, or a real small model's own words."""

import logging
import queue
import re
import threading
from collections.abc import Callable, Generator, Sequence
from typing import Any

from agent.config.models import EMBEDDED, EmbeddedConfig
from agent.models.api import Cancellation, Message, ModelFailure, ModelRequest, RunnerOptions
from agent.models.backends.digest_pins import Pins
from agent.models.backends.embedded import EmbeddedBackend, weights_of

log = logging.getLogger(__name__)
Voice = Callable[[dict[str, Any]], Generator[str, None, None]]
"""The pieces of the answer to one body of POST /api/chat."""


def texts(said: Sequence[str]) -> Voice:
    """One text a call, in order; the last one again and again. The schema is not looked at."""
    left = list(said)

    def speak(body: dict[str, Any]) -> Generator[str, None, None]:
        text = left.pop(0) if len(left) > 1 else left[0]
        yield from re.findall(r"\s*\S+\s*$|\s*\S+", text)

    return speak


def embedded(*, ignore_schema: bool = False) -> Voice:
    """SmolLM2's own words, under the schema of the request unless that is ignored."""
    engine = EmbeddedBackend(weights_of(EmbeddedConfig()), EMBEDDED, Pins())

    def speak(body: dict[str, Any]) -> Generator[str, None, None]:
        options = body["options"]
        request = ModelRequest(
            "standin",
            EMBEDDED,
            tuple(Message(item["role"], item["content"]) for item in body["messages"]),
            options["num_predict"],
            schema=None if ignore_schema else body.get("format"),
            temperature=options["temperature"],
            seed=options["seed"],
        )
        yield from _streamed(engine, request, RunnerOptions(options["num_ctx"], 64))

    return speak


def _streamed(engine: EmbeddedBackend, request: ModelRequest, options: RunnerOptions) -> Generator[str, None, None]:
    """The pieces as they come; the generation ends where nobody wants more."""
    pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    cancellation = Cancellation()

    def run() -> None:
        try:
            engine.generate(request, options, 300, cancellation, pieces.put)
        except ModelFailure as failure:
            log.info("the model said no whole answer: %s", failure.what)  # what it said is said on, good or bad
        finally:
            pieces.put(None)

    thread = threading.Thread(target=run, name="voice")
    thread.start()
    try:
        while (piece := pieces.get(timeout=60)) is not None:
            yield piece
    finally:
        cancellation.cancel()
        thread.join(60)
