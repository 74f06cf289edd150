"""`labkeeper route` and `labkeeper models`: which model words which task, and which of them are here."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent.app.console import err, out, print_json
from agent.app.model_setup import routing, routing_file
from agent.bench.models.proposal_file import proposed, put_in_force, target
from agent.config.loading import Loaded, load, state_dir
from agent.models.api import InstalledModel, LoadedModel, ModelBackend, ModelFailure
from agent.models.backends import build
from agent.models.backends.digest_pins import Pins, pins_in
from agent.models.backends.model_names import find
from agent.models.backends.sovereignty import sovereignty_note


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
    if not yes and not ask(f"Write this to {path}?"):
        err().print("nothing was changed", markup=False)
        return 1
    written, kept = put_in_force(loaded, folder, datetime.now(UTC))
    out().print(f"{written}: in force; the old table is kept as {kept}", markup=False)
    return 0


def ask(question: str) -> bool:
    """A question that only yes answers with yes; nobody there is no."""
    err().print(f"{question} [y/N] ", end="", markup=False)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A routed model: where it is used, and what is here of it."""

    name: str
    tasks: tuple[str, ...]
    here: InstalledModel | None
    pinned: str | None
    memory: LoadedModel | None

    @property
    def state(self) -> str:
        """In one word or two, whether it may be used."""
        if self.here is None:
            return "missing"
        if self.here.remote:
            return "refused: remote"
        if self.pinned is None:
            return "not pinned yet"
        return "pinned" if self.pinned == self.here.digest else "refused: changed"

    def data(self) -> dict[str, Any]:
        """For machines."""
        here, memory = self.here, self.memory
        return {
            "model": self.name,
            "tasks": list(self.tasks),
            "state": self.state,
            "installed": here is not None,
            "digest": here.digest if here else None,
            "pinned": self.pinned,
            "size": here.size if here else None,
            "remote": here.remote if here else None,
            "loaded": {"size": memory.size, "vram": memory.vram, "context": memory.context} if memory else None,
        }


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
        head = {"engine": status.engine, "version": status.version, "where": status.where, "cloud": status.cloud}
        print_json({"schema": 1, "engine": head, "models": [row.data() for row in rows]})
    else:
        _show(rows)
    err().print(note.line, markup=False)


def model_rows(loaded: Loaded, engine: ModelBackend, pins: Pins) -> tuple[ModelRow, ...]:
    """Every routed model with what the engine has of it."""
    table = routing(loaded)
    installed, memory = engine.installed(), {item.digest: item for item in engine.loaded()}
    rows = []
    for name in table.models():
        tasks = tuple(task for task, route in table.rows() if route.model == name)
        here = find(installed, name)
        rows.append(ModelRow(name, tasks, here, pins.of(name), memory.get(here.digest) if here else None))
    return tuple(rows)


def _show(rows: tuple[ModelRow, ...]) -> None:
    from rich.table import Table

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("model", "tasks", "state", "digest", "size", "in memory"):
        shown.add_column(name, overflow="fold")
    for row in rows:
        digest = row.here.digest[:12] if row.here else "-"
        size = f"{row.here.size / 1e9:.1f} GB" if row.here else "-"
        share = f"{row.memory.vram / max(1, row.memory.size):.0%} on the GPU" if row.memory else "no"
        shown.add_row(row.name, ", ".join(row.tasks), row.state, digest, size, share)
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
