"""A line number before a line, as editors, `cat -n`, `less -N` and web pages print it. Pure."""

import re
from collections.abc import Sequence

from collectors.logs.values import Clock, Peel, Peeled

_NUMBER = re.compile(r"\s{0,12}(?:L|line )?\d{1,7}(?:[:.)\]|-]{1,2}\s{0,8}|\s{1,8})(?=\S)")


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """The line behind its number."""
    found = _NUMBER.match(text)
    return (Peeled(text[found.end() :]),) if found else ()


PEEL = Peel("numbers", strip)
