"""Restarts the Docker engine that answers on this host: by systemd where that runs, else by its own process.

Which process it is tells the socket: the kernel knows who listens on it. Its restart is done by a program of its own,
so that whoever asked for it may end meanwhile and the engine is never left stopped.

    python -m clab.engine_process PID       stop that engine, and start it again as it was started
"""

import os
import signal
import socket
import struct
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

UNIX = "unix://"
SYSTEMD = Path("/run/systemd/system")
UNIT = "docker.service"
STOP_S, START_S = 60.0, 60.0
"""How long an engine may take to end its containers and itself, and until it answers again."""

BY_ITSELF_S = 2.0
"""How long it is waited whether somebody else (a supervisor) starts the engine again."""


class RestartError(Exception):
    """The engine could not be restarted: what was tried, what happened."""


@dataclass(frozen=True, slots=True)
class EngineProcess:
    """The engine behind a socket: its process, and whether systemd is who starts it."""

    pid: int
    by_systemd: bool


def find(url: str) -> EngineProcess | str:
    """The engine's process, or why it is none that can be restarted from here."""
    if not url.startswith(UNIX):
        return f"the engine at {url} is no process of this host"
    if os.geteuid() != 0:
        return "only root can restart the engine"
    pid = _listener(url.removeprefix(UNIX))
    if SYSTEMD.exists():
        active = subprocess.run(["systemctl", "is-active", "--quiet", UNIT], check=False, timeout=START_S)
        return EngineProcess(pid, True) if active.returncode == 0 else f"systemd runs here, and {UNIT} is not active"
    name = _name(pid)
    if name != "dockerd":
        return f"what listens on {url} is {name or 'a process that cannot be seen from here'}, not dockerd"
    return EngineProcess(pid, False)


def restart(engine: EngineProcess) -> None:
    """Stop the engine and start it again; returns when that was begun in order.

    Raises:
        RestartError: it could not be done.
    """
    if engine.by_systemd:
        command = ["systemctl", "restart", UNIT]
    else:
        command = [sys.executable, "-m", "clab.engine_process", str(engine.pid)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=STOP_S + START_S, check=False, start_new_session=True
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RestartError(f"{' '.join(command)}: {error}") from error
    if done.returncode:
        raise RestartError(f"{' '.join(command)}: exit {done.returncode}: {done.stderr.strip()[-300:]}")


def _listener(path: str) -> int:
    """The process that listens on a Unix socket; 0 where it is in a namespace that cannot be seen from here."""
    with socket.socket(socket.AF_UNIX) as sock:
        sock.settimeout(START_S)
        try:
            sock.connect(path)
        except OSError:
            return 0
        return int(struct.unpack("3i", sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0])


def _name(pid: int) -> str:
    try:
        return Path(os.readlink(f"/proc/{pid}/exe")).name if pid else ""
    except OSError:
        return ""


def _again(pid: int) -> str:
    """Stop an engine and start it as it was started; returns what went wrong."""
    home = Path(f"/proc/{pid}")
    words = [os.fsdecode(word) for word in home.joinpath("cmdline").read_bytes().split(b"\0")[:-1]]
    pairs = [item.partition(b"=") for item in home.joinpath("environ").read_bytes().split(b"\0") if item]
    surroundings = {os.fsdecode(key): os.fsdecode(value) for key, _, value in pairs}
    program, folder = os.readlink(home / "exe"), os.readlink(home / "cwd")
    outputs = [_reopened(home / "fd" / number) for number in "12"]
    others = set(_engines())
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_S
    while _name(pid):
        if time.monotonic() > deadline:
            return f"dockerd ({pid}) did not end within {STOP_S:.0f} s"
        time.sleep(0.1)
    if _is_started_by_another(others):
        return ""
    subprocess.Popen(
        [*words], executable=program, cwd=folder, env=surroundings,
        stdin=subprocess.DEVNULL, stdout=outputs[0], stderr=outputs[1], start_new_session=True,
    )  # fmt: skip
    return ""


def _engines() -> list[int]:
    return [int(item) for item in os.listdir("/proc") if item.isdigit() and _name(int(item)) == "dockerd"]


def _is_started_by_another(before: set[int]) -> bool:
    """Whether a supervisor starts the engine again; `before` are the engines that ran already."""
    deadline = time.monotonic() + BY_ITSELF_S
    while time.monotonic() < deadline:
        if set(_engines()) - before:
            return True
        time.sleep(0.1)
    return False


def _reopened(link: Path) -> int:
    """Where the engine wrote to, opened anew; nowhere where that was no file."""
    try:
        path = os.readlink(link)
        return os.open(path if path.startswith("/") else os.devnull, os.O_WRONLY | os.O_APPEND)
    except OSError:
        return os.open(os.devnull, os.O_WRONLY)


if __name__ == "__main__":
    wrong = _again(int(sys.argv[1]))
    if wrong:
        sys.exit(wrong)
