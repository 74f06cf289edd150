"""Values that a request names beside the structure of its lab."""

import pytest

from agent.tasks.lab_files import configs
from clab.design.builder import work_out
from clab.design.check.demand import Requirement
from clab.design.check.lab_graph import Drafted
from clab.design.check.requirement_check import check
from clab.design.check.requirements import requirements
from clab.design.intent import Details, Intent
from clab.design.meaning.request_parser import understand
from clab.design.numbering import Numbering
from clab.design.plan import Plan
from clab.design.text import topology_text
from clab.design.words.details import cut
from clab.document import read
from clab.lint import Topology


@pytest.mark.parametrize(
    ("text", "left", "values"),
    [
        ("two frr, p2p links from 172.16.0.0/24", "two frr,", {"links": "172.16.0.0/24"}),
        ("r1 and r2, 192.0.2.0/31 on the wire", "r1 and r2,", {"links": "192.0.2.0/31"}),
        ("joined by a single link using 10.1.1.0/30", "joined by a single link", {"links": "10.1.1.0/30"}),
        ("a host each side in 10.1.100.0/24", "a host each side", {"hosts": "10.1.100.0/24"}),
        ("3 srl type ixr-d3l", "3 srl", {"types": (("", "ixr-d3l"),)}),
        (
            "spines ixr-d3l, leaves ixrd2l",
            "spines, leaves",
            {"types": (("spine", "ixr-d3l"), ("leaf", "ixr-d2l"))},
        ),
        ("alpine:3.20 for the hosts", "", {"host_image": "alpine:3.20"}),
        ("hosts use alpine:3.19", "", {"host_image": "alpine:3.19"}),
        ("ebgp with bfd 300ms x3", "ebgp with bfd", {"bfd_ms": 300, "bfd_times": 3}),
        ("bfd with 100 ms and multiplier 5", "bfd", {"bfd_ms": 100, "bfd_times": 5}),
        (
            "r1:eth1 - r2:eth2",
            "r1 - r2",
            {"ports": (("r1", "eth1"), ("r2", "eth2"))},
        ),
        ("back to back eth1 to eth1", "back to back eth1", {}),
        ("10.5.0.0/16 for hosts", "", {"hosts": "10.5.0.0/16"}),
        ("dual homed host, primary route via r1, backup route via r2", "dual homed host", {"prefer": "r1"}),
        (
            "mgmt network 172.30.0.0/24 named mgmt-lab",
            "mgmt network 172.30.0.0/24",
            {"management_name": "mgmt-lab"},
        ),
        (
            "mgmt network oob 172.30.77.0/24, spine gets .11, leaves .21 and .22",
            "mgmt network 172.30.77.0/24,,",
            {
                "management_name": "oob",
                "management_at": (("spine", ("172.30.77.11",)), ("leaf", ("172.30.77.21", "172.30.77.22"))),
            },
        ),
    ],
)
def test_a_value_is_cut_out_of_the_text(text: str, left: str, values: dict[str, object]) -> None:
    """What is left is read as if it stood there alone."""
    rest, said = cut(text)
    assert (left, values) == (rest, said.values)


@pytest.mark.parametrize("text", ["r1 10.0.0.1", "loopbacks 10.0.0.9 to 10.0.0.1", "bfd 20ms x3"])
def test_what_is_no_value_of_ours_stays(text: str) -> None:
    """The grammar, or a refusal, has it."""
    assert (text, {}) == (cut(text)[0], cut(text)[1].values)


def test_long_text_takes_linear_time() -> None:
    """No form grows faster than what it reads."""
    for text in ("loopbacks " * 2_000, "1.1.1.1 " * 2_000, "bfd with " * 2_000, "a:" * 5_000, "spine ixr-" * 2_000):
        cut(text)


def plan_of(request: str) -> Plan:
    """The plan of a request that was read as a whole."""
    found = understand(request)
    assert found.intent is not None, found
    assert found.whole, found
    return work_out(found.intent)


def refused(request: str) -> str:
    """Why there is no intent."""
    return understand(request).why


def test_loopbacks_and_links_are_numbered_as_said() -> None:
    """In the order of the routers and of the links; a /30 has its two middle addresses."""
    plan = plan_of("3 frr in a row, ospf, loopbacks 1.1.1.1 2.2.2.2 3.3.3.3, links from 172.16.0.0/24")
    assert ["1.1.1.1", "2.2.2.2", "3.3.3.3"] == [router.loopback for router in plan.routers]
    assert ["172.16.0.0/31", "172.16.0.2/31"] == [wire.network for wire in plan.wires]
    pair = plan_of("two frr routers back to back, 10.1.1.0/30 on the link, ospf")
    assert ["10.1.1.1/30", "10.1.1.2/30"] == [port.address for router in pair.routers for port in router.ports]


def test_hosts_reach_what_was_numbered_otherwise() -> None:
    """Their routes hold the named pools."""
    plan = plan_of("two frr routers, ospf, links from 172.16.0.0/24, a host on each")
    assert "172.16.0.0/24" in plan.pools
    assert "ip route add 172.16.0.0/24 via 192.168.1.1" in topology_text(plan, "")


def test_types_images_and_management_stand_in_the_file() -> None:
    """Of the role that they were said of, and of no other."""
    text = topology_text(
        plan_of(
            "1 spine 2 leaves srl, ebgp, spines ixr-d3l, leaves ixr-d2l, mgmt network named oob 172.30.77.0/24, "
            "spine gets .11, leaves .21 and .22, a host per leaf, alpine:3.20 for the hosts"
        ),
        "",
    )
    assert 1 == text.count("type: ixr-d3l")
    assert 2 == text.count("type: ixr-d2l")
    assert "network: oob" in text
    assert all(f"mgmt-ipv4: 172.30.77.{number}" in text for number in (11, 21, 22))
    assert '"alpine:3.20"' in text


@pytest.mark.parametrize("kind", ["frr", "srl", "ceos"])
def test_timers_and_areas_are_in_every_configuration(kind: str) -> None:
    """For every system that labkeeper configures."""
    request = f"two {kind} routers back to back, ospf area 7, bfd 200ms x4"
    plan = plan_of(request)
    document, _ = read(topology_text(plan, request))
    assert document is not None
    found = check(requirements(request), Drafted(Topology(document), configs(plan)))
    assert [] == [one.message for one in found if one.severity == "error"]
    said = next(iter(configs(plan).values()))
    assert "area 7" in said or "area 0.0.0.7" in said
    assert "200" in said


def test_a_value_that_a_draft_lacks_is_told() -> None:
    """Each makes a demand of its own."""
    plan = plan_of("two frr routers back to back, ospf")
    document, _ = read(topology_text(plan, ""))
    assert document is not None
    drafted = Drafted(Topology(document), configs(plan))
    for needle in (
        "config 1.1.1.1/32", "within 172.16.0.0/24", "node type ixr-d3l", "node mgmt-ipv4 1.2.3.4", "management oob",
        "port r1 eth7",
    ):  # fmt: skip
        assert check([Requirement("x", "detail", needle)], drafted)


def test_ports_are_those_that_were_named() -> None:
    """At both ends of each link."""
    plan = plan_of("r1:eth2 - r2:eth3, r2:eth1 - r3:eth1, frr, ospf")
    assert [("r1", "eth2", "r2", "eth3"), ("r2", "eth1", "r3", "eth1")] == [
        (wire.a.node, wire.a.interface, wire.b.node, wire.b.interface) for wire in plan.wires
    ]


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        ("ring of 4 frr, ospf, loopbacks 1.1.1.1 and 2.2.2.2", "2 loopbacks for 4 routers"),
        ("ring of 4 frr, ospf, links from 10.9.9.0/30", "no network for link 2"),
        ("two frr routers back to back, ospf, type ixr-d3l", "no SR Linux"),
        ("two srl routers back to back, ospf, type ixr-d99", "no such type"),
        ("two frr routers back to back, ebgp, area 5", "no OSPF"),
        ("two frr routers back to back, ospf, hosts use alpine:3.20", "no hosts"),
        ("two frr routers, ospf, links from 10.0.0.0/24, loopbacks from 10.0.0.0/25", "overlap"),
        ("2 spines 2 leaves srl, ebgp, mgmt 172.30.77.0/24, leaves .21", "1 management addresses for 2 routers"),
    ],
)
def test_values_that_do_not_fit_are_no_lab(request_: str, why: str) -> None:
    """And are never left out without a word."""
    assert why in refused(request_)


def test_usual_pools_make_room_for_named_ones() -> None:
    """Hosts are numbered elsewhere where links took their usual pool."""
    numbering = Numbering(Details(links="192.168.0.0/24"), 3)
    assert not str(numbering.lan(1)).startswith("192.168.")
    assert "10.255.0.1" == numbering.loopback(0)
    plain = work_out(Intent(shape="pair", kind="frr", routers=2, clients=1))
    assert "192.168.1.0/24" in {wire.network for wire in plain.wires}
