"""The history that `digest`, `brief` and `ask` tell of, from the store or a recording, and who words it."""

import logging
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from agent.app.assembly import lab_of
from agent.app.console import err
from agent.app.model_access import ModelAccess, open_model_access
from agent.app.session_loader import from_recording, from_store
from agent.app.store.journals import Choice, choose
from agent.app.store.memory import MemoryStore
from agent.app.store.protocol import Store
from agent.app.store.reading import may_write, opened, writable
from agent.cli.shared.moments import moment_ns
from agent.config.loading import Loaded, load, state_dir
from agent.config.whole import zone
from agent.failure import UsageFailure
from agent.models.api import Lane
from agent.models.routing import Task
from agent.report.knowledge import Knowledge, LabSession
from agent.tasks.wording import Errand
from clab.model import Lab
from clab.units import SECOND_NS
from collectors.observations import Observation
from collectors.sources.recording import RecordingError
from collectors.sources.session_log import read_session, session_names

NOBODY = "nobody answers"
WITHOUT = "models: {backend: none} in labkeeper.yml"
EIGHT_HOURS_NS = 8 * 3600 * SECOND_NS
DAY_NS = 24 * 3600 * SECOND_NS
AROUND_NS = 300 * SECOND_NS


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a command looks, and how far back."""

    config: Path | None = None
    state: Path | None = None
    recording: Path | None = None
    logs: tuple[Path, ...] = ()
    since: str | None = None
    lab: str | None = None
    back_ns: int = EIGHT_HOURS_NS


def say_why(by_model: int, reason: str) -> None:
    """On stderr, where a model should have taken part and did not: why, and how to ask none where none is there."""
    if not by_model and reason:
        err().print(f"no model took part: {' '.join(reason.split())}", markup=False)
        if NOBODY in reason:
            err().print(f"  start it, or ask none: {WITHOUT}", markup=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known, and who words it; `reason` says why nobody does, where nobody does. `look` looks again."""

    loaded: Loaded
    knowledge: Knowledge
    errand: Errand | None
    reason: str
    sovereignty: str
    look: Callable[[], Knowledge]
    store: Store
    engine: ModelAccess | None = None


@contextmanager
def opened_session(wanted: Wanted, task: Task, lane: Lane | None, *, single: bool = True) -> Iterator[Asked]:
    """What a command asks of, for as long as it asks. `single`: it asks once, and somebody waits for it."""
    loaded = load(wanted.config)
    choice = Choice(None)
    if wanted.recording is None:
        choice = choose(wanted.state, wanted.lab, loaded.config.lab)
        if choice.note:
            err().print(choice.note, markup=False)
    journal = choice.journal
    state = journal.folder if journal else state_dir(wanted.state, wanted.lab or loaded.config.lab)
    with ExitStack() as stack:
        scheduler = logging.getLogger("agent.models.scheduler")
        stack.callback(scheduler.setLevel, scheduler.level)
        scheduler.setLevel(logging.ERROR)  # why there are no words is said once, at the end
        store = opened(journal) if journal else MemoryStore()
        stack.callback(store.close)
        look = partial(_known, loaded, wanted, store, journal.lab if journal else wanted.lab)
        knowledge = look()
        asking = loaded.config.models.backend != "none"
        if asking and not (writable(journal) if journal else may_write(state)):
            state = Path(stack.enter_context(TemporaryDirectory(prefix="labkeeper-")))  # of calls nothing is kept
        engine = open_model_access(loaded, state, single=single)
        if engine is None:
            yield Asked(loaded, knowledge, None, "models.backend is none", "", look, store)
            return
        stack.callback(engine.close)
        yield Asked(loaded, knowledge, engine.errand(task, lane), "", engine.sovereignty, look, store, engine)


def _known(loaded: Loaded, wanted: Wanted, store: Store, named: str | None) -> Knowledge:
    where = zone(loaded.config.timezone)
    for log in wanted.logs:
        if not log.is_file():
            raise UsageFailure(f"--log: {log}: no such file", "name a transcript, a shell history or notes")
    if wanted.recording is not None:
        try:
            knowledge = from_recording(wanted.recording, timezone=where, session_logs=wanted.logs)
        except RecordingError as error:
            raise UsageFailure(error.what, error.hint) from error
        end_ns = knowledge.session.to_ns
        return knowledge.since(moment_ns(wanted.since, end_ns)) if wanted.since else knowledge
    lab = _lab(loaded, named)
    further: list[Observation] = []
    for item in wanted.logs:
        try:
            found = read_session(item, session_names(lab), where)[0]
        except (OSError, EOFError, zlib.error) as error:
            what = getattr(error, "strerror", None) or error
            raise UsageFailure(
                f"--log: {item}: cannot be read: {what}", "name a transcript, a history or notes"
            ) from error
        if not found:
            text = f"{item}: nothing in it looks like a transcript, a history with times, or notes with times"
            err().print(f"warning: {text}", markup=False)
        further += found
    session = _session(wanted, further, lab.name)
    return from_store(store, lab, session, further, operators_read=bool(wanted.logs))


def _lab(loaded: Loaded, named: str | None) -> Lab:
    """The lab that is asked about; what the configuration says of another lab does not belong to it."""
    lab = lab_of(loaded.config)
    if named is None or named == lab.name:
        return lab
    return Lab(named) if loaded.config.lab else replace(lab, name=named)


def _session(wanted: Wanted, further: list[Observation], lab: str | None) -> LabSession:
    """The time that is told: what was asked for, else the session log's own, else the last hours."""
    now_ns = time.time_ns()
    if wanted.since is not None:
        return LabSession(moment_ns(wanted.since, now_ns), now_ns, lab)
    times = [item.seen_ns for item in further]
    if times:
        return LabSession(min(times) - AROUND_NS, min(now_ns, max(times) + AROUND_NS), lab)
    return LabSession(now_ns - wanted.back_ns, now_ns, lab)
