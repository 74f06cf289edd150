"""Two names of one interface: the lab's and the router's."""

import pytest

from agent.detect.detector import Detector
from clab.model import Endpoint, Lab, Link, Node
from clab.ports import lab_ports, router_port
from clab.units import SECOND_NS
from collectors.observations import BgpState, InterfaceState

T = 1_800_000_000 * SECOND_NS


@pytest.mark.parametrize(
    ("kind", "lab", "router"),
    [
        ("nokia_srlinux", "e1-1", "ethernet-1/1"),
        ("srl", "e1-2-3", "ethernet-1/2/3"),
        ("srl", "ethernet-1/1", "ethernet-1/1"),
        ("arista_ceos", "eth1", "Ethernet1"),
        ("ceos", "eth1_2", "Ethernet1/2"),
        ("cisco_xrd", "Gi0-0-0-3", "GigabitEthernet0/0/0/3"),
        ("cisco_xrv9k", "eth1", "GigabitEthernet0/0/0/0"),
        ("cisco_iol", "e0/1", "Ethernet0/1"),
        ("vr-vmx", "eth2", "ge-0/0/1"),
        ("juniper_vjunosevolved", "eth1", "et-0/0/0"),
        ("sonic-vs", "eth2", "Ethernet4"),
        ("linux", "eth1", "eth1"),
        ("juniper_crpd", "eth1", "eth1"),
    ],
)
def test_a_router_calls_its_interfaces_in_its_own_way(kind: str, lab: str, router: str) -> None:
    """As containerlab's kinds map them."""
    assert router == router_port(kind, lab)


def lab() -> Lab:
    """Two SR Linux nodes on one link, named as containerlab names it."""
    nodes = {
        name: Node(name, "nokia_srlinux", (address,)) for name, address in (("s1", "10.0.0.1"), ("s2", "10.0.0.2"))
    }
    return Lab("x", nodes, (Link(Endpoint("s1", "e1-1"), Endpoint("s2", "e1-1")),))


def test_only_names_that_differ_are_kept() -> None:
    """Both ends of the link."""
    assert {("s1", "ethernet-1/1"): "e1-1", ("s2", "ethernet-1/1"): "e1-1"} == lab_ports(lab())


def test_a_link_that_the_router_calls_otherwise_is_the_labs_link() -> None:
    """The cause is the link's, and its subject is in the lab's words."""
    detector = Detector(lab())
    for node, neighbor in (("s1", "10.0.0.2"), ("s2", "10.0.0.1")):
        common = {"node": node, "source": "gnmi", "received_ns": T}
        detector.observe([BgpState(**common, seen_ns=T - 60 * SECOND_NS, neighbor=neighbor, state="established")])  # type: ignore[arg-type]
        detector.observe([InterfaceState(**common, seen_ns=T, interface="ethernet-1/1", up=False)])  # type: ignore[arg-type]
        down = BgpState(**common, seen_ns=T + SECOND_NS // 100, neighbor=neighbor, state="idle", previous="established")  # type: ignore[arg-type]
        detector.observe([down])
    detector.finish()
    (incident,) = detector.incidents()
    assert ("link_down", "proved") == (incident.cause.type, incident.cause.certainty)
    assert incident.cause.subject in ("s1:e1-1", "s2:e1-1")
