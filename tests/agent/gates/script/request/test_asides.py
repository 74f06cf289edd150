"""What is said beside a script's subject: reasons, the same once more, a word for nothing, an exit status."""

import pytest

from agent.gates.script.request.asides import without_asides
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
    text, exits = read_exit("ospf neighbors not full; exit with 2 if any is found")
    assert (text.strip(), exits.status) == ("ospf neighbors not full", 2)
    assert "exit" in exits.said


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ("check that all bgp sessions of leaf1 are up and exit 1 otherwise", 1),
        ("any bgp session of leaf1 not established -> exit 3", 3),
        ("bgp sessions of leaf1, exit code 0 if all are established, 2 otherwise", 2),
        ("exit with a non-zero code unless every bgp session of leaf1 is established", 1),
    ],
)
def test_an_exit_status_depends_on_what_is_tested(request_: str, status: int) -> None:
    """In the words in which people ask for one."""
    intent = read_request(request_, NODES).intent
    assert intent is not None
    assert (status, True) == (intent.exits, bool(intent.tests))


def test_a_sentence_that_asks_for_nothing_is_named_and_passed_over() -> None:
    """One that wishes, denies or counts is read."""
    reading = read_request("bgp peers of leaf1 that are down. Those are my flappers.", NODES)
    assert ((), "not looked at: 'Those are my flappers'") == (reading.left, reading.remarks[0])
    assert read_request("bgp peers of leaf1. They should blink.", NODES).left


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
