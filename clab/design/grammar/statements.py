"""What a request says of a lab, as statements: who is there, who is joined to whom, where hosts stand, what runs.

Each statement keeps the words that it was read from. `Who` is how it means routers; who they are by name is worked out
when all is read (`members.py`).
"""

from dataclasses import dataclass, field
from typing import Literal

from clab.design.words.said import Said

Spot = Literal["", "all", "ends", "edges", "centre", "outer", "rest", "core", "left", "right", "alternate", "even"]


@dataclass(slots=True)
class Group:
    """Routers (or sites, or autonomous systems) of one role. `count` is None where none was named; `inside` is the
    group of which each member holds so many; `spot` is where they stand; `more` are those beside all that are named;
    `asns` are their AS numbers, once all is read."""

    words: str
    role: str
    count: int | None = None
    kind: str | None = None
    names: tuple[str, ...] = ()
    inside: int | None = None
    plural: bool = False
    spot: Spot = ""
    more: bool = False
    asns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Who:
    """Routers: by name, a group by its place, all of a role, the n-th of a role (-1: the last, 0: the middle one) or
    those at a spot. With `share` any so many of them, with `each` of every one by itself."""

    by: Literal["names", "group", "role", "nth", "spot"]
    names: tuple[str, ...] = ()
    group: int = -1
    role: str = ""
    nth: tuple[int, ...] = ()
    spot: Spot = ""
    share: int = 0
    each: bool = False


Whos = tuple[Who, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Links: every one of `a` with every one of `b`; without `b` all of `a` with each other. `one`: in turn, so many of
    `a` at each of `b`; `times` parallel ones."""

    words: str
    a: Whos
    b: Whos = ()
    times: int = 1
    one: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A shape, and who stands in it: nobody named, all routers."""

    words: str
    shape: str
    who: Whos = ()


@dataclass(frozen=True, slots=True)
class Hosts:
    """Hosts and where they stand: `count` at each place where `each`, else in all. A `homed` host has a link to every
    one of the places; at those of `but` there is none."""

    words: str
    count: int | None
    at: Whos = ()
    each: bool = False
    names: tuple[str, ...] = ()
    homed: bool = False
    vlans: tuple[int, ...] = ()
    whole: int | None = None
    but: Whos = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A protocol that runs, or does not; of nobody in particular: of all. An `optional` one runs where it can (`if
    possible`); `between` are the roles or names of `who`, once all is read."""

    words: str
    name: str
    wanted: bool = True
    who: Whos = ()
    optional: bool = False
    between: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """The system of some routers, or of all."""

    words: str
    kind: str
    who: Whos = ()


@dataclass(frozen=True, slots=True)
class Post:
    """Routers that are a hub, a route reflector or a route server."""

    words: str
    role: str
    who: Whos = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """AS numbers: of some, or of nobody in particular. `own`: each has one of its own; `same`: all share one; `first`:
    they run from the first."""

    words: str
    numbers: tuple[int, ...] = ()
    who: Whos = ()
    manner: Literal["", "own", "same", "first"] = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a routing protocol. Said of a `link`: of every one between `who` and `to`, without `to` among `who`;
    else of routers, towards `to`. `nth` is which of parallel links."""

    words: str
    what: str
    value: str
    who: Whos = ()
    to: Whos = ()
    link: bool = False
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Preference:
    """A router over which traffic goes first (`rank` 1), or when the first is gone (2)."""

    words: str
    who: Whos
    rank: int


@dataclass(slots=True)
class Statements:
    """All that a request says; `left` are words that nothing holds, `purpose` those that say what for,
    `aside` those that only describe a shape (`a hexagonal ring`)."""

    groups: list[Group] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    gone: list[Link] = field(default_factory=list)
    alone: list[Link] = field(default_factory=list)
    """Links beside which those on their first side have no others to routers."""

    forms: list[Form] = field(default_factory=list)
    hosts: list[Hosts] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    numbers: list[Numbers] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    families: list[tuple[str, str]] = field(default_factory=list)
    pool6: str = ""
    implied: list[tuple[Whos, Whos]] = field(default_factory=list)
    """Who must be joined for what is said, where no link is."""

    area_count: int = 0
    area_borders: list[tuple[str, Whos]] = field(default_factory=list)
    """Routers that are said to have links in several areas, with the words."""

    named: list[str] = field(default_factory=list)
    dimension: tuple[int, int] | None = None
    stages: tuple[int, str] = (0, "")
    parallel: int = 1
    link_count: int | None = None
    mask: str = ""
    link_mask: str = ""
    link_nets: tuple[str, ...] = ()
    port: str = ""
    images: list[str] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)
    """Tags of images, each with the system of which it was said (empty: of nobody in particular)."""

    management: str = ""
    lab_name: str = ""
    words: dict[str, str] = field(default_factory=dict)
    """Concepts that are said of the lab as a whole (`no_v4`, `apart`, `routed` …), with their words."""

    vlan_count: int = 0
    host_vlans: dict[str, int] = field(default_factory=dict)
    """The VLANs of hosts that stand elsewhere, by name."""

    preferences: list[Preference] = field(default_factory=list)
    spread_vlans: list[tuple[int, Whos]] = field(default_factory=list)
    """VLANs, and the switches that have each."""

    beyond: list[tuple[str, str]] = field(default_factory=list)
    slips: list[tuple[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    purpose: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    said: Said = field(default_factory=Said)
