"""Hosts on their routers: in a routed network of their own, in a tenant's VRF, or in one that routers bridge. Pure."""

from collections import Counter
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Network
from typing import Final

from clab.design.intent import Details, Host, Intent
from clab.design.numbering import Numbering, lan6
from clab.design.plan import VNI, Bridge, Client, Port, Vrf, Wire
from clab.model import Endpoint

EVPN_NETWORK: Final = "192.168.100"
TENANT: Final = "tenant1"
FIRST_VNI: Final = 10_000
"""A VLAN's VNI is so much above its number."""
FIRST_VRF_VNI: Final = 50_001


class Attached:
    """The hosts of a lab, as they are attached one by one."""

    def __init__(self, intent: Intent, numbering: Numbering) -> None:
        self.intent, self.numbering = intent, numbering
        self.details = intent.details or Details()
        self.clients: list[Client] = []
        self.wires: list[Wire] = []
        self.networks: dict[str, list[str]] = {}
        self.ports: dict[str, list[Port]] = {}
        self._in_vlan: dict[tuple[str, int | None], list[Port]] = {}
        self._in_vrf: dict[tuple[str, str], list[Port]] = {}
        self.members: Counter[int] = Counter()
        self.routed = self._taken = self._sixes = 0
        self._at = self.details.host_at
        self._lans: dict[str, list[IPv4Network]] = {}
        for one in intent.settings:
            if one.what == "lan":
                self._lans.setdefault(one.on, []).append(IPv4Network(one.value))
        self._gateways = [(one.on, IPv4Address(one.value)) for one in intent.settings if one.what == "gateway"]
        self._parted: set[tuple[str | None, IPv4Network]] = set()
        self.evpn = intent.evpn and intent.bgp != "none"
        self.vlans = sorted({host.vlan for host in intent.hosts if host.vlan})
        self.tenants = list(dict.fromkeys(host.vrf for host in intent.hosts if host.vrf)) or [TENANT]

    def add(self, client: Endpoint, router: Endpoint, host: Host, leg: int = 0) -> None:
        """One link of a host; `leg` counts its links from 0."""
        if host.vlan is not None or (self.evpn and not host.vrf):
            self._bridged(client, router, host)
        else:
            self._routed(client, router, host, leg)

    def told(self, name: str) -> IPv4Interface | None:
        """The address that was named for a host: by its name, or as the next one."""
        for who, address in self._at:
            if who.lower() == name.lower():
                return IPv4Interface(address)
        unnamed = [address for who, address in self._at if not who]
        self._taken += bool(unnamed)
        return IPv4Interface(unnamed[self._taken - 1]) if 0 < self._taken <= len(unnamed) else None

    def _bridged(self, client: Endpoint, router: Endpoint, host: Host) -> None:
        network = self._network(host.vlan)
        self.members[host.vlan or 0] += 1
        place = self.members[host.vlan or 0] + (10 if self.intent.gateways else 9 if host.vlan else 0)
        said = f"VLAN {host.vlan}" if host.vlan else f"{network}, VNI {self.vni(None)}"
        self.wires.append(Wire(router, client, said))
        port = Port(router.interface, None, client.node, None, True)
        self._in_vlan.setdefault((router.node, host.vlan), []).append(port)
        gateway = str(network[self.details.gateway]) if self.intent.gateways else None
        told = self.told(client.node)
        address = str(told) if told else f"{network[place]}/{network.prefixlen}"
        self.clients.append(Client(client.node, client.interface, address, gateway, router.node))

    def _routed(self, client: Endpoint, router: Endpoint, host: Host, leg: int) -> None:
        told = self.told(client.node)
        nets = {name.lower(): IPv4Network(net) for name, net in self.details.host_nets}
        own_lans = self._lans.get(router.node, [])
        if own_lans and told is None and client.node.lower() not in nets:
            nets[router.node.lower()] = own_lans.pop(0)
        named = nets.get(client.node.lower()) or nets.get(router.node.lower())
        self.routed += told is None and named is None
        self._sixes += 1
        new = lan6(self._sixes) if self.intent.family != "ipv4" else None
        six = (f"{new[1]}/64", f"{new[10]}", f"{new[1]}") if new else (None, None, None)
        if self.intent.family == "ipv6":
            self._routed6(client, router, new)
            return
        lan = told.network if told else named or self.numbering.lan(self.routed)
        if (host.vrf, lan) in self._parted:
            raise ValueError(f"{lan} is named for two hosts, and routers are between them")
        self._parted.add((host.vrf, lan))
        named_gateway = [str(one) for on, one in self._gateways if on == router.node and one in lan]
        length, gateway = lan.prefixlen, (named_gateway or [str(lan[self.details.gateway])])[0]
        own = str(told.ip) if told else str(lan[min(10, lan.num_addresses - 2)])
        if own == gateway and named_gateway:
            if told:
                raise ValueError(f"{own} is named for {client.node} and for its gateway")
            own = str(lan[min(11, lan.num_addresses - 3)])
        gateway = str(lan[-2]) if own == gateway else gateway
        self.wires.append(Wire(router, client, f"{lan}, VRF {host.vrf}" if host.vrf else str(lan)))
        port = Port(
            router.interface, f"{gateway}/{length}", client.node, own, True, address6=six[0], peer_address6=six[1]
        )
        if host.vrf:
            self._in_vrf.setdefault((router.node, host.vrf), []).append(port)
        else:
            self.networks.setdefault(router.node, []).extend([str(lan), *([str(new)] if new else [])])
            self.ports.setdefault(router.node, []).append(port)
        metric = 100 * (leg + 1) if host.backup else 0
        six_own = f"{six[1]}/64" if six[1] else None
        self.clients.append(
            Client(client.node, client.interface, f"{own}/{length}", gateway, router.node, metric, six_own, six[2])
        )

    def _routed6(self, client: Endpoint, router: Endpoint, lan: IPv6Network | None) -> None:
        """A host with IPv6 alone."""
        assert lan is not None
        gateway, own = str(lan[1]), str(lan[10])
        self.wires.append(Wire(router, client, str(lan)))
        self.networks.setdefault(router.node, []).append(str(lan))
        port = Port(router.interface, None, client.node, None, True, address6=f"{gateway}/64", peer_address6=own)
        self.ports.setdefault(router.node, []).append(port)
        self.clients.append(Client(client.node, client.interface, "", None, router.node, 0, f"{own}/64", gateway))

    def _network(self, vlan: int | None) -> IPv4Network:
        """The network of a VLAN (None: of the one that all hosts share)."""
        if vlan is None:
            return self.numbering.bridged(EVPN_NETWORK)
        told = dict(self.details.vlan_networks).get(vlan)
        if told is None and len(self.vlans) == 1:
            told = self.details.hosts
        if told is None and self.details.host_list:
            told = self.details.host_list[self.vlans.index(vlan)]
        return IPv4Network(told or f"192.168.{vlan % 256}.0/24")

    def vni(self, vlan: int | None) -> int:
        """The VNI of a bridged network."""
        place = self.vlans.index(vlan) if vlan is not None else 0
        if place < len(self.details.vnis):
            return self.details.vnis[place]
        return VNI if vlan is None else FIRST_VNI + vlan

    def bridges(self, router: str) -> tuple[Bridge, ...]:
        """What a router bridges."""
        found = []
        for (name, vlan), ports in self._in_vlan.items():
            if name != router:
                continue
            network = self._network(vlan)
            gateway = f"{network[self.details.gateway]}/{network.prefixlen}" if self.intent.gateways else ""
            called = f"vlan{vlan}" if vlan else "clients"
            vni = self.vni(vlan) if self.evpn else None
            vrf = self.tenants[0] if gateway and self.evpn else ""
            found.append(Bridge(called, vlan or self.vni(None), tuple(ports), vlan, vni, gateway, vrf))
        return tuple(found)

    def vrfs(self, router: str) -> tuple[Vrf, ...]:
        """The tenants' routing tables on a router."""
        named = [vrf for name, vrf in self._in_vrf if name == router]
        named += [bridge.vrf for bridge in self.bridges(router) if bridge.vrf]
        found = []
        for name in dict.fromkeys(named):
            place = self.tenants.index(name)
            vni = (self.details.vrf_vni or FIRST_VRF_VNI) + place if self.evpn else None
            found.append(Vrf(name, 101 + place, tuple(self._in_vrf.get((router, name), ())), vni))
        return tuple(found)
