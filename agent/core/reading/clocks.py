"""Clock times and dates as people write them, as windows of a day. Pure.

"21:16" is true for all of that minute (and for what rounds to it), "21:16:23" for 23.438, "9:16 pm" for both.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from agent.core.incident import EPOCH, S
from agent.core.reading.text import Span

DAY_S = 86400.0
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ],
        1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
ZONES = {
    "CET": 60,
    "CEST": 120,
    "BST": 60,
    "WEST": 60,
    "EET": 120,
    "EEST": 180,
    "MSK": 180,
    "IST": 330,
    "JST": 540,
    "EST": -300,
    "EDT": -240,
    "CST": -360,
    "CDT": -300,
    "MST": -420,
    "MDT": -360,
    "PST": -480,
    "PDT": -420,
}
"""Zones by name, in minutes before UTC."""
DATE = (
    r"(?P<iso>\d{4}[-/]\d{2}[-/]\d{2})"
    rf"|(?:the\s+)?(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{MONTH})(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{MONTH})\s+(?:the\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<y2>\d{{4}}))?"
)
CLOCK = (
    r"(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,](?P<f>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*(?P<zone>(?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?|Z|UTC|GMT|[+-]\d{2}:?\d{2}|"
    rf"(?-i:{'|'.join(ZONES)}))(?!\w|:\d))?"
)
HOUR = r"(?P<h2>1[0-2]|[1-9])\s*(?P<half2>[ap])\.?m\b\.?"
MILITARY = r"(?P<h3>[01]\d|2[0-3])(?P<m3>[0-5]\d)\s*(?:hours|hrs|h)?\s*(?:UTC|Z)\b"
WHEN = re.compile(
    rf"(?<![\w.:/-])(?:(?:{DATE})(?:T|,?\s+(?:at\s+)?)?)?(?:{CLOCK}|{HOUR}|{MILITARY})(?!\d|:\d|\s*(?:minutes?|mins?)\b)",
    re.I,
)
DAY = re.compile(rf"(?<![\w.:/-])(?:{DATE})(?!\w|:\w)", re.I)
LOOSE = re.compile(
    r"(?P<about>about|around|approximately|roughly|circa|near|~|close to|or so)\s*$"
    r"|(?P<after>(?:shortly|just|soon|right|a little|moments|seconds|immediately|a moment)\s+(?:after|"
    r"past)|past|gone)\s*$"
    r"|(?P<by>\b(?:by|no later than|not later than))\s*$"
    r"|(?P<before>(?:shortly|just|right|a little|moments|seconds|immediately|a moment)\s+before)\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day that the text names, in UTC: true from `low_s` to `high_s` of the day; `day` where it is named."""

    span: Span
    text: str
    low_s: float
    high_s: float
    day: date | None
    timed: bool = True

    def fits(self, at_ns: int) -> bool:
        """Whether a moment agrees with the wording."""
        at = EPOCH + timedelta(microseconds=at_ns // 1000)
        if self.day is not None and not _near(self.day, at.date(), self.timed):
            return False
        if not self.timed:
            return True
        second = (at_ns % (86400 * S)) / S
        return any(self.low_s - 1e-6 <= second + shift < self.high_s + 1e-6 for shift in (-DAY_S, 0.0, DAY_S))


def _near(named: date, real: date, timed: bool) -> bool:
    """The same day; a named day without a year is read in the year of the moment."""
    if named.year == 1:
        return (named.month, named.day) == (real.month, real.day)
    return named == real


def clocks(copy: str) -> list[Clock]:
    """All clock times and dates of a plain copy, in order."""
    found = [clock for each in WHEN.finditer(copy) if (clock := _clock(copy, each)) is not None]
    for each in DAY.finditer(copy):
        span = Span(*each.span())
        if not any(span.meets(other.span) for other in found) and (day := _date(each)):
            found.append(Clock(span, each[0], 0.0, DAY_S, day, timed=False))
    return sorted(found, key=lambda each: each.span.start)


def _date(found: "re.Match[str]") -> date | None:
    named = found.groupdict()
    try:
        if named["iso"]:
            return date.fromisoformat(named["iso"].replace("/", "-"))
        for day, month, year in (("d1", "m1", "y1"), ("d2", "m2", "y2")):
            if named[day]:
                return date(int(named[year] or 1), MONTHS[named[month].lower().rstrip(".")], int(named[day]))
    except ValueError:
        return date(2, 1, 1)  # a day that no calendar has agrees with no moment
    return None


def _clock(copy: str, found: "re.Match[str]") -> Clock | None:
    hour = int(found["h"] or found["h2"] or found["h3"])
    minute = int(found["m"] or found["m3"] or 0)
    half = (found["half"] or found["half2"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    second = float(f"{found['s'] or 0}.{found['f'] or 0}")
    start = hour * 3600 + minute * 60 + second - _offset_s(found["zone"])
    unit = 60.0 if found["s"] is None else 10.0 ** -len(found["f"] or "")
    if found["h2"]:
        unit = 3600.0
    low, high = start - unit / 2 - 1e-9, start + unit
    if found["h2"]:
        low, high = start - 120, start + 3600
    loose = LOOSE.search(copy[max(0, found.start() - 20) : found.start()])
    if loose and loose["by"]:
        low -= 120 if unit >= 60 else unit if unit < 1 else 30 if second % 30 == 0 else 10 if second % 10 == 0 else 2
    elif loose:
        wide = max(2.0, unit)
        low, high = low - (0 if loose["after"] else wide), high + (0 if loose["before"] else wide)
    return Clock(Span(*found.span()), found[0], low, high, _date(found))


def _offset_s(zone: str | None) -> float:
    if zone in ZONES:
        return ZONES[zone] * 60.0
    shift = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", zone or "")
    if shift is None:
        return 0.0
    return (1 if shift[1] == "+" else -1) * (int(shift[2]) * 3600 + int(shift[3] or 0) * 60)
