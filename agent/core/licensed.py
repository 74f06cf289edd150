"""Whether a model's sentence says what the note says that it words anew, and nothing else. Pure.

Digests, briefs and answers are notes with placeholders. A sentence must carry the placeholders of one note, in an
order in which one of its wordings has them, so that no value changes its place. Its words are the note's own, or from
a small neutral vocabulary; of the words that make a fact true or false (states, negations, quantities, causes,
certainty, order) it may not have more than the note, and it must keep the note's negations and hedges.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from agent.core.prose import Sentence, placeholders

FAMILIES: tuple[tuple[str, ...], ...] = (
    ("not", "no", "never", "nothing", "nobody", "none", "without", "neither", "nor", "cannot"),
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
)
"""Words that decide whether a sentence is true, by what they say; those of a family may stand for each other."""

KEPT = (0, 1, 5, 7, 10)
"""Families of which a sentence must have as many words as the note."""

NEUTRAL = {
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "they", "them", "their", "there", "here",
    "which", "who", "whom", "whose", "what", "where", "when", "of", "in", "on", "at", "by", "to", "from", "for",
    "with", "and", "or", "as", "into", "onto", "between", "among", "within", "is", "are", "was", "were", "be",
    "been", "being", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could", "we", "you", "see",
    "seen", "saw", "show", "shown", "showed", "observe", "observed", "note", "noted", "report", "reported",
    "record", "recorded", "find", "found", "hear", "heard", "say", "said", "tell", "told", "know", "known",
    "session", "sessions", "lab", "labs", "network", "node", "nodes", "router", "routers", "device", "devices",
    "peering", "peerings", "incident", "incidents", "event", "events", "command", "commands", "operator", "person",
    "someone", "type", "typed", "enter", "entered", "run", "ran", "issue", "issued", "use", "used", "take", "took",
    "last", "lasted", "begin", "began", "begun", "start", "started", "end", "ended", "finish", "finished", "happen",
    "happened", "occur", "occurred", "come", "came", "go", "went", "stand", "stands", "stood", "time", "times",
    "period", "duration", "total", "overall", "watch", "watched", "utc", "s", "name", "named", "called", "so",
    "also", "too", "further", "moreover", "meanwhile", "however", "but", "whereas", "according", "log", "logs",
    "line", "lines", "message", "state", "status", "count", "number", "numbers", "amount", "entry", "again", "out",
}  # fmt: skip
"""Words that add nothing to what a note says."""


def unlicensed(text: str, notes: Sequence[Sentence]) -> str | None:
    """Why a sentence with placeholders may not stand for one of these notes; None where it may."""
    order = in_order(text)
    mine = [each for each in notes if order in {in_order(one) for one in each.wordings}]
    if not mine:
        return "does not carry the placeholders of one note in the note's order"
    reasons = [_words(text, each) for each in mine]
    return None if None in reasons else reasons[0]


def in_order(text: str) -> tuple[str, ...]:
    """The placeholders as they stand, repeated ones too."""
    return tuple(re.findall(r"\{(F\d{1,5})\}", text)) or placeholders(text)


def _words(text: str, note: Sentence) -> str | None:
    said, kept = _families(text), _families(note.text)
    given: Counter[int] = Counter()
    for each in note.wordings:
        given |= _families(each)
        kept &= _families(each)
    for family, count in sorted(said.items()):
        if count > given[family]:
            word = next(each for each in _tokens(text) if each in FAMILIES[family])
            return f"says {word!r} where the note does not"
    for family in KEPT:
        if said[family] < kept[family]:
            word = next(each for each in _tokens(note.text) if each in FAMILIES[family])
            return f"leaves out {word!r}, which the note says"
    known = {stem(each) for one in note.wordings for each in _tokens(one)} | _neutral()
    strange = [each for each in _tokens(text) if stem(each) not in known and not _decides(each)]
    return f"says {strange[0]!r}, a word that the note does not need" if strange else None


def _families(text: str) -> Counter[int]:
    tokens = _tokens(text)
    return Counter(k for each in tokens for k, family in enumerate(FAMILIES) if each in family)


@cache
def _neutral() -> frozenset[str]:
    return frozenset(map(stem, NEUTRAL))


@cache
def _decides(word: str) -> bool:
    return any(word in family for family in FAMILIES)


def stem(word: str) -> str:
    """A word without its ending, roughly: `sessions` is `session`, `stopped` is `stop`."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e")


def _tokens(text: str) -> list[str]:
    lower = re.sub(r"\{F\d+\}", " ", text).lower()
    return re.findall(r"[a-z]+", re.sub(r"n't\b", " not", lower).replace("'s", " "))
