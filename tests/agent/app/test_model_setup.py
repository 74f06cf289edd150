"""From the configuration to the rules."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import ValidationError

from agent.app.model_setup import expected, lane_rules, lanes_over, single_rules
from agent.app.store.memory import MemoryStore
from agent.config.lanes import LanesConfig
from agent.config.loading import Loaded
from agent.config.whole import Config
from agent.models.api import Message, ModelFailure, ModelRequest, RunnerOptions
from agent.models.backends import build
from agent.models.backends.digest_pins import pins_in
from agent.models.scheduler.driver import Lanes
from agent.models.scheduler.rules import LaneRules


def runner(model: str) -> RunnerOptions:
    """As the section `models:` says it."""
    return RunnerOptions(num_ctx=8192, num_batch=64, num_gpu=34 if model == "gemma3:4b" else None)


def test_the_defaults_of_the_file_are_those_of_the_rules() -> None:
    """Written down once too often, held together here."""
    made = lane_rules(LanesConfig(), runner, "gemma3:4b")
    assert LaneRules(runner=runner) == made


def test_the_voice_model_is_the_routing_tables_unless_the_file_names_one() -> None:
    """One place decides."""
    assert "gemma3:4b" == lane_rules(LanesConfig(), runner, "gemma3:4b").voice_model
    assert "other:3b" == lane_rules(LanesConfig(voice_model="other:3b"), runner, "gemma3:4b").voice_model


def test_options_are_the_models_own_but_for_the_card() -> None:
    """`resident`: all but the voice model on the CPU; `lend`: as the file says."""
    resident = lane_rules(LanesConfig(), runner, "gemma3:4b")
    lend = lane_rules(LanesConfig(placement="lend"), runner, "gemma3:4b")
    assert (34, 0) == (resident.options("gemma3:4b").num_gpu, resident.options("gemma3:12b").num_gpu)
    assert (34, None) == (lend.options("gemma3:4b").num_gpu, lend.options("gemma3:12b").num_gpu)
    assert (8192, 64) == (resident.options("gemma3:12b").num_ctx, resident.options("gemma3:12b").num_batch)


def test_a_single_command_loads_nothing_ahead_and_waits_for_no_company() -> None:
    """Somebody waits for it."""
    rules = single_rules(LaneRules())
    assert (False, 0.0, 0.0, 0.0) == (rules.preload, rules.gather_s, rules.idle_s, rules.pause_s)


def test_an_engine_without_a_card_is_not_held_to_one() -> None:
    """The embedded engine works on the CPU."""
    assert (0.9, 0.0) == (expected(LanesConfig()).vram_share, expected(LanesConfig(), has_card=False).vram_share)


def test_the_section_is_part_of_the_configuration() -> None:
    """A placement that there is not is an error."""
    assert "lend" == Config.model_validate({"lanes": {"placement": "lend"}}).lanes.placement
    with pytest.raises(ValidationError, match="placement"):
        Config.model_validate({"lanes": {"placement": "borrow"}})


@contextmanager
def opened(config: Config, folder: Path, store: MemoryStore, *, single: bool = False) -> Iterator[Lanes]:
    """Started lanes over the configured engine."""
    backend = build(config.models, pins_in(folder))
    lanes = lanes_over(backend, Loaded(config, None), folder, store, single=single)
    lanes.start()
    try:
        yield lanes
    finally:
        assert [] == lanes.stop()
        backend.close()


@pytest.mark.parametrize("single", [False, True])
def test_lanes_are_opened_from_the_configuration_and_closed(tmp_path: Path, single: bool) -> None:
    """The configured engine answers, the store has the call, and no thread is left."""
    script = tmp_path / "script.yml"
    script.write_text("models: [gemma3:4b, gemma3:12b]\nanswers: {narrative: [r1 lost r2.]}\n")
    config = Config.model_validate({"models": {"backend": "scripted", "script": str(script)}})
    store = MemoryStore()
    with opened(config, tmp_path, store, single=single) as lanes:
        asked = ModelRequest("narrative", "gemma3:12b", (Message("user", "Tell."),), 60)
        assert "r1 lost r2." == lanes.ask(asked, "background").text
    assert [("narrative", "done", "resident")] == [(e.task, e.outcome, e.placement) for e in store.calls()]
    assert not [item.name for item in threading.enumerate() if item.name.startswith("lanes")]


def test_without_an_engine_who_asks_is_told_and_nothing_is_loaded(tmp_path: Path) -> None:
    """`backend: none` is a choice."""
    store = MemoryStore()
    config = Config.model_validate({"models": {"backend": "none"}})
    with opened(config, tmp_path, store) as lanes, pytest.raises(ModelFailure):
        lanes.ask(ModelRequest("narrative", "gemma3:12b", (Message("user", "Tell."),), 60), "background")
    assert ["narrative"] == [call.task for call in store.calls()]
