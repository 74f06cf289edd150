"""Marks of emphasis around a line or within it: Markdown's, a wiki's, a forum's. Pure."""

import re
from collections.abc import Sequence

from collectors.logs.values import Clock, Peel, Peeled

LONGEST = 2_000
_MARKS = re.compile(r"(\*\*|__|~~|==|'{2,5})(?=[^\s'])(.{0,1000}?[^\s'])\1")
_WHOLE = re.compile(r"([*_])(?=\S)(.{1,1000}[^\s*_])\1\s{0,8}$")
_FORUM = re.compile(
    r"\[/?(?:b|i|u|s|code|pre|quote|noformat|indent|(?:color|size|font|quote|code)(?:[=:][\w#. -]{1,40})?)\]|"
    r"\{(?:noformat|quote|code(?:[:=]\w{1,20})?|color(?::[\w#]{1,20})?)\}",
    re.IGNORECASE,
)


def strip(text: str, clock: Clock) -> Sequence[Peeled]:
    """A text without what makes it bold, slanted, struck out or coloured."""
    if len(text) > LONGEST:
        return ()
    bare = _FORUM.sub("", _MARKS.sub(r"\2", text)).strip()
    whole = _WHOLE.match(bare)
    bare = whole[2] if whole else bare
    return (Peeled(bare),) if bare != text.strip() else ()


PEEL = Peel("emphasis", strip)
