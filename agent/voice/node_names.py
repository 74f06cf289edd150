"""Names of nodes in a transcript: stems by sound, digits as they were said. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from agent.voice.inventory import Inventory
from agent.voice.mention import LIKELY, OFFERED, POSSIBLE, SURE, Certainty, Mention, far, heard
from agent.voice.numbers import HOMOPHONES, Token, digits_at
from agent.voice.sounds import sound, spelled, weight

MARGIN = 0.2
"""How much further the next name must be."""

STEM_WORDS = 4
"""Words that the letters of a name may be heard as."""


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


def nodes(found: list[Token], lab: Inventory, taken: frozenset[int]) -> Iterator[Mention]:
    """Names of nodes: stems by sound, digits as they were said."""
    names = [_Name(name, tuple(re.findall(r"[a-z]+|\d+", spelling))) for spelling, name in lab.nodes.items()]
    hits: list[_Hit] = []
    for name in names:
        for start in range(len(found)):
            if start not in taken:
                hits += _match(found, start, name, taken)
    for group in _groups(hits):
        yield from _decided(found, group, lab)


def _match(found: list[Token], start: int, name: _Name, taken: frozenset[int]) -> Iterator[_Hit]:
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
    found: list[Token], start: int, stem: str, taken: frozenset[int], *, first: bool = False
) -> list[tuple[int, float, float]]:
    """Where a stem may end that begins here, with its cost and its weight."""
    options = []
    for words in range(1, STEM_WORDS + 1):
        end = start + words
        if end > len(found) or found[end - 1].digits or end - 1 in taken:
            break
        sounded = heard(found, start, end)
        for name in _stem_sounds(stem):
            away = far(sounded, name, tail=first)
            if away <= POSSIBLE:
                options.append((end, away * weight(name), weight(name)))
    return options


@lru_cache(maxsize=4096)
def _stem_sounds(stem: str) -> tuple[str, ...]:
    whole = sound(stem)
    shortened = (whole[:-1],) if whole.endswith("NT") else ()  # `decline one` is how client1 is heard
    letters = (spelled(stem),) if len(stem) <= 4 else ()
    return tuple(dict.fromkeys((whole, *shortened, *letters)))


def _digits(found: list[Token], at: int, part: str, taken: frozenset[int], cost: float) -> Iterator[int]:
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
    clear = all(away >= best.far + MARGIN for away in rest.values())
    homophone = found[best.end - 1].word in HOMOPHONES and not found[best.end - 1].digits
    if homophone and best.end < len(found) and _is_stem(found, best.end, lab):
        clear = False
    longer = _longer(found, best, lab)
    if longer:
        rest, clear = {**rest, **longer}, False  # `leaf 1 to come back`: leaf12 is meant as likely as leaf1
    shorter = {hit.name: hit.far for hit in group if hit.start == best.start and hit.end < best.end}
    if shorter and best.end < len(found) and _is_stem(found, best.end, lab):
        rest, clear = rest | shorter, False  # `leaf 1 2 spine 1`: leaf12, or leaf1 to spine1
    near = [best.name, *(name for name, away in sorted(rest.items(), key=lambda item: item[1]) if away <= POSSIBLE)]
    if clear and best.far <= LIKELY:
        certainty: Certainty = "sure" if best.far <= SURE else "likely"
        yield Mention("node", best.name, certainty, (best.name,), best.start, best.end - best.start)
    else:
        end = best.end + bool(longer)  # the word behind goes with the name, whichever it is
        yield Mention("node", "", "unclear", tuple(near[:OFFERED]), best.start, end - best.start)


def _longer(found: list[Token], best: _Hit, lab: Inventory) -> dict[str, float]:
    """A name that the word behind makes of the best one, where that word sounds like a digit."""
    if best.end >= len(found) or not found[best.end - 1].digits:
        return {}
    digit = HOMOPHONES.get(found[best.end].word, "")
    name = lab.nodes.get(f"{best.name.lower()}{digit}") if digit else None
    if name is None or (best.end + 1 < len(found) and _is_stem(found, best.end + 1, lab)):
        return {}
    return {name: best.far}


def unfinished(found: list[Token], lab: Inventory, taken: frozenset[int]) -> Iterator[Mention]:
    """Letters of names without digits that are one: `SRL tour down`; the names that begin so."""
    for place in range(len(found)):
        for size in range(min(3, len(found) - place), 0, -1):
            places = range(place, place + size)
            if set(places) & taken or any(found[k].digits for k in places):
                continue
            sounded = heard(found, place, place + size)
            names = tuple(
                name
                for spelling, name in lab.nodes.items()
                if (stem := re.match(r"[a-z]+", spelling))
                and re.search(r"\d", spelling)
                and (
                    any(weight(item) >= 2 and far(sounded, item) <= SURE for item in _stem_sounds(stem[0]))
                    or (size == 1 and found[place].word == stem[0] != "a")
                )
            )
            if names:
                yield Mention("node", "", "unclear", names, place, size)
                break


def strangers(found: list[Token], lab: Inventory, taken: frozenset[int]) -> Iterator[Mention]:
    """A letter or two with digits right behind that are no name (`B3`): the names with those digits."""
    for place in range(1, len(found)):
        if found[place].digits and found[place].joined and {place, place - 1} & taken == set():
            digits = found[place].digits
            names = tuple(name for name in lab.nodes.values() if re.findall(r"\d+", name)[-1:] == [digits])
            yield Mention("node", "", "unclear", names[:OFFERED], place - 1, 2)


def _is_stem(found: list[Token], at: int, lab: Inventory) -> bool:
    sounded = sound(found[at].text)
    return any(far(sounded, name) <= LIKELY for name in stems(lab.nodes))


def stems(names: Mapping[str, str]) -> set[str]:
    """The sounds of the letters that names begin with."""
    return {said for name in names for part in re.findall(r"[a-z]+", name)[:1] for said in _stem_sounds(part)}
