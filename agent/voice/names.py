"""The names of a lab in a transcript: by sound and digits, each with how sure it is and what else it may be. Pure.

Digits are never guessed: a name is found only where its digits were said, and sounds choose among the names that have
them. `sure` was said so; `likely` sounds like one name alone; `unclear` may be several, or none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from agent.voice.inventory import Inventory
from agent.voice.numbers import HOMOPHONES, Token, digits_at
from agent.voice.sounds import distance, sound, spelled, tail_distance, weight

Kind = Literal["node", "address", "as", "interface"]
Certainty = Literal["sure", "likely", "unclear"]

SURE, LIKELY, POSSIBLE = 0.13, 0.34, 0.6
"""How far a sound may be from a name's, as a share of it."""

MARGIN = 0.2
"""How much further the next name must be."""

STEM_WORDS = 4
"""Words that the letters of a name may be heard as."""

OFFERED = 3
"""Names that a question back may offer."""

LONG = 2.5
"""From this weight on a name may be found at the end of a word that begins otherwise."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a transcript: the tokens from `start` on, `size` of them. `value` is the best candidate, empty where
    none is good enough; `candidates` are what it may be, best first; `said` what was heard."""

    kind: Kind
    value: str
    certainty: Certainty
    candidates: tuple[str, ...]
    start: int
    size: int
    said: str


def mentions(found: list[Token], lab: Inventory) -> list[Mention]:
    """All names, in the order in which they were said; no two of them share a token."""
    chosen: list[Mention] = []
    for finder in (_addresses, _as_numbers, _interfaces, _nodes, _unfinished, _strangers):
        taken = {place for item in chosen for place in range(item.start, item.start + item.size)}
        for item in finder(found, lab, taken):
            places = set(range(item.start, item.start + item.size))
            if not places & taken:
                chosen.append(item)
                taken |= places
    return sorted(chosen, key=lambda item: item.start)


def _said(found: list[Token], start: int, size: int) -> str:
    return " ".join(token.text for token in found[start : start + size])


# ---- addresses


def _addresses(found: list[Token], lab: Inventory, taken: set[int]) -> Iterator[Mention]:
    """Four numbers with dots between them; also where one is not of the lab, so that it is not taken for another."""
    place = 0
    while place < len(found):
        parts, size = _dotted(found, place)
        if len(parts) < 3:
            place += 1
            continue
        text = ".".join(parts)
        said = _said(found, place, size)
        if text in lab.addresses:
            yield Mention("address", text, "sure", (text,), place, size, said)
        else:
            near = tuple(item for item in lab.addresses if _digits_apart(item, text) == 1)
            yield Mention("address", "", "unclear", near[:OFFERED], place, size, said)
        place += size


def _dotted(found: list[Token], place: int) -> tuple[list[str], int]:
    parts: list[str] = []
    at = place
    while at < len(found):
        options = digits_at(found, at, 3)
        option = next(((text, size) for text, size in options if int(text) < 256), None)
        if option is None:
            break
        parts.append(str(int(option[0])))
        at += option[1]
        if at + 1 >= len(found) or found[at].word not in ("dot", "point") or not found[at + 1].digits:
            break
        at += 1
    return parts, at - place


def _digits_apart(a: str, b: str) -> int:
    one, other = a.split("."), b.split(".")
    if len(one) != len(other):
        return 1 if abs(len(one) - len(other)) == 1 and (set(one) >= set(other) or set(other) >= set(one)) else 9
    return sum(x != y for x, y in zip(one, other, strict=True))


# ---- AS numbers


def _as_numbers(found: list[Token], lab: Inventory, taken: set[int]) -> Iterator[Mention]:
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
        said = _said(found, start, place + size - start)
        sure = len(known) == 1 and not _goes_on(found, place + size)
        if sure:
            text = next(iter(known))
            yield Mention("as", text, "sure", (text,), start, place + size - start, said)
        elif longest >= 3:
            heard = options[0][0]
            near = [str(number) for number in lab.as_numbers if _apart(str(number), heard) == 1]
            yield Mention(
                "as", "", "unclear", tuple([*known, *near][:OFFERED]), start, place + size - start, said
            )
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


def _interfaces(found: list[Token], lab: Inventory, taken: set[int]) -> Iterator[Mention]:
    """`ethernet one slash two`, `eth one`: a word of interfaces and its numbers."""
    stems = {_interface_stem(text) for text in lab.spellings.values()} | {"ethernet"}
    known = {sound(word) for word in INTERFACE_WORDS if word in stems or len(word) > 3 or word == "eth"}
    for place in range(len(found)):
        if not found[place].digits or place in taken:
            continue
        path, size = _path(found, place)
        start, far = _nearest(found, place, known, taken)
        slashed = "/" in path
        if start is None or far > (POSSIBLE if slashed else LIKELY):
            continue
        options = [item for item in _paths(path) if item in lab.spellings]
        said = _said(found, start, place + size - start)
        values = tuple(lab.spellings[item] for item in options)
        if len(values) == 1:
            certainty: Certainty = "sure" if far <= SURE else "likely"
            yield Mention("interface", values[0], certainty, values, start, place + size - start, said)
        elif far <= SURE:
            yield Mention("interface", "", "unclear", values[:OFFERED], start, place + size - start, said)


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


def _nearest(found: list[Token], place: int, sounds_: Iterable[str], taken: set[int]) -> tuple[int | None, float]:
    """Where the words before a number begin that sound most like one of some, and how far they are from it."""
    best: tuple[int | None, float] = (None, 9.0)
    for words in range(1, 3):
        start = place - words
        if start < 0 or start in taken or found[start].digits:
            break
        heard = _heard(found, start, place)
        for name in sounds_:
            far = _far(heard, name)[0]
            if far < best[1]:
                best = (start, far)
    return best


# ---- nodes


@dataclass(frozen=True, slots=True)
class _Name:
    """A node's name in parts: letters and digits by turns."""

    name: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hit:
    name: str
    far: float
    start: int
    end: int


def _nodes(found: list[Token], lab: Inventory, taken: set[int]) -> Iterator[Mention]:
    """Names of nodes: stems by sound, digits as they were said."""
    names = [_Name(name, tuple(re.findall(r"[a-z]+|\d+", spelling))) for spelling, name in lab.nodes.items()]
    hits: list[_Hit] = []
    for name in names:
        for start in range(len(found)):
            if start not in taken:
                hits += _match(found, start, name, taken)
    for group in _groups(hits):
        yield from _decided(found, group, lab)


def _match(found: list[Token], start: int, name: _Name, taken: set[int]) -> Iterator[_Hit]:
    """A name from a token on: its cost as a share of its letters."""
    if name.parts[0].isdigit():
        states = [(start, 0.0, 0.0)]
    else:
        states = _stems(found, start, name.parts[0], taken, first=True)
    for part in name.parts[1:] if not name.parts[0].isdigit() else name.parts:
        following: list[tuple[int, float, float]] = []
        for at, cost, whole in states:
            if part.isdigit():
                following += [(at + size, cost, whole) for size in _digits(found, at, part, taken, cost)]
            else:
                following += [(end, cost + c, whole + w) for end, c, w in _stems(found, at, part, taken)]
        states = following
    for at, cost, whole in states:
        if at <= len(found) and not set(range(start, at)) & taken:
            yield _Hit(name.name, cost / whole if whole else 0.0, start, at)


def _stems(
    found: list[Token], start: int, stem: str, taken: set[int], *, first: bool = False
) -> list[tuple[int, float, float]]:
    """Where a stem may end that begins here, with its cost and its weight."""
    options = []
    for words in range(1, STEM_WORDS + 1):
        end = start + words
        if end > len(found) or found[end - 1].digits or end - 1 in taken:
            break
        heard = _heard(found, start, end)
        for name in _stem_sounds(stem):
            far, _ = _far(heard, name, tail=first)
            if far <= POSSIBLE:
                options.append((end, far * weight(name), weight(name)))
    return options


@lru_cache(maxsize=4096)
def _stem_sounds(stem: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((sound(stem), *((spelled(stem),) if len(stem) <= 4 else ()))))


def _heard(found: list[Token], start: int, end: int) -> str:
    return "".join(sound(token.text) for token in found[start:end])


@lru_cache(maxsize=65536)
def _far(heard: str, name: str, tail: bool = False) -> tuple[float, int]:
    """How far a sound is from a name's, as a share of it; `tail`: the end of what was heard may be the name alone."""
    whole = distance(heard, name) / weight(name)
    if not tail or weight(name) < LONG:
        return whole, 0
    end, start = tail_distance(heard, name)
    part = end / weight(name) + 0.1 + 0.04 * weight(heard[:start])
    return (part, start) if part < whole else (whole, 0)


def _digits(found: list[Token], at: int, part: str, taken: set[int], cost: float) -> Iterator[int]:
    """How many tokens say a name's digits."""
    for text, size in digits_at(found, at):
        if text == part or text == part.lstrip("0"):
            yield size
    if at < len(found) and at not in taken and HOMOPHONES.get(found[at].word) == part and cost <= SURE:
        yield 1


def _groups(hits: list[_Hit]) -> Iterator[list[_Hit]]:
    """Hits that share tokens, the best first; each token serves one group, the best hit's."""
    left = sorted(hits, key=lambda hit: (round(hit.far, 2), -(hit.end - hit.start), hit.start))
    while left:
        best = left[0]
        group = [hit for hit in left if hit.start < best.end and best.start < hit.end]
        yield group
        left = [hit for hit in left if hit not in group]


def _decided(found: list[Token], group: list[_Hit], lab: Inventory) -> Iterator[Mention]:
    best = group[0]
    rest: dict[str, float] = {}
    for hit in group[1:]:
        inside = best.start <= hit.start and hit.end <= best.end and hit.end - hit.start < best.end - best.start
        if hit.name != best.name and not (inside and best.far <= SURE):
            rest[hit.name] = min(hit.far, rest.get(hit.name, 9.0))
    clear = all(far >= best.far + MARGIN for far in rest.values())
    homophone = found[best.end - 1].word in HOMOPHONES and not found[best.end - 1].digits
    if homophone and best.end < len(found) and _is_stem(found, best.end, lab):
        clear = False
    longer = _longer(found, best, lab)
    if longer:
        rest, clear = {**rest, **longer}, False  # `leaf 1 to come back`: leaf12 is meant as likely as leaf1
    shorter = {hit.name: hit.far for hit in group if hit.start == best.start and hit.end < best.end}
    if shorter and best.end < len(found) and _is_stem(found, best.end, lab):
        rest, clear = rest | shorter, False  # `leaf 1 2 spine 1`: leaf12, or leaf1 to spine1
    near = [best.name, *(name for name, far in sorted(rest.items(), key=lambda item: item[1]) if far <= POSSIBLE)]
    said = _said(found, best.start, best.end - best.start)
    if clear and best.far <= LIKELY:
        certainty: Certainty = "sure" if best.far <= SURE else "likely"
        yield Mention("node", best.name, certainty, (best.name,), best.start, best.end - best.start, said)
    else:
        end = best.end + bool(longer)  # the word behind goes with the name, whichever it is
        yield Mention("node", "", "unclear", tuple(near[:OFFERED]), best.start, end - best.start, said)


def _longer(found: list[Token], best: _Hit, lab: Inventory) -> dict[str, float]:
    """A name that the word behind makes of the best one, where that word sounds like a digit."""
    if best.end >= len(found) or not found[best.end - 1].digits:
        return {}
    digit = HOMOPHONES.get(found[best.end].word, "")
    name = lab.nodes.get(f"{best.name.lower()}{digit}") if digit else None
    if name is None or (best.end + 1 < len(found) and _is_stem(found, best.end + 1, lab)):
        return {}
    return {name: best.far}


def _unfinished(found: list[Token], lab: Inventory, taken: set[int]) -> Iterator[Mention]:
    """Letters of names without digits that are one: `SRL tour down`; the names that begin so."""
    for place in range(len(found)):
        for size in range(min(3, len(found) - place), 0, -1):
            places = range(place, place + size)
            if set(places) & taken or any(found[k].digits for k in places):
                continue
            heard = _heard(found, place, place + size)
            names = tuple(
                name
                for spelling, name in lab.nodes.items()
                if (stem := re.match(r"[a-z]+(?=.*\d)", spelling))
                and (
                    any(weight(item) >= 2 and _far(heard, item)[0] <= SURE for item in _stem_sounds(stem[0]))
                    or (size == 1 and found[place].word == stem[0] != "a")
                )
            )
            if names:
                yield Mention("node", "", "unclear", names, place, size, _said(found, place, size))
                break


def _strangers(found: list[Token], lab: Inventory, taken: set[int]) -> Iterator[Mention]:
    """A letter or two with digits right behind that are no name (`B3`): the names with those digits."""
    for place in range(1, len(found)):
        if found[place].digits and found[place].joined and {place, place - 1} & taken == set():
            digits = found[place].digits
            names = tuple(name for name in lab.nodes.values() if re.findall(r"\d+", name)[-1:] == [digits])
            yield Mention("node", "", "unclear", names[:OFFERED], place - 1, 2, _said(found, place - 1, 2))


def _is_stem(found: list[Token], at: int, lab: Inventory) -> bool:
    heard = sound(found[at].text)
    return any(_far(heard, name)[0] <= LIKELY for name in stems(lab.nodes))


def stems(nodes: Mapping[str, str]) -> set[str]:
    """The sounds of the letters that names begin with."""
    return {said for name in nodes for part in re.findall(r"[a-z]+", name)[:1] for said in _stem_sounds(part)}
