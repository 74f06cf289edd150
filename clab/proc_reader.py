"""Looks into a container without running anything in it: by /proc, which root can read, and leaves no trace.

Which daemons run is told by the processes in its pid namespace, and where they log by the files they hold open. An
engine in another pid namespace than ours (a VM, a container) names pids that mean nothing here, so a pid is believed
only where its mounts name the container.
"""

import os
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clab.running_lab import FoundNode, Inside, Speaker

DAEMONS: dict[str, Speaker] = {"bgpd": "frr", "bird": "bird", "gobgpd": "gobgp", "exabgp": "exabgp"}
WRITERS = frozenset((*DAEMONS, "zebra", "ospfd", "ospf6d", "isisd", "bfdd", "rsyslogd", "syslogd", "syslog-ng"))
"""Daemons whose open files may be a log."""

VTY_FOLDERS = ("/run/frr", "/var/run/frr", "/run/quagga")
NO_LOGS = ("/dev/", "/proc/", "/run/", "/var/run/", "/var/tmp/", "/tmp/", "/sys/")
LINKS_AT_MOST = 16
ANSWER_S = 1.0
_WRITES = re.compile(r"^flags:\s+([0-7]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Process:
    pid: int
    name: str


def reachable(pid: int, container_id: str) -> bool:
    """Whether this process's files can be read through /proc, and it really is the container's."""
    if pid <= 0:
        return False
    try:
        mounts = Path(f"/proc/{pid}/mountinfo").read_text(errors="replace")
        os.stat(f"/proc/{pid}/root/")
        os.readlink(f"/proc/{pid}/ns/pid")
    except OSError:
        return False
    return container_id in mounts or os.path.exists(f"/proc/{pid}/root/.dockerenv")


def resolve(pid: int, path: str) -> str:
    """A container's path as one of ours. Links are followed inside the container: an absolute one means its root, not
    ours, so that no container can point us at the host's files."""
    root = f"/proc/{pid}/root"
    done: list[str] = []
    todo = [item for item in path.split("/") if item]
    followed = 0
    while todo:
        part = todo.pop(0)
        if part in (".", ""):
            continue
        if part == "..":
            done = done[:-1]
            continue
        here = "/".join((root, *done, part))
        if followed < LINKS_AT_MOST and os.path.islink(here):
            followed += 1
            target = os.readlink(here)
            done = [] if target.startswith("/") else done
            todo = [*(each for each in target.split("/") if each), *todo]
            continue
        done.append(part)
    return "/".join((root, *done))


def look(node: FoundNode) -> Inside:
    """What runs in a node, as far as /proc tells; `reachable` False where it does not."""
    if node.state not in ("running", "paused") or not reachable(node.pid, node.container_id):
        return Inside()
    running = list(_processes(node.pid))
    speaker = next((DAEMONS[each.name] for each in running if each.name in DAEMONS), None)
    writers = [item for item in running if item.name in WRITERS]
    logs = sorted({path for writer in writers for path in _logs(writer.pid)})
    output = any(_same_output(each.pid, node.pid) for each in writers if each.name in DAEMONS)
    vty = _vty(node.pid) if speaker == "frr" else None
    changes = _neighbor_changes(node.pid, vty) if vty and node.state == "running" else None
    return Inside(speaker, tuple(logs), output, vty, True, changes)


def interfaces(pid: int, container_id: str) -> frozenset[str] | None:
    """The network interfaces of a container, None where /proc does not tell."""
    if not reachable(pid, container_id):
        return None
    try:
        lines = Path(f"/proc/{pid}/net/dev").read_text().splitlines()
    except OSError:
        return None
    return frozenset(line.partition(":")[0].strip() for line in lines if ":" in line)


def _processes(pid: int) -> Iterator[_Process]:
    """All processes of a container, by its pid namespace."""
    namespace = os.readlink(f"/proc/{pid}/ns/pid")
    for item in os.listdir("/proc"):
        if not item.isdigit():
            continue
        try:
            if os.readlink(f"/proc/{item}/ns/pid") == namespace:
                yield _Process(int(item), Path(f"/proc/{item}/comm").read_text().strip())
        except OSError:
            continue  # it ended while we looked, or is not ours to see


def _logs(pid: int) -> Iterator[str]:
    """The files outside of system folders that a process writes to."""
    for item in _listing(f"/proc/{pid}/fd"):
        try:
            path = os.readlink(f"/proc/{pid}/fd/{item}")
            flags = _WRITES.search(Path(f"/proc/{pid}/fdinfo/{item}").read_text())
        except OSError:
            continue
        if not path.startswith("/") or path.startswith(NO_LOGS) or path.endswith((" (deleted)", ".pid", ".db")):
            continue
        if flags and int(flags[1], 8) & os.O_ACCMODE:
            yield path


def _listing(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _same_output(pid: int, first: int) -> bool:
    """Whether a process writes to the pipe (or terminal) that is the container's own output."""
    try:
        ours = {os.readlink(f"/proc/{pid}/fd/{item}") for item in (1, 2)}
        theirs = {os.readlink(f"/proc/{first}/fd/{each}") for each in (1, 2)}
    except OSError:
        return False
    return any(our.startswith(("pipe:", "/dev/pts")) for our in ours & theirs)


def _vty(pid: int) -> str | None:
    """The folder, as the container calls it, that holds bgpd's vty socket."""
    return next((folder for folder in VTY_FOLDERS if os.path.exists(f"{resolve(pid, folder)}/bgpd.vty")), None)


def _neighbor_changes(pid: int, folder: str) -> bool | None:
    """Whether FRR logs its sessions' changes, by its running configuration; None where it does not answer."""
    try:
        said = ask_vty(f"{resolve(pid, folder)}/bgpd.vty", ("enable", "show running-config"))
    except OSError:
        return None
    if "router bgp" not in said:
        return None
    return "bgp log-neighbor-changes" in said.replace("no bgp log-neighbor-changes", "") or (
        "frr defaults datacenter" in said and "no bgp log-neighbor-changes" not in said
    )


def ask_vty(path: str, commands: tuple[str, ...], limit_s: float = ANSWER_S) -> str:
    """The text of the last of some commands over a vty socket.

    Raises:
        OSError: no socket, refused, or no answer within the limit.
    """
    answer = b""
    with socket.socket(socket.AF_UNIX) as sock:
        sock.settimeout(limit_s)
        sock.connect(path)
        for command in commands:
            sock.sendall(command.encode() + b"\0")
            answer = b""
            while answer[-4:-1] != b"\0\0\0":
                part = sock.recv(1 << 16)
                if not part:
                    raise ConnectionResetError("the daemon hung up")
                answer += part
    return answer.partition(b"\0")[0].decode(errors="replace")
