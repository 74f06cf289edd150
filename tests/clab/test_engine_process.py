"""An engine is restarted only where its process is known to be one that can be."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clab.engine_process import UNIT, EngineProcess, RestartError, find, restart

SERVER = """
import os, signal, socket, sys
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
with socket.socket(socket.AF_UNIX) as server:
    server.bind(sys.argv[1])
    server.listen()
    print("started", " ".join(sys.argv[2:]), os.environ.get("ENGINE_WORD"), flush=True)
    signal.sigwait([signal.SIGTERM])
    os.unlink(sys.argv[1])
"""
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can restart an engine")


def wait(holds: Callable[[], bool], what: str) -> None:
    """Until something is so."""
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


@pytest.mark.parametrize("url", ["tcp://10.0.0.1:2375", "ssh://host"])
def test_another_hosts_engine_is_none_of_ours(url: str) -> None:
    """Its address is named."""
    assert find(url) == f"the engine at {url} is no process of this host"


@AS_ROOT
def test_what_is_not_dockerd_is_left_alone(tmp_path: Path) -> None:
    """Podman answers as Docker does; a socket without a listener is nobody's."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "sock"))
        server.listen()
        said = find(f"unix://{tmp_path}/sock")
    name = Path(sys.executable).resolve().name
    expected = (f"what listens on unix://{tmp_path}/sock is {name}, not dockerd", f"systemd runs here, and {UNIT}")
    assert isinstance(said, str)
    assert said.startswith(expected)
    gone = find(f"unix://{tmp_path}/none")
    assert isinstance(gone, str)
    assert gone.startswith((f"what listens on unix://{tmp_path}/none is a process that cannot be seen", expected[1]))


@contextmanager
def engine(folder: Path) -> Iterator[EngineProcess]:
    """A process that is called dockerd: an interpreter under that name, whose standard output is a file."""
    program = folder / "dockerd"
    program.write_bytes(Path(sys.executable).resolve().read_bytes())
    program.chmod(0o755)
    home = {"PYTHONHOME": sys.base_prefix, "ENGINE_WORD": "as it was"}
    with (folder / "said").open("a") as said:
        words = [str(program), "-c", SERVER, str(folder / "sock"), "--flag", "two words"]
        process = subprocess.Popen(words, stdout=said, stderr=said, cwd=folder, env=home)
    wait((folder / "sock").exists, "the engine's start")
    try:
        yield EngineProcess(process.pid, by_systemd=False)
    finally:
        found = find(f"unix://{folder}/sock")
        for pid in {process.pid, found.pid if isinstance(found, EngineProcess) else process.pid}:
            try:
                os.kill(pid, signal.SIGTERM)
            except ProcessLookupError:
                continue
        process.wait(10)


@AS_ROOT
@pytest.mark.skipif(Path("/run/systemd/system").exists(), reason="systemd restarts the engine here")
def test_an_engine_is_started_again_as_it_was(tmp_path: Path) -> None:
    """The same words, surroundings, folder and log; another process. It is found by its socket."""
    with engine(tmp_path) as first:
        url = f"unix://{tmp_path}/sock"
        assert find(url) == first
        restart(first)
        wait(lambda: isinstance(find(url), EngineProcess) and find(url) != first, "the engine's second start")
        second = find(url)
        assert isinstance(second, EngineProcess)
        assert second.pid != first.pid
        assert os.readlink(f"/proc/{second.pid}/cwd") == str(tmp_path)
        assert (tmp_path / "said").read_text() == "started --flag two words as it was\n" * 2


@AS_ROOT
def test_a_restart_that_fails_says_why() -> None:
    """A process that is gone."""
    with pytest.raises(RestartError, match=r"clab.engine_process 999999999: exit 1"):
        restart(EngineProcess(999_999_999, by_systemd=False))
