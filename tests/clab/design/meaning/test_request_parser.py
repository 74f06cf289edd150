"""Requests read by code alone: whole labs, and reasons that are true."""

import pytest

from clab.design.meaning.request_parser import completed, understand

WHOLE = {
    "a ring of six FRR routers": {"shape": "ring", "kind": "frr", "routers": 6},
    "hub with 3 FRR branches, each branch has a host": {"shape": "star", "routers": 4, "hosts": 3},
    "leaf1 and leaf2 connect to spine1 and spine2, all SR Linux": {"shape": "leaf_spine", "spines": 2, "leaves": 2},
    "two FRR routers connected by three links": {"shape": "pair", "parallel": 3},
    "2 SR Linux and 2 FRR routers in a ring, eBGP": {"kinds": ("nokia_srlinux",) * 2 + ("frr",) * 2, "bgp": "ebgp"},
    "h1-r1-r2-h2 using FRR": {"shape": "pair", "hosts": 2},
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
    "star of 4 FRR routers, RIP or BGP not needed, OSPF": {"shape": "star", "igp": "ospf", "bgp": "none"},
    "two FRR routers, IS-IS, don't need any hosts": {"igp": "isis", "hosts": 0},
    "4 SR Linux routers in a ring, OSPF, RIP if possible": {"shape": "ring", "igp": "ospf"},
    "1 FRR spine, a server dual homed to leaf1 and leaf2, OSPF": {"leaves": 2, "hosts": 1},
    "4 SR Linux switches in a chain, a host on sw2 and sw4": {"router_names": ("sw1", "sw2", "sw3", "sw4")},
    "rr1 and rr2, three clients, FRR, OSPF underneath, AS 65000": {"reflectors": ("rr1", "rr2"), "links": 7},
    "FRR tree of 1 core, 2 dists and 4 access switches": {"shape": "custom", "nodes": 7, "links": 6},
    "FRR: 2 cores, 3 access switches, each to both": {"shape": "custom", "links": 6},
    "two ISPs and a customer dual homed to both ISPs, ISPs also peer with each other, FRR": {"links": 3, "bgp": "ebgp"},
    "5 FRR routers on one shared LAN, each own ASN 65001-65005": {"shape": "exchange", "bgp": "ebgp"},
    "5 SR Linux routers in a ring, hosts on sw2 through sw4": {"hosts": 3},
    "a hub in the middle, 3 FRR spokes, no spoke to spoke links": {"shape": "star", "routers": 4},
    "a provider with 3 customers, FRR, eBGP": {"shape": "custom", "nodes": 4, "links": 3},
    "2 FRR spines, 2 FRR leaves, two hosts on leaf1 and leaf2": {"hosts": 2},
    "2 FRR spines, 2 FRR leaves, two hosts each on leaf1 and leaf2": {"hosts": 4},
    "2 FRR cores with a link between them, 2 access switches, each to both": {"links": 5},
    "three FRR routers. Connect them in a triangle, a Linux box hanging off each of them": {
        "shape": "ring",
        "hosts": 3,
    },
    "3 FRR routers, one of them the route reflector, the other two its clients": {"reflectors": ("rr1",), "routers": 3},
    "six SR Linux routers: two of them are spines, four are leaves": {"shape": "leaf_spine", "spines": 2, "leaves": 4},
    "two FRR routers, one in AS 65010, the other in AS 65020, eBGP": {"asns": (65010, 65020)},
    "five FRR routers: one in the centre, four around it": {"shape": "star", "routers": 5},
    "a core ring of 4 FRR routers, each with one access router hanging off": {"nodes": 8, "links": 8},
    "four P routers in a full mesh, two PE routers each connected to two P routers, FRR": {"nodes": 6, "links": 10},
    "R1 - R2 - R3 - R4 in a chain plus a direct link between R1 and R4, FRR": {"nodes": 4, "links": 4},
    "4 FRR routers in a square with one diagonal link between R1 and R3": {"nodes": 4, "links": 5},
    "core of three FRR routers in a triangle, behind every core router one access router with one host": {"nodes": 6},
    "3 FRR routers in a row, one host connected to the first and another to the last": {"shape": "chain", "hosts": 2},
    "2 FRR spines, 2 FRR leaves, 4 servers (two per leaf)": {"hosts": 4},
    "R1 and R2 are in AS 65001, R3 is in AS 65002, R1-R2, R2-R3, iBGP inside each AS, eBGP between R2 and R3, FRR": {
        "bgp": "both",
        "asns": (65001, 65001, 65002),
    },
    "PE1-P1-P2-PE2, FRR, OSPF, iBGP between PE1 and PE2": {"bgp": "ibgp", "bgp_off": ("P1", "P2")},
    "spine-leaf 4x6, cEOS, eBGP, AS 65000 on the spines and 65001 upward on the leaves": {
        "asns": (*[65000] * 4, 65001, 65002, 65003, 65004, 65005, 65006)
    },
    "2 superspines, 2 pods each with 2 spines and 2 leaves, SR Linux": {"nodes": 10, "links": 16},
    "R1 through R5, FRR, in a line": {"shape": "chain", "routers": 5},
    "R1 (FRR, AS 65001) --- R2 (FRR, AS 65002), eBGP": {"shape": "pair", "asns": (65001, 65002)},
    "frr1 connected to srl1, OSPF": {"shape": "pair", "kinds": ("frr", "nokia_srlinux")},
    "four routers a, b, c and d: a to b, b to c, c to d, d to a. frr": {"nodes": 4, "links": 4},
    "a router connected to two switches, each switch has two hosts; everything cEOS": {"nodes": 3, "hosts": 4},
    "3 sites connected over a full mesh, one SR Linux router per site": {"nodes": 3, "links": 3},
    "3 FRR routers each connected to the other two": {"links": 3},
    "six FRR nodes: two core routers linked together, and two edge routers on each core": {"nodes": 6, "links": 5},
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
        ("3 FRR routers in a diamond", "'diamond': 3 routers stand in it"),
        ("SR Linux and FRR in a ring of 4", "'ring': 2 routers stand in it"),
        ("two FRR routers, OSPF and IS-IS", "ospf and isis at once: it is not said which runs where"),
        ("two FRR routers, OSPF, but no OSPF on r1", "OSPF: asked for and denied"),
        ("EVPN without BGP on two SR Linux leaves and a spine", "EVPN without BGP: there is none"),
        ("r1-r2, r3-r4, FRR", "not all routers are joined to the others"),
        ("three FRR routers named a1 and b1 in a ring", "'three FRR routers': 2 are named (a1, b1)"),
        ("a square of FRR routers, eBGP, same AS", "eBGP, but one AS for several: it is not said which runs where"),
        ("2 PEs, 2 CEs, a P router, FRR, OSPF, eBGP to the CEs", "'eBGP to the CEs': BGP of some routers alone"),
        ("r1 peers with r2, FRR, OSPF", "'r1 peers with r2': it is not said by which protocol"),
        ("tree of 7 FRR routers", "tree: it is not said which router is under which"),
        (
            "two DCs with 2 spines and 2 leaves each, FRR, joined by a pair of border routers",
            "not all routers are joined to the others",
        ),
        (
            "two DCs with 2 spines and 2 leaves each, FRR, connected leaf to leaf",
            "not all routers are joined to the others",
        ),
        ("r1 in AS 65000, r3 in AS 65001, r1-r2, r2-r3, FRR", "the AS number of some routers is not said"),
        (
            "r1 connected to a switch, two hosts on the switch, FRR",
            "'r1 connected to a switch': it is not said to what",
        ),
        (
            "two FRR routers with two hosts in the same subnet",
            "'in the same subnet': hosts share a network by EVPN or a VLAN alone",
        ),
        (
            "2 FRR spines, 2 FRR leaves, 3 hosts on leaf1 and leaf2",
            "'3 hosts on leaf1 and leaf2': it is not said how many stand where",
        ),
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
        ("two cEOS routers with IPv6", "IPv6"),
        ("2 spines, 2 leaves, SR Linux, eBGP underlay, iBGP EVPN overlay", "one kind of BGP in a fabric"),
        ("two cEOS routers, eBGP, IPv6 alone", "labkeeper writes no IPv6 for arista_ceos"),
        ("the biggest FRR ring you can", "it is not said how many"),
        ("a hub with a backup hub and 3 FRR spokes", "'backup'"),
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


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ("hosts on one leaf, 2 FRR spines, 2 FRR leaves", "hosts on one leaf"),
        ("4 spokes each connected to all 3 hubs, 4 hubs, FRR", "all"),
        ("2 cores, 3 dists, 4 access, each access to both dists, FRR", "both dists"),
        ("a host connected to leaf1 and leaf2, 2 spines, 2 leaves, FRR", "a host connected to leaf1 and leaf2"),
        ("2 FRR spines, 2 FRR leaves, EVPN, a host on each leaf, hosts in vlan 10", "hosts in vlan 10"),
        ("OSPF and IS-IS not needed, a ring of 4 FRR routers", "not needed"),
    ],
)
def test_words_that_may_mean_another_lab_are_left(request_: str, words: str) -> None:
    """Nothing is built where a number, a place or a denial may be another one's."""
    found = understand(request_)
    assert not found.whole
    assert words in found.left or not found.left


def test_what_is_wanted_if_possible_is_left_out_with_a_word() -> None:
    """The lab is built without it, and the reader is told why."""
    found = understand("two cEOS routers, eBGP unnumbered if possible")
    assert found.intent is not None
    assert ("ebgp", False) == (found.intent.bgp, found.intent.unnumbered)
    assert found.remarks == ("'unnumbered if possible': not possible with arista_ceos, so left out",)


def test_sites_are_joined_by_the_router_that_is_named() -> None:
    """With an article and without."""
    for said in ("a WAN router", "WAN router"):
        found = understand(f"two DCs with 2 spines and 2 leaves each, FRR, joined by {said}")
        assert found.intent is not None
        assert ("sites", "wan_router") == (found.intent.shape, found.intent.joined_by)


FABRICS = {
    "Two datacentres, DC-A and DC-B. Each: one spine, two leaves. Interconnect spine to spine, eBGP, one host on just "
    "one leaf of each DC.": {"shape": "sites", "sites": 2, "spines": 1, "leaves": 2, "hosts": 2},
    "Two data centers with 2 spines and 3 leaves each. DC1 spine1 connects to DC2 spine1. SR Linux, eBGP": {"sites": 2},
    "three sites, each is an FRR router with a LAN PC, all of them cabled to a central SR Linux router, OSPF, LANs are "
    "10.1.0.0/24, 10.2.0.0/24 and 10.3.0.0/24": {"nodes": 4, "links": 3, "hosts": 3},
    "route server rs1 in AS 64999 plus four members with their own AS numbers, everybody on the one shared peering LAN "
    "198.51.100.0/24": {"shape": "exchange", "route_server": True, "routers": 4},
    "three FRR routers connected to the same switch, OSPF": {"shape": "exchange", "routers": 3},
    "binary tree of 7 frr nodes with r3 as the root, isis": {"nodes": 7, "links": 6},
    "PE1-P-PE2 with SR Linux, IS-IS": {"nodes": 3, "links": 2},
    "65001 <-> 65002 <-> 65003, one FRR in each AS, eBGP, no IGP": {"asns": (65001, 65002, 65003), "links": 2},
    "two linux hosts wired straight to each other, 10.0.0.1/30 and 10.0.0.2/30": {"nodes": 2, "links": 1, "hosts": 0},
    "a linux box acting as the router with a client on one side and a server on the other": {"hosts": 2},
    "a server dual-attached to frr1 and frr2, frr1 is the primary gateway and frr2 the backup, OSPF": {"hosts": 1},
    "EVPN symmetric IRB on SR Linux: 2 spines, 2 leaves, each leaf with a host in VLAN 10 (10.10.10.0/24) and another "
    "one in VLAN 20 (10.10.20.0/24), anycast gateway .1": {"gateways": True, "evpn": True, "hosts": 4},
    "symmetric IRB, SR Linux, 1 spine 2 leaves, vlan 100 and vlan 200, a host in each vlan on each leaf": {
        "evpn": True
    },
    "three leaves around one FRR spine, EVPN, vni 1000, host on every leaf, same L2 domain": {"hosts": 3},
    "one srl acting as a plain switch with three servers on it, everything in 10.5.5.0/24": {"hosts": 3},
    "an L2VPN between two SR Linux leaves over one spine (EVPN-VXLAN), VNI 5000, a client on each leaf, same subnet "
    "172.16.0.0/24": {"spines": 1, "leaves": 2, "evpn": True, "hosts": 2},
    "single FRR router connecting three LANs: 10.1.1.0/24, 10.1.2.0/24 and 10.1.3.0/24, one host in each": {"hosts": 3},
    "Multi-homed host: server1 is connected to leaf1 and leaf2, both SR Linux leaves connect to spine1. eBGP fabric.": {
        "hosts": 1
    },
    "Two VRFs (cust-a and cust-b) on a single SR Linux, each VRF has two hosts on different subnets": {"hosts": 4},
    "2 SRL leaves + 1 spine, EVPN L3 (ip-vrf), one host per leaf in different subnets, anycast gateway not needed": {
        "evpn": True,
        "gateways": False,
    },
    "four leaf switches full mesh'ed to two spines, FRR, eBGP unnumbered, AS 65000 for spines": {"leaves": 4},
    "6 PCs on one SR Linux switch, 3 in VLAN 10, 3 in VLAN 20, no routing": {"hosts": 6, "gateways": False},
    "inter-vlan routing on a single SR Linux: vlan 10 10.0.10.0/24 and vlan 20 10.0.20.0/24, one host per vlan": {
        "gateways": True,
        "hosts": 2,
    },
    "three linux boxes in a row, the middle one forwards packets": {"kind": "linux_router", "hosts": 2},
    "anycast gateway 10.0.0.1 on both leaves, evpn, 1 spine, srl, one host per leaf in the same subnet 10.0.0.0/24": {
        "leaves": 2
    },
    "R1, R2, R3 all SR Linux, R1 connected to R2 via 2 links and R2 to R3 via 1 link, OSPF": {"nodes": 3, "links": 3},
    "r1 -- r2 -- r3 -- r4 -- r1 frr ospf with clients c1 on r1 and c2 on r3": {"nodes": 4, "hosts": 2},
    "customer router in AS 65001 with two links to ISP router in AS 65002, FRR": {
        "parallel": 2,
        "asns": (65001, 65002),
    },
    "a Linux bridge with three hosts in 192.168.5.0/24": {"nodes": 4, "links": 3},
    "two hosts and a linux bridge between them": {"nodes": 3, "links": 2},
    "EVPN-VXLAN between two FRR routers directly connected (no spine), VNI 42, host each": {
        "shape": "pair",
        "hosts": 2,
    },
    "SR Linux leaf-spine 2x2, each leaf has host in tenant red and host in tenant blue, EVPN, ip-vrfs": {"hosts": 4},
    "leaf1 leaf2 spine1 all srl; h1 on leaf1, h2 on leaf2, evpn vxlan l2, 10.10.10.0/24": {"leaves": 2, "hosts": 2},
    "PE1, PE2, PE3 in full mesh, one CE on each PE, FRR, OSPF between PEs, eBGP to the CEs, PEs AS 65000 with iBGP": {
        "nodes": 6,
        "links": 6,
    },
    "three routers, r1 connects to r2 twice and to r3 once, FRR, OSPF": {"nodes": 3, "links": 3},
    "3 racks, each rack has a leaf switch and two servers, two spines on top, SRL, eBGP": {"leaves": 3, "hosts": 6},
    "client1 and client2 on the same SR Linux in different VRFs": {"shape": "single", "hosts": 2},
    "linux router with 3 legs, a host on each leg, different subnets": {"kind": "linux_router", "hosts": 3},
    "r1-r2 FRR OSPF, host behind r1 in 10.1.0.0/24, host behind r2 in 10.2.0.0/24": {"shape": "pair", "hosts": 2},
    "one SRL, h1 in 192.168.1.0/24 and h2 in 192.168.2.0/24": {"shape": "single", "hosts": 2},
    "2 spines 4 leaves srl ebgp, hosts only on leaf2 and leaf3, 2 each": {"leaves": 4, "hosts": 4},
    "srl switch with 3 hosts, hosts in 10.5.5.0/24": {"shape": "single", "hosts": 3},
    "connect h1 and h2 to sw1 (srl), 10.0.0.1/24 and 10.0.0.2/24": {"shape": "single", "hosts": 2},
    "Single SR Linux, two PCs in two different subnets, it routes between them. No protocols.": {"shape": "single"},
}


@pytest.mark.parametrize(("request_", "values"), FABRICS.items(), ids=list(FABRICS))
def test_fabrics_sites_and_segments(request_: str, values: dict[str, object]) -> None:
    """Networks that are bridged, shared or joined, in other people's words."""
    test_whole_requests(request_, values)


@pytest.mark.parametrize(
    "request_", ["three linux boxes in a row, OSPF", "evpn, 1 spine, srl, one host per leaf", "two hosts in a ring"]
)
def test_hosts_are_no_routers_and_leaves_are_counted(request_: str) -> None:
    """What would be guessed is not built: hosts in a shape, and leaves of which nobody said how many."""
    assert not understand(request_).whole


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        ("two sites with 2 spines and 2 leaves each, the spines are interconnected, srl", "which spine is joined"),
        (
            "two DCs, each with a spine, srl. Four leaves. The spines are linked.",
            "whether they are in each site",
        ),
    ],
)
def test_sites_of_which_too_little_is_said(request_: str, why: str) -> None:
    """Several spines could be joined in several ways, and leaves could be of one site or of each."""
    assert why in understand(request_).why
