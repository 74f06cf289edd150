"""The trial of a script, run inside the sandbox: serve, start the script, watch it, stop it, and say what was seen.

python -m agent.gates.inside < order.json > result.json
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from agent.gates.trial import Trial

GRACE_S = 5.0
SEEN_ENOUGH_S = 1.0
KEPT = 4_000


@dataclass
class Seen:
    """What a trial saw. `ended`: by itself, by SIGTERM, or killed; `offences` are what the script must not do."""

    connected: bool = False
    answers: int = 0
    commands: list[str] = field(default_factory=list)
    ended: str = ""
    code: int | None = None
    seconds: float = 0.0
    offences: list[str] = field(default_factory=list)
    output: str = ""
    errors: str = ""


def main() -> None:
    """Read an order, try the script, print what was seen."""
    order = json.load(sys.stdin)
    for address in order["addresses"]:
        length = "128" if ":" in address else "32"
        subprocess.run(["ip", "address", "add", f"{address}/{length}", "dev", "lo"], check=False, capture_output=True)
    with Trial(order["paths"], order["ports"], gnmi=order["gnmi"], ssh=order["ssh"]) as trial:
        seen = _try(order, trial)
    json.dump(asdict(seen), sys.stdout)


def _try(order: dict[str, Any], trial: Trial) -> Seen:
    begun = time.monotonic()
    seen = Seen()
    child, report = _start(order)
    readers = [_Kept(each) for each in (child.stdout, child.stderr, report)]
    try:
        _watch(child, trial, seen, readers[2], begun + order["limit_s"])
    finally:
        _stop(child, seen)
    for each in readers:
        each.thread.join(2.0)
    seen.seconds = round(time.monotonic() - begun, 3)
    seen.connected, seen.answers, seen.commands = trial.connected, trial.answers, trial.commands[:20]
    seen.output, seen.errors = readers[0].text, readers[1].text
    seen.offences += [json.loads(line) for line in readers[2].text.splitlines()]
    return seen


def _start(order: dict[str, Any]) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
    reading, writing = os.pipe()
    environment = {
        **order["environment"],
        "LABKEEPER_SANDBOX_ADDRESSES": ",".join(order["addresses"]),
        "LABKEEPER_SANDBOX_ALLOWED": ",".join(order["allowed"]),
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "agent.gates.audited", str(writing), order["script"], *order["arguments"]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        pass_fds=(writing,),
    )
    os.close(writing)
    return child, os.fdopen(reading, "rb")


def _watch(child: subprocess.Popen[bytes], trial: Trial, seen: Seen, report: "_Kept", deadline: float) -> None:
    """Until it ended, offended, has seen enough, or its time is over."""
    enough: float | None = None
    while child.poll() is None and time.monotonic() < deadline:
        others = _others(child.pid)
        if others:
            seen.offences.append(f"starts other processes ({', '.join(others)})")
        if seen.offences or report.text:
            return
        if trial.answers or trial.commands:
            enough = enough or time.monotonic() + SEEN_ENOUGH_S
            if trial.answers and time.monotonic() >= enough:
                return
        time.sleep(0.05)  # polls /proc, which tells nobody


def _others(script: int) -> list[str]:
    """Processes in this namespace that are neither its first, nor ours, nor the script."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) not in (1, os.getpid(), os.getppid(), script):
            try:
                found.append((entry / "comm").read_text().strip())
            except OSError:
                continue
    return found


def _stop(child: subprocess.Popen[bytes], seen: Seen) -> None:
    if child.poll() is not None:
        seen.ended, seen.code = "by itself", child.returncode
        return
    child.send_signal(signal.SIGTERM)
    try:
        seen.code = child.wait(GRACE_S)
        seen.ended = "by SIGTERM"
    except subprocess.TimeoutExpired:
        child.kill()
        seen.code, seen.ended = child.wait(), "killed"


class _Kept:
    """Reads a pipe to its end and keeps the first part, so that nothing blocks and nothing grows."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        self._pipe, self._data = pipe, b""
        self.thread = threading.Thread(target=self._read, name="keeper", daemon=True)
        self.thread.start()

    @property
    def text(self) -> str:
        """What was kept."""
        return self._data.decode(errors="replace")

    def _read(self) -> None:
        while self._pipe is not None:
            data = os.read(self._pipe.fileno(), 65_536)
            if not data:
                return
            self._data += data[: max(0, KEPT - len(self._data))]


if __name__ == "__main__":
    main()
