"""When something in a session log was: stamps of prompts and notes, `script`'s headers and timing files. Pure.

util-linux `script` (2.38 was read): the header has whole seconds; `--log-timing FILE` has either `delay bytes` rows
(classic, output only) or rows that begin with `O`, `I`, `S`, `H` (multi-stream).
"""

import bisect
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

from clab.units import SECOND_NS
from collectors.logs.frame import stamps

DAY_NS = 86_400 * SECOND_NS
UNKNOWN_NS = DAY_NS
"""Precision of a time that only the day of is known."""

_HEADER = re.compile(r"Script started on (?P<time>[^\[]*+)(?:\[(?P<rest>.*)\])?$")
_DONE = re.compile(r"Script done on (?P<time>[^\[]*+)(?:\[.*\])?$")
_COLUMNS = re.compile(r'COLUMNS="(\d+)"')
_CTIME = re.compile(r"(?:[A-Z][a-z]{2},? )?(?P<a>\d{1,2} )?(?P<month>[A-Z][a-z]{2}) (?P<b> ?\d{1,2} )?(?P<rest>.*)")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,6}))?)?")
_DATE = re.compile(r"(?<![\d.-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_BULLET = re.compile(r"\s*(?:[-*>•]\s+)?(?:\[(?P<in>[^\]]{4,40})\]|(?P<out>.*))", re.DOTALL)
Moment = tuple[int, int]
"""Nanoseconds since the epoch, and how wide the stamp is."""


def started(line: str, zone: tzinfo) -> tuple[int, int] | None:
    """The start of a transcript and its terminal's width (0: not told); None for any other line."""
    found = _HEADER.match(line)
    if not found:
        return None
    columns = _COLUMNS.search(found["rest"] or "")
    return _header_ns(found["time"], zone) or 0, int(columns[1]) if columns else 0


def done(line: str, zone: tzinfo) -> int | None:
    """The end of a transcript."""
    found = _DONE.match(line)
    return _header_ns(found["time"], zone) if found else None


def _header_ns(text: str, zone: tzinfo) -> int | None:
    """`2026-11-24 20:22:30+00:00`, or the `Tue Nov 24 20:22:30 2026` of older releases."""
    try:
        when = datetime.fromisoformat(text.strip())
        return int((when if when.tzinfo else when.replace(tzinfo=zone)).timestamp()) * SECOND_NS
    except ValueError:
        pass
    for form in ("%a %b %d %H:%M:%S %Y", "%a %d %b %Y %I:%M:%S %p", "%a %d %b %Y %H:%M:%S"):
        words = [part for part in text.split() if part not in ("UTC", "GMT", "CET", "CEST")]
        try:
            when = datetime.strptime(" ".join(words), form).replace(
                tzinfo=UTC if "UTC" in text or "GMT" in text else zone
            )
            return int(when.timestamp()) * SECOND_NS
        except ValueError:
            continue
    return None


def timing(text: str, start_ns: int, header: int) -> Callable[[int], Moment | None]:
    """A transcript's clock by its timing file: byte offset to moment. `header` is the size of the first line, which
    the timing file leaves out. What was typed counts only where one file holds both streams."""
    logs = dict(re.findall(r"(?m)^H \S+ (INPUT_LOG|OUTPUT_LOG) (.*)$", text))
    counted = {"O", "I"} if logs.get("INPUT_LOG") == logs.get("OUTPUT_LOG", "") else {"O"}
    at_s, size = 0.0, header
    ends: list[int] = []
    times: list[int] = []
    for line in text.splitlines():
        words = line.split()
        multi = bool(words) and words[0] in ("O", "I", "S", "H")
        number = words[1:3] if multi else words[:2]
        if len(number) < 2 or words[0] == "H":
            continue
        try:
            delay = float(number[0])
            count = int(number[1]) if not multi or words[0] in counted else 0
        except ValueError:
            continue
        at_s += delay
        size += count
        ends.append(size)
        times.append(start_ns + int(at_s * SECOND_NS))

    def clock(offset: int) -> Moment | None:
        k = bisect.bisect_right(ends, offset)
        return (times[k], SECOND_NS) if k < len(times) else None

    return clock


class Calendar:
    """The day that times of the day belong to: set by dates in the log, moved on at midnight."""

    def __init__(self, zone: tzinfo, near_ns: int = 0) -> None:
        """`near_ns`: about when the log was written, for logs that name no date."""
        self.zone = zone
        self._near_ns = near_ns
        self.last_ns = 0

    def near(self, ns: int) -> None:
        """About when what comes now was written."""
        self._near_ns = ns

    def saw(self, ns: int) -> None:
        """A moment that is certain."""
        self.last_ns = ns

    def date(self, line: str) -> bool:
        """Take a date that a line holds (a heading of notes)."""
        found = _DATE.search(line)
        if not found:
            return False
        try:
            self.last_ns = (
                int(datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=self.zone).timestamp()) * SECOND_NS
            )
        except (ValueError, OverflowError):
            return False
        return True

    def clock(self, text: str) -> Moment | None:
        """The moment of a time of the day, `07:55`, `07:55:46` or `07:55:46.5`, with or without a date in front."""
        whole = stamps.iso(text, self.zone) or stamps.spaced(text, self.zone)
        if whole:
            self.last_ns = whole[0]
            return whole[0], whole[1]
        if _DATE.match(text) and self.date(text[:10]):
            text = text[11:]
        found = _CLOCK.match(text)
        base_ns = self.last_ns or self._near_ns
        if not found or not base_ns:
            return None
        hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
        if hour > 23 or minute > 59 or second > 60:
            return None
        digits = found[4] or ""
        base = datetime.fromtimestamp(base_ns // SECOND_NS, self.zone)
        when = base.replace(
            hour=hour, minute=minute, second=min(second, 59), microsecond=int((digits or "0").ljust(6, "0"))
        )
        if self.last_ns and (base - when) > timedelta(hours=6):
            when += timedelta(days=1)
        if not self.last_ns and when - base > timedelta(minutes=10):
            when -= timedelta(days=1)
        ns = int(when.timestamp()) * SECOND_NS + when.microsecond * 1000
        self.last_ns = ns
        return ns, 10 ** (9 - len(digits)) if digits else SECOND_NS if found[3] else 60 * SECOND_NS


def timed(line: str, calendar: Calendar) -> tuple[Moment, str] | None:
    """A note's time and what stands behind it; None for a line that does not begin with a time."""
    found = _BULLET.match(line)
    inside = found["in"] if found else None
    text = inside if inside is not None else (found["out"] if found else line)
    whole = stamps.iso(text, calendar.zone) or stamps.spaced(text, calendar.zone)
    if whole is None and _LEADING.match(text):
        short = _MINUTES.match(text)
        end = short.end() if short else 0
        moment = calendar.clock(short[0]) if short else None
    else:
        end, moment = (whole[2], calendar.clock(text[: whole[2]])) if whole else (0, None)
    if moment is None:
        return None
    rest = line[found.end("in") + 1 :] if found and inside is not None else text[end:]
    return moment, rest.lstrip(" \t:-–—|Z")


_LEADING = re.compile(r"(?:\d{4}-\d\d-\d\d[ T])?\d{1,2}:\d\d")
_MINUTES = re.compile(r"(?:\d{4}-\d\d-\d\d[ T])?\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,6})?)?(?![\d:])")
