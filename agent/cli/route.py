"""`labkeeper route`: which model words which task, and why."""

from pathlib import Path

from agent.app.console import err, out, print_json
from agent.app.model_setup import routing, routing_file
from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json
from agent.config.loading import load

app = command_app()


@app.command()
def route(config: ConfigFile = None, as_json: Json = False) -> None:
    """Show which model words which task, and why."""
    run_route(config=config, as_json=as_json)


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
