"""A mail's or a forum's quoting before a line: `> `, `>> `, `| `, and quotation marks around it. Pure."""

import re
from collections.abc import Sequence

from collectors.logs.values import Clock, Peel, Peeled

_QUOTED = re.compile(r"\s{0,16}(?:(?:>|&gt;|\|(?! *\S{1,40} *\|)|#|//|;) {0,4}){1,12}")
_MARKS = {'"': '"', "'": "'", "\u201c": "\u201d", "\u00ab": "\u00bb"}


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """What was quoted; a table's row is no quotation."""
    if text.lstrip()[:1] == "|" == text.rstrip()[-1:] and text.count("|") > 2:
        return ()
    found = _QUOTED.match(text)
    if found and found.end() < len(text):
        return (Peeled(text[found.end() :]),)
    bare = text.strip().rstrip(",")
    if len(bare) > 2 and _MARKS.get(bare[0]) == bare[-1]:
        return (Peeled(bare[1:-1].replace('\\"', '"').replace('""', '"')),)
    return ()


PEEL = Peel("quotes", strip)
