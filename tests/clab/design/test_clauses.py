"""Clauses that say the same in another order."""

import pytest

from clab.design.clauses import settled, told_apart
from clab.design.tokens import tokens


def values(text: str) -> list[str]:
    """What a text's tokens stand for, stops left out."""
    return [token.value for token in settled(tokens(text)) if token.type != "stop"]


@pytest.mark.parametrize(
    ("written", "plainer"),
    [
        ("3 FRR routers. Connect them in a triangle", "3 FRR routers. triangle"),
        ("Attach a host to every leaf", "a host to every leaf"),
        ("r1 has links to r2 and r3", "r1 connected to r2 and r3"),
        ("a host on leaves 1 and 3", "a host on leaf1, leaf3"),
        ("a host on router 6", "a host on r6"),
        ("core of three routers", "three core routers"),
        ("behind every core router one access router", "every core router one access router"),
        ("an extra link between r1 and r3", "an link between r1 and r3"),
        ("SR Linux for two spines", "two SR Linux spines"),
        ("two directly attached hosts", "two hosts"),
        ("one AS per leaf", "every leaf own as"),
        ("a different AS for each spoke", "each spoke own as"),
        ("spines 2x SR Linux, leaves 3x FRR", "2 SR Linux spines, 3 FRR leaves"),
        ("r1 and r2 SR Linux, r3 is FRR", "r1 (SR Linux), r2 (SR Linux), r3 (FRR)"),
        ("a diagonal from r1 to r3", "r1 -- r3"),
        ("one link joins the sites", "one link between sites"),
        ("in the centre is one FRR router", "one FRR router in the centre"),
        ("a host on leaf 1 to 3", "a host on leaf1, leaf2, leaf3"),
    ],
)
def test_the_order_does_not_matter(written: str, plainer: str) -> None:
    """Both are read as the same tokens."""
    assert [one for one in values(plainer) if one != "joint"] == [one for one in values(written) if one != "joint"]


@pytest.mark.parametrize(
    "text",
    [
        "2 spines 4 leaves",
        "an extra link",
        "connect the two DCs",
        "one leaf 2 spines",
        "spines SR Linux",
        "no diagonal from r1 to r3",
    ],
)
def test_what_says_something_stays(text: str) -> None:
    """Numbers of routers are no names, and a link without ends is not any link."""
    assert values(text) == [token.value for token in tokens(text) if token.type != "stop"]


def test_a_switch_is_no_router_where_both_are_counted() -> None:
    """`two switches` beside `a router`; `the routers` of four switches are those."""
    roles = [token.value for token in told_apart(tokens("a router and two switches")) if token.type == "role"]
    assert ["router", "switch"] == roles
    same = [token.value for token in told_apart(tokens("four switches, the routers run OSPF")) if token.type == "role"]
    assert ["router", "router"] == same
