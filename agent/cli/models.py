"""`labkeeper models`: which of the routed models are here, and pinned to what."""

from pathlib import Path
from typing import Annotated

import typer

from agent.app.console import err, out, print_json
from agent.app.model_rows import ModelRow, model_rows, models_json
from agent.app.model_setup import routing
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, StateDir
from agent.config.loading import load, state_dir
from agent.models.api import InstalledModel, ModelFailure
from agent.models.backends import build
from agent.models.backends.digest_pins import Pins, pins_in
from agent.models.backends.model_names import find
from agent.models.backends.sovereignty import sovereignty_note

app = command_app(help="List the routed models, or pin them to their digests.")


@app.callback(invoke_without_command=True)
def models(
    context: typer.Context, config: ConfigFile = None, state_dir: StateDir = None, as_json: Json = False
) -> None:
    """List the routed models: installed, pinned, in memory, remote."""
    if context.invoked_subcommand is None:
        run_models(config=config, state=state_dir, as_json=as_json)


@app.command("pin")
def models_pin(
    names: Annotated[list[str] | None, typer.Argument(metavar="[MODEL...]")] = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
) -> None:
    """Pin models to the digests they have now; a changed one is refused until pinned anew."""
    run_pin(names or [], config=config, state=state_dir)


def run_models(*, config: Path | None, state: Path | None, as_json: bool) -> None:
    """Show the routed models as the engine has them."""
    loaded = load(config)
    pins = pins_in(state_dir(state, loaded.config.lab), loaded.config.models.server)
    engine = build(loaded.config.models, pins)
    try:
        status = engine.status()
        rows = model_rows(loaded, engine, pins)
    finally:
        engine.close()
    note = sovereignty_note(status)
    if as_json:
        print_json(models_json(status, rows))
    else:
        _show(rows)
    err().print(note.line, markup=False)


def _show(rows: tuple[ModelRow, ...]) -> None:
    from rich.table import Table

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("model", "tasks", "state", "digest", "size", "in memory"):
        shown.add_column(name, overflow="fold")
    for row in rows:
        digest = row.digest[:12] if row.digest is not None else "-"
        size = f"{row.size / 1e9:.1f} GB" if row.size is not None else "-"
        share = f"{row.loaded.vram / max(1, row.loaded.size):.0%} on the GPU" if row.loaded else "no"
        shown.add_row(row.model, ", ".join(row.tasks), row.state, digest, size, share)
    out().print(shown)


def run_pin(names: list[str], *, config: Path | None, state: Path | None) -> None:
    """Pin models to the digests they have now: the ones named, else every routed one that is here."""
    loaded = load(config)
    pins = pins_in(state_dir(state, loaded.config.lab), loaded.config.models.server)
    engine = build(loaded.config.models, pins)
    try:
        installed = engine.installed()
    finally:
        engine.close()
    wanted = names or [model for model in routing(loaded).models() if find(installed, model)]
    if not wanted:
        raise ModelFailure("missing", "no routed model is installed", "labkeeper models lists what is missing")
    for name in wanted:
        _pin(pins, name, find(installed, name))


def _pin(pins: Pins, name: str, here: InstalledModel | None) -> None:
    if here is None:
        raise ModelFailure("missing", f"model {name!r} is not installed", "labkeeper models lists what is")
    if here.remote:
        raise ModelFailure("refused", f"model {name!r} answers from another machine and is not pinned", "")
    before = pins.of(name)
    pins.pin(name, here.digest)
    change = "" if before in (None, here.digest) else f" (was {(before or '')[:12]})"
    out().print(f"{name} {here.digest[:12]}{change}", markup=False)
