"""`labkeeper watch` without a configuration, beside real routers in containers of a real Docker engine."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from collectors.sources.ssh_commands import ShellError, ShellOptions, log_in
from tests.live.clab import engine
from tests.live.clab.lab import ContainerLab, build_image, copy_ready

pytestmark = pytest.mark.live
LIMIT_S = 60.0


def _missing() -> str:
    if os.geteuid() != 0:
        return "these tests start containers and wire them: run them as root"
    lacking = [item for item in ("ip", "nsenter", "debootstrap") if not shutil.which(item)]
    return f"not on PATH: {', '.join(lacking)}" if lacking else engine.lacking()


@pytest.fixture(scope="module")
def routers() -> Iterator[None]:
    """An engine and the routers' image."""
    reason = _missing()
    if reason:
        pytest.skip(reason)
    with ExitStack() as stack:
        try:
            stack.enter_context(engine.running())
        except engine.NoEngine as error:
            pytest.skip(str(error))
        without = build_image()
        if without:
            pytest.skip(without)
        yield


class Watching:
    """A `labkeeper watch` in a process of its own, and what it has said so far."""

    def __init__(self, folder: Path, lab: str) -> None:
        self.folder = folder
        words = ["watch", "--lab", lab, "--record", str(folder / "rec"), "--out", str(folder / "out")]
        self._file = (folder / "said.txt").open("w")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "agent.cli", *words],
            stdout=self._file,
            stderr=self._file,
            cwd=folder,
            env={**os.environ, "XDG_STATE_HOME": str(folder / "state"), "XDG_CONFIG_HOME": str(folder)},
        )

    def said(self) -> str:
        """Everything, both streams in order."""
        return (self.folder / "said.txt").read_text()

    def wait(self, pattern: str, since: int = 0) -> str:
        """Wait until it says something; returns the line."""
        deadline, pause = time.monotonic() + LIMIT_S, threading.Event()
        while time.monotonic() < deadline:
            found = re.search(pattern, self.said()[since:])
            if found:
                return found[0]
            pause.wait(0.1)
        raise AssertionError(f"{pattern!r} was not said:\n{self.said()}")

    def stop(self) -> int:
        """SIGTERM, and its exit status."""
        self._process.send_signal(signal.SIGTERM)
        status = self._process.wait(20)
        self._file.close()
        return status


@contextmanager
def watching(folder: Path, lab: str) -> Iterator[Watching]:
    """Watch while the block runs; it ends in order."""
    watch = Watching(folder, lab)
    try:
        yield watch
    finally:
        status = watch.stop()
    assert status == 0, watch.said()


def _labkeeper(folder: Path, *words: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "agent.cli", *words, "--json"], capture_output=True, cwd=folder, check=True, timeout=60
    )
    return json.loads(done.stdout)


def test_a_labs_whole_life_is_told_as_what_it_is(routers: None, tmp_path: Path) -> None:
    """Deployed while we watch, a link down, a node frozen, destroyed: two incidents, each with its cause, evidence
    from the routers, a session, and a recording that says the same."""
    with watching(tmp_path, "life") as watch:
        watch.wait("waiting for it")
        with ContainerLab(copy_ready(tmp_path / "lab", "life")) as lab:
            watch.wait("lab life was deployed .6 nodes.: a lab session begins")
            lab.wait_converged()
            told = {each["name"]: each for each in _labkeeper(tmp_path, "labs")["labs"]}["life"]
            ways = {source["how"] for node in told["nodes"] for source in node["sources"]}
            assert ({"file", "vty"}, 6, 6) == (ways, len(told["nodes"]), len(told["links"]))
            assert [] == [lack for node in told["nodes"] for lack in node["lacks"]]
            lab.container("r1").exec_run(["ip", "link", "set", "eth3", "down"])
            watch.wait(r"opened: link down at (r1:eth3|e1:eth1)")
            lab.container("r1").exec_run(["ip", "link", "set", "eth3", "up"])
            watch.wait("restored after .*: link down")
            lab.container("e2").pause()
            watch.wait("opened: node hang at e2")
            lab.container("e2").unpause()
            watch.wait("restored after .*: node hang at e2")
            watch.wait(r"closed: link down at (r1:eth3|e1:eth1)")
        watch.wait("lab life was destroyed: its session of")
        page = Path(tmp_path, watch.wait("digest: .*[.]md").removeprefix("digest: "))
        assert "a link failure at" in page.read_text()
    opened = re.findall(r"opened: ([a-z ]+) at", watch.said())
    assert ["link down", "node hang"] == opened
    found = _labkeeper(tmp_path, "analyze", str(tmp_path / "rec"))
    assert ["link_down", "node_hang"] == [each["cause"]["type"] for each in found["incidents"]]
    assert ["lab_stopped"] == [each["kind"] for each in found["notes"] if each["kind"] == "lab_stopped"]
    kept = [json.loads(path.read_text()) for path in (tmp_path / "out" / "evidence").glob("*.json")]
    commands = {row["command"] for item in kept for row in item["snapshots"] if "data" in row}
    assert (2, {"bgp-summary", "bgp-neighbors", "interfaces"}) == (len(kept), commands)


def _run_in_containers(lab: str, since: float) -> list[str]:
    """The commands that were run in a lab's containers, by the engine's own events."""
    words = ["--since", f"{since:.3f}", "--until", f"{time.time():.3f}", "--filter", f"label=containerlab={lab}"]
    done = subprocess.run(
        ["docker", "events", *words, "--format", "{{.Action}}"], capture_output=True, text=True, check=True, timeout=30
    )
    return [line for line in done.stdout.splitlines() if line.startswith("exec_create")]


@pytest.fixture(scope="module")
def inner(routers: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ContainerLab]:
    """A lab whose logs no folder of the host holds, and of which one router writes none."""
    file = copy_ready(tmp_path_factory.mktemp("inner"), "inner")
    file.write_text(re.sub(r', "logs/\w+:/var/log/frr"', "", file.read_text()))
    silent = file.parent / "configs" / "r4.conf"
    silent.write_text(re.sub(r"log file .*\n| bgp log-neighbor-changes\n", "", silent.read_text()))
    with ContainerLab(file) as lab:
        lab.wait_converged()
        yield lab


def test_a_log_that_only_the_container_has_is_read_through_proc(inner: ContainerLab, tmp_path: Path) -> None:
    """No folder of the host holds it: it is read all the same, and nothing is run in the lab for that; a router that
    writes no log is told its two lines, and its sessions are seen by polls."""
    inner.wait_converged()
    begun = time.time()
    with watching(tmp_path, "inner") as watch:
        watch.wait("inner r4: no log: FRR writes no log; in its configuration: log file /var/log/frr/frr.log")
        told = {item["name"]: item for item in _labkeeper(tmp_path, "labs")["labs"]}["inner"]
        ways = {node["name"]: [source["how"] for source in node["sources"]] for node in told["nodes"]}
        assert (["proc", "vty"], ["vty"]) == (ways["r1"], ways["r4"])
        watch.wait("source log-r1: (ok|never heard)")
        inner.container("r1").exec_run(["ip", "link", "set", "eth3", "down"])
        watch.wait(r"opened: link down at (r1:eth3|e1:eth1)")
    run = _run_in_containers("inner", begun)
    inner.container("r1").exec_run(["ip", "link", "set", "eth3", "up"])
    assert "Interface down" in (tmp_path / "rec" / "logs" / "r1.frr.log").read_text()
    assert ["exec_create: ip link set eth3 down"] == run


def test_the_routers_command_line_answers_over_ssh(inner: ContainerLab) -> None:
    """netmiko against a real router whose user's shell is its own, and a password that is wrong."""
    networks = inner.container("r1").attrs["NetworkSettings"]["Networks"]
    address = next(network["IPAddress"] for network in networks.values() if network["IPAddress"])
    with log_in(ShellOptions(address, "cisco_ios", "admin", "admin")) as shell:
        summary = json.loads(shell.ask("show bgp summary json"))
        with pytest.raises(ShellError, match="the router says"):
            shell.ask("show nonsense")
    assert {"10.255.0.2", "10.1.1.2"} <= set(summary["ipv4Unicast"]["peers"])
    with (
        pytest.raises(ShellError, match="user or password was refused"),
        log_in(ShellOptions(address, "linux", "admin", "wrong")),
    ):
        pass
