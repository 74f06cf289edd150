"""Names that only a request makes names."""

import pytest

from clab.design.words.declared import declared
from clab.design.words.tokens import known


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("four routers a, b, c and d in a ring", ["a", "b", "c", "d"]),
        ("three FRR routers: left, middle, right", ["left", "middle", "right"]),
        ("alpha-beta, beta-gamma", ["alpha", "beta", "gamma"]),
        ("connected to ISP A and ISP-B", ["ISP-A", "ISP-B"]),
        ("routers named paris and rome", ["paris", "rome"]),
        ("the HQ router and two others", ["HQ", "HQ"]),
        ("hosts x, y and z", ["x", "y", "z"]),
        ("2 routers, back to back, iBGP", []),
        ("three routers: one FRR, one cEOS, one XRd", []),
        ("four routers, OSPF, BGP, RIP and BFD", []),
        ("a low-cost lab", []),
        ("full mesh, RIP, a PC on each", []),
    ],
)
def test_words_that_stand_as_names(text: str, names: list[str]) -> None:
    """A list of as many words as there are routers, both ends of links, a role with a letter; nothing else."""
    assert sorted(names) == sorted(declared(text, known).values())
