"""Labels of a log store before a line: `{app="frr"} `, `key=value ... message`. Pure."""

import re
from collections.abc import Sequence

from collectors.logs.frame.stamps import stamp_at
from collectors.logs.values import Clock, Peel, Peeled

_LABELS = re.compile(r"\s{0,4}\{[\w.]{1,64}=[^{}]{0,2000}\}\s{1,8}|(?:\[[\w.:/ -]{1,64}\] ?){1,4}(?=\S)")


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """The line behind its labels."""
    found = _LABELS.match(text)
    if found:
        return (Peeled(text[found.end() :]),)
    stamp = stamp_at(text, 0, clock)
    if stamp is None:
        return ()
    found = _LABELS.match(text, stamp.end)
    return (Peeled(text[found.end() :], stamp),) if found and "{" in found[0] else ()


PEEL = Peel("labels", strip)
