"""The engines of a run: the configured one, and one in this process for every file of weights; a model at a time."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from agent.app.model_setup import MEETING, lane_rules, runner_options, single_rules
from agent.bench.models.arms import Arm
from agent.config.loading import Loaded
from agent.failure import UsageFailure
from agent.models.api import InstalledModel, LoadedModel, ModelBackend, ModelFailure, RunnerOptions
from agent.models.backends import build
from agent.models.backends.digest_pins import Pins, pins_in
from agent.models.backends.model_names import find
from agent.models.call_log import Call
from agent.models.scheduler.driver import Lanes
from agent.models.scheduler.engine_lock import Neighbours
from agent.models.scheduler.quality import Expected

STOP_S = 5.0
UNHELD = Expected(vram_share=0.0, voice_rate=0.0, background_rate=0.0)
"""A bench measures a model, and holds it to nothing."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One model ready to be asked: its lanes, their records, its engine and how it is loaded."""

    lanes: Lanes
    records: "queue.SimpleQueue[Call]"
    backend: ModelBackend
    options: RunnerOptions
    model: str

    def loaded(self) -> LoadedModel | None:
        """What of it is in memory now."""
        here = find(self.backend.installed(), self.model)
        return next((item for item in self.backend.loaded() if here and item.digest == here.digest), None)


class Engines:
    """Who makes them closes them. `configured` stands in for the configuration's engine in tests."""

    def __init__(self, loaded: Loaded, state: Path, configured: ModelBackend | None = None) -> None:
        self._loaded, self._state = loaded, state
        self._backends: dict[Path | None, ModelBackend] = {} if configured is None else {None: configured}

    def backend(self, arm: Arm) -> ModelBackend:
        """The engine that has a model.

        Raises:
            UsageFailure: what it needs is not here.
        """
        if arm.weights not in self._backends:
            models = self._loaded.config.models
            if arm.weights is not None:
                weights = models.embedded.model_copy(update={"weights": str(arm.weights)})
                chosen = models.model_copy(update={"backend": "embedded", "embedded": weights})
                self._backends[arm.weights] = build(chosen, Pins())
            elif models.backend == "none":
                raise UsageFailure("models.backend is none: there is no engine to measure", "models: {backend: ollama}")
            else:
                self._backends[None] = build(models, pins_in(self._state, models.server))
        return self._backends[arm.weights]

    def installed(self, arm: Arm) -> InstalledModel | None:
        """What the engine has of a model; None where it lacks it, or is not there."""
        try:
            return find(self.backend(arm).installed(), arm.model)
        except ModelFailure:
            return None

    @contextmanager
    def opened(self, arm: Arm) -> Iterator[Opened]:
        """A model with the machine to itself: placed as its engine would place it alone, and put out afterwards."""
        backend, config = self.backend(arm), self._loaded.config
        options = self.options(arm)
        rules = lane_rules(config.lanes, lambda _: options, arm.model)
        rules = replace(single_rules(rules), voice_model=arm.model)
        records: queue.SimpleQueue[Call] = queue.SimpleQueue()
        lanes = Lanes(backend, rules, records.put, UNHELD, neighbours=Neighbours(self._state / MEETING))
        lanes.start()
        try:
            yield Opened(lanes, records, backend, options, arm.model)
        finally:
            lanes.stop(STOP_S)
            with suppress(ModelFailure):  # an engine that is gone has unloaded it
                backend.unload(arm.model)

    def options(self, arm: Arm) -> RunnerOptions:
        """How a model is loaded: by the configuration, and by its variant."""
        options, variant = runner_options(self._loaded.config.models, arm.model), arm.variant
        if variant is None:
            return options
        ctx = variant.num_ctx if variant.num_ctx is not None else options.num_ctx
        gpu = variant.num_gpu if variant.num_gpu is not None else options.num_gpu
        return replace(options, num_ctx=ctx, num_gpu=gpu)

    def close(self) -> None:
        """Let go of every engine."""
        for backend in self._backends.values():
            backend.close()
