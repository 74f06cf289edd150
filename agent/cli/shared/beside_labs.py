"""`labkeeper watch` beside running labs: no configuration is needed, the labs of this host are found."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from agent.app.assembly import Places
from agent.app.console import err, write
from agent.app.event_lines import EventLines
from agent.app.model_access import open_model_access
from agent.app.steady_clock import SteadyClock
from agent.app.watch.lab_agent import Dependencies
from agent.app.watch.lab_session import LabSession
from agent.app.watch.lab_watcher import LabWatcher, Output
from agent.cli.shared.waiting import Shown, stopping, wait
from agent.config.loading import Loaded, state_dir
from agent.detect.incident_registry import IncidentChange
from agent.failure import Failure, UsageFailure
from clab.docker_engine import DockerEngine, EngineError
from collectors.sources.clab_events import why_not


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """What the command line says: folders, and the one lab to watch."""

    state: Path | None = None
    out: Path | None = None
    record: Path | None = None
    lab: str | None = None
    sources: bool = False


def beside_labs(loaded: Loaded, lab: str | None) -> bool:
    """Whether labs are to be found: the configuration names nothing to watch by itself, or its lab runs here."""
    config = loaded.config
    if lab is not None or not (config.nodes or config.syslog):
        return True
    return config.lab is not None and _runs_here(config.lab)


def _runs_here(lab: str) -> bool:
    engine = DockerEngine()
    try:
        rows = engine.containers()
    except EngineError:
        return False
    finally:
        engine.close()
    return any((row.get("Labels") or {}).get("containerlab") == lab for row in rows)


def watch_labs(loaded: Loaded, wishes: WatchOptions) -> int:
    """Watch the labs of this host until stopped: 0 for SIGTERM, 130 for Ctrl-C."""
    engine = DockerEngine()
    wanted = wishes.lab or (loaded.config.lab if loaded.path else None)
    without = why_not()
    models = open_model_access(loaded, state_dir(wishes.state, loaded.config.lab))
    _say(f"models: {models.sovereignty if models else 'no engine is asked'}")
    clock = SteadyClock()
    means = Dependencies(loaded.config, engine, clab_events=not without, clock_ns=clock, say=_say, models=models)
    rooms = StatePaths(wishes)
    watch = LabWatcher(
        means, rooms.of, Output(_teller(clock), _session, _say), frozenset((wanted,)) if wanted else frozenset()
    )
    with stopping() as stop:
        try:
            _start(watch, wanted)
        except Failure:
            if models:
                models.close()
            raise
        if without:
            _say(f"{without}: interface changes and impairments are not seen; containers' events, logs and polls are")
        try:
            shown = Shown(lambda: [lab.shown() for lab in watch.labs()], watch.health, clock, wishes.sources)
            wait(shown, stop.event)
        finally:
            if models:
                models.hush()
            for name in [*watch.stop(), *(models.close() if models else ())]:
                _say(f"did not stop in time: {name}")
            engine.close()
    return stop.status


def _start(watch: LabWatcher, wanted: str | None) -> None:
    try:
        watch.start()
    except EngineError as error:
        hint = f"{error.hint}; or name what to watch: labkeeper config example > labkeeper.yml"
        raise UsageFailure(f"no configuration, and no labs can be found: {error.what}", hint) from error
    labs = watch.labs()
    for agent in labs:
        for plan in agent.plans:
            for lack in plan.lacks:
                _say(f"{agent.found.name} {plan.node.name}: no {lack.what}: {lack.why}; {lack.hint}")
    if not labs:
        _say(f"lab {wanted!r} does not run here yet; waiting for it" if wanted else "no lab runs here; waiting for one")
    _say("Ctrl-C stops; labkeeper labs shows what can be watched")


@dataclass(slots=True)
class StatePaths:
    """Where each lab's things go: its own state folder, one folder of reports, and the first lab's recording in DIR."""

    wishes: WatchOptions
    recorded: str | None = None

    def of(self, lab: str) -> Places:
        """One lab's folders."""
        state = state_dir(None, lab) if self.wishes.state is None else self.wishes.state
        if self.wishes.state is not None and self.wishes.lab is None:
            state = self.wishes.state / lab
        return Places(state, self.wishes.out or Path("labkeeper-reports"), self._record(lab))

    def _record(self, lab: str) -> Path | None:
        folder = self.wishes.record
        if folder is None:
            return None
        self.recorded = self.recorded or lab
        return folder if lab == self.recorded else folder / "labs" / lab


def _teller(clock_ns: Callable[[], int]) -> Callable[[str, IncidentChange], None]:
    """Writes a line for each change that says something."""
    lines = EventLines()

    def tell(lab: str, change: IncidentChange) -> None:
        line = lines.line(change, clock_ns(), lab)
        if line is not None:
            write(f"{line}\n")

    return tell


def _session(session: LabSession) -> None:
    _say(session.said)


def _say(text: str) -> None:
    err().print(text, markup=False)
