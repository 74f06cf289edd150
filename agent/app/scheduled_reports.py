"""What is written by itself while watching: digests and briefs on schedule, and a digest when a lab session ends.

At an end nobody waits for a model: the page is written in labkeeper's own words at once.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from agent.app.digest_files import Digests
from agent.app.model_access import ModelAccess
from agent.app.schedule import Job, Schedule
from agent.app.session_loader import from_store
from agent.app.steady_clock import SteadyClock
from agent.app.store.protocol import Store
from agent.app.store.sqlite import SqliteStore
from agent.config.whole import Config, zone
from agent.failure import Failure
from agent.models.routing import Task
from agent.report.knowledge import LabSession
from agent.tasks import brief as briefs
from agent.tasks import digest as digesting
from agent.tasks.wording import Errand
from clab.model import Lab

log = logging.getLogger(__name__)
ENDED = "the session had ended"


class Rounds:
    """The scheduled work of a program that watches one lab from `from_ns` on."""

    def __init__(
        self,
        config: Config,
        lab: Lab,
        store: Store,
        out: Path,
        clock_ns: Callable[[], int],
        engine: ModelAccess | None = None,
    ) -> None:
        self._config, self._lab, self._store, self._clock_ns, self._engine = config, lab, store, clock_ns, engine
        self._digests = Digests(out, engine.sovereignty if engine else "")
        self._from_ns = clock_ns()
        times = config.schedule
        jobs = [
            Job(name, when, run)
            for name, when, run in (("digest", times.digest, self.digest), ("brief", times.brief, self.brief))
            if when is not None
        ]
        due_by = clock_ns.wall_ns if isinstance(clock_ns, SteadyClock) else clock_ns
        self._schedule = Schedule(tuple(jobs), store, due_by, zone(config.timezone)) if jobs else None

    def start(self) -> None:
        """Catch up once what was missed, then write what is due."""
        if self._schedule:
            self._schedule.start()

    def stop(self) -> None:
        """Start nothing more."""
        if self._schedule:
            self._schedule.stop()

    def digest(self, from_ns: int, to_ns: int, limit_s: float | None = None) -> Path:
        """The digest of the time since the one before; a model's whole part takes about `limit_s` at most."""
        knowledge = from_store(self._store, self._lab, LabSession(from_ns, to_ns, self._lab.name))
        page = self._digests.write(digesting.tell(knowledge, self._errand("digest", limit_s), self._reason()))
        log.info("digest: %s", page)
        return page

    def brief(self, from_ns: int, to_ns: int, limit_s: float | None = None) -> Path:
        """The brief of the time since the one before."""
        knowledge = from_store(self._store, self._lab, LabSession(from_ns, to_ns, self._lab.name))
        page = self._digests.write_brief(briefs.tell(knowledge, self._errand("brief", limit_s), self._reason()))
        log.info("brief: %s", page)
        return page

    def ended(self, session: LabSession, store: Store | None = None) -> Path | None:
        """The digest of a lab session that has ended; None where nothing was seen in it."""
        knowledge = from_store(store or self._store, self._lab, session)
        return None if knowledge.empty else self._digests.write(digesting.tell(knowledge, None, ENDED))

    def finish(self, journal: Path) -> Path | None:
        """Watching has ended, the journal is closed: its digest, where the configuration wants one."""
        if not self._config.schedule.at_end or not journal.is_file():
            return None
        try:
            store = SqliteStore(journal)
        except Failure as error:
            log.error("no digest: %s", error.what)
            return None
        try:
            return self.ended(LabSession(self._from_ns, self._clock_ns(), self._lab.name), store)
        except Failure as error:
            log.error("no digest: %s", error.what)
            return None
        finally:
            store.close()

    def _errand(self, task: Task, limit_s: float | None = None) -> Errand | None:
        if self._engine is None:
            return None
        errand = self._engine.errand(task)
        return errand if limit_s is None else replace(errand, until_s=time.monotonic() + limit_s)

    def _reason(self) -> str:
        return "" if self._engine else "no engine is configured for watching"
