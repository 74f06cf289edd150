"""Turns of phrase replaced by plainer words that mean the same, before a sentence is matched with the grammar.

`phrases.txt` has one a line, `toward/towards => with`: words (one of several), signs, and `<kinds>` of values, which
are taken over in their order. The longest that fits is taken, from left to right, once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from agent.report.claims.tokens import Token


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is replaced, and by what."""

    parts: tuple[tuple[str, ...], ...]
    plain: tuple[str, ...]

    def fits(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether the tokens from a place on are this phrase."""
        run = tokens[at : at + len(self.parts)]
        return len(run) == len(self.parts) and all(map(_is, run, self.parts))

    def replaced(self, run: Sequence[Token]) -> list[Token]:
        """The plain words in its place, with the values that stood in it."""
        values = iter([token for token, part in zip(run, self.parts, strict=True) if part[0].startswith("<")])
        start, end = run[0].start, run[-1].end
        return [next(values) if item.startswith("<") else Token("word", item, start, end) for item in self.plain]


def _is(token: Token, part: tuple[str, ...]) -> bool:
    if part[0].startswith("<"):
        return token.kind == part[0][1:-1]
    return token.kind in ("word", "sign") and token.lower in part


@cache
def phrases() -> tuple[Phrase, ...]:
    """Those of the data file, the longest first."""
    found = []
    for line in files(__package__).joinpath("phrases.txt").read_text().splitlines():
        said, arrow, plain = line.partition(" =>")
        if arrow and not line.startswith("#"):
            parts = tuple(tuple(part.split("/")) if len(part) > 1 else (part,) for part in said.split())
            found.append(Phrase(parts, tuple(plain.split())))
    return tuple(sorted(found, key=lambda phrase: -len(phrase.parts)))


def plain(tokens: Sequence[Token]) -> list[Token]:
    """The same sentence in plainer words."""
    done: list[Token] = []
    at = 0
    while at < len(tokens):
        phrase = next((item for item in phrases() if item.fits(tokens, at)), None)
        size = len(phrase.parts) if phrase else 1
        run = tokens[at : at + size]
        done += phrase.replaced(run) if phrase else run
        at += size
    return done
