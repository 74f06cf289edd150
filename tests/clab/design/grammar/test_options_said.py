"""Values of routing protocols: what they are, and where they hold."""

import pytest

from agent.tasks.lab_files import configs
from clab.design.builder import work_out
from clab.design.check.demand import Requirement
from clab.design.check.lab_graph import Drafted
from clab.design.check.requirement_check import check
from clab.design.check.requirements import requirements
from clab.design.meaning.request_parser import understand
from clab.design.meaning.request_reading import read_request
from clab.design.text import topology_text
from clab.document import read
from clab.lint import Topology

PLACED = {
    "r1 - r2 - r3, FRR, OSPF, area 0 between r1 and r2, area 1 between r2 and r3": (
        "area 0 r1>r2", "area 0 r2>r1", "area 1 r2>r3", "area 1 r3>r2",
    ),
    "area 2 on r2-r3, r1-r2, r2-r3, FRR, OSPF": ("area 2 r2>r3", "area 2 r3>r2"),
    "a chain r1-r2-r3, FRR, OSPF, r1 in area 1, r2 and r3 in area 0": (
        "area 1 r1>r2", "area 1 r2>r1", "area 0 r2>r3", "area 0 r3>r2",
    ),
    "ring of 4 FRR routers, OSPF area 5": ("area 5",),
    "two SR Linux with two links among them, OSPF, cost 10 on the first and cost 100 on the second": (
        "cost 10 r1>r2#1", "cost 10 r2>r1#1", "cost 100 r1>r2#2", "cost 100 r2>r1#2",
    ),
    "two FRR routers, two links between them, OSPF, cost 10 on the first and 100 on the second": (
        "cost 10 r1>r2#1", "cost 10 r2>r1#1", "cost 100 r1>r2#2", "cost 100 r2>r1#2",
    ),
    "triangle of FRR routers, IS-IS, metric 50 on the link between r1 and r3": ("cost 50 r1>r3", "cost 50 r3>r1"),
    "two FRR routers, OSPF, hello 1 and dead 4": ("hello 1", "dead 4"),
    "two FRR routers, OSPF, hello/dead timers 5/20": ("hello 5", "dead 20"),
    "two FRR routers, eBGP, BGP timers 3/9": ("keepalive 3", "hold 9"),
    "three FRR routers on a shared LAN, OSPF, r1 must become the DR": ("priority 255 r1",),
    "r1-r2, r1-r3, FRR, AS 65001, 65002, 65003, eBGP, r1 uses local preference 200 for r2": ("local_pref 200 r1>r2",),
    "r1-r2, r1-r3, FRR, eBGP, r1 prefers r2 by local-preference": ("local_pref 200 r1>r2",),
    "r1-r2, FRR, eBGP, r1 sends MED 50 to r2": ("med 50 r1>r2",),
    "r1-r2, r1-r3, r2-r3, FRR, eBGP, r1 prepends its AS three times towards r3": ("prepend 3 r1>r3",),
    "r1-r2, FRR, eBGP, r2 sends r1 a default route": ("default  r2>r1",),
    "r1-r2, FRR, eBGP, r1 announces 203.0.113.0/24": ("announce 203.0.113.0/24 r1",),
    "two FRR routers, eBGP, each announcing a /24": ("announce 10.128.1.0/24 r1", "announce 10.128.2.0/24 r2"),
    "r1-r2, r2-r3, FRR, OSPF between r1 and r2, eBGP between r2 and r3, redistribute OSPF into BGP on r2": (
        "redistribute bgp ospf r2",
    ),
    "two FRR routers, eBGP, two parallel links, ECMP": ("paths 8",),
    "three FRR routers in a chain, IS-IS level 1": ("level 1",),
}  # fmt: skip


def written(what: str, value: str, on: str, to: str, nth: int) -> str:
    """A setting as the table writes it."""
    return f"{what} {value} {on}{'>' + to if to else ''}{f'#{nth}' if nth else ''}".strip()


@pytest.mark.parametrize(("request_", "settings"), PLACED.items(), ids=list(PLACED))
def test_a_value_stands_where_it_was_said(request_: str, settings: tuple[str, ...]) -> None:
    """At both ends of a link, at one router, towards one neighbor, or everywhere."""
    found = [written(one.what, one.value, one.on, one.to, one.nth) for _, one in read_request(request_).settings]
    assert sorted(settings) == sorted(found)


def drafted(request_: str) -> tuple[Drafted, list[Requirement]]:
    """The lab of a request, and its demands."""
    found = understand(request_)
    assert found.intent is not None, found
    plan = work_out(found.intent)
    document, _ = read(topology_text(plan, request_))
    assert document is not None
    return Drafted(Topology(document), configs(plan)), requirements(request_)


@pytest.mark.parametrize("request_", PLACED)
@pytest.mark.parametrize("system", ["FRR", "SR Linux"])
def test_the_lab_has_the_values(request_: str, system: str) -> None:
    """The draft of every request keeps all its demands, on both systems."""
    written_for = request_.replace("SR Linux", "FRR").replace("FRR", system)
    if "LAN" in written_for and system != "FRR":
        pytest.skip("a shared network is one of FRR here")
    draft, demands = drafted(written_for)
    assert [] == [one.message for one in check(demands, draft) if one.severity == "error"]


@pytest.mark.parametrize("request_", PLACED)
def test_a_lab_without_the_values_is_found(request_: str) -> None:
    """The demand of a value fails on the lab that has it not."""
    draft, demands = drafted(request_)
    plain = {name: drop(text) for name, text in draft.configs.items()}
    wanted = [one for one in demands if one.what == "setting" and not one.subject.startswith("area|0")]
    assert all(check([one], Drafted(draft.topology, plain)) for one in wanted)


def drop(text: str) -> str:
    """A configuration without any value of a protocol."""
    words = ("cost", "metric", "hello", "dead", "priority", "timers", "route-map", "default-originate", "stub",
             "network 2", "network 10.1", "redistribute", "maximum-paths", "level", " area ")  # fmt: skip
    return "\n".join(line for line in text.splitlines() if not any(word in line for word in words))


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ("Two FRR routers, OSPF. My colleague is studying for a certification.", "certification"),
        ("two SR Linux routers, OSPF, honestly and boldly", "boldly"),
        ("AS path length study: two FRR routers, eBGP", "length"),
        ("ring of 3 FRR, OSPF, cost 50 on r1-r3 so that traffic goes the other way", "traffic goes the other"),
    ],
)
def test_what_is_said_around_a_lab_is_told_and_no_refusal(request_: str, words: str) -> None:
    """It stands beside the verdict as not looked at."""
    assert understand(request_).whole
    assert any(words in one.words for one in requirements(request_) if one.what == "aside")


@pytest.mark.parametrize(
    "request_",
    [
        "two FRR routers, eBGP. We need encryption.",
        "two FRR routers, redundantly connected, OSPF",
        "r1-r2, r2-r3 cost 10, FRR, OSPF",
        "3 FRR in a line, OSPF, r2 in area 1",
        "ring of 4 FRR, OSPF, r1 must become the DR",
        "full mesh of 3 FRR, OSPF area 0 and area 1",
        "two FRR routers, IPv6 on the loopbacks only, OSPF",
        "two FRR routers, OSPF, r1 prefers r2",
        "ring of 3 FRR, OSPF, redistribute",
        "r1-r2, FRR, OSPF, cost 10 between r1 and r3",
        "two FRR routers, eBGP, no default route, r1 sends a default route",
        "two FRR routers, OSPF, cost 99999",
    ],
)
def test_what_may_be_another_lab_is_refused(request_: str) -> None:
    """A place that is open, a value that none can be, a word that asks for more."""
    found = understand(request_)
    assert not found.whole or any(
        one.severity == "error" for one in check(requirements(request_), drafted(request_)[0])
    )


@pytest.mark.parametrize(
    ("request_", "family"),
    [
        ("two FRR routers with IPv4 and IPv6, OSPFv2 for IPv4 and OSPFv3 for IPv6", "dual"),
        ("two FRR routers, OSPF and OSPFv3", "dual"),
        ("ring of 4 FRR, OSPFv3", "ipv6"),
        ("two SR Linux routers, eBGP, IPv6 only", "ipv6"),
        ("two FRR routers, IPv4 only, OSPF", "ipv4"),
    ],
)
def test_the_families_are_those_that_were_said(request_: str, family: str) -> None:
    """One alone, or both."""
    found = understand(request_)
    assert found.intent is not None, found
    assert family == found.intent.family
    draft, demands = drafted(request_)
    assert [] == [one.message for one in check(demands, draft) if one.severity == "error"]
