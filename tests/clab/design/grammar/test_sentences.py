"""Requests as statements: who is meant, what is said of it, and what no rule takes."""

import pytest

from clab.design.builder import work_out
from clab.design.grammar.sentences import state
from clab.design.meaning.request_parser import understand


def links(request: str) -> list[str]:
    """The links of a lab that was read as a whole."""
    found = understand(request)
    assert found.intent is not None, found.why
    assert found.whole, found
    return sorted(f"{wire.a.node}-{wire.b.node}" for wire in work_out(found.intent).wires)


@pytest.mark.parametrize(
    "request_",
    [
        "two spines and three leaves, srl, ospf",
        "SR Linux: 3 leaf switches, each of them connected to both of the 2 spines. OSPF as the IGP, please.",
        "I'd like three srlinux leaves which are each linked to two spines; ospf everywhere",
    ],
)
def test_one_lab_in_other_words_is_one_lab(request_: str) -> None:
    """Order and small words do not matter."""
    assert links(request_) == links("2 spines, 3 leaves, srl, ospf") != []


def test_a_group_and_what_is_said_of_it() -> None:
    """Count, role and system are of the noun phrase, the shape of its predicate."""
    said = state("four frr routers wired as a ring")
    assert [(group.count, group.role, group.kind) for group in said.groups] == [(4, "router", "frr")]
    assert not said.left


def test_what_no_rule_takes_is_left_by_its_own_words() -> None:
    """And the request is refused by them, whatever else was read."""
    said = state("four frr routers in a ring, wobbling")
    assert "wobbling" in " ".join(said.left)
    assert not understand("four frr routers in a ring, wobbling").whole


def test_a_name_of_which_nothing_is_said_is_not_dropped() -> None:
    """`r2` was named for something that was not read."""
    assert not understand("three frr routers in a line with ospf, r2").whole


def test_routers_that_their_user_will_configure_carry_no_protocol() -> None:
    """The protocol is named in what the user does, not in what the lab has."""
    found = understand("three frr routers, wired as a ring, I will configure ospf later myself")
    assert found.intent is not None
    assert found.intent.igp == "none"
    assert understand("three frr routers in a ring with ospf, I configure ospf myself").intent is None
