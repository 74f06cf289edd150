"""Values that were cut out of a request, with the words that said them. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from clab.design.intent import Details

IP: Final = r"\d{1,3}(?:\.\d{1,3}){3}"
NET: Final = rf"{IP}/\d{{1,2}}"
NET6: Final = r"[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7}/\d{1,3}"
AND: Final = r"(?: ?, ?(?:and )?| and | ?& ?| )"


def compiled(text: str) -> re.Pattern[str]:
    """A pattern of words in any case."""
    return re.compile(text, re.IGNORECASE)


@dataclass(slots=True)
class Said:
    """The values, and each with the words that said it."""

    values: dict[str, object] = field(default_factory=dict)
    words: list[tuple[str, str]] = field(default_factory=list)

    def details(self) -> Details | None:
        """The values, where there are some."""
        return Details(**self.values) if self.values else None


Rule = Callable[[re.Match[str], Said], bool]


def note(said: Said, what: str, value: object, needles: list[str], words: str) -> bool:
    """Keep a value that was not said before."""
    if what in said.values:
        return said.values[what] == value
    said.values[what] = value
    said.words += [(words.strip(" ,;."), needle) for needle in needles]
    return True
