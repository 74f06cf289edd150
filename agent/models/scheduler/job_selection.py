"""Which background job is next. Pure.

Jobs of a model that is loaded go first, so that one load serves many; who waited as long as the age limit allows goes
before everybody, so that nobody starves by it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from agent.models.scheduler.jobs import Job
from agent.models.scheduler.model_memory import Memory
from agent.models.scheduler.rules import LaneRules
from agent.models.scheduler.voice_activity import Presence


@dataclass(frozen=True, slots=True)
class Waiting:
    """A job that waits: since when it was first asked for, and its place."""

    job: Job
    since_s: float
    order: int
    attempts: int = 0


@dataclass(slots=True)
class Chooser:
    """Chooses by the rules from what is known.

    `last` is the background model that worked last, until `last_s`; until `free_s` the engine is thought to read on a
    prompt that was taken back, and another one would only lengthen what voice may have to wait for.
    """

    rules: LaneRules
    memory: Memory
    presence: Presence
    last: str | None = None
    last_s: float = -inf
    free_s: float = -inf

    def overdue(self, waiting: Waiting, now_s: float) -> bool:
        """Whether it waited as long as the age limit lets it."""
        return now_s >= waiting.since_s + self.rules.due_s

    def choose(self, queue: Sequence[Waiting], now_s: float) -> Waiting | None:
        """The next job, or None while none may start. Nobody speaks and nothing is announced now."""
        quiet_s = self.presence.quiet_since(now_s)
        if now_s < max(quiet_s + self.rules.pause_s, self.free_s):
            return None
        ready = [item for item in queue if self._may_start(item, quiet_s, now_s)]
        late = [each for each in ready if self.overdue(each, now_s)]
        if late:
            return _first(late)
        at_hand = [each for each in ready if each.job.model in self.memory.models]
        if at_hand:
            return _first(at_hand)
        if self.last in self.memory.models and now_s < self.last_s + self.rules.linger_s:
            return None
        worth = [each for each in ready if self._worth_a_load(each, now_s)]
        return _first(worth) if worth else None

    def _worth_a_load(self, waiting: Waiting, now_s: float) -> bool:
        """Where another model must leave for it, a job waits for company first: each change costs two loads."""
        model = waiting.job.model
        return now_s >= waiting.since_s + self.rules.gather(model) or self.memory.in_the_way(model) is None

    def _may_start(self, waiting: Waiting, quiet_s: float, now_s: float) -> bool:
        due, takes = self.overdue(waiting, now_s), self._takes_the_card(waiting.job.model)
        if self.presence.sessions:
            return due and (not takes or now_s >= quiet_s + self.rules.card_pause_s)
        return due or not takes or now_s >= quiet_s + self.rules.idle_s

    def _takes_the_card(self, model: str) -> bool:
        voice = self.rules.voice_model
        return voice in self.memory.models and not self.memory.beside(voice, model) and model != voice

    def times(self, queue: Sequence[Waiting], now_s: float) -> Iterator[float]:
        """When the choice may change by time alone."""
        if queue:
            quiet_s = self.presence.quiet_since(now_s)
            yield quiet_s + self.rules.pause_s
            yield quiet_s + self.rules.card_pause_s
            yield quiet_s + self.rules.idle_s
            yield self.last_s + self.rules.linger_s
            yield self.free_s
        for item in queue:
            yield item.since_s + self.rules.due_s
            yield item.since_s + self.rules.gather(item.job.model)


def _first(waiting: Sequence[Waiting]) -> Waiting:
    return min(waiting, key=lambda item: (item.since_s, item.order))
