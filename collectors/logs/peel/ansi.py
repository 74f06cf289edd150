"""Colours and cursor moves of a terminal, as bytes or as their printed names. Pure."""

import re
from collections.abc import Sequence

from collectors.logs.values import Clock, Peel, Peeled

_ESCAPES = re.compile(r"(?:\x1b|\^\[|\\x1b|\\033|\\e|#033)(?:\[[0-9;?]{0,16}[A-Za-z]|\([A-B0-2])|[\x00\x07\x08]")


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """A text without its colours."""
    bare = _ESCAPES.sub("", text)
    return (Peeled(bare),) if bare != text else ()


PEEL = Peel("ansi", strip)
