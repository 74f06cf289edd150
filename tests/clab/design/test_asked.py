"""The demands of a request: read from its words, kept by right drafts, broken by wrong ones."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.tasks.lab_files import configs
from clab.design.asked import Assertion, assertions
from clab.design.intent import Intent
from clab.design.kept import Drafted, check
from clab.design.plan import Plan, work_out
from clab.design.text import topology_text
from clab.design.understood import understand
from clab.document import read
from clab.lint import Topology

REQUESTS = {
    "four SR Linux routers in a diamond, eBGP, one Linux client on each edge": {
        ("nodes", "nokia_srlinux", 4),
        ("clients", "two", 1),
        ("protocol", "eBGP", 0),
    },
    "a leaf-spine fabric with 2 SRL spines and 4 cEOS leaves, EVPN, two hosts per leaf": {
        ("role", "spine", 2),
        ("role", "leaf", 4),
        ("role_kind", "spine nokia_srlinux", 0),
        ("role_kind", "leaf arista_ceos", 0),
        ("clients", "leaves", 2),
        ("protocol", "EVPN", 0),
    },
    "ring of six FRR routers with OSPF and iBGP in AS 65100": {
        ("nodes", "frr", 6),
        ("protocol", "OSPF", 0),
        ("protocol", "iBGP", 0),
        ("asn", "", 65100),
    },
    "12 nodes in a full mesh": {("all", "", 12)},
    "three FRR routers in a chain named a1, b1 and c1, no BGP": {
        ("nodes", "frr", 3),
        ("name", "a1", 0),
        ("name", "b1", 0),
        ("name", "c1", 0),
        ("absent", "BGP", 0),
    },
    "two FRR routers back to back with eBGP, AS 65010 to 65011": {
        ("nodes", "frr", 2),
        ("protocol", "eBGP", 0),
        ("asn", "", 65010),
        ("asn", "", 65011),
    },
    "r1 connected to r2 and r2-r3, all FRR, 3 links": {
        ("joined", "r1 r2", 0),
        ("joined", "r2 r3", 0),
        ("links", "", 3),
    },
}


def drafted(plan: Plan) -> Drafted:
    """A plan as the assertions see it."""
    document, _ = read(topology_text(plan, "x"))
    assert document is not None
    return Drafted(Topology(document), configs(plan))


def findings(request: str, intent: Intent) -> list[str]:
    """What a draft of this intent does not keep of the request."""
    found = check(assertions(request), drafted(work_out(intent)))
    return [each.message for each in found if each.severity == "error"]


@pytest.mark.parametrize(("request_", "demands"), REQUESTS.items(), ids=list(REQUESTS))
def test_the_demands_of_a_request(request_: str, demands: set[tuple[str, str, int]]) -> None:
    """Every demand is read, and none is made up."""
    assert demands == {(each.what, each.subject, each.value) for each in assertions(request_)}


@pytest.mark.parametrize("request_", [each for each in REQUESTS if "3 links" not in each])
def test_what_code_understood_keeps_its_demands(request_: str) -> None:
    """The two readings of a request agree."""
    understood = understand(request_)
    if understood.intent is None:
        assert "no shape" in understood.why or understood.why
        return
    assert () == understood.left
    found = findings(request_, understood.intent)
    assert [each for each in found if "cEOS" not in each] == []


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
            "a diamond with one client on each edge",
            Intent(shape="diamond", kind="frr", routers=4),
            "the draft has 0 clients, not 2",
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
        ("two FRR routers with 172.16.0.0/30", Intent(shape="pair", kind="frr", routers=2), "172.16.0.0/30"),
        ("r1-r3 in a chain of FRR", Intent(shape="chain", kind="frr", routers=3), "no link between r1 and r3"),
        ("a ring of FRR with 5 links", Intent(shape="ring", kind="frr", routers=4), "the draft has 4 links"),
        ("routers named x1 and x2", Intent(shape="pair", kind="frr", routers=2), "nothing is named 'x1'"),
    ],
)
def test_a_draft_that_breaks_a_demand_is_found(request_: str, intent: Intent, words: str) -> None:
    """Thirteen where twelve were asked, another system, another protocol, a missing link: each is named."""
    assert any(words in each for each in findings(request_, intent)), findings(request_, intent)


@pytest.mark.parametrize(
    "request_",
    ["two FRR routers, 10G links", "two FRR routers with 20 ms latency", "a pair with 1 % loss", "a pair with MPLS"],
)
def test_what_no_file_can_say_is_said_to_be_so(request_: str) -> None:
    """Rates, delays and protocols without a template are notes, not silence."""
    found = check(assertions(request_), drafted(work_out(Intent(shape="pair", kind="frr", routers=2))))
    assert [each.severity for each in found if each.rule == "inexpressible"] == ["note"]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    """Demands and intent of anything at all."""
    assert all(isinstance(each, Assertion) for each in assertions(text))
    assert isinstance(understand(text).left, tuple)


WORDS = st.sampled_from(
    re.findall(r"\w+", "four 2 SRL FRR routers spines leaves ring diamond eBGP no OSPF client AS 65001")
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_words_of_the_field_in_any_order(text: str) -> None:
    """A request in any order of words gives an intent or a reason, never both missing."""
    understood = understand(text)
    assert understood.intent is not None or understood.why
