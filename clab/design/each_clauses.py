"""Clauses that say of whom something is, as one: `one AS per leaf`, `spines SR Linux, leaves FRR`. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from clab.design.tokens import Token

_LINKS: Final = ("is", "are", ":", "on", "as", "using")
_OUTSIDE: Final = ("host", "as", "site")


def _at(found: Sequence[Token], place: int) -> Token:
    return found[place] if 0 <= place < len(found) else Token("stop", "", "", 0)


def as_of_each(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`one AS per leaf`, `own ASN for every spoke`, `a different AS for each router`: each of those has its own."""
    ahead = place
    if _at(found, ahead).type == "article" or _at(found, ahead).numbers == (1,):
        ahead += 1
    own = _at(found, ahead).value == "own"
    ahead += own
    named = own and _at(found, ahead - 1).text.lower().endswith(("as", "asn"))
    if not named:
        if ahead == place or _at(found, ahead).value not in ("as", "as_word"):
            return None
        ahead += 1
    while _at(found, ahead).text.lower() in ("for", "on", "at", "to", "in"):
        ahead += 1
    each, role = _at(found, ahead), _at(found, ahead + 1)
    if each.value != "each" or role.type != "role" or role.value in _OUTSIDE:
        return None
    start = found[place].start
    owned = replace(each, type="word", value="own", text="own AS", numbers=())
    last = replace(role, type="role", value="as")
    return ahead + 2 - place, [replace(each, start=start), replace(role, start=start), owned, last]


def mixed(found: Sequence[Token]) -> bool:
    """Whether two systems or more are named."""
    return len({token.value for token in found if token.type == "system"}) > 1


def system_of_role(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`spines 2x SR Linux, leaves: 3 FRR`, `spines SR Linux, leaves FRR`: the system stands behind its role."""
    role, before = found[place], _at(found, place - 1)
    if role.type != "role" or not role.plural or role.value in (*_OUTSIDE, "router") or not mixed(found):
        return None
    if (
        place
        and before.type not in ("stop", "shape", "dimension")
        and before.text.lower() not in ("and", "&", "plus", "with")
    ):
        return None
    ahead = place + 1
    while _at(found, ahead).text.lower() in _LINKS:
        ahead += 1
    number = _at(found, ahead).type == "number"
    system, after = _at(found, ahead + number), _at(found, ahead + number + 1)
    if system.type != "system" or after.type in ("role", "system", "name"):
        return None
    noun = replace(role, start=system.start, text=system.text)
    return ahead + number + 1 - place, [*([found[ahead]] if number else []), system, noun]


def system_of_names(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`r1 r2 SR Linux and r3 FRR`, `r1 and r4 are frr`: every name with its system."""
    if found[place].type != "name" or not mixed(found) or _at(found, place - 1).type in ("mark", "name", "system"):
        return None
    ahead, names = place, []
    while _at(found, ahead).type == "name":
        names.append(found[ahead])
        ahead += 1
        after = ahead
        while _at(found, after).text.lower() in (",", "and", "&", "/"):
            after += 1
        if _at(found, after).type != "name":
            break
        ahead = after
    while _at(found, ahead).text.lower() in _LINKS:
        ahead += 1
    system, after_it = _at(found, ahead), _at(found, ahead + 1)
    if system.type != "system" or after_it.type in ("role", "system", "name", "mark"):
        return None
    made: list[Token] = []
    for name in names:
        made += [Token("stop", ",", ",", name.start)] if made else []
        made += [name, Token("stop", "(", "(", name.start), replace(system, start=name.start, text=name.text)]
        made.append(Token("stop", ")", ")", name.start))
    return ahead + 1 - place, made


def diagonal(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`one diagonal from r1 to r3`, `a link from r1 to r3`: a link between those two."""
    ahead = place
    while _at(found, ahead).type in ("article", "number") and _at(found, ahead).numbers == (1,):
        ahead += 1
    while _at(found, ahead).text.lower() in ("diagonal", "extra", "additional", "more", "diagonal link", "extra link"):
        ahead += 1
    said = any(token.text.lower().startswith(("diag", "extra", "addit", "more")) for token in found[place:ahead])
    if _at(found, place - 1).type in ("unknown", "beyond") or _at(found, place - 1).value in ("no", "parallel"):
        return None
    link = _at(found, ahead).value == "link" and not _at(found, ahead).plural
    ahead += link
    if link and _at(found, ahead).text.lower() == "between":
        return None
    if not (link or said) or _at(found, ahead).text.lower() not in ("from", "between"):
        return None
    a, to, b = (_at(found, ahead + k) for k in (1, 2, 3))
    ends = a.type == b.type == "name" and (to.type == "mark" or to.text.lower() in ("to", "and"))
    if (
        not ends
        or not (said or _at(found, ahead).text.lower() == "from")
        or _at(found, ahead + 4).type in ("name", "mark")
    ):
        return None
    return ahead + 4 - place, [a, replace(to, type="mark", value="link"), b]


def link_joins(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`one link joins the sites`: one link between them."""
    if found[place].value != "link" or _at(found, place + 1).text.lower().rstrip("s") not in (
        "join",
        "connect",
        "link",
    ):
        return None
    site = _at(found, place + 2)
    if site.value != "site" or not site.plural or _at(found, place + 3).type not in ("stop", "word"):
        return None
    return 2, [found[place], replace(_at(found, place + 1), value="between", text="between")]


def one_diagonal(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`a square with one diagonal`: where nobody has a name, the one from the first to the third."""
    ahead = place + (_at(found, place).numbers == (1,))
    square = any(token.value == "square" for token in found) and not any(token.type == "name" for token in found)
    if not square or ahead == place or _at(found, ahead).text.lower() not in ("diagonal", "diagonal link"):
        return None
    ahead += 1 + (_at(found, ahead + 1).value == "link")
    start = found[place].start
    ends = [replace(found[place], type="name", value=name, text=name, numbers=()) for name in ("r1", "r3")]
    return ahead - place, [ends[0], Token("mark", "link", "-", start), ends[1]]


def placed_first(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`in the centre is one router, around it are six routers`: the routers come first."""
    where, before = found[place], _at(found, place - 1)
    if where.value not in ("centre", "outer") or (place and before.type != "stop" and before.text.lower() != "and"):
        return None
    ahead = place + 1
    while _at(found, ahead).text.lower() in ("is", "are", "there", "we", "stand", ":"):
        ahead += 1
    noun = ahead
    while _at(found, ahead).type in ("number", "article", "system"):
        ahead += 1
    if noun in (place + 1, ahead) or _at(found, ahead).value != "router":
        return None
    return ahead + 1 - place, [*found[noun : ahead + 1], where]


def others_at_it(found: Sequence[Token], place: int) -> tuple[int, list[Token]] | None:
    """`a router with four others connected to it`: those are routers."""
    number, other, joined = found[place], _at(found, place + 1), _at(found, place + 2)
    held = _at(found, place - 1).text.lower() in ("with", "has", "having")
    if number.type != "number" or other.text.lower() != "others" or not held or joined.value not in ("joined", "outer"):
        return None
    return 2, [number, replace(other, type="role", value="router", plural=True)]


RULES: Final = (
    others_at_it,
    one_diagonal,
    placed_first,
    link_joins,
    as_of_each,
    system_of_role,
    system_of_names,
    diagonal,
)
