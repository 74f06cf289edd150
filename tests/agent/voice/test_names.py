"""Names of a lab in transcripts, as ears wrote them: found by sound and digits, never by guessed digits."""

import pytest

from agent.voice.inventory import Inventory, inventory
from agent.voice.names import mentions
from agent.voice.numbers import tokens
from tests.agent.voice.labs import knowledge

LAB = inventory(knowledge())


def found(text: str, lab: Inventory = LAB) -> list[tuple[str, str]]:
    """Value and certainty of every name."""
    return [(item.value, item.certainty) for item in mentions(tokens(text), lab)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Did SRL2 come back?", ["srl2"]),
        ("Did SRL to come back?", ["srl2"]),
        ("The deaths are L2 come back.", ["srl2"]),
        ("the DSRL2 come back", ["srl2"]),
        ("is our four up", ["r4"]),
        ("did decline one go down", ["client1"]),
        ("is the session between leaf 12 and client 1 up", ["leaf12", "client1"]),
        ("is the session between leaf one two and client one up", ["leaf12", "client1"]),
        ("from leaf to to spine one", ["leaf2", "spine1"]),
        ("what is the state of ten dot zero dot twelve dot one", ["10.0.12.1"]),
        ("What is the state of 10.0.12.1?", ["10.0.12.1"]),
        ("When did a S65102 go down?", ["65102"]),
        ("When did a S6510 to go down?", ["65102"]),
        ("Why was the session with the S65105 lost?", ["65105"]),
        ("autonomous system number six five one oh two", ["65102"]),
        ("Did ethernet 1 slash 2 of leaf one go down", ["ethernet-1/2", "leaf1"]),
        ("Did Ethernet 1-2 of leaf one go down", ["ethernet-1/2", "leaf1"]),
    ],
)
def test_a_name_is_found_as_it_was_heard(text: str, expected: list[str]) -> None:
    """By its sound, with its digits."""
    assert expected == [value for value, _ in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "did leaf 9 come back",
        "is core 1 up",
        "when did AS 65003 go down",
        "what is the state of 10.0.12.9",
        "did ethernet 1 slash 7 go down",
        "which sessions of SRL tour down",
        "did leaf 1 to come back",
        "what happened to B4",
    ],
)
def test_what_may_be_another_name_is_not_decided(text: str) -> None:
    """Digits that no name has, a word behind that may be a digit, letters of nobody: no value."""
    assert all(value == "" or certainty == "sure" for value, certainty in found(text))
    assert not [value for value, _ in found(text) if value]


def test_numbers_of_time_are_no_names() -> None:
    """Ten minutes are ten minutes."""
    assert [] == found("what was lost in the last ten minutes")


def test_what_an_unclear_name_may_be_is_offered() -> None:
    """One digit off, or the names that begin so."""
    (unclear,) = mentions(tokens("when did AS 65003 go down"), LAB)
    assert ("65001", "65002", "65103") == unclear.candidates
    (unclear,) = mentions(tokens("which sessions of SRL tour down"), LAB)
    assert ("srl1", "srl2") == unclear.candidates


def test_two_names_with_one_sound_are_not_decided_between() -> None:
    """`leaf1` and `leave1` cannot be told apart by ear."""
    lab = Inventory(nodes={"leaf1": "leaf1", "leave1": "leave1"})
    ((value, certainty),) = found("is leaf one up", lab)
    assert ("", "unclear") == (value, certainty)
