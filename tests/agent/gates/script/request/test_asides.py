"""What is said beside a script's subject: reasons, the same once more, a word for nothing, an exit status."""

import pytest

from agent.gates.script.request.asides import read_sorting, without_asides
from agent.gates.script.request.otherwise import read_exit, read_otherwise
from agent.gates.script.request.reader import read_request

NODES = ("leaf1", "leaf2", "spine1")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("list the bgp peers because we had an outage", "list the bgp peers"),
        ("ports that are down, not the good ones", "ports that are down"),
        ("warn when a node should have at least 3 peers but has fewer", None),
    ],
)
def test_asides_are_passed_over(said: str, left: str | None) -> None:
    """What a reason names is nothing that a script is about."""
    text, _ = without_asides(said, lambda words: True)
    assert text.strip() == left if left is not None else text != ""


def test_a_reason_that_names_a_subject_stays() -> None:
    """It may be what is asked for."""
    assert without_asides("peers because the cpu is high", lambda words: False)[0] == "peers because the cpu is high"


def test_at_least_with_less_is_less_than() -> None:
    """`at least 3 …, tell me if it is less` asks for those below three."""
    text, _ = without_asides("spine1 must have at least 3 peers, tell me when it is less", lambda words: True)
    assert "less than 3" in text
    assert "at least" not in text


def test_a_word_for_nothing_and_an_exit_status() -> None:
    """Both are taken out of the text and told apart."""
    text, word = read_otherwise("bfd sessions that are not up, and say all good if there are none")
    assert (text, word) == ("bfd sessions that are not up", "all good")
    text, words, status = read_exit("ospf neighbors not full; exit with 2 if any is found")
    assert (text.strip(), status) == ("ospf neighbors not full", 2)
    assert "exit" in words
    assert read_sorting("cpu of all nodes, sorted by hostname") == ("cpu of all nodes", True)


def test_only_those_that_are_not_up_is_one_look() -> None:
    """A word for the case that there are none makes no stream of it."""
    intent = read_request("only the bgp peers of leaf1 not established, and say all good otherwise", NODES).intent
    assert intent is not None
    assert intent.way != "subscribe"
    assert intent.otherwise == "all good"


def test_listed_and_told_which_are_not_marks() -> None:
    """All are listed, those that meet the condition carry a mark."""
    intent = read_request("list the ospf neighbors of leaf1 and tell me which are not full", NODES).intent
    assert intent is not None
    assert intent.marked
