"""`labkeeper bench models` and `labkeeper route apply`, as a person calls them."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from agent.cli import run
from agent.models.routing import read
from agent.resources import resource
from tests.agent.bench.models.scripted_models import lab, measured, ring
from tests.standin import Standin

SCRIPT = {"models": ["gemma3:4b", "qwen2.5-coder:7b"], "answers": {"topology": [ring(4)], "*": ["ready"]}}


@pytest.fixture
def called(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Calls the program with a scripted engine: status, stdout, stderr."""
    (tmp_path / "answers.yml").write_text(yaml.safe_dump(SCRIPT))
    config = tmp_path / "labkeeper.yml"
    config.write_text(f"models: {{backend: scripted, script: '{tmp_path / 'answers.yml'}'}}\n")

    def call(*arguments: str) -> tuple[int, str, str]:
        state = ("--state-dir", str(tmp_path / "state")) if arguments[0] == "bench" else ()
        status = run([*arguments, "--config", str(config), *state])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_a_run_from_the_command_line(called: Any, tmp_path: Path) -> None:
    """A report, its first screen, the rows; the same folder is not begun again, and a whole run has nothing left."""
    folder = tmp_path / "result"
    arguments = ("--models", "gemma3:4b, absent", "--kinds", "topology", "--most", "2", "--rounds", "1", "--offline")
    status, out, err = called("bench", "models", *arguments, "--out", str(folder))
    assert 0 == status, err
    assert out.startswith("# Models measured on ")
    assert "not here" in out
    assert "report.md" in err
    assert out.rstrip() in (folder / "report.md").read_text()
    assert read(folder / "routing.yml").models()
    rows = (folder / "rows.jsonl").read_text()
    assert 2 == called("bench", "models", *arguments, "--out", str(folder))[0]
    assert 0 == called("bench", "models", "--resume", str(folder))[0]
    assert rows == (folder / "rows.jsonl").read_text()
    status, out, _ = called("bench", "models", "--report", str(folder), "--json")
    assert 0 == status
    assert {"absent": "model 'absent' is not in the script"} == json.loads(out)["absent"]


def test_a_run_over_a_server_s_own_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Over HTTP, as with Ollama: what is asked arrives there, the load and the share on the card are measured."""
    folder, config = tmp_path / "result", tmp_path / "labkeeper.yml"
    arguments = ("--models", "gemma3:4b,missing:1b", "--kinds", "topology,speed", "--most", "1", "--rounds", "1")
    with Standin(ring(4)) as server:
        config.write_text(f"models: {{ollama: {{host: '{server.host}'}}}}\n")
        state = ("--config", str(config), "--state-dir", str(tmp_path / "state"))
        status = run(["bench", "models", *arguments, "--offline", "--out", str(folder), *state])
    assert 0 == status, capsys.readouterr().err
    said = capsys.readouterr().out
    assert "| topology | 100 (" in said
    assert "not here" in said
    rows = [json.loads(line) for line in (folder / "rows.jsonl").read_text().splitlines()]
    loads = [row for row in rows if row["row"] == "load" and row["arm"] == "gemma3:4b"]
    assert all(row["size"] > 0 and row["vram"] >= 0 for row in loads)
    engines = {row["engine"] for row in rows if row["row"] == "call" and row["outcome"] == "done"}
    assert {"ollama"} == engines


def test_a_run_does_not_go_on_with_another_model_under_its_name(called: Any, tmp_path: Path) -> None:
    """Its digest, or as here the tasks and options, belong to what it was."""
    folder = tmp_path / "result"
    arguments = ("--models", "gemma3:4b", "--kinds", "topology", "--most", "1", "--rounds", "1", "--offline")
    assert 0 == called("bench", "models", *arguments, "--out", str(folder))[0]
    head = json.loads((folder / "run.json").read_text())
    head["fingerprint"]["models"]["gemma3:4b"]["digest"] = "0" * 16
    (folder / "run.json").write_text(json.dumps(head))
    status, _, err = called("bench", "models", "--resume", str(folder))
    assert 2 == status
    assert "began with another fingerprint: models: gemma3:4b: digest" in err


def test_an_experiment_compares_a_model_with_itself(called: Any, tmp_path: Path) -> None:
    """The same model in two variants; the schema stands in the prompt of one; the answer is no routing table."""
    folder = tmp_path / "result"
    arguments = ("--experiment", "schema-in-prompt", "--models", "gemma3:4b", "--most", "2", "--rounds", "1")
    status, out, err = called("bench", "models", *arguments, "--offline", "--out", str(folder))
    assert 0 == status, err
    assert "**Does a prompt that shows the answer's schema make gemma3:12b fit for topologies?**" in out
    assert "gemma3:4b (schema shown)" in out
    assert not (folder / "routing.yml").exists()
    calls = [json.loads(line) for line in (folder / "rows.jsonl").read_text().splitlines()]
    tokens = {row["arm"]: row["prompt_tokens"] for row in calls if row["row"] == "call"}
    assert tokens["gemma3:4b (schema shown)"] > tokens["gemma3:4b (as it is)"] + 100


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--experiment", "none"), "there are: larger-card, quantisation, schema-in-prompt"),
        (("--kinds", "poems"), "'poems' is no kind of task"),
        (("--models", "a,a"), "'a' is named twice"),
        (("--models", "/nowhere/x.gguf"), "no such file"),
        (("--until", "±x"), "no number of points"),
        (("--until", "80"), "no width of an interval"),
        (("--resume", "/nowhere"), "holds no result"),
        (("--compare", "/nowhere", "/elsewhere"), "holds no result"),
    ],
)
def test_what_cannot_be_meant_is_said(called: Any, arguments: tuple[str, ...], said: str) -> None:
    """Status 2, and what there is instead."""
    status, _, err = called("bench", "models", *arguments)
    assert 2 == status
    assert said in err


def test_results_are_compared_from_the_command_line(called: Any, tmp_path: Path) -> None:
    """0 where scores are of the same things, 3 where they are not."""
    for name, changed in (("a", {}), ("b", {}), ("c", {"tasks": "other"})):
        measured(tmp_path / name, ("right",), **changed)
    status, out, _ = called("bench", "models", "--compare", str(tmp_path / "a"), str(tmp_path / "b"))
    assert 0 == status
    assert "fingerprints are the same" in out
    status, out, _ = called("bench", "models", "--compare", str(tmp_path / "a"), str(tmp_path / "c"))
    assert 3 == status
    assert "Scores are not compared: tasks differ" in out


@pytest.fixture
def proposing(tmp_path: Path) -> Path:
    """A result that proposes another model for topologies."""
    table = read(resource("templates/routing.yml")).model_dump(mode="json")
    table["routes"]["topology"] |= {"model": "better:3b", "why": "passed 9 of 10"}
    folder = tmp_path / "proposing"
    folder.mkdir()
    (folder / "routing.yml").write_text(yaml.safe_dump(table))
    return folder


def test_a_table_is_put_into_force_after_a_yes(
    called: Any, proposing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It shows both models with their reasons, asks, writes beside the configuration, and keeps the old table."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    status, out, err = called("route", "apply", str(proposing))
    assert 0 == status, err
    assert "- qwen2.5-coder:7b: code and YAML" in out
    assert "+ better:3b: passed 9 of 10" in out
    assert "narrative" not in out
    assert "better:3b" == read(tmp_path / "routing.yml").route("topology").model
    (kept,) = tmp_path.glob("routing.2*.yml")
    assert "qwen2.5-coder:7b" == read(kept).route("topology").model
    assert "better:3b" in called("route")[1]
    assert "nothing to change" in called("route", "apply", str(proposing))[1]


@pytest.mark.parametrize("answer", ["", "n\n", "\n", "maybe\n"])
def test_everything_but_yes_is_no(
    answer: str, called: Any, proposing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody there, no, return: nothing is written."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    status, _, err = called("route", "apply", str(proposing))
    assert 1 == status
    assert "nothing was changed" in err
    assert [] == list(tmp_path.glob("routing*.yml"))


def test_a_folder_without_a_table_proposes_none(called: Any, tmp_path: Path) -> None:
    """And a table that is none is refused with its place."""
    assert "proposes no routing table" in called("route", "apply", str(tmp_path))[2]
    (tmp_path / "routing.yml").write_text("routes: {topologie: {}}")
    status, _, err = called("route", "apply", str(tmp_path))
    assert 2 == status
    assert "did you mean 'topology'?" in err


def test_without_a_configuration_there_is_no_place_for_a_table(
    proposing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The packaged table is never written to."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    assert 2 == run(["route", "apply", str(proposing), "--yes"])
    assert "config example" in capsys.readouterr().err


def test_an_answer_to_a_request_has_all_that_its_schema_asks() -> None:
    """The tests' own answers are whole, so that a scripted engine lets them pass."""
    assert {"shape", "kind", "routers"} <= set(json.loads(lab(shape="ring", kind="frr", routers=3)))
