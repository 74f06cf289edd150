"""From the configuration to the lanes' rules."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from agent.asking import RunnerOptions
from agent.calls import Call
from agent.lanes.measured import Choice, choose
from agent.lanes.quality import Expected
from agent.lanes.rules import LaneRules
from agent.settings.lanes import LanesConfig


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
