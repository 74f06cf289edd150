"""Whether a model's sentence says what the note says that it words anew, and nothing else. Pure.

Digests, briefs and answers are notes with placeholders. A sentence must carry the placeholders of one note, in an
order in which one of its wordings has them, so that no value changes its place; and of the words that make a fact true
or false (states, negations, quantities, causes, certainty) it may have only those that the note has, and must keep
the note's negations and hedges.
"""

import re
from collections.abc import Sequence

from agent.core.prose import Sentence, placeholders

FAMILIES: tuple[tuple[str, ...], ...] = (
    ("not", "no", "never", "nothing", "nobody", "none", "without", "neither", "nor", "cannot", "n't"),
    ("still",),
    ("down", "lost", "loss", "broken", "dropped", "unavailable", "offline", "failed", "failing", "failure", "fell"),
    ("up", "back", "restored", "recovered", "returned", "established", "resolved", "online", "healthy", "fine", "ok"),
    ("all", "every", "each", "whole", "entire", "everything", "both"),
    ("only", "just", "merely", "sole"),
    ("some", "most", "many", "few", "several", "half", "partly", "mostly"),
    ("probably", "likely", "perhaps", "maybe", "possibly", "apparently", "presumably", "seems", "appears"),
    ("certainly", "proved", "definitely", "surely", "clearly", "confirmed"),
    ("because", "caused", "cause", "due", "led", "triggered", "therefore", "explains", "reason", "why", "result"),
    ("planned", "intended", "deliberate", "scheduled", "maintenance"),
    ("unplanned", "unexpected", "accident", "accidental"),
    ("before", "after", "then", "later", "earlier", "followed", "during", "while", "since", "until", "first", "last"),
    ("more", "less", "longer", "shorter", "longest", "shortest", "about", "nearly", "almost", "over", "under", "least"),
    ("must", "should", "urgent", "immediately", "required", "needs", "wants", "critical", "severe", "serious"),
    ("removed", "removes", "added", "reset", "resets", "shut", "shuts", "stopped", "stops", "killed", "kills"),
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozen", "once", "twice"),
    ("today", "yesterday", "tomorrow", "now", "currently", "tonight", "recently", "ago"),
)  # fmt: skip
KEPT = (0, 1, 5, 7, 10)
"""Families whose words in a note must have one in the sentence, too."""


def unlicensed(text: str, notes: Sequence[Sentence]) -> str | None:
    """Why a sentence with placeholders may not stand for one of these notes; None where it may."""
    order = placeholders_in_order(text)
    mine = [each for each in notes if order in {placeholders_in_order(one) for one in each.wordings}]
    if not mine:
        return "does not carry the placeholders of one note in the note's order"
    reasons = [_words(text, " ".join(each.wordings), each.text) for each in mine]
    return None if None in reasons else reasons[0]


def placeholders_in_order(text: str) -> tuple[str, ...]:
    """The placeholders as they stand, repeated ones too."""
    return tuple(re.findall(r"\{(F[1-9]\d{0,4})\}", text)) or placeholders(text)


def _words(text: str, licensed: str, note: str) -> str | None:
    said, given, kept = _families(text), _families(licensed), _families(note)
    for family in sorted(said - given):
        word = next(each for each in FAMILIES[family] if each in _tokens(text))
        return f"says {word!r}, which the note does not say"
    for family in KEPT:
        if family in kept and family not in said:
            word = next(each for each in FAMILIES[family] if each in _tokens(note))
            return f"leaves out {word!r}, which the note says"
    return None


def _families(text: str) -> set[int]:
    tokens = _tokens(text)
    return {k for k, family in enumerate(FAMILIES) if tokens & set(family)}


def _tokens(text: str) -> set[str]:
    lower = re.sub(r"\{F\d+\}", " ", text).lower()
    words = set(re.findall(r"[a-z]+", lower.replace("n't", " n t ")))
    return words | ({"n't"} if "n't" in lower else set())
