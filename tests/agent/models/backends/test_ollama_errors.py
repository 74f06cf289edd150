"""What servers of both generations say when they fail, in our words."""

import json

import httpx
import ollama
import pytest

from agent.models.api import FailureKind
from agent.models.backends.ollama_errors import failure_of

LLAMA_SERVER = (
    '{"error":{"code":400,"message":"request (2431 tokens) exceeds the available context size (1024 tokens)",'
    '"type":"exceed_context_size_error","n_prompt_tokens":2431,"n_ctx":1024}}'
)
SAID: list[tuple[int, str, FailureKind]] = [
    (404, "model 'gemma3:4b' not found", "missing"),
    (404, 'model "gemma3:4b" not found, try pulling it first', "missing"),
    (503, "server busy, please try again.  maximum pending requests exceeded", "busy"),
    (499, "request canceled", "cancelled"),
    (403, "ollama cloud is disabled: remote model is unavailable", "refused"),
    (401, "unauthorized", "refused"),
    (400, "the input length exceeds the context length", "too_long"),
    (400, "the prompt is longer than the context length currently available to the model", "too_long"),
    (400, LLAMA_SERVER, "too_long"),
    (400, '"gemma3:4b" does not support thinking', "request"),
    (500, 'option "num_predict" must be of type integer', "server"),
    (500, "model runner has unexpectedly stopped, this may be due to resource limitations", "server"),
    (500, "timed out waiting for llama-server to start", "server"),
    (-1, "an error was encountered while running the model: unexpected EOF", "server"),
]


@pytest.mark.parametrize(("status", "text", "kind"), SAID, ids=[item[1][:40] for item in SAID])
def test_a_servers_words(status: int, text: str, kind: FailureKind) -> None:
    """Each has its kind; the words are handed on in one line."""
    failure = failure_of(ollama.ResponseError(text, status), "gemma3:4b")
    assert kind == failure.kind
    assert failure.what.startswith("gemma3:4b: ")
    assert "\n" not in failure.what


def test_words_in_words_are_taken_out() -> None:
    """llama-server's JSON inside the error's text is not shown to a person."""
    failure = failure_of(ollama.ResponseError(json.dumps({"error": LLAMA_SERVER}), 400), "gemma3:4b")
    assert "gemma3:4b: request (2431 tokens) exceeds the available context size (1024 tokens)" == failure.what


OTHERS: list[tuple[Exception, FailureKind]] = [
    (httpx.ReadTimeout("slow"), "timeout"),
    (httpx.ConnectError("no"), "unreachable"),
    (ConnectionError("no"), "unreachable"),
    (httpx.RemoteProtocolError("cut"), "cut"),
    (ValueError("no JSON"), "server"),
]


@pytest.mark.parametrize(("error", "kind"), OTHERS, ids=[type(other[0]).__name__ for other in OTHERS])
def test_the_clients_own_errors(error: Exception, kind: FailureKind) -> None:
    """None of the client's exceptions gets through."""
    assert kind == failure_of(error, "gemma3:4b").kind
