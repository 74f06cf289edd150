"""The containerlab of this machine: found, asked for its version, and run where it can change nothing.

Every run has a clean environment, user and network namespaces of its own, limits of memory and time, a lab directory
that is thrown away, and the read-only stub in the place of the docker engine.
"""

import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.gates.topology.docker_stub import engine_stub
from clab.lint import Topology

LIMIT_S, MEMORY = 30.0, 2 << 30
LIMITED = f"""ulimit -v {MEMORY >> 10}; ulimit -c 0
"""
"""By the shell, since code of ours between fork and exec would run beside this process's other threads."""

WITH_BRIDGES = """count=$1; shift
while [ "$count" -gt 0 ]; do ip link add name "$1" type bridge 2>/dev/null; shift; count=$((count - 1)); done
exec "$@" """
"""In the fresh network namespace the host's bridges are missing: make them, then become containerlab."""

OPEN_VSWITCH = """#!/bin/sh
printf '%s\\n' {names}
"""
"""Open vSwitch's bridges are asked for by its own program; this one names those that the lab wants to find."""

_VARIABLE = re.compile(r"\$\{?([A-Za-z_]\w*)")
_KEPT = re.compile(r"(?:PATH|HOME|TMPDIR|LD_\w+|DOCKER_\w+|CLAB_\w+|XDG_\w+|SSL_\w+|GO\w+|http_proxy|https_proxy)$")
"""Variables that the run has of its own, whatever the file says."""

NOT_SUPPORTED = ("unknown flag: ", "unknown command ")
"""How a message begins where this version has not the command; a file's own words never stand there."""

_LOG = re.compile(r'\s*(?:(?:\d\d:\d\d:\d\d )?(?:INFO|WARN|DEBU|ERRO)\b|time="|(?:INFO|WARN|DEBU|ERRO)\[\d+\])')
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Binary:
    """A containerlab at a path; `number` is empty where it does not tell."""

    path: str
    number: tuple[int, ...]
    text: str

    @property
    def minor(self) -> tuple[int, int] | None:
        """Its version as containerlab's notes count them; None where it does not tell."""
        return (self.number[0], self.number[1]) if len(self.number) > 1 else None


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: status, the two outputs, and the picture that it may have drawn."""

    status: int
    stdout: str
    stderr: str
    drawn: str = ""

    @property
    def crash(self) -> str:
        """The first line of a Go panic; empty where there was none."""
        found = re.search(r"(?:panic|fatal error): [^\n]*", self.stderr)
        return found[0] if found else ""

    @property
    def message(self) -> str:
        """What containerlab says in the end, without its frame, its log lines and how it is to be called."""
        text = re.sub(r"\x1b\[[0-9;]*m", "", self.stderr).partition("\nUsage:")[0]
        lines = [line for line in text.splitlines() if not _LOG.match(line) and line.strip() not in ("", "ERROR")]
        return _SPACE.sub(" ", " ".join(lines)).strip().removeprefix("Error: ")

    @property
    def is_supported(self) -> bool:
        """Whether the version has the command that it was given."""
        return not self.message.lower().startswith(NOT_SUPPORTED)


def find_binary() -> Binary | None:
    """The containerlab on PATH, with its version; None where there is none."""
    path = shutil.which("containerlab") or shutil.which("clab")
    if path is None:
        return None
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": "/", "CLAB_VERSION_CHECK": "disable"}
    try:
        told = subprocess.run(
            [path, "version"], capture_output=True, text=True, timeout=LIMIT_S, env=environment, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Binary(path, (), str(error))
    found = re.search(r"version:\s*v?(\d+)\.(\d+)\.(\d+)", told.stdout)
    number = tuple(int(group) for group in found.groups()) if found else ()
    text = ".".join(map(str, number)) if any(number) else "built from source"
    return Binary(path, number if any(number) else (), text)


def ask(
    binary: Binary, words: Sequence[str], file: Path, bridges: Sequence[str], lab: Topology | None = None
) -> Ended | str:
    """Run one command on a topology file, or say why that was not possible.

    The file's paths are resolved beside it, so it is read where it is; nothing is written there.
    """
    file = file.resolve()
    command = [binary.path, *words, "-t", str(file)]
    if shutil.which("unshare"):
        command = ["unshare", "-rn", "sh", "-c", LIMITED + WITH_BRIDGES, "sh", str(len(bridges)), *bridges, *command]
    elif os.geteuid() != 0:
        return "containerlab wants root, and `unshare` (util-linux) is not on PATH"
    else:
        command = ["sh", "-c", LIMITED + 'exec "$@"', "sh", *command]
    with tempfile.TemporaryDirectory(prefix="labkeeper-gate-") as made:
        folder = Path(made)
        for item in ("tmp", "lab", "bin"):
            (folder / item).mkdir()
        _stand_in(folder, file, lab)
        vsctl = folder / "bin" / "ovs-vsctl"
        vsctl.write_text(OPEN_VSWITCH.format(names=" ".join(map(shlex.quote, bridges))))
        vsctl.chmod(0o755)
        with engine_stub(folder / "api.sock"):
            try:
                ended = subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    text=True,
                    errors="replace",
                    timeout=LIMIT_S,
                    env=_environment(folder, file),
                    check=False,
                )
            except subprocess.TimeoutExpired:
                return f"containerlab did not end within {LIMIT_S:g} s"
            except OSError as error:
                return f"{command[0]}: {error}"
        drawn = "".join(path.read_text() for path in sorted((folder / "lab").rglob("*.mermaid")))
        stdout, stderr = (_plainly(each, folder, file) for each in (ended.stdout, ended.stderr))
    return Ended(ended.returncode, stdout, stderr, drawn)


def lab_base(file: Path) -> Path:
    """Where containerlab keeps the folders of labs: beside the topology file, or where the user says."""
    return Path(os.environ.get("CLAB_LABDIR_BASE") or file.resolve().parent)


def _stand_in(folder: Path, file: Path, lab: Topology | None) -> None:
    """The files of the lab's own folder that the topology names, where they are: containerlab looks at this one."""
    if lab is None:
        return
    for item in lab.files():
        if not item.startswith(f"{lab.folder}/"):
            continue
        real, here = lab_base(file) / item, folder / "lab" / item
        if real.exists() and ".." not in Path(item).parts:
            here.parent.mkdir(parents=True, exist_ok=True)
            if real.is_dir():
                here.mkdir(exist_ok=True)
            else:
                here.touch()


def _plainly(text: str, folder: Path, file: Path) -> str:
    """What containerlab prints, with the user's paths in the place of this run's own."""
    text = text.replace(str(folder / "lab"), str(lab_base(file)))
    return text.replace(str(folder / "tmp"), tempfile.gettempdir())


def _environment(folder: Path, file: Path) -> dict[str, str]:
    """This run's own variables, the user's home, and those of his variables that the file names."""
    named = set(_VARIABLE.findall(file.read_text(encoding="utf-8", errors="replace")))
    own = {name: os.environ[name] for name in named if name in os.environ and not _KEPT.match(name)}
    return own | {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "HOME": os.environ.get("HOME") or str(folder),
        "TMPDIR": str(folder / "tmp"),
        "CLAB_VERSION_CHECK": "disable",
        "CLAB_LABDIR_BASE": str(folder / "lab"),
        "DOCKER_HOST": f"unix://{folder}/api.sock",
        "__FANG_TEST_WIDTH": "20000",
    }
