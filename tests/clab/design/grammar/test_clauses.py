"""Clauses of requests, one kind of sentence each: who is joined to whom, where hosts stand, who is in which AS."""

import re
from itertools import cycle

import pytest

from clab.design.builder import work_out
from clab.design.meaning.request_parser import understand
from tests.agent.bench.blind_sets import rows as blind
from tests.agent.bench.test_development import REFUSED
from tests.agent.bench.test_development import rows as development

LINKS = {
    "r1 and r2 connect to r3, r3 connects to r4 which connects to r5 and r6, FRR, OSPF": (
        "r1-r3 r2-r3 r3-r4 r4-r5 r4-r6"
    ),
    "r1 connects to r2 and r3, both connect to r4, FRR, OSPF": "r1-r2 r1-r3 r2-r4 r3-r4",
    "acc1 and acc2 hang off dist1, acc3 and acc4 off dist2, dist1 linked to dist2, FRR, OSPF": (
        "acc1-dist1 acc2-dist1 acc3-dist2 acc4-dist2 dist1-dist2"
    ),
    "leaf1 only to spine1, leaf2 to both spine1 and spine2, leaf3 only to spine2, SR Linux, eBGP": (
        "leaf1-spine1 leaf2-spine1 leaf2-spine2 leaf3-spine2"
    ),
    "top row a1 a2 a3, bottom row b1 b2 b3, rungs a1-b1 a2-b2 a3-b3, FRR, IS-IS": (
        "a1-a2 a2-a3 a1-b1 a2-b2 a3-b3 b1-b2 b2-b3"
    ),
    "six FRR routers in two triangles, joined by a single link between r3 and r4, OSPF": (
        "r1-r2 r2-r3 r1-r3 r4-r5 r5-r6 r4-r6 r3-r4"
    ),
    "three branches, berlin, lyon and porto, each with one FRR router connected to a central hq router, OSPF": (
        "berlin-hq hq-lyon hq-porto"
    ),
    "ring of 4 FRR, a fifth router behind r2, OSPF": "r1-r2 r2-r3 r3-r4 r1-r4 r2-r5",
    "2 SRL and 2 FRR. SRLs connected to each other, FRRs connected to each other, each SRL connected to one FRR": (
        "r1-r2 r3-r4 r1-r3 r2-r4"
    ),
    "AS100 connects to AS200 and AS300, both connect to AS400, one FRR router each": (
        "as100-as200 as100-as300 as200-as400 as300-as400"
    ),
    "a core router, two distribution routers connected to it, and two access routers under each distribution router, "
    "FRR, OSPF": "core1-dist1 core1-dist2 access1-dist1 access2-dist1 access3-dist2 access4-dist2",
}
HOSTS = {
    "two servers behind leaf1, leaf2 and leaf3 have one each; 2 spines; 3 leaves; FRR; OSPF": "leaf1 leaf1 leaf2 leaf3",
    "2 SR Linux leaves and one spine with OSPF, and attach one host to each leaf": "leaf1 leaf2",
    "two hosts behind r1, one host behind r2, r1 and r2 connected back to back, FRR, OSPF": "r1 r1 r2",
    "ring of four FRR with OSPF and a host on every router but r3": "r1 r2 r4",
    "three FRR in a row, OSPF, client on the left one and server on the right one": "r1 r3",
    "r1 has two hosts, r2 has none, r3 has one; r1-r2-r3 in a line; static routes; FRR": "r1 r1 r3",
    "4 leaves and 2 spines, FRR, OSPF, two hosts on leaf1, none on the others": "leaf1 leaf1",
    "ring of 6 FRR, OSPF, every second router has a host": "r1 r3 r5",
    "leaf1 leaf2 leaf3 and spine1 spine2 with SR Linux, IS-IS, hosts: leaf1 2, leaf2 1, leaf3 1": (
        "leaf1 leaf1 leaf2 leaf3"
    ),
    "2 FRR spines, 3 FRR leaves, hosts on all switches except the spines": "leaf1 leaf2 leaf3",
    "un anillo de 6 routers FRR con IS-IS, sin hosts": "",
}
SYSTEMS = {
    "AS 65010 with routers r1 and r2, AS 65020 with routers r3 and r4, OSPF inside each AS, iBGP inside, eBGP "
    "between r2 and r3, FRR": "r1=65010 r2=65010 r3=65020 r4=65020",
    "as65001 r1 -- as65002 r2 -- as65003 r3, FRR, eBGP": "r1=65001 r2=65002 r3=65003",
    "R1, R2 and R3 each in their own AS (100, 200, 300) in a triangle, FRR, eBGP": "R1=100 R2=200 R3=300",
    "2 spines 2 leaves SR Linux, eBGP, no BGP on leaf2": "spine1=65001 spine2=65001 leaf1=65002",
    "IS-IS between srl1 and srl2, eBGP between srl2 and frr1 (65002 and 65001)": "srl2=65002 frr1=65001",
    "four SRL nodes n1..n4 as a full mesh with eBGP, AS 64512 for n1, 64513 for n2 and so on": (
        "n1=64512 n2=64513 n3=64514 n4=64515"
    ),
}
NONE = (
    "star of four routers, one router in center and four routers around, FRR, OSPF",
    "eBGP multihop between loopbacks of two FRR routers with a router in the middle running OSPF",
    "triangle of FRR, IS-IS, r1 only",
    "4 FRR ring, OSPF, cost 100 on r1-r2, r1 only",
    "chain of 3 FRR, OSPF, no OSPF on r2",
    "three FRR routers in a ring connected with a fourth router, OSPF",
    "full mesh of four FRR routers, from r1 to r3 only, OSPF",
    "3 superspines, the second one, 6 spines and 12 leaves, SR Linux, eBGP",
    "triangle of SR Linux, one host on each, with three more hosts, IS-IS",
    "chain of r1, r2 and r3, FRR, OSPF, r1 and r2 only",
)
APPENDED = (
    "from r97 to r98 only", "only between r97 and r98", "r97 has none", "leaf97 is FRR", "with r97 as hub", "and r97",
    "r97 in AS 65099", "swap r97 and r98", "hosts only on r97", "no link between r97 and r98", "mtu 1400 on r97",
    "area 7 on r97", "two of them are vyos", "three more routers", "one host fewer", "unless it rains", "at r97",
    "with 97 more hosts", "via r97 only", "97 links each", "the last two are vyos", "the others are vyos", "by r97",
    "and a ninth spine", "r97 and r98 only", "up to r97", "the first link only", "minus r97", "same for r97",
    "r97 stays alone", "the second one is vyos", "half of them vyos", "r97 instead of r98", "but r97 has no BGP",
    "in the other direction", "r97 comes last", "and one more",
)  # fmt: skip
"""Clauses that are true of no lab of the frozen requests."""
BUILT = [
    *(request for request, judged in development("topology") if judged != REFUSED),
    *(
        row["request"]
        for name in ("topology_set", "topology_more", "topology_seventh", "topology_eighth", "topology_ninth")
        for row in blind(name)
        if row["judged"] != REFUSED
    ),
]


@pytest.mark.parametrize("part", range(4))
def test_a_clause_more_is_no_lab_without_it(part: int) -> None:
    """Wherever a sentence or clause of a request that is built ends: with another behind it, it is another lab or none.

    The clauses are taken in turn, so that each meets some fifteen requests.
    """
    clauses, same = cycle(APPENDED), []
    for request in BUILT[part::4]:
        own = understand(request)
        end = len(request.rstrip(". "))
        places = [found.end() for found in re.finditer(r"[,;](?= )|\.(?= [A-Z])", request)]
        for place in (*places[:: 1 + len(places) // 3], end):
            clause = next(clauses)
            mark = "," if place == end else request[place - 1]
            first, rest = (request[:end], "") if place == end else (request[: place - 1], request[place - 1 :])
            longer = f"{first}{mark} {clause}{rest}"
            found = understand(longer)
            same += [longer] if found.whole and not found.refused and found.intent == own.intent else []
    assert [] == same


@pytest.mark.parametrize(("request_", "links"), LINKS.items(), ids=list(LINKS))
def test_who_is_joined_to_whom(request_: str, links: str) -> None:
    """The links between routers are those that were said, and no others."""
    intent = understand(request_).intent
    assert intent is not None
    found = {frozenset((wire.a.node, wire.b.node)) for wire in work_out(intent).wires}
    assert {frozenset(link.split("-")) for link in links.split()} == found


@pytest.mark.parametrize(("request_", "places"), HOSTS.items(), ids=list(HOSTS))
def test_where_hosts_stand(request_: str, places: str) -> None:
    """One host for each place that was said."""
    intent = understand(request_).intent
    assert intent is not None
    assert places.split() == sorted(client.on for client in work_out(intent).clients)


@pytest.mark.parametrize(("request_", "systems"), SYSTEMS.items(), ids=list(SYSTEMS))
def test_in_which_as_each_router_is(request_: str, systems: str) -> None:
    """Those of which BGP was said, and no others."""
    intent = understand(request_).intent
    assert intent is not None
    found = {f"{one.name}={one.asn}" for one in work_out(intent).routers if one.asn}
    assert set(systems.split()) == found


@pytest.mark.parametrize("request_", NONE)
def test_what_may_be_another_lab_is_none(request_: str) -> None:
    """Where the words leave it open, code alone builds nothing."""
    found = understand(request_)
    assert found.intent is None or not found.whole
