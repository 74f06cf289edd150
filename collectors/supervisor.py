"""Runs collectors: each in a named thread, started again after a jittered back-off when it fails, stopped in order.

Silence is not health: a source that was never heard, or has not been heard for long, is shown as such.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from clab.units import SECOND_NS
from collectors.admission import admit
from collectors.collector import Collector, OffsetMark
from collectors.observations import Gap, Observation, SourceName
from collectors.queue import BoundedOutbox

log = logging.getLogger(__name__)
SILENT_NS = 300 * SECOND_NS
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 30.0
SOURCES: dict[str, SourceName] = {
    "gnmi": "gnmi", "vty": "snapshot", "docker": "runtime", "clab": "runtime", "session": "session", "syslog": "syslog"
}  # fmt: skip
"""What a collector's name begins with, by the source that it serves; `log` for all others."""

State = Literal["starting", "ok", "silent", "failed", "never_heard", "stopped"]


@dataclass(slots=True)
class Health:
    """One collector's state, as people see it."""

    name: str
    state: State = "starting"
    items: int = 0
    last_ns: int | None = None
    restarts: int = 0
    error: str = ""
    refused: int = 0


class _Counting:
    """A collector's own view of the outbox: what goes through is counted, and nothing at all is a sign of life."""

    def __init__(self, outbox: BoundedOutbox, health: Health, clock_ns: Callable[[], int]) -> None:
        self._outbox, self._health, self._clock_ns = outbox, health, clock_ns

    def put(self, observations: Iterable[Observation], mark: OffsetMark | None = None) -> None:
        items, refused = admit(observations)
        if refused:
            items += self._refused(refused)
        self._health.items += len(items)
        self._health.last_ns = self._clock_ns()
        self._health.state = "ok"
        if items or mark is not None:
            self._outbox.put(items, mark)

    def _refused(self, refused: list[str]) -> list[Observation]:
        """Observations that may not cross are counted; that of a source is said once."""
        self._health.refused += len(refused)
        if self._health.refused > len(refused):
            return []
        now_ns = self._clock_ns()
        log.warning("%s: an observation was left out: %s", self._health.name, refused[0])
        source, _, node = self._health.name.partition("-")
        return [
            Gap(
                node=node or "-",
                source=SOURCES.get(source, "log"),
                seen_ns=now_ns,
                received_ns=now_ns,
                from_ns=now_ns,
                to_ns=now_ns,
                reason=f"an observation was left out: {refused[0]}",
            )
        ]


@dataclass
class _Run:
    collector: Collector
    health: Health
    thread: threading.Thread | None = None
    ended: threading.Event = field(default_factory=threading.Event)


class Supervisor:
    """Starts, watches and stops collectors. `jitter()` gives a factor around 1 for each wait."""

    def __init__(
        self,
        collectors: Iterable[Collector],
        outbox: BoundedOutbox,
        clock_ns: Callable[[], int],
        jitter: Callable[[], float] = lambda: 1.0,
    ) -> None:
        self._outbox, self._clock_ns, self._jitter = outbox, clock_ns, jitter
        self._runs = [_Run(collector, Health(collector.name)) for collector in collectors]
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._started = False

    def start(self) -> None:
        """Start every collector in its own thread."""
        with self._lock:
            self._started = True
            for run in self._runs:
                self._begin(run)

    def _begin(self, run: _Run) -> None:
        run.thread = threading.Thread(target=self._loop, args=(run,), name=f"collect-{run.health.name}", daemon=True)
        run.thread.start()

    def add(self, collector: Collector) -> None:
        """Run one more; a source of the same name must have been dropped before."""
        with self._lock:
            run = _Run(collector, Health(collector.name))
            self._runs.append(run)
            if self._started and not self._stopping.is_set():
                self._begin(run)

    def drop(self, name: str, deadline_s: float = 1.0) -> bool:
        """Stop one and forget it; False where it did not stop in time."""
        with self._lock:
            gone = [run for run in self._runs if run.health.name == name]
            self._runs = [run for run in self._runs if run.health.name != name]
        for run in gone:
            run.ended.set()
            run.collector.stop()
        for run in gone:
            if run.thread is not None:
                run.thread.join(deadline_s)
        return not any(run.thread is not None and run.thread.is_alive() for run in gone)

    def _loop(self, run: _Run) -> None:
        wait_s = FIRST_WAIT_S
        counting = _Counting(self._outbox, run.health, self._clock_ns)
        while not self._stopping.is_set() and not run.ended.is_set():
            before = run.health.items
            try:
                run.collector.run(counting)
                if self._stopping.is_set() or run.ended.is_set():
                    return
                run.health.error = "ended by itself"
            except Exception as error:  # noqa: BLE001 - whatever a library does, the others go on
                if run.ended.is_set():
                    return
                said = f"{type(error).__name__}: {error}"
                known = said == run.health.error and run.health.items == before
                log.log(logging.DEBUG if known else logging.WARNING, "%s failed: %s", run.health.name, said)
                run.health.error = said
            run.health.state = "failed"
            run.health.restarts += 1
            wait_s = FIRST_WAIT_S if run.health.items > before else min(LONGEST_WAIT_S, wait_s * 2)
            if run.ended.wait(wait_s * self._jitter()):
                return

    def health(self) -> list[Health]:
        """Every collector's state now."""
        now_ns = self._clock_ns()
        runs = list(self._runs)
        for run in runs:
            health = run.health
            if health.state == "ok" and health.last_ns is not None and now_ns - health.last_ns > SILENT_NS:
                health.state = "silent"
            elif health.state == "starting" and health.items == 0:
                health.state = "never_heard"
        return [run.health for run in runs]

    def stop(self, deadline_s: float = 5.0) -> list[str]:
        """Ask all collectors to stop, then wait for each; returns the names of those that did not."""
        with self._lock:
            self._stopping.set()
            runs = list(self._runs)
        for run in runs:
            run.ended.set()
            run.collector.stop()
        left = []
        for run in runs:
            if run.thread is not None:
                run.thread.join(deadline_s / max(1, len(runs)) + 0.5)
                if run.thread.is_alive():
                    left.append(run.health.name)
                else:
                    run.health.state = "stopped"
        return left
