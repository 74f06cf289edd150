"""Units of measure, for all packages. Pure."""

from collections.abc import Mapping
from typing import Final

SECOND_NS = 1_000_000_000
"""Nanoseconds in a second."""

UNITS_S: Final[Mapping[str, float]] = {
    **dict.fromkeys(("ms", "msec", "millisecond"), 0.001),
    **dict.fromkeys(("s", "sec", "second"), 1),
    **dict.fromkeys(("m", "min", "minute"), 60),
    **dict.fromkeys(("h", "hr", "hour"), 3600),
    **dict.fromkeys(("d", "day"), 86_400),
    "week": 604_800,
}
"""Seconds in a unit of time, by its names of one thing in lower case."""


def unit_s(word: str) -> float | None:
    """Seconds in a unit of time, however it is written; None where it is none."""
    lower = word.lower()
    return UNITS_S.get(lower, UNITS_S.get(lower.removesuffix("s")))
