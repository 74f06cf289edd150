"""MTUs, keys, limits, communities, kinds of areas: where a request has them the files have them, and so they pass."""

import tempfile
from pathlib import Path

import pytest

from agent.tasks.lab_files import configs
from agent.tasks.topology import Order, make_topology
from clab.design.builder import work_out
from clab.design.check.lab_graph import Drafted
from clab.design.check.requirement_check import check
from clab.design.check.requirements import requirements
from clab.design.meaning.request_parser import understand
from clab.design.text import topology_text
from clab.document import read
from clab.lint import Topology
from tests.agent.bench.test_blind import NOW

SAID = [
    ("{2}, OSPF, MTU 9000 on the link", "mtu 9000"),
    ("r1 - r2 - r3, {}, OSPF, mtu 1400 between r1 and r2", "mtu 1400"),
    ("r1 r2 r3 chain, {}, ospf with md5 authentication key labkey1 on all the links", "labkey1"),
    ("{2}, OSPF, MD5 authentication, key id 7, password labkey1", "7 labkey1"),
    ("{2}, OSPF, plain text authentication with password labkey", "labkey"),
    ("{2}, ebgp with md5 password secret", "secret"),
    ("{2}, ebgp, password core on the session", "core"),
    ("r1 (AS 65001) - r2 (AS 65002), {}, eBGP, password s3cret on the session", "s3cret"),
    ("core1-core2 in area 0, core2-edge1 in area 10 which is totally stubby. {}, OSPF", "stub"),
    ("r1-r2 in area 0, r2-r3 in area 1, {}, OSPF, area 1 is a stub area", "stub"),
    ("r1-r2 area 0, r2-r3 area 1 (nssa), {}, OSPF", "nssa"),
    ("{2}, OSPF, a host on each, passive interfaces towards the hosts", "passive"),
]
FRR_ALONE = [
    ("{2}, eBGP, maximum-prefix 50 on r1", "maximum-prefix 50"),
    ("r1 r2 {} eBGP, r1 announces 203.0.113.0/24 with community 65001:100", "set community 65001:100"),
    ("r1 - r2, {}, eBGP, community 65001:7 towards r2", "set community 65001:7"),
]
KINDS = ("FRR", "SR Linux", "cEOS")
CASES = [(words, needle, kind) for words, needle in SAID for kind in KINDS]
CASES += [(words, needle, "FRR") for words, needle in FRR_ALONE]


def asked(words: str, kind: str) -> str:
    """The request for routers of a kind."""
    return words.replace("{2}", f"two {kind} routers r1 and r2").replace("{}", kind)


@pytest.mark.parametrize(("words", "needle", "kind"), CASES, ids=lambda one: str(one)[:50])
def test_what_is_said_is_in_the_files_and_looked_for(words: str, needle: str, kind: str) -> None:
    """A lab from which any line with the value was cut is not what was asked for."""
    request = asked(words, kind)
    intent = understand(request).intent
    assert intent is not None
    with tempfile.TemporaryDirectory() as folder:
        made = make_topology(Order(request, Path(folder) / "lab", "lab", offline=True), None, "", NOW)
    assert made.accepted, made.last.findings
    plan = made.last.plan
    assert plan is not None
    text, files = topology_text(plan, request), configs(plan)
    last = needle.split()[-1]
    assert last in text + "".join(files.values())
    demands = [one for one in requirements(request) if one.what == "setting"]
    cut = {name: "\n".join(line for line in one.splitlines() if last not in line) for name, one in files.items()}
    topology = "\n".join(line for line in text.splitlines() if f"mtu: {last}" not in line)
    document, _ = read(topology)
    assert document is not None
    drafted = Drafted(Topology(document), cut)
    assert [finding for demand in demands for finding in check([demand], drafted)]


def test_a_key_is_of_the_protocol_that_it_is_said_of() -> None:
    """Right behind or right before it; of two without a word it is not guessed."""
    both = understand("r1 - r2, FRR, iBGP AS 65000, OSPF, password lab1 for BGP, MD5 key lab2 for OSPF").intent
    assert both is not None
    assert {("password", "lab1"), ("ospf_auth", "md5 1 lab2")} == {(one.what, one.value) for one in both.settings}
    unclear = understand("two FRR routers, OSPF and eBGP, password lab1")
    assert unclear.intent is None or not unclear.whole


def test_a_key_that_nobody_said_is_told() -> None:
    """A lab that needs one has a usual one, and says which; one that was said is no remark."""

    def remarks(request: str) -> tuple[str, ...]:
        intent = understand(request).intent
        assert intent is not None
        return work_out(intent).remarks

    assert remarks("two FRR routers, OSPF with MD5 authentication") == ("no key is said, so it is 'labkeeper'",)
    assert remarks("two FRR routers, OSPF with MD5 key lab1") == ()


REFUSED = [
    ("two SR Linux routers, eBGP, prefix limit 100", "labkeeper writes no prefix limit for nokia_srlinux"),
    ("two FRR routers, OSPF area 0, area 0 is a stub area", "the backbone is none"),
    ("two FRR routers, OSPF, area 4 is a stub area", "there is no such area"),
    ("two FRR routers, eBGP, mtu 100 on the link", "a MTU is between 576 and 9500"),
    ("two FRR routers, IS-IS, MD5 authentication, OSPF key x1", "OSPF authentication"),
]


@pytest.mark.parametrize(("request_", "why"), REFUSED, ids=[one for one, _ in REFUSED])
def test_what_cannot_be_is_refused(request_: str, why: str) -> None:
    """By its name."""
    understood = understand(request_)
    assert understood.intent is None or not understood.whole
    assert why in " ".join((understood.why, *understood.refused)) or understood.left


def text_of(request: str) -> str:
    """The topology file of a lab that the gate accepted."""
    with tempfile.TemporaryDirectory() as folder:
        made = make_topology(Order(request, Path(folder) / "lab", "lab", offline=True), None, "", NOW)
    assert made.accepted, made.last.findings
    return made.last.files["lab.clab.yml"]


def test_what_a_router_may_take_is_a_key_of_its_node() -> None:
    """Of the routers alone: limits of hosts have no place."""
    text = text_of("three FRR in a ring, OSPF, each with 512 MB of memory and 2 CPUs")
    assert 3 == text.count("{group: frr, cpu: 2, memory: 512Mb}")
    assert understand("two FRR routers with OSPF, each with two hosts with 2 GB memory").left


def test_a_link_of_two_systems_has_an_mtu_that_both_have() -> None:
    """Containerlab's own is larger than that of SR Linux' interfaces, and OSPF stays in its exchange then."""
    assert 1 == text_of("r1 is FRR and r2 is SR Linux, OSPF between them").count("mtu: 1500")
    assert "mtu" not in text_of("two FRR routers, OSPF")


@pytest.mark.parametrize(
    ("request_", "wanted"),
    [
        ("chain of 3 frr isis, r1 with two loopbacks", {"r1 10.254.0.1/32"}),
        ("two FRR, OSPF, r1 has a second loopback 10.9.9.9/32", {"r1 10.9.9.9/32"}),
        ("ring of three SR Linux, OSPF, two loopbacks per router", {f"r{k} 10.254.0.{k}/32" for k in (1, 2, 3)}),
    ],
)
def test_more_loopbacks_than_one(request_: str, wanted: set[str]) -> None:
    """They are announced as the first one is."""
    with tempfile.TemporaryDirectory() as folder:
        made = make_topology(Order(request_, Path(folder) / "lab", "lab", offline=True), None, "", NOW)
    plan = made.last.plan
    assert made.accepted
    assert plan is not None
    assert wanted == {f"{one.name} {port.address}" for one in plan.routers for port in one.ports if port.stub}
