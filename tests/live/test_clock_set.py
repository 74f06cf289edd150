"""The host's clock is set for real, for the program and for what shares its clock, while it watches two routers.

libfaketime moves CLOCK_REALTIME of the processes that it is loaded into by what stands in a file; CLOCK_MONOTONIC goes
on, as it does when a clock is set. No other program of the host sees it.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.live.frr.lab import FrrLab, Router
from tests.live.frr.record import watch_config, write_lab
from tests.live.program_lines import Lines

pytestmark = [pytest.mark.live, pytest.mark.usefixtures("real_routers")]

LATE_S = 2.0
"""A line that is read so late, on a busy host, tells of a step that is so much longer."""

STEPS = ((300, "link_down"), (-120, "peer_deconfigured"), (-3, "admin_shutdown"))
"""By how many seconds the clock is set, and what is broken then."""

QUIET_S = 8.0
"""So long after a step nothing must be told. A session must hold for five seconds to have been up."""


def library() -> str:
    """What `faketime` has loaded into a program."""
    shown = subprocess.run(["faketime", "-f", "+0", "env"], capture_output=True, text=True, check=True).stdout
    return next(line.partition("=")[2] for line in shown.splitlines() if line.startswith("LD_PRELOAD="))


@dataclass
class Clock:
    """A clock that can be set: its processes' environment, and the file that holds how far it is off."""

    file: Path
    off_s: int = 0

    @property
    def env(self) -> dict[str, str]:
        """For a process that has this clock."""
        words = {"LD_PRELOAD": library(), "FAKETIME_TIMESTAMP_FILE": str(self.file), "FAKETIME_NO_CACHE": "1"}
        return {**words, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}

    def set(self, by_s: int) -> None:
        """Set it by so much; the file is replaced whole."""
        self.off_s += by_s
        fresh = self.file.with_suffix(".new")
        fresh.write_text(f"{self.off_s:+d}\n")
        fresh.chmod(0o644)
        fresh.replace(self.file)


def pair(home: Path, name: str, env: dict[str, str]) -> FrrLab:
    """Two routers with one session on one link."""
    routers = []
    for k, (node, far) in enumerate((("a", 2), ("b", 1)), 1):
        peer = f"neighbor 10.9.0.{far}"
        words = [f"{peer} remote-as {65000 + far}", f"{peer} timers 3 9", f"{peer} timers connect 3"]
        routers.append(Router(node, 65000 + k, f"10.9.1.{k}", {"eth1": [f"10.9.0.{k}/24"]}, words, env=env))
    return FrrLab(name, routers, [("a:eth1", "b:eth1")], home)


@pytest.fixture
def clocks(tmp_path: Path) -> Iterator[tuple[Clock, Clock]]:
    """Two clocks that nobody has set yet; their folders can be read by FRR's own user."""
    if not shutil.which("faketime"):
        pytest.skip("faketime is not on PATH (apt-get install faketime)")
    home = Path("/var/tmp") / f"{tmp_path.parent.name}-{tmp_path.name}-clocks"
    home.mkdir(mode=0o755)
    made = [Clock(home / name / "off") for name in ("ck", "cl")]
    for each in made:
        each.file.parent.mkdir(mode=0o755)
        each.set(0)
    yield made[0], made[1]
    shutil.rmtree(home)


def test_a_clock_that_is_set_while_it_is_watched_tells_nothing_false(
    clocks: tuple[Clock, Clock], tmp_path: Path
) -> None:
    """Set forward, back, and back by little, by routers that share the clock and by others: no incident by that, and
    each fault at its time and as long as it was."""
    with ThreadPoolExecutor(2) as both:
        done = [both.submit(_watched, each, tmp_path, shared=k == 0) for k, each in enumerate(clocks)]
    for each in done:
        _judge(*each.result())


def _watched(clock: Clock, home: Path, *, shared: bool) -> tuple[list[tuple[float, float]], list[dict[str, Any]]]:
    """When the session was broken and mended, and the incidents that the program kept."""
    name = clock.file.parent.name
    folder = home / name
    folder.mkdir()
    with pair(clock.file.parent, name, clock.env if shared else {}) as lab:
        lab.wait_converged()
        write_lab(lab, folder)
        config = folder / "labkeeper.yml"
        config.write_text(watch_config(lab, folder / "lab.clab.yml"))
        command = [sys.executable, "-m", "agent.cli", "watch", "--config", str(config)]
        command += [f"--state-dir={folder / 'state'}", f"--out={folder / 'out'}"]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, env={**os.environ, **clock.env}, **pipes) as program:  # type: ignore[call-overload]
            try:
                faults = _play(lab, clock, Lines(program))
                program.send_signal(signal.SIGTERM)
                assert 0 == program.wait(15)
            finally:
                program.kill()
    return faults, _incidents(config, folder)


def _judge(faults: list[tuple[float, float]], answer: list[dict[str, Any]]) -> None:
    """Every fault is told, with its cause, at its time by one clock that never goes back."""
    assert [fault for _, fault in STEPS] == [item["cause"]["type"] for item in answer]
    lost = [datetime.fromisoformat(item["first_loss_at"]).timestamp() for item in answer]
    ahead_s = round(lost[0] - faults[0][0])
    assert ahead_s in (0, STEPS[0][0])  # the program's clock goes on as before, or went after the host's
    for at_s, (began_s, ended_s), item in zip(lost, faults, answer, strict=True):
        assert abs(at_s - began_s - ahead_s) < LATE_S
        assert -0.5 <= item["reconvergence_s"] - (ended_s - began_s) < 9.5


def _play(lab: FrrLab, clock: Clock, told: Lines) -> list[tuple[float, float]]:
    """Set the clock, see that nothing is told of that, and break the session: when that began and was mended."""
    told.wait(told.err, r"source vty-b: ok")
    time.sleep(QUIET_S)
    faults = []
    for by_s, fault in STEPS:
        before = len(told.out)
        clock.set(by_s)
        time.sleep(QUIET_S)
        assert [] == told.out[before:]
        began_s = time.time()
        mend = _break(lab, fault)
        told.wait(told.out, r"opened: ", since=before)
        time.sleep(2)
        mend()
        ended_s = time.time()
        told.wait(told.out, r" restored after ", 60, since=before)
        faults.append((began_s, ended_s))
    return faults


def _break(lab: FrrLab, fault: str) -> Callable[[], object]:
    """Break the session; what mends it."""
    if fault == "link_down":
        lab.link("a:eth1", "down")
        return lambda: lab.link("a:eth1", "up")
    bgp = ("router bgp 65001",)
    if fault == "admin_shutdown":
        lab.vty("a", *bgp, "neighbor 10.9.0.2 shutdown", config=True)
        return lambda: lab.vty("a", *bgp, "no neighbor 10.9.0.2 shutdown", config=True)
    lab.vty("b", "router bgp 65002", "no neighbor 10.9.0.1", config=True)
    words = (f"neighbor 10.9.0.1 {each}" for each in ("remote-as 65001", "timers 3 9", "timers connect 3"))
    return lambda: lab.vty("b", "router bgp 65002", *words, config=True)


def _incidents(config: Path, home: Path) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "agent.cli", "incidents", "--json", "--config", str(config)]
    done = subprocess.run([*command, f"--state-dir={home / 'state'}"], capture_output=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)["incidents"]
    return sorted(found, key=lambda item: str(item["started_at"]))
