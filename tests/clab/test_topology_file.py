"""A topology file as a lab."""

from clab.model import Node
from clab.topology import parse_topology, with_inventory

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
