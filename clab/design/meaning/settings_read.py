"""Values of routing protocols that were said, at the routers, links and sessions that were meant. Pure."""

import ipaddress
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from clab.design.grammar.addresses_said import LED
from clab.design.grammar.options_said import USUAL_PATHS
from clab.design.grammar.statements import Option, Statements
from clab.design.meaning import addresses_read, preferences_read
from clab.design.meaning.placing import Placing, Said
from clab.design.setting import VALUES, Setting
from clab.design.structure import Unclear

_ALIKE: Final = frozenset(what for what, value in VALUES.items() if value.alike)
AUTO4: Final = ipaddress.IPv4Network("10.128.0.0/9")
MORE_LOOPBACKS: Final = ipaddress.IPv4Network("10.254.0.0/16")
AUTO6: Final = ipaddress.IPv6Network("2001:db8::/32")
"""Where prefixes come from of which only the length was said."""


def settings_of(said: Statements, placing: Placing, pairs: Sequence[tuple[str, str]]) -> list[Said]:
    """All values, in the order in which they were said.

    Raises:
        Unclear: it is not said where, or the value can be none.
    """
    for option in said.options:
        _checked(option)
        made = [(option.words, one) for one in _placed(option, placing)] if option.what != "address" else []
        if not made and option.what not in ("address", "area"):
            raise Unclear(f"{option.words!r}: it is not said where")
        placing.found += made
    placing.host_nets = [*placing.host_nets, *(one.value for _, one in placing.found if one.what == "lan")]
    placing.found += addresses_read.of_ports(_of_ports(said, placing), [one for _, one in placing.found], placing)
    placing.found += preferences_read.preferred(said, placing)
    placing.found += _areas_of_routers(said, placing)
    placing.found += _networks_of_links(said, pairs)
    denied = [words for words in said.words if words.startswith("no ") and words[3:] in {o.what for o in said.options}]
    if denied:
        raise Unclear(f"{denied[0]!r}: it is asked for as well")
    areas = {one.value for _, one in placing.found if one.what in ("area", "iso_area")}
    _borders(said, placing)
    if said.area_count and len(areas) != said.area_count:
        raise Unclear(f"{said.area_count} areas: it is not said which links are in which")
    if "multi_area" in said.words and len(areas) < 2:
        raise Unclear(f"{said.words['multi_area']!r}: it is not said which links are in which area")
    told = [one for _, one in placing.found if one.what == "paths" and one.value != USUAL_PATHS]
    if told:
        placing.found = [item for item in placing.found if item[1].what != "paths" or item[1] in told]
    _clear(placing.found)
    return list(dict.fromkeys(placing.found))


def _of_ports(said: Statements, placing: Placing) -> list[tuple[Option, str, str]]:
    """Addresses of routers: of whom, and who is meant at the other end.

    Raises:
        Unclear: there are not as many as routers.
    """
    found = []
    for option in said.options:
        if option.what != "address":
            continue
        names, values = placing.naming.who(option.who), option.value.split()
        (to,) = placing.naming.who(option.to) if len(option.to) == 1 else ("",)
        if len(names) not in (1, len(values)):
            raise Unclear(f"{option.words!r}: {len(values)} addresses for {len(names)} routers")
        each = [option] if len(names) == 1 else [replace(option, value=one) for one in values]
        found += [(one, name, to) for one, name in zip(each, names, strict=True)]
    return found


def _networks_of_links(said: Statements, pairs: Sequence[tuple[str, str]]) -> list[Said]:
    """The networks of links that were listed, in the order of the links.

    Raises:
        Unclear: there are not as many links, or one is no network of a link.
    """
    if not said.link_nets:
        return []
    words = ", ".join(said.link_nets)
    if len(said.link_nets) != len(pairs) or len({frozenset(pair) for pair in pairs}) < len(pairs):
        raise Unclear(f"{words}: the lab has {len(pairs)} links")
    found = []
    for network, (a, b) in zip(said.link_nets, pairs, strict=True):
        try:
            length = ipaddress.IPv4Network(network).prefixlen
        except ValueError as error:
            raise Unclear(f"{network} is no network") from error
        if not 8 <= length <= 31:
            raise Unclear(f"{network} is no network of a link")
        found += [(words, Setting(what="subnet", value=network, on=on, to=to)) for on, to in ((a, b), (b, a))]
    return found


def _checked(option: Option) -> None:
    value = VALUES.get(option.what)
    if value is not None and value.most is not None and not value.least <= int(option.value) <= value.most:
        raise Unclear(f"{option.words!r}: a {value.title} is between {value.least} and {value.most}")


def _clear(found: Sequence[Said]) -> None:
    """No place has two values, unless it is one of several."""
    values: dict[tuple[str, str, str, int], tuple[str, str]] = {}
    for words, one in found:
        if VALUES[one.what].of == "router" and one.what not in ("level", "iso_area"):
            continue
        key = (one.what, one.on, one.to, one.nth)
        before, value = values.setdefault(key, (words, one.value))
        if value != one.value:
            raise Unclear(f"{before!r} and {words!r}: it is not said which where")


def _placed(option: Option, placing: Placing) -> Iterator[Setting]:
    if option.what == "area" and option.to and not (option.who or option.link):
        option = replace(option, who=option.to, to=(), link=len(option.to) > 1)  # `area 0 for core and distribution`
    taken = [one.on for _, one in placing.found if one.what == option.what]
    who = placing.naming.who(option.who, taken) if option.who else []
    to = placing.naming.who(option.to) if option.to else []
    if option.link and not option.to and len(option.who) > 1 and all(one.by == "names" for one in option.who):
        for row in option.who:
            yield from _placed(replace(option, who=(row,)), placing)
    elif option.what in LED:
        yield from addresses_read.of_routers(option, who or list(placing.routers), placing)
    elif option.what == "ends":
        a, b = _ends(option, who, to, placing)[0]
        yield from addresses_read.ends_of(option, *((a, b) if not who or who[0] in (a, "") else (b, a)))
    elif option.what == "announce":
        yield from _announced(option, who or list(placing.routers), placing)
    elif option.what == "route":
        yield from _routes(option, who, to, placing)
    elif option.what in _ALIKE and who and not option.link:
        for name in who:
            for far in to or placing.beside(name):
                for on, other in ((name, far), (far, name)):
                    yield Setting(what=option.what, value=option.value, on=on, to=other)
    elif option.link:
        for a, b in _ends(option, who, to, placing):
            if VALUES[option.what].of == "router":
                yield Setting(what=option.what, value=option.value, on=a)
            else:
                yield Setting(what=option.what, value=option.value, on=a, to=b, nth=option.nth)
    elif option.what == "area" and who:
        return  # `_areas_of_routers`
    elif to:
        for name in to:
            beside = [one for one in (who or placing.beside(name)) if one != name]
            if not beside:
                raise Unclear(f"{option.words!r}: it is not said of which router")
            for one in beside:
                yield Setting(what=option.what, value=option.value, on=one, to=name)
    else:
        for name in [""] if set(who) >= set(placing.routers) else who or [""]:
            yield Setting(what=option.what, value=option.value, on=name)


def _ends(option: Option, who: Sequence[str], to: Sequence[str], placing: Placing) -> list[tuple[str, str]]:
    """Both ends of every link that is meant, each first once."""
    if not who:
        if not option.nth:
            return [("", "")]
        several = [pair for pair, count in placing.pairs.items() if count > 1 or len(placing.pairs) == 1]
        if len(several) != 1:
            raise Unclear(f"{option.words!r}: it is not said which link that is")
        pairs = several
    else:
        pairs = [pair for pair in placing.pairs if pair <= {*who, *to} and (not to or (pair & {*who} and pair & {*to}))]
    if not pairs:
        raise Unclear(f"{option.words!r}: there is no link between {' and '.join([*who, *to])}")
    if any(placing.pairs[pair] < option.nth for pair in pairs):
        raise Unclear(f"{option.words!r}: there are not so many links")
    sorted_ = [sorted(pair) for pair in pairs]
    return [ends for a, b in sorted_ for ends in ((a, b), (b, a))]


def _borders(said: Statements, placing: Placing) -> None:
    """Those who are said to stand between areas have links of several.

    Raises:
        Unclear: one has not.
    """
    areas = {frozenset((one.on, one.to)): one.value for _, one in placing.found if one.what == "area" and one.to}
    for words, whos in said.area_borders:
        for name in placing.naming.who(whos):
            if len({areas.get(pair, "0") for pair in placing.pairs if name in pair}) < 2:
                raise Unclear(f"{words!r}: its links are in one area")


_BELOW: Final = re.compile(r"\b(?:below|under|beneath|behind)\b", re.IGNORECASE)


def _areas_of_routers(said: Statements, placing: Placing) -> Iterator[Said]:
    """Where areas are said of routers: a link is in the area of the end that is not in the backbone."""
    areas: dict[str, set[str]] = {}
    words: dict[str, str] = {}
    for option in said.options:
        if option.what == "area" and option.who and not option.link:
            for name in placing.naming.who(option.who):
                areas.setdefault(name, set()).add(option.value)
                words[name] = option.words
    told = {frozenset((one.on, one.to)) for _, one in placing.found if one.what == "area"}
    backbone = any(one.what == "area" and one.value == "0" for one in said.options)
    kept = {(name, one.value) for _, one in placing.found if one.what == "area" for name in (one.on, one.to)}
    for pair in placing.pairs:
        ends = sorted(pair)
        if pair in told or not any(name in areas for name in ends) or len(ends) != 2:
            continue
        both = [areas.get(name, set()) for name in ends]
        shared = both[0] & both[1] or both[0] | both[1]
        own = shared - {"0"} or shared
        told_of = words[next(name for name in ends if name in areas)]
        below = _BELOW.search(told_of)  # `area 10 below dist1`: of its links that are in none
        alone = len(both[0] | both[1]) == 1 and backbone  # a router of one area, beside a backbone that is named
        if len(own) != 1 or (not all(both) and own != {"0"} and not below and not alone):
            raise Unclear(f"{told_of!r}: the area of a link is not said")
        kept |= {(name, next(iter(own))) for name in ends}
        for on, to in (ends, ends[::-1]):
            yield told_of, Setting(what="area", value=next(iter(own)), on=on, to=to)
    lost = [name for name, own in areas.items() if any((name, value) not in kept for value in own - {"0"})]
    if lost:
        raise Unclear(f"{words[lost[0]]!r}: no link is left for it")


def _announced(option: Option, who: Sequence[str], placing: Placing) -> Iterator[Setting]:
    made, _, length = option.value.partition("/")
    nth = length.partition(" ")[2]  # of loopbacks beside the first
    for number, name in enumerate(who, 1):
        value = option.value.replace("{n}", str(number))
        if nth:
            value = f"{MORE_LOOPBACKS[256 * int(nth) + placing.routers.index(name) + 1]}/32"
        elif made == "auto":
            place = placing.routers.index(name) + 1
            six = int(length) > 32
            if not (48 <= int(length) <= 64 or 12 <= int(length) <= 30):
                raise Unclear(f"{option.words!r}: it is not said which")
            pool = AUTO6 if six else AUTO4
            base = int(pool.network_address) + place * 2 ** (pool.max_prefixlen - (48 if six else int(length)))
            value = f"{ipaddress.ip_address(base)}/{length}"
        yield Setting(what="announce", value=value, on=name)


def _routes(option: Option, who: Sequence[str], to: Sequence[str], placing: Placing) -> Iterator[Setting]:
    prefix, distance, *hop = option.value.split()
    for name in who:
        if hop:
            yield Setting(what="route", value=f"{prefix} {hop[0]} {distance}", on=name)
            continue
        if len(to) != 1 or to[0] not in placing.beside(name):
            raise Unclear(f"{option.words!r}: {name} has no link to {', '.join(to)}")
        yield Setting(what="route", value=f"{prefix} {to[0]} {distance}", on=name)
