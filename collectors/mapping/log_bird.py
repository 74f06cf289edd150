"""BIRD 2's log lines (`timeformat log iso long us`, or its short default) to observations. Pure.

BIRD names its protocol instance, not the neighbor: the neighbor is `proto:NAME`, and a line that shows the address ties
the two. A loss is the one line `State changed to start|stop|down` after `BGP session established`; as a line knows no
past, the Down edge is `BGP session closed`, which BIRD 2.0.12 writes once for each session that was established.
"""

import re
from typing import Any

from collectors.collector import LineContext, LogMapping
from collectors.mapping import stamps
from collectors.mapping.notifications import cause_in
from collectors.mapping.sayings import common, neighbor_name
from collectors.observations import BgpNotification, BgpState, NeighborFacts, Observation, ProcessEvent

TOKENS = (
    b": BGP session ",
    b": Incoming connection from ",
    b": Connecting to ",
    b": Received: ",
    b": Error: ",
    b": Hold timer expired",
    b"> Shutting down",
    b"> Started",
)
_HEAD = re.compile(r" ?<(?P<level>TRACE|INFO|RMT|AUTH|WARN|ERR|BUG|FATAL|DBG)> ")
_CLOCK = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d{3,6})")
_WORDS = re.compile(r"(?P<proto>[\w.-]+): (?P<what>.*)$")
_FROM = re.compile(r"Incoming connection from (\S+)")
_TO = re.compile(r"Connecting to (\S+?)(?:\.\.\.)?(?: from local address (\S+?))?(?:\.\.\.)?$")


def recognise(line: str) -> bool:
    """A stamp and BIRD's `<LEVEL>`."""
    stamp = stamps.spaced(line[:32])
    return stamp is not None and _HEAD.match(line, stamp[2]) is not None


def parse(line: str, seq: int, context: LineContext) -> tuple[Observation, ...]:
    """What a line says; nothing for noise."""
    stamp = stamps.spaced(line[:32], context.zone)
    head = _HEAD.match(line, stamp[2]) if stamp else None
    if stamp is None or head is None:
        return ()
    seen = common(line, seq, context, stamp[0], stamp[1])
    rest = line[head.end() :].rstrip()
    if rest in ("Started", "Shutting down"):
        return (ProcessEvent(**seen, process="bird", event="started" if rest == "Started" else "ended"),)
    words = _WORDS.match(rest)
    one = _session(f"proto:{words['proto']}", words["what"], seen) if words else None
    return (one,) if one else ()


def _session(name: str, what: str, seen: dict[str, Any]) -> Observation | None:
    if what == "BGP session established":
        return BgpState(**seen, neighbor=name, state="established")
    if what == "BGP session closed":
        return BgpState(**seen, neighbor=name, state="down", previous="established", reason="BGP session closed")
    if what == "Hold timer expired":
        return BgpNotification(**seen, neighbor=name, direction="sent", code=4, subcode=0)
    incoming, outgoing = _FROM.match(what), _TO.match(what)
    if incoming:
        return NeighborFacts(**seen, neighbor=name, remote_address=neighbor_name(incoming[1]))
    if outgoing:
        local = neighbor_name(outgoing[2]) if outgoing[2] else None
        return NeighborFacts(**seen, neighbor=name, remote_address=neighbor_name(outgoing[1]), local_address=local)
    way, colon, reason = what.partition(": ")
    code = cause_in(reason) if colon and way in ("Received", "Error") else None
    if code is None:
        return None
    direction = "received" if way == "Received" else "sent"
    return BgpNotification(**seen, neighbor=name, direction=direction, code=code[0], subcode=code[1])  # type: ignore[arg-type]


MAPPING = LogMapping("bird", TOKENS, recognise, parse)
