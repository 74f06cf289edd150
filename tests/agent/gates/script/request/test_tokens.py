"""A request for a script as typed tokens."""

import pytest

from agent.gates.script.request.tokens import is_known_word, tokens

NODES = ("leaf1", "leaf2", "spine1")


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("cpu of leaf1", ["topic cpu", "node leaf1"]),
        ("leaf1 to leaf2", ["node leaf1 leaf2"]),
        ("all srl leaves", ["role nokia_srlinux:leaf"]),
        ("ethernet-1/1 e1-2", ["interface ethernet-1/1", "interface ethernet-1/2"]),
        ("10.0.0.1 2001:db8::1", ["address 10.0.0.1", "address 2001:db8::1"]),
        ("above 90%", ["compare >", "percent 90%"]),
        ("the session of leaf1 to spine1", ["entity neighbor", "node leaf1", "pair to", "node spine1"]),
        ("subscribe to leaf1", ["stream gnmi", "node leaf1"]),
        ("into counters.csv", ["file counters.csv"]),
        ("leaf9", ["stranger leaf9"]),
        ("frobnicate", ["unknown frobnicate"]),
        ("please show me the", []),
    ],
)
def test_words_have_types(text: str, typed: list[str]) -> None:
    """The longest form at each place; what says nothing is left out."""
    assert typed == [f"{token.type} {token.value or token.text}" for token in tokens(text, NODES)]


def test_words_of_forms_are_known() -> None:
    """They are no slips of others; ordinary words that are in no table are not known."""
    assert is_known_word("shot")
    assert is_known_word("please")
    assert not is_known_word("frobnicate")


def test_long_text_takes_linear_time() -> None:
    """No form grows faster than what it reads."""
    for text in ("a" * 10_000, "every " * 1_500, "leaf1 to " * 1_000, "1." * 3_000, "ethernet-1/1-" * 800):
        assert tokens(text, NODES) is not None
