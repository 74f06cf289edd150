"""A Docker engine for the tests: the one that runs here, else one that is started and stopped by them."""

import json
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.live import one_run

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
def running() -> Iterator[bool]:
    """An engine that answers, and whether it is the tests' own; one that was started here is stopped again, whatever
    process it is by then.

    Raises:
        NoEngine: dockerd did not come up; the message has the end of its log.
    """
    if answers():
        yield False
        return
    _control_groups()
    FOLDER.mkdir(parents=True, exist_ok=True)
    log, settings = FOLDER / "dockerd.log", FOLDER / "daemon.json"
    settings.write_text("{}")
    with log.open("wb") as file:
        places = ("--data-root", "data"), ("--pidfile", "pid"), ("--config-file", settings.name)
        command = ["dockerd", *(word for name, place in places for word in (name, str(FOLDER / place)))]
        engine = subprocess.Popen(command, stdout=file, stderr=file, start_new_session=True)
    try:
        _wait(engine, log)
        one_run.clear_containers()  # what a run that was killed left in the engine's folder comes back with the engine
        yield True
    finally:
        _end(engine)


def _own_pid() -> int:
    """The tests' own engine as it runs now; 0 where it does not."""
    try:
        pid = int((FOLDER / "pid").read_text())
        return pid if Path(f"/proc/{pid}/exe").resolve().name == "dockerd" else 0
    except (OSError, ValueError):
        return 0


def _end(engine: "subprocess.Popen[bytes]") -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        pid, deadline = _own_pid(), time.monotonic() + 30
        if pid:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        while _own_pid() and time.monotonic() < deadline:
            with suppress(subprocess.TimeoutExpired):
                engine.wait(0.2)
    engine.kill()
    engine.wait(10)


@contextmanager
def live_restore() -> Iterator[None]:
    """The tests' own engine keeps its containers when it ends, for as long as the block runs."""
    try:
        _keep_containers(keep=True)
        yield
    finally:
        _keep_containers(keep=False)


def _keep_containers(*, keep: bool) -> None:
    (FOLDER / "daemon.json").write_text(json.dumps({"live-restore": keep}))
    os.kill(_own_pid(), signal.SIGHUP)
    deadline, pause = time.monotonic() + START_S, threading.Event()
    while _info("{{.LiveRestoreEnabled}}") != str(keep).lower():
        if time.monotonic() > deadline:
            raise NoEngine("dockerd did not take its settings")
        pause.wait(0.1)


def _info(shape: str) -> str:
    done = subprocess.run(
        ["docker", "info", "--format", shape], capture_output=True, text=True, check=False, timeout=30
    )
    return done.stdout.strip()


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
