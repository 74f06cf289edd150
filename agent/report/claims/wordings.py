"""Whether a sentence is one of code's own sentences, or a join of them, in the same order with equal values.

For what no grammar needs to know: advice, what was not seen, counts of a digest, commands. Words are compared one by
one; only articles and the words of `synonyms.txt` may differ, and a value may be told in any of its true wordings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from agent.report.claims.outcome import Wrong
from agent.report.claims.quantities import Clock, Length
from agent.report.claims.tokens import Names, Token, tokens

JOINS = ((";",), ("and",))
JOINED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a claim: its words with the values in them, and the ids of the facts that it states."""

    tokens: tuple[Token, ...]
    facts: tuple[str, ...]


@cache
def synonyms() -> dict[str, str]:
    """What each word is compared as; empty where it is left out."""
    found = {}
    for line in files(__package__).joinpath("synonyms.txt").read_text().splitlines():
        first, colon, words = line.partition(": ")
        if colon and not line.startswith("#"):
            found.update(dict.fromkeys(words.split(), "" if first == "-" else first))
    return found


def wordings(sentences: Iterable[tuple[str, tuple[str, ...]]], names: Names) -> tuple[Wording, ...]:
    """Texts of code, each with its facts, ready to be compared with."""
    return tuple(Wording(_plain(tokens(text, names)), facts) for text, facts in sentences)


def _plain(parts: Iterable[Token]) -> tuple[Token, ...]:
    kept = [token for token in parts if _word(token) or token.payload is not None]
    while kept and kept[-1].text in (".", "!"):
        kept.pop()
    return tuple(kept)


def _word(token: Token) -> str:
    return synonyms().get(token.lower, token.lower)


def said(parts: Sequence[Token], known: Sequence[Wording]) -> tuple[str, ...] | None:
    """The facts of the wordings that a sentence is made of; None where it is made of anything else.

    Raises:
        Wrong: it is one of them but for a value.
    """
    text = _plain(parts)
    found = _made_of(text, 0, known, JOINED_AT_MOST)
    if found is not None:
        return found
    for wording in known:
        if len(wording.tokens) == len(text) and all(map(_alike, text, wording.tokens)):
            odd = [token for token, mine in zip(text, wording.tokens, strict=True) if not _equal(token, mine)]
            if len(odd) == 1:
                raise Wrong(f"{odd[0].text!r} is not the value that belongs here", odd[0])
    return None


def _made_of(text: Sequence[Token], at: int, known: Sequence[Wording], left: int) -> tuple[str, ...] | None:
    for wording in known:
        end = at + len(wording.tokens)
        if not wording.tokens or not _equal_all(text[at:end], wording.tokens):
            continue
        if end == len(text):
            return wording.facts
        for join in JOINS:
            after = end + len(join)
            if left > 1 and tuple(token.lower for token in text[end:after]) == join:
                rest = _made_of(text, after, known, left - 1)
                if rest is not None:
                    return tuple(dict.fromkeys((*wording.facts, *rest)))
    return None


def _equal_all(text: Sequence[Token], wording: Sequence[Token]) -> bool:
    return len(text) == len(wording) and all(map(_equal, text, wording))


def _equal(token: Token, mine: Token) -> bool:
    if isinstance(token.payload, Clock) and isinstance(mine.payload, Clock):
        return token.payload.matches(mine.payload.day_ns) if token.payload.date is None else token.text == mine.text
    if isinstance(token.payload, Length) and isinstance(mine.payload, Length):
        return token.payload.matches(mine.payload.value_s)
    if token.payload is not None or mine.payload is not None:
        return token.kind == mine.kind and token.payload == mine.payload
    return _word(token) == _word(mine)


def _alike(token: Token, mine: Token) -> bool:
    """Whether two tokens are equal, or values of one kind."""
    valued = token.kind not in ("word", "sign") and mine.kind not in ("word", "sign")
    return token.kind == mine.kind if valued else _equal(token, mine)
