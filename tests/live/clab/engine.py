"""A Docker engine for the tests: the one that runs here, else one that is started and stopped by them."""

import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

START_S = 40.0
FOLDER = Path("/var/tmp/labkeeper-test-docker")
"""The engine's own folder is kept: the image in it serves the next run."""


def answers() -> bool:
    """Whether an engine answers here."""
    done = subprocess.run(["docker", "version"], capture_output=True, check=False, timeout=30)
    return done.returncode == 0


def lacking() -> str:
    """What is missing for an engine, empty where nothing is."""
    if not shutil.which("docker"):
        return "docker is not installed (apt-get install docker.io)"
    if not answers() and not shutil.which("dockerd"):
        return "no Docker engine answers, and there is no dockerd to start (apt-get install docker.io)"
    return ""


@contextmanager
def running() -> Iterator[None]:
    """An engine that answers; one that was started here is stopped again.

    Raises:
        RuntimeError: dockerd did not come up; the message has the end of its log.
    """
    if answers():
        yield
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    log = FOLDER / "dockerd.log"
    with log.open("wb") as file:
        command = ["dockerd", "--data-root", str(FOLDER / "data"), "--pidfile", str(FOLDER / "pid")]
        engine = subprocess.Popen(command, stdout=file, stderr=file, start_new_session=True)
    try:
        _wait(engine, log)
        yield
    finally:
        engine.terminate()
        with suppress(subprocess.TimeoutExpired):
            engine.wait(30)
        engine.kill()
        engine.wait(10)


def _wait(engine: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline, pause = time.monotonic() + START_S, threading.Event()
    while engine.poll() is None and time.monotonic() < deadline:
        if answers():
            return
        pause.wait(0.3)
    raise RuntimeError(f"dockerd did not come up: {log.read_text(errors='replace')[-600:]}")
