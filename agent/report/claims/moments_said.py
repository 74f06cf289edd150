"""Times and durations of a statement, held against measured ones."""

from collections.abc import Sequence

from agent.report.claims.outcome import Unclear, Wrong
from agent.report.claims.quantities import MILLISECOND_NS, Clock, Length, bounded
from agent.report.claims.statements import Said
from agent.report.words import duration_words, in_seconds
from clab.units import SECOND_NS

SLACK_NS = 20 * MILLISECOND_NS
"""What both ends saw within this is one moment."""

NEAR_S = 60.0
"""`shortly before 09:13` is not further from it."""

FINE_NS = 5 * MILLISECOND_NS
"""The same where a time is written with its fraction of a second."""

MOST = 0.6
"""`at most 25 s` is said of what was at least this share of it."""


def is_at(said: Said, moments: Sequence[int]) -> bool:
    """Whether a time of day is that of every moment, within what both ends saw together."""
    clock = said.token.payload
    assert isinstance(clock, Clock)
    if said.preposition in ("BEFORE", "AFTER"):
        early_s = clock.after_s(moments[0]) * (1 if said.preposition == "BEFORE" else -1)
        return len(moments) == 1 and 0 <= early_s <= NEAR_S
    slack = 60 * SECOND_NS if said.exactness == "ABOUT" and clock.step_ns >= 60 * SECOND_NS else SLACK_NS
    slack = min(slack, FINE_NS) if clock.step_ns < SECOND_NS else slack
    slack = 0 if len(moments) == 1 and slack <= SLACK_NS else slack
    return bool(moments) and all(clock.matches(moment, slack) for moment in moments)


def by_then(said: Said, moments: Sequence[int]) -> bool:
    """Whether everything was so at a time, and not long before it."""
    clock = said.token.payload
    assert isinstance(clock, Clock)
    last = max(moments)
    early_s = clock.after_s(last)
    return -clock.step_ns / SECOND_NS < early_s <= max(2.0, clock.step_ns / SECOND_NS)


def is_long(said: Said, length_ns: int) -> bool | None:
    """Whether a duration is the measured one; None where a bound is said that is true and far off."""
    length = said.token.payload
    assert isinstance(length, Length)
    length_s = in_seconds(length_ns)
    match said.exactness:
        case "ABOUT":
            return length.matches(length_s, roughly=True)
        case "LESS" | "MORE":
            return bounded(length, length_s, "nearly" if said.exactness == "LESS" else "just over")
        case "BELOW" | "ABOVE":
            return bounded(length, length_s, "under" if said.exactness == "BELOW" else "over")
        case "AT_MOST":
            return length_s <= length.latest_s and (None if length_s < MOST * length.value_s else True)
        case "AT_LEAST":
            return length.value_s <= length_s + length.step_s / 2 and (
                None if length.value_s < MOST * length_s else True
            )
        case _:
            return length.matches(length_s)


def lengths(values: Sequence[Said], measured: Sequence[int], whole: Sequence[int] = ()) -> None:
    """One duration holds for all; several are those of all, in any order; two joined by `to` are a range.

    Raises:
        Wrong: none of it was so long.
        Unclear: a bound is true and says little.
    """
    if not values or not measured:
        return
    if len(values) == 1:
        fits = [is_long(values[0], item) for item in measured]
        if all(fits) or (whole and any(is_long(values[0], item) for item in whole)):
            return
        if any(fit is None for fit in fits) or any(fits):
            raise Unclear("does not hold of all", values[0].token)
        raise Wrong(f"it was {duration_words(in_seconds(measured[0]))[0]}", values[0].token)
    if len(values) == 2 and _is_range(values):
        low, high = (value.token.payload for value in values)
        assert isinstance(low, Length)
        assert isinstance(high, Length)
        spans = [in_seconds(item) for item in measured]
        if abs(min(spans) - low.value_s) <= max(low.step_s, 0.1 * low.value_s) and abs(
            max(spans) - high.value_s
        ) <= max(high.step_s, 0.1 * high.value_s):
            if low.value_s > high.value_s:
                raise Unclear("runs from the longest to the shortest", values[0].token)
            return
        low_, high_ = (duration_words(span)[0] for span in (min(spans), max(spans)))
        raise Wrong(f"it was {low_} to {high_}", values[0].token)
    _all_of(values, measured, is_long)


def _is_range(values: Sequence[Said]) -> bool:
    return values[1].preposition == "TO" or values[0].preposition == "BETWEEN" or values[1].mark.words == "range"


def times(values: Sequence[Said], moments: Sequence[int]) -> None:
    """One time holds for all moments; several are those of all, each of one.

    Raises:
        Wrong: it was at another time.
    """
    if not values or not moments:
        return
    if len(values) == 1:
        if is_at(values[0], moments):
            return
        if is_at(values[0], moments[:1]) or any(is_at(values[0], [moment]) for moment in moments):
            raise Unclear("is not when all of them were", values[0].token)
        raise Wrong(f"{values[0].token.text} is not when it was", values[0].token)
    _all_of(values, moments, lambda value, moment: is_at(value, [moment]))


def _all_of(values: Sequence[Said], measured: Sequence[int], fits: "object") -> None:
    assert callable(fits)
    for value in values:
        if not any(fits(value, item) for item in measured):
            raise Wrong(f"{value.token.text} is none of them", value.token)
    if not all(any(fits(value, item) for value in values) for item in measured):
        raise Unclear("leaves one out", values[0].token)
