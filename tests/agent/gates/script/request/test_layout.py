"""The layout of a request: marks of lists and names of fields."""

import pytest

from agent.gates.script.request.layout import plain_layout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1. leaf1, 2. cpu", ["leaf1,", "cpu"]),
        ("a) cpu b) leaf1 c) once", ["cpu", "leaf1", "once"]),
        ("(a) cpu (b) leaf1", ["cpu", "leaf1"]),
        ("node: leaf1; topic: cpu; interval: 5 s", ["node", "leaf1", "cpu", "interval", "5", "s"]),
        ("output = csv method=cli", ["csv", "cli"]),
        ("filter: none; how long: 1 hour", ["duration", "1", "hour"]),
        ("frequency: every 5 s", ["every", "5", "s"]),
    ],
)
def test_marks_and_names_are_taken_out(text: str, words: list[str]) -> None:
    """What stands behind them stays; names that say how often or how long stay too."""
    assert words == plain_layout(text).replace(";", " ").split()


@pytest.mark.parametrize("text", ["cpu of leaf1 2. every 5 s", "the 1. of may", "address 10.0.0.1:57400", "b) cpu"])
def test_what_is_no_list_stays(text: str) -> None:
    """One mark, a list that does not begin at its first, and an address with its port."""
    assert text == plain_layout(text)


@pytest.mark.parametrize("name", ["time", "period"])
def test_a_name_for_how_often_or_how_long_says_neither(name: str) -> None:
    """It stays as a word that nobody reads."""
    assert "period 5 min" == plain_layout(f"{name}: 5 min")
