"""Commands beside labs, live or recorded."""

from pathlib import Path
from typing import Annotated

import typer

from agent.cli.options import ConfigFile, Json, LabName, Narrate, Out, Since, StateDir, app


@app.command()
def analyze(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A recording, or a folder of logs.")],
    topology: Annotated[Path | None, typer.Option(metavar="FILE", help="The lab's *.clab.yml.")] = None,
    timezone: Annotated[str | None, typer.Option(metavar="TZ", help="Of log stamps without a zone.")] = None,
    session_log: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="What an operator typed: transcript, history, notes.")
    ] = None,
    out: Out = None,
    narrate: Narrate = False,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Find the incidents in a recording or in last night's logs."""
    from agent.commands.analyze import run_analyze

    run_analyze(
        folder,
        topology=topology,
        timezone=timezone,
        as_json=as_json,
        out_dir=out,
        config=config,
        session_logs=session_log,
        narrate=narrate,
        state=state_dir,
    )


@app.command()
def demo(out: Out = None) -> None:
    """Run the whole agent on an embedded lab: a link fails, a prefix limit trips."""
    from agent.commands.demo import run_demo

    raise typer.Exit(run_demo(out_dir=out))


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
    from agent.commands.watch import run_watch

    raise typer.Exit(run_watch(config=config, state=state_dir, out_dir=out, record=record, lab=lab, sources=sources))


@app.command()
def labs(config: ConfigFile = None, as_json: Json = False) -> None:
    """List the labs that run here, and what can and cannot be watched of each node."""
    from agent.commands.labs import run_labs

    run_labs(config=config, as_json=as_json)


@app.command()
def wait(
    lab: Annotated[str | None, typer.Option(metavar="NAME", help="A lab; needed where several run.")] = None,
    stable: Annotated[str, typer.Option(metavar="TIME", help="For how long every session must be up.")] = "10s",
    timeout: Annotated[str, typer.Option(metavar="TIME", help="When to give up.")] = "5m",
    sessions: Annotated[str | None, typer.Option(metavar="A-B,...", help="Only these sessions.")] = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Wait until the lab's BGP sessions are up and stay up: exit 0, or 3 with what is missing and why."""
    from agent.commands.wait import WaitOptions, run_wait

    raise typer.Exit(run_wait(WaitOptions(lab, stable, timeout, sessions, config, state_dir, as_json)))


@app.command()
def incidents(
    words: Annotated[list[str] | None, typer.Argument(metavar="[ID | close ID]")] = None,
    lab: Annotated[str | None, typer.Option(metavar="NAME", help="Only those of this lab.")] = None,
    since: Since = None,
    last: Annotated[int | None, typer.Option(metavar="N", min=1, help="Only the newest.")] = None,
    why: Annotated[str | None, typer.Option(metavar="TEXT", help="With close: the reason, which is kept.")] = None,
    out: Out = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """List the incidents that were found while watching, or close one by hand."""
    from agent.commands.incidents import Places, Selection, run_close, run_incidents
    from agent.failure import UsageFailure

    match words or []:
        case [] | [_] as named if named != ["close"]:
            if why is not None:
                raise UsageFailure("--why belongs to: labkeeper incidents close ID")
            wanted = Selection(next(iter(named), None), lab, since, last)
            run_incidents(wanted, config=config, state=state_dir, as_json=as_json)
        case ["close", id_]:
            run_close(id_, why, lab, Places(config, state_dir, out))
        case _:
            raise UsageFailure(f"incidents {' '.join(words or [])!r}: expected nothing, ID, or close ID")


@app.command()
def report(
    id_: Annotated[str, typer.Argument(metavar="ID")],
    out: Out = None,
    narrate: Narrate = False,
    lab: LabName = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
) -> None:
    """Print an incident's report."""
    from agent.commands.report import Places, run_report

    run_report(id_, out_dir=out, narrate=narrate, places=Places(config, state_dir, lab))


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
    from agent.commands.drill import DrillOptions, list_faults, run_drill

    if list_:
        list_faults(as_json=as_json)
        return
    raise typer.Exit(run_drill(DrillOptions(lab, faults, yes, as_json, out, config, state_dir)))


@app.command()
def doctor(config: ConfigFile = None, state_dir: StateDir = None, as_json: Json = False) -> None:
    """What is reachable, what is missing, what to do."""
    from agent.commands.doctor import run_doctor

    run_doctor(config=config, state=state_dir, as_json=as_json)
