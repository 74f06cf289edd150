"""What is said anew takes the place of what was said; what fits nothing is left."""

import pytest

from clab.design.grammar.sentences import state


@pytest.mark.parametrize(
    ("request_", "counts"),
    [
        ("three FRR routers in a ring, OSPF.. no wait, make it 4", [4]),
        ("two spines and four leaves, FRR, eBGP. Scratch that, three spines and five leaves", [3, 5]),
        ("3 SRL + 2 FRR. No wait, 2 SRL and 3 FRR. OSPF, all in a ring", [2, 3]),
        ("4 spines and 8 leaves, no wait that will not fit on my laptop, make it 2 spines and 6 leaves, FRR", [2, 6]),
        ("make it two FRR routers, OSPF", [2]),
    ],
)
def test_a_number_is_said_anew(request_: str, counts: list[int]) -> None:
    """Of the routers that were counted."""
    found = state(request_)
    assert (counts, []) == ([group.count for group in found.groups], found.left)


def test_a_system_and_a_protocol_are_said_anew() -> None:
    """In the place of the one of their kind."""
    found = state("hub and spoke, hub is cEOS, 5 spokes SRL, OSPF. Actually the spokes FRR. No wait, IS-IS")
    assert (["frr"], ["isis"]) == (
        [group.kind for group in found.groups if group.role == "spoke"],
        [run.name for run in found.runs],
    )


@pytest.mark.parametrize(
    "request_",
    [
        "two cores, four edges, FRR, OSPF, no wait, make it five",
        "ring of 4 FRR, OSPF, no wait, two spines",
        "triangle of FRR, OSPF, scratch that",
    ],
)
def test_a_correction_of_nothing_or_of_several_is_left(request_: str) -> None:
    """Code does not guess which of them is meant."""
    assert state(request_).left
