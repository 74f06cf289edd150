"""Words that may have been said instead of those that were written down, as the ears themselves would have it. Pure.

A word that the ears were sure of has no rival: its probability leaves the others less than `MARGIN`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log

from agent.voice.heard import Sounded, Weighed

MARGIN = 2.5
"""How much less likely (in log probability) what may have been said instead must be: 12 times."""

OPENING = 9.0
"""The same of what begins like a question, where what was written down does not."""

SURE = 1 / (1 + exp(-MARGIN))
"""From this probability on nothing else can be within the margin."""

ARTICLES = frozenset(("the", "a", "an"))
"""Words that decide nothing."""

OPENERS = frozenset(
    ("which", "what", "when", "why", "who", "whom", "whose", "where", "how", "did", "do", "does", "is", "are", "was",
     "were", "has", "have", "had", "can", "could", "will", "would", "show", "list", "tell", "give", "name")
)  # fmt: skip
"""Words that a question begins with; what begins otherwise is no rival of one."""


@dataclass(frozen=True, slots=True)
class Rival:
    """Another text that may have been said: as ears write it (`raw`), and as it is read, with the names in it; and how
    much less likely it must be."""

    raw: str
    text: str
    margin: float = MARGIN


def rivals(raw: str, text: str, sounded: Sounded, weighed: Weighed) -> Iterator[Rival]:
    """What else may have been said: one word exchanged for another that the ears find nearly as likely there."""
    for place, (word, probability) in enumerate(weighed.words):
        own = word.lower()
        margin = MARGIN if place or opens(text) else OPENING
        sure = probability >= SURE and margin == MARGIN
        if sure or not word.isalpha() or own in ARTICLES or exchanged(text, word, "") == text:
            continue
        options = dict(sounded.instead(raw, place))
        least = log(max(options.get(own, 0.0), probability)) - margin
        for other, likely in options.items():
            changed = exchanged(text, word, other)
            if other != own and other.isalpha() and log(likely) >= least and worth(changed, text):
                yield Rival(exchanged(raw, word, other), changed, margin)


def worth(other: str, text: str) -> bool:
    """Whether a text may be another question than the one that was written down: it begins like a question where that
    does, and is not that one cut short."""
    return (opens(other) or not opens(text)) and not text.lower().startswith(other.lower().rstrip(" .,?!"))


def exchanged(text: str, word: str, other: str) -> str:
    """A text with one of its words exchanged for another wherever it stands alone."""
    return re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", other, text, flags=re.IGNORECASE)


def close(rival: Rival, sounded: Sounded, chosen: Weighed) -> bool:
    """Whether the whole of a rival fits the sound nearly as well as what was chosen."""
    return sounded.weigh(rival.raw).total >= chosen.total - rival.margin


def opens(text: str) -> bool:
    """Whether a text begins like a question."""
    return text.lower().partition(" ")[0].strip(",") in OPENERS
