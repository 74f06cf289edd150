"""The script gate on scripts of anybody's making: good ones run in the sandbox, bad ones are refused at their place."""

import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.cli import run
from agent.gates.sandbox import NoSandboxError, Order, attempt
from agent.gates.script.gate import Rules, check_script, judge
from agent.gates.script.reader import check_addresses, check_calls, check_imports, read_script
from agent.gates.script.yang import YangFolder
from agent.gates.verdict import Verdict
from agent.schemas import schema
from clab.demo.target import Target
from clab.gnmi_known import TABLES
from clab.gnmi_path import known_leaves, parse_path, unknown

HERE = Path(__file__).parent / "scripts"
GOOD, BAD, TRIAL = (sorted((HERE / item).glob("*.py")) for item in ("good", "bad", "trial"))
MARK = re.compile(r"# !(\S+)")


def sandboxed() -> bool:
    """Whether this machine has a sandbox that comes up."""
    try:
        return bool(attempt(Order("print(1)"))["ended"] == "by itself")
    except NoSandboxError:
        return False


needs_sandbox = pytest.mark.skipif(
    shutil.which("bwrap") is None or not sandboxed(), reason="bubblewrap is not here, or comes not up on this machine"
)


def findings(verdict: Verdict) -> list[tuple[str, int]]:
    """Rules and lines of everything that was found."""
    return [(finding.rule, finding.line) for stage in verdict.stages for finding in stage.findings]


def approved(file: Path) -> frozenset[str]:
    """What a script's first line says that somebody approved, so that only the trial can see what it does."""
    found = re.search(r"allow: (\w+)", file.read_text().partition("\n")[0])
    return frozenset(found.groups() if found else ())


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_bad_script_is_refused_at_its_place(file: Path) -> None:
    """The marked line has the marked finding, the script is rejected, and it is never run."""
    line, rule = next(
        (number, found[1])
        for number, text in enumerate(file.read_text().splitlines(), 1)
        if (found := MARK.search(text))
    )
    verdict = check_script(file)
    assert (rule, line) in findings(verdict)
    assert ("rejected", "skipped") == (verdict.decision, verdict.stages[-1].status)


@pytest.mark.parametrize("file", [*GOOD, *TRIAL], ids=lambda file: file.stem)
def test_what_only_a_trial_can_tell_passes_before_it(file: Path) -> None:
    """Without the sandbox these scripts have nothing against them."""
    verdict = check_script(file, Rules(approved(file), offline=True))
    assert ("accepted", []) == (verdict.decision, findings(verdict))


@needs_sandbox
@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_a_good_script_runs_in_the_sandbox(file: Path) -> None:
    """It connects, hears something, and ends in order; addresses and host names of its text answer there."""
    verdict = check_script(file)
    assert ("accepted", []) == (verdict.decision, findings(verdict)), verdict.stages[-1]


@needs_sandbox
@pytest.mark.parametrize("file", TRIAL, ids=lambda file: file.stem)
def test_a_bad_trial_is_refused(file: Path) -> None:
    """Hanging, deafness, silence, errors, other addresses, forks and files each have their finding."""
    verdict = check_script(file, Rules(approved(file), limit_s=12.0))
    rule = re.search(r"!(\w+)", file.read_text())
    assert rule
    assert (rule[1], 0) in findings(verdict), verdict.stages[-1]
    assert verdict.decision == "rejected"


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_every_approval_lets_its_own_through(file: Path) -> None:
    """With all approvals only what is wrong in any case is left."""
    allowed = frozenset({"set", "config", "files", "processes", "eval", "network"})
    verdict = check_script(file, Rules(allowed, offline=True))
    assert {rule for rule, _ in findings(verdict)} <= {"syntax", "F821", "path"}


def test_without_a_sandbox_nothing_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Could not run is never a pass."""
    monkeypatch.setenv("PATH", "/nowhere")
    verdict = check_script(GOOD[0])
    assert ("could_not_run", "could_not_run") == (verdict.stages[-1].status, verdict.decision)
    assert "bubblewrap is not on PATH" in verdict.stages[-1].text


def test_the_command_prints_the_published_shape(capsys: pytest.CaptureFixture[str]) -> None:
    """`script --check --json` is a gate verdict; exit 3 for a rejected script, 2 for a file that is not there."""
    assert run(["script", "--check", str(HERE / "bad" / "subprocess.py"), "--json"]) == 3
    jsonschema.validate(json.loads(capsys.readouterr().out), schema("verdict"))
    assert run(["script", "--check", str(HERE / "nothing.py")]) == 2
    assert run(["script", "--check", str(HERE / "bad" / "subprocess.py"), "--allow", "everything"]) == 2
    assert "there is no such approval" in capsys.readouterr().err


def test_a_yang_folder_knows_its_own_paths(tmp_path: Path) -> None:
    """Names through choices, keys, and the nearest name; a folder without YANG is a usage error."""
    check = YangFolder(Path(__file__).parent / "yang")
    assert check("/sensors/sensor[name=a]/state/temperature") == ""
    assert "did you mean 'temperature'" in check("/sensors/sensor[name=a]/state/temprature")
    assert "has no key 'id'; its keys are 'name'" in check("/sensors/sensor[id=a]")
    assert "is in no model" in check("/interface[name=*]/oper-state")
    text = GOOD[0].read_text()
    assert judge(text, "x.py", Rules(path_check=check, offline=True)).decision == "rejected"
    assert run(["script", "--check", str(GOOD[0]), "--yang-dir", str(tmp_path)]) == 2


def test_a_live_target_has_the_last_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the target serves is known whatever our table says; what it refuses is named in its own words."""
    script = tmp_path / "x.py"
    with Target("leaf1") as target:
        target.tree.set((("labkeeper", ()), ("beat", ())), 1, 1)
        nodes = {"leaf1": {"kind": "nokia_srlinux", "gnmi": {"address": "127.0.0.1", "port": target.port}}}
        (tmp_path / "labkeeper.yml").write_text(json.dumps({"nodes": nodes}))
        call = ["script", "--check", str(script), "--offline", "--config", str(tmp_path / "labkeeper.yml")]
        for path, status in (("/labkeeper/beat", 0), ("/interface[name=*]/oper-state", 0)):
            script.write_text(f'from pygnmi.client import gNMIclient\n\nPATHS = ["{path}"]\nprint(gNMIclient, PATHS)\n')
            assert run([*call, "--target", "leaf1"]) == status
        assert run(call[:4]) == 0
        target.faults.refuse_paths = ("beat",)
        script.write_text('from pygnmi.client import gNMIclient\n\nprint(gNMIclient, "/labkeeper/beat")\n')
        assert run([*call, "--target", "leaf1"]) == 3
        assert "is refused by leaf1: INVALID_ARGUMENT: no path ends with beat" in capsys.readouterr().out
        assert run([*call, "--target", "leaf9"]) == 2
    assert run([*call, "--target", "leaf1"]) == 4
    assert "leaf1: gNMI 127.0.0.1" in capsys.readouterr().err


@pytest.mark.parametrize("model", TABLES)
def test_the_tables_know_their_own_leaves(model: str) -> None:
    """Every leaf and every container above it is known, in text form, with and without keys."""
    for leaf in known_leaves(model):
        for depth in range(1, len(leaf) + 1):
            keyed = "/" + "/".join(each.name + "".join(f"[{key}=*]" for key in each.keys) for each in leaf[:depth])
            assert unknown(keyed) == ""
            assert unknown("/" + "/".join(each.name for each in leaf[:depth])) == ""


PATHS = st.sampled_from([leaf for model in TABLES for leaf in known_leaves(model)])


@settings(max_examples=200, deadline=None)
@given(PATHS, st.data())
def test_one_letter_less_is_found_and_mended(leaf: tuple[object, ...], data: st.DataObject) -> None:
    """A path with one letter missing in one name is not known, and the finding names that place."""
    elements = [each for each in leaf]  # noqa: C416
    index = data.draw(st.integers(0, len(elements) - 1))
    name = elements[index].name  # type: ignore[attr-defined]
    at = data.draw(st.integers(1, len(name) - 1)) if len(name) > 2 else 1
    broken = name[:at] + name[at + 1 :]
    names = [element.name for element in elements]  # type: ignore[attr-defined]
    if not broken or broken == name:
        return
    names[index] = broken
    why = unknown("/" + "/".join(names))
    assert why == "" or repr(broken) in why
    if why == "":
        anything = unknown("/" + "/".join([*names[:index], "no-such-name"])) == ""  # below a container known by name
        assert anything or any(
            broken == other.name for model in TABLES for each in known_leaves(model) for other in each
        )


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_judged_without_a_crash(text: str) -> None:
    """Scripts and paths of anything at all."""
    script, found = read_script(text)
    assert (script is None) == bool(found)
    if script is not None:
        assert all(each.message for each in [*check_imports(script), *check_calls(script)])
        assert check_addresses(script, text, frozenset({"network"})) == []
    assert isinstance(unknown(text), str)


def test_paths_are_read_as_gnmi_writes_them() -> None:
    """Slashes and equal signs in keys, escapes, modules, origins."""
    origin, elements = parse_path(r"openconfig:/a:interfaces/interface[name=Ethernet1/2][x=a\]b=c]/state")
    assert ("openconfig", ["interfaces", "interface", "state"]) == (origin, [element.name for element in elements])
    assert {"name": "Ethernet1/2", "x": "a]b=c"} == elements[1].keys
