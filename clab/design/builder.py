"""An intent worked out. Pure.

The numbers follow what engineers do in labs: loopbacks 10.255.0.N/32, links /31 from 10.0.0.0 (RFC 3021), client
networks 192.168.N.0/24, private AS numbers from 65001 (RFC 6996). In a Clos with eBGP a tier of spines shares an AS and
every leaf has its own (RFC 7938); with iBGP the spines are route reflectors (RFC 4456).
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from ipaddress import IPv4Network, ip_network
from typing import Final

from clab.design import shapes
from clab.design.attached import Attached
from clab.design.intent import Host, Igp, Intent
from clab.design.node_systems import FRR, LINUX_ROUTER
from clab.design.numbering import Numbering, loopback6, ports_of
from clab.design.plan import Client, Lan, Plan, PlannedSession, Port, Router, StaticRoute, Wire
from clab.design.routing import asns, given_routes, peers_loopbacks, sessions, static_routes
from clab.design.setting import USUAL_KEY, Settings, Values
from clab.design.shape import Drawn, Shape
from clab.kinds.table import canonical_port, kind
from clab.model import Endpoint
from clab.plugins import load

USUAL_MTU: Final = 1500
"""Of a link between two systems: SR Linux' and EOS' interfaces have it, containerlab's links 9500, and OSPF does
not come up over different ones."""
EXCHANGE_NETWORK: Final = "10.1.0"
_LAST_NUMBER: Final = re.compile(r"(\d+)(?=\D*$)")


def port_name(of: str, number: int) -> str:
    """The `number`-th data port (from 1) of a kind, as containerlab takes it."""
    if of == "cisco_iol":
        return f"Ethernet{number // 4}/{number % 4}"
    known = kind("linux" if of in (FRR, LINUX_ROUTER) else of)
    first = known.example if known else "eth1"
    return _LAST_NUMBER.sub(lambda found: str(int(found[1]) + number - 1), first)


def draw(intent: Intent) -> tuple[list[Drawn], list[tuple[str, str]]]:
    """The routers of an intent and the pairs that are joined, before they have ports."""
    shape = load(shapes, "SHAPE")[intent.shape]
    assert isinstance(shape, Shape)
    return shape.draw(intent)


def work_out(intent: Intent) -> Plan:
    """Everything that the intent leaves open, decided. The same intent gives the same lab."""
    drawn, pairs = draw(intent)
    return _Work(intent, drawn, pairs).plan()


class _Work:
    """The tables that grow while a plan is made; gone when it is."""

    def __init__(self, intent: Intent, drawn: Sequence[Drawn], pairs: Sequence[tuple[str, str]]) -> None:
        self.intent, self.drawn = intent, {one.name: one for one in drawn}
        self.routing = [one for one in drawn if one.role not in ("client", "lan")]
        self.used: Counter[str] = Counter()
        self.ports: dict[str, list[Port]] = {one.name: [] for one in drawn}
        links = sum(self._both_route(a, b) for a, b in pairs) * intent.parallel
        self.numbering = Numbering(intent.details, len(self.routing), intent.settings, count=links)
        self.settings = Settings(intent.settings)
        self.v4, self.v6 = intent.family != "ipv6", intent.family != "ipv4"
        self.loopback = {one.name: self.numbering.loopback(k, one.name) for k, one in enumerate(self.routing)}
        self.loopback6 = {one.name: loopback6(k) for k, one in enumerate(self.routing)} if self.v6 else {}
        self.named_ports = ports_of(intent.details)
        needs_igp = intent.bgp in ("ibgp", "both") and intent.igp == "none" and not intent.igps
        self.igp: Igp = "ospf" if needs_igp else intent.igp
        self.asn = asns(intent, self.routing)
        self.wires: list[Wire] = []
        self.alone: list[Client] = []
        self.hosts = Attached(intent, self.numbering)
        self.lan_ports: dict[str, list[str]] = {one.name: [] for one in drawn if one.role == "lan"}
        lans = [one.name for one in drawn if one.role == "lan"]
        self.lan_at = {one.on: one.value for one in intent.settings if one.what == "address" and one.to in lans}
        self.lan_free = self.links = 0
        self.stubs: dict[str, list[str]] = {}
        self.joined: Counter[frozenset[str]] = Counter()
        for a, b in pairs:
            for _ in range(intent.parallel if self._both_route(a, b) else 1):
                self._join(a, b)
        self._attach()
        for one in self.routing:
            self._stubs(one)

    def plan(self) -> Plan:
        """The tables as one value."""
        intent = self.intent
        whole = self.settings.port("", "", 0)["mtu"]  # of all links, so of the hosts' as well
        of_hosts = {
            name: [replace(one, values=Values(mtu=whole)) if whole else one for one in found]
            for name, found in self.hosts.ports.items()
        }
        ports = {name: (*found, *of_hosts.get(name, ())) for name, found in self.ports.items()}
        self.hosts.wires = [replace(one, mtu=int(whole or 0)) for one in self.hosts.wires]
        networks = {name: self.hosts.networks.get(name, []) for name in ports}
        for name, prefixes in self.stubs.items():
            networks[name] = [*networks[name], *prefixes]
        loopback = {one.name: self._loopbacks(one.name) for one in self.routing}
        speaking = sessions(intent, self.routing, ports, loopback, self.asn)
        statics = self._statics(ports, loopback, networks)
        routers = tuple(
            Router(
                name=one.name,
                role=one.role,
                kind=one.kind,
                loopback=self.loopback[one.name],
                asn=self.asn.get(one.name),
                ports=ports[one.name],
                sessions=tuple(speaking.get(one.name, ())),
                networks=(*networks[one.name], *self._carried(one.name, speaking.get(one.name, ()))),
                number=k + 1,
                igps=self._igps(one.name, ports[one.name]),
                statics=tuple(statics.get(one.name, ())),
                site=one.site,
                bridges=self.hosts.bridges(one.name),
                vrfs=self.hosts.vrfs(one.name),
                loopback6=self.loopback6.get(one.name),
                bare=intent.bare,
                values=self.settings.router(one.name),
            )
            for k, one in enumerate(self.routing)
        )
        return Plan(
            intent.name,
            intent.shape,
            self.igp,
            intent.bgp,
            intent.evpn and intent.bgp != "none",
            routers,
            (*self.alone, *self.hosts.clients),
            tuple(replace(one, network=None) if intent.bare else one for one in (*self.wires, *self.hosts.wires)),
            self._remarks(routers),
            tuple(Lan(name, tuple(found)) for name, found in self.lan_ports.items()),
            intent.bfd,
            intent.unnumbered,
            intent.image,
            intent.management,
            intent.details,
            (*(self.numbering.pools() if self.v4 else ()), *(self.numbering.pools6() if self.v6 else ())),
            intent.family,
        )

    def _loopbacks(self, name: str) -> tuple[str, ...]:
        return (*((self.loopback[name],) if self.v4 else ()), *((self.loopback6[name],) if self.v6 else ()))

    def _hosts_of(self, addresses: Sequence[str]) -> list[str]:
        return [str(ip_network(one)) for one in addresses]

    def _igps(self, name: str, ports: Sequence[Port]) -> tuple[Igp, ...]:
        """The IGPs of a router: those of its links, else the lab's."""
        found = dict.fromkeys(port.igp for port in ports if not port.peer_is_client and port.igp != "none")
        usual = () if name in self.intent.igp_off or self.igp == "none" or self.intent.igps else (self.igp,)
        return tuple(found) or usual

    def _igp(self, a: str, b: str, *, inner: bool) -> Igp:
        """Which IGP runs between two routers."""
        own = [one.igp for one in self.intent.igps if {a, b} <= set(one.on)]
        return own[0] if own else self.igp if inner and not self.intent.igps else "none"

    def _stubs(self, one: Drawn) -> None:
        """The prefixes that a router is to announce, as networks of its own."""
        held = {str(net) for net in self.hosts.networks.get(one.name, ())}
        values = self.settings.router(one.name)
        own = [prefix for prefix in values.get("lan", ()) if prefix not in held]  # a LAN of which nobody is named
        for place, prefix in enumerate(dict.fromkeys((*values.get("announce", ()), *own))):
            network = ip_network(prefix)
            name = {FRR: f"stub{place + 1}", "nokia_srlinux": f"lo{place}"}.get(one.kind, f"Loopback{place + 1}")
            address = f"{network[min(1, network.num_addresses - 1)]}/{network.prefixlen}"
            name = "lo" if one.kind == FRR and network.prefixlen == network.max_prefixlen else name
            old, new = (address, None) if network.version == 4 else (None, address)
            self.stubs.setdefault(one.name, []).append(str(network))
            self.ports[one.name].append(Port(name, old, "", None, True, address6=new, stub=True))

    def _statics(
        self,
        ports: Mapping[str, Sequence[Port]],
        loopback: Mapping[str, Sequence[str]],
        networks: Mapping[str, Sequence[str]],
    ) -> dict[str, list[StaticRoute]]:
        """The static routes of every router: those that were named win."""
        held = {name: (*self._hosts_of(own), *networks[name]) for name, own in loopback.items()}
        statics = static_routes(self.routing, ports, held) if self.igp == "static" else {}
        if self.intent.multihop and self.igp == "none":
            statics = peers_loopbacks(self.routing, ports, loopback)
        for one in self.routing:
            named = [route.split() for route in self.settings.router(one.name).get("route", ())]
            given = given_routes(named, ports[one.name])
            by_default = {own.via for own in given if own.prefix in ("0.0.0.0/0", "::/0")}
            told = {own.prefix for own in given}
            rest = [each for each in statics.get(one.name, ()) if each.via not in by_default]
            statics[one.name] = [*(each for each in rest if each.prefix not in told), *given]
        return statics

    def _carried(self, name: str, speaking: Sequence[PlannedSession]) -> list[str]:
        """What a border router announces for its AS: the others' loopbacks, whose own iBGP routes have next hops inside
        themselves and so are no routes."""
        if self.intent.bgp != "both" or all(session.inner for session in speaking):
            return []
        return [
            f"{self.loopback[other]}/32"
            for other, number in self.asn.items()
            if other != name and number == self.asn.get(name)
        ]

    def _remarks(self, routers: Sequence[Router]) -> tuple[str, ...]:
        found = []
        bare = sorted({one.kind for one in routers if not one.configured})
        if self.intent.bare:
            found.append("nothing is configured, as the request says: no file, no address")
        elif bare:
            found.append(f"no initial configuration for {', '.join(bare)}: labkeeper has no template of theirs")
        if self.igp != self.intent.igp:
            found.append("iBGP runs between loopbacks, so OSPF was added to reach them")
        if self.intent.evpn and self.intent.bgp == "none":
            found.append("EVPN needs BGP; none was asked for, so there is no EVPN")
        secrets = [one for one in self.intent.settings if one.what in ("ospf_auth", "password")]
        if any(one.value.split()[-1:] == [USUAL_KEY] for one in secrets):
            found.append(f"no key is said, so it is {USUAL_KEY!r}")
        return tuple(found)

    def _both_route(self, a: str, b: str) -> bool:
        return all(self.drawn[end].role not in ("client", "lan") for end in (a, b))

    def _port(self, name: str) -> str:
        if self.named_ports.get(name):
            known = kind(self.drawn[name].kind)
            port = self.named_ports[name].pop(0)
            return canonical_port(known, port) if known else port
        self.used[name] += 1
        return port_name(self.drawn[name].kind, self.used[name])

    def _inner(self, a: str, b: str) -> bool:
        """Whether the IGP runs between two routers: not where it ends, and with both kinds of BGP only inside an AS."""
        if a in self.intent.igp_off or b in self.intent.igp_off:
            return False
        numbers = (self.asn.get(a), self.asn.get(b))
        return self.intent.bgp != "both" or None in numbers or numbers[0] == numbers[1]

    def _join(self, a: str, b: str) -> None:
        ends = Endpoint(a, self._port(a)), Endpoint(b, self._port(b))
        if self.drawn[a].role == "lan":
            self._on_lan(ends[0], ends[1])
            return
        if self.drawn[b].role == "lan":
            self._on_lan(ends[1], ends[0])
            return
        clients = [end for end in (a, b) if self.drawn[end].role == "client"]
        if len(clients) == 1:
            router = ends[1] if clients[0] == a else ends[0]
            client = ends[0] if clients[0] == a else ends[1]
            self.hosts.add(client, router, Host(on=router.node))
            return
        if clients:
            self._between_hosts(*ends)
            return
        inner = self._inner(a, b)
        igp = self._igp(a, b, inner=inner)
        self.joined[frozenset((a, b))] += 1
        nth = self.joined[frozenset((a, b))]
        values = {on: self.settings.port(on, to, nth) for on, to in ((a, b), (b, a))}
        mixed = self.drawn[a].kind != self.drawn[b].kind and not self.intent.bare
        mtu = int(values[a]["mtu"] or (USUAL_MTU if mixed else 0))
        if self.intent.unnumbered:
            self.wires.append(Wire(*ends, mtu=mtu))
            self.ports[a].append(Port(ends[0].interface, None, b, None, inner=inner, igp=igp, values=values[a]))
            self.ports[b].append(Port(ends[1].interface, None, a, None, inner=inner, igp=igp, values=values[b]))
            return
        network, left, right, length = self.numbering.link(a, b, nth) if self.v4 else ("", "", "", 0)
        left6, right6, length6 = self.numbering.link6(self.links) if self.v6 else ("", "", 0)
        self.links += 1
        both = [f"{network}/{length}"] if self.v4 else []
        both += [str(ip_network(f"{left6}/{length6}", strict=False))] if self.v6 else []
        self.wires.append(Wire(*ends, ", ".join(both), mtu))
        for here, end, peer, own, other, own6, other6 in (
            (a, ends[0], b, left, right, left6, right6),
            (b, ends[1], a, right, left, right6, left6),
        ):
            self.ports[here].append(
                Port(
                    end.interface,
                    f"{own}/{length}" if own else None,
                    peer,
                    other or None,
                    inner=inner,
                    igp=igp,
                    address6=f"{own6}/{length6}" if own6 else None,
                    peer_address6=other6 or None,
                    values=values[here],
                )
            )

    def _on_lan(self, lan: Endpoint, router: Endpoint) -> None:
        """A router, or a host, on a shared network."""
        self.lan_ports[lan.node].append(lan.interface)
        told = self.intent.details.shared if self.intent.details else None
        hosts = self.intent.details.hosts if self.intent.details else None
        network = IPv4Network(told or hosts or f"{EXCHANGE_NETWORK}.0/24")
        self.wires.append(Wire(lan, router, str(network)))
        told_at = self.lan_at.get(router.node, "")
        if not told_at:
            free = (str(one) for one in network.hosts() if f"{one}/{network.prefixlen}" not in self.lan_at.values())
            next_free = next((one for k, one in enumerate(free) if k == self.lan_free), None)
            if next_free is None:
                raise ValueError(f"{network} has too few addresses for all that share it")
            told_at = f"{next_free}/{network.prefixlen}"
            self.lan_free += 1
        address = told_at
        if self.drawn[router.node].role == "client":
            named = self.hosts.told(router.node)
            self.alone.append(Client(router.node, router.interface, str(named or address), None))
            return
        igp: Igp = "none" if router.node in self.intent.igp_off or self.igp == "static" else self.igp
        values = self.settings.port(router.node, lan.node, 1)
        self.ports[router.node].append(
            Port(router.interface, address, lan.node, None, shared=True, igp=igp, values=values)
        )

    def _attach(self) -> None:
        """The clients on the edges, then the hosts that are placed one by one."""
        placed = [
            Host(on=one.name)
            for one in self.routing
            if self.intent.clients_on == "all" or one.edge
            for _ in range(self.intent.clients)
        ]
        for number, host in enumerate([*placed, *self.intent.hosts], 1):
            own = host.name or f"client{number}"
            self.drawn[own] = Drawn(own, "client", "linux", False)
            for leg, end in enumerate((host.on, *host.also)):
                self.hosts.add(Endpoint(own, self._port(own)), Endpoint(end, self._port(end)), host, leg)

    def _between_hosts(self, a: Endpoint, b: Endpoint) -> None:
        """Two hosts that are joined to each other."""
        network, left, right, length = self.numbering.link(a.node, b.node, 1)
        told = [self.hosts.told(end.node) for end in (a, b)]
        if told[0] and told[1] and told[0].network != told[1].network:
            raise ValueError(f"{told[0]} and {told[1]} are in different networks")
        own = [str(one) if one else f"{usual}/{length}" for one, usual in zip(told, (left, right), strict=True)]
        self.links += 1
        self.wires.append(Wire(a, b, str(told[0].network) if told[0] else f"{network}/{length}"))
        self.alone += [Client(end.node, end.interface, one, None) for end, one in zip((a, b), own, strict=True)]
