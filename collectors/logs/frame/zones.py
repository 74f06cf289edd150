"""Time zones as logs name them: offsets, and the names that routers print. Pure.

A name can mean several zones; the one that operators' logs mean most often is taken, and `AMBIGUOUS` says of which
names
that is so. A zone that a log leaves out is found where somebody wrote down when its lines arrived.
"""

import re
from datetime import datetime, timedelta, tzinfo

from clab.units import SECOND_NS

QUARTER_NS = 900 * SECOND_NS
"""Zones differ by quarters of an hour."""

HOURS = {
    "UTC": 0.0,
    "GMT": 0.0,
    "Z": 0.0,
    "UCT": 0.0,
    "WET": 0.0,
    "WEST": 1.0,
    "BST": 1.0,
    "CET": 1.0,
    "CEST": 2.0,
    "MET": 1.0,
    "MEST": 2.0,
    "MEZ": 1.0,
    "MESZ": 2.0,
    "EET": 2.0,
    "EEST": 3.0,
    "MSK": 3.0,
    "SAST": 2.0,
    "TRT": 3.0,
    "EST": -5.0,
    "EDT": -4.0,
    "CST": -6.0,
    "CDT": -5.0,
    "MST": -7.0,
    "MDT": -6.0,
    "PST": -8.0,
    "PDT": -7.0,
    "AKST": -9.0,
    "AKDT": -8.0,
    "HST": -10.0,
    "BRT": -3.0,
    "ART": -3.0,
    "NST": -3.5,
    "NDT": -2.5,
    "IST": 5.5,
    "PKT": 5.0,
    "ICT": 7.0,
    "WIB": 7.0,
    "SGT": 8.0,
    "HKT": 8.0,
    "AWST": 8.0,
    "JST": 9.0,
    "KST": 9.0,
    "ACST": 9.5,
    "ACDT": 10.5,
    "AEST": 10.0,
    "AEDT": 11.0,
    "NZST": 12.0,
    "NZDT": 13.0,
}
AMBIGUOUS = {"BST", "IST", "CST", "EST", "MST", "PST", "CDT", "EDT", "NST", "WST", "AST"}
_NAMED = re.compile(
    r" ?(?:(?:UTC|GMT)(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?|(?P<name>[A-Z]{1,5}))(?![\w/.-])"
)
_OFFSET = re.compile(r" ?(?P<sign>[+-])(?P<hours>\d\d)(?::?(?P<minutes>\d\d))?(?![\d.])")


def zone_at(text: str, at: int, local: tzinfo, ns: int) -> tuple[int, int, str] | None:
    """(offset in ns, where the text goes on, the zone's word) of a zone that stands at a place; None for none."""
    if text.startswith("Z", at) and not text[at + 1 : at + 2].isalnum():
        return 0, at + 1, "Z"
    sign = text[at : at + 2].lstrip(" ")[:1]
    if not sign or not (sign in "+-" or "A" <= sign <= "Z"):
        return None
    found = _OFFSET.match(text, at) or _NAMED.match(text, at)
    if found is None:
        return None
    groups = found.groupdict()
    if groups["sign"]:
        minutes = int(groups["hours"]) * 60 + int(groups["minutes"] or 0)
        return (minutes if groups["sign"] == "+" else -minutes) * 60 * SECOND_NS, found.end(), found[0].strip()
    name = groups["name"]
    if name not in HOURS:
        return None
    return offset_of(name, local, ns), found.end(), name


def offset_of(name: str, local: tzinfo, ns: int) -> int:
    """A named zone's offset in ns: the local zone's where that calls itself so, else the one that is meant most."""
    try:
        there = datetime.fromtimestamp(ns / SECOND_NS, local)
        if there.tzname() == name:
            return int((there.utcoffset() or timedelta()).total_seconds()) * SECOND_NS
    except (OverflowError, ValueError, OSError):
        pass
    return int(HOURS[name] * 3600) * SECOND_NS


def zone_by_arrival(
    stamp_ns: int, received_ns: int, early_ns: int = 2 * SECOND_NS, late_ns: int = 5 * SECOND_NS
) -> int:
    """By how much a stamp without a zone is ahead of when its line arrived, in whole quarters of an hour.

    0 where it fits, and where it fits no zone: then the line is old, or the clock is wrong in another way.
    """
    ahead = stamp_ns - received_ns
    quarters = round(ahead / QUARTER_NS)
    rest = ahead - quarters * QUARTER_NS
    if quarters == 0 or abs(quarters) > 56 or not -late_ns <= rest <= early_ns:
        return 0
    return quarters * QUARTER_NS
