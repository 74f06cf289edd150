"""Addresses: the management network's and its nodes', those on links, MACs and MTUs, ports of the host. Pure."""

import ipaddress
import re
from collections.abc import Iterator
from typing import Final

from clab.document import Item
from clab.finding import Finding
from clab.written import Drawn, Topology
from clab.written import found_at as _at

LOWEST_MTU, HIGHEST_MTU = 68, 65_535
_MAC = re.compile(r"(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}$")


DEFAULT_SUBNETS: Final = {4: "172.20.20.0/24", 6: "3fff:172:20:20::/64"}
"""The management network that containerlab makes where the file names none."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def management_subnet(lab: Topology, version: int) -> tuple[Network | None, Item | None]:
    """The management subnet of the file, else containerlab's own where no network is named; and where it stands."""
    subnet = lab.document.get("mgmt", f"ipv{version}-subnet")
    if subnet is not None and subnet.text and subnet.text != "auto":
        return (None if subnet.is_open else _network(subnet.text, version)), subnet
    if subnet is None and lab.document.get("mgmt", "network") is None:
        return _network(DEFAULT_SUBNETS[version], version), None
    return None, None


def addresses(lab: Topology) -> Iterator[Finding]:
    """Management addresses and subnets, and addresses on links."""
    for version in (4, 6):
        network, subnet = management_subnet(lab, version)
        if subnet is not None and network is None and not subnet.is_open:
            what = f"mgmt: {subnet.text!r} is no ipv{version} subnet"
            yield _at(subnet, "management-subnet", what, DEFAULT_SUBNETS[version])
        yield from _management(lab, version, network)
    for link in lab.links:
        yield from _link_addresses(link)


def _management(lab: Topology, version: int, network: Network | None) -> Iterator[Finding]:
    seen: dict[Address, str] = {}
    taken = dict(_reserved(lab, version, network))
    for node, own in lab.nodes.items():
        found = own.get(f"mgmt-ipv{version}")
        if found is None or not found.text or found.is_open:
            continue
        address = _address(found.text, version)
        if address is None:
            yield _at(found, "management-address", f"node {node}: {found.text!r} is no ipv{version} address")
        elif address in seen:
            what = f"node {node}: {found.text} is {seen[address]}'s management address, too"
            yield _at(found, "management-address", what)
        elif address in taken:
            yield _at(found, "management-address", f"node {node}: {found.text} is {taken[address]} of {network}")
        elif network is not None and address not in network:
            yield _at(found, "management-address", f"node {node}: {found.text} is not in {network}")
        if address is not None:
            seen.setdefault(address, node)


def _reserved(lab: Topology, version: int, network: Network | None) -> Iterator[tuple[Address, str]]:
    """Addresses of a management subnet that no node can have."""
    written = lab.document.word("mgmt", f"ipv{version}-gw")
    gateway = _address(written, version) if written else None
    if network is not None:
        yield network.network_address, "the network's own address"
        if version == 4 and network.prefixlen < 31:
            yield network.broadcast_address, "the broadcast address"
        gateway = gateway or network.network_address + 1
    if gateway is not None:
        yield gateway, "the gateway"


_PORT = re.compile(
    r"(?:(?P<ip>\[[^\]]+\]|[\d.]+):)?(?P<first>\d+)(?:-(?P<last>\d+))?:\d+(?:-\d+)?(?:/(?P<proto>\w+))?$"
)
_EVERYWHERE: Final = ("", "0.0.0.0", "[::]")


def host_ports(lab: Topology) -> Iterator[Finding]:
    """Ports of the host that two nodes, or one twice, are to be published at."""
    seen: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for node in lab.nodes:
        for section in lab.settings(node):
            for item in section.list("ports"):
                found = _PORT.match(item.text or "")
                if found is None or item.is_open:
                    continue
                ip, proto = found["ip"] or "", (found["proto"] or "tcp").lower()
                first = int(found["first"])
                for port in range(first, min(int(found["last"] or first), first + 1000) + 1):
                    others = seen.setdefault((proto, port), [])
                    clash = next((name for where, name in others if _overlap(where, ip)), None)
                    if clash is not None:
                        whose = "the same node" if clash == node else f"node {clash}"
                        what = f"node {node}: port {port}/{proto} of the host is given to {whose} already"
                        yield _at(item, "host-port", what, "every port of the host has one node")
                        break
                    others.append((ip, node))


def _overlap(one: str, other: str) -> bool:
    return one == other or one in _EVERYWHERE or other in _EVERYWHERE


def _link_addresses(link: Drawn) -> Iterator[Finding]:
    for family, version in (("ipv4", 4), ("ipv6", 6)):
        given = link.at.list(family)
        if len(given) > 2:
            yield _at(given[2], "address", f"{len(given)} {family} addresses for two ends")
        ends = [found for end in link.ends if (found := end.at.get(family)) is not None]
        for item in [*given, *ends]:
            if item.text and not item.is_open and ("/" not in item.text or _interface(item.text, version) is None):
                what = f"{item.text!r} is no {family} address with its prefix length"
                yield _at(item, "address", what, "10.0.0.1/30" if version == 4 else "2001:db8::1/64")
    for end in link.ends:
        mac = end.at.get("mac")
        if mac is not None and mac.text and not _MAC.match(mac.text):
            yield _at(mac, "mac", f"{mac.text!r} is no MAC address", "aa:c1:ab:00:00:01")
    mtu = link.at.word("mtu")
    if mtu is not None and mtu.lstrip("-").isdigit() and mtu != "0" and not LOWEST_MTU <= int(mtu) <= HIGHEST_MTU:
        place = link.at.get("mtu") or link.at
        yield _at(place, "mtu", f"no interface takes an MTU of {mtu}", f"{LOWEST_MTU} to {HIGHEST_MTU}")


def _network(text: str, version: int) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        found = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None
    return found if found.version == version and "/" in text else None


def _address(text: str, version: int) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return found if found.version == version else None


def _interface(text: str, version: int) -> object | None:
    try:
        found = ipaddress.ip_interface(text)
    except ValueError:
        return None
    return found if found.version == version else None
