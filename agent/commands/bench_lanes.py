"""`labkeeper bench lanes`: the lanes' own scheduler on a virtual clock, beside first in, first out."""

from dataclasses import asdict
from typing import Any

from agent.console import out, print_json
from agent.lanebench.machine import ASSUMED
from agent.lanebench.measure import Result, Spread, measure


def run_bench(*, seed: int, hours: float, as_json: bool) -> int:
    """Measure, show, and hold to the aims; 1 where one is not met."""
    result = measure(seed, hours)
    if as_json:
        print_json(_json(result))
    else:
        _show(result)
    return 0 if all(each.met for each in result.aims) else 1


def _json(result: Result) -> dict[str, Any]:
    return {"schema": 1, "simulated": True, "assumed": list(ASSUMED), **asdict(result)}


def _show(result: Result) -> None:
    from rich.table import Table

    console = out()
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("voice: words to first token, p50 / p99 / worst")
    for each in result.figures:
        table.add_column(each.policy, justify="right")
    rows = {
        "without background work": [_spread(each.idle) for each in result.figures],
        "with it": [_spread(each.loaded) for each in result.figures],
        "later than without": [_spread(each.extra) for each in result.figures],
        "held up, its own load and prompt left out": [_spread(each.held) for each in result.figures],
        "model loads": [str(each.loads) for each in result.figures],
        "background requests": [str(each.background) for each in result.figures],
        "taken back for voice": [str(each.preempted) for each in result.figures],
        "background time lost by that": [f"{each.lost:.1%}" for each in result.figures],
        "oldest wait in the background": [f"{each.oldest_s:.0f} s" for each in result.figures],
        "longest background job": [f"{each.longest_job_s:.0f} s" for each in result.figures],
    }
    for name, cells in rows.items():
        table.add_row(name, *cells)
    console.print(table)
    turns = result.figures[0].turns
    console.print(f"{result.hours:g} h of virtual time, {turns} voice turns, seed {result.seed}", markup=False)
    for aim in result.aims:
        mark = "ok  " if aim.met else "FAIL"
        console.print(f"{mark} {aim.what}: {aim.measured:.3g} (aim {aim.limit:.3g})", markup=False)
    for line in ASSUMED:
        console.print(f"assumed: {line}", markup=False)


def _spread(spread: Spread) -> str:
    return f"{spread.p50:.2f} / {spread.p99:.2f} / {spread.worst:.2f} s"
