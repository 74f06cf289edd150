"""Hours of a lab under drill in minutes: a recorded drill, again and again, through the pump as `watch` runs it.

python -m tests.bench.soak [RECORDING] [HOURS] prints, for every hour of the lab's time, the resident MiB, the incidents
that were told, and how many are open: memory must stay flat, and every round must tell as many as the first.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from agent.app.assembly import INCIDENTS_AT_HAND
from agent.app.pipeline import HOLD_NS, Pipeline, StartOptions
from agent.app.store.sqlite import SqliteStore
from agent.detect.detector import Detector
from clab.units import SECOND_NS
from collectors.observations import BgpState, Gap, Observation
from collectors.queue import BoundedOutbox
from collectors.sources.recording import Recording
from collectors.sources.replay import read_recording
from tests.bench.agent import resident_mib

DRILL = Path(__file__).parents[1] / "replays" / "drill-frr-diamond"
PAUSE_NS = 240 * SECOND_NS
"""Between two rounds everything comes to rest."""

TICK_NS = SECOND_NS // 2
HOUR_NS = 3600 * SECOND_NS


@dataclass
class Clock:
    """The lab's time, which runs as fast as it can be told."""

    now_ns: int = 0

    def __call__(self) -> int:
        return self.now_ns


def moved(seen: Observation, by_ns: int) -> Observation:
    """The same thing, later."""
    later = replace(seen, seen_ns=seen.seen_ns + by_ns, received_ns=seen.received_ns + by_ns)
    if isinstance(later, BgpState) and later.since_ns is not None:
        return replace(later, since_ns=later.since_ns + by_ns)
    if isinstance(later, Gap):
        return replace(later, from_ns=later.from_ns + by_ns, to_ns=None if later.to_ns is None else later.to_ns + by_ns)
    return later


def rounds(recording: Recording) -> Iterator[list[Observation]]:
    """The drill as it was received, without an end."""
    seen = sorted(recording.observations, key=lambda item: (item.received_ns, item.seq))
    length_ns, turn = seen[-1].received_ns - seen[0].received_ns + PAUSE_NS, 0
    while True:
        yield [moved(item, turn * length_ns) for item in seen]
        turn += 1


def soak(recording: Recording, hours: float) -> Iterator[tuple[float, float, int, int]]:
    """Hours of the lab's time, resident MiB, incidents told so far, and open ones; once an hour."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        store, outbox, told = SqliteStore(Path(folder) / "journal.sqlite"), BoundedOutbox(clock), set[str]()
        pump = Pipeline(
            Detector(recording.lab, hosts=recording.hosts, keep=INCIDENTS_AT_HAND),
            store,
            outbox,
            clock,
            lambda change: (told.discard if change.retracted else told.add)(change.incident.id),
            begin=StartOptions(hold_ns=HOLD_NS),
        )
        begun_ns = hour_ns = 0
        for seen in rounds(recording):
            for item in seen:
                begun_ns = begun_ns or item.received_ns
                clock.now_ns = clock.now_ns or item.received_ns
                while item.received_ns - clock.now_ns > TICK_NS:
                    clock.now_ns += TICK_NS
                    pump.pump(0.0)
                outbox.put([item])
            pump.pump(0.0)
            if clock.now_ns - hour_ns >= HOUR_NS:
                hour_ns = clock.now_ns
                open_ = sum(incident["status"] == "open" for incident in store.incidents())
                yield (clock.now_ns - begun_ns) / HOUR_NS, resident_mib(), len(told), open_
            if clock.now_ns - begun_ns > hours * HOUR_NS:
                store.close()
                return


def main() -> None:
    """Play and print."""
    recording = read_recording(Path(sys.argv[1]) if len(sys.argv) > 1 else DRILL)
    started = time.monotonic()
    for hours, mib, told, open_ in soak(recording, float(sys.argv[2]) if len(sys.argv) > 2 else 12.0):
        wall = time.monotonic() - started
        sys.stdout.write(f"{hours:6.1f} h  {mib:6.1f} MiB  {told:5} incidents  {open_:3} open  after {wall:.0f} s\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
