"""Which AS number each router has, as the phrases of a request say it. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from clab.design.builder import draw
from clab.design.grammar.roles import OUTER
from clab.design.intent import Intent
from clab.design.meaning.resolved import Resolved
from clab.design.structure import Structure, Unclear
from clab.design.words.vocabulary import IGPS


def all_covered(reading: Resolved, pairs: Sequence[tuple[str, str]], built: Structure) -> bool:
    """`r2-r3 eBGP, r3-r4 eBGP`: whether each link between two AS is one of those that were said."""
    said = [set(one.between) for one in reading.runs if one.name in ("bgp", "ebgp") and one.wanted]
    ends = [[{end, built.roles.get(end, "")} for end in pair] for pair in pairs]
    return all(any(a & one and b & one for one in said) for a, b in ends)


def split(asns: Mapping[str, int], pairs: Sequence[tuple[str, str]], built: Structure) -> str:
    """`r1 and r3 in AS 65001, r2 between them in AS 65002`: where no link is inside an AS there is no iBGP."""
    if any(asns.get(a) == asns.get(b) for a, b in pairs):
        return "both"
    built.remarks.append("no link is inside an AS, so all sessions are eBGP")
    return "ebgp"


def sided(reading: Resolved) -> bool:
    """Whether iBGP and eBGP are each said of routers by name: they make the autonomous systems."""
    inner = [one for one in reading.runs if one.name == "ibgp" and one.wanted]
    outer = [one for one in reading.runs if one.name == "ebgp" and one.wanted]
    return bool(inner and outer) and all(one.between for one in (*inner, *outer))


def systems_of(reading: Resolved, routers: Sequence[str], built: Structure) -> dict[str, int]:
    """The AS number of every router that speaks BGP: those that speak iBGP share one.

    Raises:
        Unclear: what is said of them does not fit.
    """
    given = {name: number for name, number in reading.asns.named.items() if name in routers}
    for group in reading.groups:
        held = group.names or tuple(name for name in routers if built.roles.get(name) == group.role != "router")
        if len(group.asns) == 1:
            given |= dict.fromkeys(held, group.asns[0])
    said = [
        (one.name, built.among(routers, one.between))
        for one in reading.runs
        if one.name in ("ibgp", "ebgp") and one.wanted
    ]
    first = reading.asns.listed[0] if reading.asns.listed else 65_001
    free = (number for number in range(first, first + 1_000) if number not in given.values())
    for name, own in sorted(said, key=lambda one: one[0] != "ibgp"):
        if name == "ibgp":
            numbers = {given[each] for each in own if each in given}
            if len(numbers) > 1:
                raise Unclear("iBGP runs in one AS")
            given |= dict.fromkeys(own, next(iter(numbers)) if numbers else next(free))
        else:
            for each in own:
                given.setdefault(each, next(free))
    for name, own in said:
        if name == "ebgp" and len({given[each] for each in own}) < 2:
            raise Unclear("eBGP runs between different AS numbers")
    return given


def parted(reading: Resolved) -> bool:
    """Whether AS numbers are said by name, some of them of several routers."""
    numbers = list(reading.asns.named.values())
    return 1 < len(set(numbers)) < len(numbers)


def grouped(reading: Resolved) -> bool:
    """Whether AS numbers are said of groups, one of them of several routers."""
    told = [(group.count or len(group.names) or 1, group.asns) for group in reading.groups if len(group.asns) == 1]
    numbers = {numbers for _, numbers in told} | {(number,) for number in reading.asns.named.values()}
    return len(numbers) > 1 and any(count > 1 for count, _ in told)


def numbers(reading: Resolved, base: Intent, bgp: str, routers: list[str], built: Structure) -> dict[str, Any]:
    """AS numbers: of each router, the first, or the one of all."""
    if bgp == "both" and sided(reading):
        given = systems_of(reading, routers, built)
        return {
            "asns": tuple(given.get(name, 0) for name in routers),
            "bgp_off": tuple(name for name in routers if name not in given),
        }
    numbers = list(base.asns) or list(dict.fromkeys(reading.asns.listed))
    spread = reading.told_asns
    if spread and not base.asns:
        outside = {group.role for group in reading.groups if group.asns}
        of_rest = bgp == "both" and len(numbers) == 1 and not reading.asns.first and outside <= set(OUTER)
        if numbers and not of_rest and not (reading.asns.first and len(numbers) == 1):
            raise Unclear("it is not said whose AS numbers they are")
        if bgp == "ibgp" and len(set(spread)) == 1:
            return {"asns": (), "first_asn": spread[0]}
        core = numbers[0] if of_rest else 0
        numbers = by_group(reading, routers, base, built, core)
        if bgp == "both":
            off = without_bgp(reading, routers, built)
            return {
                "asns": tuple(0 if name in off else number for name, number in zip(routers, numbers, strict=True)),
                "bgp_off": tuple(off),
            }
        if bgp in ("ibgp", "ebgp"):
            if bgp == "ibgp" and len(set(numbers)) > 1:
                raise Unclear("iBGP runs in one AS")
            if bgp == "ebgp" and len(set(numbers)) == 1 and len(routers) > 1:
                raise Unclear("eBGP runs between different AS numbers")
            return {"asns": tuple(numbers)}
    if bgp == "both" and base.shape == "custom":
        return {"asns": both(routers, built, numbers)}
    if not numbers and reading.asns.own and bgp == "ebgp" and reading.asns.own_role not in ("leaf", "tor"):
        return {"asns": tuple(65_001 + place for place in range(len(routers)))}
    if not numbers:
        return {}
    if bgp == "none":
        raise Unclear("AS numbers, but no BGP")
    if len(numbers) == len(routers) and len(routers) > 1:
        if bgp == "ibgp" and len(set(numbers)) > 1:
            raise Unclear("iBGP runs in one AS")
        return {"asns": tuple(numbers)}
    if bgp == "ibgp" and len(set(numbers)) == 1:
        return {"asns": (), "first_asn": numbers[0]}
    if bgp == "ebgp" and base.shape == "leaf_spine" and len(numbers) == 1 + base.leaves:
        return {"asns": (*[numbers[0]] * base.spines, *numbers[1:])}
    if bgp == "ebgp" and len(numbers) == 1:
        built.remarks.append(f"the AS numbers run from {numbers[0]}")
        return {"asns": (), "first_asn": numbers[0]}
    if bgp == "ebgp" and base.route_server and len(numbers) == len(routers) - 1 and not spread:
        server = next(number for number in range(65_000, 65_535) if number not in numbers)
        built.remarks.append(f"no AS number of the route server was named: {server}")
        return {"asns": (server, *numbers)}
    raise Unclear(f"{len(numbers)} AS numbers for {len(routers)} routers")


def by_group(reading: Resolved, routers: list[str], base: Intent, built: Structure, core: int = 0) -> list[int]:
    """AS numbers that were said of groups; routers of which nothing was said get that of the `core` or free ones."""
    drawn = {one.name: one.role for one in draw(base)[0]}
    given: dict[str, int] = {}
    for group in reading.groups:
        if not group.asns:
            continue
        flat = [one for one in reading.groups if one.role == "router"]
        place = sum(one.count or 1 for one in flat[: flat.index(group)]) if group in flat and len(flat) > 1 else None
        if place is not None and not group.names and sum(one.count or 1 for one in flat) == len(routers):
            given |= dict.fromkeys(routers[place : place + (group.count or 1)], group.asns[0])
            continue
        own = list(group.names) or [name for name in routers if group.role in (built.roles.get(name), drawn.get(name))]
        if not own and base.shape == "exchange":
            own = [name for name in routers if built.roles.get(name) == "member"]
        if not own and len(reading.groups) == 1:
            own = routers
        if not own or len(group.asns) not in (1, len(own)):
            raise Unclear(f"{group.words!r}: {len(group.asns)} AS numbers for {len(own)} routers")
        given |= dict(zip(own, group.asns * len(own) if len(group.asns) == 1 else group.asns, strict=False))
    open_ = set(routers) - set(reading.asns.named) - set(silent(reading, routers, built))
    outside = [name for name in reading.asns.named if built.roles.get(name) in OUTER]
    inner = [name for name in open_ if built.roles.get(name) not in OUTER]
    if not core and len(outside) == len(reading.asns.named) and inner == [*open_] and reading.reaches_outside:
        core = next(number for number in range(65_000, 65_535) if number not in reading.asns.named.values())
    if not core and reading.asns.named and not any(group.asns for group in reading.groups) and open_:
        raise Unclear("the AS number of some routers is not said")
    given |= {name: number for name, number in reading.asns.named.items() if name in routers}
    first = reading.asns.listed[0] if reading.asns.first and reading.asns.listed else 65_001
    free = (number for number in range(first, first + 1_000) if number not in given.values())
    return [given.get(name) or core or next(free) for name in routers]


def without_bgp(reading: Resolved, routers: Sequence[str], built: Structure) -> list[str]:
    """The routers of which an IGP alone is said, beside others whose AS are named.

    Raises:
        Unclear: nothing is said of one.
    """
    told = set(reading.asns.named)
    for group in reading.groups:
        told |= {
            name for name in routers if group.asns and (name in group.names or built.roles.get(name) == group.role)
        }
    inner = {name for one in reading.runs if one.name in IGPS and one.wanted for name in one.between}
    outer = {name for one in reading.runs if one.name in ("ibgp", "ebgp", "bgp") for name in one.between}
    open_ = [name for name in routers if name not in told and name not in outer]
    off = built.among(open_, inner)
    if open_ and told and len(off) < len(open_) and inner:
        raise Unclear("the AS number of some routers is not said")
    return off


def silent(reading: Resolved, routers: Sequence[str], built: Structure) -> list[str]:
    """The routers that speak no BGP, where it is said of some alone, by name or role."""
    said = [one for one in reading.runs if one.name in ("bgp", "ebgp", "ibgp") and one.wanted]
    if not said or not all(one.between for one in said):
        return []
    speaking = {name for one in said for name in one.between}
    heard = built.among(routers, speaking)
    return [name for name in routers if name not in heard]


def both(routers: list[str], built: Structure, numbers: list[int]) -> tuple[int, ...]:
    """One AS for the core, one of its own for every router outside."""
    outside = [name for name in routers if built.roles.get(name) in OUTER]
    if len(numbers) == len(routers):
        return tuple(numbers)
    if len(numbers) not in (0, 1, 1 + len(outside)):
        raise Unclear(f"{len(numbers)} AS numbers for a core and {len(outside)} routers outside")
    core = numbers[0] if numbers else 65_000
    rest = numbers[1:] or [core + 1 + k for k in range(len(outside))]
    own = dict(zip(outside, rest, strict=True))
    return tuple(own.get(name, core) for name in routers)
