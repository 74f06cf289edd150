"""A drill's score as people see it."""

from collections.abc import Iterator
from pathlib import Path

from rich.table import Table
from rich.text import Text

from agent.app.console import err, out
from agent.drill.score import Row, Verdict, summary

COLUMNS = ("fault", "at", "found", "cause", "first line", "incident", "behind", "time error")
"""Seconds from the strike to the routers' own first line and to the open incident, and what lies between them."""


def show_score(verdict: Verdict, folder: Path) -> None:
    """Print a drill's score: a row for each fault, what falls short in words, and the whole in a line."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in COLUMNS:
        table.add_column(name, overflow="fold")
    for row in verdict.rows:
        table.add_row(*_cells(row))
    out().print(table)
    for text in _shortcomings(verdict):
        out().print(text, markup=False)
    _close(verdict, folder)


def _cells(row: Row) -> tuple[str | Text, ...]:
    if row.status != "played":
        return row.name, row.target or "-", row.status.replace("_", " ")
    likely = f" ({row.certainty})" if row.certainty not in (None, "proved", "unknown") else ""
    mark = Text("yes", "green") if row.found else Text("NO", "bold red")
    none = f"note: {', '.join(row.noted).replace('_', ' ')}" if row.noted else "-"
    cause = Text(f"{row.cause or none}{likely}", "" if row.right else "bold red")
    return row.name, row.target, mark, cause, *map(_s, (row.line_s, row.incident_s, row.behind_s, row.error_s))


def _shortcomings(verdict: Verdict) -> Iterator[str]:
    for row in verdict.rows:
        if row.reason:
            yield f"{row.name}: {row.reason}"
        yield from (f"{row.name}: {why}" for why in row.why)
    for incident in verdict.false:
        yield f"false incident {incident['id']}: {incident['cause']['type']} at {incident['started_at']}"
    yield from (f"NOT MENDED: {text}" for text in verdict.left)


def _close(verdict: Verdict, folder: Path) -> None:
    told = summary(verdict)
    found = f"{told['found']} of {told['played']} found, {told['cause_right']} causes right"
    found += f", {told['placed']} of {told['placeable']} places right" if told["placeable"] else ""
    false = f"{told['false_incidents']} false incidents, {told['retracted']} withdrawn"
    soon = f"half of them open within {_s(told['incident_s_p50'])}, {_s(told['behind_first_line_s_p50'])} behind"
    out().print(f"{found}, {false}; {soon} the routers' own first line", markup=False)
    err().print(f"recording with truth: {folder} (labkeeper bench detector {folder})", markup=False)


def _s(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f} s"
