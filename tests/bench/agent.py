"""The whole agent's figures: latency from evidence to an open incident, memory, restart.

python -m tests.bench.agent memory prints the resident MiB after half a million and after a million observations.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from agent.app.pipeline import Pipeline, keep_what_is_loaded
from agent.app.store.sqlite import SqliteStore
from agent.detect.detector import Detector
from agent.detect.incident_registry import IncidentChange
from clab.model import Lab, Node
from clab.units import SECOND_NS
from collectors.observations import BgpState, Observation, PrefixCount
from collectors.queue import BoundedOutbox

T0 = 1_795_000_000 * SECOND_NS
STEP_NS = SECOND_NS // 500
ROUTERS, MANY_ROUTERS = 40, 200
LAB, MANY = (Lab("bench", {f"r{k}": Node(f"r{k}") for k in range(count)}) for count in (ROUTERS, MANY_ROUTERS))


def mix(count: int, start_ns: int = T0, step_ns: int = STEP_NS, *, routers: int = ROUTERS) -> Iterator[Observation]:
    """Routers with five sessions each: in a hundred observations one loss, one return, 98 prefix counts."""
    for k in range(count):
        ns, turn = start_ns + k * step_ns, k // 100
        node = f"r{turn % routers}" if k % 50 == 0 else f"r{k % routers}"
        common = {"node": node, "source": "log", "seen_ns": ns, "received_ns": ns, "origin": f"{node}.log", "seq": k}
        peer = f"10.0.{turn // routers % 5}.1"
        if k % 100 == 0:
            yield BgpState(**common, neighbor=peer, state="down", reason="Interface down", raw=f"down {k}")  # type: ignore[arg-type]
        elif k % 100 == 50:
            yield BgpState(**common, neighbor=peer, state="established", raw=f"up {k}")  # type: ignore[arg-type]
        else:
            yield PrefixCount(**common, neighbor=peer, afi="ipv4Unicast", received=100)  # type: ignore[arg-type]


def batches(observations: Iterator[Observation], size: int = 250) -> Iterator[list[Observation]]:
    """As the pump makes them."""
    batch = []
    for observation in observations:
        batch.append(observation)
        if len(batch) == size:
            yield batch
            batch = []


def latency_ms(rate: int = 5_000, seconds: int = 10) -> tuple[float, int]:
    """The 99th percentile from a loss in the queue to its incident's first version on disk, and how many there were:
    each router loses a session once, since a further loss would be told as one more of the same incident."""
    waits: list[float] = []
    keep_what_is_loaded()

    def told(change: IncidentChange) -> None:
        if change.incident.version == 1:
            waits.append((time.time_ns() - change.incident.started_ns) / 1e6)

    with tempfile.TemporaryDirectory() as folder:
        outbox = BoundedOutbox(time.time_ns)
        store = SqliteStore(Path(folder) / "journal.sqlite")
        pipeline = Pipeline(Detector(MANY), store, outbox, time.time_ns, told)
        pipeline.start()
        start = time.monotonic()
        for k, item in enumerate(mix(rate * seconds, routers=MANY_ROUTERS)):
            if k % 50 == 0:
                time.sleep(max(0.0, start + k / rate - time.monotonic()))
            now_ns = time.time_ns()
            outbox.put([replace(item, seen_ns=now_ns, received_ns=now_ns)])
        pipeline.stop(30)
        store.close()
    return sorted(waits)[int(len(waits) * 0.99)], len(waits)


def restart_s(rows: int = 1_000_000) -> float:
    """Seconds to take up a journal of so many rows, collected over a day."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        store = SqliteStore(path)
        day_ns = 86_400 * SECOND_NS
        for batch in batches(mix(rows, time.time_ns() - day_ns, day_ns // rows)):
            store.journal(batch)
        store.close()
        started = time.monotonic()
        store = SqliteStore(path)
        pipeline = Pipeline(Detector(LAB), store, BoundedOutbox(time.time_ns), time.time_ns, lambda _: None)
        pipeline.start()
        took = time.monotonic() - started
        pipeline.stop(30)
        store.close()
    return took


def resident_mib() -> float:
    """The memory that this process holds."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise SystemExit("this system does not tell what memory is in use")


def memory() -> None:
    """A million observations through store and detector."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        store, detector = SqliteStore(Path(folder) / "journal.sqlite"), Detector(LAB, keep=1_000)
        for number, batch in enumerate(batches(mix(1_000_000, T0, SECOND_NS // 50)), 1):
            store.journal(batch)
            detector.observe(batch)
            detector.settle(batch[-1].received_ns)
            if number in (2_000, 4_000):
                found.append(resident_mib())
        store.close()
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    memory()
