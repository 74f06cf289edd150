"""What the phrases of a request are put together with: counts, names and simple shapes of their routers. Pure."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from clab.design.capability import default_kind, kinds
from clab.design.intent import CustomLink, CustomNode
from clab.design.phrases import Group, Reading, Ref
from clab.design.tokens import HOST_NAME, tokens

_PREFIX = re.compile(r"[-_]?\d{1,9}[a-z]?(?:[-_]\d{1,9})?$", re.IGNORECASE)
PLAIN = ("router", "edge")
OUTER = ("ce", "customer", "isp", "member", "peer")
FIXED = {"triangle": 3, "square": 4, "pair": 2, "diamond": 4}
DEFAULT = {**FIXED, "ring": 4, "chain": 3, "full_mesh": 4}


class Unclear(ValueError):
    """The phrases do not fit together; the message is why."""


@dataclass(slots=True)
class Structure:
    """Values of an intent, the role of each router by its name where roles were said, and what code chose."""

    values: dict[str, Any]
    roles: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    one_each: bool = False
    """Whether every site is one router."""


@cache
def role_of(name: str) -> str:
    """The role that a router's name tells: `dist2` is of the distribution."""
    prefix = _PREFIX.sub("", name).lower()
    if prefix in ("switch", "wan", "superspine", "customer", "core", "dist", "access", "member", "edge"):
        return prefix
    found = tokens(prefix)
    return found[0].value if len(found) == 1 and found[0].type == "role" and not found[0].read_as else ""


@cache
def system_of(name: str) -> str:
    """The system that a router's name tells: `frr1`, `srl2`."""
    found = tokens(_PREFIX.sub("", name).lower())
    return found[0].value if len(found) == 1 and found[0].type == "system" and not found[0].read_as else ""


@cache
def system_of_image(image: str) -> str:
    """The system that an image is one of: `quay.io/frrouting/frr:10.1.1`."""
    parts = [part for part in re.split(r"[/:._-]", image.rpartition(":")[0].lower() or image) if part]
    return next((found for part in reversed(parts) if (found := system_of(part))), "")


class Composer:
    """A reading, and what its phrases say of routers: the base of the rules."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.shapes = shapes_of(reading)
        self.groups = [group for group in reading.groups if group.inside is None and not whole_lab(group)]
        self.inside = [group for group in reading.groups if group.inside is not None]
        named = kinds(reading)
        self.one_of_each()
        if len(set(reading.systems)) > 1 and not any(group.kind for group in reading.groups):
            raise Unclear(f"it is not said which routers are {' and which '.join(dict.fromkeys(reading.systems))}")
        self.kind = reading.systems[0] if reading.systems else named[0] if len(named) == 1 else default_kind(reading)
        if (
            len(named) > 1
            and not reading.systems
            and any(group.kind is None for group in reading.groups if group.role not in ("site", "as"))
        ):
            raise Unclear(f"it is not said which routers are {' and which '.join(named)}")
        self.remarks: list[str] = []
        if not named:
            self.remarks.append(f"no system was named: the routers are {self.kind}")

    def one_of_each(self) -> None:
        """`a mesh of three: Nokia, Arista, FRR`: as many systems as routers, in their order."""
        systems = self.reading.systems
        plain = [group for group in self.groups if group.role == "router"]
        if len(self.groups) != 1 or plain != self.groups or len(set(systems)) < 2 or plain[0].kind or plain[0].names:
            return
        if plain[0].count == len(systems):
            self.groups = [Group(one, "router", 1, one) for one in systems]
            self.reading.groups[:] = self.groups
            self.reading.systems.clear()

    def count(self, role: str) -> int | None:
        """How many of a role: the sum of what is said; one where the word is a singular."""
        found = [group for group in self.groups if group.role == role]
        if not found:
            return None
        if sum(group.count is not None for group in found) > 1 and len({group.kind for group in found}) < len(found):
            raise Unclear(f"{' and '.join(repr(group.words) for group in found)}: it is not said which are which")
        counts = [group.count or len(group.names) or (None if group.plural else 1) for group in found]
        known = [count for count in counts if count is not None]
        return sum(known) if len(known) == len(counts) else None

    def kind_of(self, role: str) -> str | None:
        found = {group.kind for group in self.groups if group.role == role and group.kind}
        if len(found) > 1:
            raise Unclear(f"{role}s of two systems: {', '.join(sorted(found))}")
        return next(iter(found), None)

    def total(self, wanted: int, *roles: str) -> None:
        """A bare number of routers beside roles is their total; every other role has no place here."""
        bare = [group for group in self.groups if group.role == "router"]
        for group in bare:
            if group.count is not None and group.count != wanted:
                raise Unclear(f"{group.words!r}: the other numbers make {wanted} routers")
            if group.kind and group.kind != self.kind and self.kind in kinds(self.reading):
                raise Unclear(f"{group.words!r}: it is not said which routers they are")
        other = [group.words for group in self.groups if group.role not in (*roles, "router")]
        if other:
            raise Unclear(f"{', '.join(map(repr, other))}: it is not said where they are")

    def names(self, count: int) -> tuple[str, ...]:
        """The names of all routers, where they have some."""
        found = [name for group in self.groups for name in group.names] or list(self.reading.names)
        if self.reading.names and found != self.reading.names:
            found += [name for name in self.reading.names if name not in found]
        found = list(dict.fromkeys(found))
        if len(found) != count:
            placed = {name for hosts in self.reading.hosts for name in hosts.at}
            found = [name for name in found if name not in placed]
        if found and len(found) != count:
            raise Unclear(f"{len(found)} names for {count} routers")
        return tuple(found)

    def plain(self) -> None:
        """No single links beside a shape."""
        if self.reading.joints:
            raise Unclear(f"{self.reading.joints[0].words!r} does not fit the rest")
        if self.inside:
            raise Unclear(f"{self.inside[0].words!r} does not fit the rest")

    def nodes(self, named: list[tuple[str, str]], pairs: list[tuple[str, str]]) -> Structure:
        """A custom lab of routers by name and role."""
        nodes = tuple(CustomNode(name=name, kind=self.kind_of(role) or self.kind) for name, role in named)
        values = {"shape": "custom", "nodes": nodes, "links": tuple(CustomLink(a=a, b=b) for a, b in pairs)}
        return Structure(values, dict(named))

    def shaped(self, count: int) -> dict[str, Any]:
        """One of the simple shapes with its number."""
        named = set(self.shapes)
        if not named:
            if count > 2:
                raise Unclear(f"it is not said how the {count} routers are joined")
            return {"shape": "single" if count == 1 else "pair", "routers": count}
        if len(named) > 1:
            raise Unclear(f"two shapes: {', '.join(sorted(named))}")
        name = next(iter(named))
        fixed = FIXED.get(name)
        if fixed and fixed != count:
            raise Unclear(f"{count} routers are no {name}")
        name = {"triangle": "ring", "square": "ring"}.get(name, name)
        if name == "ring" and count == 2:
            raise Unclear("a ring has three routers or more")
        if name == "partial_mesh":
            raise Unclear("a partial mesh: it is not said which routers are joined")
        if name == "tree":
            raise Unclear("tree: it is not said which router is under which")
        if name in ("leaf_spine", "lan"):
            raise Unclear("it is not said how many spines and leaves there are")
        return {"shape": name, "routers": count}


def without_total(groups: list[Group]) -> list[Group]:
    """Of `4 routers (2 SR Linux, 2 cEOS)` the parts."""
    for whole in groups:
        parts = [group for group in groups if group is not whole and group.role == "router" and group.kind]
        if (
            whole.role == "router"
            and whole.kind is None
            and len(parts) > 1
            and whole.count == sum(part.count or 0 for part in parts)
        ):
            return parts
    return groups


def whole_lab(group: Group) -> bool:
    """`a small data center: …` is a word for the lab."""
    return group.role == "site" and (group.count or 1) == 1 and not group.plural


def several_hubs(reading: Reading) -> bool:
    """Whether `hub and spoke` is no star: it has several hubs, and who is joined to whom is said."""
    return bool(reading.joints) and any(group.role == "hub" and (group.count or 0) > 1 for group in reading.groups)


def numbered(word: str, count: int) -> tuple[str, ...]:
    return tuple(f"{word}{k + 1}" for k in range(count))


def shapes_of(reading: Reading) -> set[str]:
    """The shapes that are meant of the links: a full mesh beside another shape is one of sessions, `point-to-point` a
    word about links."""
    found = [(name, words) for name, words in reading.shapes if not words.lower().startswith(("point", "p2p"))]
    names = {name for name, _ in found}
    if several_hubs(reading):
        names.discard("star")
    if len(names) > 1 and any(name == "pair" and words.lower().startswith("back") for name, words in found):
        names.discard("pair")
    ibgp = any(said.name == "ibgp" and said.wanted for said in reading.protocols)
    if "full_mesh" in names and ibgp and (len(names) > 1 or reading.joints):
        names.discard("full_mesh")
    if reading.joints and names == {"full_mesh"} and any(said.name.endswith("bgp") for said in reading.protocols):
        return names
    return names


def names_of(ref: Ref, members: dict[int, tuple[str, ...]], roles: dict[str, str]) -> tuple[str, ...]:
    """The routers that a party of a link means."""
    if ref.by == "name":
        return (ref.name,)
    if ref.by == "group":
        return members[ref.group]
    return tuple(name for name, role in roles.items() if role == ref.name)


def is_host(name: str) -> bool:
    """Whether a name is a host's by its look."""
    return bool(HOST_NAME.match(name))
