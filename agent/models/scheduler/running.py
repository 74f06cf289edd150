"""A job that the engine has: how far it is, and what taking it back would cost. Pure."""

from dataclasses import dataclass

from agent.models.scheduler.job_selection import Waiting
from agent.models.scheduler.jobs import Job, Why
from agent.models.scheduler.speeds import Speeds

CANCEL_S = 0.2
"""A generation that writes, or a load, ends this soon after it was taken back (0.16 to 0.22 s on a real server)."""


@dataclass(slots=True)
class Running:
    """`loads`: its model was not in memory when it started. `settled`: its caller was told, the engine still has it."""

    waiting: Waiting
    started_s: float
    loads: bool
    first_s: float | None = None
    taken_back: Why | None = None
    taken_s: float = 0.0
    taken_price_s: float = 0.0
    settled: bool = False

    @property
    def job(self) -> Job:
        """What runs."""
        return self.waiting.job

    @property
    def deadline_at(self) -> float:
        """For voice from the asking, for background from this start."""
        since_s = self.waiting.since_s if self.job.lane == "voice" else self.started_s
        return since_s + self.job.deadline_s

    def price_s(self, speeds: Speeds, now_s: float) -> float:
        """Seconds until the engine is free of it where it is taken back now: the rest of reading its prompt."""
        if self.first_s is not None:
            return CANCEL_S
        spent_s = now_s - self.started_s
        load_s = speeds.load_s(self.job.model) if self.loads else 0.0
        if spent_s < load_s:
            return CANCEL_S  # taken back while it loads, which ends the load
        return max(load_s + speeds.prefill_s(self.job.model, self.job.prompt_tokens) - spent_s, CANCEL_S)
