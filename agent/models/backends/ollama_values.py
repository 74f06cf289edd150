"""Our values as Ollama takes them, and its values as ours. Pure."""

from collections.abc import Mapping
from typing import Any

from agent.models.api import InstalledModel, ModelRequest, RunnerOptions, Usage
from agent.models.backends.request_checks import names_cloud
from agent.models.backends.response_guard import remote_fields

SMALLEST = 16_000_000  # bytes; weights are larger, the entry of a remote model is a few hundred


def installed_of(row: Mapping[str, Any]) -> InstalledModel:
    """A row of `/api/tags`; remote by its fields, its name or a size that cannot be weights."""
    name, size = str(row.get("model") or row.get("name")), int(row.get("size", 0))
    remote = bool(remote_fields(row)) or names_cloud(name) or size < SMALLEST
    how = str((row.get("details") or {}).get("quantization_level") or "")
    return InstalledModel(name, str(row.get("digest", "")), size, remote, tuple(row.get("capabilities") or ()), how)


def runner(options: RunnerOptions) -> dict[str, Any]:
    """How a model is loaded; what is None is the server's to decide and is not sent."""
    said = {
        "num_ctx": options.num_ctx,
        "num_batch": options.num_batch,
        "num_gpu": options.num_gpu,
        "num_thread": options.num_thread,
    }
    return {key: value for key, value in said.items() if value is not None}


def sampling(request: ModelRequest) -> dict[str, Any]:
    """How an answer is made; none of it loads a model again."""
    return {"num_predict": request.num_predict, "temperature": request.temperature, "seed": request.seed}


def keep(keep_alive_s: float) -> int:
    """For how long, in whole seconds; -1 is for good."""
    return -1 if keep_alive_s < 0 else round(keep_alive_s)


def usage_of(last: Any, total_s: float) -> Usage:
    """The timings in the last object of an answer, which are nanoseconds there."""

    def seconds(value: int | None) -> float:
        return (value or 0) / 1e9

    return Usage(
        load_s=seconds(last.load_duration),
        prompt_tokens=last.prompt_eval_count or 0,
        prefill_s=seconds(last.prompt_eval_duration),
        answer_tokens=last.eval_count or 0,
        decode_s=seconds(last.eval_duration),
        total_s=total_s,
    )
