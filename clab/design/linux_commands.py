"""What Linux nodes are told with `ip`: bridges, VXLAN and VRFs of FRR routers, addresses and routes. Pure."""

from collections.abc import Sequence
from typing import Final

from clab.design.node_systems import FRR
from clab.design.plan import Bridge, Client, Lan, Router, Vrf

ANYCAST_MAC: Final = "00:00:5e:00:53:01"
"""The same on every gateway of a bridged network (an address for documentation, RFC 7042)."""


def lan_commands(lan: Lan) -> list[str]:
    """What makes a Linux container a switch."""
    return [
        "ip link add br0 type bridge",
        *(f"ip link set {interface} master br0" for interface in lan.interfaces),
        "ip link set br0 up",
    ]


def service_commands(router: Router) -> list[str]:
    """What makes an FRR router's bridges, VXLANs and VRFs, which Linux has and FRR only announces."""
    found: list[str] = []
    for vrf in router.vrfs:
        found += _vrf(vrf, router.loopback)
    for bridge in router.bridges:
        found += _bridge(bridge, router.loopback)
    return found


def _vrf(vrf: Vrf, loopback: str) -> list[str]:
    found = [f"ip link add {vrf.name} type vrf table {vrf.number}", f"ip link set {vrf.name} up"]
    found += [f"ip link set {port.interface} master {vrf.name}" for port in vrf.ports]
    if vrf.vni:
        found += [
            f"ip link add br{vrf.vni} type bridge",
            f"ip link set br{vrf.vni} master {vrf.name} addrgenmode none",
            *_vxlan(vrf.vni, f"br{vrf.vni}", loopback),
        ]
    return found


def _bridge(bridge: Bridge, loopback: str) -> list[str]:
    name = f"br{bridge.number}"
    found = [f"ip link add {name} type bridge"]
    if bridge.gateway:
        found += [f"ip link set {name} address {ANYCAST_MAC}"] if bridge.vni else []
        found += [f"ip link set {name} master {bridge.vrf}"] if bridge.vrf else []
        found.append(f"ip address add {bridge.gateway} dev {name}")
    found += [f"ip link set {port.interface} master {name}" for port in bridge.ports]
    return [*found, *(_vxlan(bridge.vni, name, loopback) if bridge.vni else [f"ip link set {name} up"])]


def _vxlan(vni: int, bridge: str, loopback: str) -> list[str]:
    return [
        f"ip link add vxlan{vni} type vxlan id {vni} local {loopback} dstport 4789 nolearning",
        f"ip link set vxlan{vni} master {bridge} addrgenmode none",
        f"ip link set vxlan{vni} type bridge_slave neigh_suppress on learning off",
        f"ip link set vxlan{vni} up",
        f"ip link set {bridge} up",
    ]


def router_commands(router: Router) -> list[str]:
    """The addresses and routes of a Linux node that forwards packets."""
    found = [f"ip address add {router.loopback}/32 dev lo"]
    found += [f"ip address add {port.address} dev {port.interface}" for port in router.ports if port.address]
    return found + [f"ip route add {route.prefix} via {route.via}" for route in router.statics]


def stub_commands(router: Router) -> list[str]:
    """What makes the interfaces of an FRR router's own networks: a pair of ends that is up, as any kernel has them."""
    stubs = [port.interface for port in router.ports if port.stub and router.kind == FRR and port.interface != "lo"]
    return [
        word
        for one in stubs
        for word in (f"ip link add {one} type veth peer name {one}x", f"ip link set {one} up", f"ip link set {one}x up")
    ]


def host_commands(legs: Sequence[Client], pools: Sequence[str]) -> list[str]:
    """The addresses of a host and its ways: over all its gateways, or over the next where a better one is gone."""
    held = [(leg, one) for leg in legs for one in (leg.address, leg.address6) if one]
    found = [f"ip address add {address} dev {leg.interface}" for leg, address in held]
    new = [leg.gateway6 for leg in legs if leg.gateway6]
    via6 = f"via {new[0]}" if len(new) == 1 else " ".join(f"nexthop via {one}" for one in new)
    found += [f"ip route add {pool} {via6}" for pool in pools if new and ":" in pool]
    pools = [pool for pool in pools if ":" not in pool]
    ways = [leg for leg in legs if leg.gateway]
    if any(leg.metric for leg in ways):
        return found + [f"ip route add {pool} via {leg.gateway} metric {leg.metric}" for pool in pools for leg in ways]
    gateways = [leg.gateway or "" for leg in ways]
    via = f"via {gateways[0]}" if len(gateways) == 1 else " ".join(f"nexthop via {one}" for one in gateways)
    return found + ([f"ip route add {pool} {via}" for pool in pools] if gateways else [])
