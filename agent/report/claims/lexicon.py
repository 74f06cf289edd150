"""Words and phrases to the concepts that they mean, from one data file: `CONCEPT: phrase | phrase`.

A word that is in no phrase is not understood, and neither is the sentence that it stands in. The longest phrase counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from agent.detect.cause_catalog import load_rules
from agent.report.claims.tokens import Token

SMALL = "-"
"""The concept of the words that say nothing by themselves."""


CHAT = "~"
"""The concept of small words that people write to each other, and no report holds."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One concept or value of a sentence: `concept` names it (`LOST`, `CAUSE`, `time`), `detail` says which
    (`link_down`), `token` is the value or the first word, `words` the phrase itself in small letters."""

    concept: str
    token: Token
    detail: str = ""
    words: str = ""

    @property
    def is_value(self) -> bool:
        """Whether it is a name, address, time, duration, count or the like."""
        return self.concept.islower()


class Unread(Exception):
    """A word that no phrase has."""

    def __init__(self, token: Token) -> None:
        super().__init__(token.text)
        self.token = token


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """The phrases by their first word, the longest first: their words, concept and detail."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for concept, detail, phrase in entries():
        words = tuple(phrase.split())
        if words:
            found.setdefault(words[0], []).append((words, concept, detail))
    for phrases in found.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return found


def _lines() -> list[str]:
    return files(__package__).joinpath("lexicon.txt").read_text().splitlines()


def entries() -> list[tuple[str, str, str]]:
    """Every phrase with its concept and detail, as the data file and the titles of causes have them."""
    found = []
    for line in _lines():
        name, colon, phrases = line.partition(": ")
        if colon and not line.startswith("#"):
            concept, _, detail = name.partition(".")
            found += [(concept, detail, _spaced(phrase)) for phrase in phrases.split(" | ")]
    for kind, rule in load_rules().items():
        found += [("CAUSE", kind, _spaced(title.lower())) for title in rule.text.titles]
    return found


@cache
def heads() -> frozenset[str]:
    """The concepts that say something of what stands beside them: those of the data file's sections of heads."""
    found, inside = set(), False
    for line in _lines():
        inside = line.startswith("# Heads") if line.startswith("#") else inside
        if inside and not line.startswith("#"):
            found.add(line.partition(":")[0].partition(".")[0])
    return frozenset(found)


def _spaced(phrase: str) -> str:
    """A phrase as its tokens: signs within words stand alone where the tokens' do."""
    return phrase.strip().replace("'s ", " 's ").replace(",", " ,").replace(":", " :")


def marks(tokens: Sequence[Token], *, published: bool = False) -> list[Mark]:
    """A sentence's concepts and values, in order; small words are left out, those of chats only where nothing is
    `published`.

    Raises:
        Unread: a word is in no phrase.
    """
    found: list[Mark] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        size, mark = _phrase(tokens, at)
        behind = tokens[at + size].kind if at + size < len(tokens) else ""
        if (mark is None and token.kind == "word") or (token.lower == "some" and behind not in ("number", "duration")):
            raise Unread(token)
        mark = mark or Mark(token.kind, token)
        if published and mark.concept == CHAT:
            raise Unread(token)
        if mark.concept not in (SMALL, CHAT):
            found.append(mark)
        at += size
    return found


def _phrase(tokens: Sequence[Token], at: int) -> tuple[int, Mark | None]:
    """The longest phrase from a place on, and how many tokens it has."""
    first = tokens[at]
    for words, concept, detail in _phrases().get(first.lower, ()):
        run = tokens[at : at + len(words)]
        if tuple(token.lower for token in run) == words and all(_plain(token) for token in run):
            return len(words), Mark(concept, first, detail, " ".join(words))
    return 1, None


def _plain(token: Token) -> bool:
    """Whether a token may be part of a phrase: a word, a sign, or a number that was a word (`one`)."""
    return token.kind in ("word", "sign") or (token.kind == "number" and token.text.isalpha())
