"""`labkeeper route`, `models`, `models pin`, and what `doctor` says of models."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from agent.cli import run
from agent.schemas import schema
from tests.standin import Entry, Standin


@pytest.fixture
def server() -> Iterator[Standin]:
    """A stand-in with the routed models."""
    with Standin() as found:
        yield found


@pytest.fixture
def called(server: Standin, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Calls the program with a configuration that names the stand-in: status, stdout, stderr."""
    config = tmp_path / "labkeeper.yml"
    config.write_text(f"models: {{ollama: {{host: '{server.host}'}}}}\n")

    def call(*arguments: str) -> tuple[int, str, str]:
        state = () if arguments[0] == "route" else ("--state-dir", str(tmp_path / "state"))
        status = run([*arguments, "--config", str(config), *state])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_route_shows_the_table(called: Any) -> None:
    """Task, model, lane and why; the models without a slot and the mistakes; where it comes from on stderr."""
    status, out, err = called("route")
    lines = [line for line in out.splitlines() if line.startswith(("topology", "narrative", "answer"))]
    assert 0 == status
    assert ["topology", "qwen2.5-coder:7b", "background"] == lines[0].split()[:3]
    assert ["narrative", "gemma3:12b", "background"] == lines[1].split()[:3]
    assert ["answer", "gemma3:4b", "voice"] == lines[2].split()[:3]
    assert "measured, without a slot: llama3.1:8b, mistral-nemo:12b, phi3.5" in out
    assert '66-second reconvergence "23 minutes"' in out
    assert "one model per task, no second choice" in err


def test_route_for_machines(called: Any) -> None:
    """The same as data."""
    data = json.loads(called("route", "--json")[1])
    table = {key: value for key, value in data.items() if key not in ("schema", "file")}
    jsonschema.validate(table, schema("routing"))
    assert {"model": "gemma3:4b", "lanes": ["voice"]} == {
        key: data["routes"]["answer"][key] for key in ("model", "lanes")
    }
    assert 3 == len(data["mistakes"])


def test_models_shows_what_is_here(server: Standin, called: Any) -> None:
    """Missing, remote, changed and pinned models, each as it is; the way out on stderr."""
    called("models", "pin")
    del server.models["gemma3:12b"]
    server.models["qwen2.5-coder:7b"] = Entry("other weights")
    server.load("gemma3:4b", {"num_ctx": 2048})
    status, out, err = called("models", "--json")
    jsonschema.validate(json.loads(out), schema("models"))
    rows = {load["model"]: load for load in json.loads(out)["models"]}
    assert 0 == status
    assert {"qwen2.5-coder:7b": "refused: changed", "gemma3:12b": "missing", "gemma3:4b": "pinned"} == {
        name: row["state"] for name, row in rows.items()
    }
    assert {"size": 3_300_000_000, "vram": 3_300_000_000, "context": 2048} == rows["gemma3:4b"]["loaded"]
    assert ["brief", "answer"] == rows["gemma3:4b"]["tasks"]
    assert "its cloud switch is off" in err


def test_models_for_people(server: Standin, called: Any) -> None:
    """One row a model."""
    server.models["gemma3:12b"] = Entry(size=400)
    _, out, _ = called("models")
    states = {line.split()[0]: line for line in out.splitlines()[1:]}
    assert "refused: remote" in states["gemma3:12b"]
    assert "not pinned yet" in states["gemma3:4b"]


def test_pinning_anew(server: Standin, called: Any) -> None:
    """What was pinned before is said; a name that is not installed, or remote, is not pinned."""
    assert 3 == len(called("models", "pin")[1].splitlines())
    old, server.models["gemma3:4b"] = server.models["gemma3:4b"].sha256, Entry("new")
    status, out, _ = called("models", "pin", "gemma3:4b")
    assert (0, f"gemma3:4b {Entry('new').sha256[:12]} (was {old[:12]})\n") == (status, out)
    status, _, err = called("models", "pin", "phi3.5")
    assert (1, True) == (status, "'phi3.5' is not installed" in err)
    server.faults.remote_in = frozenset({"tags"})
    status, _, err = called("models", "pin", "gemma3:4b")
    assert (1, True) == (status, "another machine" in err)


def test_models_without_a_server(server: Standin, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Our failure, with the address and what to do."""
    config = tmp_path / "labkeeper.yml"
    config.write_text("models: {ollama: {host: 'unix:///nowhere/ollama.sock'}}\n")
    assert 1 == run(["models", "--config", str(config), "--state-dir", str(tmp_path)])
    said = capsys.readouterr()
    assert "" == said.out
    assert "labkeeper: unix:///nowhere/ollama.sock: nobody answers" in said.err


def _checks(called: Any) -> dict[str, dict[str, str]]:
    return {load["what"]: load for load in json.loads(called("doctor", "--json")[1])["checks"]}


def test_doctor_says_whether_prompts_can_leave(server: Standin, called: Any) -> None:
    """The switch, and how to turn it off; every routed model."""
    assert ("ok", "") == (_checks(called)["sovereignty"]["status"], _checks(called)["sovereignty"]["hint"])
    server.faults.cloud = "on"
    del server.models["gemma3:12b"]
    checks = _checks(called)
    assert ("failed", True) == (
        checks["sovereignty"]["status"],
        "OLLAMA_NO_CLOUD=1" in checks["sovereignty"]["hint"],
    )
    assert ("failed", "missing") == (checks["model gemma3:12b"]["status"], checks["model gemma3:12b"]["found"])
    assert "digest, narrative" in checks["model gemma3:12b"]["hint"]
    assert "ok" == checks["model gemma3:4b"]["status"]


def test_doctor_without_an_engine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It could not look, and says what is so without it."""
    config = tmp_path / "labkeeper.yml"
    config.write_text("models: {ollama: {host: 'unix:///nowhere/ollama.sock'}}\n")
    assert 0 == run(["doctor", "--json", "--config", str(config), "--state-dir", str(tmp_path)])
    check = json.loads(capsys.readouterr().out)["checks"][-1]
    assert ("models: ollama", "could_not_run") == (check["what"], check["status"])
    assert "labkeeper words everything itself" in check["hint"]
