"""Where sentences begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.report.claims.sentences import pieces


def split(text: str) -> list[str]:
    """The sentences as texts."""
    return [text[piece.start : piece.end] for piece in pieces(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two!", ["One.", "Two!"]),
        ("r4 stood still. r4 is 10.1.1.2 now.", ["r4 stood still.", "r4 is 10.1.1.2 now."]),
        ("- one\n* two\n\n## Three", ["one", "two", "Three"]),
        ("1. First\n2) Second", ["First", "Second"]),
        ("It took approx. 3 s.", ["It took approx. 3 s."]),
        ("**Bold.** More", ["Bold.", "More"]),
        ("---\n...", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """At stops and line ends, without the signs of Markdown before them."""
    assert expected == split(text)


@given(st.text(max_size=200))
def test_no_word_is_lost(text: str) -> None:
    """Everything with a letter or digit is in some sentence."""
    covered = {k for piece in pieces(text) for k in range(piece.start, piece.end)}
    for k, sign in enumerate(text):
        if sign.isascii() and sign.isalpha():
            assert k in covered
