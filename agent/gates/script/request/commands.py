"""Commands that a request has in quotes: they are typed as they stand. Pure."""

import re
from typing import Final

from agent.gates.script.request.shapes import find

_QUOTED: Final = re.compile(
    r"['\"`\u2018\u201c]((?:show|display|info|ping|traceroute)\b[^'\"`\u2019\u201d]*)['\"`\u2019\u201d]"
)

_BARE: Final = "run|execute|issue|type|send ( the|these? command :? )? commands:COMMANDS | output of commands:COMMANDS"
"""Commands that are told to be run, up to the words that say of whom and when."""

_SEVERAL: Final = "commands:( CLI_COMMAND COMMAND_JOIN CLI_COMMAND ( COMMAND_JOIN CLI_COMMAND )* )"
"""Several commands of a command line, one behind the other."""

_NEXT: Final = re.compile(r"(?:[,;&+]|\band\b|\bthen\b)[,;&+\s]{0,8}(?:and |then )?(?=show\b)", re.IGNORECASE)


def read_commands(text: str) -> tuple[str, tuple[str, ...]]:
    """The commands that stand in quotes, and the text without them."""
    found = [*_QUOTED.finditer(text)]
    if not found:
        bare = find(text, _BARE, _SEVERAL)
        if bare is None:
            return text, ()
        return bare.rest, tuple(" ".join(one.split()) for one in _NEXT.split(bare["commands"]))
    return _QUOTED.sub(" ", text), tuple(" ".join(one[1].split()) for one in found)
