"""A topology file as a lab."""

import pytest

from clab.model import Node
from clab.topology import LabFileError, parse_topology, with_inventory

TEXT = """
name: x
topology:
  nodes:
    r1: {kind: nokia_srlinux, mgmt-ipv4: 172.20.20.11, mgmt-ipv6: 2001:db8::11}
    r2: {kind: linux, mgmt-ipv4: anything}
    r3:
"""


def test_management_addresses_are_those_that_the_file_sets() -> None:
    """What is no address is none, and an inventory takes none away."""
    lab = with_inventory(parse_topology(TEXT), {"r1": Node("r1", addresses=("10.0.0.1",))})
    assert [("172.20.20.11", "2001:db8::11"), (), ()] == [node.management for node in lab.nodes.values()]
    assert ("10.0.0.1",) == lab.nodes["r1"].addresses


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "topology is missing"),
        ("topology: 3", "topology is of type int"),
        ("nodes: {r1: {}}", "topology is missing"),
        ("topology: {links: []}", "topology.nodes is missing"),
        ("topology: {nodes: [r1]}", "topology.nodes is of type list"),
        ("topology: {nodes: {r1: {}}, links: 3}", "topology.links is of type int"),
        (
            "topology: {nodes: {r1: {}}, links: [{endpoints: ['r1:eth1', 'host:x']}, {endpoints: ['r1:eth2']}]}",
            "link 2",
        ),
        ("topology: {nodes: {r1: {}}, links: [{endpoints: ['r1', 'r2:eth1']}]}", "link 1"),
    ],
)
def test_what_is_no_topology_is_an_error(text: str, what: str) -> None:
    """It names the place; YAML alone is not enough."""
    with pytest.raises(LabFileError, match=what):
        parse_topology(text)


def test_a_broken_link_costs_itself_where_that_is_asked_for() -> None:
    """The others are kept; a link to the host is none between two nodes, and no mistake."""
    bad: list[str] = []
    links = "[{endpoints: ['r1:eth1']}, {endpoints: ['r1:eth1', 'r2:eth1']}, {type: host, endpoint: {node: r1}}]"
    lab = parse_topology(f"topology: {{nodes: {{r1: , r2: }}, links: {links}}}", bad_links=bad)
    assert (1, 1) == (len(lab.links), len(bad))
