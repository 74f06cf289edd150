"""The time that a question bounds, out of its tags: `between 08:04 and 08:06`, `in the last ten minutes`. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from agent.report.questions.tokens import Tag
from clab.units import SECOND_NS

DAY_NS, HOUR_NS = 86_400 * SECOND_NS, 3600 * SECOND_NS


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when (None: open), and the tags that say nothing of time. `at`: one moment was named, which
    the window is wide enough for."""

    from_ns: int | None
    to_ns: int | None
    rest: tuple[Tag, ...]
    at: bool = False


def window(found: Sequence[Tag], now_ns: int, zone: tzinfo) -> Window:
    """What a question says of time. A clock time is today's, or yesterday's where today's is yet to come."""
    now = datetime.fromtimestamp(now_ns / SECOND_NS, zone)
    found = _dated(found)
    clocks = [k for k, item in enumerate(found) if item.slot == "clock"]
    if len(clocks) == 2:
        first, last = _moment(found[clocks[0]], now), _moment(found[clocks[1]], now)
        if first and last and first[0] > last[0] and "t" not in str(found[clocks[1]].value):
            if _from(found, clocks[0]):
                last = (last[0] + DAY_NS, last[1])  # the end of the time is yet to come
            else:
                first, last = last, first
        if first and last and first[0] <= last[0]:
            until = max(last[0], first[0] + 1) if _from(found, clocks[0]) else last[0] + last[1]
            return Window(first[0], until, _without(found, clocks))
    if len(clocks) == 1 and (moment := _moment(found[clocks[0]], now)):
        return _of_clock(found, clocks[0], moment)
    if clocks:
        return Window(None, None, tuple(found))
    return _back(found, now_ns) or _named(found, now) or Window(None, None, tuple(found))


def local(found: Sequence[Tag], from_ns: int, to_ns: int, ahead_s: int) -> tuple[int, int] | None:
    """A clock time that lies outside of what was seen, and inside it where it is one of a zone that is ahead of UTC:
    the time in UTC, and how wide its stamp is."""
    end = datetime.fromtimestamp(to_ns / SECOND_NS, UTC)
    for moment in (_moment(item, end) for item in _dated(found) if item.slot == "clock"):
        days = [moment[0] + k * DAY_NS for k in (-1, 0, 1)] if moment else []
        if moment and not any(from_ns - HOUR_NS < at < to_ns + HOUR_NS for at in days):
            there = (at - ahead_s * SECOND_NS for at in days)
            utc = next((at for at in there if from_ns - 60 * SECOND_NS <= at <= to_ns), None)
            if utc is not None:
                return utc, moment[1]
    return None


def _from(found: Sequence[Tag], place: int) -> bool:
    """Whether a clock time is the begin of a time, not one of two moments: `between`, `from`."""
    return any(set(item.words.split()) & {"between", "from", "since"} for item in found[max(place - 2, 0) : place])


def _dated(found: Sequence[Tag]) -> list[Tag]:
    """A date before a clock time belongs to it."""
    joined: list[Tag] = []
    for item in found:
        if joined and joined[-1].slot == "date" and item.slot == "clock":
            last = joined.pop()
            item = Tag(f"{last.words} {item.words}", ("clock",), f"{last.value}t{item.value}")
        joined.append(item)
    return joined


def _without(found: Sequence[Tag], places: Sequence[int]) -> tuple[Tag, ...]:
    return tuple(item for k, item in enumerate(found) if k not in places)


def _of_clock(found: Sequence[Tag], place: int, moment: tuple[int, int]) -> Window:
    start, wide = moment
    before = next((k for k in (place - 1, place - 2) if k >= 0 and found[k].slot.startswith("w.")), None)
    word = found[before].slot if before is not None else ""
    if before == place - 2 and found[place - 1].slot != "-":
        word = ""
    rest = _without(found, (place,) if before is None or not word else (place, before))
    if word == "w.since":
        return Window(start, None, rest)
    if word == "w.until":
        return Window(None, start, rest)
    if word == "w.around":
        return Window(start - 60 * SECOND_NS, start + wide + 60 * SECOND_NS, rest)
    return Window(start, start + wide, rest, at=True)


def _moment(tag: Tag, now: datetime) -> tuple[int, int] | None:
    """A clock time's begin, and how wide its stamp is."""
    day, _, clock = str(tag.value).rpartition("t")
    parts = clock.removesuffix("utc").rstrip("z").replace(",", ".").split(":")
    hour, minute = int(parts[0]), int(parts[1])
    whole, _, part = (parts[2] if len(parts) > 2 else "").partition(".")
    second = int(whole or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    try:
        date = datetime.fromisoformat(day).replace(tzinfo=now.tzinfo) if day else now
    except ValueError:
        return None
    at = date.replace(hour=hour, minute=minute, second=second, microsecond=0)
    if at > now and not day:
        at -= timedelta(days=1)
    wide = 60 * SECOND_NS if not whole else 10 ** (9 - len(part))
    return int(at.timestamp()) * SECOND_NS + int((part or "0").ljust(9, "0")), wide


def _back(found: Sequence[Tag], now_ns: int) -> Window | None:
    """`in the last ten minutes`, `last hour`, `two hours ago`."""
    for k, item in enumerate(found):
        if "w.back" in item.slots or "w.ago" in item.slots:
            ago = "w.ago" in item.slots
            span = _span(found[:k], reverse=True) if ago else _span(found[k + 1 :])
            if span is None:
                continue
            seconds, size = span
            places = range(k - size, k + 1) if ago else range(k, k + 1 + size)
            return Window(now_ns - int(seconds * SECOND_NS), None, _without(found, list(places)))
    return None


def _span(found: Sequence[Tag], *, reverse: bool = False) -> tuple[float, int] | None:
    """A length of time at the begin (or end) of tags, and how many tags it takes."""
    near = list(found[-4:] if reverse else found[:4])
    if reverse:
        near = near[::-1]
    count, factor, size = None, None, 0
    for item in near:
        if item.slot == "length":
            return float(item.value), size + 1
        if item.slot == "number" and count is None:
            count = float(item.value)
        elif item.slot == "unit" and factor is None:
            factor = float(item.value)
        elif item.slot != "-" or item.words not in ("a", "an", "the", "of"):
            break
        size += 1
    return (factor * (1.0 if count is None else count), size) if factor is not None else None


def _named(found: Sequence[Tag], now: datetime) -> Window | None:
    """`today`, `yesterday`, `last night`, `this week`."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    bounds: dict[str, tuple[datetime, datetime | None]] = {
        "w.today": (today, None),
        "w.yesterday": (today - timedelta(days=1), today),
        "w.night": (today - timedelta(hours=6), today + timedelta(hours=8)),
        "w.week": (today - timedelta(days=today.weekday()), None),
    }
    for k, item in enumerate(found):
        if item.slot in bounds:
            start, end = bounds[item.slot]
            to_ns = None if end is None else int(end.timestamp()) * SECOND_NS
            return Window(int(start.timestamp()) * SECOND_NS, to_ns, _without(found, (k,)))
    return None
