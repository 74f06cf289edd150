"""Faults on real FRR and BIRD routers, found with the right cause and times by the program itself."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from agent.bench.detector import score_folder
from tests.live.frr.record import watch_config, write_lab
from tests.live.frr.side_by_side import CLOS, SHARES, SideBySide
from tests.live.program_lines import Lines

pytestmark = [pytest.mark.live, pytest.mark.usefixtures("real_routers")]


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
    config.write_text(watch_config(diamond, tmp_path / "lab.clab.yml"))
    places = [f"--{name}={tmp_path / name}" for name in ("state-dir", "out", "record")]
    command = [sys.executable, "-m", "agent.cli", "watch", "--config", str(config), *places]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        try:
            told = Lines(program)
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
