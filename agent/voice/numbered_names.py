"""Names made of numbers in a transcript: addresses, AS numbers, interfaces. Digits are never guessed. Pure."""

import re
from collections.abc import Iterable, Iterator

from agent.voice.inventory import Inventory
from agent.voice.mention import LIKELY, OFFERED, POSSIBLE, SURE, Certainty, Mention, far, heard
from agent.voice.numbers import HOMOPHONES, Token, digits_at
from agent.voice.sounds import sound

# ---- addresses


def addresses(found: list[Token], lab: Inventory, taken: frozenset[int]) -> Iterator[Mention]:
    """Four numbers with dots between them; also where one is not of the lab, so that it is not taken for another."""
    place = 0
    while place < len(found):
        parts, size = _dotted(found, place)
        if len(parts) < 3:
            place += 1
            continue
        text = ".".join(parts)
        if text in lab.addresses:
            heard_so = all(token.digits or token.word in DOTS for token in found[place : place + size])
            yield Mention("address", text, "sure" if heard_so else "likely", (text,), place, size)
        else:
            near = tuple(item for item in lab.addresses if _digits_apart(item, text) == 1)
            yield Mention("address", "", "unclear", near[:OFFERED], place, size)
        place += size


def _dotted(found: list[Token], place: int) -> tuple[list[str], int]:
    """Numbers with dots between them from a place on, and how many tokens they take; between dots `well` is twelve."""
    parts: list[str] = []
    at, end = place, place
    while at < len(found):
        options = digits_at(found, at, 3)
        option = next(((text, size) for text, size in options if int(text) < 256), None)
        if option is None and parts and found[at].word in HOMOPHONES:
            option = (HOMOPHONES[found[at].word], 1)
        if option is None:
            break
        parts.append(str(int(option[0])))
        at = end = at + option[1]
        if at >= len(found) or found[at].word not in DOTS:
            break
        at += 1
    return parts, end - place


DOTS = ("dot", "point")
"""Words between the numbers of an address."""


def _digits_apart(a: str, b: str) -> int:
    one, other = a.split("."), b.split(".")
    if len(one) != len(other):
        return 1 if abs(len(one) - len(other)) == 1 and (set(one) >= set(other) or set(other) >= set(one)) else 9
    return sum(x != y for x, y in zip(one, other, strict=True))


# ---- AS numbers


def as_numbers(found: list[Token], lab: Inventory, taken: frozenset[int]) -> Iterator[Mention]:
    """The digits of an AS number with the words before it that say `AS`; four digits and more are nothing else here."""
    place = 0
    while place < len(found):
        options = [] if place in taken else _with_homophone(found, place)
        start = _as_begin(found, place)
        longest = max((len(text) for text, _ in options if text.isdigit()), default=0)
        if longest < (1 if start < place else 4):
            place += 1
            continue
        known = {text: size for text, size in options if int(text) in lab.as_numbers}
        size = max([size for _, size in options if size] if not known else known.values())
        sure = len(known) == 1 and not _goes_on(found, place + size)
        if sure:
            text = next(iter(known))
            yield Mention("as", text, "sure", (text,), start, place + size - start)
        elif longest >= 3:
            digits = options[0][0]
            near = [str(number) for number in lab.as_numbers if _apart(str(number), digits) == 1]
            yield Mention("as", "", "unclear", tuple([*known, *near][:OFFERED]), start, place + size - start)
        place += size


def _as_begin(found: list[Token], place: int) -> int:
    """Where the words begin that say `AS` before a number."""
    words = [token.word for token in found[max(0, place - 3) : place]]
    if words[-1:] == ["number"]:
        words, place = words[:-1], place - 1
    if words[-2:] in (["autonomous", "system"], ["a", "yes"], ["a", "ass"], ["an", "s"]) or (
        words[-1:] in (["s"], ["as"], ["es"]) and words[-2:-1] in (["a"], ["the"], ["that"], ["this"], ["an"])
    ):
        return place - 2
    return place - 1 if words[-1:] in (["as"], ["asn"], ["s"], ["es"], ["ess"], ["ass"], ["ace"], ["yes"]) else place


def _goes_on(found: list[Token], place: int) -> bool:
    """Whether a number follows directly, so that the one before may be cut short."""
    return place < len(found) and bool(found[place].digits)


def _with_homophone(found: list[Token], at: int) -> list[tuple[str, int]]:
    options = digits_at(found, at)
    longest = options[0] if options else ("", 0)
    behind = at + longest[1]
    if behind < len(found) and found[behind].word in HOMOPHONES:
        text = longest[0] + HOMOPHONES[found[behind].word]
        more = digits_at(found, behind + 1)
        options = [(text, longest[1] + 1), *((text + rest, longest[1] + 1 + size) for rest, size in more), *options]
    return options


def _apart(a: str, b: str) -> int:
    """How many digits differ, one left out or put in counting as one."""
    if len(a) == len(b):
        return sum(one != other for one, other in zip(a, b, strict=True))
    long, short = (a, b) if len(a) > len(b) else (b, a)
    one_left_out = len(long) == len(short) + 1 and any(long[:k] + long[k + 1 :] == short for k in range(len(long)))
    return 1 if one_left_out else 9


# ---- interfaces

INTERFACE_WORDS = ("ethernet", "eth", "e", "gigabit ethernet", "ge", "et", "xe", "swp", "interface", "port")


def interfaces(found: list[Token], lab: Inventory, taken: frozenset[int]) -> Iterator[Mention]:
    """`ethernet one slash two`, `eth one`: a word of interfaces and its numbers."""
    stems = {_interface_stem(text) for text in lab.spellings.values()} | {"ethernet"}
    known = {sound(word) for word in INTERFACE_WORDS if word in stems or len(word) > 3 or word == "eth"}
    for place in range(len(found)):
        if not found[place].digits or place in taken:
            continue
        path, size = _path(found, place)
        start, away = _nearest(found, place, known, taken)
        slashed = "/" in path
        if start is None or away > (POSSIBLE if slashed else LIKELY):
            continue
        options = [item for item in _paths(path) if item in lab.spellings]
        values = tuple(lab.spellings[item] for item in options)
        if len(values) == 1:
            certainty: Certainty = "sure" if away <= SURE else "likely"
            yield Mention("interface", values[0], certainty, values, start, place + size - start)
        elif found[start].word in INTERFACE_WORDS:
            yield Mention("interface", "", "unclear", values[:OFFERED], start, place + size - start)


def _interface_stem(text: str) -> str:
    return re.split(r"[-\d/]", text.lower(), maxsplit=1)[0]


def _path(found: list[Token], place: int) -> tuple[str, int]:
    """Numbers with slashes, dashes or dots between them, as `1/2`; numbers in a row as `1 2`."""
    text, at = found[place].digits, place + 1
    while at < len(found):
        if found[at].word in ("slash", "dash", "dot", "stroke") and at + 1 < len(found):
            behind = found[at + 1]
            digits = behind.digits or HOMOPHONES.get(behind.word, "")
            if not digits:
                break
            text, at = f"{text}/{digits}", at + 2
        elif found[at].digits:
            text, at = f"{text} {found[at].digits}", at + 1
        else:
            break
    return text, at - place


def _paths(path: str) -> list[str]:
    return list(dict.fromkeys((path.replace(" ", ""), path.replace(" ", "/"))))


def _nearest(found: list[Token], place: int, sounds_: Iterable[str], taken: frozenset[int]) -> tuple[int | None, float]:
    """Where the words before a number begin that sound most like one of some, and how far they are from it."""
    best: tuple[int | None, float] = (None, 9.0)
    for words in range(1, 3):
        start = place - words
        if start < 0 or start in taken or found[start].digits:
            break
        sounded = heard(found, start, place)
        for name in sounds_:
            away = far(sounded, name)
            if away < best[1]:
                best = (start, away)
    return best
