"""What startup configurations and topology files name."""

from hypothesis import given
from hypothesis import strategies as st

from agent.readiness.intended import DrawnNode, drawn_nodes, read_intended

FRR = """\
interface eth1
 ip address 10.0.12.1/30
 ipv6 address fd00:e1::1/64
!
router ospf
 neighbor 192.0.2.1
!
router bgp 65000
 neighbor LEAVES peer-group
 neighbor 10.0.12.2 remote-as 65001
 neighbor fd00:E1:0::2 peer-group LEAVES
 neighbor eth2 interface remote-as external
 neighbor 10.0.12.2 shutdown
 address-family ipv4 unicast
  neighbor 10.0.12.2 activate
"""
NOKIA = """\
set / interface ethernet-1/1 subinterface 0 ipv4 address 10.0.1.1/31
set / network-instance default protocols bgp neighbor 10.0.1.0 peer-group ebgp
set / network-instance default protocols bgp neighbor 10.0.1.0 admin-state disable
"""


def test_neighbors_stand_below_router_bgp() -> None:
    """Groups are no neighbors, other protocols' are not BGP's, and each has its first line."""
    told = read_intended(FRR)
    assert {"10.0.12.2": 10, "fd00:e1::2": 11, "eth2": 12} == told.neighbors
    assert (told.shut, told.addresses) == (frozenset({"10.0.12.2"}), ("10.0.12.1", "fd00:e1::1"))


def test_neighbors_of_flat_lines() -> None:
    """SR Linux's own form."""
    told = read_intended(NOKIA)
    assert ({"10.0.1.0": 2}, frozenset({"10.0.1.0"}), ("10.0.1.1",)) == (told.neighbors, told.shut, told.addresses)


def test_a_node_s_image_and_configuration_come_from_itself_or_its_kind() -> None:
    """The node's own words first."""
    text = """
topology:
  defaults: {kind: linux}
  kinds: {linux: {image: frr:1}, nokia_srlinux: {image: srl, startup-config: s.cli}}
  nodes:
    r1: {binds: ["configs/r1.conf:/etc/frr/frr.conf:ro", "x:/y"]}
    r2: {image: frr:2, binds: ["r2:/etc/frr/"]}
    s1: {kind: nokia_srlinux}
"""
    assert {
        "r1": DrawnNode("frr:1", ("configs/r1.conf",)),
        "r2": DrawnNode("frr:2", ("r2/frr.conf",)),
        "s1": DrawnNode("srl", ("s.cli",)),
    } == drawn_nodes(text)


def test_no_topology_draws_nothing() -> None:
    """A broken file, and one of another shape."""
    assert drawn_nodes("{") == drawn_nodes("[1]") == drawn_nodes("topology: {nodes: [1]}") == {}


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """Whatever it is, it names neighbors or none."""
    read_intended("router bgp 1\n " + text)
    drawn_nodes(text)
