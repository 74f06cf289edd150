"""The check of a finished draft against its request: kept by right drafts, broken by wrong ones."""

import pytest

from agent.tasks.lab_files import configs
from clab.design.builder import work_out
from clab.design.check.lab_graph import Drafted
from clab.design.check.requirement_check import check
from clab.design.check.requirements import requirements
from clab.design.intent import CustomLink, CustomNode, Host, Intent
from clab.design.plan import Plan
from clab.design.text import topology_text
from clab.document import read
from clab.lint import Topology


def drafted(plan: Plan) -> Drafted:
    """A plan as the demands see it."""
    document, _ = read(topology_text(plan, "x"))
    assert document is not None
    return Drafted(Topology(document), configs(plan))


def findings(request: str, intent: Intent) -> list[str]:
    """What a draft of this intent does not keep of the request."""
    found = check(requirements(request), drafted(work_out(intent)))
    return [item.message for item in found if item.severity == "error"]


@pytest.mark.parametrize(
    ("request_", "intent", "words"),
    [
        (
            "12 SR Linux nodes in a ring",
            Intent(shape="ring", routers=13),
            "the draft has 13 nodes of nokia_srlinux, not 12",
        ),
        (
            "four SR Linux routers in a ring",
            Intent(shape="ring", kind="frr", routers=4),
            "the draft has 0 nodes of nokia_srlinux, not 4",
        ),
        (
            "a diamond of FRR with one client on each edge",
            Intent(shape="diamond", kind="frr", routers=4),
            "the clients of the draft are on no router",
        ),
        (
            "two FRR routers, a client behind each",
            Intent(shape="pair", kind="frr", routers=2),
            "the draft has 0 clients, fewer than 1 on r1, r2",
        ),
        ("two FRR routers", Intent(shape="pair", kind="frr", routers=2, clients=1), "the draft has 2 clients"),
        (
            "2 FRR spines, 2 FRR leaves, a host dual homed to leaf1 and leaf2",
            Intent(shape="leaf_spine", kind="frr", spines=2, leaves=2, hosts=(Host(on="leaf1"),)),
            "0 clients of the draft are joined to all of them",
        ),
        (
            "2 FRR spines, 2 FRR leaves, two hosts on leaf1 and leaf2 in the same subnet, EVPN",
            Intent(
                shape="leaf_spine",
                kind="frr",
                spines=2,
                leaves=2,
                hosts=(Host(on="leaf1"), Host(on="leaf2")),
                bgp="ebgp",
            ),
            "the clients of the draft are in 2 networks",
        ),
        (
            "4 FRR routers in a ring, BGP not needed",
            Intent(shape="ring", kind="frr", routers=4, bgp="ebgp"),
            "a configuration has BGP",
        ),
        (
            "3 ISPs, ISPs peer with each other, FRR",
            Intent(shape="chain", kind="frr", routers=3, router_names=("isp1", "isp2", "isp3"), bgp="ebgp"),
            "the isps of the draft are not joined with each other",
        ),
        (
            "a hub and 3 FRR spokes, no spoke to spoke links",
            Intent(shape="full_mesh", kind="frr", routers=4, router_names=("hub", "spoke1", "spoke2", "spoke3")),
            "the draft has a link between spoke1 and spoke2",
        ),
        (
            "FRR spines and leaves, no leaf to leaf links, no links between the spokes",
            Intent(shape="leaf_spine", kind="frr", spines=2, leaves=4),
            "asked for 'no links between the spokes': not understood",
        ),
        (
            "FRR tree of 1 core, 2 dists and 4 access switches",
            Intent(shape="ring", kind="frr", routers=7),
            "the routers of the draft are no tree",
        ),
        (
            "two FRR routers, OSPF",
            Intent(shape="pair", kind="frr", routers=2, igp="ospf", bgp="ebgp"),
            "a configuration has BGP",
        ),
        (
            "a ring of 4 FRR routers",
            Intent(shape="chain", kind="frr", routers=4),
            "the routers of the draft are no ring",
        ),
        (
            "hub and spoke with 3 FRR spokes",
            Intent(shape="star", kind="frr", routers=3),
            "the draft has 2 of the role 'spoke', not 3",
        ),
        (
            "two FRR routers, eBGP with BFD",
            Intent(shape="pair", kind="frr", routers=2, bgp="ebgp"),
            "no configuration has BFD",
        ),
        (
            "two SR Linux routers, image ghcr.io/nokia/srlinux:24.10.1",
            Intent(shape="pair", routers=2),
            "have another image",
        ),
        (
            "2 SR Linux spines and 3 FRR leaves",
            Intent(shape="leaf_spine", kind="nokia_srlinux", spine_kind="frr", spines=2, leaves=3),
            "spine1, spine2 of the draft are no nokia_srlinux",
        ),
        (
            "two FRR routers with a traffic probe on each",
            Intent(shape="pair", kind="frr", routers=2),
            "asked for 'probe': not understood, so not looked at",
        ),
        (
            "2 spines and 4 leaves",
            Intent(shape="leaf_spine", kind="frr", spines=4, leaves=2),
            "the draft has 4 of the role 'spine', not 2",
        ),
        (
            "three FRR routers in a ring, OSPF",
            Intent(shape="ring", kind="frr", routers=3, igp="isis"),
            "no configuration has OSPF",
        ),
        (
            "three FRR routers in a ring, iBGP",
            Intent(shape="ring", kind="frr", routers=3, bgp="ebgp"),
            "no session is iBGP",
        ),
        (
            "three FRR routers in a ring, no BGP",
            Intent(shape="ring", kind="frr", routers=3, bgp="ebgp"),
            "a configuration has BGP",
        ),
        ("two FRR routers, eBGP, AS 65010", Intent(shape="pair", kind="frr", routers=2, bgp="ebgp"), "AS 65010"),
        ("two FRR routers with 172.16.0.0/16", Intent(shape="pair", kind="frr", routers=2), "whose address"),
        ("r1 -- r3, a chain of FRR", Intent(shape="chain", kind="frr", routers=3), "no link between r1 and r3"),
        ("a ring of FRR with 5 links", Intent(shape="ring", kind="frr", routers=4), "the draft has 4 links"),
        (
            "4 FRR routers, full mesh except r1-r3",
            Intent(shape="full_mesh", kind="frr", routers=4),
            "the draft has a link between r1 and r3",
        ),
        (
            "4 FRR routers, full mesh except r1-r3",
            Intent(shape="ring", kind="frr", routers=4),
            "the draft has 4 links between 4 routers",
        ),
        (
            "a ring of 3 FRR routers, a fourth router hangs off r1",
            Intent(shape="ring", kind="frr", routers=4),
            "r1, r2, r3 of the draft are no ring",
        ),
        (
            "FRR, 2 superspines, 2 pods with 2 spines and 2 leaves each",
            Intent(shape="clos", kind="frr", superspines=2, spines=4, leaves=4),
            "the draft has 1 pods below super-spines",
        ),
        (
            "two sites, each with two FRR routers linked to each other, one link between the sites",
            Intent(shape="ring", kind="frr", routers=4, router_names=("site1-r1", "site1-r2", "site2-r1", "site2-r2")),
            "the sites of the draft are no full_mesh, or have 2 links between them",
        ),
        (
            "2 FRR spines, 4 FRR leaves, a server each connected to two leaves",
            Intent(shape="leaf_spine", kind="frr", spines=2, leaves=4, hosts=(Host(on="leaf1"),)),
            "0 clients of the draft are joined to 2 of them",
        ),
        (
            "1 core, 2 distribution, 4 access, FRR, each access switch has one uplink",
            Intent(
                shape="custom",
                nodes=tuple(
                    CustomNode(name=name, kind="frr")
                    for name in ("core1", "dist1", "dist2", "access1", "access2", "access3", "access4")
                ),
                links=tuple(
                    CustomLink(a=f"dist{one}", b=other)
                    for one in (1, 2)
                    for other in ("core1", "access1", "access2", "access3", "access4")
                ),
            ),
            "asked for 'each access switch has one uplink': access1",
        ),
        (
            "a chain of 5 FRR routers, iBGP, the middle router is the route reflector",
            Intent(shape="chain", kind="frr", routers=5, bgp="ibgp"),
            "the draft has no hub",
        ),
        ("FRR routers named x1 and x2", Intent(shape="pair", kind="frr", routers=2), "nothing is named 'x1'"),
    ],
)
def test_a_draft_that_breaks_a_demand_is_found(request_: str, intent: Intent, words: str) -> None:
    """Thirteen where twelve were asked, another system, another protocol, a missing link: each is named."""
    assert any(words in finding for finding in findings(request_, intent)), findings(request_, intent)


@pytest.mark.parametrize(
    "request_",
    [
        "two FRR routers, 10G links",
        "two FRR routers with 20 ms latency",
        "a pair with 1 % loss",
        "a pair with MPLS TE tunnels",
    ],
)
def test_what_no_file_can_hold_is_no_right_draft(request_: str) -> None:
    """Rates, delays and protocols without a template are errors, not silence."""
    assert findings(request_, Intent(shape="pair", kind="frr", routers=2))


def test_a_describing_word_is_named_beside_the_verdict() -> None:
    """A word that only describes a thing which was read costs a note."""
    plan = work_out(Intent(shape="ring", kind="frr", routers=3))
    found = check(requirements("a hexagonal ring of three FRR routers"), drafted(plan))
    assert ["not looked at: hexagonal"] == [item.message for item in found]
