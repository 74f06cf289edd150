"""A lab worked out: ports, addresses, AS numbers and sessions, as values. Pure. `builder.py` makes them."""

from dataclasses import dataclass, field
from typing import Final, Literal

from clab.design.intent import FRR, LINUX_ROUTER, Details, Igp
from clab.design.shape import Role
from clab.model import Endpoint

CONFIGURED: Final = (FRR, LINUX_ROUTER, "nokia_srlinux", "arista_ceos")
"""The kinds whose initial configuration labkeeper writes."""

VNI: Final = 100


@dataclass(frozen=True, slots=True)
class Port:
    """An interface with its address (with prefix length), and who is behind it. `inner`: the IGP runs on it."""

    interface: str
    address: str | None
    peer: str
    peer_address: str | None
    peer_is_client: bool = False
    inner: bool = True
    shared: bool = False


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A BGP session from one router's side. `client` marks a route reflector's client, `served` a route server's;
    `interface` is set where the session is unnumbered, and then there is no address."""

    peer: str
    address: str
    asn: int
    over: Literal["link", "loopback"]
    client: bool = False
    interface: str = ""
    served: bool = False
    inner: bool = False

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
    """A route by hand: where to, and the next router's address."""

    prefix: str
    via: str


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
    igp: Igp = "none"
    statics: tuple[StaticRoute, ...] = ()
    site: int = 0
    bridges: tuple[Bridge, ...] = ()
    vrfs: tuple[Vrf, ...] = ()

    @property
    def configured(self) -> bool:
        """Whether labkeeper writes its configuration."""
        return self.kind in CONFIGURED

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


@dataclass(frozen=True, slots=True)
class Lan:
    """A Linux bridge that joins routers on one network, with its ports."""

    name: str
    interfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wire:
    """A link with its ends and, where they have one, its network."""

    a: Endpoint
    b: Endpoint
    network: str | None = None


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
