"""An operator at a real terminal beside a live lab: types into bash under `script`, as a person does, typing mistakes
included. Records what happens with the transcript and its timing file.

    python -m tests.live.frr.operator OUT
"""

import os
import pty
import select
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.live.frr import labs
from tests.live.frr.faults import Fault, Scene
from tests.live.frr.lab import FrrLab
from tests.live.frr.record import record

KEYS_S = 0.02
PROMPT = "me@lab:~$ "


class Operator:
    """A shell under `script` on a pseudo terminal; `type` enters a line key by key."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        transcript, timing = folder / f"{name}.typescript", folder / f"{name}.timing"
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.environ.update({"PS1": PROMPT, "TERM": "xterm", "COLUMNS": "100", "PATH": os.environ["PATH"]})
            shell = "bash --norc --noprofile -i"
            os.execvp("script", ["script", "-q", "-f", "-T", str(timing), "-c", shell, str(transcript)])
        self.shown(2.0)

    def shown(self, limit_s: float) -> bytes:
        """What the terminal shows until it is quiet for a moment."""
        found, until = b"", time.monotonic() + limit_s
        while time.monotonic() < until:
            ready, _, _ = select.select([self.terminal], [], [], 0.4)
            if not ready:
                return found
            try:
                found += os.read(self.terminal, 65536)
            except OSError:
                return found
        return found

    def type(self, line: str, wait_s: float = 3.0) -> bytes:
        """Keys one by one, then Enter; what came back."""
        for key in line:
            os.write(self.terminal, key.encode())
            time.sleep(KEYS_S)
        os.write(self.terminal, b"\r")
        return self.shown(wait_s)

    def leave(self) -> None:
        """Close the shell and wait for `script`'s end."""
        self.type("exit")
        os.close(self.terminal)
        for _ in range(50):
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                return
            time.sleep(0.1)
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)


def clears(lab: FrrLab, operator: Operator) -> Iterator[float]:
    """Clears all sessions of r4, with a typing mistake and a wrong command before."""
    operator.type("export LAB_PASSWORD='n0t-for-you!'")
    operator.type(f"ip netns exec {lab.ns('r4')} vtysh -N {lab.ns('r4')}")
    operator.type("show bgp summary")
    operator.type("clear bpg\x7f\x7fgp everything")
    operator.type("clear bhp *\x1b[D\x1b[D\x1b[D\x7fg")
    yield 5
    operator.type("exit")


def downs(lab: FrrLab, operator: Operator) -> Iterator[float]:
    """Takes a link of r1 down and up again from the host, then looks."""
    link = next(item for item in lab.links if {item[0].split(":")[0], item[1].split(":")[0]} == {"r1", "e1"})
    node, interface = next(each for each in link if each.startswith("r1:")).split(":")
    operator.type(f"ip netns exec {lab.ns(node)} ip link set {interface} downn")
    operator.type(f"ip netns exec {lab.ns(node)} ip link set {interface} down")
    yield 6
    operator.type(f"ip netns exec {lab.ns(node)} ip link set {interface} up")
    operator.type(f"ip netns exec {lab.ns(node)} ip -br link")


def main() -> None:
    """Record both."""
    out = Path(sys.argv[1])
    with tempfile.TemporaryDirectory(dir="/var/tmp") as home:
        Path(home).chmod(0o755)
        with labs.diamond(Path(home), "o") as lab:
            for name, causes, act in (
                ("operator-clear", ("admin_reset",), clears),
                ("operator-link", ("link_down",), downs),
            ):

                def deed(scene: Scene, name: str = name, act=act) -> Iterator[float]:  # type: ignore[no-untyped-def]
                    operator = Operator(out / name / "sessions", "me")
                    yield from act(scene.lab, operator)
                    operator.leave()

                truth = record(lab, Fault(name, causes, deed), out)
                sys.stderr.write(f"{name}: {len(truth['incidents'])} incident\n")  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
