"""A form of words as a pattern: no repetition in it is without an end, so that its work grows with the text alone. Pure."""

import re
from typing import Final

_MANY: Final = re.compile(r"(?<=\))(?P<sign>[*+])|(?<=\\w)\+")
_MOST: Final = {"*": "{0,6}", "+": "{1,6}"}


def form(words: str) -> re.Pattern[str]:
    """The pattern; of words that may stand again and again a few are read."""
    return re.compile(
        _MANY.sub(lambda found: _MOST[found["sign"]] if found["sign"] else "{1,40}", words), re.IGNORECASE
    )
