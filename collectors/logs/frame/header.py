"""The header before a router's own words: PRI, stamps, host, level, program, in the orders in which they occur. Pure.

A line that a log server wrote holds two stamps: the last one is the device's own, the first one is when the server got
it. A device stamp without a zone or a year gets them from the server's, where that tells them.
"""

import re
from datetime import UTC, datetime

from clab.units import SECOND_NS
from collectors.logs.frame.stamps import stamp_at
from collectors.logs.frame.zones import zone_by_arrival
from collectors.logs.values import Clock, Line, Stamp

DAY_NS = 86_400 * SECOND_NS

_PRIORITY = re.compile(r"<\d{1,3}>")
_SEQUENCE = re.compile(r"\d{1,10}: {0,3}")
_NUMBERED = re.compile(r"\d{1,7}(?:[.:)]| ) {0,8}(?=[*.\d<A-Z])")
_NAMED = re.compile(r"(?P<name>[\w.-]{1,64}): {1,12}(?=[*.\d\[A-Z<])")
_LOCATION = re.compile(r"(?:(?P<host>[\w.:-]{1,64}) )?(?:RP|LC|\d{1,2})/[\w/]{1,24}?(?:CPU|ADMIN)\d:? ?")
_HOSTED = re.compile(
    r"(?P<host>[^\W_][\w.:-]{0,63}) {1,4}"
    r"(?=(?:\d{1,10}: )?[*.]?(?:[A-Z][a-z]{2} {1,2}\d{1,2} |\d{4}[-/]\d\d[-/]\d\d[T ]))"
)
_RFC5424 = re.compile(r"(?P<host>\S{1,255}) (?P<app>\S{1,96}) (?P<pid>\S{1,128}) (?P<id>\S{1,64}) (?P<rest>-|\[)")
_LEVELS = (
    "EMERG|EMERGENCY|ALERT|CRIT|CRITICAL|ERR|ERROR|WARN|WARNING|NOTICE|NOTI|INFO|INFORMATIONAL|DEBUG|DEBG|DBG|TRACE|"
    "MINOR|MAJOR|INDETERMINATE|CLEARED|FATAL"
)
LEVEL_NAMES = frozenset(_LEVELS.lower().split("|"))
_LEVEL = re.compile(
    rf"(?:\[(?P<b>{_LEVELS}|\d{{1,6}})\]|<?(?P<f>(?:local\d|daemon|kern|user|syslog)[|.]\w{{1,12}})>?|"
    rf"(?P<p>{_LEVELS})(?=[ :|]|$)):?",
    re.I,
)
_STREAM = re.compile(r"std(?:out|err) [FP] ")
_CELL = re.compile(r"[\w.-]{1,32} {0,16}\| ")
_MARK = re.compile(r"%[A-Z][A-Z0-9_]{1,30}(?:-[A-Z0-9_]{1,30})?-\d-[A-Z][A-Z0-9_]{1,60}")
"""`%FACILITY-SEVERITY-MNEMONIC`, which is no program."""
_CONTEXT = re.compile(r"%\$ ?\S{1,32} ?%\$ {0,2}")
_TAG = re.compile(r"(?P<app>[\w#./@%+-]{1,96}?)(?:\[(?P<pid>[\w-]{1,32})\]|\(\d{1,10}\))?:(?= |\S|$)")
_CONTAINED = re.compile(r"(?P<app>[\w-]{1,32}#[\w./-]{1,64}) (?P<pid>)(?=\d{4}-\d\d-\d\d )")
"""A container and its program, without a colon before the program's own stamp (SONiC's supervisord)."""
_TAG_PID = re.compile(r"(?P<app>[\w#./@+-]{1,64})\[(?P<pid>\d{1,10})\]:? ")
_HOST = re.compile(r"(?P<host>[\w.:%()-]{1,255}) {1,4}")
_TOPICS = re.compile(
    r"(?=\S{0,96}\b(?:info|warning|error|critical|debug)\b)[a-z][a-z0-9-]{1,31}(?:,!?[a-z][a-z0-9-]{1,31}){1,6}:? "
)
"""RouterOS' topics, joined by commas, a level among them: they stand where others have a program."""
_LAST = "<{\"'"


def header(text: str, clock: Clock) -> Line | None:
    """A text's header and words; None for a text that has neither stamp nor program nor anything like it."""
    at = len(text) - len(text.lstrip())
    line = Line("")
    priority = _PRIORITY.match(text, at)
    if priority:
        at = priority.end()
        if text.startswith("1 ", at):
            return _rfc5424(text, at + 2, clock)
    at = _first_stamp(text, at, clock, line)
    if line.stamp is not None:
        at = _after(text, at, clock, line)
    elif at < len(text):
        at = _program(text, at, line)
    line.words = text[at:].strip()
    if line.outer is not None and line.stamp is not None:
        line.stamp = with_server(line.stamp, line.outer)
    return line


def _first_stamp(text: str, at: int, clock: Clock, line: Line) -> int:
    """Past the first stamp, with what may stand before it: numbers, a name, a place; unmoved where there is none."""
    start = at
    for _ in range(4):
        stamp = stamp_at(text, at, clock)
        if stamp is not None:
            line.stamp = stamp
            return stamp.end
        found = _LOCATION.match(text, at)
        if found:
            line.host = found["host"] or line.host
            at = found.end()
            continue
        found = _SEQUENCE.match(text, at) or _NUMBERED.match(text, at)
        if found:
            at = found.end()
            continue
        found = _NAMED.match(text, at)
        if found:
            line.host = line.tag = found["name"]
            at = found.end()
            continue
        found = _HOSTED.match(text, at)
        if not found:
            break
        line.host = found["host"]
        at = found.end()
    line.host, line.tag = None, ""
    return start


def _after(text: str, at: int, clock: Clock, line: Line) -> int:
    """Past all that stands between the first stamp and the words."""
    celled = "| " in text
    for _ in range(10):
        while text[at : at + 1] in (" ", "|", "\t") and at < len(text):
            at += 1
        mark = text[at : at + 1]
        if mark == ":" or (mark == "-" and text.startswith("- ", at)):
            at += 1
            continue
        if not mark or (mark in _LAST and not _LEVEL.match(text, at)):
            break
        if mark == "%":
            found = _CONTEXT.match(text, at)
            if not found:
                break
            at = found.end()
            continue
        inner = stamp_at(text, at, clock)
        if inner is not None and inner.calendar != "uptime":
            line.outer, line.stamp = line.outer or line.stamp, inner
            at = inner.end
            continue
        found = _STREAM.match(text, at) or _LOCATION.match(text, at) or (_CELL.match(text, at) if celled else None)
        if found:
            at = found.end()
            continue
        found = _LEVEL.match(text, at)
        if found:
            line.level = found["b"] or found["f"] or found["p"]
            at = found.end()
            continue
        if mark == "[":
            break
        found = _SEQUENCE.match(text, at)
        if found:
            at = found.end()
            continue
        end = _program(text, at, line)
        if end != at:
            at = end
            numbered = _SEQUENCE.match(text, at)
            if numbered and text.startswith("%", numbered.end()):
                at = numbered.end()
            if text[at : at + 1].isdigit() or text[at : at + 1] in "*.":
                inner = stamp_at(text, at, clock)
                if inner is not None and inner.calendar in ("full", "yearless"):
                    continue
            break
        found = _HOST.match(text, at)
        if not found or not _follows_host(text, found.end()):
            break
        line.host = found["host"].strip("()")
        at = found.end()
    return at


def _follows_host(text: str, at: int) -> bool:
    """Whether what stands here can follow a host's name: a program, topics, a number, a level, a stamp, a message's
    mark."""
    if text.startswith("%", at):
        return True
    for pattern in (_TAG, _TAG_PID, _CONTAINED, _SEQUENCE, _LEVEL, _LOCATION, _HOSTED, _TOPICS):
        if pattern.match(text, at):
            return True
    return stamp_at(text, at, Clock()) is not None


def _program(text: str, at: int, line: Line) -> int:
    """Past a program's name, where one stands here."""
    found = _TAG.match(text, at) or _TAG_PID.match(text, at) or _CONTAINED.match(text, at)
    if not found or found["app"].isdigit() or _MARK.fullmatch(found["app"]):
        return at
    if line.tag and line.host == line.tag:
        line.host = line.tag
    at = found.end()
    inner = _TAG_PID.match(text, at) if not found["pid"] else None
    if inner:  # a logical system before its program
        found, at = inner, inner.end()
    line.tag = found["app"].rpartition("#")[2]
    while text[at : at + 1] == " ":
        at += 1
    return at


def _rfc5424(text: str, at: int, clock: Clock) -> Line | None:
    stamp = stamp_at(text, at, clock)
    if stamp is None and not text.startswith("- ", at):
        return None
    found = _RFC5424.match(text, (stamp.end if stamp else at + 1) + 1)
    if found is None:
        return None
    at = _past_data(text, found.end() - 1) if found["rest"] == "[" else found.end()
    line = Line(text[at:].lstrip(" \ufeff").rstrip(), found["app"], None if found["host"] == "-" else found["host"])
    line.stamp = stamp
    line.level = "" if found["id"] == "-" else found["id"]
    if _TOPICS.fullmatch(f"{line.tag} "):  # they stay before the words, as without RFC 5424
        line.words, line.tag = f"{line.tag} {line.words}", ""
    inner = stamp_at(line.words, 0, clock) if line.words[:1] in "*.0123456789" else None
    if inner is not None and inner.calendar in ("full", "yearless"):
        line.outer, line.stamp = stamp, inner
        end = _after(line.words, inner.end, clock, line)
        line.words = line.words[end:].strip()
        if stamp is not None:
            line.stamp = with_server(line.stamp, stamp)
    return line


def _past_data(text: str, at: int) -> int:
    """Past RFC 5424's structured data, whose values can hold brackets in quotes."""
    quoted = False
    while at < len(text):
        char = text[at]
        if char == "\\" and quoted:
            at += 1
        elif char == '"':
            quoted = not quoted
        elif char == "]" and not quoted and text[at + 1 : at + 2] != "[":
            return at + 1
        at += 1
    return at


def with_server(stamp: Stamp, outer: Stamp) -> Stamp:
    """A device's stamp with what only the server's tells: year, zone, or all, where the device's clock was never
    set."""
    if outer.calendar in ("time", "uptime") or (stamp.calendar == "full" and stamp.zone):
        return stamp
    if stamp.unset or (stamp.calendar == "yearless" and outer.calendar == "full" and _apart(stamp, outer) > 2 * DAY_NS):
        there = None if stamp.unset else _in_year_of(stamp, outer)
        if there is None:
            return outer._replace(end=stamp.end)
        stamp = there
    if stamp.calendar in ("time", "uptime"):
        return outer._replace(end=stamp.end)
    if stamp.zone:
        return stamp if outer.calendar != "full" else stamp._replace(calendar="full")
    ahead = zone_by_arrival(stamp.ns, outer.ns, 3 * SECOND_NS, 30 * SECOND_NS)
    calendar = "full" if outer.calendar == "full" else stamp.calendar
    return stamp._replace(ns=stamp.ns - ahead, zone=outer.zone or stamp.zone, calendar=calendar)


def _in_year_of(stamp: Stamp, outer: Stamp) -> Stamp | None:
    """A stamp without a year in the one in which it lies within two days of the server's; None where there is none."""
    rest = stamp.ns % SECOND_NS
    when, server = (datetime.fromtimestamp(each.ns // SECOND_NS, UTC) for each in (stamp, outer))
    for year in (server.year, server.year - 1, server.year + 1):
        try:
            ns = int(when.replace(year=year).timestamp()) * SECOND_NS + rest
        except ValueError:  # 29 February
            continue
        there = stamp._replace(ns=ns)
        if _apart(there, outer) <= 2 * DAY_NS:
            return there
    return None


def _apart(one: Stamp, other: Stamp) -> int:
    return abs(one.ns - other.ns)
