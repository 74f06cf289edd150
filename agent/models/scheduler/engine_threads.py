"""The engine's side of the lanes: one thread a lane that generates, one that loads, and what they see and record."""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from agent.models.api import LoadedModel, ModelBackend, ModelFailure
from agent.models.call_log import Call
from agent.models.scheduler.jobs import Ended, Event, FirstToken, Load, Loaded, LoadFailed, Present, Unload, Unloaded
from agent.models.scheduler.quality import Expected, share, shortfall
from agent.models.scheduler.request import Attempt, Ticket
from agent.models.scheduler.rules import LaneRules
from agent.write_attempts import WriteAttempts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """What all engine threads share: where events go, where calls are recorded, the clock."""

    backend: ModelBackend
    rules: LaneRules
    expected: Expected
    tell: Callable[[Event], None]
    record: Callable[[Call], None]
    clock: Callable[[], float]
    digests: dict[str, str] = field(default_factory=dict)
    degraded: dict[str, str] = field(default_factory=dict)
    not_loaded: dict[str, str] = field(default_factory=dict)
    records: WriteAttempts = field(default_factory=lambda: WriteAttempts("records of models' calls"))

    def look(self) -> tuple[LoadedModel, ...] | None:
        """What the engine has in memory; None where it does not say."""
        try:
            return self.backend.loaded()
        except ModelFailure as failure:
            log.debug("the engine does not say what is loaded: %s", failure.what)
            return None

    def present(self) -> tuple[LoadedModel, ...]:
        """Look, and tell the admission; by digest too, because an alias shows under the first name it had."""
        found = self.look()
        if found is None:
            return ()
        digests = {item.digest for item in found}
        aliases = {name for name, digest in self.digests.items() if digest in digests}
        self.tell(Present(frozenset({each.name for each in found} | aliases)))
        return found

    def find(self, model: str, found: tuple[LoadedModel, ...]) -> LoadedModel | None:
        """A model among those in memory, by name or digest."""
        digest = self.digests.get(model)
        return next((item for item in found if item.name == model or item.digest == digest), None)

    def judge(self, model: str, found: str) -> None:
        """Keep in mind, and say once, that a model works worse than expected, or well again."""
        before = self.degraded.get(model, "")
        if found and not before:
            log.warning("%s works worse than expected: %s", model, found)
        elif before and not found:
            log.info("%s works as expected again", model)
        self.degraded[model] = found

    def could_not_load(self, model: str, why: str) -> None:
        """Log once why a model is not loaded, however often it is tried, and once that it is."""
        before = self.not_loaded.get(model, "")
        if why and why != before:
            log.warning("%s was not loaded: %s", model, why)
        elif before and not why:
            log.info("%s is loaded now", model)
        self.not_loaded[model] = why

    def keep(self, call: Call, attempt: Attempt | None = None) -> None:
        """Record a call, an attempt once; a store that fails costs the record, not the answer."""
        if attempt is not None:
            if attempt.recorded:
                return
            attempt.recorded = True
        self.records.run(partial(self.record, call))


class Worker:
    """A thread that does what it is given, one at a time, until it gets None."""

    def __init__(self, name: str, desk: Desk) -> None:
        self._desk = desk
        self._inbox: queue.SimpleQueue[Ticket | Load | Unload | None] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self._loop, name=name, daemon=True)

    def give(self, work: Ticket | Load | Unload | None) -> None:
        """Hand over the next piece of work; None ends the thread after it."""
        self._inbox.put(work)

    def _loop(self) -> None:
        while (work := self._inbox.get()) is not None:
            if isinstance(work, Load):
                self._load(work)
            elif isinstance(work, Unload):
                self._unload(work)
            else:
                self._generate(work)

    def _load(self, load: Load) -> None:
        try:
            took_s = self._desk.backend.load(load.model, load.options, load.keep_alive_s)
        except ModelFailure as failure:
            self._desk.could_not_load(load.model, failure.what)
            self._desk.tell(LoadFailed(load.model, failure.kind, failure.what))
        except Exception as error:
            log.exception("%s was not loaded", load.model)
            self._desk.tell(LoadFailed(load.model, "server", f"{type(error).__name__}: {error}"))
        else:
            self._desk.could_not_load(load.model, "")
            self._desk.tell(Loaded(load.model, took_s))

    def _unload(self, unload: Unload) -> None:
        try:
            self._desk.backend.unload(unload.model)
        except ModelFailure as failure:
            log.warning("%s was not put out of memory: %s", unload.model, failure.what)
        except Exception:
            log.exception("%s was not put out of memory", unload.model)
        self._desk.tell(Unloaded(unload.model))

    def _generate(self, ticket: Ticket) -> None:
        attempt = ticket.attempt
        if attempt is None:
            return
        try:
            attempt.reply = self._desk.backend.generate(
                ticket.request,
                attempt.start.options,
                attempt.start.keep_alive_s,
                attempt.cancellation,
                self._hearer(ticket, attempt),
            )
        except ModelFailure as failure:
            attempt.failure = failure
        except Exception as error:  # a defect of a backend ends this call, not the lane
            log.exception("the engine %s failed", self._desk.backend.name)
            what = f"{self._desk.backend.name}: {type(error).__name__}: {error}"
            attempt.failure = ModelFailure("server", what, "this is a defect of labkeeper; --debug shows where")
        ended_s = self._desk.clock()
        if attempt.reply is not None:
            self._desk.tell(Ended(ticket.job.id, None, attempt.reply.usage))
        elif attempt.failure is not None:
            self._desk.tell(Ended(ticket.job.id, attempt.failure.kind))
        self._report(ticket, attempt, ended_s)

    def _hearer(self, ticket: Ticket, attempt: Attempt) -> Callable[[str], None]:
        """Tells the first token, and voice its pieces; who listens and fails ends the call and gets the error back."""

        def heard(piece: str) -> None:
            if attempt.first_s is None:
                attempt.first_s = self._desk.clock()
                self._desk.tell(FirstToken(ticket.job.id))
            if ticket.job.lane != "voice" or ticket.on_text is None or ticket.failure is not None:
                return
            try:
                ticket.on_text(piece)
            except Exception as error:  # noqa: BLE001 - it is the caller's own, and raised to them
                ticket.failure = error
                attempt.cancellation.cancel()

        return heard

    def _report(self, ticket: Ticket, attempt: Attempt, ended_s: float) -> None:
        desk, reply = self._desk, attempt.reply
        if reply is not None and reply.digest:
            desk.digests[reply.model] = reply.digest
        loaded = desk.find(ticket.request.model, desk.present())
        call = ticket.call(attempt, ended_s, desk.rules.placement, loaded)
        if reply is not None:
            found = shortfall(call.model, desk.rules, desk.expected, loaded, reply.usage)
            desk.judge(call.model, found)
            call = replace(call, vram_share=share(loaded), degraded=found)
        desk.keep(call, attempt)
