"""Hosts on their routers: the networks that routers bridge, their gateways, tenants, and Linux nodes that forward."""

import pytest

from agent.tasks.lab_files import configs
from clab.design.builder import work_out
from clab.design.intent import CustomLink, CustomNode, Details, Host, Intent
from clab.design.node_systems import FRR, LINUX_ROUTER
from clab.design.plan import Plan
from clab.design.text import topology_text


def fabric(kind: str, *hosts: Host, **more: object) -> Plan:
    """One spine, two leaves, EVPN."""
    values = {"shape": "leaf_spine", "kind": kind, "spines": 1, "leaves": 2, "bgp": "ebgp", "evpn": True}
    return work_out(Intent(**{**values, "hosts": hosts, **more}))


def test_a_vlan_has_its_own_network_and_vni_on_every_leaf() -> None:
    """Hosts of one VLAN share a network wherever they stand; its VNI is the one that was named, else the usual one."""
    plan = fabric(FRR, Host(on="leaf1", vlan=10), Host(on="leaf2", vlan=10), Host(on="leaf2", vlan=20))
    assert [one.address for one in plan.clients] == ["192.168.10.10/24", "192.168.10.11/24", "192.168.20.10/24"]
    assert [[bridge.vni for bridge in router.bridges] for router in plan.routers] == [[], [10010], [10010, 10020]]
    named = fabric(FRR, Host(on="leaf1", vlan=10), Host(on="leaf2", vlan=10), details=Details(vnis=(77,)))
    assert [router.bridges[0].vni for router in named.routers[1:]] == [77, 77]


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        (
            "nokia_srlinux",
            [
                "set / interface irb0 subinterface 10 ipv4 address 192.168.10.1/24 anycast-gw true",
                "set / network-instance vlan10 interface irb0.10",
                "set / network-instance tenant1 interface irb0.10",
                "set / tunnel-interface vxlan1 vxlan-interface 50001 type routed",
            ],
        ),
        (FRR, ["vrf tenant1", " vni 50001", "  advertise ipv4 unicast"]),
    ],
)
def test_gateways_route_between_bridged_networks_by_a_vrf_of_their_own(kind: str, lines: list[str]) -> None:
    """Symmetric IRB: the same gateway on every leaf, and one VNI between the leaves' VRFs (RFC 9135)."""
    plan = fabric(kind, Host(on="leaf1", vlan=10), Host(on="leaf2", vlan=20), gateways=True)
    assert [one.gateway for one in plan.clients] == ["192.168.10.1", "192.168.20.1"]
    text = configs(plan)["leaf1"].splitlines()
    assert [line for line in lines if line not in text] == []
    if kind == FRR:
        assert "ip address add 192.168.10.1/24 dev br10" in topology_text(plan, "x")


def test_tenants_are_in_routing_tables_of_their_own() -> None:
    """Neither network is in the default table, so no protocol of it carries them."""
    hosts = tuple(Host(on="r1", vrf=name) for name in ("red", "red", "blue"))
    plan = work_out(Intent(shape="single", routers=1, hosts=hosts))
    (router,) = plan.routers
    assert [(vrf.name, len(vrf.ports)) for vrf in router.vrfs] == [("red", 2), ("blue", 1)]
    assert router.ports == ()
    assert router.networks == ()
    assert "set / network-instance blue type ip-vrf" in configs(plan)["r1"]
    linux = work_out(Intent(shape="single", kind=FRR, routers=1, hosts=hosts))
    assert "ip link set eth3 master blue" in topology_text(linux, "x")


def test_a_linux_router_forwards_and_has_routes_by_hand() -> None:
    """It has a sysctl, addresses and routes, and no daemon."""
    intent = Intent(shape="chain", kind=LINUX_ROUTER, routers=2, igp="static", hosts=(Host(on="r1"), Host(on="r2")))
    text = topology_text(work_out(intent), "x")
    assert "net.ipv4.ip_forward: 1" in text
    assert "ip route add 192.168.2.0/24 via 10.0.0.1" in text
    assert "frr" not in text


def test_a_backup_way_has_the_worse_metric() -> None:
    """A host that prefers one of its routers has a metric on each way."""
    hosts = (Host(on="r1", also=("r2",), backup=True),)
    text = topology_text(work_out(Intent(shape="pair", kind=FRR, routers=2, igp="ospf", hosts=hosts)), "x")
    assert "ip route add 10.0.0.0/8 via 192.168.1.1 metric 100" in text
    assert "ip route add 10.0.0.0/8 via 192.168.2.1 metric 200" in text


def test_two_hosts_on_one_cable_have_the_addresses_that_were_named() -> None:
    """No router is needed for that; addresses of two networks are refused."""
    nodes = (CustomNode(name="h1", kind="linux"), CustomNode(name="h2", kind="linux"))
    values = {"shape": "custom", "nodes": nodes, "links": (CustomLink(a="h1", b="h2"),)}
    told = Details(host_at=(("", "10.0.0.1/30"), ("", "10.0.0.2/30")))
    assert [one.address for one in work_out(Intent(**values, details=told)).clients] == ["10.0.0.1/30", "10.0.0.2/30"]
    apart = Details(host_at=(("h1", "10.0.0.1/30"), ("h2", "10.9.0.2/30")))
    with pytest.raises(ValueError, match="different networks"):
        work_out(Intent(**values, details=apart))


def test_a_network_that_is_named_for_a_host_is_its_own_and_is_reached() -> None:
    """By the host's name or by its router's; the others have a route to it, whichever range it is out of."""
    hosts = (Host(on="r1", name="h1"), Host(on="r2"))
    told = Details(host_nets=(("h1", "172.16.1.0/24"), ("r2", "172.16.2.0/24")))
    plan = work_out(Intent(shape="pair", kind=FRR, routers=2, igp="ospf", hosts=hosts, details=told))
    assert [one.address for one in plan.clients] == ["172.16.1.10/24", "172.16.2.10/24"]
    assert {"172.16.1.0/24", "172.16.2.0/24"} <= set(plan.pools)


def test_hosts_on_a_linux_bridge_share_its_network() -> None:
    """No router, one bridge node, an address of the network that was named for each."""
    nodes = (
        CustomNode(name="h1", kind="linux"),
        CustomNode(name="h2", kind="linux"),
        CustomNode(name="b1", kind="lan"),
    )
    links = (CustomLink(a="b1", b="h1"), CustomLink(a="b1", b="h2"))
    plan = work_out(Intent(shape="custom", nodes=nodes, links=links, details=Details(hosts="192.168.5.0/24")))
    assert [one.address for one in plan.clients] == ["192.168.5.1/24", "192.168.5.2/24"]
    assert "ip link set eth2 master br0" in topology_text(plan, "x")


def test_one_network_on_both_sides_of_routers_is_refused() -> None:
    """Two hosts of one network that routers part would not reach each other; in two VRFs they need not."""
    told = Details(host_at=(("h1", "10.9.0.1/24"), ("h2", "10.9.0.2/24")))
    hosts = (Host(on="r1", name="h1"), Host(on="r2", name="h2"))
    with pytest.raises(ValueError, match="routers are between them"):
        work_out(Intent(shape="pair", kind=FRR, routers=2, igp="ospf", hosts=hosts, details=told))
    apart = (Host(on="r1", name="h1", vrf="red"), Host(on="r1", name="h2", vrf="blue"))
    assert len(work_out(Intent(shape="single", routers=1, hosts=apart, details=told)).clients) == 2
