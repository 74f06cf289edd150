"""A request by its words: where each stands, what it may be an inflection of, and its senses. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from agent.gates.script.request.senses import SENSES

IRREGULAR: Final = {"has": "have", "had": "have", "does": "do", "did": "do"}
WHOLE_WORDS: Final = frozenset(("routing", "this"))
"""Words that are no inflection, whatever they look like."""

_PARTED: Final = re.compile(r"[a-z][a-z\d]*(?:/[a-z][a-z\d]*)+$", re.IGNORECASE)
_CHUNK: Final = re.compile(r"\.{0,2}\w[\w./:'\u2019-]*\w|\w|\S")
_PIECE: Final = re.compile(r"[a-z\d]+(?:['\u2019][a-z]+)?|[^\w\s'\u2019-]|(?<!\w)\S", re.IGNORECASE)
_GLUED: Final = re.compile(r"(\d+)-?([a-z]{1,12})$", re.IGNORECASE)
_FRACTION: Final = re.compile(r"(\d{1,2})(/)(\d{1,2})$")
_NET: Final = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7})(?:/\d{1,3})?$", re.IGNORECASE
)
_MAC: Final = re.compile(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}$", re.IGNORECASE)
_STOPS: Final = frozenset(",;:.!?()")


@dataclass(frozen=True, slots=True)
class Line:
    """A text by its words. `senses` has for each place the senses that begin there, and how many words each takes."""

    text: str
    spans: tuple[tuple[int, int], ...]
    senses: tuple[Mapping[str, tuple[int, ...]], ...]

    def said(self, start: int, end: int) -> str:
        """The words of some places, as they are written."""
        return self.text[self.spans[start][0] : self.spans[end - 1][1]] if end > start else ""


def bases(word: str) -> set[str]:
    """What a word may be an inflection of."""
    plain = word.lower().replace("\u2019", "'")
    plain = plain.removesuffix("'s")
    found = {plain}
    if plain in WHOLE_WORDS or plain in IRREGULAR:
        return found | {IRREGULAR.get(plain, plain)}
    if len(plain) > 3 and plain[-1] == "s" and plain[-2] != "s":
        found |= {plain[:-1], plain[:-2] if plain.endswith("es") else plain}
        found |= {f"{plain[:-3]}y"} if plain.endswith("ies") else set()
    for ending in ("ed", "ing"):
        stem = plain.removesuffix(ending)
        if stem != plain and len(stem) > 1:
            found |= {stem, f"{stem}e", f"{stem[:-1]}y", stem[:-1] if stem[-1] == stem[-2] else stem}
    return found


@cache
def _phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The words and phrases of the lexicon by their first word, with the sense of each."""
    made: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for sense, words in SENSES.items():
        for phrase in words.split():
            parts = tuple(phrase.split("_"))
            made.setdefault(parts[0], []).append((parts, sense))
    return {first: tuple(some) for first, some in made.items()}


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand: a dash or a stroke between plain words parts them, a unit is apart from its number."""
    for chunk in _CHUNK.finditer(text):
        glued = _GLUED.match(chunk[0]) or _FRACTION.match(chunk[0])
        if glued:
            yield from (
                (chunk.start() + glued.start(k), chunk.start() + glued.end(k))
                for k in range(1, len(glued.groups()) + 1)
            )
        elif _MAC.match(chunk[0]) or (re.search(r"[\d_.]", chunk[0]) and not _PARTED.match(chunk[0])):
            yield chunk.span()
        else:
            yield from ((chunk.start() + one.start(), chunk.start() + one.end()) for one in _PIECE.finditer(chunk[0]))


@lru_cache(maxsize=512)
def line(text: str) -> Line:
    """A text by its words and their senses."""
    spans = tuple(_pieces(text))
    words = [text[start:end] for start, end in spans]
    forms = [bases(word) for word in words]
    senses: list[dict[str, tuple[int, ...]]] = []
    for place, some in enumerate(forms):
        here: dict[str, set[int]] = {f"={one}": {1} for one in some} | {f"'{words[place].lower()}": {1}}
        for first in some:
            for phrase, sense in _phrases().get(first, ()):
                if all(
                    a in b for a, b in zip(phrase, forms[place : place + len(phrase)], strict=False)
                ) and place + len(phrase) <= len(forms):
                    here.setdefault(sense, set()).add(len(phrase))
        for sense in _kinds(words[place]):
            here.setdefault(sense, set()).add(1)
        senses.append({sense: tuple(sorted(lengths, reverse=True)) for sense, lengths in here.items()})
    return Line(text, spans, tuple(senses))


def _kinds(word: str) -> Iterator[str]:
    """What a word is by how it is written."""
    yield "STOP" if word in _STOPS else "WORD"
    if word.isupper() and len(word) > 2:
        yield "CAPITALS"
    if word.isdecimal():
        yield "NUMBER"
        yield "POSITIVE" if int(word) and len(word) < 3 else "DIGITS"
    if re.search(r"\d", word):
        yield "MARKED"
    if _MAC.match(word):
        yield "MAC"
    elif _NET.match(word):
        yield "PREFIX" if "/" in word else "ADDRESS"
    if re.fullmatch(r"[./\w-]*\w\.(?:json|txt|csv|state|db|log|md)", word, re.IGNORECASE):
        yield "FILE"
