"""SR Linux's log lines to observations: RFC 3164, RFC 5424 and the buffer's own form, with and without `|EV|`. Pure.

Format: Nokia's log-events guides (22.6 to 23.10) and published captures; no line was seen on a real SR Linux here.
"""

import re
from typing import Any

from collectors.collector import LineContext, LogMapping
from collectors.mapping import stamps
from collectors.mapping.notifications import codes
from collectors.mapping.sayings import common, neighbor_name, vrf_name
from collectors.mapping.syslog_frame import frame
from collectors.observations import (
    BfdState,
    BgpNotification,
    BgpState,
    ConfigChange,
    FsmState,
    IgpAdjacency,
    InterfaceState,
    Observation,
    PrefixLimit,
)

TOKENS = (
    b"state ESTABLISHED to lower",
    b"into the ESTABLISHED state",
    b" NOTIFICATION with code ",
    b"refix limit",
    b"refix-limit",
    b" IS-IS adjacency with ",
    b" is now down",
    b" is now up",
    b"changes have been committed",
    b"- Session from ",
)
_BODY = re.compile(r"(?P<sub>\w+)\|\d+\|(?:\d+\|)?(?:\d+\|)?(?:EV\|(?P<event>\w+)\|)?(?P<sev>[A-Z]): (?P<text>.*)$")
_SHOWN = re.compile(r" (?P<app>sr_\w+|\w+): ")
_PEER = r"In network-instance (?P<ni>\S+), the BGP session with .*?Peer (?P<peer>[0-9a-fA-F.:%]+|\S+?)"
_BACK = re.compile(
    _PEER + r" moved from higher state (?P<old>\w+) to lower state (?P<new>\w+) due to event (?P<why>.*?)\s*$"
)
_UP = re.compile(_PEER + r" moved into the ESTABLISHED state")
_NOTE = re.compile(
    _PEER
    + r" was closed because the router (?P<way>sent this neighbor|received)\b.*? NOTIFICATION with code (?P<code>\S+)"
    r"(?: and subcode (?P<sub>\S+))?"
)
_LIMIT = re.compile(r"Peer (?P<peer>[0-9a-fA-F.:]+).*prefix[- ]limit", re.IGNORECASE)
_IFACE = re.compile(
    r"(?:The )?(?P<sub>subi|i|I)nterface (?P<name>\S+?)(?: in network-instance \S+)? is now "
    r"(?P<to>up|down)(?: for reason: (?P<why>.*))?"
)
_ISIS = re.compile(
    r"the (?P<level>\S+) IS-IS adjacency with system (?P<id>\S+), "
    r"using interface (?P<if>\S+), moved to state (?P<to>\w+)"
)
_BFD = re.compile(
    r"Network-instance (?P<ni>\S+) - Session from (?P<own>\S+):\d+ "
    r"to (?P<peer>\S+):\d+ is (?P<to>UP|DOWN)"
)


def _split(line: str, context: LineContext) -> tuple[int, int, re.Match[str]] | None:
    """Stamp, precision and SR Linux's own `subsystem|pid|...|S: text`."""
    found = frame(line, context)
    if found and (found.app.startswith("sr_") or "|" in line[found.start : found.start + 40]):
        body = _BODY.match(line[found.start :].rstrip()) or _BODY.search(line[found.start :].rstrip())
        return (found.ns, found.precision_ns, body) if body else None
    stamp = stamps.iso(line[:40], context.zone) or stamps.spaced(line[:40], context.zone)
    shown = _SHOWN.match(line, stamp[2]) if stamp else None
    body = _BODY.match(line[shown.end() :].rstrip()) if shown else None
    return (stamp[0], stamp[1], body) if stamp and body else None


def recognise(line: str) -> bool:
    """SR Linux's `bgp|1894|1965|00071|W: ` after a stamp."""
    return "|" in line and _split(line.replace("local6|", "", 1), LineContext(node="")) is not None


def parse(line: str, seq: int, context: LineContext) -> tuple[Observation, ...]:
    """What a line says; nothing for noise."""
    parts = _split(re.sub(r" local\d\|", " ", line, count=1), context)
    if parts is None:
        return ()
    ns, precision, body = parts
    one = _words(body["text"], body["sub"], common(line, seq, context, ns, precision))
    return (one,) if one else ()


def _words(text: str, subsystem: str, seen: dict[str, Any]) -> Observation | None:
    if subsystem == "bgp":
        return _bgp(text, seen)
    if subsystem == "isis":
        found = _ISIS.search(text)
        if found and found["to"] in ("UP", "DOWN"):
            interface = found["if"].rpartition(".")[0] or found["if"]
            up = found["to"] == "UP"
            return IgpAdjacency(**seen, protocol="isis", up=up, neighbor_id=found["id"], interface=interface)
        return None
    if subsystem == "bfd":
        found = _BFD.search(text)
        return found and BfdState(
            **seen,
            neighbor=neighbor_name(found["peer"]),
            vrf=vrf_name(found["ni"]),
            up=found["to"] == "UP",
            local_address=neighbor_name(found["own"]),
        )
    if subsystem == "mgmt" and "changes have been committed" in text:
        user = re.search(r"by user (\S+)", text)
        return ConfigChange(**seen, user=user[1] if user else None, text=text)
    return _interface(text, seen) if subsystem == "chassis" else None


def _bgp(text: str, seen: dict[str, Any]) -> Observation | None:
    back, up, note = _BACK.search(text), _UP.search(text), _NOTE.search(text)
    if back and back["old"] == "ESTABLISHED":
        state: FsmState = back["new"].lower() if back["new"] in ("IDLE", "ACTIVE", "CONNECT") else "down"  # type: ignore[assignment]
        names: dict[str, Any] = {"neighbor": neighbor_name(back["peer"]), "vrf": vrf_name(back["ni"])}
        return BgpState(**seen, **names, state=state, previous="established", reason=back["why"])
    if up:
        return BgpState(**seen, neighbor=neighbor_name(up["peer"]), vrf=vrf_name(up["ni"]), state="established")
    if note:
        code = codes(note["code"], note["sub"] or "")
        return code and BgpNotification(
            **seen,
            neighbor=neighbor_name(note["peer"]),
            vrf=vrf_name(note["ni"]),
            direction="sent" if note["way"].startswith("sent") else "received",
            code=code[0],
            subcode=code[1],
        )
    limit = _LIMIT.search(text)
    if limit:
        level = "exceeded" if "exceed" in text.lower() and "threshold" not in text.lower() else "warning"
        return PrefixLimit(**seen, neighbor=neighbor_name(limit["peer"]), level=level)  # type: ignore[arg-type]
    return None


def _interface(text: str, seen: dict[str, Any]) -> InterfaceState | None:
    found = _IFACE.search(text)
    if not found or found["sub"] == "subi":
        return None
    why = (found["why"] or "").strip()
    admin = True if "admin" in why else None
    return InterfaceState(**seen, interface=found["name"], up=found["to"] == "up", reason=why, admin_down=admin)


MAPPING = LogMapping("nokia_srlinux", TOKENS, recognise, parse)
