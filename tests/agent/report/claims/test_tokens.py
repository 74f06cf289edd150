"""A sentence as words and values."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.report.claims.tokens import Names, tokens

NAMES = Names.of(["r1", "e1", "leaf-1", "host"], ["e1:eth1"], "080449-cacbb8")


def kinds(text: str) -> list[tuple[str, str]]:
    """Kinds and texts of the tokens."""
    return [(token.kind, token.text) for token in tokens(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("r1 lost e1:eth1", [("node", "r1"), ("word", "lost"), ("place", "e1:eth1")]),
        ("13.0 s", [("duration", "13.0 s")]),
        ("29.8-second", [("duration", "29.8-second")]),
        ("1 min 6 s", [("duration", "1 min 6 s")]),
        ("a minute", [("duration", "a minute")]),
        ("21:16:23.438 UTC", [("time", "21:16:23.438 UTC")]),
        ("2026-11-22 21:16:23", [("time", "2026-11-22 21:16:23")]),
        ("22 November 2026", [("date", "22 November 2026")]),
        ("(10.1.1.2)", [("sign", "("), ("address", "10.1.1.2"), ("sign", ")")]),
        ("fd00:e1::2.", [("address", "fd00:e1::2"), ("sign", ".")]),
        ("IPv4 unicast", [("family", "IPv4 unicast")]),
        ("e1-r1", [("node", "e1"), ("sign", "–"), ("node", "r1")]),
        ("e1 <-> r1", [("node", "e1"), ("sign", "–"), ("node", "r1")]),
        ("leaf-1 is WARNING", [("node", "leaf-1"), ("word", "is"), ("severity", "WARNING")]),
        ("r1's", [("node", "r1"), ("word", "'s")]),
        ("two sessions", [("number", "two"), ("word", "sessions")]),
        ("080449-cacbb8", [("id", "080449-cacbb8")]),
        ("r9", [("node", "r9")]),
    ],
)
def test_values_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    """Names, times, durations, addresses and counts as they are written."""
    assert expected == kinds(text)


def test_an_unknown_name_is_a_value_without_a_meaning() -> None:
    """A router and a port that the incident does not know."""
    assert [None, None] == [token.payload for token in tokens("r9 x1:eth7", NAMES)]


@given(st.text(max_size=80))
def test_any_text_becomes_tokens_in_their_places(text: str) -> None:
    """Spans lie in the text, one behind the other."""
    found = tokens(text, NAMES)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
