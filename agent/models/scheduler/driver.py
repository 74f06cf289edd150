"""The lanes at work: the admission with a clock, threads and an engine. Every task's words come through here.

Threads: `lanes` owns the admission and is the only one to ask it; `lanes-voice` and `lanes-background` have one call of
the engine each; `lanes-loader` loads and unloads. Events go to `lanes` by a queue, nobody else waits for anybody. Who
asks waits with a limit. Stopping has an order: what runs is taken back, then the threads end; what did not is named.
The engine itself belongs to who made it. A question asked of another labkeeper on this machine is heard, too.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count

from agent.models.api import Cancellation, Lane, ModelBackend, ModelFailure, ModelReply, ModelRequest
from agent.models.call_log import Call
from agent.models.scheduler.engine_lock import Neighbours
from agent.models.scheduler.engine_threads import Desk, Worker
from agent.models.scheduler.jobs import (
    Action,
    Announced,
    Cancel,
    Elsewhere,
    Event,
    Job,
    Load,
    Requeue,
    SessionBegan,
    SessionEnded,
    Settle,
    Start,
    Stopping,
    Submitted,
    Tick,
    Unload,
    Withdrawn,
)
from agent.models.scheduler.prompt_length import check_fit
from agent.models.scheduler.quality import Expected
from agent.models.scheduler.request import Attempt, Ticket
from agent.models.scheduler.rules import LaneRules
from agent.models.scheduler.scheduler import Admission

log = logging.getLogger(__name__)
TURN_S = 1.0
HEAR_S = 0.2
"""Who speaks to another labkeeper is heard after this long."""

MARGIN_S = 5.0


class Lanes:
    """One admission point for all model use; `ask` may be called from any thread."""

    def __init__(
        self,
        backend: ModelBackend,
        rules: LaneRules,
        record: Callable[[Call], None],
        expected: Expected | None = None,
        *,
        neighbours: Neighbours | None = None,
        clock: Callable[[], float] = time.monotonic,
        clock_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self._rules, self._clock, self._clock_ns = rules, clock, clock_ns
        self._inbox: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._desk = Desk(backend, rules, expected or Expected(), self._inbox.put, record, clock)
        self._admission = Admission(rules)
        self._neighbours = neighbours
        self._turn = threading.Lock()
        self._numbers = count(1)
        self._tickets: dict[int, Ticket] = {}
        self._workers: dict[Lane, Worker] = {
            "voice": Worker("lanes-voice", self._desk),
            "background": Worker("lanes-background", self._desk),
        }
        self._loader = Worker("lanes-loader", self._desk)
        self._thread = threading.Thread(target=self._loop, name="lanes", daemon=True)
        self._stopping = threading.Event()
        self._ended = threading.Event()

    def start(self) -> None:
        """Look what the engine has loaded, then take requests."""
        self._desk.present()
        for worker in (*self._workers.values(), self._loader):
            worker.thread.start()
        self._thread.start()

    def stop(self, deadline_s: float = 5.0) -> list[str]:
        """Take back what runs, tell who waits, end the threads; the names of those that did not end in time."""
        until_s = time.monotonic() + deadline_s
        self._stopping.set()
        self._inbox.put(Stopping())
        if self._thread.ident is not None:
            self._thread.join(deadline_s)
        self._ended.set()
        self._inbox.put(Tick())
        if self._neighbours is not None:
            self._neighbours.speak(False)
        workers = [*self._workers.values(), self._loader]
        for worker in workers:
            worker.give(None)
        left = []
        for thread in (self._thread, *(item.thread for item in workers)):
            if thread.ident is not None:
                thread.join(max(until_s - time.monotonic(), 0.05))
                left += [thread.name] if thread.is_alive() else []
        for ticket in list(self._tickets.values()):
            self._finish(ticket, ModelFailure("cancelled", f"{ticket.request.task}: labkeeper is stopping"))
        return left

    def announce(self) -> None:
        """Somebody is about to ask by voice: the engine is made free and the voice model brought now."""
        self._inbox.put(Announced())

    @contextmanager
    def session(self) -> Iterator[None]:
        """A conversation: background work rests but in its pauses, and then only what waited too long."""
        self._inbox.put(SessionBegan())
        try:
            yield
        finally:
            self._inbox.put(SessionEnded())

    def ask(
        self,
        request: ModelRequest,
        lane: Lane,
        on_text: Callable[[str], None] | None = None,
        cancellation: Cancellation | None = None,
    ) -> ModelReply:
        """Wait for the model's turn and its answer.

        Voice is told its pieces as they come, in the lane's thread, and must not block there; background is told its
        text when it is whole, because an attempt may be taken back and start anew.

        Raises:
            ModelFailure: there are no words; the deterministic text stands.
        """
        ticket = self._submit(request, lane, on_text)
        if cancellation is not None:
            cancellation.then(lambda: self._inbox.put(Withdrawn(ticket.job.id)))
        try:
            done = ticket.done.wait(self._limit_s(request, lane))
        finally:
            if not ticket.done.is_set():
                self._inbox.put(Withdrawn(ticket.job.id))
        if not done:
            raise ModelFailure("timeout", f"{request.task}: no turn and no answer in time")
        if ticket.failure is not None:
            raise ticket.failure
        if ticket.reply is None:
            raise ModelFailure("bad_answer", f"{request.task}: {request.model} gave nothing")
        if on_text is not None and lane == "background":
            on_text(ticket.reply.text)
        return ticket.reply

    def _limit_s(self, request: ModelRequest, lane: Lane) -> float:
        """Longer than the admission's own limits, so that it is not reached while the lane's thread lives."""
        queue_s = self._rules.longest_wait_s if lane == "background" else 0.0
        return queue_s + request.deadline_s + self._rules.grace_s + MARGIN_S

    def _submit(self, request: ModelRequest, lane: Lane, on_text: Callable[[str], None] | None) -> Ticket:
        with self._turn:
            length = self._admission.speeds.length(request.model)
        job = Job(next(self._numbers), lane, request.model, 0, request.num_predict, request.deadline_s)
        ticket = Ticket(request, job, on_text, self._clock(), self._clock_ns())
        try:
            tokens = check_fit(request, self._rules.options(request.model).num_ctx, length=length)
            if self._stopping.is_set() or not self._thread.is_alive():
                raise ModelFailure("cancelled", f"{request.task}: the lanes are not running")
        except ModelFailure as failure:
            self._record_without_attempt(ticket, failure)
            raise
        ticket.job = replace(job, prompt_tokens=tokens)
        self._tickets[job.id] = ticket
        self._inbox.put(Submitted(ticket.job))
        return ticket

    # ---- the thread `lanes`

    def _loop(self) -> None:
        wake_s: float | None = None
        while not self._ended.is_set():
            event = self._next(wake_s)
            now_s = self._clock()
            with self._turn:
                actions = self._hear_neighbours(now_s) + self._admission.handle(event, now_s)
                wake_s = self._admission.wake_at(now_s)
                idle = not self._admission.running and self._admission.memory.moving is None
            for action in actions:
                self._do(action, now_s)
            if idle and self._stopping.is_set() and self._inbox.empty():
                return

    def _hear_neighbours(self, now_s: float) -> tuple[Action, ...]:
        """Tell other processes whether somebody speaks here, and hear whether somebody speaks there."""
        if self._neighbours is None or self._stopping.is_set():
            return ()
        admission = self._admission
        self._neighbours.speak(admission.pressing(now_s) or admission.presence.sessions > 0)
        speaking = self._neighbours.spoken()
        if speaking == admission.presence.elsewhere:
            return ()
        return admission.handle(Elsewhere(speaking), now_s)

    def _next(self, wake_s: float | None) -> Event:
        turn_s = TURN_S if self._neighbours is None else HEAR_S
        wait_s = turn_s if wake_s is None else min(max(wake_s - self._clock(), 0.0), turn_s)
        try:
            return self._inbox.get(timeout=wait_s)
        except queue.Empty:
            return Tick()

    def _do(self, action: Action, now_s: float) -> None:
        match action:
            case Load() | Unload():
                self._loader.give(action)
            case Start(job_id):
                ticket = self._tickets[job_id]
                number = ticket.attempt.number + 1 if ticket.attempt else 1
                ticket.attempt = Attempt(action, number, now_s)
                self._workers[ticket.job.lane].give(ticket)
            case Cancel(job_id):
                attempt = self._tickets[job_id].attempt
                if attempt is not None:
                    attempt.cancel = action
                    attempt.cancellation.cancel()
            case Requeue(job_id):
                log.info("%s waits again: voice went first", self._tickets[job_id].request.task)
            case Settle():
                self._settle(action, now_s)

    def _settle(self, action: Settle, now_s: float) -> None:
        ticket = self._tickets[action.job]
        attempt = ticket.attempt
        if action.failure is None and attempt is not None and attempt.reply is not None:
            waited_s = attempt.started_s - ticket.asked_s
            ticket.reply = replace(attempt.reply, usage=replace(attempt.reply.usage, wait_s=waited_s))
            self._finish(ticket, None)
            return
        if attempt is not None and attempt.failure is not None and not action.text:
            self._finish(ticket, attempt.failure)
            return
        kind = action.failure or "server"
        failure = ModelFailure(kind, f"{ticket.request.task} by {ticket.request.model}: {action.text or kind}")
        if attempt is None or attempt.outcome == "preempted":
            self._record_without_attempt(ticket, failure)  # it ended in the queue
        elif attempt.failure is None:
            self._desk.keep(replace(ticket.call(attempt, now_s, self._rules.placement), detail=failure.what), attempt)
        self._finish(ticket, failure)

    def _record_without_attempt(self, ticket: Ticket, failure: ModelFailure) -> None:
        call = ticket.call(None, self._clock(), self._rules.placement)
        self._desk.keep(replace(call, outcome=failure.kind, detail=failure.what))

    def _finish(self, ticket: Ticket, failure: Exception | None) -> None:
        """Tell who asked; the error of their own listener stands before ours."""
        self._tickets.pop(ticket.job.id, None)
        if ticket.failure is None and failure is not None:
            ticket.failure = failure
        ticket.done.set()
