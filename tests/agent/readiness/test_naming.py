"""What was typed against what there is: labs and sessions, the nearest named."""

import pytest

from agent.failure import UsageFailure
from agent.readiness.naming import the_lab, the_pairs, unknown_session
from agent.readiness.sessions import Session


def test_the_only_lab_is_meant() -> None:
    """The one that runs, else the one drawn in this folder; a named one that any of them knows."""
    assert the_lab(None, ["a"], ["b"], []) == "a"
    assert the_lab(None, [], ["b"], []) == "b"
    assert [the_lab(item, ["a"], ["b"], ["c"]) for item in "abc"] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("asked", "running", "said"),
    [
        ("diamon", ["diamond", "ring"], "--lab 'diamon': no such lab; did you mean 'diamond'?; labs that run here: "),
        ("x", [], "--lab 'x': no such lab; no lab runs here"),
        (None, ["a", "b"], "several labs run here: a, b"),
        (None, [], "no lab runs here, and no *.clab.yml lies in this folder"),
    ],
)
def test_an_unclear_lab_is_wrong_use(asked: str | None, running: list[str], said: str) -> None:
    """What there is, is named."""
    with pytest.raises(UsageFailure) as caught:
        the_lab(asked, running, [], [])
    assert said in caught.value.what


def test_pairs_of_names_with_dashes_and_of_addresses() -> None:
    """Cut where both sides are known, in either direction, each once."""
    nodes = ("leaf-1", "leaf", "1-leaf", "r2")
    assert the_pairs("leaf-1-r2, r2–leaf,leaf-1-r2", nodes) == (("leaf-1", "r2"), ("r2", "leaf"))
    assert the_pairs("10.0.0.1-r2,r2-fd00::1", nodes) == (("r2", "10.0.0.1"), ("r2", "fd00::1"))
    assert the_pairs(None, nodes) == ()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("leaf1-spine9", "the lab has no node 'spine9'; did you mean 'spine1'?"),
        ("lef1-spin1", "no two nodes of the lab; did you mean 'leaf1-spine1'?"),
        ("leaf1", "no two nodes of the lab"),
        ("leaf1-spine1,,", "an empty name"),
        ("leaf1-leaf1", "--sessions 'leaf1-leaf1'"),
    ],
)
def test_an_unknown_session_names_the_nearest(asked: str, said: str) -> None:
    """By the half that is known, else by the whole."""
    with pytest.raises(UsageFailure) as caught:
        the_pairs(asked, ("leaf1", "spine1"))
    assert said in caught.value.what


def test_a_session_that_no_router_has_names_the_nearest_that_one_has() -> None:
    """Among those of its own nodes first."""
    error = unknown_session(("r1", "e2"), [Session("e1", "r1"), Session("e2", "r2"), Session("r3", "r4")])
    assert (error.what, error.status) == (
        "--sessions 'r1-e2': no router has such a session; did you mean 'e2-r2'?",
        2,
    )
    assert error.hint == "sessions of the lab: e1-r1, e2-r2, r3-r4"
