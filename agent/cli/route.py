"""`labkeeper route`: which model words which task, and why; and another table, put into force."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from agent.app.console import err, out, print_json
from agent.app.model_setup import routing, routing_file
from agent.bench.models.proposal_file import proposed, put_in_force, target
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json
from agent.config.loading import load

app = command_app(help="Show which model words which task, and why.")


@app.callback(invoke_without_command=True)
def route(context: typer.Context, config: ConfigFile = None, as_json: Json = False) -> None:
    """Show which model words which task, and why."""
    if context.invoked_subcommand is None:
        run_route(config=config, as_json=as_json)


@app.command("apply")
def route_apply(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="A folder that bench models wrote.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    config: ConfigFile = None,
) -> None:
    """Put a result's proposed table into force, after asking; the old one is kept."""
    raise typer.Exit(run_apply(result, config=config, yes=yes))


def run_apply(folder: Path, *, config: Path | None, yes: bool) -> int:
    """Show what a result would change of the routing table, ask, and change it; 1 where the answer was no."""
    loaded = load(config)
    before, after, path = routing(loaded), proposed(folder), target(loaded)
    changed = [(task, before.route(task), route) for task, route in after.rows() if route != before.route(task)]
    if not changed:
        out().print(f"{path}: nothing to change", markup=False)
        return 0
    for task, old, new in changed:
        out().print(f"{task}\n  - {old.model}: {old.why}\n  + {new.model}: {new.why}", markup=False)
    if not yes and not _agreed(f"Write this to {path}?"):
        err().print("nothing was changed", markup=False)
        return 1
    written, kept = put_in_force(loaded, folder, datetime.now(UTC))
    out().print(f"{written}: in force; the old table is kept as {kept}", markup=False)
    err().print("labkeeper models lists which of its models are here", markup=False)
    return 0


def _agreed(question: str) -> bool:
    """Whether somebody says yes; nobody there is no."""
    err().print(f"{question} [y/N] ", end="", markup=False)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def run_route(*, config: Path | None, as_json: bool) -> None:
    """Show the routing table in force."""
    loaded = load(config)
    path, table = routing_file(loaded), routing(loaded)
    if as_json:
        print_json({"schema": 1, "file": str(path), **table.model_dump(mode="json")})
        return
    from rich.table import Table

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("task", "model", "lane", "what", "why"):
        shown.add_column(name, overflow="fold")
    for task, route in table.rows():
        shown.add_row(task, route.model, " or ".join(route.lanes), route.what, route.why)
    out().print(shown)
    for speed in table.speeds:
        rate = f"{speed.low:g}" if speed.low == speed.high else f"{speed.low:g}-{speed.high:g}"
        out().print(f"measured: {speed.size} {rate} tok/s, {speed.where}", markup=False)
    if table.without_slot:
        out().print(f"measured, without a slot: {', '.join(table.without_slot)}", markup=False)
    for mistake in table.mistakes:
        out().print(f"a model without a slot {mistake}", markup=False)
    err().print(f"from {path}; one model per task, no second choice", markup=False)
