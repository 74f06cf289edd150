"""Runs a program that insists on `/proc/modules` on a kernel without loadable modules, where there is none.

    python -m tests.live.clab.modules containerlab deploy -t FILE

`containerlab deploy` reads that file. In a mount namespace of its own the program finds an empty one, beside links to
everything that the real `/proc` has, and to processes that may come. Only `deploy` needs this; `stop` and `start` must
run without it, since they leave mounts behind that have to last.
"""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

MODULES = Path("/proc/modules")
REAL = Path("/run/labkeeper-proc")
AHEAD = 30_000
"""How many process numbers after our own get a link: those of the containers that the program will start."""


def needed() -> bool:
    """Whether this kernel lacks the file."""
    return not MODULES.exists()


def command(*words: str) -> list[str]:
    """A command as it must be run here."""
    return [sys.executable, "-m", "tests.live.clab.modules", *words] if needed() else list(words)


def main(words: list[str]) -> None:
    """Make the namespace and become the program."""
    if needed():
        _unshare()
        REAL.mkdir(exist_ok=True)
        for mount in (["--make-rprivate", "/"], ["--rbind", "/proc", str(REAL)], ["-t", "tmpfs", "proc", "/proc"]):
            subprocess.run(["mount", *mount], check=True)
        for name in os.listdir(REAL):
            os.symlink(REAL / name, Path("/proc") / name)
        limit = int((REAL / "sys/kernel/pid_max").read_text())
        for n in range(1, AHEAD):
            pid = str((os.getpid() + n) % limit)
            if not os.path.lexists(f"/proc/{pid}"):
                os.symlink(REAL / pid, f"/proc/{pid}")
        MODULES.write_text("")
    os.execvp(words[0], words)


def _unshare() -> None:
    """unshare(2) with CLONE_NEWNS; `os.unshare` comes with Python 3.12."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(0x00020000):
        raise OSError(ctypes.get_errno(), "unshare: a mount namespace needs root")


if __name__ == "__main__":
    main(sys.argv[1:])
