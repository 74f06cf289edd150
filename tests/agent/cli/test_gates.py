"""`labkeeper topology` and `labkeeper script` as a stranger calls them: what is no request, and what to do next."""

import re
import sys
from pathlib import Path

import pytest

from agent.cli import run

RING = "three FRR routers in a ring"
TWO = "topology: {nodes: {a: {kind: linux, image: i}}}\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, without a containerlab on PATH."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    (tmp_path / "here.yml").write_text(f"name: here\n{TWO}")
    (tmp_path / "here.py").write_text("print(1)\n")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "what", "hint"),
    [
        (
            ["topology"],
            "topology: neither a request nor a file to check",
            'say what to make: labkeeper topology "three FRR routers in a ring"; or judge a file: labkeeper topology '
            "--check FILE",
        ),
        (
            ["script", "bgp summary", "--check", "here.py"],
            "script: a request and --check",
            'say what to make: labkeeper script "bgp session state of all spines"; or judge a file: labkeeper script '
            "--check FILE",
        ),
        (
            ["topology", "here.yml"],
            "here.yml: is a file, and no request in words",
            "labkeeper topology --check here.yml",
        ),
        (["script", "here.py"], "here.py: is a file, and no request in words", "labkeeper script --check here.py"),
        (
            ["topology", "nosuch.yml"],
            "nosuch.yml: no such file, and no request in words",
            "a file is judged by labkeeper topology --check FILE; a request is a sentence in quotes",
        ),
    ],
)
def test_a_file_is_no_request(
    arguments: list[str], what: str, hint: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2, what was given, and how it is meant; nothing is written."""
    before = sorted(here.iterdir())
    assert 2 == run(arguments)
    assert f"labkeeper: {what}\n  {hint}\n" == capsys.readouterr().err
    assert before == sorted(here.iterdir())


@pytest.mark.parametrize(
    ("arguments", "what", "hint"),
    [
        (
            ["script", "show bgp", "--topology", "nosuch.yml", "--no-model"],
            "topology nosuch.yml: cannot be read: No such file or directory",
            "name a *.clab.yml file that can be read",
        ),
        (
            ["script", "show bgp", "--yang-dir", ".", "--target", "r1"],
            "--yang-dir and --target: both say where paths are looked up",
            "name one of them",
        ),
        (
            ["ask", "what is down?", "--lane", "fast"],
            "--lane 'fast': there is no such lane",
            "voice answers sentence by sentence; background waits",
        ),
        (
            ["analyze", ".", "--timezone", "Mars/Olympus"],
            "--timezone: no time zone 'Mars/Olympus'",
            "use a name such as Europe/Berlin or UTC",
        ),
        (
            ["incidents", "--why", "x"],
            "--why without close",
            'a reason belongs to: labkeeper incidents close ID --why "..."',
        ),
        (
            ["incidents", "open", "x"],
            "incidents 'open x': expected nothing, ID, or close ID",
            "labkeeper incidents --help",
        ),
        (
            ["bench", "detector", "bin"],
            "bin: no recording with a truth.json in it",
            "docs/recordings.md says what stands in one",
        ),
    ],
)
def test_wrong_use_says_what_to_do(
    arguments: list[str], what: str, hint: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two lines: what was given and what is wrong with it, and what to do."""
    assert 2 == run(arguments)
    assert f"labkeeper: {what}\n  {hint}\n" == capsys.readouterr().err


def test_without_containerlab_the_way_on_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Could not run is not refused: where the draft lies, and that `--offline` writes it; the same draft lies there
    once."""
    kept = ""
    for _ in range(2):
        assert 4 == run(["topology", RING, "--no-model", "--out", "ring"])
        said = " ".join(capsys.readouterr().out.split())
        assert "plan could not run, so nobody knows whether it is sound. --offline writes it without" in said
        found = re.search(r"kept apart, with its verdict: (\S+Z)\.", said)
        kept = found[1] if found else ""
        assert (here / kept / "verdict.json").is_file()
    assert [here / kept] == list((here / "ring" / "unchecked").iterdir())
    assert 0 == run(["topology", RING, "--no-model", "--out", "ring", "--offline"])


def test_a_file_that_containerlab_could_not_look_at(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The stage itself says how to leave it out."""
    assert 4 == run(["topology", "--check", "here.yml"])
    said = " ".join(capsys.readouterr().out.split())
    assert "containerlab is not on PATH: see https://containerlab.dev/install; --offline leaves it out" in said
    assert 0 == run(["topology", "--check", "here.yml", "--offline"])


def test_a_written_script_is_called_by_the_interpreter_that_has_its_libraries(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The system's `python3` has no netmiko; ours has."""
    (here / "lab.clab.yml").write_text("name: x\ntopology: {nodes: {r1: {kind: nokia_srlinux, image: i}}}\n")
    words = ["script", "show bgp summary on r1", "--topology", "lab.clab.yml", "--no-model", "--offline"]
    assert 0 == run([*words, "--out", "my script.py"]), capsys.readouterr()
    assert f"{sys.executable} 'my script.py' --help" == capsys.readouterr().out.splitlines()[-1]
    assert 2 == run([*words, "--out", "my script.py"])
    said = "labkeeper: my script.py: is there already and is left alone\n  name another one with --out\n"
    assert said == capsys.readouterr().err
