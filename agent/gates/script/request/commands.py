"""Commands that a request has in quotes: they are typed as they stand. Pure."""

import re
from typing import Final

_QUOTED: Final = re.compile(
    r"['\"`\u2018\u201c]((?:show|display|info|ping|traceroute)\b[^'\"`\u2019\u201d]*)['\"`\u2019\u201d]"
)


def read_commands(text: str) -> tuple[str, tuple[str, ...]]:
    """The commands that stand in quotes, and the text without them."""
    return _QUOTED.sub(" ", text), tuple(" ".join(found[1].split()) for found in _QUOTED.finditer(text))
