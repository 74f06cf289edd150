"""Times of day, durations and counts as people write them, and which measured values each is a true wording of."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from agent.detect.incident import EPOCH
from clab.number_words import NUMBERS
from clab.units import SECOND_NS, unit_s

MILLISECOND_NS = 1_000_000
ROUGHLY = 0.1
"""How far `about 25 seconds` may be from what was measured, as a share of it."""
NEAR = 0.15
"""How far `just under 25 seconds` and `a little over 25 seconds` may be from what was measured, as a share of it."""
VAGUE = {"few": (5.5, 7.0), "half": (0.5, 0.1), "good": (1.25, 0.5)}
"""What `a few`, `half a` and `a good` are of their unit, and the whole width of what they may mean."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day (UTC), with a date where it was written; `step_ns` is the unit of its last digit."""

    day_ns: int
    step_ns: int
    date: str | None = None

    def matches(self, at_ns: int, slack_ns: int = 0) -> bool:
        """Whether a moment reads like this, cut or rounded at the last digit."""
        if self.date is not None and _at(at_ns).strftime("%Y-%m-%d") != self.date:
            return False
        later = at_ns % (86_400 * SECOND_NS) - self.day_ns
        half = self.step_ns // 2 if self.step_ns < 60 * SECOND_NS else 0
        return -half - slack_ns <= later < self.step_ns + slack_ns

    def after_s(self, at_ns: int) -> float:
        """How long after a moment of the same day this is."""
        return (self.day_ns - at_ns % (86_400 * SECOND_NS)) / SECOND_NS


@dataclass(frozen=True, slots=True)
class Length:
    """A duration in seconds; `step_s` is the unit of its last digit."""

    value_s: float
    step_s: float

    @property
    def latest_s(self) -> float:
        """The longest duration that is written like this."""
        return self.value_s + self.step_s / 2

    def matches(self, length_s: float, *, roughly: bool = False) -> bool:
        """Whether a measured duration reads like this: rounded at the last digit, or near it where that is said."""
        slack = self.step_s / 2 + 1e-9
        if roughly:
            slack = max(slack, ROUGHLY * length_s, min(self.step_s, 1.0))
        return abs(length_s - self.value_s) <= slack or 0 <= length_s - self.value_s < self.step_s * (self.step_s < 1)


def bounded(said: Length, length_s: float, bound: str) -> bool | None:
    """Whether a measured duration is over or under what was said; None where it is, by more than one would say so.

    `over` and `under` have no other end, `just over` and `nearly` (from below) say that it is near.
    """
    at_s = said.value_s
    if bound in ("just over", "nearly"):
        near_s = NEAR * at_s + said.step_s * (said.step_s < 1)
        return at_s <= length_s <= at_s + near_s if bound == "just over" else at_s - near_s <= length_s <= at_s
    if bound == "over":
        return None if length_s > 1.3 * at_s + 0.5 else at_s <= length_s
    return None if length_s < 0.5 * at_s else length_s <= at_s


def _at(at_ns: int) -> datetime:
    return EPOCH + timedelta(microseconds=at_ns // 1000)


def clock(text: str) -> Clock | None:
    """`21:16`, `21:16:23.438`, `2026-11-22T21:16:23Z`; None for anything else."""
    date, day, rest = None, text.rstrip("Zz"), ""
    for sign in ("T", " "):
        if sign in day:
            date, day = day.split(sign, 1)
    parts = day.split(":")
    if len(parts) not in (2, 3) or not all(parts):
        return None
    last, dot, rest = parts[-1].partition(".")
    if dot and (len(parts) != 3 or not _digits(rest) or len(rest) > 9):
        return None
    if not all(_digits(part) and len(part) <= 2 for part in (*parts[:-1], last)):
        return None
    hours, minutes, seconds = (*map(int, parts[:-1]), int(last), 0)[:3]
    if hours > 23 or minutes > 59 or seconds > 59 or (date is not None and not calendar_date(date)):
        return None
    fraction = int(rest.ljust(9, "0")) if rest else 0
    step = 60 * SECOND_NS if len(parts) == 2 else 10 ** (9 - len(rest))
    return Clock((hours * 3600 + minutes * 60 + seconds) * SECOND_NS + fraction, step, date)


def calendar_date(text: str) -> bool:
    """Whether a text is a date such as `2026-11-22`."""
    if len(text) != 10:
        return False
    try:
        datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def number(text: str) -> int | None:
    """A whole number in digits or small words."""
    lower = text.lower()
    if _digits(lower):
        return int(lower) if len(lower) < 12 else None
    tens, hyphen, ones = lower.partition("-")
    if hyphen and tens in NUMBERS and ones in NUMBERS and NUMBERS[tens] >= 20 and 0 < NUMBERS[ones] < 10:
        return NUMBERS[tens] + NUMBERS[ones]
    return NUMBERS.get(lower)


def length(amount: str, unit: str) -> Length | None:
    """`13.0` and `s`, `two` and `minutes`; None where it is no duration."""
    size = unit_s(unit)
    if size is None:
        return None
    if amount in VAGUE:
        return Length(VAGUE[amount][0] * size, VAGUE[amount][1] * size)
    whole, dot, part = amount.partition(".")
    if dot and _digits(whole) and _digits(part) and len(amount) < 16:
        return Length(float(amount) * size, size * 10.0 ** -len(part))
    count = number(amount)
    return None if count is None else Length(count * size, size)


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
