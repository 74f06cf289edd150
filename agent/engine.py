"""The engine with its lanes for the length of one command: opened where words are wanted, closed in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agent.asking import Words
from agent.backends import build
from agent.backends.pins import pins_in
from agent.config import Loaded, routing
from agent.lanes.driver import Lanes
from agent.lanes.wiring import expected, lane_rules
from agent.ports import Store

STOP_S = 3.0


@contextmanager
def open_words(loaded: Loaded, state: Path, store: Store) -> Iterator[Words]:
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
            yield driver
        finally:
            driver.stop(STOP_S)
    finally:
        backend.close()
