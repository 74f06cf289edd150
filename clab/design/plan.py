"""A lab worked out: ports, addresses, AS numbers and sessions, as values. Pure. `builder.py` makes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from clab.design.intent import Details, Family, Igp
from clab.design.node_systems import FRR, LINUX_ROUTER
from clab.design.setting import Values
from clab.design.shape import Role
from clab.model import Endpoint

CONFIGURED: Final = (FRR, LINUX_ROUTER, "nokia_srlinux", "arista_ceos")
"""The kinds whose initial configuration labkeeper writes."""

VNI: Final = 100


@dataclass(frozen=True, slots=True)
class Port:
    """An interface with its address (with prefix length), and who is behind it. `inner`: the IGP runs on it, which is
    `igp`. A `stub` has nobody behind it: a network that the router itself holds. `values` are those that were named."""

    interface: str
    address: str | None
    peer: str
    peer_address: str | None
    peer_is_client: bool = False
    inner: bool = True
    shared: bool = False
    igp: Igp = "none"
    address6: str | None = None
    peer_address6: str | None = None
    stub: bool = False
    values: Mapping[str, str] = field(default_factory=Values)


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A BGP session from one router's side. `client` marks a route reflector's client, `served` a route server's;
    `interface` is set where the session is unnumbered, and then there is no address. `hops` is how far the other end
    may be, where it is on no link of the router; `values` are those that were named."""

    peer: str
    address: str
    asn: int
    over: Literal["link", "loopback"]
    client: bool = False
    interface: str = ""
    served: bool = False
    inner: bool = False
    hops: int = 0
    values: Mapping[str, str] = field(default_factory=Values)

    @property
    def family(self) -> Literal["ipv4", "ipv6"]:
        """The family of its addresses, and of the routes that it carries."""
        return "ipv6" if ":" in self.address else "ipv4"

    @property
    def neighbor(self) -> str:
        """What the router calls it."""
        return self.interface or self.address


@dataclass(frozen=True, slots=True)
class Bridge:
    """A network of hosts that a router bridges: its ports, its VLAN, its VNI where EVPN stretches it, the gateway's
    address where the router routes for it as well, and the VRF of that gateway (empty: the default one)."""

    name: str
    number: int
    ports: tuple[Port, ...]
    vlan: int | None = None
    vni: int | None = None
    gateway: str = ""
    vrf: str = ""


@dataclass(frozen=True, slots=True)
class Vrf:
    """A tenant's own routing table on a router, with its routed ports; `vni` where EVPN joins it with others."""

    name: str
    number: int
    ports: tuple[Port, ...] = ()
    vni: int | None = None


@dataclass(frozen=True, slots=True)
class StaticRoute:
    """A route by hand: where to, and the next router's address; `distance` where it is not the usual one."""

    prefix: str
    via: str
    distance: int = 0


@dataclass(frozen=True, slots=True)
class Router:
    """A node that routes, with all that its configuration says. `asn` is None without BGP; `ports` are those in its
    default routing table, the others are those of `bridges` and `vrfs`."""

    name: str
    role: Role
    kind: str
    loopback: str
    asn: int | None
    ports: tuple[Port, ...]
    sessions: tuple[PlannedSession, ...]
    networks: tuple[str, ...]
    number: int
    igps: tuple[Igp, ...] = ()
    statics: tuple[StaticRoute, ...] = ()
    site: int = 0
    bridges: tuple[Bridge, ...] = ()
    vrfs: tuple[Vrf, ...] = ()
    loopback6: str | None = None
    bare: bool = False
    values: Mapping[str, tuple[str, ...]] = field(default_factory=Values)

    @property
    def router_id(self) -> str:
        """The router id that was named, else its loopback's address."""
        return next(iter(self.values.get("router_id", ())), self.loopback)

    @property
    def igp(self) -> Igp:
        """The IGP of its loopback and of the networks of its hosts."""
        return self.igps[0] if self.igps else "none"

    @property
    def area(self) -> str:
        """The OSPF area of its loopback and of its hosts: the backbone, else the lowest of its links'."""
        areas = {port.values.get("area", "0") for port in self.ports if port.igp == "ospf" and not port.peer_is_client}
        return min(areas, key=int, default="0")

    @property
    def areas(self) -> dict[str, str]:
        """The OSPF areas that it is in, each with its kind (empty: a usual one)."""
        ports = [port.values.get("area", "0") for port in self.ports if port.igp == "ospf" and not port.peer_is_client]
        kinds = dict(one.split() for one in self.values.get("area_type", ()))
        return {area: kinds.get(area, "") for area in sorted({*ports, self.area}, key=int)}

    @property
    def tags(self) -> dict[str, str]:
        """The community of a network that it announces."""
        return dict(one.split() for one in self.values.get("tag", ()))

    @property
    def configured(self) -> bool:
        """Whether labkeeper writes its configuration."""
        return self.kind in CONFIGURED and not self.bare

    @property
    def vlans(self) -> tuple[int, ...]:
        """The VLANs of its access ports."""
        return tuple(sorted(bridge.vlan for bridge in self.bridges if bridge.vlan))


@dataclass(frozen=True, slots=True)
class Client:
    """A Linux host on one router: its address and its gateway (None where it is bridged); ways of a `metric` are taken
    one after the other, those without are shared."""

    name: str
    interface: str
    address: str
    gateway: str | None
    on: str = ""
    metric: int = 0
    address6: str | None = None
    gateway6: str | None = None


@dataclass(frozen=True, slots=True)
class Lan:
    """A Linux bridge that joins routers on one network, with its ports."""

    name: str
    interfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wire:
    """A link with its ends and, where they have one, its network; `mtu` is 0 where none was named."""

    a: Endpoint
    b: Endpoint
    network: str | None = None
    mtu: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The lab in full, before it becomes text."""

    name: str
    shape: str
    igp: Igp
    bgp: str
    evpn: bool
    routers: tuple[Router, ...]
    clients: tuple[Client, ...]
    wires: tuple[Wire, ...]
    remarks: tuple[str, ...] = field(default=())
    lans: tuple[Lan, ...] = ()
    bfd: bool = False
    unnumbered: bool = False
    image: str | None = None
    management: str | None = None
    details: Details | None = None
    pools: tuple[str, ...] = ("10.0.0.0/8", "192.168.0.0/16")
    family: Family = "ipv4"

    @property
    def igps(self) -> tuple[Igp, ...]:
        """The IGPs of all routers."""
        return tuple(dict.fromkeys(igp for router in self.routers for igp in router.igps))

    @property
    def bare(self) -> bool:
        """Whether nothing is configured at all."""
        return any(router.bare for router in self.routers)
