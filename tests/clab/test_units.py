"""Units of time."""

import pytest

from clab.units import unit_s


@pytest.mark.parametrize(
    ("word", "seconds"),
    [("ms", 0.001), ("secs", 1), ("Minutes", 60), ("hrs", 3600), ("d", 86_400), ("weeks", 604_800), ("r1", None)],
)
def test_a_unit_is_known_however_it_is_written(word: str, seconds: float | None) -> None:
    """In both numbers, short or long; `ms` is no plural of `m`."""
    assert seconds == unit_s(word)
