"""A log line that begins in the middle of another: behind a prompt, a program's output, or a remark. Pure."""

import re
from collections.abc import Sequence

from collectors.logs.frame.stamps import BEGIN
from collectors.logs.values import Clock, Peel, Peeled

_BEGIN = re.compile(BEGIN)
FURTHEST = 400


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """The rest from the first header that begins behind something else."""
    found = _BEGIN.search(text[:FURTHEST], 1)
    return (Peeled(text[found.start() :]),) if found else ()


PEEL = Peel("within", strip)
