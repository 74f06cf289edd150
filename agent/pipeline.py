"""The pump: the one thread that owns detector state. Journal first, then detect, then tell.

After a restart the journal's recent window runs through a fresh detector; what that tells again is kept already, so
nothing is reported twice. When the journal cannot be written the pump goes on detecting and says so.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from agent.core.closing import with_closing
from agent.core.detector import Detector
from agent.core.incident import Closing, Note, to_json
from agent.core.ledger import IncidentChange
from agent.core.patience import Patience
from agent.core.scene import HORIZON_NS
from agent.failure import Failure
from agent.ports import Store
from collectors.collector import OffsetMark
from collectors.observations import Gap, Observation
from collectors.outbox import BoundedOutbox

log = logging.getLogger(__name__)
S = 1_000_000_000
TICK_S = 0.05
QUIET_TICK_NS = S
PRUNE_EVERY_NS = 600 * S


class Witness(Protocol):
    """Who looks on: gets every batch (empty ones now and then), and returns what is worth a note."""

    def look_on(self, observations: Sequence[Observation], now_ns: int) -> Sequence[Note]: ...


@dataclass(frozen=True, slots=True)
class Beginning:
    """`from_ns`: nothing older is taken from the journal. `hold_ns`: how long bad news is held back. `witness` sees
    what the detector sees, in the pump's own thread."""

    from_ns: int = 0
    hold_ns: int = 0
    witness: Witness | None = None


AT_ONCE = Beginning()


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
        begin: Beginning = AT_ONCE,
    ) -> None:
        self._detector, self._store, self._outbox = detector, store, outbox
        self._clock_ns, self._on_change, self._retention = clock_ns, on_change, retention
        self._from_ns, self._patience, self._witness = begin.from_ns, Patience(begin.hold_ns), begin.witness
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="pump", daemon=True)
        self._over = ""
        self._settled_ns = 0
        self._closings: dict[str, Closing] = {}
        self._pruned_ns = 0
        self.journal_error = ""
        self.observations = 0

    def start(self) -> None:
        """Take up where the journal ends, then pump."""
        self._closings = self._store.closings()
        recent = list(self._store.since(max(self._from_ns, self._clock_ns() - 2 * HORIZON_NS)))
        known = {each["id"]: each["version"] for each in self._store.incidents()}
        if recent:
            self._detector.observe(recent)
            for change in self._detector.settle(max(each.received_ns for each in recent)):
                if known.get(change.incident.id) is None:
                    self._tell(change)
        self._thread.start()

    def stop(self, deadline_s: float = 3.0, *, over: str = "") -> bool:
        """Pump what is left, then end; False where that took too long. `over`: why nothing can be restored any more."""
        self._over = over
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
                self._farewell()
                return

    def _farewell(self) -> None:
        """What was held back, and what ends with the lab."""
        for change in self._patience.rest():
            self._tell(change)
        for change in self._detector.ledger.abandon(self._over) if self._over else ():
            self._tell(change)

    def pump(self, wait_s: float) -> None:
        """One turn: drain, journal, detect, tell."""
        batch, marks = self._outbox.drain(wait_s)
        now_ns = self._clock_ns()
        if batch or marks:
            self._journal(batch, marks)
            self.observations += len(batch)
            self._detector.observe(batch)
            self._patience.saw(batch, now_ns)
        changes: list[IncidentChange] = []
        if batch or now_ns - self._settled_ns > QUIET_TICK_NS:
            self._settled_ns = now_ns
            if self._witness is not None:
                self._detector.ledger.note(self._witness.look_on(batch, now_ns))
            changes = [*self._detector.settle(now_ns), *self._closed_by_hand()]
        for change in self._patience.take(changes, now_ns):
            self._tell(change)
        if now_ns - self._pruned_ns > PRUNE_EVERY_NS:
            self._pruned_ns = now_ns
            days, megabytes = self._retention
            self._store.prune(now_ns - int(days * 86_400 * S), megabytes * 1_000_000)

    def _closed_by_hand(self) -> list[IncidentChange]:
        """Incidents that a person closed since the last look."""
        known, self._closings = self._closings, self._store.closings()
        fresh = {id_: f"closed by hand: {each.why}" for id_, each in self._closings.items() if known.get(id_) != each}
        return [IncidentChange(each, fresh[each.id]) for each in self._detector.incidents() if each.id in fresh]

    def _journal(self, batch: list[Observation], marks: list[OffsetMark]) -> None:
        try:
            self._store.journal(batch, marks)
            self.journal_error = ""
        except Failure as error:
            if not self.journal_error:
                log.error("%s; detection goes on without a journal", error.what)
                now_ns = self._clock_ns()
                gap = Gap(
                    node="-",
                    source="log",
                    seen_ns=now_ns,
                    received_ns=now_ns,
                    from_ns=now_ns,
                    to_ns=None,
                    reason=f"journal: {error.what}",
                )
                self._detector.observe([gap])
            self.journal_error = error.what

    def _tell(self, change: IncidentChange) -> None:
        closing = self._closings.get(change.incident.id)
        change = replace(change, incident=with_closing(change.incident, closing))
        by_hand = closing is not None and change.reason == f"closed by hand: {closing.why}"
        try:
            fresh = by_hand or self._store.save(to_json(change.incident), change.reason, retracted=change.retracted)
        except Failure as error:
            log.error("%s", error.what)
            fresh = True
        if fresh:
            self._on_change(change)
