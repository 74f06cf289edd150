"""Tables that read the same on a terminal and as Markdown: pipes, and columns of one width. Pure."""

import math
from collections.abc import Sequence

from agent.bench.models.statistics import Interval


def table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """A table; the columns numbered in `right` stand to the right."""
    cells = [[_clean(cell) for cell in row] for row in (head, *rows)]
    widths = [max(3, *(len(row[k]) for row in cells)) for k in range(len(head))]
    rule = [("-" * (width - 1) + ":" if k in right else "-" * width) for k, width in enumerate(widths)]
    lines = [cells[0], rule, *cells[1:]]
    return "\n".join("| " + " | ".join(_padded(row, widths, right)) + " |" for row in lines)


def _padded(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> list[str]:
    return [
        cell.rjust(width) if k in right else cell.ljust(width)
        for k, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def _clean(cell: str) -> str:
    return " ".join(cell.replace("|", "/").split())


def shortened(text: str, width: int) -> str:
    """A text that fits, without its middle: names differ at their ends."""
    if len(text) <= width:
        return text
    tail = (width - 1) // 2
    return f"{text[: width - 1 - tail]}…{text[len(text) - tail :]}"


def percent(share: float) -> str:
    """A share as people read it."""
    return f"{share * 100:.0f} %"


def points(difference: float) -> str:
    """A difference of shares."""
    return f"{difference * 100:.0f} points" if math.isfinite(difference) else "nothing"


def interval(found: Interval) -> str:
    """An interval of a share, in percent."""
    return f"{found.low * 100:.0f}–{found.high * 100:.0f}"
