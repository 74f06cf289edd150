"""`make bench`: how fast the parts are on this machine, beside a peer in the same run where there is one.

python -m tests.bench [--json]
"""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from agent.core.detector import Detector
from agent.store.sqlite import SqliteStore
from clab.model import Lab, Node
from collectors.collector import LineContext
from collectors.mapping.lines import LineReader
from collectors.observations import BgpState, Observation, PrefixCount
from collectors.registry import log_mappings

S = 1_000_000_000
T0 = 1_795_000_000 * S
STAMP = "2026/11/22 10:{m:02}:{s:02}.{u:06}"
UP = STAMP + " BGP: [N9HHH-F8H1M] %ADJCHANGE: neighbor 10.0.{a}.{b}(r{a}) in vrf default {to}\n"
NOISE = STAMP + " ZEBRA: [SWQK6-6JY63][EC 4043309074] 0:254:2001:db8:{a}:{b}::/64: Failed to enqueue\n"


def timed(work: Callable[[], object]) -> float:
    """Process seconds of the best of three runs."""
    best = 1e9
    for _ in range(3):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def lines(count: int, share: int) -> bytes:
    """A log of so many lines, one in `share` of them BGP's."""
    made = []
    for k in range(count):
        form = UP if k % share == 0 else NOISE
        to = "Up" if k % 2 else "Down Interface down"
        made.append(form.format(m=k // 6000 % 60, s=k // 100 % 60, u=k % 1_000_000, a=k % 200, b=k % 250, to=to))
    return "".join(made).encode()


def read(data: bytes) -> list[Observation]:
    """The whole log through the reader, in blocks of a mebibyte."""
    reader = LineReader(log_mappings(), LineContext("r1"))
    found: list[Observation] = []
    for at in range(0, len(data), 1 << 20):
        found += reader.feed(data[at : at + (1 << 20)])
    return found


def mix(count: int) -> Iterator[Observation]:
    """A lab of 40 routers with five sessions each: in a hundred observations one loss, one return, 98 prefix counts."""
    for k in range(count):
        ns, turn = T0 + k * S // 500, k // 100
        node = f"r{turn % 40}" if k % 50 == 0 else f"r{k % 40}"
        common = {"node": node, "source": "log", "seen_ns": ns, "received_ns": ns, "origin": f"{node}.log", "seq": k}
        peer = f"10.0.{turn // 40 % 5}.1"
        if k % 100 == 0:
            yield BgpState(**common, neighbor=peer, state="down", reason="Interface down", raw=f"down {k}")  # type: ignore[arg-type]
        elif k % 100 == 50:
            yield BgpState(**common, neighbor=peer, state="established", raw=f"up {k}")  # type: ignore[arg-type]
        else:
            yield PrefixCount(**common, neighbor=peer, afi="ipv4Unicast", received=100)  # type: ignore[arg-type]


def detect(observations: list[Observation], store: SqliteStore | None = None) -> None:
    """All of them through a detector, in batches as the pump makes them."""
    detector = Detector(Lab("bench", {f"r{k}": Node(f"r{k}") for k in range(40)}))
    for at in range(0, len(observations), 250):
        batch = observations[at : at + 250]
        if store is not None:
            store.journal(batch)
        detector.observe(batch)
        detector.settle(batch[-1].received_ns)


def helps() -> tuple[float, float]:
    """Seconds of `labkeeper --help` and of an interpreter that imports typer, rich and pydantic."""
    ours = [sys.executable, "-m", "agent.cli", "--help"]
    theirs = [sys.executable, "-c", "import typer, rich, pydantic"]

    def run(command: list[str]) -> float:
        best = 1e9
        for _ in range(5):
            started = time.monotonic()
            subprocess.run(command, capture_output=True, check=True)
            best = min(best, time.monotonic() - started)
        return best

    return run(ours), run(theirs)


def main() -> None:
    """Measure and print."""
    noise, bgp, many = lines(500_000, 100), lines(100_000, 1), list(mix(50_000))
    rows: list[tuple[str, float, str]] = []
    rows.append(("log lines, 1 % BGP", 500_000 / timed(lambda: read(noise)), "lines/s of CPU"))
    rows.append(("BGP lines to observations", 100_000 / timed(lambda: read(bgp)), "lines/s of CPU"))
    rows.append(("detector, no journal", 50_000 / timed(lambda: detect(many)), "observations/s of CPU"))
    with tempfile.TemporaryDirectory() as folder:
        numbers = iter(range(9))
        work = lambda: detect(many, SqliteStore(Path(folder) / f"{next(numbers)}.sqlite"))  # noqa: E731 - timed thrice
        rows.append(("detector with journal", 50_000 / timed(work), "observations/s of CPU"))
    ours, theirs = helps()
    rows.append(("--help beside importing typer, rich, pydantic", ours / theirs, "times"))
    rows.append(("peak memory of this run", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB"))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    if "--json" in sys.argv:
        found = [{"what": what, "value": round(value, 2), "unit": unit} for what, value, unit in rows]
        sys.stdout.write(json.dumps({"schema": 1, "machine": machine, "rows": found}, indent=1) + "\n")
        return
    sys.stdout.write(f"{machine}\n")
    for what, value, unit in rows:
        sys.stdout.write(f"{what:48} {value:12,.1f} {unit}\n")


if __name__ == "__main__":
    main()
