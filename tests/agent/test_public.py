"""The public functions are importable from `agent`, and loading them waits for their first use."""

import subprocess
import sys
from pathlib import Path

import pytest

import agent
from agent import analyze, check_topology, verify
from agent.detect.incident import analysis_json

RECORDING = Path(__file__).parents[1] / "replays" / "diamond-prefix-limit"
LAB = Path(__file__).parents[2] / "topologies" / "frr-diamond" / "frr-diamond.clab.yml"


def test_an_incident_is_found_and_a_text_about_it_is_checked() -> None:
    """The two functions fit together: what `analyze` finds, in its published shape, is what `verify` takes."""
    answer = analyze(RECORDING)
    assert ["prefix_limit_exceeded"] == [incident.cause.type for incident in answer.incidents]
    document = analysis_json(answer)["incidents"][0]
    assert "contradicted" == verify(document, "The session between e2 and r2 was lost at 03:00:00 UTC.")["verdict"]


def test_a_topology_is_judged() -> None:
    """The gate answers without containerlab."""
    assert "accepted" == check_topology(LAB, offline=True).decision


def test_an_unknown_name_is_an_error() -> None:
    """Nothing else is made up."""
    with pytest.raises(AttributeError, match="no attribute 'guess'"):
        _ = agent.guess  # type: ignore[attr-defined]


def test_importing_the_package_loads_nothing_else() -> None:
    """`import agent` alone brings no other module of it."""
    code = "import sys, agent; print([name for name in sys.modules if name.startswith('agent.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert "[]" == done.stdout.strip()
