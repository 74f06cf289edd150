"""When two labs are the same lab."""

import pytest

from clab.design.builder import work_out
from clab.design.intent import Intent
from clab.design.signature import signature

RING = {"shape": "ring", "kind": "frr", "routers": 4, "igp": "ospf"}


def test_names_aside_a_ring_is_its_links() -> None:
    """A ring that is said as a shape and one that is said link by link are one lab."""
    nodes = [{"name": name, "kind": "frr"} for name in "abcd"]
    links = [{"a": a, "b": b} for a, b in (("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"))]
    custom = Intent(shape="custom", nodes=nodes, links=links, igp="ospf")
    assert signature(work_out(Intent(**RING))) == signature(work_out(custom))


@pytest.mark.parametrize(
    "change",
    [
        {"routers": 5},
        {"kind": "nokia_srlinux"},
        {"igp": "isis"},
        {"bgp": "ebgp"},
        {"clients": 1},
        {"parallel": 2},
        {"bfd": True},
        {"shape": "chain"},
        {"management": "172.30.0.0/24"},
        {"image": "lab/frr:1"},
    ],
)
def test_another_lab_is_another(change: dict[str, object]) -> None:
    """One more router, another system, protocol, host, link or image."""
    assert signature(work_out(Intent(**RING))) != signature(work_out(Intent(**{**RING, **change})))
