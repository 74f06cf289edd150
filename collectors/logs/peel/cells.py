"""A table's row, Markdown's, CSV's or tabs': any of its cells can hold log lines, parted by `<br>`. Pure."""

import re
from collections.abc import Iterable, Sequence

from collectors.logs.values import Clock, Peel, Peeled

_BREAK = re.compile(r"<br ?/?>|&lt;br ?/?&gt;|\\n(?=[A-Z<\d*.])", re.IGNORECASE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.|""){0,8000})"(?=[,;\t]|\s*$)')
AT_MOST = 64


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """A row's cells, or the lines of a cell."""
    bare = text.strip()
    if _BREAK.search(bare):
        return _texts(_BREAK.split(bare, AT_MOST))
    if bare.startswith("|") and bare.count("|") > 2:
        return _texts(bare.strip("|").split("|", AT_MOST) if " | " in bare else ())
    if '",' in bare or '";' in bare or (bare.endswith('"') and ',"' in bare):
        return _texts(each.replace('""', '"') for each in _QUOTED.findall(bare)[:AT_MOST])
    return ()


def _texts(parts: Iterable[str]) -> Sequence[Peeled]:
    return tuple(Peeled(each.strip()) for each in parts if len(each.strip()) > 12)


PEEL = Peel("cells", strip)
