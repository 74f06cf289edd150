"""A table's row, Markdown's, CSV's or tabs': any of its cells can hold log lines, parted by `<br>`, and one that is
nothing but a full stamp is when the others were received. Pure."""

import csv
import re
from collections.abc import Iterable, Sequence

from collectors.logs.frame.stamps import stamp_at
from collectors.logs.values import Clock, Peel, Peeled, Stamp

_BREAK = re.compile(r"<br ?/?>|&lt;br ?/?&gt;|\\n(?=[A-Z<\d*.])", re.IGNORECASE)
AT_MOST = 64


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """A row's cells, or the lines of a cell."""
    bare = text.strip()
    if _BREAK.search(bare):
        return _texts(_BREAK.split(bare, AT_MOST))
    if bare.startswith("|") and bare.count("|") > 2:
        return _row(bare.strip("|").split("|", AT_MOST) if " | " in bare else (), clock)
    if '",' in bare or '";' in bare or (bare.endswith('"') and ',"' in bare):
        return _row(_fields(bare), clock)
    return ()


def _fields(row: str) -> list[str]:
    """A row's values, parted by the sign that stands most between quotes."""
    sign = max(",;\t", key=lambda item: row.count(f'"{item}'))
    try:
        return next(csv.reader([row], delimiter=sign, doublequote=True), [])[:AT_MOST]
    except csv.Error:
        return []


def _row(cells: Sequence[str], clock: Clock) -> Sequence[Peeled]:
    """A row's texts, with the row's stamp."""
    whole = ((cell.strip(), stamp_at(cell.strip(), 0, clock)) for cell in cells)
    received = next((at for cell, at in whole if at and at.calendar == "full" and at.end == len(cell)), None)
    return _texts(cells, received)


def _texts(parts: Iterable[str], received: Stamp | None = None) -> Sequence[Peeled]:
    return tuple(Peeled(part.strip(), received) for part in parts if len(part.strip()) > 12)


PEEL = Peel("cells", strip)
