"""What a result says: its first screen, its proposal, its plots, and two results beside each other."""

import importlib.util
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from agent.bench.models import plots
from agent.bench.models.beside import beside, incomparable
from agent.bench.models.fingerprint import differences
from agent.bench.models.measures import Figures, Row
from agent.bench.models.proposal import Proposal, propose
from agent.bench.models.proposal_file import written
from agent.bench.models.report import first_screen, whole
from agent.bench.models.result import check_same
from agent.bench.models.summary import summary
from agent.bench.models.task_files import routes
from agent.failure import UsageFailure
from agent.models.routing import Routing, read
from agent.resources import resource
from tests.agent.bench.models.scripted_models import PRINT, measured, trial

NOW = datetime(2026, 11, 30, tzinfo=UTC)


def table(model: str) -> Routing:
    """The packaged table with one model for everything."""
    return read(resource("templates/routing.yml")).all_by(model, "as it was")


def proposal(figures: Figures, model: str) -> Proposal:
    """What a run proposes where this model words everything."""
    return propose(figures, table(model), routes(), "Some CPU", NOW)


def test_the_first_screen_is_read_at_a_glance(tmp_path: Path) -> None:
    """80 columns, 24 lines: who is better, with interval and p; what this run can see; what is proposed."""
    found = measured(tmp_path, ("right", "poor", "absent"))
    text = first_screen(found, proposal(found.figures, "poor"))
    lines = text.splitlines()
    assert max(len(line) for line in lines if str(tmp_path) not in line) <= 80, text
    assert len(lines) <= 24
    row = next(line for line in lines if line.startswith("| topology"))
    assert "100 (68–100)" in row
    assert "C (p 0.031)" in row
    assert "| A   | absent" in text
    assert "not here" in text
    assert "This run can see differences" in text
    assert "Proposed: another model for topology" in text


def test_a_report_holds_what_the_first_screen_rests_on(tmp_path: Path) -> None:
    """First, after and every; the pair with McNemar; what went wrong; speed; the 4-GB line; routing; fingerprint."""
    found = measured(tmp_path, ("right", "poor"), rounds=2)
    text = whole(found, proposal(found.figures, "poor"))
    for part in ("### topology", "16 / 8", "right over poor", "McNemar", "What went wrong most", "into 4 GB",
                 "## Proposed routing", "passed 16 of 16", "Without the slot", "poor: 75 points behind right",
                 "## Fingerprint", "Q4_K_M", "no card here", "## The machine while it ran"):  # fmt: skip
        assert part in text, part


def test_equal_models_change_nothing(tmp_path: Path) -> None:
    """No difference seen is a result: the one in force stays, and the report says what could have been seen."""
    found = measured(tmp_path, ("right", "twin"))
    told = proposal(found.figures, "twin")
    assert not any(change.changed for change in told.changes)
    assert "no difference seen to twin (this run sees" in whole(found, told)
    assert "none seen" in first_screen(found, told)
    assert "stays as it is" in first_screen(found, told)


def test_a_model_in_force_that_was_not_measured_stays(tmp_path: Path) -> None:
    """Nothing was seen to be better than it."""
    found = measured(tmp_path, ("right", "poor"))
    told = proposal(found.figures, "other:7b")
    assert not any(change.changed for change in told.changes)
    assert "was not measured" in whole(found, told)


def voices(rate: float) -> list[Row]:
    """Two models whose answers are spoken: one wholly right and so fast, one wholly wrong and fast."""
    rows = [
        trial(arm, str(k), score, kind="answer") for k in range(8) for arm, score in (("deep", 1.0), ("quick", 0.0))
    ]
    for arm, speed in (("deep", rate), ("quick", 40.0)):
        rows.append(
            {"row": "call", "arm": arm, "kind": "answer", "lane": "voice", "outcome": "done", "num_ctx": 4096,
             "prompt_tokens": 90, "answer_tokens": 30, "decode_s": 30 / speed, "prefill_s": 1.0, "first_s": 1.0}
        )  # fmt: skip
    return rows


def test_who_is_too_slow_to_speak_has_no_voice() -> None:
    """The better model at 9 tokens a second is eliminated with that reason; at 30 it gets the slot."""
    slow, fast = (proposal(Figures(voices(rate)), "quick") for rate in (9.0, 30.0))
    changes = {name: next(one for one in told.changes if one.task == "answer") for name, told in
               (("slow", slow), ("fast", fast))}  # fmt: skip
    assert not changes["slow"].changed
    assert "9 tok/s, a voice needs 15" == changes["slow"].eliminated["deep"]
    assert "passed none of 8" == changes["slow"].eliminated["quick"]
    assert "deep" == changes["fast"].after.model
    assert "passed 8 of 8, score 100 % (68–100)" in changes["fast"].after.why
    assert "30 tok/s" in changes["fast"].after.why


def test_a_proposed_table_is_a_routing_table(tmp_path: Path) -> None:
    """It is read back as it was written, with measured speeds and everybody without a slot."""
    found = measured(tmp_path, ("right", "poor"))
    told = proposal(found.figures, "poor")
    path = tmp_path / "routing.yml"
    path.write_text(written(told, found))
    again = read(path)
    assert told.table == again
    assert "right" == again.route("topology").model
    assert "poor" == again.route("brief").model
    assert yaml.safe_load(path.read_text())["routes"]["topology"]["why"].startswith("passed 8 of 8")


def test_data_for_machines_is_whole_json(tmp_path: Path) -> None:
    """No infinity, every kind, the winner."""
    found = measured(tmp_path, ("right", "poor"))
    data = summary(found, proposal(found.figures, "poor"))
    assert ("topology", "right") == (data["kinds"][0]["kind"], data["kinds"][0]["winner"])
    assert data["routing"][0]["proposed"] == "right"


def test_two_results_are_beside_each_other(tmp_path: Path) -> None:
    """Another machine is named first, and the same model is compared with itself."""
    machine = {**PRINT["machine"], "cards": ["T600 / 550.54 / 4096"]}  # type: ignore[dict-item]
    one, other = measured(tmp_path / "a", ("right",)), measured(tmp_path / "b", ("right",), machine=machine)
    text = beside(one, other)
    assert "machine: cards" in text
    assert "T600" in text
    assert "none seen" in text
    assert [] == incomparable(one, other)


@pytest.mark.parametrize("part", ["tasks", "prompts", "gates"])
def test_scores_of_different_things_are_not_compared(tmp_path: Path, part: str) -> None:
    """Other tasks, prompts or gates: said, and no score beside another."""
    one, other = (
        measured(tmp_path / "a", ("right",)),
        measured(tmp_path / "b", ("right",), **{part: "other"}),
    )
    text = beside(one, other)
    assert [part] == incomparable(one, other)
    assert f"Scores are not compared: {part} differ" in text
    assert "score A" not in text


def test_a_run_goes_on_as_what_it_was(tmp_path: Path) -> None:
    """A model whose digest changed in between is named, and the run is refused."""
    now = {**PRINT, "models": {"right": {"digest": "e" * 16}}}
    with pytest.raises(UsageFailure, match=r"models: right: digest was 'd{16}', is 'e{16}'"):
        check_same(tmp_path, {**PRINT, "models": {"right": {"digest": "d" * 16}}}, now)
    check_same(tmp_path, PRINT, PRINT)
    assert [("a: b", 1, 2), ("c", None, 3)] == differences({"a": {"b": 1}}, {"a": {"b": 2}, "c": 3})


@pytest.mark.skipif(importlib.util.find_spec("matplotlib") is None, reason="matplotlib is not installed")
def test_plots_show_every_model(tmp_path: Path) -> None:
    """Two SVG files with the models' names in their legends."""
    calls: list[Row] = [
        {"row": "call", "arm": arm, "kind": "topology", "lane": "background", "outcome": "done", "num_ctx": 4096,
         "prompt_tokens": 90, "answer_tokens": 30, "decode_s": 1.0, "prefill_s": 1.0, "first_s": 1.0}
        for arm in ("right", "poor")
    ]  # fmt: skip
    found = measured(tmp_path, ("right", "poor"))
    drawn = plots.draw(Figures([*found.figures.trials, *calls]), tmp_path)
    assert 2 == len(drawn)
    for title, file in drawn:
        text = (tmp_path / file).read_text()
        assert text.lstrip().startswith("<?xml")
        assert "right" in text
        assert "poor" in text
        assert f"![{title}]({file})" in whole(found, None, drawn)
