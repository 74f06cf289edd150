"""A script's trial in a sandbox of bubblewrap: no network but its own loopback, no file but Python's, no privilege.

The script sees an empty machine: read-only folders of Python and its libraries, a private `/tmp`, its own processes.
The addresses and host names that its text names exist there, on loopback, and answer.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LIMIT_S = 20.0
SLACK_S = 20.0
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives")
HERE = "/labkeeper"


@dataclass(frozen=True, slots=True)
class Order:
    """What to try: the script's text, its arguments, and the world it finds."""

    text: str
    arguments: Sequence[str] = ()
    paths: Sequence[str] = ()
    ports: Sequence[int] = ()
    addresses: Sequence[str] = ()
    names: Sequence[str] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    allowed: Sequence[str] = ()
    platforms: Sequence[str] = ()
    certificates: Sequence[str] = ()
    modules: Mapping[str, str] = field(default_factory=dict)
    gnmi: bool = False
    ssh: bool = False
    limit_s: float = LIMIT_S


class NoSandboxError(Exception):
    """The sandbox cannot be had here; the text says why and what to do."""


def version() -> str:
    """What makes the sandbox.

    Raises:
        NoSandboxError: there is no bubblewrap.
    """
    if shutil.which("bwrap") is None:
        raise NoSandboxError("bubblewrap is not on PATH: sudo apt-get install bubblewrap")
    done = subprocess.run(["bwrap", "--version"], capture_output=True, text=True, timeout=10, check=False)
    return done.stdout.strip()


def attempt(order: Order) -> dict[str, Any]:
    """Try a script; what was seen, in the shape of `inside.Seen`.

    Raises:
        NoSandboxError: the sandbox did not come up, so nothing was tried.
    """
    version()
    with tempfile.TemporaryDirectory(prefix="labkeeper-trial-") as scratch:
        folder = Path(scratch)
        (folder / "script").mkdir()
        (folder / "script" / "script.py").write_text(order.text)
        for name, text in order.modules.items():
            place = folder / "script" / f"{name.replace('.', '/')}.py"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
        hosts = "".join(f"127.0.0.1 {name}\n" for name in ("localhost", *order.names))
        (folder / "hosts").write_text(f"{hosts}::1 localhost\n")
        (folder / "nsswitch.conf").write_text("hosts: files\n")
        request = {
            "script": f"{HERE}/script.py",
            "arguments": list(order.arguments),
            "paths": list(order.paths),
            "ports": list(order.ports),
            "addresses": list(order.addresses),
            "names": list(order.names),
            "platforms": list(order.platforms),
            "certificates": list(order.certificates),
            "environment": {
                "PATH": "/usr/bin:/bin",
                "HOME": "/tmp",
                "PYTHONUNBUFFERED": "1",
                **_home(),
                "PYTHONDONTWRITEBYTECODE": "1",
                **order.environment,
            },
            "allowed": list(order.allowed),
            "gnmi": order.gnmi,
            "ssh": order.ssh,
            "limit_s": order.limit_s,
        }
        return _run([*_bwrap(folder), sys.executable, "-m", "agent.gates.script.sandbox_main"], json.dumps(request))


def _run(command: Sequence[str], request: str) -> dict[str, Any]:
    try:
        done = subprocess.run(
            command, input=request, capture_output=True, text=True, timeout=LIMIT_S + SLACK_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NoSandboxError(f"the trial did not end within {error.timeout:.0f} s") from error
    try:
        seen = json.loads(done.stdout)
    except ValueError as error:
        said = done.stderr.strip().splitlines()[-1:] or [f"exit {done.returncode}"]
        raise NoSandboxError(f"the sandbox did not come up: {said[0]}") from error
    return dict(seen)


def _home() -> dict[str, str]:
    """The environment inside: where programs are, and where Python finds this program's packages."""
    packages = os.pathsep.join(sorted({str(package.parent) for package in _packages()}))
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/tmp", "PYTHONPATH": packages}


def _packages() -> Iterator[Path]:
    """The folders of our own packages: an installed wheel's or a checkout's."""
    for name in ("agent", "collectors", "clab"):
        module = sys.modules.get(name) or __import__(name)
        yield Path(str(module.__file__)).parent


def _bwrap(folder: Path) -> list[str]:
    command = ["bwrap", "--unshare-all", "--unshare-user", "--uid", "0", "--gid", "0", "--cap-add", "ALL"]
    command += [
        "--die-with-parent",
        "--new-session",
        "--clearenv",
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--tmpfs",
        "/tmp",
    ]
    for place in SYSTEM:
        command += ["--ro-bind-try", place, place]
    python = {sys.prefix, sys.base_prefix, str(Path(os.path.realpath(sys.executable)).parent.parent)}
    for place in sorted({*python, *(str(package) for package in _packages())}, key=len):
        command += ["--ro-bind-try", place, place]
    for name in ("hosts", "nsswitch.conf"):
        command += ["--ro-bind", str(folder / name), f"/etc/{name}"]
    command += ["--ro-bind", str(folder / "script"), HERE, "--chdir", "/tmp"]
    for name, value in _home().items():
        command += ["--setenv", name, value]
    return command
