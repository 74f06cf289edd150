"""The host stage where the engine's socket is there and cannot be used: a note, and nothing is left open."""

import gc
import os
import socket
import warnings
from pathlib import Path

import pytest

from agent.gates.topology.host import look_at_host
from clab.docker_engine import DockerEngine, EngineError
from clab.document import read
from clab.lint import Topology


@pytest.fixture
def deaf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A socket that is there, that nobody listens on, and that nobody but root may open."""
    path = tmp_path / "docker.sock"
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(str(path))
    path.chmod(0)
    monkeypatch.setenv("DOCKER_HOST", f"unix://{path}")
    return path


def test_a_socket_that_cannot_be_used_costs_the_stage_and_leaves_nothing_open(deaf: Path) -> None:
    """The stage is skipped with the reason; no socket waits for the garbage collector."""
    del deaf
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        stage = look_at_host(_lab())
        with pytest.raises(EngineError):
            DockerEngine().containers()
        gc.collect()
    assert stage.status == "skipped"
    assert ("Permission denied" if os.geteuid() else "refused") in stage.text


def _lab() -> Topology:
    """A small lab."""
    return Topology(read("name: x\ntopology: {nodes: {r1: {kind: linux, image: frr}}}\n")[0])
