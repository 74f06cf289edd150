"""What a check says about a place in a file. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import Field

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where (line and column from 1; 0 where a whole file is meant), and how to mend it."""

    rule: str
    severity: Severity
    line: Annotated[int, Field(ge=0)]
    column: Annotated[int, Field(ge=0)]
    message: str
    hint: str = ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word; empty where none is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else ""
