"""The plan stage in each of its ways, on what real containerlabs of six ages answered (`answers/`)."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.gates.topology.containerlab import Binary, Ended, find_binary
from agent.gates.topology.gate import check_topology
from agent.gates.topology.plan import WAYS, judge, plan, ways_of
from agent.gates.topology.plan_apply import rows
from agent.gates.topology.plan_graph import GRAPH, edges
from agent.gates.topology.strategy import Way
from tests.gates.answers import lab, recorded, texts

RECORDED = recorded()
BEST = {version: max(commands, key=lambda each: len(commands[each])) for version, commands in RECORDED.items()}
WAY = {" ".join(item.words): item for item in WAYS}
FAILED_EVERYWHERE = {
    "unknown-link-node": "unable to find node zz",
    "kind-frr": 'kind "frr" is not supported',
    "unknown-node-key": "field imgae not found in type",
    "mgmt-null": "containerlab crashes on this file: panic: runtime error: invalid memory address",
}
UNSEEN_BY_GRAPH = {
    "endpoint-twice": ("duplicate endpoint b:eth1", "an interface used twice"),
    "interface-srl-eth1": ("doesn't match the required pattern", "interface names of container kinds"),
}


def judged(version: str, name: str) -> tuple[str, str, int]:
    """Status, text and line that the best way of a version gives a file."""
    status, findings, text = judge(WAY[BEST[version]], RECORDED[version][BEST[version]][name], lab(name))
    return status, text, findings[0].line if findings else 0


@pytest.mark.parametrize("version", RECORDED)
@pytest.mark.parametrize("name", ["link-brief", "srl-short", "bridge"])
def test_a_good_file_passes_with_what_was_not_seen(version: str, name: str) -> None:
    """Every version passes it and says what its way cannot see; SR Linux types had no dashes before 0.69.2."""
    status, text, _ = judged(version, name)
    if (version, name) == ("0.63.3", "srl-short"):
        assert status == "failed"
        assert "'ixr-d3l' doesn't exist" in text
    else:
        assert (status, "this cannot see " in text) == ("passed", True)


@pytest.mark.parametrize("version", RECORDED)
@pytest.mark.parametrize("name", FAILED_EVERYWHERE)
def test_every_version_rejects_what_it_can_read(version: str, name: str) -> None:
    """Unknown nodes, kinds and keys and a crash are failures, the key with its line."""
    status, text, line = judged(version, name)
    assert status == "failed"
    assert FAILED_EVERYWHERE[name].lower() in text.lower()
    assert (line > 0) == (name == "unknown-node-key")


@pytest.mark.parametrize("version", RECORDED)
@pytest.mark.parametrize("name", UNSEEN_BY_GRAPH)
def test_what_a_drawing_cannot_see_is_named(version: str, name: str) -> None:
    """A plan refuses the file; a drawing passes it and names that very limit, and the lint stage has it."""
    status, text, _ = judged(version, name)
    said, limit = UNSEEN_BY_GRAPH[name]
    if BEST[version] == "graph --mermaid":
        assert (status, limit in text) == ("passed", True)
    else:
        assert (status, said in text.lower()) == ("failed", True)


@pytest.mark.parametrize("version", RECORDED)
def test_people_are_told_of_a_pass_that_is_no_plan(version: str) -> None:
    """A drawing's pass carries its limits as a note; a plan's says them in the stage's text alone."""
    way = WAY[BEST[version]]
    _, findings, text = judge(way, RECORDED[version][BEST[version]]["link-brief"], lab("link-brief"))
    assert text.endswith(way.unseen)
    assert [(finding.rule, finding.severity, finding.message) for finding in findings] == (
        [("plan-limits", "note", text)] if way is GRAPH else []
    )


@pytest.mark.parametrize("version", RECORDED)
def test_a_link_with_one_end_is_planned_or_not_asked(version: str) -> None:
    """Before 0.77 the drawing itself crashes on it, which is no word against the file, and no pass."""
    status, text, _ = judged(version, "link-dummy")
    is_drawn = BEST[version] == "graph --mermaid"
    assert status == ("could_not_run" if is_drawn else "passed")
    assert ("a link with one end" in text) == is_drawn


@pytest.mark.parametrize("version", RECORDED)
def test_a_version_without_the_command_was_not_asked(version: str) -> None:
    """Each way that is too new for a version ends as could not run, and as not supported."""
    for command, answers in RECORDED[version].items():
        if command != BEST[version]:
            ended = answers["link-brief"]
            assert not ended.is_supported
            assert judge(WAY[command], ended, lab("link-brief"))[0] == "could_not_run"


@given(st.integers(0, 120))
def test_each_version_has_one_way_at_most(minor: int) -> None:
    """0.43 to 0.76 draw, 0.77 applies, later versions deploy; who does not tell is asked in turn."""
    best = "deploy" if minor >= 78 else "apply" if minor == 77 else "graph" if minor >= 43 else None
    assert [way.words[0] for way in ways_of((0, minor))] == ([best] if best else [])
    assert ways_of(None) == list(WAYS)
    assert [each.words[0] for each in ways_of((1, minor))] == ["deploy"]


def test_a_version_that_can_do_neither_accepts_nothing(tmp_path: Path) -> None:
    """0.42 is told what is needed, and is not even started."""
    stage = plan(tmp_path / "lab.clab.yml", lab("link-brief"), Binary("/nowhere", (0, 42, 0), "0.42.0"))
    assert stage.status == "could_not_run"
    assert stage.text == "containerlab 0.42.0 can neither plan nor draw a lab; 0.43 or newer is needed"


@pytest.mark.parametrize("way", WAYS, ids=lambda each: str(each.words[0]))
@pytest.mark.parametrize("name", ["link-brief", "bridge"])
def test_an_answer_about_another_file_is_no_pass(way: Way, name: str) -> None:
    """Exit 0 with nothing in it, or with the plan of a lab of sixty, never passes."""
    for stdout, drawn in (("", ""), ("{}", "graph TD\n"), ("│ Action │ Details │", "  zz---yy\n")):
        assert judge(way, Ended(0, stdout, "", drawn), lab(name))[0] == "failed"


@pytest.mark.parametrize("version", RECORDED)
def test_a_plan_without_one_of_its_parts_is_no_pass(version: str) -> None:
    """A line of nodes or links taken out of a good answer makes it another file's."""
    good = RECORDED[version][BEST[version]]["link-brief"]
    for part in ("a:eth1 -- b:eth1", "│ added nodes   │ b ", '"b"', "  a---b"):
        cut = Ended(0, good.stdout.replace(part, ""), "", good.drawn.replace(part, ""))
        if cut.stdout != good.stdout or cut.drawn != good.drawn:
            assert judge(WAY[BEST[version]], cut, lab("link-brief"))[0] == "failed"


def test_the_table_and_the_drawing_are_read() -> None:
    """Rows by action, pairs of nodes."""
    told = rows(RECORDED["0.77.0"]["apply --dry-run"]["bridge"].stdout)
    assert told["deleted nodes"] == ["*gate*"]
    assert len(told["added links"]) == 2
    assert edges(RECORDED["0.76.1"]["graph --mermaid"]["bridge"].drawn) == [("a", "br-lk1"), ("b", "br-lk1")]


def replayed(folder: Path, version: str, told: str) -> None:
    """A containerlab that answers what a real one of that version did, by the lab's file name."""
    answers = {
        command.split()[0]: {name: asdict(ended) for name, ended in files.items()}
        for command, files in RECORDED[version].items()
    }
    (folder / "answers.json").write_text(json.dumps(answers))
    script = folder / "containerlab"
    script.write_text(
        f"""#!{sys.executable}
import json, os, pathlib, sys
if sys.argv[1] == "version":
    sys.exit(print("    version: {told}"))
answers = json.loads(pathlib.Path({str(folder / "answers.json")!r}).read_text())[sys.argv[1]]
name = pathlib.Path(sys.argv[-1]).name.removesuffix(".clab.yml")
ended = answers.get(name) or answers["link-brief"]
sys.stdout.write(ended["stdout"])
sys.stderr.write(ended["stderr"])
if ended["drawn"]:
    pathlib.Path(os.environ["CLAB_LABDIR_BASE"], "lab.mermaid").write_text(ended["drawn"])
sys.exit(ended["status"])
"""
    )
    script.chmod(0o755)


def namespaces_work() -> bool:
    """Whether this machine lets us make the namespaces in which containerlab runs."""
    try:
        return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not namespaces_work(), reason="unprivileged namespaces are not allowed here (unshare -rn)")
@pytest.mark.parametrize("version", RECORDED)
@pytest.mark.parametrize("tells", [True, False], ids=["tells", "does-not-tell"])
def test_the_gate_finds_the_way_of_the_version(
    version: str, tells: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole gate beside a replayed binary: a good file is accepted, a bad one rejected, told the version or not."""
    replayed(tmp_path, version, version if tells and version.count(".") == 2 else "0.0.0")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    for name in ("link-brief", "link-dummy"):
        file = tmp_path / f"{name}.clab.yml"
        file.write_text(texts()[name])
        verdict = check_topology(file)
        stage = next(each for each in verdict.stages if each.name == "plan")
        is_drawn = BEST[version] == "graph --mermaid"
        drawable = not is_drawn or name == "link-brief"
        assert (stage.status, verdict.decision) == (("passed", "accepted") if drawable else ("could_not_run",) * 2)
        assert BEST[version].split()[0] in stage.text
    file = tmp_path / "unknown-link-node.clab.yml"
    file.write_text(texts()["unknown-link-node"])
    assert plan(file, lab("unknown-link-node"), find_binary()).status == "failed"


def test_a_file_cannot_talk_its_way_to_a_weaker_look() -> None:
    """`unknown flag` in a file's own words, which an error repeats, does not make the version look old."""
    ended = Ended(1, "", "ERROR\n\n  Duplicate endpoint unknown flag: --dry-run:eth1.\n")
    assert ended.is_supported
    assert judge(GRAPH, ended, lab("link-brief"))[0] == "failed"
