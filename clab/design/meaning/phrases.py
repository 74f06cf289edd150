"""What the phrases of a request say, each as a typed value. Pure."""

from dataclasses import dataclass, field
from typing import Literal

from clab.design.words.said import Said

Where = Literal["each", "ends", "edges", "role", "names", "somewhere", "unclear"]


@dataclass(frozen=True, slots=True)
class Group:
    """Some routers (or sites, or autonomous systems) of one role. `count` is None where none was named. `inside` is the
    place of the group of which each member holds so many; `asns` what is said of their AS numbers."""

    words: str
    role: str
    count: int | None = None
    kind: str | None = None
    names: tuple[str, ...] = ()
    inside: int | None = None
    asns: tuple[int, ...] = ()
    plural: bool = False


@dataclass(frozen=True, slots=True)
class HostGroup:
    """Hosts and where they stand: `count` at each place, or in all where the place is `somewhere`, or where places are
    named without `each`. A `homed` host has a link to every one of the places. `whole` is how many there are in all,
    where that was said as well; a place `#2` is the second router. With `share` each is homed to so many of them."""

    words: str
    count: int | None
    where: Where
    role: str = ""
    at: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    vlans: tuple[int, ...] = ()
    each: bool = False
    homed: bool = False
    whole: int | None = None
    share: int = 0

    @property
    def at_each(self) -> int | None:
        """How many stand at each place: of `two hosts on r1 and r4`, which is a number in all, one."""
        if self.where == "ends" and len(self.names) == self.count == 2:
            return 1
        if self.count is None or self.where != "names" or self.each or self.homed or len(self.at) < 2:
            return self.count
        return self.count // len(self.at) if self.count % len(self.at) == 0 else 1 if self.count == 1 else None


@dataclass(frozen=True, slots=True)
class Ref:
    """A party of a link: a router's name, a group by its place, or every router of a role."""

    by: Literal["name", "group", "role"]
    name: str = ""
    group: int = -1


@dataclass(frozen=True, slots=True)
class Joint:
    """Links: every one of `a` with every one of `b`; without `b` all of `a` with each other. `times` parallel links;
    with `share` every one of `a` with so many of `b`."""

    words: str
    a: tuple[Ref, ...]
    b: tuple[Ref, ...] = ()
    times: int = 1
    share: int = 0


@dataclass(frozen=True, slots=True)
class Scoped:
    """A shape, and the parties that stand in it."""

    words: str
    shape: str
    of: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Protocol:
    """A protocol that runs, or does not. `between` are the roles or names it is said of, none for everybody. An
    `optional` one runs where it can (`if possible`)."""

    words: str
    name: str
    wanted: bool = True
    between: tuple[str, ...] = ()
    optional: bool = False


@dataclass(slots=True)
class Reading:
    """A request, read: its phrases, and the words that no phrase holds; `aside` are those that only describe a thing
    which was read (`a hexagonal ring`), `purpose` those that say what for."""

    groups: list[Group] = field(default_factory=list)
    hosts: list[HostGroup] = field(default_factory=list)
    joints: list[Joint] = field(default_factory=list)
    unjoined: list[tuple[str, str]] = field(default_factory=list)
    between_them: Joint | None = None
    peered: list[str] = field(default_factory=list)
    one_l2: str = ""
    routed: str = ""
    apart: str = ""
    shapes: list[tuple[str, str]] = field(default_factory=list)
    scoped: list[Scoped] = field(default_factory=list)
    protocols: list[Protocol] = field(default_factory=list)
    systems: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    asns: list[int] = field(default_factory=list)
    first_asn: bool = False
    own_as: str = ""
    own_as_role: str = ""
    own_as_count: int = 0
    one_as: bool = False
    dimension: tuple[int, int] | None = None
    grid: tuple[int, int] | None = None
    tiered: str = ""
    stages: int = 0
    parallel: int = 1
    links: int | None = None
    mask: str = ""
    link_mask: str = ""
    pool6: str = ""
    interface: str = ""
    image: str = ""
    image_tag: str = ""
    management: str = ""
    lab_name: str = ""
    on_loopbacks: str = ""
    inner: tuple[str, str] | None = None
    between_sites: bool = False
    unconfigured: str = ""
    bare: str = ""
    light: str = ""
    under: list[tuple[str, str, str, int]] = field(default_factory=list)
    unlinked: list[tuple[str, str, str]] = field(default_factory=list)
    beside: list[tuple[str, str, str]] = field(default_factory=list)
    no_v4: str = ""
    end_to_end: str = ""
    gateways: str = ""
    bridged: str = ""
    isolated: str = ""
    tenants: list[Group] = field(default_factory=list)
    vlan_count: int = 0
    host_vlans: dict[str, int] = field(default_factory=dict)
    configs: bool = False
    name_kinds: dict[str, str] = field(default_factory=dict)
    stage_word: str = ""
    name_asns: dict[str, int] = field(default_factory=dict)
    reflecting: str = ""
    named_roles: dict[str, str] = field(default_factory=dict)
    mixed: bool = False
    no_hosts: bool = False
    beyond: list[tuple[str, str]] = field(default_factory=list)
    slips: list[tuple[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    purpose: list[str] = field(default_factory=list)
    said: Said = field(default_factory=Said)
    values: dict[str, str] = field(default_factory=dict)
    """The values of routing protocols that are named, each with the words of its first."""

    families: list[tuple[str, str]] = field(default_factory=list)

    @property
    def reaches_outside(self) -> bool:
        """Whether iBGP runs inside and eBGP to those outside."""
        return {"ibgp", "ebgp"} <= {one.name for one in self.protocols if one.wanted}
