"""A container's or a job's name before a bar, as `docker compose logs`, `stern` and CI logs print it. Pure."""

import re
from collections.abc import Sequence

from collectors.logs.values import Clock, Peel, Peeled

_NAME = re.compile(r"\s{0,8}(?:\[?[\w./:@-]{1,128}\]?\s{1,24}){1,3}\| ?(?=\S)|\[(?:pod|[\w-]{1,40})/[\w./-]{1,200}\] ")


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """The line behind the bar."""
    found = _NAME.match(text)
    return (Peeled(text[found.end() :]),) if found else ()


PEEL = Peel("compose", strip)
