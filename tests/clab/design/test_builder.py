"""A plan's addresses, ports and sessions: what must hold for every intent, and what engineers expect of the common."""

import ipaddress
from collections import Counter

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from clab.design.builder import port_name, work_out
from clab.design.intent import Host, Intent
from clab.design.node_systems import FRR
from clab.design.picture import mermaid
from clab.design.text import topology_text
from clab.document import read
from clab.kinds.table import all_kinds, kind
from clab.lint import Topology, lint
from clab.policy import check_draft, check_policy
from clab.shape import check_shape

KINDS = ("nokia_srlinux", FRR, "arista_ceos", "cisco_iol", "cisco_xrd", "juniper_vjunosrouter", "vyosnetworks_vyos")

FABRICS = ("leaf_spine", "clos", "sites")


@st.composite
def intents(draw: st.DrawFn) -> Intent:
    """Any intent but a custom one, up to a dozen routers."""
    shape = draw(
        st.sampled_from(
            ["pair", "chain", "ring", "star", "full_mesh", "diamond", "leaf_spine", "clos", "sites", "exchange"]
        )
    )
    count = {"pair": 2, "diamond": 4}.get(shape) or draw(st.integers(3, 9))
    return Intent(
        shape=shape,
        kind=draw(st.sampled_from(KINDS)),
        routers=0 if shape in FABRICS else count,
        superspines=draw(st.integers(1, 2)) if shape == "clos" else 0,
        sites=2 if shape == "sites" else 0,
        route_server=shape == "exchange" and draw(st.booleans()),
        parallel=draw(st.integers(1, 2)),
        bfd=draw(st.booleans()),
        spines=draw(st.integers(1, 3)) if shape in FABRICS else 0,
        leaves=draw(st.integers(1, 5)) if shape in FABRICS else 0,
        spine_kind=draw(st.sampled_from([None, *KINDS])),
        clients=draw(st.integers(0, 2)),
        clients_on=draw(st.sampled_from(["edges", "all"])),
        igp=draw(st.sampled_from(["none", "ospf", "isis", "static"])),
        bgp=draw(st.sampled_from(["none", "ebgp", "ibgp"])),
        evpn=draw(st.booleans()),
    )


@settings(max_examples=150, deadline=None)
@given(intents())
def test_every_plan_holds_together(intent: Intent) -> None:
    """No port, address or loopback is used twice; both ends of a session agree on address and AS."""
    plan = work_out(intent)
    ports = Counter(f"{end}" for wire in plan.wires for end in (wire.a, wire.b))
    assert set(ports.values()) <= {1}
    addresses = [port.address for router in plan.routers for port in router.ports if port.address]
    addresses += [router.loopback for router in plan.routers] + [client.address for client in plan.clients]
    assert len(set(addresses)) == len(addresses)
    by_name = {router.name: router for router in plan.routers}
    for router in plan.routers:
        own = {router.loopback, *(str(ipaddress.ip_interface(p.address).ip) for p in router.ports if p.address)}
        for session in router.sessions:
            far = by_name[session.peer]
            assert far.asn == session.asn
            assert any(back.address in own and back.asn == router.asn for back in far.sessions)


@settings(max_examples=100, deadline=None)
@given(intents())
def test_every_text_passes_our_own_gate(intent: Intent) -> None:
    """Shape, policy, draft policy and lint find nothing wrong with what code writes."""
    plan = work_out(intent)
    document, found = read(topology_text(plan, "a request: with 'quotes', # and \n lines"))
    assert document is not None
    lab = Topology(document)
    found += [*check_shape(document), *check_policy(lab, "error"), *check_draft(lab), *lint(lab)]
    assert [item for item in found if item.severity == "error"] == []
    written = yaml.safe_load(topology_text(plan, "x"))["topology"]
    assert len(written["nodes"]) == len(plan.routers) + len(plan.clients) + len(plan.lans)
    assert len(written.get("links", [])) == len(plan.wires) == mermaid(plan).count("---")


@pytest.mark.parametrize("name", sorted(all_kinds()))
def test_port_names_fit_their_kind(name: str) -> None:
    """The first eight ports of every kind have names that containerlab takes, all different."""
    known = kind(name)
    assert known is not None
    names = [port_name(name, number) for number in range(1, 9)]
    assert len(set(names)) == 8
    if known.ports is not None and name != "spirent_stc":
        assert all(known.ports.search(item) for item in names), names


def test_a_clos_shares_one_as_among_spines() -> None:
    """RFC 7938: the spines have one AS, every leaf its own."""
    plan = work_out(Intent(shape="leaf_spine", kind=FRR, spines=2, leaves=3, bgp="ebgp"))
    assert [65001, 65001, 65002, 65003, 65004] == [router.asn for router in plan.routers]
    assert [3, 3, 2, 2, 2] == [len(router.sessions) for router in plan.routers]


def test_ibgp_in_a_clos_is_reflected_by_spines() -> None:
    """RFC 4456: leaves speak with spines alone, which reflect; OSPF reaches the loopbacks, and that is said."""
    plan = work_out(Intent(shape="leaf_spine", kind=FRR, spines=2, leaves=3, bgp="ibgp", first_asn=65100))
    assert plan.igp == "ospf"
    assert "OSPF was added" in plan.remarks[0]
    assert {65100} == {router.asn for router in plan.routers}
    assert all(session.client == (router.role == "spine") for router in plan.routers for session in router.sessions)


def test_other_kinds_get_no_configuration_and_are_told_so() -> None:
    """A kind without a template has a topology and a remark."""
    plan = work_out(Intent(shape="pair", kind="juniper_crpd", routers=2, bgp="ebgp"))
    assert "no initial configuration for juniper_crpd" in plan.remarks[0]
    assert "startup-config" not in topology_text(plan, "x")


def test_an_intent_beyond_the_ports_of_iol_is_still_named() -> None:
    """IOL counts four ports a slot: the fifth is on slot 1."""
    assert ["Ethernet0/1", "Ethernet0/3", "Ethernet1/0"] == [port_name("cisco_iol", item) for item in (1, 3, 4)]


def test_custom_labs_join_what_was_named() -> None:
    """Nodes and links one by one: ports are counted per node, hosts get an address and a gateway."""
    plan = work_out(
        Intent(
            shape="custom",
            nodes=[{"name": "a1", "kind": "frr"}, {"name": "b1", "kind": "srl"}, {"name": "h1", "kind": "linux"}],
            links=[{"a": "a1", "b": "b1"}, {"a": "b1", "b": "h1"}],
            bgp="ebgp",
        )
    )
    assert ["a1:eth1 b1:e1-1", "b1:e1-2 h1:eth1"] == [f"{wire.a} {wire.b}" for wire in plan.wires]
    assert [("h1", "192.168.1.10/24", "192.168.1.1")] == [(c.name, c.address, c.gateway) for c in plan.clients]


def test_more_nodes_than_a_laptop_holds_are_refused() -> None:
    """A limit, not a hang."""
    with pytest.raises(ValidationError, match="less than or equal to 128"):
        Intent(shape="ring", routers=100_000)


def test_a_host_at_two_routers_has_a_network_and_a_way_over_each() -> None:
    """A dual homed host is one node with two addresses and one route over both."""
    intent = Intent(shape="leaf_spine", kind="frr", spines=1, leaves=2, hosts=(Host(on="leaf1", also=("leaf2",)),))
    plan = work_out(intent)
    assert [(one.name, one.on) for one in plan.clients] == [("client1", "leaf1"), ("client1", "leaf2")]
    text = topology_text(plan, "x")
    assert text.count("client1:\n") == 1
    assert "ip route add 10.0.0.0/8 nexthop via 192.168.1.1 nexthop via 192.168.2.1" in text


def test_a_border_router_announces_the_loopbacks_of_its_as() -> None:
    """An iBGP route to a loopback whose next hop is that loopback is none, so its own router alone is not enough."""
    values = {"shape": "chain", "kind": "frr", "routers": 4, "bgp": "both", "asns": (65001, 65001, 65002, 65002)}
    plan = work_out(Intent(**values))
    assert [(), ("10.255.0.1/32",), ("10.255.0.4/32",), ()] == [router.networks for router in plan.routers]
