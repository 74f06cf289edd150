"""The topology gate on files of anybody's making: every defect at its place, no valid file refused, no crash."""

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.cli import run
from agent.gates.topology.containerlab import find_binary
from agent.gates.topology.gate import check_topology
from agent.gates.topology.plan import plan
from agent.gates.verdict import Verdict
from agent.schemas import schema
from clab.document import read
from clab.finding import Finding
from clab.lint import Topology, lint
from clab.policy import check_policy
from clab.shape import check_shape
from tests.gates.valid import valid

HERE = Path(__file__).parent
DEFECTS = sorted((HERE / "defects").glob("*.clab.yml"))
POLICY = sorted((HERE / "policy").glob("*.clab.yml"))
MARK = re.compile(r"# !(\S+)( warning)?")
HAS_CONTAINERLAB = shutil.which("containerlab") is not None


def marked(file: Path) -> tuple[int, str, bool]:
    """Where a file says that it is wrong, by which rule, and whether that is an error."""
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if found := MARK.search(line):
            return number, found[1], found[2] is None
    raise AssertionError(f"{file} marks nothing")


def findings(verdict: Verdict) -> list[Finding]:
    """Everything that was found."""
    return [finding for stage in verdict.stages for finding in stage.findings]


def named(file: Path) -> str:
    """A file's name as a test's."""
    return file.name.removesuffix(".clab.yml")


@pytest.mark.parametrize("file", DEFECTS, ids=named)
def test_every_defect_is_found_at_its_place(file: Path) -> None:
    """The finding is on the marked line, and the file is rejected where it is an error."""
    line, rule, is_error = marked(file)
    verdict = check_topology(file, offline=True)
    found = [(finding.line, finding.rule) for finding in findings(verdict)]
    assert (line, rule) in found
    assert verdict.decision == ("rejected" if is_error else "accepted"), found
    assert {item[0] for item in found} == {line}, found


@pytest.mark.parametrize("file", POLICY, ids=named)
def test_reach_beyond_the_lab_is_a_warning_and_strictly_an_error(file: Path) -> None:
    """A user's own file passes with a warning; under --strict it does not."""
    line, rule, _ = marked(file)
    loose, strict = check_topology(file, offline=True), check_topology(file, offline=True, strict=True)
    assert [(finding.line, finding.rule, finding.severity) for finding in findings(loose)] == [(line, rule, "warning")]
    assert (loose.decision, strict.decision) == ("accepted", "rejected")


VALID = dict(valid())


def written(folder: Path, text: str) -> Path:
    """A topology in a folder of its own, with the files that it names."""
    file = folder / "lab.clab.yml"
    file.write_text(text)
    (folder / "license.txt").write_text("x")
    return file


@pytest.mark.parametrize("name", VALID)
def test_no_valid_topology_is_refused(name: str, tmp_path: Path) -> None:
    """Not one finding, over all kinds and link forms."""
    verdict = check_topology(written(tmp_path, VALID[name]), offline=True)
    assert findings(verdict) == []


@pytest.mark.skipif(not HAS_CONTAINERLAB, reason="containerlab is not on PATH (containerlab.dev/install)")
@pytest.mark.parametrize("name", VALID)
def test_containerlab_plans_every_valid_topology(name: str, tmp_path: Path) -> None:
    """The real program agrees, or says what keeps it from looking; an older one refuses what is called too new."""
    file = written(tmp_path, VALID[name])
    verdict = check_topology(file)
    if found := {finding.rule for finding in findings(verdict) if finding.severity == "error"}:
        assert found == {"version"}
        told = plan(file, Topology(read(VALID[name])[0]), find_binary())
        assert told.status == "failed", told.text
        return
    told = next(stage for stage in verdict.stages if stage.name == "plan")
    assert told.status == "passed" or "KVM" in told.text or "with one end" in told.text, told.text


@pytest.mark.skipif(not HAS_CONTAINERLAB, reason="containerlab is not on PATH (containerlab.dev/install)")
@pytest.mark.parametrize("file", [*DEFECTS, *POLICY], ids=named)
def test_what_containerlab_rejects_is_never_accepted(file: Path) -> None:
    """The plan stage alone, on every file here, against the verdict of the stages before it."""
    item, _ = read(file.read_text())
    if item is None or item.get("name") is None or not dict(item.each("topology", "nodes")):
        pytest.skip("a file without name or nodes is never handed to containerlab")
    if plan(file, Topology(item), find_binary()).status == "failed":
        assert check_topology(file).decision == "rejected"


def test_the_command_speaks_to_people_and_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0, 3, 4 and 2, and a verdict of the published shape."""
    file = written(tmp_path, VALID["link-brief"])
    assert run(["topology", "--check", str(file), "--offline", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    jsonschema.validate(told, schema("verdict"))
    assert [item["status"] for item in told["stages"]] == ["passed"] * 3 + ["skipped"] * 3
    assert run(["topology", "--check", str(DEFECTS[0]), "--offline"]) == 3
    assert "rejected" in capsys.readouterr().out
    assert run(["topology", "--check", str(tmp_path / "absent.yml")]) == 2
    file.write_text("name: t\n{{- if .x }}\ntopology: {}\n{{ end }}\n")
    assert run(["topology", "--check", str(file), "--offline"]) == 4


def test_without_containerlab_nothing_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that nobody planned could not be judged; rejected beats that."""
    monkeypatch.setenv("PATH", str(tmp_path))
    file = written(tmp_path, VALID["link-brief"])
    assert check_topology(file).decision == "could_not_run"
    assert check_topology(DEFECTS[0]).decision == "rejected"


def test_a_secret_in_an_env_file_is_not_told(tmp_path: Path) -> None:
    """containerlab prints a file that it cannot parse; we do not."""
    (tmp_path / "x.env").write_text("hunter2 is no variable\n")
    text = VALID["link-brief"].replace("frr:1'", "frr:1', env-files: [x.env]", 1)
    verdict = check_topology(written(tmp_path, text))
    assert "hunter2" not in json.dumps(verdict.to_json())


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("abc:-{}[]\"'&*#!|> \n\t0~<"), max_size=200))
def test_any_text_has_a_verdict(text: str) -> None:
    """Nothing that is written makes the gate itself fail."""
    item, _ = read(text)
    if item is not None and item.entries is not None:
        check_shape(item)
        lab = Topology(item)
        lint(lab)
        check_policy(lab, "warning")


RING = "\n".join(
    ["name: ring", "topology:", "  nodes:"]
    + [f"    n{k}: {{kind: nokia_srlinux, image: 'srl:1'}}" for k in range(8)]
    + ["  links:"]
    + [f'    - endpoints: ["n{k}:e1-1", "n{(k + 1) % 8}:e1-2"]' for k in range(8)]
)
MUTATIONS = {
    "unknown-node": lambda line: line.replace('"n', '"x', 1),
    "interface": lambda line: line.replace("e1-1", "eth1"),
    "endpoint": lambda line: line.replace(":e1-1", ""),
    "kind": lambda line: line.replace("nokia_srlinux", "nokia_srlinx"),
    "image-missing": lambda line: line.replace(", image: 'srl:1'", ""),
    "unknown-key": lambda line: line.replace("image:", "imige:"),
}


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(MUTATIONS)), st.integers(0, 7))
def test_one_wrong_word_is_found_where_it_is(rule: str, which: int) -> None:
    """A good file, changed in one place: that place is named."""
    lines = RING.splitlines()
    at = (3 if rule in ("kind", "image-missing", "unknown-key") else 12) + which
    lines[at] = MUTATIONS[rule](lines[at])
    item, _ = read("\n".join(lines))
    assert item is not None
    found = [*check_shape(item), *lint(Topology(item))]
    assert (at + 1, rule) in {(each.line, each.rule) for each in found}
    assert {each.line for each in found} == {at + 1}
