"""A lab worked out: ports, addresses, AS numbers and sessions, as values. Pure. `builder.py` makes them."""

from dataclasses import dataclass, field
from typing import Final, Literal

from clab.design.intent import FRR, Details, Igp
from clab.design.shape import Role
from clab.model import Endpoint

CONFIGURED: Final = (FRR, "nokia_srlinux", "arista_ceos")
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
    vlan: int | None = None
    shared: bool = False

    @property
    def bridged(self) -> bool:
        """Whether clients behind it share a network by EVPN."""
        return self.peer_is_client and self.address is None and self.vlan is None


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
class StaticRoute:
    """A route by hand: where to, and the next router's address."""

    prefix: str
    via: str


@dataclass(frozen=True, slots=True)
class Router:
    """A node that routes, with all that its configuration says. `asn` is None without BGP."""

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

    @property
    def configured(self) -> bool:
        """Whether labkeeper writes its configuration."""
        return self.kind in CONFIGURED

    @property
    def vlans(self) -> tuple[int, ...]:
        """The VLANs of its access ports."""
        return tuple(sorted({port.vlan for port in self.ports if port.vlan}))


@dataclass(frozen=True, slots=True)
class Client:
    """A Linux host on one router: its address and its gateway (None where it is bridged)."""

    name: str
    interface: str
    address: str
    gateway: str | None
    on: str = ""


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
