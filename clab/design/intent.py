"""What somebody wants a lab to be, typed: all that a lab of ours can be, and nothing else. Pure.

Code builds the lab from it. `custom` is for what no shape covers: then nodes and links are named one by one.
"""

import ipaddress
import re
from collections.abc import Mapping
from typing import Final, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from clab.design.node_systems import FRR, LAN, LINUX_ROUTER
from clab.design.setting import Setting
from clab.kinds.table import kind as containerlab_kind

ShapeName = Literal[
    "single",
    "pair",
    "chain",
    "ring",
    "star",
    "full_mesh",
    "diamond",
    "leaf_spine",
    "clos",
    "sites",
    "exchange",
    "custom",
]
Igp = Literal["none", "ospf", "isis", "rip", "static"]
Bgp = Literal["none", "ebgp", "ibgp", "both"]
Join = Literal["wan_router", "full_mesh", "chain"]
Family = Literal["ipv4", "dual", "ipv6"]

MOST_NODES: Final = 128
NAME: Final = re.compile(r"^[a-zA-Z0-9][a-zA-Z0-9-]{0,30}$")
LAB_NAME: Final = re.compile(r"^[a-zA-Z0-9][a-zA-Z0-9_-]{0,30}$")
IMAGE: Final = re.compile(r"^[a-zA-Z0-9][a-zA-Z0-9._/:-]{0,200}$")
SHAPES: Final = get_args(ShapeName)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CustomNode(_Part):
    """A node by name and kind."""

    name: str = Field(pattern=NAME.pattern)
    kind: str

    _kind = field_validator("kind")(lambda value: known_kind(value))


class CustomLink(_Part):
    """A link between two nodes by name; code chooses the ports."""

    a: str
    b: str


class Host(_Part):
    """A Linux host on a router, with a link of its own to each of the routers under `also` (a `backup`: they are taken
    when the first is gone); `vlan` is the access VLAN of its port, `vrf` the tenant that it belongs to."""

    on: str
    also: tuple[str, ...] = ()
    backup: bool = False
    name: str | None = Field(default=None, pattern=NAME.pattern)
    vlan: int | None = Field(default=None, ge=1, le=4094)
    vrf: str | None = Field(default=None, pattern=r"^[a-zA-Z0-9][a-zA-Z0-9-]{0,11}$")


class IgpOn(_Part):
    """An IGP of some routers alone: it runs on the links between them."""

    igp: Igp
    on: tuple[str, ...]


class Details(_Part):
    """Values of addresses, types, images, timers and ports that were named.

    `loopbacks` are the routers' in their order, else they come out of `loopback_pool`; links are numbered out of
    `links` and `links6`, hosts out of `hosts` or, in their order, in those of `host_list`; a shared network is
    `shared`. `images` are those of systems, where several are
    named; `types` are hardware types by role or name, `management_at` addresses so (empty: of all),
    `ports` the routers' ports in the order of their links. `vlan_networks` are the networks of VLANs by their
    number, `vnis` those of the bridged networks in their order, `vrf_vni` the one between VRFs, `gateway` the last
    part of gateways' addresses; `prefer` is the router over which a host with several ways goes, `host_at`
    addresses of hosts by name or in order, `host_nets` their networks by name or by their router's; `link_length`
    is how long the prefixes of links are.
    """

    loopbacks: tuple[str, ...] = ()
    loopback_pool: str | None = None
    links: str | None = None
    links6: str | None = None
    hosts: str | None = None
    host_list: tuple[str, ...] = ()
    shared: str | None = None
    types: tuple[tuple[str, str], ...] = ()
    management_name: str | None = Field(default=None, pattern=r"^[a-zA-Z0-9][a-zA-Z0-9_-]{0,30}$")
    management_at: tuple[tuple[str, tuple[str, ...]], ...] = ()
    host_image: str | None = Field(default=None, pattern=IMAGE.pattern)
    images: tuple[tuple[str, str], ...] = ()
    bfd_ms: int = Field(default=0, ge=0, le=60_000)
    bfd_times: int = Field(default=0, ge=0, le=20)
    link_length: int = Field(default=0, ge=0, le=31)
    ports: tuple[tuple[str, str], ...] = ()
    vlan_networks: tuple[tuple[int, str], ...] = ()
    vnis: tuple[int, ...] = ()
    vrf_vni: int = Field(default=0, ge=0, le=16_777_215)
    gateway: int = Field(default=1, ge=1, le=254)
    prefer: str = ""
    host_at: tuple[tuple[str, str], ...] = ()
    host_nets: tuple[tuple[str, str], ...] = ()


class Intent(_Part):
    """The whole of it.

    `routers` counts all routers of a flat shape (in an exchange the members); leaf_spine has `spines` and `leaves`,
    clos `superspines` as well, sites either of both in each. `kinds` are the routers' systems in order, where they
    differ. `asns` are the AS numbers of the routers in their order, or one of all.
    """

    shape: ShapeName
    name: str = Field(default="lab", pattern=LAB_NAME.pattern)
    kind: str = "nokia_srlinux"
    kinds: tuple[str, ...] = ()
    spine_kind: str | None = None
    superspine_kind: str | None = None
    routers: int = Field(default=0, ge=0, le=MOST_NODES)
    superspines: int = Field(default=0, ge=0, le=MOST_NODES)
    spines: int = Field(default=0, ge=0, le=MOST_NODES)
    leaves: int = Field(default=0, ge=0, le=MOST_NODES)
    sites: int = Field(default=0, ge=0, le=16)
    joined_by: Join = "wan_router"
    router_names: tuple[str, ...] = ()
    parallel: int = Field(default=1, ge=1, le=8)
    clients: int = Field(default=0, ge=0, le=16, description="on each router that `clients_on` means")
    clients_on: Literal["edges", "all"] = "edges"
    hosts: tuple[Host, ...] = ()
    igp: Igp = "none"
    igp_off: tuple[str, ...] = Field(default=(), description="routers that the IGP does not reach")
    igps: tuple[IgpOn, ...] = Field(default=(), description="where several IGPs run, beside `igp`")
    bgp: Bgp = "none"
    bgp_off: tuple[str, ...] = Field(default=(), description="routers that speak no BGP")
    multihop: bool = Field(default=False, description="eBGP between loopbacks")
    evpn: bool = False
    gateways: bool = Field(default=False, description="routers route between the networks that they bridge")
    bfd: bool = False
    unnumbered: bool = False
    bare: bool = Field(default=False, description="no node has an initial configuration or an address")
    reflectors: tuple[str, ...] = ()
    route_server: bool = False
    first_asn: int | None = Field(default=None, ge=1, le=4_294_967_294)
    asns: tuple[int, ...] = ()
    image: str | None = Field(default=None, pattern=IMAGE.pattern)
    management: str | None = None
    details: Details | None = None
    family: Family = "ipv4"
    settings: tuple[Setting, ...] = ()
    nodes: tuple[CustomNode, ...] = ()
    links: tuple[CustomLink, ...] = ()

    @field_validator("kind", "spine_kind", "superspine_kind")
    @classmethod
    def _kind(cls, value: str | None) -> str | None:
        return None if value is None else known_kind(value)

    @field_validator("kinds")
    @classmethod
    def _kinds(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(known_kind(one) for one in value)

    @field_validator("management")
    @classmethod
    def _subnet(cls, value: str | None) -> str | None:
        if value is not None:
            network = ipaddress.ip_network(value)  # a ValueError of its own
            if network.version != 4 or network.prefixlen > 29:
                raise ValueError(f"{value} is no IPv4 network for the management of a lab")
        return value

    @field_validator("router_names")
    @classmethod
    def _names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if not NAME.match(name):
                raise ValueError(f"{name!r} is no node name: letters, digits and dashes")
        if len({name.lower() for name in value}) < len(value):
            raise ValueError("a router name stands twice")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.shape == "custom":
            self._custom()
        elif self.nodes or self.links:
            raise ValueError(f"nodes and links are for shape 'custom', not {self.shape!r}")
        self._sized()
        if self.router_names and len(self.router_names) != self.count:
            raise ValueError(f"{len(self.router_names)} router names for {self.count} routers")
        if self.kinds and len(self.kinds) != self.count:
            raise ValueError(f"{len(self.kinds)} kinds for {self.count} routers")
        named = len(self.details.loopbacks) if self.details else 0
        if named and named != self.count:
            raise ValueError(f"{named} loopbacks for {self.count} routers")
        if len(self.asns) > 1 and len(self.asns) != self.count:
            raise ValueError(f"{len(self.asns)} AS numbers for {self.count} routers")
        nodes = (
            self.count * (1 + self.clients) + len(self.hosts) + sum(node.kind in ("linux", LAN) for node in self.nodes)
        )
        if nodes > MOST_NODES:
            raise ValueError(f"more than {MOST_NODES} nodes: {nodes}")
        if self.management is not None:
            room = ipaddress.ip_network(self.management).num_addresses - 3  # network, broadcast, gateway
            if nodes + (self.shape == "exchange") > room:
                raise ValueError(f"{self.management} has addresses for {room} nodes, and the lab has {nodes}")
        return self

    def _sized(self) -> None:
        fabric = (self.spines and self.leaves) or (self.shape == "sites" and self.routers)
        if self.shape in ("leaf_spine", "clos", "sites") and not fabric:
            raise ValueError(f"{self.shape} needs spines and leaves of 1 or more")
        if self.shape == "clos" and not self.superspines:
            raise ValueError("clos needs superspines of 1 or more")
        if self.shape == "sites" and self.sites < 2:
            raise ValueError("sites needs 2 sites or more")
        if self.shape in LEAST:
            least = LEAST[self.shape]
            if self.routers < least:
                raise ValueError(f"{self.shape} needs {least} routers or more, not {self.routers}")
            if self.shape in EXACTLY and self.routers != EXACTLY[self.shape]:
                raise ValueError(f"{self.shape} has {EXACTLY[self.shape]} routers, not {self.routers}")

    def _custom(self) -> None:
        if not self.nodes:
            raise ValueError("custom needs nodes")
        names = [node.name.lower() for node in self.nodes]
        if len(set(names)) < len(names):
            raise ValueError("a node name stands twice")
        for link in self.links:
            for end in (link.a, link.b):
                if end.lower() not in names:
                    raise ValueError(f"a link ends at {end!r}, which is no node of the lab")
            if link.a == link.b:
                raise ValueError(f"a link joins {link.a!r} with itself")

    @property
    def count(self) -> int:
        """How many routers there are."""
        if self.shape == "custom":
            return sum(node.kind not in ("linux", LAN) for node in self.nodes)
        if self.shape == "sites":
            inside = self.spines + self.leaves or self.routers
            return self.sites * inside + (self.joined_by == "wan_router")
        if self.shape in ("leaf_spine", "clos"):
            return self.superspines * (self.shape == "clos") + self.spines + self.leaves
        return self.routers + (self.shape == "exchange" and self.route_server)


LEAST: Final[Mapping[str, int]] = {
    "single": 1, "pair": 2, "chain": 2, "ring": 3, "star": 2, "full_mesh": 2, "diamond": 4, "exchange": 2,
}  # fmt: skip
EXACTLY: Final[Mapping[str, int]] = {"single": 1, "pair": 2, "diamond": 4}


def known_kind(name: str) -> str:
    """A kind under its canonical name.

    Raises:
        ValueError: containerlab has no such kind.
    """
    if name.lower() in (FRR, LINUX_ROUTER, LAN):
        return name.lower()
    found = containerlab_kind(name)
    if found is None:
        raise ValueError(f"containerlab has no kind {name!r}")
    return found.name
