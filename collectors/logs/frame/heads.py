"""The heads that nearly every line has, read by one pattern. Pure.

`header` takes any head apart, step by step, and what it finds is what a head says. But most lines have one of a few: a
stamp, perhaps a host, perhaps a program, and words that begin like words. One pattern reads those for a fifth of the
price, and what lines of one minute share is worked out once. Whatever is odd in any way is left to the steps; a test
holds the two against each other.
"""

import re
from functools import lru_cache

from collectors.logs.frame.header import LEVEL_NAMES, with_server
from collectors.logs.frame.stamps import CALENDAR_WORDS, never_set, stamp_of
from collectors.logs.frame.zones import HOURS
from collectors.logs.values import Clock, Line, Stamp

_STAMP = r"""
    (?:<\d{1,3}>)?
    (?:(?:RP|LC)/\d{1,2}/\w{1,8}/CPU\d:)?
    (\*)?
    ((?:[A-Z][a-z][a-z][ ]{1,2}\d{1,2}[ ]|\d{4}(?:/\d\d/\d\d[ ]|-\d\d-\d\d[T ]))\d\d:\d\d):([0-5]\d)(?:\.(\d{1,9}))?
    (Z|[+-]\d\d:?\d\d|[ ]UTC)?
    :?
"""
_HOST = r"[A-Za-z][\w.-]{0,63}|\d{1,3}(?:\.\d{1,3}){3}"
_TAG = r"[A-Za-z][\w-]{0,63}"
_HEAD = re.compile(
    rf"""{_STAMP}
    (?:[ ]({_HOST})(?=[ ][A-Za-z%]))?
    [ ](?:({_TAG})(?:\[\d{{1,10}}\])?:[ ]{{1,3}}(?=[\[%A-Za-z])(?!RP/|LC/)|(?=[%<][A-Z]))
    """,
    re.VERBOSE | re.ASCII,
)
"""A place, a stamp, its zone, a host, a program. `stamp_of` and `_is_name` decide on what these may be."""

_RELAYED = re.compile(
    rf"{_STAMP}[ ]({_HOST})[ ](?:\d{{1,10}}:[ ])?(?=\*?[A-Z][a-z][a-z][ ]{{1,2}}\d{{1,2}}[ ]\d)", re.VERBOSE | re.ASCII
)
"""What a log server writes before a router's own stamp."""

_NO_NAMES = {
    *LEVEL_NAMES,
    "daemon",
    "kern",
    "user",
    "syslog",
    *(f"local{k}" for k in range(10)),
    *map(str.lower, HOURS),
}


@lru_cache(maxsize=4096)
def _is_name(word: str) -> bool:
    """Whether a word can only be a host's or a program's name: no level, no facility, no zone, no part of a date."""
    return word[:3] not in CALENDAR_WORDS and word.partition(".")[0].lower() not in _NO_NAMES


def common_head(text: str, clock: Clock) -> Line | None:
    """A line with a common head; None for one that `header` has to take apart."""
    found = _HEAD.match(text)
    if found is not None:
        return _line(text, found, clock)
    server = _RELAYED.match(text)
    own = _HEAD.match(text, server.end()) if server else None
    if server is None or own is None or not _is_name(server[6]):
        return None
    line, outer = _line(text, own, clock), _stamp(server, clock)
    if line is None or line.stamp is None or outer is None:
        return None
    line.host, line.outer, line.stamp = line.host or server[6], outer, with_server(line.stamp, outer)
    return line


def _line(text: str, found: re.Match[str], clock: Clock) -> Line | None:
    host, tag = found[6], found[7]
    if (host and not _is_name(host)) or (tag and not _is_name(tag)):
        return None
    stamp = _stamp(found, clock)
    return Line(text[found.end() :].strip(), tag or "", host, "", stamp) if stamp is not None else None


def _stamp(found: re.Match[str], clock: Clock) -> Stamp | None:
    unset, minute, second, digits, zone = found.groups()[:5]
    end = found.end(5 if zone else 4 if digits else 3)
    stamp = stamp_of((minute, second, digits, zone), end, clock)
    return None if stamp is None or (unset and never_set(stamp, clock)) else stamp
