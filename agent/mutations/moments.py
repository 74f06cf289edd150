"""Moments as people write them: with and without date, seconds, fractions and zone. Shorter forms cut, none rounds."""

from datetime import UTC, datetime
from random import Random


def instant(text: str) -> datetime:
    """A contract time as an aware moment."""
    return datetime.fromisoformat(text).astimezone(UTC)


def clock(at: datetime, rng: Random) -> str:
    """A time of day, to the minute, the second or the millisecond."""
    second, milli = at.strftime("%H:%M:%S"), f"{at:%H:%M:%S}.{at.microsecond // 1000:03d}"
    forms = [second] * 6 + [f"{second} UTC"] * 3 + [milli] * 3 + [f"{milli} UTC", f"{second}Z", f"{at:%H:%M}"]
    return rng.choice(forms)


def stamp(at: datetime, rng: Random) -> str:
    """A date with a time of day."""
    second = at.strftime("%H:%M:%S")
    day = at.strftime("%-d %B %Y")
    forms = [
        f"{at:%Y-%m-%d} {second}",
        f"{at:%Y-%m-%d} {second} UTC",
        f"{at:%Y-%m-%dT%H:%M:%SZ}",
        f"{second} UTC on {day}",
    ]
    forms += [f"{second} on {at:%-d %B}", f"{second} ({at:%Y-%m-%d})", f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"]
    return rng.choice(forms)
