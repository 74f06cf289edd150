"""The trial of a script, run inside the sandbox: serve, start the script, watch it, stop it, and say what was seen.

python -m agent.gates.script.sandbox_main < order.json > result.json
"""

import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from agent.gates.script.fixture_servers import Trial, World

GRACE_S = 5.0
CANARY = "LABKEEPER_CANARY"
MOST_OUTPUT = 1_000_000
BUSY_SHARE, BUSY_OF_S, STARTED_CPU_S, MOST_CPU_S = 0.95, 4.0, 3.0, 9.0
"""A script that wants the processor at `BUSY_SHARE` of the looks in `BUSY_OF_S` seconds, after `STARTED_CPU_S` that its
imports may take, or that used `MOST_CPU_S` of it, waits for nothing."""

SEEN_ENOUGH_S = 1.0
KEPT = 4_000


@dataclass
class Seen:
    """What a trial saw. `ended`: by itself, by SIGTERM, or killed; `offences` are what the script must not do."""

    connected: bool = False
    answers: int = 0
    commands: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    capabilities: int = 0
    sessions: int = 0
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
    world = World(*(order[item] for item in ("paths", "ports", "names", "addresses", "platforms", "allowed")))
    with Trial(world, gnmi=order["gnmi"], ssh=order["ssh"]) as trial:
        _write_certificates(order["certificates"], trial)
        seen = _try(order, trial)
    json.dump(asdict(seen), sys.stdout)


def _write_certificates(files: list[str], trial: Trial) -> None:
    """The files of keys and certificates that the script names, as the trial's targets have them."""
    for file in files:
        path = Path("/tmp", file).expanduser()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(trial.key if path.suffix == ".key" else trial.certificate)
        except OSError:
            continue  # below a folder of the system, which is read-only here


def _try(order: dict[str, Any], trial: Trial) -> Seen:
    begun = time.monotonic()
    seen = Seen()
    child, report = _start(order)
    readers = [_Kept(item) for item in (child.stdout, child.stderr, report)]
    try:
        _watch(child, trial, seen, readers, begun + order["limit_s"])
    finally:
        _stop(child, seen)
    for reader in readers:
        reader.thread.join(2.0)
    seen.seconds = round(time.monotonic() - begun, 3)
    seen.connected, seen.answers, seen.commands = trial.connected, trial.answers, trial.commands[:20]
    seen.output, seen.errors = readers[0].text, readers[1].text
    seen.unknown, seen.capabilities, seen.sessions = trial.unknown[:5], trial.capabilities, trial.sessions
    seen.offences += trial.offences
    if any(each.leaks for each in readers[:2]):
        seen.offences.append("prints its environment")
    seen.offences += [json.loads(line) for line in readers[2].text.splitlines()]
    return seen


def _start(order: dict[str, Any]) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
    reading, writing = os.pipe()
    secret = secrets.token_hex(12)
    _Kept.secret = secret.encode()
    environment = {
        **order["environment"],
        CANARY: secret,
        "LABKEEPER_SANDBOX_FILES": "\n".join(order["certificates"]),
        "LABKEEPER_SANDBOX_ADDRESSES": ",".join(order["addresses"]),
        "LABKEEPER_SANDBOX_ALLOWED": ",".join(order["allowed"]),
    }
    child = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "agent.gates.script.audit_hook_runner",
            str(writing),
            order["script"],
            *order["arguments"],
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        pass_fds=(writing,),
    )
    os.close(writing)
    return child, os.fdopen(reading, "rb")


def _watch(child: subprocess.Popen[bytes], trial: Trial, seen: Seen, readers: "list[_Kept]", deadline: float) -> None:
    """Until it ended, offended, has seen enough, or its time is over."""
    enough: float | None = None
    report, looks = readers[2], deque[tuple[float, bool]]()
    while child.poll() is None and time.monotonic() < deadline:
        others = _others(child.pid)
        if others:
            seen.offences.append(f"starts other processes ({', '.join(others)})")
        if any(reader.total > MOST_OUTPUT for reader in readers[:2]):
            seen.offences.append("prints without end")
        elif _is_busy(child.pid, looks):
            seen.offences.append("computes without a pause")
        if seen.offences or report.text or trial.offences:
            return
        if trial.answers or trial.commands:
            enough = enough or time.monotonic() + SEEN_ENOUGH_S
            if trial.answers and time.monotonic() >= enough:
                return
        time.sleep(0.05)  # polls /proc, which tells nobody


def _is_busy(script: int, looks: "deque[tuple[float, bool]]") -> bool:
    """Whether the script has wanted the processor at nearly all looks of the last seconds."""
    try:
        fields = Path(f"/proc/{script}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    used = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    looks.append((time.monotonic(), fields[0] == "R"))
    while looks[-1][0] - looks[0][0] > BUSY_OF_S:
        looks.popleft()
    whole = looks[-1][0] - looks[0][0] > BUSY_OF_S - 0.5
    busy = sum(running for _, running in looks) >= BUSY_SHARE * len(looks)
    return used > MOST_CPU_S or (whole and busy and used > STARTED_CPU_S)


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
    """Reads a pipe to its end and keeps the first part, so that nothing blocks and nothing grows. `total` is what
    came, `leaks` whether the trial's secret came by."""

    secret = b""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        self._pipe, self._data, self._tail = pipe, b"", b""
        self.total, self.leaks = 0, False
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
            self.total += len(data)
            self.leaks = self.leaks or (bool(self.secret) and self.secret in self._tail + data)
            self._tail = data[-64:]
            self._data += data[: max(0, KEPT - len(self._data))]


if __name__ == "__main__":
    main()
