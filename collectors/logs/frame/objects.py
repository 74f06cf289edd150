"""Structured lines: one JSON object, or logfmt's `key=value` pairs. Their message, time, host and program. Pure."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from clab.units import SECOND_NS
from collectors.logs.frame.stamps import stamp_at
from collectors.logs.values import Clock, Line, Stamp

MESSAGES = ("MESSAGE", "msg", "message", "log", "@message", "line", "_raw", "short_message", "full_message", "text")
TIMES = ("__REALTIME_TIMESTAMP", "time", "@timestamp", "timestamp", "ts", "t", "_time", "datetime", "date", "@t")
HOSTS = ("_HOSTNAME", "host", "hostname", "source_host", "HOSTNAME", "node", "device")
PROGRAMS = ("SYSLOG_IDENTIFIER", "appname", "app", "programname", "ident", "program", "_COMM", "syslog_identifier")
_PAIR = re.compile(r'(?P<key>[\w.@-]{1,64})=(?:"(?P<quoted>(?:[^"\\]|\\.){0,4096})"|(?P<bare>[^\s"]{0,4096}))(?=\s|$)')
_ESCAPED = re.compile(r"\\(.)")
DEEPEST = 40


def parse_object(text: str) -> Mapping[str, Any] | None:
    """A JSON object that is the whole of a text; None for anything else."""
    if not text.startswith("{") or not text.endswith("}"):
        return None
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def from_object(row: Mapping[str, Any], clock: Clock) -> Line:
    """A JSON object as a line: its message in plain words, all of it as fields."""
    message = _first(row, MESSAGES, (str, list)) or ""
    if isinstance(message, list):
        message = _bytes(message)
    host, tag = _first(row, HOSTS, (str,)), _first(row, PROGRAMS, (str,)) or ""
    level = row.get("level")
    return Line(message.strip(), tag, host, str(level or ""), time_of(row, clock), None, row)


def _first(row: Mapping[str, Any], names: Sequence[str], kinds: tuple[type, ...]) -> Any:
    """The first of some fields that is not empty and of the right kind; None where none is."""
    for name in names:
        value = row.get(name)
        if value and isinstance(value, kinds):
            return value
    return None


def _bytes(values: list[Any]) -> str:
    """journald's way to print a message that is no clean text: a list of bytes."""
    if all(isinstance(value, int) and 0 <= value < 256 for value in values):
        return bytes(values).decode(errors="replace")
    return ""


def time_of(row: Mapping[str, Any], clock: Clock) -> Stamp | None:
    """When an object says it was: text in any form, or seconds, milliseconds, microseconds or ns since the epoch."""
    for name in TIMES:
        value = row.get(name)
        if isinstance(value, str) and value.isdigit() and 10 <= len(value) <= 19:
            value = int(value)
        if isinstance(value, str):
            found = stamp_at(value, 0, clock)
            if found:
                return found
        if isinstance(value, int | float) and not isinstance(value, bool):
            found = _epoch(value)
            if found:
                return found
    return None


def _epoch(value: float) -> Stamp | None:
    for unit, precision in ((SECOND_NS, SECOND_NS), (1_000_000, 1_000_000), (1_000, 1_000), (1, 1)):
        if 631_152_000 * SECOND_NS <= value * unit <= 7_258_118_400 * SECOND_NS:
            whole = int(value)
            fraction = round((value - whole) * unit)
            return Stamp(whole * unit + fraction, 1_000 if fraction else precision, 0, "full", "epoch", "object")
    return None


def pairs_of(text: str) -> dict[str, str] | None:
    """logfmt's pairs; None where a text does not begin with at least two of them."""
    found: dict[str, str] = {}
    at = 0
    while len(found) < 64:
        pair = _PAIR.match(text, at)
        if pair is None:
            break
        quoted = pair["quoted"]
        found[pair["key"]] = _ESCAPED.sub(r"\1", quoted) if quoted is not None else pair["bare"]
        at = pair.end()
        while text[at : at + 1] == " ":
            at += 1
    return found if len(found) > 1 else None
