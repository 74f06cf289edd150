"""Times, durations and counts as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.report.claims.quantities import Length, bounded, calendar_date, clock, length, number
from agent.report.words import clock_words, duration_words

AT_NS = 1795382183438253000


@pytest.mark.parametrize("text", ["21:16:23.438253", "21:16:23.438", "21:16:23", "21:16", "2026-11-22T21:16:23Z"])
def test_a_time_matches_cut_at_any_digit(text: str) -> None:
    """To the microsecond, the millisecond, the second and the minute."""
    moment = clock(text)
    assert moment is not None
    assert moment.matches(AT_NS)


@pytest.mark.parametrize("text", ["21:16:24", "21:17", "22:16:23", "21:16:23.439", "2026-11-23T21:16:23Z"])
def test_another_time_does_not_match(text: str) -> None:
    """One digit more or less is another time."""
    moment = clock(text)
    assert moment is not None
    assert not moment.matches(AT_NS)


@pytest.mark.parametrize(
    "text", ["", ":", "1:2:3:4", "24:00", "12:60", "a:b", "12:3x", "2026-13-40T12:00", "12.5:3", "5"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    """Addresses, numbers and nonsense."""
    assert clock(text) is None


@given(st.integers(1_700_000_000 * 10**9, 1_900_000_000 * 10**9))
def test_every_wording_of_a_time_is_true(at_ns: int) -> None:
    """What code writes is read back."""
    for words in clock_words(at_ns):
        moment = clock(words.removesuffix(" UTC"))
        assert moment is not None
        assert moment.matches(at_ns, 1_000_000)


@given(st.floats(1.0, 90_000.0))
def test_every_wording_in_seconds_is_true(value_s: float) -> None:
    """What code writes of a duration is read back."""
    amount, _, unit = duration_words(value_s)[0].partition(" ")
    said = length(amount, unit)
    assert said is not None
    assert said.matches(value_s)


def test_a_duration_rounds_at_its_last_digit() -> None:
    """And only `about` gives it more room."""
    said = length("13", "seconds")
    assert said == Length(13.0, 1.0)
    assert [True, True, False] == [said.matches(item) for item in (12.6, 13.4, 14.2)]
    assert said.matches(14.0, roughly=True)
    found = [
        bounded(said, at, bound) for at, bound in ((13.9, "over"), (12.9, "over"), (40.0, "over"), (12.0, "under"))
    ]
    assert [True, False, None, True] == found


def test_near_a_duration() -> None:
    """`just over` and `nearly` say on which side, and that it is not far."""
    said = length("13", "seconds")
    assert said is not None
    over = [bounded(said, at, "just over") for at in (12.9, 13.2, 16.0)]
    assert [False, True, False] == over
    assert [False, True, False] == [bounded(said, at, "nearly") for at in (9.0, 12.8, 13.1)]
    assert bounded(said, 3.0, "under") is None


@pytest.mark.parametrize(("text", "value"), [("two", 2), ("25", 25), ("twenty-five", 25), ("x", None), ("-1", None)])
def test_numbers(text: str, value: int | None) -> None:
    """In digits and small words."""
    assert value == number(text)


def test_dates() -> None:
    """A day of the calendar."""
    assert [True, False, False] == [calendar_date(item) for item in ("2026-11-22", "2026-11-31", "26-1-1")]
