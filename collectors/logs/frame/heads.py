"""The heads that nearly every line has, read by one pattern. Pure.

`header` takes any head apart, step by step, and what it finds is what a head says. But most lines have one of a few: a
stamp, perhaps a host, perhaps a program, and words that begin like words. One pattern reads those for a fifth of the
price, and what lines of one minute share is worked out once. Whatever is odd in any way is left to the steps; a test
holds the two against each other.
"""

import re
from functools import lru_cache

from collectors.logs.frame.header import LEVEL_NAMES
from collectors.logs.frame.stamps import never_set, stamp_of
from collectors.logs.frame.zones import HOURS
from collectors.logs.values import Clock, Line

_HEAD = re.compile(
    r"""
    (?:<\d{1,3}>)?
    (?:(?:RP|LC)/\d{1,2}/\w{1,8}/CPU\d:)?
    (\*)?
    ((?:[A-Z][a-z][a-z][ ]{1,2}\d{1,2}[ ]|\d{4}(?:/\d\d/\d\d[ ]|-\d\d-\d\d[T ]))\d\d:\d\d):([0-5]\d)(?:\.(\d{1,9}))?
    (Z|[+-]\d\d:?\d\d|[ ]UTC)?
    :?
    (?:[ ]([A-Za-z][\w.-]{0,63}|\d{1,3}(?:\.\d{1,3}){3})(?=[ ][A-Za-z%]))?
    [ ](?:([A-Za-z][\w-]{0,63})(?:\[\d{1,10}\])?:[ ]{1,3}(?=[\[%A-Za-z])(?!RP/|LC/)|(?=[%<][A-Z]))
    """,
    re.VERBOSE | re.ASCII,
)
"""A place, a stamp, its zone, a host, a program. `stamp_of` and `_is_name` decide on what these may be."""

_NO_NAMES = {*LEVEL_NAMES, "daemon", "kern", "user", "syslog", *(f"local{k}" for k in range(10)), *map(str.lower, HOURS)}


@lru_cache(maxsize=4096)
def _is_name(word: str) -> bool:
    """Whether a word can only be a host's or a program's name: no level, no facility, no zone."""
    return word.partition(".")[0].lower() not in _NO_NAMES


def common_head(text: str, clock: Clock) -> Line | None:
    """A line with a common head; None for one that `header` has to take apart."""
    found = _HEAD.match(text)
    if found is None:
        return None
    unset, minute, second, digits, zone, host, tag = found.groups()
    if (host and not _is_name(host)) or (tag and not _is_name(tag)):
        return None
    stamp = stamp_of(minute, second, digits=digits, zone=zone, end=found.end(5 if zone else 4 if digits else 3), clock=clock)
    if stamp is None or (unset and never_set(stamp, clock)):
        return None
    return Line(text[found.end() :].strip(), tag or "", host, "", stamp)
