"""Addresses that a request gives: each at its place in the built lab, and what contradicts itself refused by name."""

import tempfile
from pathlib import Path

import pytest

from agent.tasks.topology import Order, make_topology
from clab.design.meaning.request_parser import understand
from clab.design.plan import Plan
from tests.agent.bench.test_blind import NOW


def built(request: str) -> Plan:
    """The lab that the gate accepted."""
    with tempfile.TemporaryDirectory() as folder:
        made = make_topology(Order(request, Path(folder) / "lab", "lab", offline=True), None, "", NOW)
    assert made.accepted, made.last.findings
    assert made.last.plan is not None
    return made.last.plan


def held(plan: Plan) -> set[str]:
    """`NODE ADDRESS` of all ports, loopbacks and hosts, `NODE id ADDRESS` of router ids that are no loopback's."""
    found = {f"{one.name} {port.address}" for one in plan.routers for port in one.ports if port.address}
    found |= {f"{one.name} {one.loopback}/32" for one in plan.routers}
    found |= {f"{one.name} id {one.router_id}" for one in plan.routers if one.router_id != one.loopback}
    return found | {f"{one.name} {one.address}" for one in plan.clients}


GIVEN = [
    ("r1 - r2, FRR, OSPF, use 10.9.9.0/29 for the link", "r1 10.9.9.1/29, r2 10.9.9.2/29"),
    (
        "r1 - r2 - r3, FRR, OSPF, r2 has 10.0.12.2/24 and 10.0.23.2/24, r1 has 10.0.12.1/24",
        "r1 10.0.12.1/24, r2 10.0.12.2/24, r2 10.0.23.2/24",
    ),
    ("two FRR routers r1 and r2, OSPF, 10.1.12.0/30 between r1 and r2", "r1 10.1.12.1/30, r2 10.1.12.2/30"),
    ("r1 (10.0.0.2/30) -- r2 (10.0.0.1/30), FRR, OSPF", "r1 10.0.0.2/30, r2 10.0.0.1/30"),
    ("r1 eth1 10.0.12.1/30 to r2 eth1 10.0.12.2/30, FRR, OSPF", "r1 10.0.12.1/30, r2 10.0.12.2/30"),
    ("two frr routers r1 r2, ospf, r1 10.0.0.2/30 r2 10.0.0.1/30", "r1 10.0.0.2/30, r2 10.0.0.1/30"),
    ("FRR, r1 is 10.0.0.9/24 on the link to r2, r2 is 10.0.0.2/24, OSPF", "r1 10.0.0.9/24, r2 10.0.0.2/24"),
    ("two frr routers ospf, link addresses 10.0.0.1/30 and 10.0.0.2/30", "r1 10.0.0.1/30, r2 10.0.0.2/30"),
    (
        "three srl r1 r2 r3 in a row, OSPF, loopbacks 192.168.255.1, .2 and .3",
        "r2 192.168.255.2/32, r3 192.168.255.3/32",
    ),
    ("a 6 node frr ring w/ ospf, r1 lo 10.9.0.1/32 r2 lo 10.9.0.2/32 and so on", "r1 10.9.0.1/32, r6 10.9.0.6/32"),
    ("four FRR routers in a square, OSPF; loopback of rN is 10.9.0.N/32", "r1 10.9.0.1/32, r4 10.9.0.4/32"),
    ("two spines and two leaves, SRL, eBGP, leaf loopbacks 10.0.2.0/24", "leaf1 10.0.2.1/32, leaf2 10.0.2.2/32"),
    ("3 frr ring, router ids 1.1.1.1 2.2.2.2 3.3.3.3, ospf", "r1 id 1.1.1.1, r3 id 3.3.3.3"),
    ("r1 and r2, FRR, eBGP. router-id 1.1.1.1 on r1, router-id 2.2.2.2 on r2", "r1 id 1.1.1.1, r2 id 2.2.2.2"),
    (
        "r1, r2, r3 FRR on a shared LAN 10.0.0.0/24, OSPF, r1 is .1, r2 is .22",
        "r1 10.0.0.1/24, r2 10.0.0.22/24, r3 10.0.0.2/24",
    ),
    (
        "r1 r2 FRR with OSPF, r1 LAN 10.1.0.0/24 with host h1, r2 LAN 10.2.0.0/24 with host h2",
        "r1 10.1.0.1/24, h2 10.2.0.10/24",
    ),
    (
        "r1 r2 FRR OSPF, link 10.0.0.0/30, h1 10.3.1.10/24 on r1, r1 is 10.3.1.254 there",
        "r1 10.3.1.254/24, h1 10.3.1.10/24",
    ),
    ("ring of 3 frr with one host per router, subnets 10.1.1.0/24 10.1.2.0/24 10.1.3.0/24, ospf", "r3 10.1.3.1/24"),
    ("2 spines and 3 leaves, FRR, eBGP, host per leaf with 10.10.x.0/24", "leaf3 10.10.3.1/24"),
    ("4 FRR routers in a ring, OSPF, /31s out of 10.50.0.0/22", "r1 10.50.0.0/31"),
    ("three FRR in a line, OSPF, links from 10.5.0.0/24, r1-r2 link 10.5.0.0/31", "r1 10.5.0.0/31, r2 10.5.0.2/31"),
]


@pytest.mark.parametrize(("request_", "wanted"), GIVEN, ids=[one for one, _ in GIVEN])
def test_a_given_address_is_at_its_place(request_: str, wanted: str) -> None:
    """And the gate, which looks for each of them in the written files, accepts the lab."""
    assert set(wanted.split(", ")) - held(built(request_)) == set()


REFUSED = [
    ("two FRR, OSPF, link 10.0.0.0/30, loopback r1 10.0.0.1/32", "10.0.0.1/32 and 10.0.0.0/30 overlap"),
    (
        "r1 - r2, FRR, eBGP, r1 has 10.0.0.1/30, r2 has 10.0.0.3/30",
        "10.0.0.3/30 is the network's or the broadcast's address",
    ),
    ("r1 - r2 - r3, FRR, OSPF, r1-r2 10.0.0.0/24, r2-r3 10.0.0.128/25", "10.0.0.0/24 and 10.0.0.128/25 overlap"),
    ("r1 - r2, FRR, OSPF, loopbacks 1.1.1.1 and 1.1.1.1", "1.1.1.1/32 and 1.1.1.1/32 overlap"),
    ("r1 - r2, FRR, OSPF, r1 10.0.0.1/30, r2 10.0.0.1/30", "10.0.0.1 is named for r1 and r2"),
    ("two FRR, OSPF, link 10.0.0.0/30, r1 is 10.0.1.1", "'10.0.1.1': it is not said on which link of r1 10.0.1.1 is"),
    ("three FRR in a ring, OSPF, router ids 1.1.1.1 and 2.2.2.2", "'router ids 1.1.1.1 and 2.2.2.2': 2 for 3 routers"),
    ("4 FRR routers in a ring, OSPF, /31s out of 10.50.0.0/30", "10.50.0.0/30 has no network for link 3"),
]


@pytest.mark.parametrize(("request_", "why"), REFUSED, ids=[one for one, _ in REFUSED])
def test_a_contradiction_is_refused_by_name(request_: str, why: str) -> None:
    """No lab is built."""
    understood = understand(request_)
    assert (None, why) == (understood.intent, understood.why)


def test_networks_of_links_are_none_of_the_routers() -> None:
    """Two networks behind two parallel links are nobody's LANs."""
    for words in ("r1 and r2, FRR, joined by two links 10.0.1.0/30 and 10.0.2.0/30", "r1 and r2 have 10.1.0.0/24, FRR"):
        understood = understand(f"{words}, OSPF")
        assert understood.intent is None or not understood.whole


def test_an_address_is_not_given_to_whom_the_link_goes() -> None:
    """What stands behind an address after `to` or `via` is the other end, and never its owner."""
    understood = understand("r1 - r2 - r3, FRR, OSPF, 10.3.3.0/24 via r2")
    assert not understood.whole or understood.intent is None
