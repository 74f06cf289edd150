"""Durations and counts as people write them: exact, rounded, hedged, in minutes, in words."""

import math
from random import Random

SMALL = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "  # noqa: SIM905
    "seventeen eighteen nineteen".split()
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NEAR_S = 0.15


def in_words(number: int) -> str:
    """A whole number below a hundred in words."""
    if number < 20:
        return SMALL[number]
    ten, rest = divmod(number, 10)
    return TENS[ten] + (f"-{SMALL[rest]}" if rest else "")


def count(number: int, rng: Random) -> str:
    """A count in digits or words."""
    return in_words(number) if number < 13 and rng.random() < 0.5 else str(number)


def exact(seconds: float, rng: Random) -> str:
    """A duration to the millisecond, the hundredth, the tenth or the second."""
    choices = [f"{seconds:.3f} s", f"{seconds:.2f} s", f"{seconds:.1f} seconds", f"{seconds:.3f} seconds"]
    if abs(seconds - round(seconds)) < NEAR_S or seconds >= 20:
        whole = max(1, round(seconds))
        choices += [f"{whole} s", f"{whole} seconds", f"{whole}s", f"{whole} sec"]
        choices += [clock for clock in _minutes(whole) if whole >= 60]
    return rng.choice(choices)


def _minutes(whole: int) -> list[str]:
    minutes, rest = divmod(whole, 60)
    many = "minute" if minutes == 1 else "minutes"
    if not rest:
        return [f"{minutes} min", f"{in_words(minutes)} {many}" if minutes < 100 else f"{minutes} {many}"]
    tail = "second" if rest == 1 else "seconds"
    said = [f"{minutes} min {rest} s", f"{minutes}m{rest:02d}s", f"{minutes} {many} and {rest} {tail}"]
    said += [f"{minutes} {many} {rest} {tail}", f"{minutes}:{rest:02d} min"]
    if minutes < 100:
        said.append(f"{in_words(minutes)} {many} and {in_words(rest)} {tail}")
    return said


def loose(seconds: float) -> list[str]:
    """Hedged wordings that hold for this duration."""
    whole, part = math.floor(seconds), seconds - math.floor(seconds)
    near = round(seconds)
    many = "second" if near == 1 else "seconds"
    said = [
        f"about {near} {many}",
        f"roughly {near} {many}",
        f"around {near} s",
        f"~{near} s",
        f"approximately {near} s",
    ]
    if near < 100:
        said += [f"about {in_words(near)} {many}", f"some {in_words(near)} {many}"]
    floor_many = "second" if whole == 1 else "seconds"
    if 0 < part <= 0.4 and whole:
        said += [
            f"just over {whole} {floor_many}",
            f"a little more than {whole} {floor_many}",
            f"slightly over {whole} s",
        ]
    if part >= 0.7:
        said += [f"just under {whole + 1} seconds", f"a little less than {whole + 1} seconds", f"nearly {whole + 1} s"]
    return said + _landmarks(seconds)


def _landmarks(seconds: float) -> list[str]:
    """Wordings by the minute and the half minute, where the duration is near one."""
    if 60 < seconds <= 69:
        return [
            "just over a minute",
            "a little more than one minute",
            "slightly over one minute",
            "a bit over a minute",
        ]
    if 29 <= seconds <= 31:
        return ["about half a minute", "roughly half a minute"]
    if 25 <= seconds < 29.5:
        return ["just under half a minute", "a little less than half a minute"]
    if 30.5 < seconds <= 37:
        return ["a little over half a minute", "a bit more than half a minute"]
    return []


def long(seconds: float) -> str:
    """A duration as an attribute, with its article: `a 66-second` (outage), `an 11-second`."""
    whole = max(1, round(seconds))
    return f"{'an' if whole in (8, 11, 18) or 80 <= whole < 90 else 'a'} {whole}-second"


def duration(seconds: float, rng: Random) -> str:
    """A duration in any wording that holds."""
    return exact(seconds, rng) if rng.random() < 0.55 else rng.choice(loose(seconds))
