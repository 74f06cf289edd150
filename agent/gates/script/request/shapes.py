"""Shapes of statements over the senses of words: what a shape says, and where in a text it stands. Pure.

A shape is a sequence of slots: `SORT by DET* column:COLUMN` is a word of the sense SORT, the word `by`, any
determiners, and a column, which is kept by its name. A lower-case slot is that word in any of its inflections, `a|b`
either, `?` none or one, `*` none or some, `!x` no x here, `<x` x just before, `..` some words of one clause, `END` the
end of a clause. Brackets group, with ` | ` between alternatives. A name in capitals is a part, which is a shape
itself and takes as many words as it can, or a sense of the lexicon.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from agent.gates.script.request.senses import NUMBERS, PARTS
from agent.gates.script.request.words import Line, line
from clab.units import unit_s

Kept = Mapping[str, tuple[int, int]]
Run = Callable[["Line", int, Kept], Iterator[tuple[int, Kept]]]

MOST_TIMES: Final = 9
LONGEST_GAP: Final = 14
PUT_BACK: Final = ("noun", "gap", "also")
"""What a statement holds that says of what it is, and stays in the text."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A shape that was found: its words, those that it keeps by their names, and the text around it."""

    words: str
    kept: Mapping[str, str] = field(default_factory=dict)
    before: str = ""
    after: str = ""

    def __getitem__(self, name: str) -> str:
        return self.kept.get(name, "")

    @property
    def rest(self) -> str:
        """The text without the statement."""
        back = [self.kept[name] for name in self.kept if name.rstrip("12") in PUT_BACK]
        return " ".join(" ".join([self.before, *back, self.after]).split())


@dataclass(frozen=True, slots=True)
class Matcher:
    """What a shape takes of a line from a place on: each end with what is kept up to it. `first` are the senses with which
    it begins; one that is `empty` may take nothing."""

    run: Run
    first: frozenset[str] = frozenset()
    empty: bool = False

    def ends(self, on: Line, at: int, kept: Kept) -> Iterator[tuple[int, Kept]]:
        if self.empty or (at < len(on.spans) and not self.first.isdisjoint(on.senses[at])):
            yield from self.run(on, at, kept)


def _slot(name: str) -> Matcher:
    """One word or phrase of a sense, a part, or a place between words."""
    places: Mapping[str, Run] = {
        "END": lambda on, at, kept: iter([(at, kept)] if at == len(on.spans) or "STOP" in on.senses[at] else ()),
        "START": lambda on, at, kept: iter([(at, kept)] if at == 0 else ()),
        "..": _gap,
    }
    if name in places:
        return Matcher(places[name], empty=True)
    if name in PARTS:
        part = shape(PARTS[name])
        return replace(part, run=lambda on, at, kept: iter(sorted(part.run(on, at, kept), key=lambda one: -one[0])))
    if "_" in name and not name.isupper():
        return _sequence([_slot(word) for word in name.split("_")])
    sense = name if name.isupper() or name[0] == "'" else f"={name}"
    return Matcher(
        lambda on, at, kept: ((at + length, kept) for length in on.senses[at].get(sense, ())), frozenset([sense])
    )


def _gap(on: Line, at: int, kept: Kept) -> Iterator[tuple[int, Kept]]:
    for end in range(at, min(at + LONGEST_GAP, len(on.spans)) + 1):
        yield end, kept
        if end < len(on.spans) and "STOP" in on.senses[end] and on.said(end, end + 1) not in ",:":
            return


def _either(some: Sequence[Matcher]) -> Matcher:
    first = frozenset(sense for one in some for sense in one.first)
    return Matcher(
        lambda on, at, kept: (end for one in some for end in one.ends(on, at, kept)),
        first,
        any(one.empty for one in some),
    )


def _sequence(some: Sequence[Matcher]) -> Matcher:
    def match(on: Line, at: int, kept: Kept, place: int = 0) -> Iterator[tuple[int, Kept]]:
        if place == len(some):
            yield at, kept
            return
        for end, now in some[place].ends(on, at, kept):
            yield from match(on, end, now, place + 1)

    leading = next((place for place, one in enumerate(some) if not one.empty), len(some))
    first = frozenset(sense for one in some[: leading + 1] for sense in one.first)
    return Matcher(match, first, leading == len(some))


def _times(one: Matcher, most: int) -> Matcher:
    def match(on: Line, at: int, kept: Kept, left: int = most) -> Iterator[tuple[int, Kept]]:
        if left:
            for end, now in one.ends(on, at, kept):
                if end > at:
                    yield from match(on, end, now, left - 1)
        yield at, kept

    return Matcher(match, one.first, empty=True)


def _named(name: str, one: Matcher) -> Matcher:
    return replace(
        one, run=lambda on, at, kept: ((end, {**now, name: (at, end)}) for end, now in one.run(on, at, kept))
    )


def _beside(one: Matcher, sign: str) -> Matcher:
    """Looks behind, or looks ahead for what must not be there."""

    def match(on: Line, at: int, kept: Kept) -> Iterator[tuple[int, Kept]]:
        if sign == "<":
            holds = any(end == at for start in range(max(0, at - 3), at) for end, _ in one.ends(on, start, {}))
        else:
            holds = next(one.ends(on, at, {}), None) is None
        if holds:
            yield at, kept

    return Matcher(match, empty=True)


_SIGNS: Final = re.compile(r"(?P<look>[!<]*)(?:(?P<name>[a-z]+\d?):)?(?P<body>.+?)(?P<many>[?*]?)$")


@cache
def shape(text: str) -> Matcher:
    """The matcher of a shape."""
    tokens = re.findall(r"[!<]*(?:[a-z]+\d?:)?\((?=\s)|\)[?*]?|[^\s]+", text)
    made, rest = _read(tokens)
    assert not rest, text
    return made


def _read(tokens: list[str]) -> tuple[Matcher, list[str]]:
    """A shape up to the bracket that closes it, and the tokens behind."""
    alternatives: list[list[Matcher]] = [[]]
    while tokens and not tokens[0].startswith(")"):
        token, tokens = tokens[0], tokens[1:]
        if token == "|":
            alternatives.append([])
            continue
        if token.endswith("("):
            one, tokens = _read(tokens)
            token, tokens = f"{token[:-1]}_{tokens[0][1:]}", tokens[1:]
        signs = _SIGNS.match(token)
        assert signs is not None, token
        if signs["body"] != "_":
            one = _either([_slot(name) for name in signs["body"].split("|")])
        if signs["many"]:
            one = _times(one, 1 if signs["many"] == "?" else MOST_TIMES)
        if signs["name"]:
            one = _named(signs["name"], one)
        for sign in reversed(signs["look"]):
            one = _beside(one, sign)
        alternatives[-1].append(one)
    return _either([_sequence(some) for some in alternatives]), tokens


def find(text: str, *shapes: str) -> Statement | None:
    """The first place where one of the shapes stands."""
    on = line(text)
    for start in range(len(on.spans)):
        for one in shapes:
            for end, kept in shape(one).ends(on, start, {}):
                if end > start:
                    said = {name: on.said(*places) for name, places in kept.items()}
                    around = text[: on.spans[start][0]], text[on.spans[end - 1][1] :]
                    return Statement(on.said(start, end), said, *around)
    return None


def replaced(text: str, make: Callable[[Statement], str | None], *shapes: str) -> str:
    """The text with what is made of each place where one of the shapes stands; where that is nothing, it stays."""
    made = ""
    while found := find(text, *shapes):
        instead = make(found)
        made += found.before + (found.words if instead is None else instead)
        text = found.after
    return made + text


def without(text: str, *shapes: str) -> str:
    """The text without all places where one of the shapes stands."""
    return replaced(text, lambda _: " ", *shapes)


def says(text: str, one: str) -> bool:
    """Whether a shape stands somewhere in a text."""
    return find(text, one) is not None


def is_whole(text: str, one: str) -> bool:
    """Whether a text is of a shape from its first word to its last."""
    on = line(text)
    return any(end == len(on.spans) for end, _ in shape(one).ends(on, 0, {}))


ENDING = 160
"""Characters of a text's end, in whole words, in which a shape is looked for."""


def is_ended(text: str, one: str) -> bool:
    """Whether a text ends with a shape."""
    on = line(text if len(text) <= ENDING else text[-ENDING:].partition(" ")[2])
    last = len(on.spans)
    return any(end == last for start in range(last) for end, _ in shape(one).ends(on, start, {}) if end > start)


def longest(on: Line, at: int, one: str) -> tuple[int, Mapping[str, str]] | None:
    """The most words that a shape takes from a place on, and what it keeps of them."""
    found = max(shape(one).ends(on, at, {}), key=lambda end: end[0], default=None)
    if found is None or found[0] == at:
        return None
    return found[0], {name: on.said(*places) for name, places in found[1].items()}


def number_of(words: str) -> float:
    """A number in digits or as a word."""
    return float(words) if words.isdecimal() else NUMBERS.get(words.lower(), 0)


_UNITS: Final = ("milliseconds", "minutes", "hours", "days")


def seconds_of(kept: Mapping[str, str]) -> float:
    """A span of time, or a count of what has no unit."""
    number = 0.5 if "twice" in kept else number_of(kept["number"]) if kept.get("number") else 1
    return number * next((unit_s(unit) or 1 for unit in _UNITS if unit in kept), 1)
