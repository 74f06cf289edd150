"""Blanks that are no spaces or too many, and the marks of a list or of inline code around a line. Pure."""

import re
from collections.abc import Sequence

from collectors.logs.values import Clock, Peel, Peeled

_ODD = re.compile("[\u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff\t]")
_AROUND = re.compile(
    r"(?:[-*•+] {1,4}|\d{1,6}\. {1,4})?`{1,3} ?(?P<code>[^`]{1,8000})`{0,3}\s*$|(?:[•+-]|\*(?= )) {1,8}"
    r"(?P<item>\S.*)$|`{1,3}(?P<open>\S.*)$"
)
_RUNS = re.compile(r" {2,}")


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """A text with plain blanks, one at a time, without a bullet or backticks."""
    bare = _RUNS.sub(" ", _ODD.sub(" ", text).strip())
    found = _AROUND.match(bare)
    if found:
        return (Peeled((found["code"] or found["item"] or found["open"]).strip()),)
    return (Peeled(bare),) if bare != text else ()


PEEL = Peel("blanks", strip)
