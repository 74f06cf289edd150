"""A simulated engine with Ollama's habits, on a virtual clock. Pure.

One load at a time; one model on the card, a second one puts the first out when it is idle; one call a model, the next
waits; a call that is taken back ends at once for its caller, but a prompt that is being read is read to its end.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from math import inf

from agent.bench.lanes.machine import Machine, Speed
from agent.models.api import RunnerOptions, Usage
from agent.models.scheduler.jobs import Ended, Event, FirstToken, Job, Loaded, Unloaded


@dataclass(slots=True)
class Timeline:
    """One call: when it came, when its model was ready and idle, its prompt read and its answer written."""

    job: Job
    came_s: float
    ready_s: float
    read_s: float
    first_s: float
    end_s: float
    loads: bool
    cancelled_s: float = inf


@dataclass(slots=True)
class VirtualEngine:
    """Takes what the admission says; `pop` gives what happened next. `answer` is how long a job's answer is."""

    machine: Machine
    answer: Callable[[int], int]
    loads: dict[str, int] = field(default_factory=dict)
    put_out: int = 0
    """Models that the engine itself had to put out, because nobody had."""
    loading: list[tuple[float, float]] = field(default_factory=list)
    """The spans of the loads that were asked for by themselves, with the wait for room on the card."""
    calls: dict[int, Timeline] = field(default_factory=dict)
    history: list[Timeline] = field(default_factory=list)
    _events: list[tuple[float, int, Event, Timeline | None]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)
    _there: dict[str, bool] = field(default_factory=dict)
    _ready_s: dict[str, float] = field(default_factory=dict)
    _busy_s: dict[str, float] = field(default_factory=dict)
    _keep_s: dict[str, float] = field(default_factory=dict)
    _loader_s: float = 0.0
    _card_s: float = 0.0

    def next_at(self) -> float:
        """When the next thing happens."""
        return self._events[0][0] if self._events else inf

    def pop(self) -> Event | None:
        """What happens next; None where the call it belongs to was taken back before it came to that."""
        at_s, _, event, call = heapq.heappop(self._events)
        if call is None:
            return event
        told = isinstance(event, Ended) and event.failure == "cancelled"
        if self.calls.get(call.job.id) is not call or (call.cancelled_s < at_s and not told):
            return None
        if isinstance(event, Ended):
            del self.calls[call.job.id]
        return event

    def present(self, now_s: float) -> frozenset[str]:
        """The models in memory: those whose time is over have left."""
        for model in list(self._there):
            until_s = max(self._ready_s[model], self._busy_s.get(model, 0.0)) + self._keep_s[model]
            if self._keep_s[model] >= 0 and until_s < now_s:
                self._card_s = until_s if self._there.pop(model) else self._card_s
        return frozenset(self._there)

    def start(self, job: Job, options: RunnerOptions, keep_alive_s: float, now_s: float) -> None:
        """A call comes in."""
        self.present(now_s)
        loads = job.model not in self._there
        ready_s, speed = self._bring(job.model, options, now_s)
        begin_s = max(ready_s, self._busy_s.get(job.model, 0.0))
        first_s = begin_s + job.prompt_tokens / speed.prefill
        answer = self.answer(job.id)
        end_s = first_s + answer / speed.decode
        self._busy_s[job.model], self._keep_s[job.model] = end_s, keep_alive_s
        self.calls[job.id] = Timeline(job, now_s, ready_s, begin_s, first_s, end_s, loads)
        self.history.append(self.calls[job.id])
        usage = Usage(
            load_s=ready_s - now_s,
            prompt_tokens=job.prompt_tokens,
            prefill_s=first_s - begin_s,
            answer_tokens=answer,
            decode_s=end_s - first_s,
            total_s=end_s - now_s,
        )
        self._later(first_s, FirstToken(job.id), self.calls[job.id])
        self._later(end_s, Ended(job.id, None, usage), self.calls[job.id])

    def cancel(self, job_id: int, now_s: float) -> None:
        """The caller hangs up."""
        call = self.calls.get(job_id)
        if call is None or call.cancelled_s < inf:
            return
        call.cancelled_s = now_s
        model, told_s = call.job.model, now_s + self.machine.hang_up_s
        if now_s < call.ready_s and call.loads:
            self._there.pop(model, None)  # hanging up ends the load
            self._loader_s = self._card_s = self._busy_s[model] = told_s
        elif now_s < call.first_s:
            self._busy_s[model] = call.first_s
        else:
            told_s = self._busy_s[model] = now_s + self.machine.stop_s
        self._later(told_s, Ended(job_id, "cancelled"), call)

    def load(self, model: str, options: RunnerOptions, keep_alive_s: float, now_s: float) -> None:
        """An empty request that only loads."""
        self.present(now_s)
        self._keep_s[model] = keep_alive_s
        ready_s, _ = self._bring(model, options, now_s)
        self.loading.append((now_s, ready_s))
        self._later(ready_s, Loaded(model, ready_s - now_s))

    def unload(self, model: str, now_s: float) -> None:
        """An empty request that puts a model out, once it is idle."""
        gone_s = max(now_s, self._busy_s.get(model, 0.0)) + self.machine.hang_up_s
        if self._there.pop(model, False):
            self._card_s = gone_s
        self._later(gone_s, Unloaded(model))

    def _later(self, at_s: float, event: Event, call: Timeline | None = None) -> None:
        heapq.heappush(self._events, (at_s, next(self._order), event, call))

    def _bring(self, model: str, options: RunnerOptions, now_s: float) -> tuple[float, Speed]:
        on_card = options.num_gpu != 0
        speed = self.machine.speed(model, on_card=on_card)
        if self._there.get(model) is on_card:
            return max(now_s, self._ready_s[model]), speed
        begin_s = max(now_s, self._loader_s)
        if on_card:
            begin_s = self._room(model, begin_s)
        self._there[model] = on_card
        self._ready_s[model] = self._loader_s = begin_s + speed.load_s
        self.loads[model] = self.loads.get(model, 0) + 1
        return self._ready_s[model], speed

    def _room(self, model: str, begin_s: float) -> float:
        """When the card has room: the model on it must be idle and gone, and its memory free."""
        for rival in [item for item, on_card in self._there.items() if on_card and item != model]:
            self.put_out += 1
            begin_s = max(begin_s, self._busy_s.get(rival, 0.0))
            del self._there[rival]
            self._card_s = begin_s
        return max(begin_s, self._card_s + self.machine.room_s) if self._card_s else begin_s
