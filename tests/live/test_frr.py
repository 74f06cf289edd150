"""Faults on real FRR and BIRD routers, found with the right cause and times by the program itself."""

import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.bench.detector import score_folder
from tests.live.frr import labs
from tests.live.frr.faults import FAULTS, Fault
from tests.live.frr.lab import FrrLab
from tests.live.frr.record import write_lab
from tests.live.frr.side_by_side import SideBySide

pytestmark = [pytest.mark.live, pytest.mark.usefixtures("real_routers")]
SHARES = {
    "t": ("shutdown-message", "prefix-limit", "benign"),
    "v": ("clear-one", "two-faults", "two-way-loss"),
    "w": ("bgpd-killed", "bird-disabled", "link-down-one-end"),
}
"""Which faults are played in which diamond, side by side: most of a fault's time is waiting."""

CLOS = ("unnumbered-link-down",)
HOMES: list[Path] = []


@pytest.fixture(scope="module")
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SideBySide]:
    """The diamonds, and leaves and spines, in which the faults are played that are asked for."""
    mine = [getattr(item, "callspec", None) for item in request.session.items if item.path == request.path]
    wanted = {spec.params["name"] for spec in mine if spec}

    def faults(which: str, names: tuple[str, ...]) -> list[Fault]:
        return [fault for fault in FAULTS[which] if fault.name in wanted.intersection(names)]

    shares = [(labs.diamond(_home(tmp_path_factory), key), faults("diamond", names)) for key, names in SHARES.items()]
    shares.append((labs.clos(_home(tmp_path_factory), "u"), faults("clos", CLOS)))
    needed = [share for share in shares if share[1] or share[0].name == "t"]
    with SideBySide(needed, tmp_path_factory.mktemp("recordings")) as all_:
        yield all_


def _home(factory: pytest.TempPathFactory) -> Path:
    """A folder that FRR's own user can reach: not below pytest's, which every other run of pytest closes to others."""
    home = Path(tempfile.mkdtemp(prefix=f"{factory.getbasetemp().name}-lab-", dir="/var/tmp"))
    home.chmod(0o755)
    HOMES.append(home)
    return home


@pytest.fixture(scope="module", autouse=True)
def _homes() -> Iterator[None]:
    """What the labs have written is gone when they are."""
    yield
    while HOMES:
        shutil.rmtree(HOMES.pop(), ignore_errors=True)


@pytest.mark.parametrize("name", [name for names in SHARES.values() for name in names])
def test_a_fault_in_the_diamond_is_told_as_it_was(played: SideBySide, name: str) -> None:
    """One incident per fault, its cause, and times within a tenth of a second of the routers' own."""
    assert score_folder(played.recording(name)).why == []


@pytest.mark.parametrize("name", CLOS)
def test_a_fault_among_unnumbered_sessions_is_told_as_it_was(played: SideBySide, name: str) -> None:
    """The same for sessions without addresses, with a node that writes in another zone."""
    assert score_folder(played.recording(name)).why == []


def test_a_cold_start_is_no_incident(played: SideBySide) -> None:
    """Everything that happens while a lab comes up is a start."""
    done = subprocess.run(
        [sys.executable, "-m", "agent.cli", "analyze", str(played.start("t")), "--json"],
        capture_output=True,
        check=True,
    )
    answer = json.loads(done.stdout)
    assert (answer["incidents"], len([each for each in answer["sources"] if each["items"]])) == ([], 7)


def test_watch_finds_a_fault_as_it_happens_and_stops_in_order(played: SideBySide, tmp_path: Path) -> None:
    """The running program opens the incident, sees it restored, ends with 0, and its recording tells the same."""
    diamond = played.lab("t")
    diamond.wait_converged()
    write_lab(diamond, tmp_path)
    config = tmp_path / "labkeeper.yml"
    config.write_text(_config(diamond, tmp_path / "lab.clab.yml"))
    places = [f"--{name}={tmp_path / name}" for name in ("state-dir", "out", "record")]
    command = [sys.executable, "-m", "agent.cli", "watch", "--config", str(config), *places]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        try:
            told = _Lines(program)
            told.wait(told.err, r"source vty-r1: ok")
            diamond.link("r2:eth3", "down")
            told.wait(told.out, r"ACTION .*: link down at (r2:eth3|e2:eth1): 2 peerings lost, 2 not restored")
            diamond.link("r2:eth3", "up")
            told.wait(
                told.out, r"WARNING .* restored after .*: link down at (r2:eth3|e2:eth1)", 150
            )  # BGP's connect retry
            program.send_signal(signal.SIGTERM)
            assert program.wait(10) == 0
        finally:
            program.kill()
    assert len(list((tmp_path / "out" / "incidents").glob("*.md"))) == 1
    command = [sys.executable, "-m", "agent.cli", "analyze", str(tmp_path / "record"), "--json"]
    answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert [item["cause"]["type"] for item in answer["incidents"]] == ["link_down"]


def _config(lab: FrrLab, topology: Path) -> str:
    rows = [f"lab: {lab.name}", "poll_s: 1", f"topology: {topology}", "nodes:"]
    for name, router in lab.routers.items():
        addresses = [item.split("/")[0] for many in router.interfaces.values() for item in many]
        vty = f", vty: {lab.run_dir(name)}" if router.kind == "frr" else ""
        rows.append(f"  {name}: {{addresses: {json.dumps(addresses)}, logs: ['{lab.log(name)}']{vty}}}")
    return "\n".join(rows) + "\n"


class _Lines:
    """A program's output, read by threads, to be waited for."""

    def __init__(self, program: "subprocess.Popen[str]") -> None:
        self.out: list[str] = []
        self.err: list[str] = []
        self.moved = threading.Condition()
        for stream, lines in ((program.stdout, self.out), (program.stderr, self.err)):
            threading.Thread(target=self._read, args=(stream, lines), daemon=True).start()

    def _read(self, stream: object, lines: list[str]) -> None:
        for item in stream:  # type: ignore[attr-defined]
            with self.moved:
                lines.append(item)
                self.moved.notify_all()

    def wait(self, lines: list[str], pattern: str, limit_s: float = 30) -> None:
        """Wait for a line."""
        with self.moved:
            found = self.moved.wait_for(lambda: any(re.search(pattern, line) for line in lines), timeout=limit_s)
        assert found, (pattern, self.out, self.err)
