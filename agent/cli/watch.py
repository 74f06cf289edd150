"""`labkeeper watch`: the running agent."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from agent.app.assembly import Agent, Places
from agent.app.console import err, write
from agent.app.event_lines import EventLines
from agent.app.model_access import open_model_access
from agent.app.pipeline import HOLD_NS, StartOptions, keep_what_is_loaded
from agent.app.scheduled_reports import Rounds
from agent.app.screen import ShownLab
from agent.app.steady_clock import SteadyClock
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Out, StateDir
from agent.cli.shared.beside_labs import WatchOptions, beside_labs, watch_labs
from agent.cli.shared.waiting import Shown, stopping, wait
from agent.config.loading import load, state_dir
from agent.detect.incident_registry import IncidentChange

app = command_app()


@app.command()
def watch(
    record: Annotated[Path | None, typer.Option(metavar="DIR", help="Write a recording, too.")] = None,
    lab: Annotated[str | None, typer.Option(metavar="NAME", help="Only this lab of those that run here.")] = None,
    sources: Annotated[bool, typer.Option("--sources", help="Show every source on a terminal.")] = False,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    out: Out = None,
) -> None:
    """Watch the labs that run here, or what the configuration names, until stopped."""
    raise typer.Exit(run_watch(config=config, state=state_dir, out_dir=out, record=record, lab=lab, sources=sources))


def run_watch(
    *,
    config: Path | None,
    state: Path | None,
    out_dir: Path | None,
    record: Path | None,
    lab: str | None = None,
    sources: bool = False,
) -> int:
    """Watch until stopped: 0 for SIGTERM, 130 for Ctrl-C."""
    loaded = load(config)
    keep_what_is_loaded()
    for warning in loaded.warnings:
        err().print(f"warning: {warning}", markup=False)
    if beside_labs(loaded, lab):
        return watch_labs(loaded, WatchOptions(state, out_dir, record, lab, sources))
    places = Places(state_dir(state, loaded.config.lab), out_dir or Path("labkeeper-reports"), record)
    engine = open_model_access(loaded, places.state)
    err().print(f"models: {engine.sovereignty if engine else 'no engine is asked'}", markup=False)
    told = engine is not None and loaded.config.narrate.watch
    narration = engine.narration(loaded.config.narrate.open_after_s) if engine and told else None
    with stopping() as stop:
        clock = SteadyClock()
        begin = StartOptions(hold_ns=HOLD_NS, down_at_start=True, host=clock)
        agent = Agent(loaded.config, places, _teller(clock), clock, narration, begin=begin)
        rounds = Rounds(loaded.config, agent.lab, agent.store, places.out, clock, engine)
        agent.start()
        rounds.start()
        err().print(
            f"watching {loaded.config.lab or 'the lab'}; reports in {places.out}/incidents; Ctrl-C stops", markup=False
        )
        try:
            wait(Shown(lambda: [_shown(agent)], agent.health, clock, sources), stop.event)
        finally:
            rounds.stop()
            left = [*agent.stop(), *(engine.close() if engine else ())]
            page = rounds.finish(places.state / "journal.sqlite")
            if page:
                err().print(f"digest: {page}", markup=False)
            for name in left:
                err().print(f"did not stop in time: {name}", markup=False)
    return stop.status


def _shown(agent: Agent) -> ShownLab:
    health = tuple(map(replace, agent.health()))
    named = {item.name.partition("-")[2] for item in health}
    nodes = tuple(node for node in agent.lab.nodes if node in named)
    return ShownLab(agent.lab.name or "the lab", agent.pipeline.view(), health, nodes)


def _teller(clock_ns: Callable[[], int]) -> Callable[[IncidentChange], None]:
    """Writes a line for each change that says something."""
    lines = EventLines()

    def tell(change: IncidentChange) -> None:
        line = lines.line(change, clock_ns())
        if line is not None:
            write(f"{line}\n")

    return tell
