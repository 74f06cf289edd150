"""A request by its words."""

import pytest

from agent.gates.script.request.words import bases, line


@pytest.mark.parametrize(
    ("word", "base"),
    [("sorted", "sort"), ("prefixes", "prefix"), ("stopped", "stop"), ("compares", "compare"), ("tries", "try"),
     ("leaf1's", "leaf1"), ("routers", "router"), ("comparing", "compare")],
)  # fmt: skip
def test_an_inflection_has_its_base(word: str, base: str) -> None:
    """As one of those that it may have."""
    assert base in bases(word)


def test_a_router_is_no_route() -> None:
    """Nor is routing."""
    assert "route" not in bases("routers") | bases("routing")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("every 10s", ["every", "10", "s"]),
        ("up/down", ["up", "/", "down"]),
        ("next-hop of ethernet-1/1", ["next", "hop", "of", "ethernet-1/1"]),
        ("10.0.0.0/24, state.json", ["10.0.0.0/24", ",", "state.json"]),
        ("user's 'all good'", ["user's", "'", "all", "good", "'"]),
    ],
)
def test_words_are_parted(text: str, words: list[str]) -> None:
    """Plain words at dashes and strokes, numbers from their units; names, prefixes and files stay whole."""
    on = line(text)
    assert words == [on.said(place, place + 1) for place in range(len(on.spans))]


def test_words_have_senses() -> None:
    """A phrase has as many words as it takes; a word may have several senses."""
    (first, *_) = line("how many ports").senses
    assert (2,) == first["COUNTING"]
    assert {"PREFIX", "MARKED"} <= line("10.0.0.0/24").senses[0].keys()
