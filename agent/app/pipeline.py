"""The pump: the one thread that owns detector state. Journal first, then detect, then publish.

After a restart the journal is replayed into a fresh detector, from the beginning of the oldest incident that can still
change. The result is compared with what the store has, and only what differs is published, as the next version. When
the journal cannot be written the pump goes on detecting, says so, and writes what is missing once that is possible.
"""

import gc
import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from agent.app.journal_writer import JournalWriter
from agent.app.steady_clock import SteadyClock
from agent.app.store.protocol import Store
from agent.detect.closing import with_closing
from agent.detect.detector import Detector
from agent.detect.hold_down import HoldDown
from agent.detect.incident import Closing, Note, to_json
from agent.detect.incident_json import NotAnIncident, incident_of
from agent.detect.incident_registry import IncidentChange, StoredIncident
from agent.detect.lab_stops import LabStop
from agent.detect.lab_view import LabView
from agent.detect.resuming import read_from
from agent.failure import Failure
from clab.units import SECOND_NS
from collectors.collector import OffsetMark
from collectors.observations import HostClock, Observation
from collectors.queue import BoundedOutbox

log = logging.getLogger(__name__)
TICK_S = 0.05
QUIET_TICK_NS = SECOND_NS
PRUNE_EVERY_NS = 600 * SECOND_NS
HOLD_NS = 3 * SECOND_NS // 10
"""How long a new incident is held back after its first sign: by then the other end and the runtime wrote, too."""

VIEW_NS = SECOND_NS // 2
"""How often readers of `view` get a new one."""

STEP_NS = SECOND_NS
"""The journal is read again in steps of a second, as it came."""

HOST_STEP_NS = SECOND_NS // 4
"""The host's clock is set where it is off by more from one look to the next."""


def keep_what_is_loaded() -> None:
    """Leave what the program consists of out of garbage collection, once, before anything is watched: a collection that
    went through all of it stopped the pump for 15 to 30 ms."""
    gc.collect()
    gc.freeze()


class BatchObserver(Protocol):
    """Gets every batch that the detector gets (empty ones now and then), in the pump's thread; returns what is worth
    a note."""

    def on_batch(self, observations: Sequence[Observation], now_ns: int) -> Sequence[Note]: ...

    def on_lab_stop(self, stop: LabStop) -> None:
        """The whole lab was stopped: called once, as soon as it is certain."""


@dataclass(frozen=True, slots=True)
class StartOptions:
    """`from_ns`: nothing older is taken from the journal. `hold_ns`: how long bad news is held back. `observer` sees
    what the detector sees, in the pump's own thread. `down_at_start`: what is down at the first look is an incident.
    `host`: the clock that goes on evenly while the host's is set."""

    from_ns: int = 0
    hold_ns: int = 0
    observer: BatchObserver | None = None
    down_at_start: bool = False
    host: SteadyClock | None = None


DEFAULT_START = StartOptions()


class Pipeline:
    """Drains the outbox into store and detector until stopped."""

    def __init__(
        self,
        detector: Detector,
        store: Store,
        outbox: BoundedOutbox,
        clock_ns: Callable[[], int],
        on_change: Callable[[IncidentChange], None],
        retention: tuple[float, int] = (30.0, 2048),
        *,
        begin: StartOptions = DEFAULT_START,
    ) -> None:
        self._detector, self._store, self._outbox = detector, store, outbox
        self._clock_ns, self._on_change, self._retention = clock_ns, on_change, retention
        self._from_ns, self._hold_down, self._observer = begin.from_ns, HoldDown(begin.hold_ns), begin.observer
        self._host, self._host_off_ns, self._followed = begin.host, 0, False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="pump", daemon=True)
        self._lab_gone_reason = ""
        self._settled_ns = 0
        self._closings_read_ns = 0
        self._closings: dict[str, Closing] = {}
        self._pruned_ns = 0
        self._viewed = False
        self._view = LabView()
        self._journal = JournalWriter(store, clock_ns)
        self._unsaved: dict[str, tuple[IncidentChange, tuple[str, ...]]] = {}
        self._stops: list[LabStop] = []
        self.observations = 0

    def start(self) -> None:
        """Replay the journal, then start the thread."""
        self.replay_journal()
        self._thread.start()

    def replay_journal(self) -> None:
        """Replay the journal as far as something of it can still change, and publish what differs from the store."""
        if self._host is not None:
            self._host.not_before(self._store.newest_ns())
        self._closings = self._store.closings()
        kept = self._kept()
        from_ns = read_from([each.incident for each in kept], self._clock_ns(), self._from_ns)
        self._detector.resume(kept, from_ns)
        batch: list[Observation] = []
        for seen in self._store.since(from_ns):
            if batch and seen.received_ns - batch[0].received_ns >= STEP_NS:
                self._replay(batch)
                batch = []
            batch.append(seen)
        self._replay(batch)
        stored = {item.incident.id: replace(item.incident, version=0) for item in kept}
        now_ns = self._clock_ns()
        self._hold_down.begin(stored, now_ns)
        fresh = []
        for change in self._detector.awake(self._from_ns):
            closed = with_closing(change.incident, self._closings.get(change.incident.id))
            if change.retracted or to_json(replace(closed, version=0)) != to_json(stored.get(closed.id, closed)):
                fresh.append(change)
        self._stops = list(self._detector.lab_stops())
        for change in self._hold_down.take(fresh, now_ns):
            self._publish(change)

    def _kept(self) -> list[StoredIncident]:
        """What the store has, as far as it can be read."""
        found = []
        for document, retracted, marks in self._store.kept():
            try:
                found.append(StoredIncident(incident_of(document), retracted, marks))
            except NotAnIncident as error:
                log.warning("an incident of the store is left alone: %s", error)
        return found

    def _replay(self, batch: Sequence[Observation]) -> None:
        for seen in batch:
            if isinstance(seen, HostClock):
                self._host_off_ns = seen.seen_ns - seen.received_ns
        if batch:
            self._detector.observe(batch)
            self._detector.settle(max(item.received_ns for item in batch))

    def stop(self, deadline_s: float = 3.0, *, over: str = "") -> bool:
        """Drain what is left, then end; False where that took too long. `over`: why the lab is gone, where it is."""
        self._lab_gone_reason = over
        self._stop.set()
        self._outbox.wake()
        self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _loop(self) -> None:
        while True:
            stopping = self._stop.is_set()
            try:
                self.pump(TICK_S if not stopping else 0.0)
            except Exception:  # the pump must not end in silence
                log.exception("the pump failed on a batch; what was journaled is kept")
            if stopping:
                self._flush()
                return

    def _flush(self) -> None:
        """Publish what was held back, and close what ends with the lab."""
        for change in self._hold_down.rest():
            self._publish(change)
        for change in self._detector.registry.abandon(self._lab_gone_reason) if self._lab_gone_reason else ():
            self._publish(change)
        self._write([], [], last=True)
        self._store_unsaved()

    def pump(self, wait_s: float) -> None:
        """One turn: drain, journal, detect, publish. Waits up to `wait_s` for something to come."""
        batch, marks = self._outbox.drain(wait_s)
        batch = [*self._host_clock(), *batch]
        now_ns = self._clock_ns()
        if batch or marks:
            self._write(batch, marks)
            self.observations += len(batch)
            self._detector.observe(batch)
            self._hold_down.saw(batch, now_ns)
        changes: list[IncidentChange] = []
        if batch or now_ns - self._settled_ns > QUIET_TICK_NS:
            self._settled_ns = now_ns
            if self._unsaved:
                self._store_unsaved()
            if not batch:
                self._write([], [])
            if self._observer is not None:
                self._detector.registry.note(self._observer.on_batch(batch, now_ns))
            changes = self._detector.settle(now_ns)
            self._report_stops()
        if now_ns - self._closings_read_ns > QUIET_TICK_NS:
            self._closings_read_ns = now_ns
            changes += self._closed_by_hand()
            if self._host_off_ns > 0 and self._host is not None and self._detector.is_calm():
                self._host.catch_up()
                self._followed = True
        for change in self._hold_down.take(changes, now_ns):
            self._publish(change)
        if self._viewed and now_ns - self._view.at_ns > VIEW_NS:
            self._view = self._made_view(now_ns)
        if now_ns - self._pruned_ns > PRUNE_EVERY_NS:
            self._pruned_ns = now_ns
            days, megabytes = self._retention
            self._store.prune(now_ns - int(days * 86_400 * SECOND_NS), megabytes * 1_000_000)

    def _host_clock(self) -> list[Observation]:
        """Whether the host's clock was set since the last look. What was read meanwhile stands behind that."""
        if self._host is None:
            return []
        now_ns, off_ns = self._host.read()
        by_ns = off_ns - self._host_off_ns
        if abs(by_ns) < HOST_STEP_NS:
            return []
        self._host_off_ns = off_ns
        followed, self._followed = self._followed and abs(off_ns) < HOST_STEP_NS, False
        if followed:
            log.info("times are the host's clock's again")
        else:
            way = "forward" if by_ns > 0 else "back"
            log.warning("this host's clock was set %s by %.1f s; times go on as before", way, abs(by_ns) / SECOND_NS)
        shown_ns = now_ns + off_ns
        return [HostClock(node="-", source="runtime", seen_ns=shown_ns, received_ns=now_ns, followed=followed)]

    def _report_stops(self) -> None:
        """Report a stop of the whole lab once, whatever is learned later of when it began."""
        stops = self._detector.lab_stops()
        fresh = [stop for stop in stops if not any(stop.is_same(known) for known in self._stops)]
        self._stops = list(stops)
        if self._observer is not None:
            for stop in fresh:
                self._observer.on_lab_stop(stop)

    def view(self) -> LabView:
        """How the lab stood a moment ago; made from the first time on that somebody asks."""
        self._viewed = True
        return self._view

    def _made_view(self, now_ns: int) -> LabView:
        standing = (with_closing(incident, self._closings.get(incident.id)) for incident in self._detector.incidents())
        open_ = tuple(item for item in standing if item.status == "open")
        return LabView(now_ns, self._detector.standings(), open_, self._journal.error)

    def _closed_by_hand(self) -> list[IncidentChange]:
        """Incidents that a person closed since the last look."""
        known, self._closings = self._closings, self._store.closings()
        fresh = {
            id_: f"closed by hand: {closing.why}"
            for id_, closing in self._closings.items()
            if known.get(id_) != closing
        }
        return [
            IncidentChange(incident, fresh[incident.id])
            for incident in self._detector.incidents()
            if incident.id in fresh
        ]

    def _write(self, batch: list[Observation], marks: list[OffsetMark], *, last: bool = False) -> None:
        """Journal a batch. Where that is possible again, the incidents are stored once more, too."""
        failed = bool(self._journal.error)
        if batch or marks:
            gap = self._journal.write(batch, marks)
            if gap is not None:
                self._detector.observe([gap])
        else:
            self._journal.catch_up(last=last)
        if failed and not self._journal.error:
            log.warning("the journal is written again; what was missing in it is kept")
            self._store_all()

    def _store_all(self) -> None:
        """Store all incidents once more: a journal that was begun anew has none of them."""
        for each in self._detector.incidents():
            self._unsaved.setdefault(each.id, (IncidentChange(each, "kept again"), ()))

    def _publish(self, change: IncidentChange) -> None:
        """Store a version, then publish it; what cannot be stored is published all the same, and stored later."""
        id_ = change.incident.id
        closing = self._closings.get(id_)
        change = replace(change, incident=with_closing(change.incident, closing))
        if closing is not None and change.reason == f"closed by hand: {closing.why}":
            self._on_change(change)
            return
        marks = (*self._unsaved.pop(id_, (change, ()))[1], *self._detector.registry.confirm(id_))
        try:
            fresh = bool(self._save(change, marks))
        except Failure as error:
            if not self._unsaved:
                log.error("%s; incidents are told and kept later", error.what)
            self._unsaved[id_] = change, marks
            fresh = True
        if fresh:
            self._on_change(change)

    def _save(self, change: IncidentChange, marks: Iterable[str]) -> int:
        return self._store.save(to_json(change.incident), change.reason, retracted=change.retracted, marks=marks)

    def _store_unsaved(self) -> None:
        """Store the incidents that could not be stored, once the disk takes them."""
        for id_, (change, marks) in list(self._unsaved.items()):
            try:
                self._save(change, marks)
            except Failure:
                return
            del self._unsaved[id_]
