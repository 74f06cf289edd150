"""Commands of this host in a container's network namespace, and links between two of them. Needs root.

A container that ends takes both ends of its veth pairs with it. They are made anew as containerlab makes them, straight
into the namespaces, with the names, MAC addresses, MTU and other names that they had.
"""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from clab.actions import ActError, WireEnd

LIMIT_S = 20.0


def no_way(pid: int, *tools: str) -> str:
    """Why nothing can be done from here in the network namespace of a process, empty where it can."""
    if os.geteuid() != 0:
        return "only root can do it from the host"
    missing = [item for item in ("ip", "nsenter", *tools) if not shutil.which(item)]
    if missing:
        return f"not on PATH: {', '.join(missing)}"
    return "" if pid and Path(f"/proc/{pid}/ns/net").exists() else "the engine is not this host's own"


def on_host(why: str, *command: str) -> str:
    """A command's output, run here; a Ctrl-C on the terminal does not reach it.

    Raises:
        ActError: it failed; `why` is where and for what it was run.
    """
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=LIMIT_S, check=False, start_new_session=True
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ActError(f"{why}: {shlex.join(command)}: {error}") from error
    if done.returncode:
        raise ActError(f"{why}: {shlex.join(command)}: exit {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.stdout


def make_link(a: WireEnd, b: WireEnd, pids: tuple[int, int]) -> None:
    """Make a link anew between the namespaces of two processes; nothing where both ends are there.

    Raises:
        ActError: it could not be made.
    """
    ends = tuple(zip((a, b), pids, strict=True))
    there = [_has(end, pid) for end, pid in ends]
    if all(there):
        return
    what = f"{a.node}:{a.interface} -- {b.node}:{b.interface}"
    reason = next((item for item in map(no_way, pids) if item), "")
    if reason:
        raise ActError(f"{what}: {reason}")
    for (end, pid), left in zip(ends, there, strict=True):
        if left:
            _delete(end, pid)
    on_host(what, "ip", "link", "add", *_half(a, pids[0]), "type", "veth", "peer", *_half(b, pids[1]))
    for end, pid in ends:
        for name in end.altnames:
            _in(end, pid, "link", "property", "add", "dev", end.interface, "altname", name)
        _in(end, pid, "link", "set", end.interface, "up")
        for address in end.addresses:
            _in(end, pid, "address", "replace", address, "dev", end.interface)


def _half(end: WireEnd, pid: int) -> list[str]:
    """One end of a veth pair in `ip link add`'s words."""
    mac = ["address", end.mac] if end.mac else []
    return ["name", end.interface, "netns", str(pid), "mtu", str(end.mtu), *mac]


def _has(end: WireEnd, pid: int) -> bool:
    try:
        _in(end, pid, "link", "show", end.interface)
    except ActError:
        return False
    return True


def _delete(end: WireEnd, pid: int) -> None:
    """The end of a link whose other end's namespace has just ended goes by itself, maybe before we come to it."""
    try:
        _in(end, pid, "link", "del", end.interface)
    except ActError:
        if _has(end, pid):
            raise


def _in(end: WireEnd, pid: int, *command: str) -> str:
    """One of ip's commands in an end's namespace."""
    return on_host(f"{end.node}:{end.interface}", "nsenter", "-t", str(pid), "-n", "ip", *command)
