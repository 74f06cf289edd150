"""Durations in any wording, and the lengths that each is true for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.core.reading.durations import durations

S66 = [
    "66 s",
    "66.0 seconds",
    "just over a minute",
    "a little more than one minute",
    "about 66 s",
    "1 min 6 s",
    "took 01:06",
    "a minute and six seconds",
    "sixty-six seconds",
    "a 66-second outage",
    "1m6s",
    "66,000 ms",
    "1.1 minutes",
    "over a minute",
    "less than 70 seconds",
    "within two minutes",
    "roughly a minute",
    "between 60 and 70 seconds",
    "60-70 s",
    "at least a minute",
]
NOT_66 = [
    "23 minutes",
    "half an hour",
    "66 ms",
    "66 minutes",
    "6.6 s",
    "about two minutes",
    "just under a minute",
    "1 min 16 s",
    "an hour",
    "less than a minute",
    "more than two minutes",
    "a few seconds",
    "66.5 seconds exactly",
    "for hours",
    "took 01:16",
    "seventy seconds",
]


@pytest.mark.parametrize("words", S66)
def test_wordings_of_66_seconds(words: str) -> None:
    """All of these are true of 66 s."""
    (found,) = durations(words)
    assert found.fits(66.0)


@pytest.mark.parametrize("words", NOT_66)
def test_wordings_that_are_not_66_seconds(words: str) -> None:
    """None of these is true of 66 s."""
    (found,) = durations(words)
    assert not found.fits(66.0)


@pytest.mark.parametrize(
    ("words", "value_s", "fits"),
    [
        ("66 s", 65.6, True),
        ("66 s", 66.4, True),
        ("66 s", 66.6, False),
        ("66.0 s", 66.2, False),
        ("under two seconds", 1.9, True),
        ("under two seconds", 2.2, False),
        ("within 5 s", 4.0, True),
        ("half a minute", 29.0, True),
        ("within half a minute", 25.0, True),
        ("nearly two minutes", 119.5, True),
        ("sub-second", 0.4, True),
        ("half an hour", 1750.0, True),
        ("not more than 3 s", 2.0, True),
        ("forty-two point zero seconds", 42.0, True),
    ],
)
def test_precision_is_that_of_the_wording(words: str, value_s: float, fits: bool) -> None:
    """Rounding to what is shown, and no further."""
    (found,) = durations(words)
    assert fits == found.fits(value_s)


@pytest.mark.parametrize(
    "words",
    [
        "a second session was lost",
        "at 21:16:23",
        "three sessions",
        "AS 65001",
        "r1 and e1",
        "eth1 is up",
        "the second of them",
    ],
)
def test_what_is_no_duration(words: str) -> None:
    """Ordinals, clock times, counts and names are left alone."""
    assert [] == durations(words)


def test_several_in_a_row_are_several() -> None:
    """Two lengths joined by "and" stay two."""
    assert ["9.03 s", "9.10 s"] == [each.text for each in durations("9.03 s and 9.10 s")]


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    """Spans lie inside the text, in order, and none overlap."""
    found = durations(text)
    assert all(0 <= each.span.start < each.span.end <= len(text) for each in found)
    assert all(not a.span.meets(b.span) for a in found for b in found if a is not b)


@given(st.integers(1, 999))
def test_every_whole_number_of_seconds_reads_back(seconds: int) -> None:
    """What is written as "N s" is true for N, and not for its neighbors."""
    (found,) = durations(f"took {seconds} s.")
    assert found.fits(seconds)
    assert not found.fits(seconds + 1)
    assert not found.fits(seconds - 1)
