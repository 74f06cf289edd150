"""Runs a workload through a scheduler and the simulated engine on a virtual clock. Pure: no clock, no thread."""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from math import inf
from typing import Protocol

from agent.bench.lanes.machine import VOICE, Machine
from agent.bench.lanes.virtual_engine import Timeline, VirtualEngine
from agent.bench.lanes.workload import Chain, Section, Talk, Turn, Workload
from agent.models.api import Lane
from agent.models.scheduler.jobs import (
    Action,
    Announced,
    Cancel,
    Ended,
    Event,
    FirstToken,
    Job,
    Load,
    Present,
    SessionBegan,
    SessionEnded,
    Settle,
    Start,
    Submitted,
    Tick,
    Unload,
)

NEXT_S = 0.05
"""From one section's answer to the next question."""


class Scheduler(Protocol):
    """The production admission, or what it is compared with."""

    def handle(self, event: Event, now_s: float) -> tuple[Action, ...]:
        """Take in what happened; what to do."""

    def wake_at(self, now_s: float) -> float | None:
        """When time alone will change something."""


@dataclass(slots=True)
class Asked:
    """One request and what became of it."""

    job: Job
    turn: int
    asked_s: float
    started_s: list[float] = field(default_factory=list)
    first_s: float = inf
    settled_s: float = inf
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """All requests, all calls of the engine, and its loads."""

    asked: tuple[Asked, ...]
    calls: tuple[Timeline, ...]
    loads: dict[str, int]
    put_out: int
    loading: tuple[tuple[float, float], ...]
    """When the voice model was loaded by itself: from, to."""
    talking: tuple[tuple[float, float], ...]
    """When somebody talked, from the first word of a conversation to its end; one after the other."""

    def load_left_s(self, from_s: float, to_s: float) -> float:
        """How much of a span went into loading the voice model."""
        return _within(self.loading, from_s, to_s)

    def quiet_wait_s(self, asked: Asked) -> float:
        """How long a request waited for the attempt that was answered, while nobody talked."""
        from_s, to_s = asked.asked_s, asked.started_s[-1]
        return to_s - from_s - _within(self.talking, from_s, to_s)

    def lane(self, lane: Lane) -> tuple[Asked, ...]:
        """The requests of one lane."""
        return tuple(item for item in self.asked if item.job.lane == lane)


def _within(spans: Iterable[tuple[float, float]], from_s: float, to_s: float) -> float:
    return sum(max(min(end_s, to_s) - max(began_s, from_s), 0.0) for began_s, end_s in spans)


class Run:
    """One run; `go` ends when everything is settled."""

    def __init__(self, scheduler: Scheduler, machine: Machine) -> None:
        self.scheduler = scheduler
        self.engine = VirtualEngine(machine, lambda job_id: self.asked[job_id].job.answer_tokens)
        self.asked: dict[int, Asked] = {}
        self._then: dict[int, Callable[[float], None]] = {}
        self._agenda: list[tuple[float, int, Callable[[float], None]]] = []
        self._order = count()
        self._turns = count()
        self._now_s = 0.0
        self._talkers = 0
        self._spans: list[tuple[float, float]] = []

    def go(self, workload: Workload) -> Outcome:
        """Run it all."""
        for talk in workload.talks:
            numbers = [next(self._turns) for _ in talk.turns]
            self._at(talk.at_s, partial(self._talk, talk, numbers))
        for chain in workload.chains:
            self._at(chain.at_s, partial(self._section, chain, 0))
        self._tell(Tick(), 0.0)
        while (now_s := self._next_at()) < inf:
            self._now_s = now_s
            self._step(now_s)
        engine = self.engine
        return Outcome(
            tuple(self.asked.values()),
            tuple(engine.history),
            engine.loads,
            engine.put_out,
            tuple(engine.loading),
            tuple(self._spans),
        )

    def _next_at(self) -> float:
        agenda_s = self._agenda[0][0] if self._agenda else inf
        wake_s = self.scheduler.wake_at(self._now_s) if self._then or agenda_s < inf else None
        return min(agenda_s, self.engine.next_at(), inf if wake_s is None else wake_s)

    def _step(self, now_s: float) -> None:
        if self._agenda and self._agenda[0][0] <= now_s:
            heapq.heappop(self._agenda)[2](now_s)
        elif self.engine.next_at() <= now_s:
            event = self.engine.pop()
            if isinstance(event, FirstToken):
                self.asked[event.job].first_s = now_s
            self._tell(event or Tick(), now_s)
            if isinstance(event, Ended):
                self._tell(Present(self.engine.present(now_s)), now_s)  # as the driver looks after every call
        else:
            self._tell(Tick(), now_s)

    def _at(self, at_s: float, what: Callable[[float], None]) -> None:
        heapq.heappush(self._agenda, (at_s, next(self._order), what))

    def _tell(self, event: Event, now_s: float) -> None:
        for action in self.scheduler.handle(event, now_s):
            self._do(action, now_s)

    def _do(self, action: Action, now_s: float) -> None:
        match action:
            case Start(job_id, options, keep_alive_s):
                self.asked[job_id].started_s.append(now_s)
                self.engine.start(self.asked[job_id].job, options, keep_alive_s, now_s)
            case Cancel(job_id):
                self.engine.cancel(job_id, now_s)
            case Load(model, options, keep_alive_s):
                self.engine.load(model, options, keep_alive_s, now_s)
            case Unload(model):
                self.engine.unload(model, now_s)
            case Settle(job_id, failure):
                asked = self.asked[job_id]
                asked.settled_s, asked.failure = now_s, failure
                self._then.pop(job_id)(now_s)
            case _:
                pass

    # ---- who asks

    def _ask(
        self, lane: Lane, model: str, section: Section, then: Callable[[float], None], now_s: float, turn: int = -1
    ) -> None:
        job = Job(len(self.asked) + 1, lane, model, section.prompt, section.answer, 600.0)
        self.asked[job.id] = Asked(job, turn, now_s)
        self._then[job.id] = then
        self._tell(Submitted(job), now_s)

    def _section(self, chain: Chain, number: int, now_s: float) -> None:
        def then(at_s: float) -> None:
            if number + 1 < len(chain.sections):
                self._at(at_s + NEXT_S, partial(self._section, chain, number + 1))

        self._ask(chain.lane, chain.model, chain.sections[number], then, now_s)

    def _talk(self, talk: Talk, numbers: list[int], now_s: float) -> None:
        self._talkers += 1
        if self._talkers == 1:
            self._spans.append((now_s, inf))
        if talk.session:
            self._tell(SessionBegan(), now_s)
        self._turn(talk, numbers, 0, now_s)

    def _turn(self, talk: Talk, numbers: list[int], number: int, now_s: float) -> None:
        turn: Turn = talk.turns[number]
        think_s = turn.think_s if number else 0.0

        def then(at_s: float) -> None:
            if number + 1 < len(talk.turns):
                self._turn(talk, numbers, number + 1, at_s)
            else:
                self._at(at_s + (turn.think_s if talk.session else 0.0), partial(self._end, talk))

        def ask(at_s: float) -> None:
            self._ask("voice", VOICE, turn.section, then, at_s, numbers[number])

        if turn.announced:
            self._at(now_s + think_s, partial(self._tell, Announced()))
        self._at(now_s + think_s + turn.speak_s, ask)

    def _end(self, talk: Talk, now_s: float) -> None:
        self._talkers -= 1
        if self._talkers == 0:
            self._spans[-1] = (self._spans[-1][0], now_s)
        if talk.session:
            self._tell(SessionEnded(), now_s)
