"""Durations in any wording, as intervals of seconds that the wording is true for. Pure.

"66 s" is true from 65.5 to 66.5, "about a minute" from 50 to 70, "just over a minute" from 60 to 75, "under two
seconds" up to two: what a reader would accept, no more.
"""

import re
from dataclasses import dataclass

from agent.core.reading.numbers import BEFORE, DIGITS, NUMBER, SPELLED, decimals_of, value_of
from agent.core.reading.text import Span

UNIT_S = {"µs": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0, "week": 604800.0}
UNIT = (
    r"(?P<u>microseconds?|µs|us|milliseconds?|millis|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|"
    r"hours?|hrs?|h|days?|weeks?)(?:(?<=[mh])(?=\d+\s?(?:s|m|min)\b)|(?![\w/]))"
)
HALVES = r"(?P<half>\s+and\s+a\s+half|\s+and\s+a\s+quarter)?"
AMOUNT = rf"(?P<n>{DIGITS}|{SPELLED}(?!\w))(?P<and>\s+and\s+a\s+(?:half|quarter))?"
VAGUE = {
    "half a": (0.42, 0.58),
    "half an": (0.42, 0.58),
    "half": (0.42, 0.58),
    "a quarter of a": (0.2, 0.3),
    "a quarter of an": (0.2, 0.3),
    "three quarters of a": (0.68, 0.82),
    "three quarters of an": (0.68, 0.82),
    "a fraction of a": (0.0, 1.0),
    "a couple of": (1.5, 3.5),
    "a few": (1.8, 10.0),
    "several": (2.5, 20.0),
    "some": (1.0, 60.0),
    "tens of": (10.0, 100.0),
    "hundreds of": (100.0, 1000.0),
    "a handful of": (2.5, 8.0),
    "dozens of": (24.0, 120.0),
    "a matter of": (1.0, 60.0),
    "mere": (1.0, 15.0),
}
ONE = r"a|an|one|a\s+single"
COMPONENT = (
    rf"(?:(?P<vague>{'|'.join(each.replace(' ', chr(92) + 's+') for each in sorted(VAGUE, key=len, reverse=True))})|"
    rf"{AMOUNT}|(?P<one>{ONE})(?=[\s-]+\w{{3}}))[\s-]*{UNIT}{HALVES}"
)
FIRST = re.compile(BEFORE + COMPONENT, re.I)
NEXT = re.compile(r"(?:\s*,?\s*and\s+|\s*,\s*|\s*)" + COMPONENT, re.I)
RANGE = re.compile(
    rf"{BEFORE}(?P<a>{NUMBER})(?:\s*{UNIT.replace('?P<u>', '?P<u1>')})?\s*(?:-|to|and|"
    rf"or)\s*(?P<b>{NUMBER})[\s-]*{UNIT}",
    re.I,
)
CLOCKLIKE = re.compile(
    r"(?<![\w:.])(?P<h>\d{1,2}:)?(?P<m>\d{1,2}):(?P<s>\d\d(?:\.\d+)?)(?P<tail>\s*(?:minutes?|mins?|"
    r"m(?=\W)|\(?mm:ss\)?|hours?))?(?![\d:])",
    re.I,
)
LASTING = re.compile(
    r"\b(?:for|took|takes?|lasted|lasting|duration(?: of| was)?|(?:outage|downtime|interruption|"
    r"total) of|after only)\s*$",
    re.I,
)
BARE = re.compile(
    r"\b(?:for|within|in|(?:a )?matter of|took|lasted)\s+(?:only |just |mere )?(?P<u>milliseconds|"
    r"seconds|minutes|hours|days)\b"
    r"|\b(?P<v>milliseconds|seconds|minutes|hours|days)\s+(?:later|after|before|earlier|apart)\b",
    re.I,
)
BARE_S = {
    "milliseconds": (0.0, 1.0),
    "seconds": (1.0, 90.0),
    "minutes": (90.0, 5400.0),
    "hours": (5400.0, 2e5),
    "days": (86400.0, 1e7),
}
SUB = re.compile(r"\bsub-?(?P<u>second|millisecond|minute)\b", re.I)

OVER = (
    r"(?:just|a little|a bit|slightly|barely|a touch|a shade|a tad|a fraction|marginally|only just|"
    r"somewhat)\s+(?:over|above|more\s+than|longer\s+than|past|beyond|upwards\s+of)"
)
UNDER = (
    r"(?:just|a little|a bit|slightly|a touch|a shade|a tad|a fraction|marginally|"
    r"somewhat)\s+(?:under|below|less\s+than|shorter\s+than|short\s+of)|nearly|almost|not\s+quite|"
    r"close\s+to|(?:just\s+)?shy\s+of|barely"
)
MODIFIER = re.compile(
    rf"(?:(?P<over>{OVER})|(?P<under>{UNDER})|(?P<least>more\s+than|longer\s+than|over|at\s+least|"
    rf"no\s+less\s+than|upwards\s+of|in\s+excess\s+of|exceed(?:ed|ing)|above|beyond|>)"
    rf"|(?P<most>less\s+than|shorter\s+than|fewer\s+than|under|within|inside|at\s+most|"
    rf"no\s+more\s+than|not\s+more\s+than|up\s+to|no\s+longer\s+than|below|in\s+less\s+than|<)"
    rf"|(?P<exact>exactly|precisely)"
    rf"|(?P<about>about|approximately|approx\.?|roughly|around|some|circa|ca\.?|or\s+so|~|"
    rf"in\s+the\s+region\s+of|in\s+the\s+order\s+of|on\s+the\s+order\s+of|near(?:ly)?))"
    rf"\s*(?:the\s+|a\s+total\s+of\s+|another\s+|only\s+)?$",
    re.I,
)
NEGATED = re.compile(r"\b(?:not|no|never)\s*$", re.I)
AFTERTHOUGHT = re.compile(
    r"\s*(?:(?P<about>or so|or thereabouts|roughly|approximately|-?ish)|(?P<most>or less|at most|"
    r"at the most)|(?P<least>or more|at least))\b",
    re.I,
)
ORDINAL_SECOND = re.compile(
    r"\s*(?:$|[.,;:)\]]|later|after|before|afterwards|earlier|apart|or|and|long|ago|until|"
    r"of\s+(?:outage|downtime|delay)|to\b|between|from|for|while|when|at|on|in|each)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration that the text names: true for every length from `low_s` to `high_s`; `about_s` is its middle."""

    span: Span
    text: str
    low_s: float
    high_s: float
    about_s: float

    def fits(self, value_s: float) -> bool:
        """Whether a length agrees with the wording."""
        return self.low_s - 1e-6 <= value_s <= self.high_s + 1e-6


def durations(copy: str) -> list[Duration]:
    """All durations of a plain copy, none overlapping, in order."""
    found: list[Duration] = []
    for finder in (_clocklike, _ranges, _sums, _bare):
        for each in finder(copy):
            if not any(each.span.meets(other.span) for other in found):
                found.append(each)
    return sorted(found, key=lambda each: each.span.start)


def _unit(text: str) -> str:
    word = text.lower()
    if word in ("ms", "millis") or word.startswith(("milli", "msec")):
        return "ms"
    if word.startswith("micro") or word in ("us", "µs"):
        return "µs"
    for start, unit in (("s", "s"), ("m", "min"), ("h", "h"), ("d", "d"), ("w", "week")):
        if word.startswith(start):
            return unit
    return "s"


def _clocklike(copy: str) -> list[Duration]:
    """`1:06 minutes`, `for 01:06`: minutes and seconds where the words say that it is a length."""
    found = []
    for each in CLOCKLIKE.finditer(copy):
        if not each["tail"] and not LASTING.search(copy[max(0, each.start() - 24) : each.start()]):
            continue
        if not each["tail"] and re.match(r"\s*(?:UTC|[ap]\.?m\b)|\s+on\b", copy[each.end() : each.end() + 6], re.I):
            continue
        hours = float(each["h"][:-1]) if each["h"] else 0.0
        value = hours * 3600 + float(each["m"]) * 60 + float(each["s"])
        if each["tail"] and "h" in each["tail"].lower() and not each["h"]:
            value *= 60
        slack = 0.5 * 10 ** -decimals_of(each["s"])
        found.append(_modified(copy, each.start(), each.end(), value, slack, 1.0))
    return found


def _ranges(copy: str) -> list[Duration]:
    found = []
    for each in RANGE.finditer(copy):
        low, high = value_of(each["a"]), value_of(each["b"])
        if low is None or high is None or low >= high:
            continue
        if (
            each["u1"]
            and re.search(r"\b(?:and|or)\b", each[0])
            and not re.search(r"between\s+$", copy[: each.start()][-9:], re.I)
        ):
            continue  # "9 s and 10 s" are two lengths
        if not re.search(r"between\s+$", copy[: each.start()][-9:], re.I) and re.search(r"\band\b", each[0]):
            continue
        unit = UNIT_S[_unit(each["u"])]
        first = UNIT_S[_unit(each["u1"])] if each["u1"] else unit
        slack = 0.5 * 10 ** -decimals_of(each["b"]) * unit
        low_s, high_s = low * first - slack, high * unit + slack
        found.append(Duration(Span(*each.span()), each[0], low_s, high_s, (low_s + high_s) / 2))
    return found


def _sums(copy: str) -> list[Duration]:
    """`1 min 6 s`, `a minute and six seconds`, `half an hour`, `66-second`."""
    found, at = [], 0
    while each := FIRST.search(copy, at):
        at = each.end()
        if each["one"] and _unit(each["u"]) == "s" and each["one"].lower() != "one" and not _is_length(copy, each):
            continue
        low, high, step = _component(each)
        unit, end = UNIT_S[_unit(each["u"])], each.end()
        vague = bool(each["vague"])
        while not vague and (more := NEXT.match(copy, end)):
            smaller = UNIT_S[_unit(more["u"])]
            joined = re.match(r"\s*,?\s*(?:and\b)?", copy[end : more.end()])
            if smaller >= unit or (joined and "," in joined[0] and smaller == unit):
                break
            extra_low, extra_high, step = _component(more)
            low, high, unit, end = low + extra_low, high + extra_high, smaller, more.end()
        at = end
        if vague:
            found.append(_shaded(copy, each.start(), end, low, high))
        else:
            found.append(_modified(copy, each.start(), end, low, step / 2, unit))
    return found


def _is_length(copy: str, found: "re.Match[str]") -> bool:
    """Whether "a second" is a length, not the second of a row."""
    before = copy[max(0, found.start() - 24) : found.start()]
    if MODIFIER.search(before) or re.search(r"\b(?:for|within|half|took|lasted|than|after|in)\s*$", before, re.I):
        return not re.match(
            r"\s+(?:session|peering|neighbor|link|node|router|time|loss|one|outage|event|restart|pause|plot)",
            copy[found.end() :],
            re.I,
        )
    return bool(ORDINAL_SECOND.match(copy[found.end() :]))


def _component(found: "re.Match[str]") -> tuple[float, float, float]:
    """Lowest, highest and step of one amount with its unit, in seconds."""
    unit = UNIT_S[_unit(found["u"])]
    if found["vague"]:
        low, high = VAGUE[re.sub(r"\s+", " ", found["vague"].lower())]
        return low * unit, high * unit, unit
    value = 1.0 if found["one"] else value_of(found["n"]) or 0.0
    step = 10 ** -decimals_of(found["n"]) if found["n"] else 1.0
    for more in filter(None, (found["and"], found["half"])):
        value, step = value + (0.25 if "quarter" in more else 0.5), 0.3
    return value * unit, value * unit, unit * step


def _modified(copy: str, start: int, end: int, value: float, slack: float, unit: float) -> Duration:
    """A length with its "about", "just over", "within" taken in."""
    before = MODIFIER.search(copy[max(0, start - 32) : start])
    after = AFTERTHOUGHT.match(copy, end)
    kinds = [k for m in (before, after) if m for k, v in m.groupdict().items() if v]
    kind = kinds[0] if kinds else ""
    if kind in ("least", "most") and before and NEGATED.search(copy[: max(0, start - 32) + before.start()][-8:]):
        kind = "most" if kind == "least" else "least"
    low, high = _interval(kind, value, slack, unit)
    first = max(0, start - 32) + before.start() if before else start
    return Duration(Span(first, after.end() if after else end), copy[first:end], low, high, value)


def _shaded(copy: str, start: int, end: int, low: float, high: float) -> Duration:
    """A vague length ("half a minute", "a few seconds") with its "within" or "more than" taken in."""
    before = MODIFIER.search(copy[max(0, start - 32) : start])
    kind = before.lastgroup if before else None
    middle = (low + high) / 2
    if kind in ("most", "under"):
        low, high = (0.0, high) if kind == "most" else (low * 0.85, high)
    elif kind in ("least", "over"):
        low, high = middle * 0.95, high * (2.0 if kind == "least" else 1.1)
    elif kind == "about":
        low, high = low * 0.9, high * 1.1
    first = max(0, start - 32) + before.start() if before else start
    return Duration(Span(first, end), copy[first:end], low, high, middle)


def _interval(kind: str, value: float, slack: float, unit: float) -> tuple[float, float]:
    amount = value / unit
    single = amount == 1 and unit >= 60
    if kind == "exact":
        return value - slack, value + slack
    if kind == "about":
        if single:
            return value - unit / 6, value + unit / 6
        round_one = amount >= 10 and amount % 10 == 0
        share = 0.13 if round_one else 0.1 if amount >= 10 and amount % 5 == 0 else 0.03
        spread = max((2 if amount >= 10 else 1.5) * slack, share * value)
        return value - spread, value + spread
    if kind == "over":
        return value - slack * 0.02, value + (unit / 4 if single else max(2 * slack, 0.1 * value))
    if kind == "under":
        return value - (unit / 4 if single else max(2 * slack, 0.12 * value)), value + slack * 0.02
    if kind == "least":
        return value - slack * 0.02, value * 2 + unit
    if kind == "most":
        return (0.08 * value if value >= 5 else 0.0), value + slack * 0.02
    return (value - slack, value + slack) if not single else (value - unit / 12, value + unit / 12)


def _bare(copy: str) -> list[Duration]:
    found = []
    for each in BARE.finditer(copy):
        low, high = BARE_S[(each["u"] or each["v"]).lower()]
        if re.match(r"within|in\b", each[0], re.I):
            low = 0.0
        found.append(Duration(Span(*each.span()), each[0], low, high, (low + high) / 2))
    for each in SUB.finditer(copy):
        high = UNIT_S[_unit(each["u"])]
        found.append(Duration(Span(*each.span()), each[0], 0.0, high, high / 2))
    return found
