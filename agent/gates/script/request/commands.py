"""Commands that a request has in quotes: they are typed as they stand. Pure."""

import re
from typing import Final

_QUOTED: Final = re.compile(
    r"['\"`\u2018\u201c]((?:show|display|info|ping|traceroute)\b[^'\"`\u2019\u201d]*)['\"`\u2019\u201d]"
)

_BARE: Final = re.compile(
    r"\b(?:run|runs|execute|executes|issue|issues|type|types|send|sends|output of) (?:the command )?"
    r"(?P<command>show(?! (?:differences?|changes?|what|which|only|the|all|me|us|new|it|them|a|an)\b)(?: (?!(?:on|from|at|for|of|every|each|via|with|over|through|using|once|and|as|in|to)\b)"
    r"[a-z0-9/.-]{1,30}){1,8})",
    re.IGNORECASE,
)
"""A command that is told to be run, up to the words that say of whom and when."""


def read_commands(text: str) -> tuple[str, tuple[str, ...]]:
    """The commands that stand in quotes, and the text without them."""
    found = [*_QUOTED.finditer(text)]
    if not found:
        bare = _BARE.search(text)
        if bare is None:
            return text, ()
        return f"{text[: bare.start()]} {text[bare.end() :]}", (" ".join(bare["command"].split()),)
    return _QUOTED.sub(" ", text), tuple(" ".join(one[1].split()) for one in found)
