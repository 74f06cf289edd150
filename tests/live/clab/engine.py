"""A Docker engine for the tests: the one that runs here, else one that is started and stopped by them."""

import os
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


class NoEngine(Exception):
    """dockerd could not be started here."""


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
        NoEngine: dockerd did not come up; the message has the end of its log.
    """
    if answers():
        yield
        return
    _control_groups()
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


def _control_groups() -> None:
    """A bare machine may have mounted none; the engine needs them (as Debian's cgroupfs-mount mounts them)."""
    top = Path("/sys/fs/cgroup")
    if os.path.ismount(top) or not top.is_dir():
        return
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "cgroup", str(top)], check=True)
    for line in Path("/proc/cgroups").read_text().splitlines()[1:]:
        name, _, _, enabled = line.split()
        if enabled == "1":
            (top / name).mkdir()
            subprocess.run(["mount", "-t", "cgroup", "-o", name, "cgroup", str(top / name)], check=False)


def _wait(engine: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline, pause = time.monotonic() + START_S, threading.Event()
    while engine.poll() is None and time.monotonic() < deadline:
        if answers():
            return
        pause.wait(0.3)
    raise NoEngine(f"dockerd did not come up: {log.read_text(errors='replace')[-600:]}")
