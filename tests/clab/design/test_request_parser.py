"""Requests read by code alone: whole labs, and reasons that are true."""

import pytest

from clab.design.request_parser import completed, understand

WHOLE = {
    "a ring of six FRR routers": {"shape": "ring", "kind": "frr", "routers": 6},
    "hub with 3 FRR branches, each branch has a host": {"shape": "star", "routers": 4, "hosts": 3},
    "leaf1 and leaf2 connect to spine1 and spine2, all SR Linux": {"shape": "custom", "nodes": 4, "links": 4},
    "two FRR routers connected by three links": {"shape": "custom", "links": 3},
    "2 SR Linux and 2 FRR routers in a ring, eBGP": {"kinds": ("nokia_srlinux",) * 2 + ("frr",) * 2, "bgp": "ebgp"},
    "h1-r1-r2-h2 using FRR": {"shape": "custom", "nodes": 4, "links": 3},
    "two FRR spines in AS 65100, three FRR leaves in AS 65101-65103, eBGP": {
        "asns": (65100, 65100, 65101, 65102, 65103)
    },
    "one cEOS switch with two hosts, one in vlan 10 and one in vlan 20": {"shape": "single", "hosts": 2},
    "two DCs, each with 2 spines and 2 leaves, connected by a WAN router, all FRR": {"shape": "sites", "sites": 2},
    "route reflector with 4 clients, FRR, iBGP AS 65000": {"reflectors": ("rr1",), "routers": 5, "first_asn": 65000},
    "FRR route server with 4 peers, eBGP": {"shape": "exchange", "routers": 4, "route_server": True},
    "2 FRR leafs 1 FRR spine bgp unnumbered": {"unnumbered": True, "bgp": "ebgp"},
    "three FRR routers in a row, static routes": {"shape": "chain", "igp": "static"},
    "two SR Linux nodes, image registry.lab/srl:1.2, mgmt subnet 172.30.0.0/24": {
        "image": "registry.lab/srl:1.2",
        "management": "172.30.0.0/24",
    },
}


@pytest.mark.parametrize(("request_", "values"), WHOLE.items(), ids=list(WHOLE))
def test_whole_requests(request_: str, values: dict[str, object]) -> None:
    """Every word is understood, and the values are those of the words."""
    found = understand(request_)
    assert found.whole, found
    for name, value in values.items():
        have = getattr(found.intent, name)
        assert value == (len(have) if isinstance(have, tuple) and isinstance(value, int) else have), name


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        ("3 FRR routers, OSPF", "it is not said how the 3 routers are joined"),
        ("3 FRR routers in a diamond", "3 routers are no diamond"),
        ("SR Linux and FRR in a ring of 4", "it is not said which routers are nokia_srlinux and which frr"),
        ("two FRR routers, OSPF and IS-IS", "ospf and isis at once: it is not said which runs where"),
        ("r1-r2, r3-r4, FRR", "not all routers are joined to the others"),
        ("three FRR routers named a1 and b1 in a ring", "2 names for 3 routers"),
    ],
)
def test_what_does_not_fit_is_said(request_: str, why: str) -> None:
    """The reason is about the words, and true."""
    found = understand(request_)
    assert (None, why) == (found.intent, found.why)


@pytest.mark.parametrize(
    ("request_", "name"),
    [
        ("two FRR routers with a traffic generator", "traffic generator"),
        ("MPLS L3VPN with 2 FRR PEs and 2 CEs", "MPLS and VRFs"),
        ("vMX triangle with OSPF", "labkeeper writes no configuration for juniper_vmx"),
        ("two FRR routers, 10G links", "10G"),
        ("two SR Linux routers with RIP", "labkeeper writes no RIP for nokia_srlinux"),
        ("two FRR routers with IPv6", "IPv6"),
    ],
)
def test_what_no_lab_can_hold_is_refused_by_its_name(request_: str, name: str) -> None:
    """Before any model is asked."""
    assert any(name in words for words in understand(request_).refused)


def test_a_models_inventions_are_dropped() -> None:
    """What the request has no word for is not in the lab; what code read of the words is."""
    said = {
        "shape": "ring", "kind": "frr", "routers": 4, "bgp": "ebgp", "igp": "none", "evpn": True, "clients": 2,
        "clients_on": "all", "first_asn": 24101, "router_names": ["x1", "x2", "x3", "x4"], "parallel": 2,
    }  # fmt: skip
    intent = completed("a hexagonal ring of four FRR routers, OSPF", said)
    assert ("ospf", "none", False, 0, ()) == (
        intent.igp,
        intent.bgp,
        intent.evpn,
        len(intent.hosts),
        intent.router_names,
    )
