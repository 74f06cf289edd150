"""The topology gate on what people write: what is well passes, what is not is found by its rule and in plain words."""

import os
import shutil
from pathlib import Path

import pytest

from agent.gates.topology.gate import check_topology
from agent.gates.verdict import Verdict
from clab.finding import Finding
from tests.gates.field import FIELD, HINTS, LINUX, lab

needs_containerlab = pytest.mark.skipif(
    shutil.which("containerlab") is None, reason="containerlab is not on PATH (containerlab.dev/install)"
)


def findings(verdict: Verdict) -> list[Finding]:
    """Errors and warnings."""
    return [finding for stage in verdict.stages for finding in stage.findings if finding.severity != "note"]


def written(folder: Path, text: str, *files: str) -> Path:
    """A topology in a folder of its own, with files beside it."""
    file = folder / "lab.clab.yml"
    file.write_text(text)
    for item in ("lic.txt", *files):
        (folder / item).parent.mkdir(parents=True, exist_ok=True)
        (folder / item).write_text("x\n")
    return file


@pytest.mark.parametrize("name", FIELD)
def test_each_has_its_finding_and_no_other(name: str, tmp_path: Path) -> None:
    """The rule, its severity, the words; rejected for an error alone."""
    case = FIELD[name]
    verdict = check_topology(written(tmp_path, case.text), offline=True)
    found = findings(verdict)
    assert {(item.rule, item.severity) for item in found} == ({(case.rule, case.severity)} if case.rule else set()), (
        found
    )
    assert all(case.says in each.message + each.hint for each in found[:1])
    assert verdict.decision == ("rejected" if case.rule and case.severity == "error" else "accepted")


@pytest.mark.parametrize("name", HINTS)
def test_the_hint_says_what_to_do(name: str, tmp_path: Path) -> None:
    """Word by word."""
    found = findings(check_topology(written(tmp_path, FIELD[name].text), offline=True))
    assert HINTS[name] in {item.hint for item in found}


@needs_containerlab
@pytest.mark.parametrize("name", [name for name, case in FIELD.items() if not case.rule or case.severity == "warning"])
def test_containerlab_agrees_with_what_passes(name: str, tmp_path: Path) -> None:
    """Planned, or kept from that by a machine without KVM."""
    verdict = check_topology(written(tmp_path, FIELD[name].text))
    plan = next(stage for stage in verdict.stages if stage.name == "plan")
    assert plan.status == "passed" or "KVM" in plan.text, plan.text


@needs_containerlab
def test_files_of_the_user_are_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """His home, his variables, the lab's own folder; and a message names his paths, never those of the run."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WHO", "ana")
    monkeypatch.delenv("CLAB_LABDIR_BASE", raising=False)
    binds = "['~/key.pub:/k', '$HOME/key.pub:/l', '__clabNodeDir__/frr.conf:/f', '${WHO}.txt:/w']"
    text = lab({"a": f"{{kind: linux, image: 'a:1', binds: {binds}}}"})
    file = written(tmp_path, text, "home/key.pub", "clab-p/a/frr.conf", "ana.txt")
    assert check_topology(file).decision == "accepted"
    (tmp_path / "clab-p/a/frr.conf").unlink()
    verdict = check_topology(file)
    assert verdict.decision == "rejected"
    assert "labkeeper-" not in str(verdict.to_json()["stages"])
    named = lab({"a": LINUX}, head="name: ${WHO}-lab")
    assert check_topology(written(tmp_path, named)).decision == "accepted"


@needs_containerlab
def test_a_missing_file_hides_nothing(tmp_path: Path) -> None:
    """What only containerlab finds is found behind it, in one run."""
    nodes = {
        "a": "{kind: linux, image: 'a:1', binds: ['no.txt:/x']}",
        "b": "{kind: linux, image: 'a:1', ports: ['80:80:80']}",
    }
    verdict = check_topology(written(tmp_path, lab(nodes)))
    rules = {finding.rule for finding in findings(verdict)}
    assert {"file-missing", "plan"} <= rules
    assert str(os.path.realpath(tmp_path)) not in {item.message for item in findings(verdict) if item.rule == "plan"}


@needs_containerlab
def test_bridges_that_are_not_here_are_a_note_alike(tmp_path: Path) -> None:
    """Linux's and Open vSwitch's."""
    for kind in ("bridge", "ovs-bridge"):
        text = lab({"a": LINUX, "lk-absent": f"{{kind: {kind}}}"}, 'endpoints: ["a:eth1", "lk-absent:lkp1"]')
        verdict = check_topology(written(tmp_path, text))
        assert verdict.decision == "accepted", verdict
        notes = [finding.rule for stage in verdict.stages for finding in stage.findings if finding.severity == "note"]
        assert "bridge-absent" in notes
