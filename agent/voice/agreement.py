"""The two readings of one sound held against each other: the names that both stand for. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.voice.inventory import Inventory
from agent.voice.mention import Certainty, Mention
from agent.voice.names import mentions
from agent.voice.numbers import HOMOPHONES, Token, tokens


@dataclass(frozen=True, slots=True)
class Version:
    """One reading as it was written down: its tokens, and the names in them."""

    text: str
    tokens: list[Token]
    mentions: list[Mention]


def version(text: str, lab: Inventory) -> Version:
    """A reading with its names."""
    once = _once(text)
    found = tokens(_spelled(once))
    return Version(once, found, mentions(found, lab))


def agreed(prompted: Version, plain: Version, *, strict: bool = False) -> tuple[list[Mention], int]:
    """The names that both readings stand for, and which of the two leads (0 or 1). `strict`: the ears were not sure, so
    that a name which only one reading has is unclear, however surely it has it."""
    a, b = prompted.mentions, plain.mentions
    if len(a) == len(b):
        return [_both(one, other, strict=strict) for one, other in zip(a, b, strict=True)], 0
    leading = 0 if len(a) > len(b) else 1
    long, short = (a, b) if leading == 0 else (b, a)
    left = list(short)
    found = []
    for item in long:
        match = next(
            (other for other in left if {item.value, *item.candidates} & {other.value, *other.candidates}), None
        )
        if match is not None:
            left.remove(match)
            found.append(_both(item, match, strict=strict))
        else:
            found.append(item if item.certainty == "sure" and not strict else _unclear(item, (item,)))
    return [*found, *(_unclear(item, (item,)) for item in left)], leading


def _both(one: Mention, other: Mention, *, strict: bool) -> Mention:
    """One name out of two readings."""
    if one.value and one.value == other.value and one.kind == other.kind:
        certainty: Certainty = "sure" if "sure" in (one.certainty, other.certainty) else "likely"
        return replace(one, certainty=certainty)
    if one.value and other.value:
        return _unclear(one, (one, other))
    known, vague = (one, other) if one.value else (other, one)
    if known.certainty == "sure" and not strict and (not vague.candidates or known.value in vague.candidates):
        return replace(known, certainty="likely")
    return _unclear(known, (known, vague))


def _unclear(item: Mention, among: Sequence[Mention]) -> Mention:
    candidates = tuple(dict.fromkeys(name for each in among for name in (each.value, *each.candidates) if name))
    return replace(item, value="", certainty="unclear", candidates=candidates)


def ordered(versions: Sequence[Version], leading: int) -> list[Version]:
    """The leading reading first; the other only where it has as many names."""
    first, second = versions[leading], versions[1 - leading]
    return [first, second] if len(first.mentions) == len(second.mentions) else [first]


def strays(reading: Version, names: Sequence[Mention]) -> bool:
    """Whether a number belongs to no name and no time, or a letter to nothing: what is left of a name that was said
    there and not understood. The digits of a name that only the other reading has are where that name was said."""
    own = {value for item in reading.mentions for value in (item.value, *item.candidates)}
    others = {digits for item in names if item.value not in own for digits in re.findall(r"\d+", item.value)}
    taken = {place for item in reading.mentions for place in range(item.start, item.start + item.size)}
    found = reading.tokens
    for place, token in enumerate(found):
        if place in taken:
            continue
        if token.digits and token.digits not in others and not _timed(found, place):
            return True
        letter = token.word.partition("'")[0]
        if len(letter) == 1 and letter.isalpha() and letter not in ("a", "i"):
            return True
    return False


def _timed(found: Sequence[Token], place: int) -> bool:
    """Whether a number is one of time, or counts nothing (`which one`)."""
    token = found[place]
    before = found[place - 1].word if place else ""
    behind = [item.word for item in found[place + 1 : place + 3] if not item.digits]
    if any(word.rstrip("s") in TIMED for word in behind) or ":" in token.text or before in ("at", "since"):
        return True
    return token.word == "one" and before == "which"


TIMED = ("second", "minute", "hour", "day", "week", "clock", "times")
"""Words behind a number that make it a time."""


_AS = re.compile(r"\b[aA] ?\.?[sS]\b(?=[ .,?!]|$)|\b[iI]t [sS]\b|\b[tT]hat S\b|\bASN\b")
_FIRST = (
    (re.compile(r"(?:one|1)(?= (?:was|did|were|is|does)\b)", re.IGNORECASE), "When"),
    (re.compile(r"(?:with|witch)(?= sessions?\b)", re.IGNORECASE), "Which"),
    (re.compile(r"(?:it's|its)(?= (?!fine\b|the\b))", re.IGNORECASE), "Is"),
)
"""What the first word of a question is heard as; `it's fine` and `it's the` are more often the begin of a name."""

_ARE = re.compile(r"(?<!up )(?<!down )\b(?:or|our)(?= (?:up|down)\b)", re.IGNORECASE)

_DID = re.compile(r"(?<=^why )does\b|(?<=^when )does\b", re.IGNORECASE)
"""What happened is asked for, and what happens is not known: `does` is heard where `did` was said."""


def _spelled(text: str) -> str:
    """`a S` is `AS`; a question that begins with `one was` begins with `when was`; `leaf 1 or down` is `are down`."""
    for pattern, word in _FIRST:
        first = pattern.match(text)
        if first:
            text = f"{word}{text[first.end() :]}"
    return _DID.sub("did", _ARE.sub("are", _AS.sub("AS", text)))


def _once(text: str) -> str:
    """A transcript without the loops of a model that says everything twice."""
    sentences = [item.strip() for item in re.split(r"(?<=[.?!])\s+", text) if item.strip()]
    return " ".join(dict.fromkeys(sentences))


YES = frozenset(("yes", "yeah", "yep", "right", "correct", "exactly", "sure", "ok", "okay"))
NO = frozenset(("no", "nope", "wrong", "neither", "none"))


def picked(text: str, candidates: Sequence[str]) -> str | None:
    """The candidate that one reading picks; empty for no, None where it picks none."""
    found = tokens(text)
    words = {token.word for token in found}
    if words & NO:
        return ""
    digits = "".join(token.digits or HOMOPHONES.get(token.word, "") for token in found)
    if digits:
        having = [item for item in candidates if "".join(re.findall(r"\d+", item)) == digits]
        return having[0] if len(having) == 1 else None
    return candidates[0] if words & YES and len(candidates) == 1 else None
