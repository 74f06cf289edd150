"""BIRD's words (1, 2 and 3), by file, stderr or syslog. Pure.

BIRD names its protocol instance, not the neighbor: the neighbor is `proto:NAME`, and a line that shows the address ties
the two. The Down edge is `BGP session closed`, written once for each session that was established; where only states
are
logged, `State changed to` something other than `up` ends a session that was up.
"""

import re
from typing import Any

from collectors.logs.fields import neighbor_name
from collectors.logs.notifications import cause_in
from collectors.logs.values import Dialect, Hint, Item, Line
from collectors.observations import BfdState, BgpNotification, BgpState, NeighborFacts, ProcessEvent

TOKENS = (
    b": BGP session ",
    b": Incoming connection from ",
    b": Connecting to ",
    b": Received: ",
    b": Error: ",
    b": Hold timer expired",
    b": Sending NOTIFICATION(",
    b": State changed to ",
    b"> Shutting down",
    b"> Started",
    b": Started",
    b": Shutting down",
    b": Session to ",
)
_LEVEL = re.compile(r"<(?P<level>TRACE|INFO|RMT|AUTH|WARN|ERR|BUG|FATAL|DBG)> ")
_WORDS = re.compile(r"(?P<proto>[\w.-]{1,64}): (?P<what>.*)$")
_FROM = re.compile(r"Incoming connection from (\S{2,60})")
_TO = re.compile(r"Connecting to (\S{2,60}?)(?:\.\.\.)?(?: from local address (\S{2,60}?))?(?:\.\.\.)?$")
_SENDING = re.compile(r"Sending NOTIFICATION\(code=(?P<code>\d{1,3})\.(?P<sub>\d{1,3})")
_BFD = re.compile(
    r"Session to (?P<peer>[0-9a-fA-F.:]{2,45}) (?:went|changed state from \w{1,12} to) (?P<to>up|down|Up|Down)"
)
_OWN = (
    *("BGP session established", "BGP session closed", "Hold timer expired", "Neighbor graceful restart"),
    *("State changed to ", "Incoming connection from ", "Connecting to ", "Sending NOTIFICATION(", "Sending OPEN("),
    *("Got OPEN(", "Got KEEPALIVE", "Got UPDATE", "Sending KEEPALIVE", "Connect delayed by", "Startup delayed by"),
)
OTHER_PROTOCOLS = (
    *(
        "kernel",
        "device",
        "direct",
        "static",
        "pipe",
        "ospf",
        "rip",
        "babel",
        "bfd",
        "radv",
        "rpki",
        "mrt",
        "bmp",
        "l3vpn",
    ),
)
"""What BIRD calls an instance that was given no name; one of BGP's is `bgp1`."""
STEPS = (
    "Starting",
    "Started",
    "Connected",
    "Down",
    "Link ",
    "Neighbor ",
    "Waiting for ",
    "Initializing",
    "Shutting down",
)
"""A protocol on its way up or down."""


def recognise(line: Line) -> bool:
    """BIRD's `<LEVEL>`, or its sentences behind a protocol's name from a program called after it."""
    if _LEVEL.match(line.words):
        return True
    if not line.tag.startswith("bird"):
        return False
    found = _WORDS.match(line.words)
    return line.words in ("Started", "Shutting down") or (
        found is not None
        and (found["proto"].startswith("bgp") or found["what"].startswith(_OWN) or _said(found["what"]))
    )


def of_a_session(line: Line) -> bool:
    """What BIRD puts above trace and info, or an unknown sentence without a level, of a protocol that can be BGP."""
    level = _LEVEL.match(line.words)
    words = _WORDS.match(line.words[level.end() :] if level else line.words)
    if words is None or words["proto"].startswith(OTHER_PROTOCOLS):
        return False
    if level is not None:
        return level["level"] not in ("TRACE", "INFO", "DBG")
    return words["proto"].startswith("bgp") and not words["what"].startswith((*_OWN, *STEPS))


def _said(what: str) -> bool:
    return what.startswith(("Received: ", "Error: "))


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """What a line says; nothing for noise."""
    level = _LEVEL.match(line.words)
    rest = line.words[level.end() :] if level else line.words
    if rest in ("Started", "Shutting down"):
        return (ProcessEvent(**seen, process="bird", event="started" if rest == "Started" else "ended"),)
    words = _WORDS.match(rest)
    found = _session(f"proto:{words['proto']}", words["what"].strip(), seen) if words else None
    if found is None:
        return None if words and _said(words["what"]) else ()
    return (found,)


def _session(name: str, what: str, seen: dict[str, Any]) -> Item | None:
    if what == "BGP session established":
        return BgpState(**seen, neighbor=name, state="established")
    if what == "BGP session closed":
        return BgpState(**seen, neighbor=name, state="down", previous="established", reason="BGP session closed")
    if what == "Hold timer expired":
        return BgpNotification(**seen, neighbor=name, direction="sent", code=4, subcode=0)
    if incoming := _FROM.match(what):
        return NeighborFacts(**seen, neighbor=name, remote_address=neighbor_name(incoming[1]))
    if outgoing := _TO.match(what):
        local = neighbor_name(outgoing[2]) if outgoing[2] else None
        return NeighborFacts(**seen, neighbor=name, remote_address=neighbor_name(outgoing[1]), local_address=local)
    return _notification(name, what, seen) or _changed(name, what, seen)


def _notification(name: str, what: str, seen: dict[str, Any]) -> Item | None:
    sending = _SENDING.match(what)
    if sending:
        code, sub = int(sending["code"]), int(sending["sub"])
        return BgpNotification(**seen, neighbor=name, direction="sent", code=code, subcode=sub)
    way, colon, reason = what.partition(": ")
    found = cause_in(reason) if colon and way in ("Received", "Error") else None
    if found is None:
        return None
    direction = "received" if way == "Received" else "sent"
    return BgpNotification(**seen, neighbor=name, direction=direction, code=found[0], subcode=found[1])  # type: ignore[arg-type]


def _changed(name: str, what: str, seen: dict[str, Any]) -> Item | None:
    """A protocol's state, or a BFD session's."""
    if what.startswith("State changed to "):
        state = what.removeprefix("State changed to ").strip()
        if state in ("stop", "down", "flush", "start"):
            down = BgpState(**seen, neighbor=name, state="down", previous="established")
            return Hint(down, "unless_never_up")
        return Hint(BgpState(**seen, neighbor=name, state="established"), "echo") if state == "up" else None
    bfd = _BFD.match(what)
    if bfd:
        return BfdState(**seen, neighbor=neighbor_name(bfd["peer"]), up=bfd["to"].lower() == "up")
    return None


DIALECT = Dialect("bird", TOKENS, recognise, parse, of_a_session)
