"""The admission: whose turn it is. A pure state machine: events with their time in, actions out; no clock, no thread.

Voice goes first. It takes a background job back (which waits again, in its old place) and waits only where that job
holds what voice needs: the same model, or in `lend` the one card. One background job is with the engine at a time, and
none starts while somebody speaks. A prompt that is being read cannot be taken back: the engine reads on, and the rest
of the reading is the price of a pre-emption.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from agent.models.api import FailureKind, Lane
from agent.models.scheduler.job_selection import Chooser, Waiting
from agent.models.scheduler.jobs import (
    Action,
    Announced,
    Cancel,
    Elsewhere,
    Ended,
    Event,
    FirstToken,
    Job,
    Load,
    Loaded,
    LoadFailed,
    Present,
    Requeue,
    SessionBegan,
    SessionEnded,
    Settle,
    Start,
    Stopping,
    Submitted,
    Tick,
    Unload,
    Unloaded,
    Why,
    Withdrawn,
)
from agent.models.scheduler.model_memory import Memory
from agent.models.scheduler.rules import LaneRules
from agent.models.scheduler.running import CANCEL_S, Running
from agent.models.scheduler.speeds import Speeds
from agent.models.scheduler.voice_activity import Presence


class Admission:
    """Decides; whoever drives it does what it says and tells what came of it."""

    def __init__(self, rules: LaneRules) -> None:
        self.rules = rules
        self.speeds = Speeds()
        self.memory = Memory(rules)
        self.presence = Presence()
        self.running: dict[Lane, Running] = {}
        self.voice: list[Waiting] = []
        self.background: list[Waiting] = []
        self._chooser = Chooser(rules, self.memory, self.presence)
        self._stopping = False
        self._order = 0
        self._out: list[Action] = []

    def handle(self, event: Event, now_s: float) -> tuple[Action, ...]:
        """Take in what happened; what to do about it, in this order."""
        self._out = []
        self._take_in(event, now_s)
        self._watch_limits(now_s)
        self._decide(now_s)
        return tuple(self._out)

    def wake_at(self, now_s: float) -> float | None:
        """When time alone will change something: the driver sends a `Tick` then."""
        return min((time for time in self._times(now_s) if time > now_s), default=None)

    def price_s(self, now_s: float) -> float:
        """What a pre-emption now would cost: seconds until the engine is free of the background job."""
        running = self.running.get("background")
        return running.price_s(self.speeds, now_s) if running else 0.0

    def pressing(self, now_s: float) -> bool:
        """Whether voice wants the engine now, or is about to."""
        return bool(self.voice) or "voice" in self.running or self.presence.announced(now_s)

    # ---- what happened

    def _take_in(self, event: Event, now_s: float) -> None:
        match event:
            case Submitted(job):
                self._submitted(job, now_s)
            case Announced():
                self.presence.announce(now_s + self.rules.announce_s)
            case SessionBegan():
                self.presence.begin(now_s + self.rules.announce_s)
            case SessionEnded():
                self.presence.end(now_s)
            case FirstToken(job_id):
                self._first_token(job_id, now_s)
            case Ended():
                self._ended(event, now_s)
            case Withdrawn(job_id):
                self._withdrawn(job_id, now_s)
            case Loaded(model, took_s):
                self.memory.moving = None
                self.memory.used(model, now_s)
                self.speeds.learn_load(model, took_s)
            case LoadFailed(model, kind, text):
                self._load_failed(model, kind, text, now_s)
            case Unloaded(model):
                self.memory.moving = None
                self.memory.gone(model)
            case Present(models):
                if not self.running and self.memory.moving is None:
                    self.memory.seen(models, now_s)
            case Elsewhere(speaking):
                if self.presence.elsewhere and not speaking:
                    self.memory.doubt()
                self.presence.heard_elsewhere(speaking, now_s)
            case Stopping():
                self._stop(now_s)
            case Tick():
                pass
            case _:
                assert_never(event)

    def _submitted(self, job: Job, now_s: float) -> None:
        if self._stopping:
            self._out.append(Settle(job.id, "cancelled", "labkeeper is stopping"))
            return
        need_s = self._least_s(job)
        if need_s > job.deadline_s:
            text = f"would take {need_s:.0f} s to its first word, the deadline is {job.deadline_s:g} s"
            self._out.append(Settle(job.id, "timeout", text))
            return
        self._order += 1
        waiting = Waiting(job, now_s, self._order)
        if job.lane == "voice":
            self.presence.asked()
            self.voice.append(waiting)
        else:
            self.background.append(waiting)

    def _least_s(self, job: Job) -> float:
        """The time to the first word at measured speeds; 0 where too little was measured to refuse by it."""
        if not self.speeds.knows(job.model):
            return 0.0
        return self.speeds.prefill_s(job.model, job.prompt_tokens)

    def _first_token(self, job_id: int, now_s: float) -> None:
        for item in self.running.values():
            if item.job.id == job_id and item.first_s is None:
                item.first_s = now_s
                self.memory.used(item.job.model, now_s)

    def _ended(self, event: Ended, now_s: float) -> None:
        lane = next((lane for lane, item in self.running.items() if item.job.id == event.job), None)
        if lane is None:
            return
        running = self.running.pop(lane)
        self._remember(running, event, now_s)
        if lane == "voice":
            self.presence.answered(now_s)
        else:
            self._chooser.last, self._chooser.last_s = running.job.model, now_s
            if running.taken_back:
                self._chooser.free_s = running.taken_s + running.taken_price_s
        if running.settled:
            return
        if event.failure == "cancelled" and running.taken_back == "preempted":
            again = replace(running.waiting, attempts=running.waiting.attempts + 1)
            self.background.append(again)
            self._out.append(Requeue(event.job))
        elif event.failure == "cancelled" and running.taken_back == "deadline":
            text = f"took longer than its deadline of {running.job.deadline_s:g} s"
            self._out.append(Settle(event.job, "timeout", text))
        else:
            self._out.append(Settle(event.job, event.failure))

    def _remember(self, running: Running, event: Ended, now_s: float) -> None:
        """What its end tells of the model: there, perhaps there, or not."""
        model = running.job.model
        if event.failure is None:
            self.memory.used(model, now_s)
            self.speeds.learn(model, event.usage, running.job.prompt_tokens)
            if running.loads and event.usage.load_s > CANCEL_S:
                self.speeds.learn_load(model, event.usage.load_s)
        elif event.failure in ("missing", "refused", "unreachable"):
            self.memory.gone(model)
        elif event.failure in ("cut", "server", "timeout") or (running.loads and running.first_s is None):
            self.memory.used(model, now_s, sure=False)

    def _withdrawn(self, job_id: int, now_s: float) -> None:
        for queue in (self.voice, self.background):
            for each in [item for item in queue if item.job.id == job_id]:
                queue.remove(each)
                self._out.append(Settle(job_id, "cancelled", "taken back by who asked"))
                if queue is self.voice:
                    self.presence.answered(now_s)
        for running in self.running.values():
            if running.job.id == job_id:
                self._take_back(running, "withdrawn", now_s)

    def _load_failed(self, model: str, kind: FailureKind, text: str, now_s: float) -> None:
        self.memory.moving = None
        self.memory.bar(model, now_s)
        for each in [item for item in self.voice if item.job.model == model]:
            self.voice.remove(each)
            self.presence.answered(now_s)
            self._out.append(Settle(each.job.id, kind, text))

    def _stop(self, now_s: float) -> None:
        self._stopping = True
        for item in (*self.voice, *self.background):
            self._out.append(Settle(item.job.id, "cancelled", "labkeeper is stopping"))
        self.voice.clear()
        self.background.clear()
        for running in self.running.values():
            self._take_back(running, "stopping", now_s)

    # ---- limits

    def _watch_limits(self, now_s: float) -> None:
        for queue in (self.voice, self.background):
            for each in [item for item in queue if now_s >= self._patience(item)]:
                queue.remove(each)
                waited = f"waited {now_s - each.since_s:.0f} s for its turn in the {each.job.lane} lane"
                self._out.append(Settle(each.job.id, "timeout", waited))
                if queue is self.voice:
                    self.presence.answered(now_s)
        for running in self.running.values():
            if running.taken_back is None and now_s >= running.deadline_at:
                self._take_back(running, "deadline", now_s)
            if running.taken_back and not running.settled and now_s >= running.taken_s + self.rules.grace_s:
                running.settled = True
                text = f"the engine did not let go of it within {self.rules.grace_s:g} s"
                self._out.append(Settle(running.job.id, "timeout", text))

    def _patience(self, waiting: Waiting) -> float:
        voice = waiting.job.lane == "voice"
        return waiting.since_s + (waiting.job.deadline_s if voice else self.rules.longest_wait_s)

    def _times(self, now_s: float) -> Iterator[float]:
        yield self.presence.announced_until_s
        yield from self.memory.barred.values()
        for item in (*self.voice, *self.background):
            yield self._patience(item)
        for running in self.running.values():
            yield running.deadline_at if running.taken_back is None else running.taken_s + self.rules.grace_s
        yield from self._chooser.times(self.background, now_s)

    # ---- what to do

    def _decide(self, now_s: float) -> None:
        if self._stopping:
            return
        pressing = self.pressing(now_s)
        running = self.running.get("background")
        if running and running.taken_back is None and (pressing or self.presence.elsewhere):
            self._take_back(running, "preempted", now_s)
        if pressing:
            self._serve_voice(now_s)
        elif not self.presence.elsewhere:
            self._serve_others(now_s)

    def _serve_others(self, now_s: float) -> None:
        if self.rules.placement == "resident" and self.rules.preload:
            self._bring_voice_model(now_s)  # before all others: loading it later may put them out
        self._serve_background(now_s)
        if self.presence.sessions:
            self._bring_voice_model(now_s)

    def _serve_voice(self, now_s: float) -> None:
        if "voice" in self.running:
            return
        if not self.voice:
            self._bring_voice_model(now_s)
        elif self._bring(self.voice[0].job.model):
            self._start(self.voice.pop(0), now_s)

    def _bring_voice_model(self, now_s: float) -> None:
        model = self.rules.voice_model
        if model and now_s >= self.memory.barred.get(model, now_s):
            self._bring(model)

    def _bring(self, model: str) -> bool:
        """Whether a voice request for this model can start; where not, the next step towards it is taken."""
        rival = self.running.get("background")
        if self.memory.has(model):
            moving = self.memory.moving
            free = rival is None or self.memory.beside(model, rival.job.model)
            return free and (moving is None or moving.model != model)
        if rival is None and self.memory.moving is None:
            self._make_room_or(Load(model, self.rules.options(model), self.rules.keep_alive(model)))
        return False

    def _make_room_or(self, load: Load) -> None:
        victim = self.memory.in_the_way(load.model)
        self.memory.moving = load if victim is None else Unload(victim)
        self._out.append(self.memory.moving)

    def _serve_background(self, now_s: float) -> None:
        if "background" in self.running or self.memory.moving is not None:
            return
        waiting = self._chooser.choose(self.background, now_s)
        if waiting is None:
            return
        victim = self.memory.in_the_way(waiting.job.model)
        if victim is not None:
            self.memory.moving = Unload(victim)
            self._out.append(self.memory.moving)
            return
        self.background.remove(waiting)
        self._start(waiting, now_s)

    def _start(self, waiting: Waiting, now_s: float) -> None:
        model = waiting.job.model
        loads = not self.memory.has(model)
        self.running[waiting.job.lane] = Running(waiting, now_s, loads)
        if not loads:
            self.memory.used(model, now_s)
        self._out.append(Start(waiting.job.id, self.rules.options(model), self.rules.keep_alive(model), loads))

    def _take_back(self, running: Running, why: Why, now_s: float) -> None:
        """Once; a stronger reason replaces a pre-emption, so that the job does not wait again."""
        if running.taken_back is None:
            running.taken_s, running.taken_price_s = now_s, running.price_s(self.speeds, now_s)
            self._out.append(Cancel(running.job.id, why, running.taken_price_s))
        if running.taken_back in (None, "preempted"):
            running.taken_back = why
