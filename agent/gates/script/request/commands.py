"""Commands that a request has in quotes: they are typed as they stand. Pure."""

import re
from typing import Final

from agent.gates.script.request.shapes import find

_QUOTED: Final = re.compile(
    r"['\"`\u2018\u201c]((?:show|display|info|ping|traceroute)\b[^'\"`\u2019\u201d]*)['\"`\u2019\u201d]"
)

_BARE: Final = (
    "run|execute|issue|type|send ( the command )? command:( 'show !NO_COMMAND ( !COMMAND_ENDS WORD )* ) | "
    "output of command:( 'show !NO_COMMAND ( !COMMAND_ENDS WORD )* )"
)
"""A command that is told to be run, up to the words that say of whom and when."""


def read_commands(text: str) -> tuple[str, tuple[str, ...]]:
    """The commands that stand in quotes, and the text without them."""
    found = [*_QUOTED.finditer(text)]
    if not found:
        bare = find(text, _BARE)
        return (text, ()) if bare is None else (bare.rest, (" ".join(bare["command"].split()),))
    return _QUOTED.sub(" ", text), tuple(" ".join(one[1].split()) for one in found)
