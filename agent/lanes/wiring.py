"""From the configuration to the lanes' rules, and to lanes."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from agent.asking import ModelBackend, RunnerOptions
from agent.backends import build
from agent.backends.pins import pins_in
from agent.calls import Call
from agent.config import Loaded, routing
from agent.lanes.driver import Lanes
from agent.lanes.measured import Choice, choose
from agent.lanes.neighbours import Neighbours
from agent.lanes.quality import Expected
from agent.lanes.rules import LaneRules
from agent.ports import Store
from agent.settings.lanes import LanesConfig

log = logging.getLogger(__name__)
MEETING = "engine.voice"


def placement(config: LanesConfig, voice_model: str, calls: Sequence[Call] = ()) -> Choice:
    """The placement in force and why; `calls` are what was recorded before, for `measured`."""
    if config.placement == "measured":
        return choose(calls, config.voice_model or voice_model)
    return Choice(config.placement, "by the configuration")


def lane_rules(
    config: LanesConfig, runner: Callable[[str], RunnerOptions], voice_model: str, *, calls: Sequence[Call] = ()
) -> LaneRules:
    """The rules; `runner` says how a model is loaded, `voice_model` is the routing table's."""
    model = config.voice_model or voice_model
    return LaneRules(
        voice_model=model,
        placement=placement(config, model, calls).placement,
        age_limit_s=config.age_limit_s,
        pause_s=config.pause_s,
        idle_s=config.idle_s,
        announce_s=config.announce_s,
        linger_s=config.linger_s,
        gather_s=config.gather_s,
        longest_wait_s=config.longest_wait_s,
        cpu_models=config.cpu_models,
        runner=runner,
    )


def single_rules(rules: LaneRules) -> LaneRules:
    """The same for one command that somebody waits for: nothing is loaded ahead, nothing waits for company."""
    return replace(rules, preload=False, gather_s=0.0, idle_s=0.0, pause_s=0.0, linger_s=0.0)


def expected(config: LanesConfig, *, has_card: bool = True) -> Expected:
    """What the models are held to; an engine that never uses a card is not held to one."""
    return Expected(config.vram_share if has_card else 0.0, config.voice_rate, config.background_rate)


def lanes_over(backend: ModelBackend, loaded: Loaded, state: Path, store: Store, *, single: bool = False) -> Lanes:
    """Lanes over an engine, by the configuration; who asks for them starts and stops them."""
    models, section = loaded.config.models, loaded.config.lanes
    calls = store.calls() if section.placement == "measured" else ()
    rules = lane_rules(section, models.runner, routing(loaded).route("answer").model, calls=calls)
    rules = single_rules(rules) if single else replace(rules, preload=models.backend in ("ollama", "embedded"))
    expect = expected(section, has_card=models.backend == "ollama")
    return Lanes(backend, rules, store.record, expect, neighbours=Neighbours(state / MEETING))


@contextmanager
def open_lanes(loaded: Loaded, state: Path, store: Store, *, single: bool = False) -> Iterator[Lanes]:
    """The lanes over the configured engine, recording in a store, for as long as the context lasts.

    `state` is the state folder: it keeps the pins, and the file by which labkeepers of one lab hear of each other's
    questions. `single` is for one command that somebody waits for.

    Raises:
        UsageFailure: what the engine needs is not here.
    """
    backend = build(loaded.config.models, pins_in(state, loaded.config.models.server))
    lanes = lanes_over(backend, loaded, state, store, single=single)
    try:
        lanes.start()
        yield lanes
    finally:
        left = lanes.stop()
        if left:
            log.warning("did not stop in time: %s", ", ".join(left))
        backend.close()
