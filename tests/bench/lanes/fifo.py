"""First in, first out: what an engine does whose callers just call it. For comparison. Pure."""

from agent.models.api import RunnerOptions
from agent.models.scheduler.jobs import Action, Ended, Event, Job, Settle, Start, Submitted


class Fifo:
    """One queue for all, one call at a time, each model as the engine loads it by itself."""

    def __init__(self) -> None:
        self._queue: list[Job] = []
        self._running: int | None = None

    def handle(self, event: Event, now_s: float) -> tuple[Action, ...]:
        """The next one starts when the last one ended."""
        out: list[Action] = []
        if isinstance(event, Submitted):
            self._queue.append(event.job)
        elif isinstance(event, Ended) and event.job == self._running:
            self._running = None
            out.append(Settle(event.job, event.failure))
        if self._running is None and self._queue:
            job = self._queue.pop(0)
            self._running = job.id
            out.append(Start(job.id, RunnerOptions(), 300.0))
        return tuple(out)

    def wake_at(self, now_s: float) -> float | None:
        """Time alone changes nothing."""
        return None
