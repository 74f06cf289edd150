"""Time stamps as routers and log servers write them, to ns since the epoch. Pure.

A stamp without a zone is in the clock's zone; one without a year is in the year in which it lies nearest to its
arrival,
else in the last one in which it is not after the clock's `until_ns`. An hour that a zone has twice is the second one
where the stamps before it are later. What lies before 1990 or after the day after its arrival is no stamp.
"""

import re
from datetime import UTC, datetime, tzinfo
from functools import lru_cache

from clab.units import SECOND_NS
from collectors.logs.frame.zones import zone_at
from collectors.logs.values import Calendar, Clock, Stamp

DAY_NS = 86_400 * SECOND_NS
FIRST_YEAR, LAST_YEAR = 1990, 2199
HOUR_NS = 3600 * SECOND_NS
LEAP_DAY = (2, 29)
When = tuple[int, int, int, int]
"""Month, day, hour and minute."""
Pieces = tuple[str, str, str | None, str | None]
"""A minute (`Nov 22 21:16`, `2026/11/22 21:16`, `2026-11-22T21:16`), a second, its fraction's digits, and a zone that
means the same everywhere (`Z`, `+02:00`, ` UTC`)."""

Begun = tuple[int, Calendar, str, str]
SCALES = [10 ** (9 - length) for length in range(10)]
"""Nanoseconds of a last digit, by how many there are."""

_TIME = r"(?P<h>\d\d):(?P<m>\d\d):(?P<s>\d\d)(?:[.,:](?P<f>\d{1,9})(?!\d))?"
_NUMBERS = re.compile(rf"(?P<Y>\d{{4}})(?P<sep>[-/.])(?P<M>\d\d?)(?P=sep)(?P<D>\d\d?)(?:[T_,]| {{1,2}}){_TIME}")
_DAY_FIRST = re.compile(rf"(?P<D>\d\d)[-./](?P<M>\d\d)[-./](?P<Y>\d{{4}})(?: |, ){_TIME}")
_YEAR_FIRST = re.compile(rf"(?P<Y>\d{{4}}) (?P<Mon>[A-Z][a-z]{{2}}) {{1,2}}(?P<D>\d{{1,2}}) {_TIME}")
_DAY_MONTH = re.compile(rf"(?P<D>\d{{1,2}})[-/ ](?P<Mon>[A-Z][a-z]{{2}})[-/ ](?P<Y>\d{{4}})[ :T]{{1,2}}{_TIME}")
_MONTH = re.compile(
    rf"(?P<Mon>[A-Z][a-z]{{2}}) {{1,2}}(?P<D>\d{{1,2}})(?:,? (?P<Y>\d{{4}}))?(?P<Z> [A-Z]{{3,4}})? {{1,2}}{_TIME}"
    r"(?: (?P<Y2>\d{4})(?![\d.:]))?"
)
_COMPACT = re.compile(
    r"(?P<Y>\d{4})(?P<M>\d\d)(?P<D>\d\d)[ T-](?P<h>\d\d):?(?P<m>\d\d):?(?P<s>\d\d)(?:[.,](?P<f>\d{1,9}))?(?!\d)"
)
_ZONED = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d):([0-5]\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)(?![\w.:])", re.ASCII)
_EPOCH = re.compile(r"(?P<s>1\d{9})(?:\.(?P<f>\d{1,9}))?(?=[\]\s:|,]|$)")
_CLOCK = re.compile(rf"{_TIME}(?=[\s:|\]])")
_UPTIME = re.compile(r"(?:(?P<y>\d{1,2})y)?(?:(?P<w>\d{1,2})w)?(?:(?P<d>\d)d)?(?:(?P<h>\d{1,2})h)?(?=[: ])")
_KERNEL = re.compile(r"(?P<s>\d{1,9})\.(?P<f>\d{3,9})(?=\])")
_LOGRUS = re.compile(r"(?:INFO|WARN|DEBU|ERRO|FATA)(?=\[\d{1,9}\])")
_SECONDS = re.compile(r"\[(?P<s>\d{4,9})\]")
_WEEKDAY = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? {1,2}")
_MONTHS = {name: k // 3 + 1 for k in range(0, 36, 3) for name in ["JanFebMarAprMayJunJulAugSepOctNovDec"[k : k + 3]]}
CALENDAR_WORDS = {*_MONTHS, "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
_ISO = re.compile(rf"(?P<Y>\d{{4}})-(?P<M>\d\d)-(?P<D>\d\d)T{_TIME}(?P<Z>Z|[+-]\d\d:?\d\d)?")


BEGIN = (
    r"(?:<\d{1,3}>(?=[*.A-Z\d])|(?:RP|LC)/\d{1,2}/\w{1,8}/CPU\d:|[*.]?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2}(?: \d{4})? \d\d:\d\d:\d\d|"
    r"(?:19|20)\d\d[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d|(?:19|20)\d\d [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d)"
)
"""A pattern of what a log line begins with."""


@lru_cache(maxsize=8192)
def _minute_ns(year: int, month: int, day: int, hour: int, minute: int, zone: tzinfo, fold: int = 0) -> int | None:
    """The start of a minute in a zone; None where there is no such minute, or nobody's log is of that year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return int(datetime(year, month, day, hour, minute, tzinfo=zone, fold=fold).timestamp()) * SECOND_NS
    except (ValueError, OverflowError):
        return None


def _fraction(digits: str | None) -> tuple[int, int]:
    """Nanoseconds and precision of the digits behind the point."""
    if not digits:
        return 0, SECOND_NS
    scale = SCALES[len(digits)]
    return int(digits) * scale, scale


def stamp_at(text: str, at: int, clock: Clock) -> Stamp | None:
    """The stamp that stands at a place of a text, in whatever form, with the zone behind it; None for none."""
    mark = text[at : at + 1]
    unset = mark == "*"
    if mark in ("*", ".", "%", "#"):
        at += 1
        mark = text[at : at + 1]
    if mark == "[":
        return _bracketed(text, at, clock)
    if mark in "IWDEF" and (level := _LOGRUS.match(text, at)):
        since = _SECONDS.match(text, level.end())
        return Stamp(int(since["s"]) * SECOND_NS, SECOND_NS, since.end(), "uptime", "", "logrus") if since else None
    if mark.isdigit():
        found = _digits(text, at, clock)
    elif mark.isalpha():
        if text[at : at + 3] not in CALENDAR_WORDS:
            return None
        day = _WEEKDAY.match(text, at)
        if day and text[day.end() : day.end() + 1].isdigit():
            found = _digits(text, day.end(), clock)
        else:
            found = _dated(_MONTH.match(text, day.end() if day else at), text, clock, "month")
    else:
        return None
    if found is None or (clock.near_ns and found.calendar == "full" and found.ns > clock.near_ns + 2 * DAY_NS):
        return None
    return found._replace(unset=True) if unset and never_set(found, clock) else found


def never_set(stamp: Stamp, clock: Clock) -> bool:
    """Whether a clock that is marked as not set counts from its own beginning, a 1 March."""
    there = datetime.fromtimestamp(stamp.ns / SECOND_NS, clock.zone)
    return (there.month, there.day) == (3, 1) and stamp.form == "month"


def _bracketed(text: str, at: int, clock: Clock) -> Stamp | None:
    inside = at + 1
    while text[inside : inside + 1] == " ":
        inside += 1
    since = _KERNEL.match(text, inside)
    if since and not (len(since["s"]) == 10 and since["s"].startswith("1")):
        fraction, precision = _fraction(since["f"])
        return Stamp(int(since["s"]) * SECOND_NS + fraction, precision, since.end() + 1, "uptime", "", "kernel")
    found = stamp_at(text, inside, clock) if text[inside : inside + 1] != "[" else None
    if found is None or not text.startswith("]", found.end):
        return None
    return found._replace(end=found.end + 1)


def _digits(text: str, at: int, clock: Clock) -> Stamp | None:
    """A stamp that begins with a digit."""
    sep = text[at + 4 : at + 5]
    if sep == "-" and (plain := _ZONED.match(text, at)):
        minute, second, digits, zone = plain.groups()
        known = stamp_of((minute, second, digits, zone), plain.end(), clock)
        if known is not None:
            return known
    if sep in "-/." and sep:
        return _dated(_NUMBERS.match(text, at), text, clock, "slash" if sep == "/" else "dash")
    if sep == " " and text[at + 5 : at + 6].isalpha():
        return _dated(_YEAR_FIRST.match(text, at), text, clock, "year")
    if text[at + 2 : at + 3] == ":":
        return _of_day(_CLOCK.match(text, at), text, clock)
    for pattern in (_DAY_FIRST, _DAY_MONTH, _COMPACT):
        found = _dated(pattern.match(text, at), text, clock, "day")
        if found:
            return found
    epoch = _EPOCH.match(text, at)
    if epoch:
        fraction, precision = _fraction(epoch["f"])
        return Stamp(int(epoch["s"]) * SECOND_NS + fraction, precision, epoch.end(), "full", "epoch", "epoch")
    up = _UPTIME.match(text, at)
    if up and up.end() > at + 2:
        spans = (("y", 31_536_000), ("w", 604_800), ("d", 86_400), ("h", 3_600))
        seconds = sum(int(up[name] or 0) * many for name, many in spans)
        return Stamp(seconds * SECOND_NS, HOUR_NS, up.end(), "uptime", "", "uptime")
    return None


def _of_day(found: re.Match[str] | None, text: str, clock: Clock) -> Stamp | None:
    """A time of day: of the last day on which it is not after the arrival, or the end of the file."""
    if found is None or int(found["s"]) > 60:
        return None
    anchor = clock.near_ns or clock.until_ns
    day = datetime.fromtimestamp((anchor or DAY_NS) / SECOND_NS, clock.zone)
    start = _minute_ns(day.year, day.month, day.day, int(found["h"]), int(found["m"]), clock.zone)
    if start is None:
        return None
    fraction, precision = _fraction(found["f"])
    ns = start + int(found["s"]) * SECOND_NS + fraction
    if anchor and ns > anchor + HOUR_NS:
        ns -= DAY_NS
    return Stamp(ns, precision, found.end(), "time", "", "time")


def _dated(found: re.Match[str] | None, text: str, clock: Clock, form: str) -> Stamp | None:
    """A stamp with a day, by its named parts."""
    if found is None:
        return None
    part = found.groupdict()
    named = part.get("Mon")
    month = _MONTHS.get(named) if named else int(part["M"])
    second = int(part["s"])
    if not month or second > 60:
        return None
    own = part.get("Y") or part.get("Y2")
    when = (month, int(part["D"]), int(part["h"]), int(part["m"]))
    calendar: Calendar = "full" if own else "yearless"
    year = int(own) if own else None
    minute = _minute(year, when, clock)
    if minute is None:
        return None
    end = found.end()
    zone = zone_at(part["Z"], 0, clock.zone, minute) if part.get("Z") else zone_at(text, end, clock.zone, minute)
    if part.get("Z") and zone is None:
        return None
    fraction, precision = _fraction(part.get("f"))
    within = second * SECOND_NS + fraction
    if zone is None:
        return Stamp(minute + within, precision, end, calendar, "", form)
    start = _minute_there(year, when, minute, clock)
    if start is None:
        return None
    ns = start + within - zone[0]
    return Stamp(ns, precision, end if part.get("Z") else zone[1], calendar, zone[2], form)


def _minute_there(year: int | None, when: When, minute: int, clock: Clock) -> int | None:
    """The minute's start in UTC, in the year in which it lies by the clock."""
    if year is None:
        year = datetime.fromtimestamp(minute / SECOND_NS, clock.zone).year
    return _minute_ns(year, *when, UTC)


def _minute(year: int | None, when: When, clock: Clock) -> int | None:
    """The minute's start in the clock's zone, in its own year or the one that fits."""
    if year is None:
        return _year_fitted(when, clock)
    first = _minute_ns(year, *when, clock.zone)
    if first is None or clock.zone is UTC:
        return first
    second = _minute_ns(year, *when, clock.zone, 1)
    if second is None or second <= first:
        return first
    if clock.near_ns:
        return min((first, second), key=lambda item: abs(item - clock.near_ns))
    return second if first + 60 * SECOND_NS <= clock.last_ns <= second + HOUR_NS else first


def _year_fitted(when: When, clock: Clock) -> int | None:
    anchor = clock.near_ns or clock.until_ns
    guess = datetime.fromtimestamp(anchor / SECOND_NS, UTC).year if anchor else 1970 + 20
    back = 9 if when[:2] == LEAP_DAY else 2
    years = range(guess + 1, guess - back, -1) if anchor else (guess, 1992)
    starts = ((item, _minute_ns(item, *when, clock.zone)) for item in years)
    known = [(year, start) for year, start in starts if start is not None]
    if not known:
        return None
    if clock.near_ns:
        year = min(known, key=lambda each: abs(each[1] - clock.near_ns))[0]
    else:
        year = next((each for each, start in known if start <= clock.until_ns + DAY_NS), known[-1][0])
    return _minute(year, when, clock)


def spaced(text: str, zone: tzinfo | None = None) -> tuple[int, int, int] | None:
    """(ns, precision, end) of `2026/11/22 21:16:23.438253` or `2026-11-22 21:15:25.616015`, without a zone."""
    found = _NUMBERS.match(text)
    if not found or found["sep"] == "." or "T" in found[0]:
        return None
    minute = _minute_ns(*(int(found[name]) for name in "YMDhm"), zone or UTC)
    return _whole(found, minute, 0)


def iso(text: str, zone: tzinfo | None = None) -> tuple[int, int, int] | None:
    """(ns, precision, end) of RFC 3339, `2026-11-22T21:16:23.440941+00:00`; the zone may be missing."""
    found = _ISO.match(text)
    if not found:
        return None
    minute = _minute_ns(*(int(found[name]) for name in "YMDhm"), UTC if found["Z"] else zone or UTC)
    offset = zone_at(found["Z"], 0, UTC, 0) if found["Z"] else None
    return _whole(found, minute, offset[0] if offset else 0)


def _whole(found: re.Match[str], minute: int | None, offset_ns: int) -> tuple[int, int, int] | None:
    if minute is None or int(found["s"]) > 60:
        return None
    fraction, precision = _fraction(found["f"])
    return minute + int(found["s"]) * SECOND_NS + fraction - offset_ns, precision, found.end()


def stamp_of(pieces: Pieces, end: int, clock: Clock) -> Stamp | None:
    """The stamp that ends at a place, by its pieces; None where `stamp_at` has to look closer.

    What lines of one minute share is worked out once.
    """
    minute, second, digits, zone = pieces
    if clock.zone is UTC:
        begun = _utc_minute(minute, zone, clock.near_ns, clock.until_ns)
    else:
        begun = _begun(minute, zone, clock)
    if begun is None:
        return None
    start, calendar, word, form = begun
    scale = SCALES[len(digits)] if digits else SECOND_NS
    ns = start + int(second) * SECOND_NS + (int(digits) * scale if digits else 0)
    if clock.near_ns and calendar == "full" and ns > clock.near_ns + 2 * DAY_NS:
        return None
    return Stamp(ns, scale, end, calendar, word, form)


@lru_cache(maxsize=8192)
def _utc_minute(minute: str, zone: str | None, near_ns: int, until_ns: int) -> Begun | None:
    """UTC has no hour twice: a minute depends on nothing else."""
    return _begun(minute, zone, Clock(UTC, near_ns, until_ns))


def _begun(minute: str, zone: str | None, clock: Clock) -> Begun | None:
    """When a minute began, what its stamp leaves out, its zone's word, and its form."""
    hour, of_hour = int(minute[-5:-3]), int(minute[-2:])
    if minute[0].isalpha():
        year, month, day, form = None, _MONTHS.get(minute[:3], 0), int(minute[4:-6]), "month"
    else:
        year, month, day = int(minute[:4]), int(minute[5:7]), int(minute[8:10])
        form = "slash" if minute[4] == "/" else "dash"
    when = (month, day, hour, of_hour)
    start = _minute(year, when, clock)
    offset_ns, _, word = (zone_at(zone, 0, UTC, 0) or (None, 0, "")) if zone else (0, 0, "")
    if start is not None and zone:
        start = _minute_there(year, when, start, clock)
    if start is None or offset_ns is None:
        return None
    return start - offset_ns, "yearless" if year is None else "full", word, form
