"""`labkeeper demo`: the real agent on the embedded lab, from the first stream to the reports."""

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import typer

from agent.app.assembly import Agent, Places
from agent.app.console import err, incident_table, out
from agent.app.event_lines import EventLines
from agent.app.model_access import ModelAccess, open_model_access
from agent.app.scheduled_reports import Rounds
from agent.cli.command_group import command_app
from agent.cli.options import Out
from agent.config.loading import Loaded
from agent.config.models import ModelsConfig
from agent.config.nodes import GnmiConfig, NodeConfig
from agent.config.whole import Config
from agent.detect.incident_registry import IncidentChange
from agent.models.backends.embedded import absent
from clab.demo.story import NODES, EmbeddedLab, StoryClock

app = command_app()


@app.command()
def demo(out: Out = None) -> None:
    """Run the whole agent on an embedded lab: a link fails, a prefix limit trips."""
    raise typer.Exit(run_demo(out_dir=out))


LIMIT_S = 60.0
WORDS_LIMIT_S = 90.0


def run_demo(*, out_dir: Path | None) -> int:
    """Play the story and show what the agent made of it; 1 where it took too long."""
    target = out_dir or Path("labkeeper-demo")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="labkeeper-demo-") as scratch:
        home = Path(scratch)
        clock = StoryClock(datetime.now(UTC).replace(second=0, microsecond=0))
        with EmbeddedLab(home / "lab", clock) as lab:
            (home / "demo.clab.yml").write_text(lab.topology())
            what = f"embedded lab: {', '.join(NODES)}, gNMI over gRPC on loopback"
            err().print(what, markup=False)
            fast = f"the story runs {clock.speed} times as fast as this clock, so its moments come to lie ahead of now"
            err().print(fast, markup=False)
            told = _Told()
            config = _config(lab, home)
            with _engine(config, home / "state") as engine:
                narration = engine.narration(WORDS_LIMIT_S, _Steps()) if engine else None
                agent = Agent(config, Places(home / "state", target), told, clock, narration)
                rounds, from_ns = Rounds(config, agent.lab, agent.store, target, clock, engine), clock()
                agent.start()
                lab.play()
                done = told.wait(LIMIT_S)
                err().print(f"both incidents are told after {time.monotonic() - begun:.1f} s", markup=False)
                if agent.narrator:
                    agent.narrator.hurry()
                    agent.narrator.idle(max(1.0, WORDS_LIMIT_S - (time.monotonic() - begun)))
                pages = _pages(rounds, from_ns, clock(), WORDS_LIMIT_S - (time.monotonic() - begun))
                left = agent.stop()
            incidents = agent.detector.incidents()
    for name in left:
        err().print(f"did not stop in time: {name}", markup=False)
    out().print(incident_table(incidents, width=out().width))
    out().print(f"reports: {target}/incidents", markup=False)
    for path in [*sorted((target / "incidents").glob("*.md")), *pages]:
        out().print(f"  {path}", markup=False)
    err().print(f"took {time.monotonic() - begun:.1f} s", markup=False)
    return 0 if done else 1


@contextmanager
def _engine(config: Config, state: Path) -> Iterator[ModelAccess | None]:
    """The engine in this process, where it is installed; without it code words everything."""
    lacking = absent(config.models.embedded)
    if lacking:
        err().print(f"no model takes part: {lacking}", markup=False)
    engine = open_model_access(Loaded(config, None), state, single=True)
    try:
        yield engine
    finally:
        for name in engine.close() if engine else ():
            err().print(f"did not stop in time: {name}", markup=False)


def _pages(rounds: Rounds, from_ns: int, to_ns: int, left_s: float) -> list[Path]:
    """The brief and the digest of the story, with a model's words as far as time allows."""
    err().print("words for the brief and the digest", markup=False)
    brief = rounds.brief(from_ns, to_ns, max(0.0, left_s / 3))
    return [brief, rounds.digest(from_ns, to_ns, max(0.0, left_s / 2))]


class _Steps:
    """Says once of each section that a model is asked for its words, however often the incident is told anew."""

    def __init__(self) -> None:
        self._said: set[tuple[str, int]] = set()

    def __call__(self, id_: str, done: int, total: int) -> None:
        if done < total and (id_, done) not in self._said:
            self._said.add((id_, done))
            err().print(f"a model words the report of {id_}, section {done + 1} of {total}", markup=False)


class _Told:
    """Prints each change, and knows when the story's two incidents are told: one over, one still open."""

    def __init__(self) -> None:
        self._lines = EventLines()
        self._states: dict[str, tuple[bool, str]] = {}
        self._moved = threading.Condition()

    def __call__(self, change: IncidentChange) -> None:
        line = self._lines.line(change, time.time_ns())
        if line:
            sys.stderr.write(line + "\n")
        with self._moved:
            incident = change.incident
            restored = incident.last_restored_ns is not None
            self._states[incident.id] = (restored, "retracted" if change.retracted else incident.status)
            self._moved.notify_all()

    def wait(self, limit_s: float) -> bool:
        """Wait until one incident is over and another is open, as the story has it."""
        with self._moved:
            return self._moved.wait_for(self._complete, limit_s)

    def _complete(self) -> bool:
        standing = [state for state in self._states.values() if state[1] != "retracted"]
        return sorted(standing) == [(False, "open"), (True, "closed")]


def _config(lab: EmbeddedLab, home: Path) -> Config:
    """The lab as a user's configuration would name it."""
    nodes = {}
    for name in NODES:
        gnmi = GnmiConfig(address="127.0.0.1", port=lab.targets[name].port, tls="plaintext")
        logs = (str(lab.log_path(name)),)
        nodes[name] = NodeConfig(kind="nokia_srlinux", addresses=tuple(lab.addresses(name)), gnmi=gnmi, logs=logs)
    models = ModelsConfig()
    models = models.model_copy(update={"backend": "none" if absent(models.embedded) else "embedded"})
    return Config(lab="demo", topology=str(home / "demo.clab.yml"), nodes=nodes, models=models)
