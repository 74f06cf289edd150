"""From the configuration to the lanes' rules, and to lanes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from agent.app.store.protocol import Store
from agent.config.lanes import LanesConfig
from agent.config.loading import Loaded
from agent.config.models import ModelOptions, ModelsConfig
from agent.models.api import ModelBackend, RunnerOptions
from agent.models.call_log import Call
from agent.models.routing import Routing, read
from agent.models.scheduler.driver import Lanes
from agent.models.scheduler.engine_lock import Neighbours
from agent.models.scheduler.measured import Choice, choose
from agent.models.scheduler.quality import Expected
from agent.models.scheduler.rules import LaneRules
from agent.resources import resource

MEETING = "engine.voice"


def routing_file(loaded: Loaded) -> Path:
    """The routing table: `models.routing`, else `routing.yml` beside the configuration, else the packaged one."""
    folder = loaded.path.parent if loaded.path else Path()
    if loaded.config.models.routing is not None:
        return folder / Path(loaded.config.models.routing).expanduser()
    beside = folder / "routing.yml"
    return beside if loaded.path and beside.is_file() else resource("templates/routing.yml")


def routing(loaded: Loaded) -> Routing:
    """The routing in force; the embedded engine has one model, which then words every task.

    Raises:
        UsageFailure: the table cannot be read, or is none.
    """
    table, models = read(routing_file(loaded)), loaded.config.models
    if models.backend == "embedded":
        return table.all_by(models.embedded.model, "models.backend is embedded, which has this one model")
    return table


def runner_options(config: ModelsConfig, model: str) -> RunnerOptions:
    """How a model is loaded."""
    chosen = config.options.get(model, ModelOptions())
    return RunnerOptions(chosen.num_ctx, chosen.num_batch, chosen.num_gpu, chosen.num_thread)


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
    rules = lane_rules(section, partial(runner_options, models), routing(loaded).route("answer").model, calls=calls)
    rules = single_rules(rules) if single else replace(rules, preload=models.backend in ("ollama", "embedded"))
    expect = expected(section, has_card=models.backend == "ollama")
    return Lanes(backend, rules, store.record, expect, neighbours=Neighbours(state / MEETING))
