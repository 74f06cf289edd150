"""`labkeeper labs`, and `watch` without a configuration, on engines that answer and engines that do not."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from agent.app.store.sqlite import SqliteStore
from agent.cli import run
from agent.schemas import schema
from tests.clab.engine import FakeEngine, diamond, served


@pytest.fixture
def called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """One call on an engine at a socket of the test: exit status and both streams."""
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/api.sock")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        status = run(list(words))
        told = capsys.readouterr()
        return status, told.out, told.err

    return call


def test_a_recorded_lab_is_listed_in_the_published_shape(called: Any, tmp_path: Path) -> None:
    """Four nodes, four links, and for each node what lacks and what to do; no password anywhere."""
    fake = FakeEngine()
    home = diamond(fake, tmp_path)
    (home / "nornir-simple-inventory.yml").write_text("r1: {username: ops, password: s3cret}\n")
    with served(fake, tmp_path / "api.sock"):
        status, data, _ = called("labs", "--json")
        _, words, _ = called("labs")
    answer = json.loads(data)
    jsonschema.validate(answer, schema("labs"))
    (lab,) = answer["labs"]
    assert (0, "diamond", 4, 4) == (status, lab["name"], len(lab["nodes"]), len(lab["links"]))
    assert all(item["sources"] or item["lacks"] for item in lab["nodes"])
    assert "diamond: 4 nodes, 4 links" in words
    assert "s3cret" not in data + words


def test_no_lab_is_no_error(called: Any, tmp_path: Path) -> None:
    """An empty list, and a line for people."""
    with served(FakeEngine(), tmp_path / "api.sock"):
        assert (0, {"schema": 1, "labs": []}) == ((told := called("labs", "--json"))[0], json.loads(told[1]))
        assert "no lab runs here" in called("labs")[1]


def test_without_an_engine_labs_says_what_to_do(called: Any) -> None:
    """Status 1, nothing on stdout, and the way out."""
    status, data, words = called("labs")
    assert (1, "") == (status, data)
    assert "no Docker engine here" in words
    assert "sudo systemctl start docker" in words


def test_watching_with_neither_configuration_nor_engine_is_wrong_use(called: Any) -> None:
    """Status 2, and both ways out."""
    status, data, words = called("watch")
    assert (2, "") == (status, data)
    assert "no configuration, and no labs can be found" in words
    assert "labkeeper config example > labkeeper.yml" in words


def test_doctor_names_the_labs_of_the_engine(called: Any, tmp_path: Path) -> None:
    """Or why it cannot be asked."""
    fake = FakeEngine()
    fake.add("one", "r1")
    with served(fake, tmp_path / "api.sock"):
        assert "Docker engine: labs: one" in called("doctor")[1]
    assert "no Docker engine here" in called("doctor")[1] or "connection refused" in called("doctor")[1]


def test_incidents_of_all_labs_that_were_watched_are_listed_together(called: Any, tmp_path: Path) -> None:
    """Without a configuration by time over all labs, with `--lab` those of one."""
    for lab, second in (("one", 2), ("two", 1)):
        with closing(SqliteStore(tmp_path / "state" / "labkeeper" / lab / "journal.sqlite")) as store:
            store.save(incident(lab, f"2026-11-24T10:00:0{second}.000000Z"), "opened")
    everything = json.loads(called("incidents", "--json")[1])
    assert (None, ["i-two", "i-one"]) == (everything["lab"], [item["id"] for item in everything["incidents"]])
    one = json.loads(called("incidents", "--json", "--lab", "one")[1])
    assert ("one", ["i-one"]) == (one["lab"], [each["id"] for each in one["incidents"]])
    jsonschema.validate(everything, schema("incidents"))


def incident(lab: str, at: str) -> dict[str, Any]:
    """A lossless incident as it is kept."""
    words = {"type": "unknown", "certainty": "unknown", "planned": False, "subject": None, "nodes": [], "evidence": []}
    times = {"started_at": at, "first_loss_at": None, "last_restored_at": None, "reconvergence_s": None}
    head = {"id": f"i-{lab}", "version": 1, "severity": "WARNING", "status": "closed"}
    return {**head, **times, "cause": words, "nodes": ["r1"], "peerings": [], "timeline": []}
