"""The program as a user calls it: each call is a process of its own, forked from one that has imported it already.

What importing costs is paid once for a whole run of tests. `python -m` this is that process: it reads calls from its
standard input, and writes the status of each.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
PACKAGES = (
    "agent.cli",
    "agent.app",
    "agent.detect",
    "agent.models",
    "agent.report",
    "agent.tasks",
    "collectors",
    "clab",
)
LIBRARIES = ("docker", "httpx", "jsonschema", "ollama")
"""What calls import where they first need it; what starts threads of its own cannot be here."""

TIMEOUT_S = 60.0


class Program:
    """The process that calls are forked from; it starts with the first."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._folder = TemporaryDirectory()

    def call(self, arguments: tuple[str, ...], cwd: Path, environment: Mapping[str, str]) -> tuple[int, str, str]:
        """Status, stdout and stderr."""
        process = self._process or self._start()
        out, err = (Path(self._folder.name, name) for name in ("out", "err"))
        call = {
            "arguments": arguments,
            "cwd": str(cwd),
            "environment": dict(environment),
            "files": [str(out), str(err)],
        }
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(call) + "\n")
        process.stdin.flush()
        if not select.select([process.stdout], [], [], TIMEOUT_S)[0]:
            raise TimeoutError(f"labkeeper {' '.join(arguments)} did not end within {TIMEOUT_S:.0f} s")
        return int(process.stdout.readline()), out.read_text(), err.read_text()

    def _start(self) -> subprocess.Popen[str]:
        self._process = process = subprocess.Popen(
            [sys.executable, "-m", "tests.program"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self._end)
        return process

    def _end(self) -> None:
        if self._process:
            self._process.communicate(timeout=TIMEOUT_S)
        self._folder.cleanup()


PROGRAM = Program()


def labkeeper(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """One call of the program, with homes of its own."""
    homes = {"XDG_CONFIG_HOME": str(cwd / ".config"), "XDG_STATE_HOME": str(cwd / ".state")}
    return subprocess.CompletedProcess(arguments, *PROGRAM.call(arguments, cwd, {**os.environ, **homes, **environment}))


def serve() -> None:
    """Fork a child for each call, one after the other."""
    for package in PACKAGES:
        path = importlib.import_module(package).__path__
        for module in pkgutil.walk_packages(path, f"{package}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    for name in LIBRARIES:
        importlib.import_module(name)
    assert threading.active_count() == 1, "a fork would lose the other threads"
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            become(json.loads(line))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def become(call: Mapping[str, object]) -> None:
    """Be the program that was called, from its first line to its end."""
    from agent.cli import main

    os.chdir(str(call["cwd"]))
    os.environ.clear()
    os.environ.update(dict(call["environment"]))  # type: ignore[call-overload]
    time.tzset()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, path in enumerate(call["files"], 1):  # type: ignore[arg-type, var-annotated]
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    sys.path[:0] = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    sys.argv = ["labkeeper", *call["arguments"]]  # type: ignore[misc]
    main()


if __name__ == "__main__":
    serve()
