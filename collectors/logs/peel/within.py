"""A log line that begins in the middle of another: behind a prompt, a program's output, or a remark. Pure."""

import re
from collections.abc import Sequence

from collectors.logs.values import Clock, Peel, Peeled

_BEGIN = re.compile(
    r"<\d{1,3}>(?=[*.A-Z\d])|(?:RP|LC)/\d{1,2}/\w{1,8}/CPU\d:|[*.]?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2}(?: \d{4})? \d\d:\d\d:\d\d|"
    r"(?:19|20)\d\d[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d|(?:19|20)\d\d [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d"
)
FURTHEST = 400


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """The rest from the first header that begins behind something else."""
    found = _BEGIN.search(text[:FURTHEST], 1)
    return (Peeled(text[found.start() :]),) if found else ()


PEEL = Peel("within", strip)
