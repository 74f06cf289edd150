"""JSON around a line: Docker's json-file, journald, log shippers; nested, escaped, or behind other text. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence

from collectors.logs.frame.objects import from_object, parse_object
from collectors.logs.values import Clock, Peel, Peeled

_START = re.compile(r'\{ ?"')
DEPTH = 3
_BEHIND = " \t\r\n,;`'\")"


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """The texts that an object holds, with its time, host and program; and itself, where it stands among other text."""
    row, alone = parse_object(text.strip().rstrip(",")), ""
    if row is None:
        start = _START.search(text[:400])
        alone = text[start.start() :].rstrip(_BEHIND) if start else ""
        row = parse_object(alone)
    if row is None:
        return ()
    line = from_object(row, clock)
    texts = [*([alone] if alone else []), *_texts(row, DEPTH)]
    return tuple(Peeled(item, line.stamp, line.host, line.tag) for item in texts[:64])


def _texts(value: object, depth: int) -> Iterator[str]:
    """Every string of an object that can be a line."""
    if isinstance(value, str):
        if len(value) > 12 and " " in value:
            yield from value.rstrip("\n").split("\n")
    elif isinstance(value, Mapping) and depth:
        for item in value.values():
            yield from _texts(item, depth - 1)
    elif isinstance(value, list) and depth:
        for each in value[:64]:
            yield from _texts(each, depth - 1)


PEEL = Peel("wrapped_objects", strip)
