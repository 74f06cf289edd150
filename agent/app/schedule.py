"""Digests and briefs on schedule. What was missed is caught up once; no run is done twice, also by two programs.

A run is known by the time it was due. It is taken in the store before it is done, so a restart in the middle loses one
run rather than writing two; a job that never ran begins with the first time that is due after it was scheduled.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from agent.app.store.protocol import Store
from agent.config.schedule import When, length_s
from clab.units import SECOND_NS

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """What is done when: `run(from_ns, due_ns)` covers the time since the run before."""

    name: str
    when: When
    run: Callable[[int, int], object]


def last_due(when: When, last_ns: int, now_ns: int, zone: tzinfo = UTC) -> int | None:
    """The latest time at or before now at which a job was due since its last run; None where there is none."""
    if when.every is not None:
        step_ns = int(length_s(when.every) * SECOND_NS)
        missed = (now_ns - last_ns) // step_ns
        return last_ns + missed * step_ns if missed > 0 else None
    trigger = _trigger(when, zone)
    due, at = None, _time(last_ns, zone)
    now = _time(now_ns, zone)
    start = max(at, _shortly_before(trigger, now))
    while True:
        found = trigger.get_next_fire_time(start, start)
        if found is None or found > now:
            return due
        if found > at:
            due = int(found.timestamp()) * SECOND_NS
        start = found.fromtimestamp(found.timestamp() + 1, zone)


def _shortly_before(trigger: Any, now: datetime) -> datetime:
    """A moment from which on few runs are due until now, however long the last one is ago."""
    for days in (0.05, 2, 40, 400, 1500):
        start = now.fromtimestamp(now.timestamp() - days * 86_400, now.tzinfo)
        found = trigger.get_next_fire_time(None, start)
        if found is not None and found <= now:
            return start
    return start


def _time(ns: int, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(ns / SECOND_NS, zone)


def _trigger(when: When, zone: tzinfo) -> Any:
    from apscheduler.triggers.cron import CronTrigger
    from apscheduler.triggers.interval import IntervalTrigger

    if when.cron is not None:
        return CronTrigger.from_crontab(when.cron, timezone=zone)
    return IntervalTrigger(seconds=int(length_s(when.every or "")), timezone=zone)


class Schedule:
    """The jobs of a program that runs; `start` catches up, then waits for what is due."""

    def __init__(self, jobs: tuple[Job, ...], store: Store, clock_ns: Callable[[], int], zone: tzinfo = UTC) -> None:
        self._jobs: Mapping[str, Job] = {job.name: job for job in jobs}
        self._store, self._clock_ns, self._zone = store, clock_ns, zone
        self._scheduler: Any = None

    def start(self) -> None:
        """Catch up once what was missed, then run what is due in a thread of its own."""
        from apscheduler.executors.pool import ThreadPoolExecutor
        from apscheduler.schedulers.background import BackgroundScheduler

        for job in self._jobs.values():
            if self._store.last_run(job.name) is None:
                self._store.claim_run(job.name, self._clock_ns())
        self._scheduler = BackgroundScheduler(
            timezone=self._zone, executors={"default": ThreadPoolExecutor(1)}, daemon=True
        )
        for name, item in self._jobs.items():
            options = {"id": name, "coalesce": True, "max_instances": 1, "misfire_grace_time": None}
            now = datetime.now(self._zone)  # at once, for what was missed, then as the trigger says
            trigger = _trigger(item.when, self._zone)
            self._scheduler.add_job(self.turn, trigger, args=(name,), next_run_time=now, **options)
        self._scheduler.start()

    def stop(self) -> None:
        """Start nothing more; what runs is not waited for."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    def turn(self, name: str) -> bool:
        """Do a job's latest due run, where there is one that nobody has taken; False where there is none."""
        job, now_ns = self._jobs[name], self._clock_ns()
        last_ns = self._store.last_run(name)
        if last_ns is None:
            self._store.claim_run(name, now_ns)
            return False
        due_ns = last_due(job.when, last_ns, now_ns, self._zone)
        if due_ns is None or not self._store.claim_run(name, due_ns):
            return False
        try:
            job.run(last_ns, due_ns)
        except Exception:  # one failing run must not end the schedule
            log.exception("the scheduled %s failed", name)
        return True
