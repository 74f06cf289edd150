"""Tokens of a transcript, and numbers in words."""

import pytest

from agent.voice.numbers import digits_at, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Did SRL2 come back?", ["Did", "SRL", "2", "come", "back"]),
        ("10.0.12.1", ["10", "dot", "0", "dot", "12", "dot", "1"]),
        ("10, dot, zero", ["10", "dot", "zero"]),
        ("Ethernet 1/2 of R3.", ["Ethernet", "1", "slash", "2", "of", "R", "3"]),
        ("since 8:04, please", ["since", "8:04", "please"]),
        ("leaf 1-2", ["leaf", "1", "2"]),
    ],
)
def test_a_transcript_is_taken_apart(text: str, expected: list[str]) -> None:
    """Letters and digits apart; a stop or slash is a word only inside a value."""
    assert expected == [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two", {"12", "1"}),
        ("twenty one", {"21", "201", "20"}),
        ("six five one oh two", {"65102", "6510", "651", "65", "6"}),
        ("twelve", {"12"}),
        ("leaf", set()),
    ],
)
def test_numbers_in_words_are_digits(text: str, expected: set[str]) -> None:
    """Said one by one, or as a whole: all that it may be."""
    assert expected == {digits for digits, _ in digits_at(tokens(text), 0)}
