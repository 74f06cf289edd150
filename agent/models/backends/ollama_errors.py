"""What Ollama's errors mean, version by version: 0.24 has its own engine, 0.30 and later hand on llama-server's."""

import json

import httpx

from agent.models.api import FailureKind, ModelFailure
from agent.models.backends.ollama_library import ollama

TOO_LONG = (
    "exceeds the context length",  # up to 0.24
    "prompt is longer than the context",  # 0.30 with shift off
    "exceed_context_size_error",  # 0.30 with truncate off, llama-server's own words
    "exceeds the available context size",
)


def failure_of(error: Exception, model: str) -> ModelFailure:
    """An error of the client in our words."""
    match error:
        case ollama.ResponseError():
            return _of_response(error, model)
        case httpx.TimeoutException():
            return ModelFailure("timeout", f"{model}: no answer in time")
        case httpx.ConnectError() | ConnectionError():
            return ModelFailure("unreachable", f"{model}: nobody answers: {error}", "is `ollama serve` running?")
        case httpx.HTTPError():
            return ModelFailure("cut", f"{model}: the connection broke: {error}", "the engine's log says why")
        case _:
            return ModelFailure("server", f"{model}: the engine's answer cannot be read: {str(error)[:200]}")


def _of_response(error: ollama.ResponseError, model: str) -> ModelFailure:
    whole = str(error.error)
    kind, hint = _kind(error.status_code, whole.lower(), model)
    return ModelFailure(kind, f"{model}: {' '.join(_inner(whole).split())[:300]}", hint)


def _inner(said: str) -> str:
    """llama-server's own words, which 0.30 and later hand on as JSON inside the text."""
    try:
        return str(json.loads(said)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return said


def _kind(status: int, said: str, model: str) -> tuple[FailureKind, str]:
    if any(item in said for item in TOO_LONG):
        return "too_long", f"raise models.options.{model}.num_ctx, or ask with less detail"
    if "ollama cloud" in said or status in (401, 403):
        return "refused", "the server would have answered from elsewhere, or does not take us for local"
    match status:
        case 404:
            return "missing", f"ollama pull {model}"
        case 499:
            return "cancelled", ""
        case 503:
            return "busy", "another program is using this server, too: labkeeper wants it for itself"
        case 400:
            return "request", "the server does not take this request; its version may be too old or too new"
        case _:
            return "server", "the server's log says why: journalctl -u ollama"
