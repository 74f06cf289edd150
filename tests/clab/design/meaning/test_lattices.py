"""Grids and binary trees."""

import pytest

from clab.design.builder import work_out
from clab.design.meaning.request_parser import understand


def links(request: str) -> list[str]:
    """The links of a lab that was read as a whole."""
    found = understand(request)
    assert found.intent is not None, found.why
    assert found.whole, found
    return [f"{wire.a.node}-{wire.b.node}" for wire in work_out(found.intent).wires]


def test_a_grid_joins_each_with_those_beside_it() -> None:
    """Two rows of three have seven links."""
    wanted = ["r1-r2", "r1-r4", "r2-r3", "r2-r5", "r3-r6", "r4-r5", "r5-r6"]
    assert wanted == links("a 2x3 grid of frr routers, ospf") == links("6 routers in a 2 by 3 grid, frr, ospf")


def test_a_binary_tree_has_two_below_each() -> None:
    """Seven routers, six links."""
    assert ["r1-r2", "r1-r3", "r2-r4", "r2-r5", "r3-r6", "r3-r7"] == links("binary tree of 7 frr routers with ospf")


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        ("a grid of six frr routers, ospf", "how many rows"),
        ("binary tree of 6 frr routers, ospf", "no whole binary tree"),
        ("2x3 frr routers, ospf", "not said of what"),
        ("1x6 grid of frr routers, ospf", "a grid of 1 by 6"),
    ],
)
def test_what_is_no_lattice_is_none(request_: str, why: str) -> None:
    """With the reason."""
    found = understand(request_)
    assert found.intent is None
    assert why in found.why
