"""An intent worked out: ports, addresses, AS numbers and sessions. Pure.

The numbers follow what engineers do in labs: loopbacks 10.255.0.N/32, links /31 from 10.0.0.0 (RFC 3021), client
networks 192.168.N.0/24, private AS numbers from 65001 (RFC 6996). In a Clos with eBGP the spines share an AS and every
leaf has its own (RFC 7938); with iBGP the spines are route reflectors (RFC 4456).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

from clab.design import shapes
from clab.design.intent import FRR, Igp, Intent
from clab.design.shape import Drawn, Role, Shape
from clab.kinds.table import kind
from clab.model import Endpoint
from clab.plugins import load

FIRST_ASN = 65_001
LAST_PRIVATE_ASN = 65_534
CONFIGURED = (FRR, "nokia_srlinux")
"""The kinds whose initial configuration labkeeper writes."""

VNI = 100
EVPN_NETWORK = "192.168.100"
_LAST_NUMBER = re.compile(r"(\d+)(?=\D*$)")


@dataclass(frozen=True, slots=True)
class Port:
    """An interface with its address (with prefix length), and who is behind it."""

    interface: str
    address: str | None
    peer: str
    peer_address: str | None
    peer_is_client: bool = False

    @property
    def bridged(self) -> bool:
        """Whether clients behind it share a network by EVPN."""
        return self.peer_is_client and self.address is None


@dataclass(frozen=True, slots=True)
class Session:
    """A BGP session from one router's side. `client` marks a route reflector's client."""

    peer: str
    address: str
    asn: int
    over: Literal["link", "loopback"]
    client: bool = False


@dataclass(frozen=True, slots=True)
class Router:
    """A node that routes, with all that its configuration says. `asn` is None without BGP."""

    name: str
    role: Role
    kind: str
    loopback: str
    asn: int | None
    ports: tuple[Port, ...]
    sessions: tuple[Session, ...]
    networks: tuple[str, ...]
    number: int

    @property
    def configured(self) -> bool:
        """Whether labkeeper writes its configuration."""
        return self.kind in CONFIGURED


@dataclass(frozen=True, slots=True)
class Client:
    """A Linux host on one router: its address and its gateway (None where EVPN bridges it)."""

    name: str
    interface: str
    address: str
    gateway: str | None


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


def port_name(of: str, number: int) -> str:
    """The `number`-th data port (from 1) of a kind, as containerlab takes it."""
    if of == "cisco_iol":
        return f"Ethernet{number // 4}/{number % 4}"
    known = kind("linux" if of == FRR else of)
    first = known.example if known else "eth1"
    return _LAST_NUMBER.sub(lambda found: str(int(found[1]) + number - 1), first)


def work_out(intent: Intent) -> Plan:
    """Everything that the intent leaves open, decided. The same intent gives the same lab."""
    shape = load(shapes, "SHAPE")[intent.shape]
    assert isinstance(shape, Shape)
    drawn, pairs = shape.draw(intent)
    return _Work(intent, drawn, pairs).plan()


class _Work:
    """The tables that grow while a plan is made; gone when it is."""

    def __init__(self, intent: Intent, drawn: Sequence[Drawn], pairs: Sequence[tuple[str, str]]) -> None:
        self.intent, self.drawn = intent, {each.name: each for each in drawn}
        self.routing = [each for each in drawn if each.role != "client"]
        self.used: Counter[str] = Counter()
        self.ports: dict[str, list[Port]] = {each.name: [] for each in drawn}
        self.networks: dict[str, list[str]] = {each.name: [] for each in drawn}
        self.loopback = {each.name: f"10.255.{k // 254}.{k % 254 + 1}" for k, each in enumerate(self.routing)}
        self.igp: Igp = "ospf" if intent.bgp == "ibgp" and intent.igp == "none" else intent.igp
        self.asn = self._asns()
        self.wires: list[Wire] = []
        self.clients: list[Client] = []
        self.links = 0
        self.lans = 0
        for a, b in pairs:
            self._join(a, b)
        self._attach()

    def plan(self) -> Plan:
        """The tables as one value."""
        sessions = self._sessions()
        routers = tuple(
            Router(
                name=each.name,
                role=each.role,
                kind=each.kind,
                loopback=self.loopback[each.name],
                asn=self.asn.get(each.name),
                ports=tuple(self.ports[each.name]),
                sessions=tuple(sessions.get(each.name, ())),
                networks=tuple(self.networks[each.name]),
                number=k + 1,
            )
            for k, each in enumerate(self.routing)
        )
        intent = self.intent
        return Plan(
            intent.name,
            intent.shape,
            self.igp,
            intent.bgp,
            intent.evpn and intent.bgp != "none",
            routers,
            tuple(self.clients),
            tuple(self.wires),
            self._remarks(routers),
        )

    def _remarks(self, routers: Sequence[Router]) -> tuple[str, ...]:
        found = []
        bare = sorted({each.kind for each in routers if not each.configured})
        if bare:
            found.append(f"no initial configuration for {', '.join(bare)}: labkeeper has no template of theirs")
        if self.intent.bgp == "ibgp" and self.intent.igp == "none":
            found.append("iBGP runs between loopbacks, so OSPF was added to reach them")
        if self.intent.evpn and self.intent.bgp == "none":
            found.append("EVPN needs BGP; none was asked for, so there is no EVPN")
        return tuple(found)

    def _asns(self) -> dict[str, int]:
        intent = self.intent
        first = intent.first_asn or FIRST_ASN
        if intent.bgp == "none":
            return {}
        if intent.bgp == "ibgp":
            return {each.name: first for each in self.routing}
        if intent.shape != "leaf_spine":
            return {each.name: first + k for k, each in enumerate(self.routing)}
        leaves = [each.name for each in self.routing if each.role == "leaf"]
        spines = {each.name: first for each in self.routing if each.role == "spine"}
        return spines | {name: first + 1 + k for k, name in enumerate(leaves)}

    def _port(self, name: str) -> str:
        self.used[name] += 1
        return port_name(self.drawn[name].kind, self.used[name])

    def _join(self, a: str, b: str) -> None:
        ends = Endpoint(a, self._port(a)), Endpoint(b, self._port(b))
        clients = [each for each in (a, b) if self.drawn[each].role == "client"]
        if len(clients) == 1:
            router = ends[1] if clients[0] == a else ends[0]
            self._lan(ends[0] if clients[0] == a else ends[1], router)
            return
        if clients:
            self.wires.append(Wire(*ends))
            return
        base, last = f"10.0.{self.links // 128}", self.links % 128 * 2
        self.links += 1
        left, right = f"{base}.{last}", f"{base}.{last + 1}"
        self.wires.append(Wire(*ends, f"{left}/31"))
        self.ports[a].append(Port(ends[0].interface, f"{left}/31", b, right))
        self.ports[b].append(Port(ends[1].interface, f"{right}/31", a, left))

    def _lan(self, client: Endpoint, router: Endpoint) -> None:
        self.lans += 1
        if self.intent.evpn and self.intent.bgp != "none":
            address = f"{EVPN_NETWORK}.{self.lans}/24"
            self.wires.append(Wire(router, client, f"{EVPN_NETWORK}.0/24, VNI {VNI}"))
            self.ports[router.node].append(Port(router.interface, None, client.node, None, True))
            self.clients.append(Client(client.node, client.interface, address, None))
            return
        network = f"192.168.{self.lans}"
        self.wires.append(Wire(router, client, f"{network}.0/24"))
        self.networks[router.node].append(f"{network}.0/24")
        self.ports[router.node].append(Port(router.interface, f"{network}.1/24", client.node, f"{network}.10", True))
        self.clients.append(Client(client.node, client.interface, f"{network}.10/24", f"{network}.1"))

    def _attach(self) -> None:
        """The clients that the intent wants on its edges."""
        number = 0
        for each in self.routing:
            if not self.intent.clients or (self.intent.clients_on == "edges" and not each.edge):
                continue
            for _ in range(self.intent.clients):
                number += 1
                name = f"client{number}"
                self.drawn[name] = Drawn(name, "client", "linux", False)
                self._lan(Endpoint(name, self._port(name)), Endpoint(each.name, self._port(each.name)))

    def _sessions(self) -> dict[str, list[Session]]:
        found: dict[str, list[Session]] = {each.name: [] for each in self.routing}
        if self.intent.bgp == "ebgp":
            for router in self.routing:
                for port in self.ports[router.name]:
                    if not port.peer_is_client and port.peer_address:
                        session = Session(port.peer, port.peer_address, self.asn[port.peer], "link")
                        found[router.name].append(session)
        if self.intent.bgp == "ibgp":
            for a, b in self._reflected():
                found[a.name].append(self._inner(a, b))
                found[b.name].append(self._inner(b, a))
        return found

    def _reflected(self) -> list[tuple[Drawn, Drawn]]:
        """Who speaks iBGP with whom: all with all, or in a Clos the leaves with the spines, which reflect."""
        pairs = combinations(self.routing, 2)
        if self.intent.shape != "leaf_spine":
            return list(pairs)
        return [(a, b) for a, b in pairs if {a.role, b.role} == {"spine", "leaf"}]

    def _inner(self, router: Drawn, peer: Drawn) -> Session:
        reflects = router.role == "spine" and peer.role == "leaf"
        return Session(peer.name, self.loopback[peer.name], self.asn[peer.name], "loopback", reflects)
