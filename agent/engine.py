"""The engine with its lanes for the length of one command: opened where words are wanted, closed in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from agent.asking import ModelBackend, ModelFailure, Words
from agent.backends import build
from agent.backends.pins import pins_in
from agent.backends.sovereignty import sovereignty_note
from agent.config import Loaded, routing
from agent.lanes.driver import Lanes
from agent.lanes.wiring import expected, lane_rules
from agent.ports import Store

STOP_S = 3.0


@dataclass(frozen=True, slots=True)
class Engine:
    """Where words come from, and what can be said of their way."""

    words: Words
    backend: ModelBackend

    def line(self, asked: bool) -> str:
        """On whether prompts can leave this machine, for a foot; empty where the engine was not asked or is silent."""
        if not asked:
            return ""
        try:
            return f"{sovereignty_note(self.backend.status()).line}."
        except ModelFailure:
            return ""


@contextmanager
def open_engine(loaded: Loaded, state: Path, store: Store) -> Iterator[Engine]:
    """The lanes over the engine that the configuration names. Nothing is connected before something is asked.

    Raises:
        UsageFailure: the engine needs what is not here.
    """
    models, lanes = loaded.config.models, loaded.config.lanes
    backend = build(models, pins_in(state))
    try:
        voice_model = routing(loaded).route("answer").model
        rules = lane_rules(lanes, models.runner, voice_model, preload=False)
        driver = Lanes(backend, rules, store.record, expected(lanes, has_card=models.backend == "ollama"))
        driver.start()
        try:
            yield Engine(driver, backend)
        finally:
            driver.stop(STOP_S)
    finally:
        backend.close()
