"""Commands that put things into words, or check them."""

from pathlib import Path
from typing import Annotated

import typer

from agent.cli.options import (
    ConfigFile,
    Json,
    LabName,
    Out,
    Recorded,
    Since,
    Speak,
    StateDir,
    app,
    models_app,
    route_app,
)


@app.command()
def digest(
    log: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="What you typed: transcript, history.")] = None,
    since: Since = None,
    recording: Recorded = None,
    out: Out = None,
    lab: LabName = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Tell a lab session: incidents, what was changed, what is still broken."""
    from agent.commands.digest import Wanted, run_digest

    run_digest(Wanted(config, state_dir, recording, tuple(log or ()), since, lab), out_dir=out, as_json=as_json)


@app.command()
def brief(
    since: Since = None,
    recording: Recorded = None,
    lab: LabName = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    speak: Speak = False,
    as_json: Json = False,
) -> None:
    """Say how things stand in at most six bullets: OK, WARNING, ACTION."""
    from agent.commands.digest import Wanted, run_brief

    run_brief(Wanted(config, state_dir, recording, since=since, lab=lab), as_json=as_json, speak=speak)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION")],
    lane: Annotated[str | None, typer.Option(metavar="LANE", help="voice: sentence by sentence as they come.")] = None,
    recording: Recorded = None,
    lab: LabName = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    speak: Speak = False,
    as_json: Json = False,
) -> None:
    """Answer a question about the lab from measured facts."""
    from agent.commands.digest import DAY_NS, Wanted, run_ask, the_lane

    wanted = Wanted(config, state_dir, recording, lab=lab, back_ns=7 * DAY_NS)
    run_ask(question, wanted, lane=the_lane(lane), as_json=as_json, speak=speak)


@app.command()
def verify(
    incident: Annotated[Path, typer.Argument(metavar="INCIDENT.json", help="An incident, or a report's JSON twin.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A file of prose, or - for stdin.")],
    strict: Annotated[bool, typer.Option("--strict", help="What is not understood counts, too.")] = False,
    complete: Annotated[bool, typer.Option("--complete", help="What is left out counts, too.")] = False,
    as_json: Json = False,
) -> None:
    """Check anybody's words about an incident against its facts; exit 0 or 3."""
    from agent.commands.verify import run_verify

    raise typer.Exit(run_verify(incident, text, as_json=as_json, complete=complete, strict=strict))


@app.command()
def calls(
    task: Annotated[str | None, typer.Option(metavar="T", help="Only this task's.")] = None,
    since: Annotated[str | None, typer.Option(metavar="TIME", help="From 90m, 2h, 7d ago or a time on.")] = None,
    lab: LabName = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """List the calls of models: waits, loads, speeds, and how each ended."""
    from agent.commands.calls import run_calls

    run_calls(task=task, since=since, lab=lab, config=config, state=state_dir, as_json=as_json)


@route_app.callback()
def route(context: typer.Context, config: ConfigFile = None, as_json: Json = False) -> None:
    """Show which model words which task, and why."""
    from agent.commands.models import run_route

    if context.invoked_subcommand is None:
        run_route(config=config, as_json=as_json)


@route_app.command("apply")
def route_apply(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="A folder that bench models wrote.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    config: ConfigFile = None,
) -> None:
    """Put a result's proposed table into force, after asking; the old one is kept."""
    from agent.commands.models import run_apply

    raise typer.Exit(run_apply(result, config=config, yes=yes))


@models_app.callback()
def models(
    context: typer.Context, config: ConfigFile = None, state_dir: StateDir = None, as_json: Json = False
) -> None:
    """List the routed models: installed, pinned, in memory, remote."""
    from agent.commands.models import run_models

    if context.invoked_subcommand is None:
        run_models(config=config, state=state_dir, as_json=as_json)


@models_app.command("pin")
def models_pin(
    names: Annotated[list[str] | None, typer.Argument(metavar="[MODEL...]")] = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
) -> None:
    """Pin models to the digests they have now; a changed one is refused until pinned anew."""
    from agent.commands.models import run_pin

    run_pin(names or [], config=config, state=state_dir)
