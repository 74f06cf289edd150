"""`python -m tests.bench.lanes [--seed N] [--hours H] [--json]`: the lanes' own scheduler on a virtual clock."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from agent.app.console import out, print_json
from agent.bench.lanes.machine import ASSUMED
from tests.bench.lanes.measure import Figures, Result, Spread, measure

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


def main(arguments: Sequence[str]) -> int:
    """Measure, show, and hold to the aims; 1 where one is not met."""
    parser = ArgumentParser("python -m tests.bench.lanes")
    parser.add_argument("--seed", type=int, default=1, help="of the workload")
    parser.add_argument("--hours", type=float, default=72.0, help="of virtual time, for each kind of day")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(arguments)
    result = measure(wanted.seed, wanted.hours)
    if wanted.json:
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
