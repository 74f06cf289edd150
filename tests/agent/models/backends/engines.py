"""The engines that the contract suite holds: scripted, the stand-in, the embedded one, and a real server by choice."""

import contextlib
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import pytest

from agent.config.models import EMBEDDED, EmbeddedConfig, OllamaConfig
from agent.models.api import Message, ModelBackend, ModelRequest, RunnerOptions
from agent.models.backends.digest_pins import Pins
from agent.models.backends.embedded import EmbeddedBackend, absent, weights_of
from agent.models.backends.ollama import OllamaBackend
from agent.models.backends.scripted import Line, ScriptedBackend
from tests.standin import Standin, embedded

OPTIONS = RunnerOptions(num_ctx=2048, num_batch=64, num_thread=1)
SCHEMA = {
    "type": "object",
    "properties": {"severity": {"enum": ["OK", "WARNING", "ACTION"]}, "text": {"type": "string", "maxLength": 40}},
    "required": ["severity", "text"],
    "additionalProperties": False,
}
STORY = " ".join(["Once upon a time there were two routers that had lost each other."] * 30)
REAL = "LABKEEPER_TEST_OLLAMA"


@dataclass
class Engine:
    """One engine under test; `slowly` makes it miss a short deadline where it would not by itself."""

    name: str
    backend: ModelBackend
    model: str
    slowly: Callable[[], AbstractContextManager[None]] = field(default=nullcontext)

    def ask(self, text: str = "Tell a very long story about two routers.", **more: Any) -> ModelRequest:
        """A request to its model."""
        return ModelRequest("answer", self.model, (Message("user", text),), **({"num_predict": 400} | more))


def _words(asked: bool) -> str:
    return '{"severity": "OK", "text": "r1 is back."}' if asked else STORY


@contextlib.contextmanager
def scripted() -> Iterator[Engine]:
    """The scripted engine."""
    slow: list[bool] = []

    def say(request: ModelRequest) -> Line:
        return Line(fails="timeout") if slow else Line(text=_words(request.schema is not None))

    @contextlib.contextmanager
    def slowly() -> Iterator[None]:
        slow.append(True)
        yield
        slow.clear()

    yield Engine("scripted", ScriptedBackend(say), "gemma3:4b", slowly)


@contextlib.contextmanager
def standin() -> Iterator[Engine]:
    """The Ollama engine against the stand-in with scripted words."""
    with Standin(_pieces) as server:

        @contextlib.contextmanager
        def slowly() -> Iterator[None]:
            server.hold.clear()
            yield
            server.hold.set()

        yield Engine("standin", OllamaBackend(OllamaConfig(host=server.host), Pins()), "gemma3:4b", slowly)


def _pieces(body: dict[str, Any]) -> Generator[str, None, None]:
    words = _words(body.get("format") is not None).split(" ")
    for index, word in enumerate(words):
        yield word if index == 0 else f" {word}"


@contextlib.contextmanager
def standin_embedded() -> Iterator[Engine]:
    """The Ollama engine against the stand-in with a real model's words."""
    _needs_weights()
    with Standin(embedded()) as server:
        yield Engine("standin over SmolLM2", OllamaBackend(OllamaConfig(host=server.host), Pins()), "gemma3:4b")


@contextlib.contextmanager
def in_process() -> Iterator[Engine]:
    """The embedded engine."""
    _needs_weights()
    backend = EmbeddedBackend(weights_of(EmbeddedConfig()), EMBEDDED, Pins())
    yield Engine("embedded", backend, EMBEDDED)
    backend.close()


@contextlib.contextmanager
def real() -> Iterator[Engine]:
    """A real Ollama server, where the environment names one."""
    host = os.environ[REAL]
    model = os.environ.get(f"{REAL}_MODEL", "gemma3:4b")
    yield Engine("Ollama", OllamaBackend(OllamaConfig(host=host), Pins()), model)


def _needs_weights() -> None:
    if absent(EmbeddedConfig()):
        pytest.skip(absent(EmbeddedConfig()))


ENGINES = {
    "scripted": scripted,
    "standin": standin,
    "standin_embedded": standin_embedded,
    "embedded": in_process,
}
if os.environ.get(REAL):
    ENGINES["ollama"] = real
