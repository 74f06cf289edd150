"""Runs a script under Python's audit hooks: what it must not do is written to a pipe, and does not happen.

    python -m agent.gates.script.audit_hook_runner FD SCRIPT [ARG...]

Inside the sandbox only. A hook sees what Python code does, also by way of libraries: opens are judged by who asked for
them, connections and processes whoever asked.
"""

import builtins
import ctypes
import getpass
import ipaddress
import json
import os
import resource
import runpy
import sys
import sysconfig
from types import FrameType
from typing import Any, NoReturn

PROCESSES = frozenset({"os.fork", "os.forkpty", "os.exec", "os.system", "os.posix_spawn", "os.spawn", "pty.spawn"}) | {
    "subprocess.Popen"
}
CHANGES = frozenset(
    {"os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.chmod", "os.link", "os.symlink", "os.truncate"}
)
ANSWER = "labkeeper"
"""What a script hears that asks somebody at the terminal."""

CPU_S, MEMORY, FILES = 20, 3 << 30, 256
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, CLEAR_ALL = 24, 38, 47, 4
CAPABILITY_VERSION_3 = 0x20080522
HARMLESS = ("/dev/null", "/dev/tty", "/dev/urandom", "/dev/random", "/dev/zero")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
EVALS = frozenset({"ctypes.dlopen", "code.__new__"})
_STDLIB = tuple({sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")})


class Watch:
    """The hook: `script` is the file that is watched, `report` takes one line per offence."""

    def __init__(self, script: str, report: int, allowed: frozenset[str], files: frozenset[str] = frozenset()) -> None:
        self._folder, self._report, self._allowed = f"{os.path.dirname(script)}/", report, allowed
        self._files = files
        self._readable = (*_folders(), sys.prefix, sys.base_prefix, *_STDLIB, "/usr", "/lib", "/etc", "/proc", "/sys")
        self._told: set[str] = set()

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """Judge one event.

        Raises:
            PermissionError: it is not allowed.
        """
        if event in PROCESSES and "processes" not in self._allowed:
            self._refuse(f"starts another program ({event})")
        elif event == "socket.connect" and len(args) > 1 and not _is_ours(args[1]) and "network" not in self._allowed:
            self._refuse(f"talks to {args[1][0] if isinstance(args[1], tuple) else args[1]}")
        elif event == "open" and "files" not in self._allowed:
            self._opened(args)
        elif event in CHANGES and "files" not in self._allowed and self._asked():
            self._refuse(f"touches the file {args[0]!r}" if args and isinstance(args[0], str) else "touches a file")
        elif event in EVALS and "eval" not in self._allowed and self._asked():
            self._refuse(f"makes code at run time ({event})")

    def _opened(self, args: tuple[Any, ...]) -> None:
        """Writing is refused whoever asks; reading where the script asks, or a library reads a file of the user's."""
        name = args[0].decode(errors="replace") if isinstance(args[0], bytes) else args[0]
        if not isinstance(name, str) or name in HARMLESS:
            return
        flags = args[2] if len(args) > 2 and isinstance(args[2], int) else 0
        if flags & WRITES or (isinstance(args[1], str) and set(args[1]) & set("wax+")):
            self._refuse(f"writes the file {name!r}")
        if name not in self._files and (self._asked() or not os.path.abspath(name).startswith(self._readable)):
            self._refuse(f"touches the file {name!r}")

    def _asked(self) -> bool:
        """Whether the script asked, not an import or a library for its own needs: the nearest code that is not
        Python's own."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None:
            name = frame.f_code.co_filename
            if name == __file__:
                frame = frame.f_back
                continue
            if name.startswith(self._folder):
                return True
            if name.startswith("<frozen importlib") or not name.startswith(("<frozen", "<string", *_STDLIB)):
                return False
            if "site-packages" in name:
                return False
            frame = frame.f_back
        return False

    def _refuse(self, what: str) -> NoReturn:
        if what not in self._told:
            self._told.add(what)
            os.write(self._report, (json.dumps(what) + "\n").encode())
        raise PermissionError(f"the gate's sandbox: the script {what}")


def _folders() -> tuple[str, ...]:
    return tuple(item for item in sys.path if item.startswith("/") and item not in ("/", "/tmp"))


def _is_ours(address: Any) -> bool:
    """Loopback, and the addresses that the sandbox made for the script."""
    if not isinstance(address, tuple):
        return False
    try:
        where = ipaddress.ip_address(str(address[0]).partition("%")[0])
    except ValueError:
        return False
    return where.is_loopback or str(where) in OURS


OURS: frozenset[str] = frozenset(filter(None, os.environ.pop("LABKEEPER_SANDBOX_ADDRESSES", "").split(",")))


def _bare() -> None:
    """Give up what could do harm: every privilege for good, much time and memory, files that grow."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_CAP_AMBIENT, CLEAR_ALL, 0, 0, 0)
    for number in range(64):
        libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.capset((ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)()) != 0:
        raise SystemExit("the sandbox cannot give up its privileges")
    for what, limit in (
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


def main() -> None:
    """Become the script."""
    _bare()
    report, script = int(sys.argv[1]), sys.argv[2]
    allowed = frozenset(filter(None, os.environ.pop("LABKEEPER_SANDBOX_ALLOWED", "").split(",")))
    files = frozenset(filter(None, os.environ.pop("LABKEEPER_SANDBOX_FILES", "").split("\n")))
    sys.argv = sys.argv[2:]
    sys.path[0] = os.path.dirname(script)
    getpass.getpass = lambda *_, **__: ANSWER
    builtins.input = lambda *_: ANSWER
    os.set_inheritable(report, False)
    sys.addaudithook(Watch(script, report, allowed, files))
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    main()
