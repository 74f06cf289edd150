"""What ears wrote down of one sound, and that sound itself, against which other words can be held."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Weighed:
    """How well some words fit a sound: the log probability of all of them, and each word with its own probability."""

    total: float
    words: tuple[tuple[str, float], ...]


class Sounded(Protocol):
    """A sound that was heard."""

    def weigh(self, text: str) -> Weighed:
        """How well a text fits it."""

    def instead(self, text: str, place: int) -> Sequence[tuple[str, float]]:
        """What may have been said where a text has its word number `place`, all before it being right: words in lower
        case with their probabilities, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, as written down with the prompt and without it; both empty where nothing was. `confidence` is the
    mean log probability of a token in the less sure of the two; `others` are further readings that are hardly less
    likely. `sounded`: none where words were typed."""

    prompted: str
    plain: str
    confidence: float = 0.0
    others: tuple[str, ...] = ()
    sounded: Sounded | None = field(default=None, compare=False, repr=False)
