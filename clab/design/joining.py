"""Links that are said one by one or between groups, as a custom lab: every node has a name. Pure."""

import re
from itertools import combinations, pairwise, product
from typing import Any

from clab.design.composing import FIXED, Structure, Unclear, is_host, names_of, numbered, role_of, whole_lab
from clab.design.forms import form
from clab.design.intent import CustomLink, CustomNode
from clab.design.phrases import Group, Reading, Ref

_NUMBERED = re.compile(r"(?P<word>[A-Za-z]{1,30}[-_]?)(?P<number>\d{1,3})")
_SHORT = {"router": "r", "rrclient": "r", "rr": "rr", "edge": "edge", "site": "site"}


def join(reading: Reading, kind: str, shapes: set[str]) -> Structure:
    """Name every router of every group, then every link.

    Raises:
        Unclear: a party has no routers, or the routers are not all joined.
    """
    plain = [group for group in reading.groups if group.role == "router"]
    for group in plain:
        if group.kind is None and not group.names and not reading.systems and any(other.kind for other in plain):
            raise Unclear(f"{group.words!r}: it is not said which system it is")
    for group in reading.groups:
        if group.role == "switch" and group.kind is None and not reading.systems and not group.names:
            raise Unclear(f"{group.words!r}: it is not said which system it is")
    _apart(reading)
    members, roles = _members(reading)
    pairs: list[tuple[str, str]] = []
    shared: list[str] = []
    for joint in reading.joints:
        a = _parties(joint.a, members, roles)
        b = _parties(joint.b, members, roles)
        if not a or (joint.b and not b):
            raise Unclear(f"{joint.words!r}: it is not said which routers they are")
        if not joint.b and len(a) < 2:
            raise Unclear(f"{joint.words!r}: it is not said to what")
        found = list(product(a, b)) if joint.b else list(combinations(a, 2))
        if joint.share:
            found = [(one, b[(k * joint.share + n) % len(b)]) for k, one in enumerate(a) for n in range(joint.share)]
            shared.append(f"{joint.words!r}: which of them was not said, so they are taken in turn")
        if all(one == other for one, other in found):
            raise Unclear(f"{joint.words!r}: it is not said to what")
        pairs += [pair for pair in found if pair[0] != pair[1]] * joint.times
    pairs += _held(reading, members)
    shapes, tiers, remarks = shapes - {"tree", "partial_mesh"}, _between_tiers(reading, members, pairs), shared
    if tiers:
        remarks.append("how all tiers are joined was not said: every switch with every one of the next tier")
        pairs += tiers
    pairs = _unique(pairs, reading)
    named = [name for names in members.values() for name in names]
    stands = [name for one in reading.scoped for name in _parties(one.of, members, roles)]
    spoken = list(dict.fromkeys([*named, *(end for pair in pairs for end in pair), *stands]))
    routers = [name for name in spoken if not is_host(name)]
    if len(routers) == 2 and shapes <= {"pair"}:
        pass
    elif (
        shapes
        and not (shapes == {"full_mesh"} and len(pairs) == len(routers) * (len(routers) - 1) // 2)
        and not _fits(shapes, routers, pairs)
    ):
        pairs = _unique([*_formed(reading, shapes, members, roles), *pairs], reading)
    if not _connected(spoken, pairs):
        raise Unclear("not all routers are joined to the others")
    kinds = {name: group.kind for place, group in enumerate(reading.groups) for name in members.get(place, ())}
    kinds |= reading.name_kinds
    nodes = tuple(CustomNode(name=name, kind="linux" if is_host(name) else kinds.get(name) or kind) for name in spoken)
    values: dict[str, Any] = {"shape": "custom", "nodes": nodes, "links": tuple(CustomLink(a=a, b=b) for a, b in pairs)}
    found_roles = {name: roles.get(name) or role_of(name) for name in routers}
    reflectors = tuple(name for name in routers if found_roles[name] == "rr")
    if reflectors:
        values["reflectors"] = reflectors
    asns = _asns(reading, members, routers)
    if asns:
        values["asns"] = asns
    return Structure(values, found_roles, remarks)


def _apart(reading: Reading) -> None:
    """Two numbers of the same role are of two groups where each is joined by itself.

    Raises:
        Unclear: one of them is not.
    """
    used = {ref.group for joint in reading.joints for ref in (*joint.a, *joint.b) if ref.by == "group"}
    used |= {ref.group for one in reading.scoped for ref in one.of if ref.by == "group"}
    used |= {group.inside for group in reading.groups if group.inside is not None}
    for place, group in enumerate(reading.groups):
        same = [one for one in reading.groups if one is not group and one.role == group.role and one.inside is None]
        same = [one for one in same if not one.names and (one.kind, one.asns) == (group.kind, group.asns)]
        plain = group.inside is None and not group.names and group.role != "router"
        if same and plain and place not in used:
            raise Unclear(f"{group.words!r} and {same[0].words!r}: it is not said which are which")


def _formed(
    reading: Reading, shapes: set[str], members: dict[int, tuple[str, ...]], roles: dict[str, str]
) -> list[tuple[str, str]]:
    """The links of shapes in which some of the routers stand.

    Raises:
        Unclear: it is not said who stands in a shape.
    """
    found: list[tuple[str, str]] = []
    for shape in sorted(shapes):
        scoped = [one for one in reading.scoped if one.shape == shape]
        if not scoped:
            raise Unclear(f"{shape.replace('_', ' ')}: the links that are named make another shape")
        for one in scoped:
            names = _parties(one.of, members, roles)
            if len(names) < 2 or FIXED.get(shape, len(names)) != len(names) or (shape == "ring" and len(names) < 3):
                raise Unclear(f"{one.words!r}: {len(names)} routers stand in it")
            found += form(shape, names)
    return found


def _members(reading: Reading) -> tuple[dict[int, tuple[str, ...]], dict[str, str]]:
    """The names of every group's routers, and the role of every name."""
    spoken = [ref.name for joint in reading.joints for ref in (*joint.a, *joint.b) if ref.by == "name"]
    spoken = list(dict.fromkeys([*(name for name in reading.names), *spoken]))
    spoken = [name for name in spoken if not is_host(name)]
    taken = {name for group in reading.groups for name in group.names}
    free = [name for name in spoken if name not in taken]
    members: dict[int, tuple[str, ...]] = {}
    roles: dict[str, str] = {}
    used: dict[str, int] = {}
    for place, group in enumerate(reading.groups):
        if whole_lab(group) or _is_total(reading, group):
            members[place] = ()
            continue
        names = group.names or _matching(group, free, spoken)
        if not names:
            count = _count(reading, group)
            start = used.get(group.role, 0)
            short = _SHORT.get(group.role, group.role)
            names = tuple(f"{short}{start + k + 1}" for k in range(count))
            names = ("hq",) if count == 1 and group.role == "hub" and "hq" in group.words.lower().split() else names
            used[group.role] = start + count
        members[place] = names
        roles |= dict.fromkeys(names, group.role)
    for name in spoken:
        roles.setdefault(name, role_of(name))
    return members, roles


def _matching(group: Group, free: list[str], spoken: list[str]) -> tuple[str, ...]:
    """The names that a number of routers means: those of its role, or all."""
    own = [name for name in spoken if role_of(name) == group.role] if group.role != "router" else spoken
    if not own:
        return ()
    whole = _completed(own, group.count or 0)
    if whole:
        return whole
    if group.count not in (None, len(own)):
        raise Unclear(f"{group.words!r}: {len(own)} are named ({', '.join(own)})")
    return tuple(own)


def _is_total(reading: Reading, group: Group) -> bool:
    """Whether a number of routers is the sum of the others: `six nodes: two cores, two edges on each core`."""
    others = [one for one in reading.groups if one is not group and not whole_lab(one)]
    if group.role != "router" or group.names or group.inside is not None or not others:
        return False
    if any(one.role == "router" or (one.count is None and one.plural) for one in others):
        return False
    return group.count == sum(_count(reading, one) for one in others)


def _completed(own: list[str], count: int) -> tuple[str, ...]:
    """Of four routers r1 and r3 are named: the others are r2 and r4."""
    found = [_NUMBERED.fullmatch(name) for name in own]
    words = {one["word"] for one in found if one}
    if None in found or len(words) != 1 or count <= len(own):
        return ()
    if not all(1 <= int(one["number"]) <= count for one in found if one):
        return ()
    return numbered(next(iter(words)), count)


def _count(reading: Reading, group: Group) -> int:
    count = group.count if group.count is not None else None if group.plural else 1
    if count is None:
        raise Unclear(f"{group.words!r}: it is not said how many")
    if group.inside is not None:
        count *= _count(reading, reading.groups[group.inside])
    return count


def _parties(refs: tuple[Ref, ...], members: dict[int, tuple[str, ...]], roles: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(name for ref in refs for name in names_of(ref, members, roles)))


def _between_tiers(
    reading: Reading, members: dict[int, tuple[str, ...]], pairs: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Core, distribution and access: the links of two neighboring tiers of which nothing is said."""
    tiers: list[tuple[str, ...]] = []
    for role in ("core", "dist", "access"):
        own = tuple(name for place, group in enumerate(reading.groups) if group.role == role for name in members[place])
        tiers += [own] if own else []
    if len(tiers) < 3 or any(group.role not in ("core", "dist", "access", "router") for group in reading.groups):
        return []
    joined = {frozenset(pair) for pair in pairs}
    found = []
    for upper, lower in pairwise(tiers):
        if not any(frozenset(pair) in joined for pair in product(upper, lower)):
            found += list(product(upper, lower))
    return found


def _held(reading: Reading, members: dict[int, tuple[str, ...]]) -> list[tuple[str, str]]:
    """What each member of a group has: `two hubs, each with three spokes`."""
    found = []
    for place, group in enumerate(reading.groups):
        if group.inside is None:
            continue
        holder, own = members[group.inside], members[place]
        if reading.groups[group.inside].role in ("site", "as") or not holder or len(own) % len(holder):
            raise Unclear(f"{group.words!r}: it is not said how they are joined")
        share = len(own) // len(holder)
        found += [(holder[k // share], name) for k, name in enumerate(own)]
        if len(holder) == 2 and not reading.joints and reading.groups[group.inside].role == "pe":
            found.append((holder[0], holder[1]))
    return found


def _unique(pairs: list[tuple[str, str]], reading: Reading) -> list[tuple[str, str]]:
    """Every link once, unless more between the same two were asked for."""
    times = {tuple(sorted(pair)): 1 for pair in pairs}
    for joint in reading.joints:
        if joint.times > 1:
            for pair in pairs:
                times[tuple(sorted(pair))] = max(times[tuple(sorted(pair))], pairs.count(pair))
    found: list[tuple[str, str]] = []
    for pair in pairs:
        have = sum(set(pair) == set(one) for one in found)
        if have < times[tuple(sorted(pair))]:
            found.append(pair)
    return found


def _fits(shapes: set[str], routers: list[str], pairs: list[tuple[str, str]]) -> bool:
    """Whether the links make the one shape that was named."""
    inner = [pair for pair in pairs if pair[0] in routers and pair[1] in routers]
    degree = sorted(sum(name in pair for pair in inner) for name in routers)
    name = next(iter(shapes)) if len(shapes) == 1 else ""
    count = len(routers)
    return {
        "ring": degree == [2] * count,
        "triangle": degree == [2, 2, 2],
        "square": degree == [2] * 4,
        "chain": degree == [1, 1, *[2] * (count - 2)],
        "star": degree == [*[1] * (count - 1), count - 1],
        "diamond": len(routers) == 4 and len(inner) in (4, 5),
        "pair": count == 2,
        "full_mesh": degree == [count - 1] * count,
    }.get(name, False)


def _connected(names: list[str], pairs: list[tuple[str, str]]) -> bool:
    seen, queue = set(names[:1]), list(names[:1])
    while queue:
        here = queue.pop()
        for pair in pairs:
            if here in pair:
                for end in pair:
                    if end not in seen:
                        seen.add(end)
                        queue.append(end)
    return seen == set(names)


def _asns(reading: Reading, members: dict[int, tuple[str, ...]], routers: list[str]) -> tuple[int, ...]:
    """AS numbers that were said of groups, where they are all said."""
    found: dict[str, int] = {}
    for place, group in enumerate(reading.groups):
        names = members[place]
        if len(group.asns) == len(names):
            found |= dict(zip(names, group.asns, strict=True))
        elif len(group.asns) == 1:
            found |= dict.fromkeys(names, group.asns[0])
    if not found:
        return ()
    if set(found) != set(routers) and (reading.own_as or reading.first_asn):
        return ()
    if set(found) != set(routers):
        raise Unclear("the AS number of some routers is not said")
    return tuple(found[name] for name in routers)
