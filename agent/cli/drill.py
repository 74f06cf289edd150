"""`labkeeper drill`: breaks a running lab in known ways, and shows how well it was found out."""

import difflib
import signal
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from agent.app.console import err, out, print_json
from agent.app.watch.lab_agent import Dependencies
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, StateDir
from agent.config.loading import load, state_dir
from agent.drill.cleanup import undo
from agent.drill.discovery import not_established, survey
from agent.drill.fault import Fault, Impossible, all_faults
from agent.drill.journal import RestoreJournal
from agent.drill.layout import Layout, laid_out, takes_s
from agent.drill.report import show_score
from agent.drill.score import verdict_json
from agent.drill.session import Conduct
from agent.drill.targets import Stage
from agent.failure import Failure, UsageFailure
from clab.discovery import Discovery
from clab.docker_driver import DockerDriver
from clab.docker_engine import DockerEngine, EngineError
from clab.running_lab import FoundLab
from collectors.sources.clab_events import why_not

app = command_app()


@app.command()
def drill(
    lab: Annotated[str | None, typer.Argument(metavar="[LAB]", help="A running lab; needed where several run.")] = None,
    faults: Annotated[str | None, typer.Option(metavar="A,B", help="Only these faults.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the faults; nothing is touched.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before the lab is touched.")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where the recording is written.")] = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Break a running lab in known ways, watch it be found out, and put it right again."""
    if list_:
        list_faults(as_json=as_json)
        return
    raise typer.Exit(run_drill(DrillOptions(lab, faults, yes, as_json, out, config, state_dir)))


AGAIN_S = 45.0
"""How long sessions that are not up are given to come up before the first fault."""

SHOW = "labkeeper drill --list shows them"


@dataclass(frozen=True, slots=True)
class DrillOptions:
    """What the call asks for."""

    lab: str | None = None
    faults: str | None = None
    yes: bool = False
    as_json: bool = False
    out_dir: Path | None = None
    config: Path | None = None
    state: Path | None = None


def list_faults(*, as_json: bool) -> None:
    """Print every fault: its name, what it does, and which cause is a right answer."""
    rows = all_faults()
    if as_json:
        found = [
            {"name": name, "what": item.what, "causes": list(item.causes), "by_name": item.by_name}
            for name, item in rows.items()
        ]
        print_json({"schema": 1, "faults": found})
        return
    for name, row in rows.items():
        right = " or ".join(row.causes) or "no incident"
        only = f"; only with --faults {name}" if row.by_name else ""
        out().print(f"{name:17} {row.what:44} {right}{only}", markup=False)


def run_drill(options: DrillOptions) -> int:
    """Drill a lab; 0 where everything was found and nothing else, 1 where something fell short, 130 after Ctrl-C."""
    chosen(options.faults)
    engine = DockerEngine()
    found = _look(engine, options.lab)
    if not options.yes and not sys.stdin.isatty():
        what = f"drill breaks things in lab {found.name!r} and puts them right again; nobody is here to agree to that"
        raise UsageFailure(what, "run it on a terminal, or with --yes")
    driver = DockerDriver(engine.url, {name: node.container_id for name, node in found.nodes.items()})
    try:
        return _drill(
            options, found, driver, Dependencies(load(options.config).config, engine, clab_events=not why_not())
        )
    finally:
        driver.close()
        engine.close()


def _look(engine: DockerEngine, lab: str | None) -> FoundLab:
    try:
        return pick_lab(Discovery(engine).labs(), lab)
    except EngineError as error:
        raise Failure(error.what, error.hint) from error


def chosen(text: str | None) -> dict[str, Fault]:
    """The faults that are named; without names all but those that reach beyond the lab.

    Raises:
        UsageFailure: a name is none, or there is none.
    """
    known = all_faults()
    if text is None:
        return {name: item for name, item in known.items() if not item.by_name}
    chosen = {}
    for name in filter(None, (part.strip() for part in text.split(","))):
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            raise UsageFailure(f"--faults: no fault {name!r}", f"did you mean {near[0]}?" if near else SHOW)
        chosen[name] = known[name]
    if not chosen:
        raise UsageFailure("--faults: names no fault", SHOW)
    return chosen


def pick_lab(labs: Mapping[str, FoundLab], name: str | None) -> FoundLab:
    """The lab that is named, or the only one.

    Raises:
        UsageFailure: it is not there, or there are several.
    """
    names = ", ".join(labs) or "none"
    if name is not None and name not in labs:
        raise UsageFailure(f"no lab {name!r} runs here", f"running labs: {names}")
    if name is None and len(labs) != 1:
        hint = f"name one of them: {names}" if labs else "sudo containerlab deploy -t topologies/frr-diamond"
        raise UsageFailure(f"{len(labs) or 'no'} labs run here", hint)
    return labs[name] if name is not None else next(iter(labs.values()))


def _drill(options: DrillOptions, found: FoundLab, driver: DockerDriver, means: Dependencies) -> int:
    faults = chosen(options.faults)
    folder = _folder(options.out_dir, found.name)
    with RestoreJournal(state_dir(options.state, found.name)) as journal:
        if journal.owed() is not None:
            _undo(journal, driver, found)
            found = _look(means.engine, found.name)
        _wait_whole(found, driver)
        stage = survey(found.lab, _running(found), driver)
        layout = laid_out(stage, faults, driver)
        _announce(stage, layout)
        if not options.yes and not _agreed(stage):
            err().print("nothing was touched")
            return 0
        stop, ended_by = _signals()
        verdict = Conduct(stage, driver, journal, means, folder, _say, stop).run(layout)
    if options.as_json:
        print_json(verdict_json(stage.lab, verdict, folder))
    else:
        show_score(verdict, folder)
    if ended_by:
        return 130 if signal.SIGINT in ended_by else 0
    return 0 if verdict.clean else 1


def _folder(wanted: Path | None, lab: str) -> Path:
    """Where the recording goes.

    Raises:
        UsageFailure: something else is there.
    """
    folder = wanted or Path("labkeeper-drill") / f"{lab}-{datetime.now(UTC).strftime('%Y%m%d-%H%M%S')}"
    if folder.is_file() or (folder.exists() and any(folder.iterdir())):
        raise UsageFailure(f"--out: {folder} is not an empty folder", "a recording needs a folder of its own")
    return folder


def _undo(journal: RestoreJournal, driver: DockerDriver, found: FoundLab) -> None:
    """Mend what an earlier drill left."""
    left = undo(journal, driver, _say)
    if left:
        raise Failure(f"lab {found.name}: not mended: {left[0]}", f"deploy it again, then delete {journal.path}")


def _wait_whole(found: FoundLab, driver: DockerDriver) -> None:
    """Give sessions that are not up (after an earlier drill, or a deploy) time to come; those that do not are named."""
    deadline = time.monotonic() + AGAIN_S
    while (down := not_established(found.nodes, driver)) and time.monotonic() < deadline:
        time.sleep(0.5)
    if down:
        _say(f"not established, and left out of the drill: {', '.join(down)}")


def _running(found: FoundLab) -> list[str]:
    still = sorted(name for name, node in found.nodes.items() if node.state != "running")
    if still:
        states = ", ".join(f"{name} is {found.nodes[name].state}" for name in still)
        raise Failure(f"lab {found.name}: not all nodes run: {states}", "start them, or deploy the lab again")
    return list(found.nodes)


def _signals() -> tuple[threading.Event, list[int]]:
    """The first Ctrl-C or SIGTERM ends the drill in order; mending is not cut short by more of them."""
    stop, ended_by = threading.Event(), list[int]()

    def end(number: int, frame: object) -> None:
        ended_by.append(number)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)
    return stop, ended_by


def _announce(stage: Stage, layout: Layout) -> None:
    minutes = max(1, round(takes_s(layout) / 60))
    _say(f"lab {stage.lab}: {len(stage.running)} FRR routers, {len(stage.sessions)} sessions up")
    for name, fault, plan in layout:
        where = f"cannot be had here: {plan.reason}" if isinstance(plan, Impossible) else f"at {plan.target}"
        _say(f"  {name:17} {fault.what} {where}")
    _say(f"about {minutes} minute{'s' if minutes > 1 else ''}; everything is put right again, after Ctrl-C, too")


def _agreed(stage: Stage) -> bool:
    err().print(f"break lab {stage.lab} in these ways, and put it right after each? \\[y/N] ", end="")
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _say(line: str) -> None:
    err().print(line, markup=False)
