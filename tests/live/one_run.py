"""One run of the live tests at a time on a host: they share its namespaces, its Docker engine and its addresses."""

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO

LOCK = Path("/var/tmp/labkeeper-live.lock")
OURS = re.compile(r"^lk[a-z]{1,4}-\w+", re.M)
FOLDERS = f"{tempfile.gettempdir()}/pytest-of-"


def take_host(lock: Path = LOCK) -> IO[str]:
    """Wait until no other run has the host, and return the lock; it is held until its file is closed."""
    file = lock.open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.stderr.write(f"another run of the live tests has this host ({lock}): waiting for its end\n")
        fcntl.flock(file, fcntl.LOCK_EX)
    return file


def clear_leftovers() -> list[str]:
    """Remove what a run that was killed left here, by whoever holds the lock; returns what was removed."""
    return [*clear_namespaces(), *clear_containers()]


def clear_namespaces(names: re.Pattern[str] = OURS) -> list[str]:
    """Remove the namespaces of such names, with every process in them; returns what was removed."""
    removed = []
    for name in names.findall(_output("ip", "netns", "list")):
        for pid in _output("ip", "netns", "pids", name).split():
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        _output("ip", "netns", "delete", name)
        removed.append(name)
    return removed


def clear_containers() -> list[str]:
    """Containers of labs whose topology file lies in a folder that pytest made: no lab of a person does."""
    removed = []
    found = _output("docker", "ps", "--all", "--quiet", "--filter", "label=containerlab").split()
    for item in json.loads(_output("docker", "inspect", *found) or "[]") if found else ():
        name = str(item["Name"]).lstrip("/")
        if str(item["Config"]["Labels"].get("clab-topo-file", "")).startswith(FOLDERS):
            _output("docker", "rm", "--force", name)
            removed.append(name)
    return removed


def _output(*command: str) -> str:
    """What a program prints; empty where it is missing or fails."""
    if not shutil.which(command[0]):
        return ""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.stdout if done.returncode == 0 else ""
