"""`labkeeper drill` as a stranger calls it: what it refuses, and how it says so."""

import json
from pathlib import Path

import pytest

from agent.cli.drill import DrillOptions, chosen, pick_lab, run_drill
from agent.drill.fault import all_faults
from agent.failure import UsageFailure
from clab.model import Lab
from clab.running_lab import FoundLab
from tests.program import labkeeper


def test_the_faults_are_listed_without_touching_anything(tmp_path: Path) -> None:
    """Names, what they do, and the causes that are right answers; no engine is needed."""
    done = labkeeper("drill", "--list", cwd=tmp_path, DOCKER_HOST="unix:///nowhere.sock")
    assert done.returncode == 0
    assert "link-down         an interface is set down                     link_down" in done.stdout
    rows = json.loads(labkeeper("drill", "--list", "--json", cwd=tmp_path).stdout)["faults"]
    assert {"name": "clear", "what": "a session is cleared", "causes": ["admin_reset"], "by_name": False} in rows
    assert len(rows) == len({row["name"] for row in rows}) == 30


def test_what_reaches_beyond_the_lab_is_played_only_by_its_name() -> None:
    """The engine is restarted where somebody asks for that; a drill of everything leaves it alone."""
    assert "engine-restart" in chosen("engine-restart,clear")
    assert {name for name, fault in all_faults().items() if name not in chosen(None)} == {"engine-restart"}


@pytest.mark.parametrize(
    ("faults", "said", "hint"),
    [
        ("link-donw", "--faults: no fault 'link-donw'", "did you mean link-down?"),
        ("xyz", "--faults: no fault 'xyz'", "labkeeper drill --list shows them"),
        (" , ", "--faults: names no fault", "labkeeper drill --list shows them"),
    ],
)
def test_a_fault_that_is_none_is_refused(faults: str, said: str, hint: str, tmp_path: Path) -> None:
    """With the nearest name, before the engine is asked."""
    with pytest.raises(UsageFailure) as caught:
        run_drill(DrillOptions(faults=faults, yes=True))
    assert (caught.value.what, caught.value.hint) == (said, hint)


def test_without_an_engine_the_reason_is_said(tmp_path: Path) -> None:
    """What was tried, what happened, what to do."""
    done = labkeeper("drill", "--yes", cwd=tmp_path, DOCKER_HOST=f"unix://{tmp_path}/none.sock")
    assert (done.returncode, done.stdout) == (1, "")
    assert "list containers: no Docker engine here" in done.stderr
    assert "sudo systemctl start docker" in done.stderr


def test_the_lab_must_be_one(tmp_path: Path) -> None:
    """The only one, or the one that is named."""
    labs = {name: FoundLab(name, Lab(name)) for name in ("a", "b")}
    assert pick_lab(labs, "b").name == "b"
    assert pick_lab({"a": labs["a"]}, None).name == "a"
    for found, name, said in (
        (labs, None, "2 labs run here"),
        ({}, None, "no labs run here"),
        (labs, "c", "no lab 'c' runs here"),
    ):
        with pytest.raises(UsageFailure, match=said):
            pick_lab(found, name)
