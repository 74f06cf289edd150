"""Ollama, through its official client over our own transport: pinned, local, whole answers, or a failure.

Before each call the model's name, entry, size and digest are looked at; after it, that it is in this server's memory.
Facts about the server that this rests on: the transport's, and `prompt_eval_count` being the whole prompt.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

import httpx

from agent.config.models import ModelsConfig, OllamaConfig, Sovereignty
from agent.models.api import (
    Cancellation,
    Cloud,
    EngineStatus,
    InstalledModel,
    LoadedModel,
    ModelBackend,
    ModelFailure,
    ModelReply,
    ModelRequest,
    RunnerOptions,
)
from agent.models.backends.digest_pins import Pins
from agent.models.backends.guarded_network import Timeouts
from agent.models.backends.model_names import find
from agent.models.backends.ollama_errors import failure_of
from agent.models.backends.ollama_library import ollama
from agent.models.backends.ollama_transport import SovereignTransport
from agent.models.backends.ollama_values import installed_of, keep, runner, sampling, usage_of
from agent.models.backends.request_checks import (
    check_answer,
    check_prompt_read,
    check_request,
    cloud_refused,
    names_cloud,
)
from agent.models.backends.response_guard import remote_fields

LOOK_S, DEADLINE_S = 10.0, 20.0  # for what the server answers from its head: one word of it, all of it
LOAD_S = 600.0


class OllamaBackend:
    """One Ollama server."""

    name = "ollama"

    def __init__(self, config: OllamaConfig, pins: Pins, sovereignty: Sovereignty = "warn") -> None:
        self._config, self._pins, self._sovereignty = config, pins, sovereignty
        self._place = config.place
        self._version = ""
        self._shown: dict[str, tuple[str, ...]] = {}

    def status(self) -> EngineStatus:
        """Version and cloud switch; a server too old to have the switch does not tell."""
        with self._looking() as client:
            self._version = str(self._json(client.get("/api/version")).get("version", ""))
            return EngineStatus(self.name, self._version, self._place.where, self._cloud(client))

    def installed(self) -> tuple[InstalledModel, ...]:
        """Its models; one that would answer from elsewhere is `remote`, however it is named."""
        with self._looking() as client:
            return self._tags(client)

    def loaded(self) -> tuple[LoadedModel, ...]:
        """The models in its memory; one that is still loading is not among them."""
        with self._looking() as client:
            rows = self._json(client.get("/api/ps")).get("models") or ()
            return tuple(
                LoadedModel(
                    str(row.get("model") or row.get("name")),
                    str(row.get("digest", "")),
                    int(row.get("size", 0)),
                    int(row.get("size_vram", 0)),
                    row.get("context_length"),
                )
                for row in rows
            )

    def load(self, model: str, options: RunnerOptions, keep_alive_s: float) -> float:
        """Bring a model into memory by a request without messages; it is never cancelled, which would undo the load."""
        started = time.monotonic()
        self._trusted(model)
        patience = Timeouts(self._config.connect_s, LOAD_S, LOAD_S, LOAD_S)
        with self._calling(model, patience, Cancellation()) as client:
            client.chat(model=model, messages=[], options=runner(options), keep_alive=keep(keep_alive_s))
        return time.monotonic() - started

    def unload(self, model: str) -> None:
        """Put a model out of memory, by a request without messages that keeps it for no time."""
        if names_cloud(model):
            raise cloud_refused(model)
        patience = Timeouts(self._config.connect_s, LOOK_S, LOOK_S, DEADLINE_S)
        with self._calling(model, patience, Cancellation()) as client:
            client.chat(model=model, messages=[], keep_alive=0)

    def generate(
        self,
        request: ModelRequest,
        options: RunnerOptions,
        keep_alive_s: float,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None = None,
    ) -> ModelReply:
        """Ask, and take the answer only where it is whole, local and as it was asked for."""
        started = time.monotonic()
        check_request(request, options)
        model, thinks = self._trusted(request.model, request.deadline_s, cancellation)
        left_s = max(0.0, request.deadline_s - (time.monotonic() - started))
        patience = Timeouts(self._config.connect_s, self._config.first_s, self._config.gap_s, left_s)
        with self._calling(request.model, patience, cancellation) as client:
            stream = client.chat(
                model=request.model,
                messages=[{"role": message.role, "content": message.content} for message in request.messages],
                options=runner(options) | sampling(request),
                format=dict(request.schema) if request.schema is not None else None,
                keep_alive=keep(keep_alive_s),
                think=False if thinks else None,
                stream=True,
            )
            text, last = _gather(stream, on_text)
        self._accept(request, options, last)
        check_answer(request, text)
        if keep_alive_s != 0:
            self._resident(model)
        usage = usage_of(last, time.monotonic() - started)
        return ModelReply(text, request.model, self.name, model.digest, self._version, usage)

    def close(self) -> None:
        """Every call closes its own connection; nothing is left open."""

    def _accept(self, request: ModelRequest, options: RunnerOptions, last: Any) -> None:
        check_prompt_read(request, options, int(last.prompt_eval_count or 0))
        if last.done_reason != "stop" and not (request.may_be_cut and last.done_reason == "length"):
            raise ModelFailure(
                "bad_answer",
                f"{request.model} was cut off after {last.eval_count} tokens ({last.done_reason})",
                "its bound (num_predict) or context is too small for this",
            )

    def _trusted(
        self, name: str, deadline_s: float = DEADLINE_S, cancellation: Cancellation | None = None
    ) -> tuple[InstalledModel, bool]:
        """The model as it is here and now, and whether it would think aloud.

        Raises:
            ModelFailure: it is missing, remote, not the one that was pinned, or the server may not be used.
        """
        if names_cloud(name):
            raise cloud_refused(name)
        with self._looking(deadline_s, cancellation) as client:
            self._version = str(self._json(client.get("/api/version")).get("version", ""))
            if self._sovereignty == "strict" and self._cloud(client) != "off":
                raise ModelFailure(
                    "refused",
                    f"{self._place.where}: its way to the cloud is not switched off, and sovereignty is strict",
                    "set OLLAMA_NO_CLOUD=1 in the server's environment and restart it",
                )
            model = find(self._tags(client), name)
            if model is None:
                raise ModelFailure("missing", f"model {name!r} is not installed", f"ollama pull {name}")
            if model.remote or names_cloud(model.name):
                raise cloud_refused(name)
            capabilities = self._show(client, model)
        self._pins.check(name, model.digest)
        return model, "thinking" in capabilities

    def _show(self, client: httpx.Client, model: InstalledModel) -> tuple[str, ...]:
        if model.digest not in self._shown:
            said = self._json(client.post("/api/show", json={"model": model.name}))
            if remote_fields(said):
                raise cloud_refused(model.name)
            self._shown[model.digest] = tuple(said.get("capabilities") or ())
        return self._shown[model.digest]

    def _resident(self, model: InstalledModel) -> None:
        """A model that answers from elsewhere is never in this server's memory."""
        if all(item.digest != model.digest for item in self.loaded()):
            raise ModelFailure(
                "refused",
                f"model {model.name!r} answered, and is not in the memory of {self._place.where}",
                "ollama ps shows what is; a remote model never is",
            )

    def _tags(self, client: httpx.Client) -> tuple[InstalledModel, ...]:
        rows = self._json(client.get("/api/tags")).get("models") or ()
        return tuple(installed_of(row) for row in rows)

    def _cloud(self, client: httpx.Client) -> Cloud:
        answer = client.get("/api/status")
        if answer.status_code == 404:
            return "unknown"
        switch = self._json(answer).get("cloud")
        disabled = switch.get("disabled") if isinstance(switch, dict) else None
        return "unknown" if not isinstance(disabled, bool) else "off" if disabled else "on"

    def _json(self, answer: httpx.Response) -> dict[str, Any]:
        if answer.status_code != 200:
            raise failure_of(ollama.ResponseError(answer.text[:500], answer.status_code), str(answer.request.url.path))
        try:
            said = answer.json()
        except ValueError as error:
            raise ModelFailure("server", f"{self._place.where} answers no JSON: is it Ollama?") from error
        if not isinstance(said, dict):
            raise ModelFailure("server", f"{self._place.where} answers no JSON object: is it Ollama?")
        return said

    @contextmanager
    def _looking(
        self, deadline_s: float = DEADLINE_S, cancellation: Cancellation | None = None
    ) -> Iterator[httpx.Client]:
        patience = Timeouts(self._config.connect_s, LOOK_S, LOOK_S, min(deadline_s, DEADLINE_S))
        transport = SovereignTransport(self._place, patience)
        if cancellation is not None:
            cancellation.then(transport.abort)
        with httpx.Client(base_url=self._place.url, transport=transport, trust_env=False) as client:
            yield client

    @contextmanager
    def _calling(self, model: str, patience: Timeouts, cancellation: Cancellation) -> Iterator[ollama.Client]:
        transport = SovereignTransport(self._place, patience)
        cancellation.then(transport.abort)
        client = ollama.Client(self._place.url, transport=transport, follow_redirects=False, trust_env=False)
        try:
            yield client
        except (ollama.ResponseError, httpx.HTTPError, ValueError) as error:
            raise failure_of(error, model) from error
        finally:
            client.close()
        if cancellation.done:
            raise ModelFailure("cancelled", f"{model}: the call was taken back")


def _gather(stream: Iterator[Any], on_text: Callable[[str], None] | None) -> tuple[str, Any]:
    pieces: list[str] = []
    last: Any = None
    for last in stream:
        piece = last.message.content
        if piece:
            pieces.append(piece)
            if on_text:
                on_text(piece)
    if last is None or not last.done:
        raise ModelFailure("cut", "the answer ended without its end", "the engine's log says why; nothing was used")
    return "".join(pieces), last


def build(models: ModelsConfig, pins: Pins) -> ModelBackend:
    """The server of `models.ollama`."""
    return cast(ModelBackend, OllamaBackend(models.ollama, pins, models.sovereignty))
