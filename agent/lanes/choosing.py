"""Which background job is next. Pure.

Jobs of a model that is loaded go first, so that one load serves many; who waited longer than the age limit goes before
everybody, so that nobody starves by it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from agent.lanes.jobs import Job
from agent.lanes.memory import Memory
from agent.lanes.presence import Presence
from agent.lanes.rules import LaneRules


@dataclass(frozen=True, slots=True)
class Waiting:
    """A job that waits: since when it was first asked for, and its place."""

    job: Job
    since_s: float
    order: int
    attempts: int = 0


@dataclass(slots=True)
class Chooser:
    """Chooses by the rules from what is known; `last` is the background model that worked last, until when."""

    rules: LaneRules
    memory: Memory
    presence: Presence
    last: str | None = None
    last_s: float = -inf

    def overdue(self, waiting: Waiting, now_s: float) -> bool:
        """Whether it waited longer than the age limit."""
        return now_s >= waiting.since_s + self.rules.age_limit_s

    def choose(self, queue: Sequence[Waiting], now_s: float) -> Waiting | None:
        """The next job, or None while none may start. Nobody speaks and nothing is announced now."""
        quiet_s = self.presence.quiet_since(now_s)
        if now_s < quiet_s + self.rules.pause_s:
            return None
        ready = [each for each in queue if self._may_start(each, quiet_s, now_s)]
        late = [each for each in ready if self.overdue(each, now_s)]
        if late:
            return _first(late)
        at_hand = [each for each in ready if self.memory.has(each.job.model)]
        if at_hand:
            return _first([each for each in at_hand if each.job.model == self.last] or at_hand)
        if ready and self.last in self.memory.models and now_s < self.last_s + self.rules.linger_s:
            return None
        return _first(ready) if ready else None

    def _may_start(self, waiting: Waiting, quiet_s: float, now_s: float) -> bool:
        if self.overdue(waiting, now_s):
            return True
        if self.presence.sessions:
            return False
        return not self._takes_the_card(waiting.job.model) or now_s >= quiet_s + self.rules.idle_s

    def _takes_the_card(self, model: str) -> bool:
        voice = self.rules.voice_model
        return voice in self.memory.models and not self.memory.beside(voice, model) and model != voice

    def times(self, queue: Sequence[Waiting], now_s: float) -> Iterator[float]:
        """When the choice may change by time alone."""
        if queue:
            quiet_s = self.presence.quiet_since(now_s)
            yield quiet_s + self.rules.pause_s
            yield quiet_s + self.rules.idle_s
            yield self.last_s + self.rules.linger_s
        for each in queue:
            yield each.since_s + self.rules.age_limit_s


def _first(waiting: Sequence[Waiting]) -> Waiting:
    return min(waiting, key=lambda each: (each.since_s, each.order))
