"""Time stamps as routers write them, to nanoseconds since the epoch. Pure.

Every parser returns `(ns, precision_ns, end)`: the moment, how wide the stamp is, and where the text goes on; None
where the text does not start with such a stamp. A stamp without a zone is in the context's zone, one without a year in
the year in which it lies nearest to the time of reading.
"""

import re
from datetime import UTC, datetime, tzinfo
from functools import lru_cache

S = 1_000_000_000
Stamp = tuple[int, int, int]
DAY_NS = 86_400 * S
FIRST_YEAR, LAST_YEAR = 1990, 2199
"""What lies before or after is no stamp."""

_SPACED = re.compile(r"(\d{4})[-/](\d\d)[-/](\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)?")
_BSD = re.compile(r"([A-Z][a-z]{2}) {1,2}(\d{1,2})(?: (\d{4}))? (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?")
_MONTHS = {name: k // 3 + 1 for k in range(0, 36, 3) for name in ["JanFebMarAprMayJunJulAugSepOctNovDec"[k : k + 3]]}


@lru_cache(maxsize=4096)
def _minute_ns(year: int, month: int, day: int, hour: int, minute: int, zone: tzinfo) -> int | None:
    """The start of a minute in a zone; None where there is no such minute."""
    try:
        return int(datetime(year, month, day, hour, minute, tzinfo=zone).timestamp()) * S
    except (ValueError, OverflowError):
        return None


def _fraction(digits: str | None) -> tuple[int, int]:
    """Nanoseconds and precision of the digits behind the point."""
    if not digits:
        return 0, S
    scale = 10 ** (9 - len(digits))
    return int(digits) * scale, scale


def spaced(text: str, zone: tzinfo | None = None) -> Stamp | None:
    """`2026/11/22 21:16:23.438253` (FRR) or `2026-11-22 21:15:25.616015` (BIRD), without a zone."""
    found = _SPACED.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    start = _minute_ns(year, month, day, hour, minute, zone or UTC)
    if start is None or second > 60 or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    fraction, precision = _fraction(found[7])
    return start + second * S + fraction, precision, found.end()


def iso(text: str, zone: tzinfo | None = None) -> Stamp | None:
    """RFC 3339, `2026-11-22T21:16:23.440941+00:00`; the zone may be missing."""
    found = _ISO.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    start = _minute_ns(year, month, day, hour, minute, UTC if found[8] else zone or UTC)
    if start is None or second > 60 or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    fraction, precision = _fraction(found[7])
    return start + second * S + fraction - _offset_ns(found[8]), precision, found.end()


def _offset_ns(zone: str | None) -> int:
    if not zone or zone == "Z":
        return 0
    digits = zone[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return (minutes if zone[0] == "+" else -minutes) * 60 * S


def bsd(
    text: str, zone: tzinfo | None = None, *, year: int | None = None, near_ns: int = 0, until_ns: int = 0
) -> Stamp | None:
    """RFC 3164, `Nov 22 21:16:23`, with a fraction or a year where there is one.

    The year is the stamp's own, else `year`, else the one that puts the stamp nearest to `near_ns`, else the last one
    in which the stamp is not after `until_ns`. A 29 February has only the years that have one.
    """
    found = _BSD.match(text)
    if not found or found[1] not in _MONTHS:
        return None
    month, day = _MONTHS[found[1]], int(found[2])
    hour, minute, second = int(found[4]), int(found[5]), int(found[6])
    fraction, precision = _fraction(found[7])
    own = int(found[3]) if found[3] else year
    anchor = near_ns or until_ns
    guess = datetime.fromtimestamp(anchor / S, UTC).year if anchor else 1970
    years = (own,) if own else range(guess + 1, guess - 9, -1) if anchor else (guess,)
    starts = [_minute_ns(each, month, day, hour, minute, zone or UTC) for each in years]
    known = [each for each in starts if each is not None]
    if not known or second > 60:
        return None
    if own or not anchor:
        start = known[0]
    elif near_ns:
        start = min(known, key=lambda each: abs(each - near_ns))
    else:
        start = next((each for each in known if each <= until_ns + DAY_NS), known[-1])
    return start + second * S + fraction, precision, found.end()
