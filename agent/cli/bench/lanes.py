"""`labkeeper bench lanes`: the lanes' own scheduler on a virtual clock, beside first in, first out."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from agent.app.console import out, print_json
from agent.bench.lanes.machine import ASSUMED
from agent.bench.lanes.measure import Figures, Result, Spread, measure
from agent.cli.command_group import command_app
from agent.cli.options import Json

app = command_app()


@app.command()
def bench_lanes(
    seed: Annotated[int, typer.Option(metavar="N", help="Of the workload.")] = 1,
    hours: Annotated[
        float, typer.Option(metavar="H", min=0.25, max=240, help="Of virtual time, for each kind of day.")
    ] = 72,
    as_json: Json = False,
) -> None:
    """Drive the lanes' own scheduler with a mixed workload on a virtual clock."""
    raise typer.Exit(run_bench(seed=seed, hours=hours, as_json=as_json))


COLUMNS = (
    "day",
    "policy",
    "voice, idle",
    "voice, busy",
    "later",
    "held up",
    "loads",
    "requests",
    "taken back",
    "time lost",
    "oldest wait",
    "in quiet",
    "longest job",
)


def run_bench(*, seed: int, hours: float, as_json: bool) -> int:
    """Measure, show, and hold to the aims; 1 where one is not met."""
    result = measure(seed, hours)
    if as_json:
        print_json(_json(result))
    else:
        _show(result)
    return 0 if all(aim.met for aim in result.aims) else 1


def _json(result: Result) -> dict[str, Any]:
    return {"schema": 1, "simulated": True, "assumed": list(ASSUMED), **asdict(result)}


def _show(result: Result) -> None:
    from rich.table import Table

    console = out()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in COLUMNS:
        table.add_column(name, justify="left" if name in COLUMNS[:2] else "right")
    for figure in result.figures:
        table.add_row(*_cells(figure))
    console.print(table)
    console.print(
        f"voice: seconds from the words to the first token, p50 / p99; {result.hours:g} h of virtual time a day, "
        f"{result.figures[0].turns} to {max(item.turns for item in result.figures)} voice turns, seed {result.seed}",
        markup=False,
    )
    for aim in result.aims:
        mark = "ok  " if aim.met else "FAIL"
        console.print(f"{mark} {aim.what}: {aim.measured:.3g} (aim {aim.limit:.3g})", markup=False)
    for line in ASSUMED:
        console.print(f"assumed: {line}", markup=False)


def _cells(figures: Figures) -> tuple[str, ...]:
    return (
        figures.day,
        figures.policy,
        _spread(figures.idle),
        _spread(figures.loaded),
        _spread(figures.later),
        _spread(figures.held),
        str(figures.loads),
        str(figures.background),
        str(figures.preempted),
        f"{figures.lost:.1%}",
        f"{figures.oldest_s:.0f} s",
        f"{figures.quiet_wait_s:.0f} s",
        f"{figures.longest_job_s:.0f} s",
    )


def _spread(spread: Spread) -> str:
    return f"{spread.p50:.2f} / {spread.p99:.2f}"
