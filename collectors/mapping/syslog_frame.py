"""The header that syslog puts before a router's own words: RFC 3164, RFC 5424, and the forms that files keep. Pure."""

import re
from dataclasses import dataclass

from collectors.collector import LineContext
from collectors.mapping import stamps

_PRIORITY = re.compile(r"<\d{1,3}>")
_TAG = re.compile(r"(?:(?P<host>\S+) )?(?:(?P<level>[A-Z]{3,9}) )?(?P<app>[\w#./%-]+?)(?:\[(?P<pid>\d+)\])?: ?")
_RFC5424 = re.compile(r"(?P<host>\S+) (?P<app>\S+) (?P<pid>\S+) (?P<id>\S+) (?:-|\[.*?\]) *")


@dataclass(frozen=True, slots=True)
class Frame:
    """A line's header taken apart: when, from which host, which program, and where its words start."""

    ns: int
    precision_ns: int
    host: str | None
    app: str
    start: int


def frame(text: str, context: LineContext) -> Frame | None:
    """The syslog header of a line; None where there is none."""
    at = 0
    priority = _PRIORITY.match(text)
    if priority:
        at = priority.end()
    if text.startswith("1 ", at):
        return _rfc5424(text, at + 2, context)
    stamp = _stamp(text[at : at + 48], context)
    if stamp is None:
        return None
    at += stamp[2]
    if not text.startswith(" ", at):
        return None
    tag = _TAG.match(text, at + 1)
    if tag is None:
        return None
    return Frame(stamp[0], stamp[1], tag["host"], tag["app"].rpartition("#")[2], tag.end())


def _stamp(text: str, context: LineContext) -> stamps.Stamp | None:
    if text[:1].isdigit():
        return stamps.iso(text, context.zone)
    return stamps.bsd(text, context.zone, year=context.year, near_ns=context.received_ns, until_ns=context.until_ns)


def _rfc5424(text: str, at: int, context: LineContext) -> Frame | None:
    stamp = stamps.iso(text[at : at + 48], context.zone)
    if stamp is None:
        return None
    rest = _RFC5424.match(text, at + stamp[2] + 1)
    if rest is None:
        return None
    start = rest.end()
    if text.startswith("\ufeff", start):
        start += 1
    return Frame(stamp[0], stamp[1], rest["host"], rest["app"], start)


def host_of(text: str) -> str | None:
    """The host name in a line's syslog header, None where there is none."""
    found = frame(text, LineContext(node=""))
    return found.host if found else None
