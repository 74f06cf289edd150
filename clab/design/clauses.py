"""Clauses that say the same in another order, as one: tokens in, tokens out. Pure.

`connect them in a ring` is `in a ring`, `attach a host to every leaf` is `a host to every leaf`, `r1 has links to r2`
is `r1 connected to r2`, `leaves 1 and 2` are `leaf1 and leaf2`. No token is made up, and none that says something of
the lab is lost.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from clab.design.each_clauses import RULES
from clab.design.tokens import Token

Rule = Callable[[Sequence[Token], int], tuple[int, list[Token]] | None]
"""Looks at a place; how many tokens it takes, and what stands for them."""

_PLACES: Final = ("on", "at", "to", "behind", "under", "off", "in", "with", "into", "for")
_IN_FRONT: Final = ("on", "at", "to", "from", "an", "auf", "bei", "sur", "en")
_SHORT: Final = {"router": "r"}
_NUMBERED: Final = ("router", "spine", "leaf", "superspine", "pe", "ce", "p", "core", "dist", "access", "hub", "spoke")


def settled(found: Sequence[Token]) -> tuple[Token, ...]:
    """All clauses in their one form."""
    made: list[Token] = []
    place = 0
    while place < len(found):
        for rule in _RULES:
            taken = rule(found, place)
            if taken is not None:
                place += taken[0]
                made += taken[1]
                break
        else:
            made.append(found[place])
            place += 1
    return tuple(made)


def told_apart(found: Sequence[Token]) -> tuple[Token, ...]:
    """Where some routers and some switches are counted, a switch is no router."""
    counted = {
        "switch" if token.text.lower().startswith("switch") else "router"
        for k, token in enumerate(found)
        if token.value == "router" and token.text.lower().startswith(("switch", "router")) and _counted(found, k)
    }
    if len(counted) < 2:
        return tuple(found)
    return tuple(
        replace(token, value="switch") if token.value == "router" and token.text.lower().startswith("switch") else token
        for token in found
    )


def _counted(found: Sequence[Token], place: int) -> bool:
    """Whether a number or an article stands before a noun and its system."""
    before = _at(found, place - 1)
    if before.type == "system":
        before = _at(found, place - 2)
    return before.type in ("number", "article")


def _at(found: Sequence[Token], place: int) -> Token:
    return found[place] if 0 <= place < len(found) else Token("stop", "", "", 0)


def _begins(found: Sequence[Token], place: int) -> bool:
    """Whether a clause begins here."""
    before = _at(found, place - 1)
    return place == 0 or before.type == "stop" or before.text.lower() in ("and", "then", "und") or before.value == "lab"


def _command(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`connect them in a ring`, `link all routers as a full mesh`, `attach a host to every leaf`."""
    verb = found[place]
    if verb.value != "joined" or not _begins(found, place) or verb.text.lower().endswith(("ed", " to", " with")):
        return None
    ahead = place + 1
    while _at(found, ahead).value in ("them", "each", "each_other") or (
        _at(found, ahead).value == "router" and _at(found, ahead - 1).type != "number"
    ):
        ahead += 1
    after = ahead
    while _at(found, after).value in ("joint", "as_role") or _at(found, after).type == "article":
        after += 1
    if after > place + 1 and _at(found, after).type == "shape":
        return after - place, []
    noun = place + 1
    while _at(found, noun).type in ("number", "article", "system") or _at(found, noun).value == "other":
        noun += 1
    if _at(found, noun).value == "host":
        return 1, []
    after = noun + 1
    while _at(found, after).value in ("joint", "as_role") or _at(found, after).type == "article":
        after += 1
    if _at(found, noun).type == "role" and after > noun + 1 and _at(found, after).type == "shape":
        return 1, []
    return None


def _attached(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`two directly attached hosts`: hosts are attached in any case."""
    before, after = _at(found, place - 1), _at(found, place + 1)
    plain = found[place].value == "joined" and found[place].text.lower().endswith("ed")
    return (1, []) if plain and before.type in ("number", "article") and after.value == "host" else None


def _has_links(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`r1 has links to r2 and r3`."""
    if _at(found, place).text.lower() not in ("has", "have", "with", "having", "gets"):
        return None
    ahead = place + 1
    count = _at(found, ahead).type in ("number", "article") and _at(found, ahead).numbers[0] == 1
    ahead += count
    link, to = _at(found, ahead), _at(found, ahead + 1)
    if link.value != "link" or to.text.lower() not in ("to", "with", "towards", "toward") or (link.plural and count):
        return None
    return ahead + 2 - place, [replace(found[place], type="word", value="joined", text="connected to")]


def _numbered_names(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`leaf 1`, `leaves 1 and 2`, `routers 1, 3 and 4`; but `2 spines 4 leaves` are numbers of those."""
    role = found[place]
    if role.type != "role" or role.value not in _NUMBERED or _at(found, place - 1).type in ("number", "dimension"):
        return None
    ahead, names = place + 1, []
    while _at(found, ahead).type == "number" and _at(found, ahead).text.isdecimal():
        number = found[ahead]
        names.append(replace(number, type="name", value=f"{_SHORT.get(role.value, role.value)}{number.numbers[0]}"))
        ahead += 1
        last = _at(found, ahead + 1)
        if _at(found, ahead).text.lower() in ("to", "through", "-") and last.type == "number" and len(names) == 1:
            for k in range(number.numbers[0] + 1, min(last.numbers[0], number.numbers[0] + 63) + 1):
                names.append(replace(names[0], value=f"{_SHORT.get(role.value, role.value)}{k}"))
            ahead += 2
            break
        after = ahead
        while _at(found, after).text.lower() in (",", "and", "&"):
            after += 1
        numbered = _at(found, after).type == "number" and _at(found, after + 1).type not in ("role", "system")
        if after == ahead or not numbered or not (role.plural or _at(found, after).text.isdecimal()):
            break
        ahead = after
    follows = _at(found, ahead)
    if not names or follows.type in ("role", "system", "dimension", "mask") or follows.value in ("link", "parallel"):
        return None
    if role.plural and len(names) == 1:
        return None
    names = [replace(name, text=name.value) for name in names]
    joined = [one for name in names for one in (Token("stop", ",", ",", name.start), name)][1:]
    return ahead - place, joined


def _times(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`SR Linux x3`, `spines: 2`: the number comes first."""
    thing, times = found[place], _at(found, place + 1)
    if (
        thing.type in ("system", "shape")
        and times.type == "name"
        and times.text[:1] in "x×"
        and times.text[1:].isdecimal()
    ):
        number = replace(times, type="number", value=times.text, numbers=(int(times.text[1:]),))
        noun = [replace(times, type="role", value="router")] if thing.type == "shape" else []
        return 2, [number, *noun, thing]
    number, after = _at(found, place + 2), _at(found, place + 3)
    if (
        thing.type == "role"
        and thing.plural
        and times.value == ":"
        and number.type == "number"
        and after.type == "stop"
        and _at(found, place - 1).type not in ("number", "system")
    ):
        return 3, [number, thing]
    return None


def _role_of_number(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`a core of three routers`, `core ring of four routers`: the number is one of that role."""
    role = found[place]
    if role.type != "role" or role.plural or role.value not in (*_NUMBERED, "isp") or role.value == "router":
        return None
    shape = _at(found, place + 1).type == "shape"
    number = place + 2 + shape
    after = number + 1 + (_at(found, number + 1).type == "system")
    if (
        _at(found, place + 1 + shape).text.lower() not in ("of", "with")
        or _at(found, number).type != "number"
        or _at(found, after).value != "router"
        or _at(found, place - 1).type == "number"
    ):
        return None
    noun = replace(found[after], value=role.value)
    return after + 1 - place, [*found[place + 1 : after], noun]


def _in_front(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`behind every core router one access router`: the place stands first."""
    if found[place].value != "behind" and found[place].text.lower() not in _IN_FRONT:
        return None
    ahead = place + 1
    if not (_begins(found, place) and _at(found, ahead).value == "each" and _at(found, ahead).text.lower() != "both"):
        return None
    ahead += 1
    while _at(found, ahead).type in ("role", "system") and _at(found, ahead).value != "host":
        ahead += 1
    named = ahead > place + 2
    if named and _at(found, ahead).value == "joined" and _at(found, ahead + 1).type in ("number", "article"):
        return ahead + 1 - place, list(found[place + 1 : ahead])  # `an jedem Leaf hängt ein Host`
    return (1, []) if named and _at(found, ahead).type in ("number", "article") else None


def _named_link(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`an extra link between r1 and r3`: where its ends are named, no word before it makes it another one."""
    if not found[place].text.lower().startswith(("diagonal", "extra", "additional")):
        return None  # and never `except`, `without`, `backup`
    if _at(found, place + 1).type == _at(found, place + 3).type == "name" and _at(found, place + 2).type == "mark":
        return 1, []  # `a diagonal r1-r3`
    if _at(found, place + 1).value != "link":
        return None
    ends = _at(found, place + 2).text.lower() in ("between", "from") and _at(found, place + 3).type == "name"
    return (1, []) if ends else None


_TITLES: Final = ("isp", "site", "core", "access", "dist", "customer", "edge", "wan")


def _system_for(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`SR Linux for two spines`: the role has that system."""
    if found[place].type != "system" or _at(found, place + 1).text.lower() not in ("for", "on", "as"):
        return None
    number = _at(found, place + 2).type in ("number", "article")
    noun = _at(found, place + 2 + number)
    if (
        noun.type != "role"
        or noun.value in ("host", "as", "site")
        or _at(found, place - 1).type in ("number", "article")
    ):
        return None
    return 3 + number, [*([found[place + 2]] if number else []), found[place], noun]


def _title(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`small ISP core: …`: what the whole is called."""
    if place:
        return None
    ahead = 0
    while _at(found, ahead).value == "dual" or (
        _at(found, ahead).type == "role" and _at(found, ahead).value in _TITLES and not _at(found, ahead).plural
    ):
        ahead += 1
    ahead += _at(found, 0).value == "dual" and _at(found, ahead).type == "role"
    alone = ahead == 1 and found[0].value not in ("isp", "site")
    return None if not ahead or alone or _at(found, ahead).value not in (":", "lab") else (ahead, [])


def _between_numbers(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`AS 65001 <-> AS 65002`: two numbers."""
    mark = found[place].type == "mark" and _at(found, place - 1).type == "asn" and _at(found, place + 1).type == "asn"
    return (1, [Token("stop", ",", ",", found[place].start)]) if mark else None


_RULES: Final[tuple[Rule, ...]] = (
    *RULES,
    _between_numbers,
    _title,
    _system_for,
    _command,
    _has_links,
    _numbered_names,
    _times,
    _attached,
    _role_of_number,
    _in_front,
    _named_link,
)
