"""A file's name before each line, as `grep`, `zgrep` and `tail -f` on many files print it. Pure."""

import re
from collections.abc import Sequence

from collectors.logs.values import Clock, Peel, Peeled

_NAME = re.compile(r"[\w./~@+=-]{1,255}[:-](?:\d{1,9}[:-](?!\d\d[-/:]))? {0,4}(?=[*.\d\[<A-Z{])")


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """The line behind a file's name."""
    found = _NAME.match(text)
    return (Peeled(text[found.end() :]),) if found and ("." in found[0] or "/" in found[0] or ":" in found[0]) else ()


PEEL = Peel("grep", strip)
