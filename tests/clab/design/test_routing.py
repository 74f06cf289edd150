"""AS numbers, sessions and static routes of a lab."""

from clab.design.builder import work_out
from clab.design.intent import Host, Intent


def test_static_routes_reach_every_router_and_host() -> None:
    """On each router one route to every other's loopback and to every client network behind another."""
    intent = Intent(shape="star", kind="frr", routers=4, igp="static", hosts=(Host(on="r2"), Host(on="r4")))
    plan = work_out(intent)
    networks = {network for router in plan.routers for network in router.networks}
    for router in plan.routers:
        others = {f"{one.loopback}/32" for one in plan.routers if one is not router}
        assert others | (networks - set(router.networks)) == {route.prefix for route in router.statics}
        own = {port.peer_address for port in router.ports}
        assert {route.via for route in router.statics} <= own


def test_an_exchange_speaks_with_its_route_server_alone() -> None:
    """Every member has one session; the server has one with each, and serves it."""
    plan = work_out(Intent(shape="exchange", kind="frr", routers=3, route_server=True, bgp="ebgp"))
    server, *members = plan.routers
    assert [1, 1, 1] == [len(member.sessions) for member in members]
    assert [True] * 3 == [session.served for session in server.sessions]
    assert 4 == len({router.asn for router in plan.routers})
    assert ("lan", 4) == (plan.lans[0].name, len(plan.lans[0].interfaces))


def test_named_reflectors_have_all_others_as_clients() -> None:
    """RFC 4456: the others speak with the reflector alone."""
    plan = work_out(
        Intent(
            shape="star", kind="frr", routers=4, bgp="ibgp", router_names=("rr1", "a", "b", "c"), reflectors=("rr1",)
        )
    )
    assert [3, 1, 1, 1] == [len(router.sessions) for router in plan.routers]
    assert all(session.client for session in plan.routers[0].sessions)


def test_sites_with_both_kinds_of_bgp_are_one_as_each() -> None:
    """iBGP inside a site, eBGP to the WAN router; the IGP ends at the site."""
    plan = work_out(Intent(shape="sites", sites=2, spines=1, leaves=2, kind="frr", bgp="both", igp="ospf"))
    assert [65001] * 3 + [65002] * 3 + [65003] == [router.asn for router in plan.routers]
    wan = plan.routers[-1]
    assert {"link"} == {session.over for session in wan.sessions}
    assert not any(port.inner for port in wan.ports)


def test_unnumbered_sessions_are_of_interfaces() -> None:
    """No address on the link, and the neighbor is the interface."""
    plan = work_out(Intent(shape="leaf_spine", kind="frr", spines=1, leaves=2, bgp="ebgp", unnumbered=True))
    assert [["eth1", "eth2"], ["eth1"], ["eth1"]] == [
        [one.neighbor for one in router.sessions] for router in plan.routers
    ]
    assert {None} == {port.address for router in plan.routers for port in router.ports}


def test_parallel_links_are_separate_networks() -> None:
    """Two links between each pair have two networks and two sessions."""
    plan = work_out(Intent(shape="pair", kind="frr", routers=2, parallel=2, bgp="ebgp"))
    assert ["10.0.0.0/31", "10.0.0.2/31"] == [wire.network for wire in plan.wires]
    assert [2, 2] == [len(router.sessions) for router in plan.routers]
