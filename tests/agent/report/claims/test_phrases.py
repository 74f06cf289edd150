"""Turns of phrase replaced by plainer words."""

import pytest

from agent.report.claims.phrases import plain
from agent.report.claims.tokens import Names, tokens


@pytest.mark.parametrize(
    ("text", "plainer"),
    [
        ("nine seconds or so", "about nine seconds"),
        ("peering toward e1", "peering with e1"),
        ("it's gone", "it is gone"),
        ("we're certain", "we are certain"),
        ("IPv4 as well as IPv6", "IPv4 and IPv6"),
        ("e1's session", "e1 's session"),
    ],
)
def test_a_turn_of_phrase_is_replaced(text: str, plainer: str) -> None:
    """Its values stay; what is none stays as it is."""
    assert plainer == " ".join(token.text for token in plain(tokens(text, Names({"e1": "e1"}))))
