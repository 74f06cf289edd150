"""Tables that hold at any width: no cell of an identifier wraps; narrow columns shrink, then whole columns go. Where
nothing may go, what does not fit stands below its row.

Values come in, a renderable goes out; nothing is decided here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from clab.cleaning import clean

SEVERITY_STYLES = {"ACTION": "bold red", "WARNING": "yellow", "OK": "green"}
GAP = 2
"""Blanks between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """`least`: so few characters it may be cut to (0: it is never cut). `rank`: the highest goes first where the table
    is too wide all the same (0: it never goes)."""

    title: str
    rank: int = 0
    least: int = 0


Cell = str | tuple[str, str]
"""A text, or a text and its style."""


def fitted(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int, *, head: bool = True) -> Table:
    """The rows as a table of at most `width` characters; columns of which every cell is empty are left out."""
    return _table(columns, rows, _widths(columns, rows, width, head=head), head=head)


def natural_width(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> int:
    """How wide the table is where nothing is cut and nothing goes."""
    shown = [k for k, _ in enumerate(columns) if any(_text(row[k]) for row in rows)]
    return _total([_widest(columns[k], [row[k] for row in rows], head=True) for k in shown])


def with_lines_below(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], below: Sequence[str], width: int
) -> Group:
    """The rows as a table, each with a text of its own below it that wraps at the width."""
    wide = _widths(columns, rows, width, head=True)
    parts: list[Table | Padding] = []
    for number, (row, text) in enumerate(zip(rows, below, strict=True)):
        parts += [_table(columns, [row], wide, head=not number), Padding(Text(clean(text)), (0, 0, 0, GAP))]
    return Group(*parts)


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int, *, head: bool) -> dict[int, int]:
    """The columns that are shown, each with its width in characters."""
    shown = [k for k, _ in enumerate(columns) if any(_text(row[k]) for row in rows)]
    wide = {k: _widest(columns[k], [row[k] for row in rows], head=head) for k in shown}
    while _total([_least(columns[k], wide[k]) for k in shown]) > width:
        ranked = [k for k in shown if columns[k].rank]
        if not ranked:
            break
        shown.remove(max(ranked, key=lambda k: columns[k].rank))
    _shrink(columns, shown, wide, width)
    return {k: wide[k] for k in shown}


def _table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], wide: dict[int, int], *, head: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", show_header=head, padding=(0, GAP, 0, 0))
    for k in wide:
        table.add_column(columns[k].title, width=wide[k], no_wrap=True, overflow="ellipsis")
    for row in rows:
        table.add_row(*(_cell(row[k]) for k in wide))
    return table


def _text(cell: Cell) -> str:
    return clean(cell if isinstance(cell, str) else cell[0])


def _cell(cell: Cell) -> Text:
    return Text(_text(cell)) if isinstance(cell, str) else Text(_text(cell), style=cell[1])


def _widest(column: Column, cells: Sequence[Cell], *, head: bool) -> int:
    return max([cell_len(_text(cell)) for cell in cells] + ([len(column.title)] if head else []))


def _least(column: Column, width: int) -> int:
    return min(width, column.least) if column.least else width


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * max(0, len(widths) - 1)


def _shrink(columns: Sequence[Column], shown: Sequence[int], wide: dict[int, int], width: int) -> None:
    """Take what is too much from the columns that may be cut, the widest first."""
    while _total([wide[k] for k in shown]) > width:
        able = [k for k in shown if columns[k].least and wide[k] > columns[k].least]
        if not able:
            return
        wide[max(able, key=lambda k: wide[k] - columns[k].least)] -= 1
