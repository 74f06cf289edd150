"""The fault drill on the ready lab: real routers in containers of a real Docker engine."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from pathlib import Path

import pytest

from agent.drill.fault import all_faults
from tests.live.clab import engine
from tests.live.clab.lab import ContainerLab, build_image, copy_ready

pytestmark = pytest.mark.live
NAME = "drilltest"
QUICK = ("link-down", "shutdown-message", "node-pause", "prefix-limit", "bgpd-kill", "node-kill")
WHOLE = "make test-lab plays every fault (it takes about seven minutes)"


def _missing() -> str:
    if os.geteuid() != 0:
        return "the drill's tests start containers and wire them: run them as root"
    lacking = [item for item in ("ip", "nsenter", "debootstrap") if not shutil.which(item)]
    return f"not on PATH: {', '.join(lacking)}" if lacking else engine.lacking()


@pytest.fixture(scope="module")
def own_engine() -> Iterator[bool]:
    """An engine with the routers' image; whether it is the tests' own."""
    reason = _missing()
    if reason:
        pytest.skip(reason)
    with ExitStack() as stack:
        try:
            own = stack.enter_context(engine.running())
        except engine.NoEngine as error:
            pytest.skip(str(error))
        without = build_image()
        if without:
            pytest.skip(without)
        yield own


@pytest.fixture(scope="module")
def lab(own_engine: bool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ContainerLab]:
    """The ready lab, up and running, under a name of its own."""
    with ContainerLab(copy_ready(tmp_path_factory.mktemp("lab"), NAME)) as deployed:
        deployed.wait_converged()
        yield deployed


def _command(folder: Path, *words: str) -> list[str]:
    places = [f"--state-dir={folder / 'state'}", f"--out={folder / 'out'}"]
    return [sys.executable, "-m", "agent.cli", "drill", NAME, *places, *words]


def _drill(folder: Path, *words: str, timeout_s: float = 300) -> "subprocess.CompletedProcess[str]":
    words = (*words, "--yes", "--json")
    return subprocess.run(
        _command(folder, *words), capture_output=True, text=True, check=False, timeout=timeout_s, cwd=folder
    )


def _judge(done: "subprocess.CompletedProcess[str]", folder: Path, count: int, noted: int = 0) -> None:
    """Everything found with the right cause, nothing else; what is no incident is noted; the recording says so, too."""
    assert done.returncode == 0, done.stdout + done.stderr
    score = json.loads(done.stdout)
    figures = score["summary"]
    found = [figures[name] for name in ("played", "found", "cause_right", "false_incidents")]
    assert found == [count + noted, count + noted, count + noted, 0]
    assert [row["noted"] for row in score["faults"] if row["noted"]] == [["lab_stopped"]] * noted
    assert score["not_mended"] == []
    assert figures["behind_first_line_s_p50"] < 1.0
    bench = [sys.executable, "-m", "agent.cli", "bench", "detector", str(folder / "out"), "--json"]
    told = subprocess.run(bench, capture_output=True, text=True, check=False, timeout=120)
    assert (told.returncode, json.loads(told.stdout)["summary"]["found"]) == (0, count), told.stdout


def test_faults_are_found_with_their_causes_and_times(lab: ContainerLab, own_engine: bool, tmp_path: Path) -> None:
    """Links, sessions, daemons and whole nodes: each is told as what it was, and the lab is whole afterwards. An engine
    that is restarted (the tests' own) ends every container, which is one note and no incident."""
    last = ("engine-restart",) if own_engine else ()
    done = _drill(tmp_path, "--faults", ",".join((*QUICK, *last)))
    _judge(done, tmp_path, len(QUICK), len(last))
    assert lab.down() == []


@pytest.mark.skipif(not os.environ.get("LABKEEPER_TEST_LAB"), reason=WHOLE)
def test_every_fault_is_found(lab: ContainerLab, tmp_path: Path) -> None:
    """All of them, on the lab as containerlab deployed it."""
    done = _drill(tmp_path, timeout_s=900)
    _judge(done, tmp_path, sum(not item.by_name for item in all_faults().values()))


def _paused(lab: ContainerLab) -> list[str]:
    return [node for node in lab.nodes() if lab.container(node).status == "paused"]


def _until_paused(lab: ContainerLab, folder: Path) -> "subprocess.Popen[str]":
    """A drill that has just paused a node."""
    with (folder / "said").open("w") as said:
        words = _command(folder, "--faults", "node-pause", "--yes")
        program = subprocess.Popen(words, stdout=said, stderr=said, text=True, cwd=folder)
    lab.wait_until(lambda: bool(_paused(lab)) or program.poll() is not None, "a paused node")
    return program


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_ends_the_drill_and_mends_first(
    lab: ContainerLab, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    """Ctrl-C and SIGTERM: the node runs again before the program ends, and nothing is owed."""
    lab.wait_until(lambda: not lab.down(), "convergence")
    program = _until_paused(lab, tmp_path)
    try:
        program.send_signal(number)
        assert program.wait(60) == status, (tmp_path / "said").read_text()
    finally:
        program.kill()
        program.wait(10)
    assert _paused(lab) == []
    assert not (tmp_path / "state" / "drill-restore.json").exists()


def test_a_drill_that_was_killed_is_undone_by_the_next(lab: ContainerLab, own_engine: bool, tmp_path: Path) -> None:
    """The journal outlives the program: the next call resumes the node before anything else. Of an engine that is
    restarted with live-restore (the tests' own) nothing is told."""
    lab.wait_until(lambda: not lab.down(), "convergence")
    program = _until_paused(lab, tmp_path)
    program.kill()
    program.wait(10)
    assert len(_paused(lab)) == 1
    assert (tmp_path / "state" / "drill-restore.json").exists()
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    with engine.live_restore() if own_engine else nullcontext():
        done = _drill(tmp_path, "--faults", "clear,engine-restart" if own_engine else "clear")
    assert "an earlier drill was cut short at node-pause: mending it" in done.stderr
    assert done.returncode == 0, done.stdout + done.stderr
    rows = json.loads(done.stdout)["faults"]
    expected = [("clear", "played", []), ("engine-restart", "played", [])]
    assert [(row["name"], row["status"], row["noted"]) for row in rows] == expected[: 1 + own_engine]
    assert (_paused(lab), lab.down()) == ([], [])


def test_nobody_to_ask_is_a_reason_to_touch_nothing(lab: ContainerLab, tmp_path: Path) -> None:
    """Without a terminal and without --yes the lab is left alone."""
    done = subprocess.run(
        _command(tmp_path), capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, cwd=tmp_path
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert re.search(rf"breaks things in lab '{NAME}'.*nobody is here to agree.*--yes", done.stderr, re.DOTALL)
    assert not (tmp_path / "out").exists()
