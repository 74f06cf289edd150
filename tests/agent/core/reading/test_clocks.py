"""Clock times and dates in many forms."""

import pytest

from agent.core.reading.clocks import clocks

AT = 1795382183438253000
"""2026-11-22T21:16:23.438253Z"""


@pytest.mark.parametrize(
    "words",
    [
        "21:16:23.438",
        "21:16:23",
        "21:16",
        "9:16 pm",
        "9:16:23 p.m.",
        "21:16:23.438253Z",
        "2026-11-22T21:16:23Z",
        "about 21:16",
        "2026/11/22 21:16:23",
        "22 November 2026, 21:16",
        "November 22nd at 21:16",
        "22:16:23 +01:00",
        "9 pm",
        "2116 UTC",
        "2026-11-22",
        "Nov 22",
        "by 21:16:24",
        "shortly after 21:16",
        "21:16:23.44 UTC",
    ],
)
def test_wordings_of_one_moment(words: str) -> None:
    """All of these are true of it."""
    (found,) = clocks(words)
    assert found.fits(AT)


@pytest.mark.parametrize(
    "words",
    [
        "21:16:29",
        "21:18",
        "9:16 am",
        "2026-11-23T21:16:23Z",
        "21:16:23.538",
        "23 November",
        "20:16:23",
        "by 21:17:00",
        "31 February",
    ],
)
def test_wordings_of_another(words: str) -> None:
    """None of these is true of it."""
    (found,) = clocks(words)
    assert not found.fits(AT)


@pytest.mark.parametrize("words", ["fd00:e1::2", "10.1.1.2", "r1:eth2", "25 s", "6/2", "1:2:3:4:5:6:7:8"])
def test_what_is_no_time(words: str) -> None:
    """Addresses, interfaces, lengths and codes are left alone."""
    assert [] == clocks(words)
