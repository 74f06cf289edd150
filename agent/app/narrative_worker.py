"""The slow side: a thread that has incidents told in a model's words, after their report stands already.

The pump offers every version and never waits. Of each incident only the newest version is kept; it is due when it is
closed, or when it has been open for long enough, so that an incident in motion is not told anew at each step. What
was overtaken while a model spoke is thrown away. Whatever goes wrong, the deterministic report stays.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from agent.detect.incident import GapSummary, Incident
from agent.report.narrative import Narrative
from clab.units import SECOND_NS

log = logging.getLogger(__name__)
INCIDENTS_AT_MOST = 64
REMEMBERED = 16
"""So many times as many incidents as may wait are remembered by their newest version."""

WITHDRAWN = -1


@dataclass(frozen=True, slots=True)
class Offer:
    """A version of an incident that waits for words, and from when on it may have them."""

    incident: Incident
    gaps: tuple[GapSummary, ...]
    due_ns: int


class Narrator:
    """Tells incidents one after the other, the one that is due first first.

    `tell` may take minutes; `plain` is labkeeper's own text with the reason why it stands; `publish` gets what they
    returned, unless a newer version came meanwhile; `hush` takes back what the model is being asked. `open_after_s` is
    how long an open incident is left in peace before, and between, narratives.
    """

    def __init__(
        self,
        tell: Callable[[Incident], Narrative],
        publish: Callable[[Incident, Sequence[GapSummary], Narrative], None],
        *,
        plain: Callable[[Incident, str], Narrative],
        hush: Callable[[], None] = lambda: None,
        clock_ns: Callable[[], int] = time.monotonic_ns,
        open_after_s: float = 120.0,
        at_most: int = INCIDENTS_AT_MOST,
    ) -> None:
        self._tell, self._plain, self._publish, self._hush, self._clock_ns = tell, plain, publish, hush, clock_ns
        self._open_after_ns, self._at_most = int(open_after_s * SECOND_NS), at_most
        self._offers: dict[str, Offer] = {}
        self._dropped: list[Offer] = []
        self._newest: dict[str, int] = {}
        self._since_ns: dict[str, int] = {}
        self._busy: str | None = None
        self._stopping = False
        self._moved = threading.Condition()
        self._thread = threading.Thread(target=self._loop, name="narrator", daemon=True)

    def start(self) -> None:
        """Begin to tell what was and will be offered."""
        self._thread.start()

    def offer(self, incident: Incident, gaps: Sequence[GapSummary] = ()) -> None:
        """This is now the incident's newest version; never waits."""
        now_ns = self._clock_ns()
        with self._moved:
            since_ns = self._since_ns.setdefault(incident.id, now_ns)
            due_ns = now_ns if incident.status == "closed" else since_ns + self._open_after_ns
            self._newest[incident.id] = incident.version
            self._offers[incident.id] = Offer(incident, tuple(gaps), due_ns)
            self._bound()
            self._moved.notify_all()

    def withdraw(self, id_: str) -> None:
        """The incident was none: it gets no words, and those on their way are thrown away."""
        with self._moved:
            self._offers.pop(id_, None)
            self._newest[id_] = WITHDRAWN
            self._moved.notify_all()

    def hurry(self) -> None:
        """Everything that waits is due now: nothing more will happen to it."""
        with self._moved:
            now_ns = self._clock_ns()
            self._offers = {id_: replace(offer, due_ns=now_ns) for id_, offer in self._offers.items()}
            self._moved.notify_all()

    def idle(self, limit_s: float) -> bool:
        """Wait until nothing waits and nothing is being told; False where that took too long."""
        with self._moved:
            return self._moved.wait_for(lambda: not (self._offers or self._dropped or self._busy), limit_s)

    def stop(self, deadline_s: float = 3.0) -> bool:
        """Take back what is being asked, and end; what waits keeps labkeeper's own words. False: that took too long."""
        with self._moved:
            self._stopping = True
            self._moved.notify_all()
        self._hush()
        if self._thread.ident is None:
            return True
        self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _bound(self) -> None:
        while len(self._offers) > self._at_most:
            oldest = min(self._offers, key=lambda id_: self._offers[id_].incident.started_ns)
            self._dropped.append(self._offers.pop(oldest))
            log.warning("the narrator has too much to tell: the report of %s keeps labkeeper's own words", oldest)
        if len(self._newest) > REMEMBERED * self._at_most:
            for id_ in [item for item in self._newest if item not in self._offers and item != self._busy]:
                self._newest.pop(id_)
                self._since_ns.pop(id_, None)

    def _loop(self) -> None:
        while (turn := self._next()) is not None:
            offer, reason = turn
            try:
                self._one(offer, reason)
            except Exception:  # one incident's words must not cost the others theirs
                log.exception("the report of %s stays as it is: the narrator failed", offer.incident.id)
            finally:
                with self._moved:
                    self._busy = None
                    self._moved.notify_all()

    def _next(self) -> tuple[Offer, str] | None:
        """What to do now, and, where no model is to be asked, why; None at the end."""
        with self._moved:
            while True:
                now_ns = self._clock_ns()
                first = min(self._offers.values(), key=lambda offer: offer.due_ns, default=None)
                if self._dropped:
                    return self._taken(self._dropped.pop(0)), "too many other incidents waited for words"
                if first is not None and (self._stopping or first.due_ns <= now_ns):
                    reason = "labkeeper was stopped before the model's turn" if self._stopping else ""
                    return self._taken(self._offers.pop(first.incident.id)), reason
                if self._stopping:
                    return None
                self._moved.wait(1.0 if first is None else min(1.0, max(0.01, (first.due_ns - now_ns) / SECOND_NS)))

    def _taken(self, offer: Offer) -> Offer:
        self._busy = offer.incident.id
        return offer

    def _one(self, offer: Offer, reason: str) -> None:
        incident = offer.incident
        narrative = self._plain(incident, reason) if reason else self._told(incident)
        with self._moved:
            self._since_ns[incident.id] = self._clock_ns()
            overtaken = self._newest.get(incident.id, incident.version) != incident.version
        if overtaken:
            log.debug("%s was overtaken while it was told", incident.id)
        else:
            self._publish(incident, offer.gaps, narrative)

    def _told(self, incident: Incident) -> Narrative:
        try:
            return self._tell(incident)
        except Exception as error:  # whatever a narrator does, the incident keeps its words and the worker goes on
            log.exception("%s keeps labkeeper's own words: the narrator failed", incident.id)
            return self._plain(incident, f"labkeeper's narrator failed: {type(error).__name__}: {error}")
