"""SR Linux's log lines to observations: RFC 3164, RFC 5424 and the buffer's own form, with and without `|EV|`. Pure.

Format: Nokia's log-events guides (22.6 to 23.10) and published captures; no line was seen on a real SR Linux here.
"""

import re
from typing import Any

from collectors.logs.fields import neighbor_name, vrf_name
from collectors.logs.notifications import codes
from collectors.logs.values import Dialect, Item, Line
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
_BODY = re.compile(
    r"(?P<sub>\w{1,32})\|\d{1,10}\|(?:\d{1,10}\|)?(?:\d{1,12}\|)?(?:EV\|(?P<event>\w{1,80})\|)?"
    r"(?P<sev>[A-Z]): (?P<text>.*)$"
)
_PEER = (
    r"In network-instance (?P<ni>\S{1,255}), the BGP session with [^|]{0,200}?Peer"
    r" (?P<peer>[0-9a-fA-F.:%]{2,60}|\S{1,80})"
)
_BACK = re.compile(
    _PEER
    + r" moved from higher state (?P<old>\w{1,20}) to lower state (?P<new>\w{1,20}) due to event (?P<why>[^|]{0,120})"
)
_UP = re.compile(_PEER + r" moved into the ESTABLISHED state")
_NOTE = re.compile(
    _PEER + r" was closed because the router (?P<way>sent this neighbor|received)\b.{0,80}? NOTIFICATION with code"
    r" (?P<code>\S{1,60})"
    r"(?: and subcode (?P<sub>\S{1,60}))?"
)
_LIMIT = re.compile(r"Peer (?P<peer>[0-9a-fA-F.:]{2,45})[^|]{0,200}?prefix[- ]limit", re.IGNORECASE)
_IFACE = re.compile(
    r"(?:The )?(?P<sub>subi|i|I)nterface (?P<name>\S{1,80}?)(?: in network-instance \S{1,255})? is now "
    r"(?P<to>up|down)(?: for reason: (?P<why>.*))?"
)
_ISIS = re.compile(
    r"the (?P<level>\S{1,20}) IS-IS adjacency with system (?P<id>\S{1,80}), "
    r"using interface (?P<if>\S{1,80}), moved to state (?P<to>\w{1,20})"
)
_BFD = re.compile(
    r"Network-instance (?P<ni>\S{1,255}) - Session from (?P<own>\S{2,60}):\d{1,6} "
    r"to (?P<peer>\S{2,60}):\d{1,6} is (?P<to>UP|DOWN)"
)
_USER = re.compile(r"by user (\S{1,64})")


def recognise(line: Line) -> bool:
    """SR Linux's `bgp|1894|1965|00071|W: `."""
    return "|" in line.words[:12] and _BODY.match(line.words) is not None


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """What a line says; nothing for noise."""
    body = _BODY.match(line.words)
    if body is None:
        return ()
    found = _words(body["text"], body["sub"], seen)
    return () if found is None else (found,)


def _words(text: str, subsystem: str, seen: dict[str, Any]) -> Observation | None:
    if subsystem == "bgp":
        return _bgp(text, seen)
    if subsystem == "isis":
        found = _ISIS.search(text[:400])
        if found and found["to"] in ("UP", "DOWN"):
            interface = found["if"].rpartition(".")[0] or found["if"]
            up = found["to"] == "UP"
            return IgpAdjacency(**seen, protocol="isis", up=up, neighbor_id=found["id"], interface=interface)
        return None
    if subsystem == "bfd":
        found = _BFD.search(text[:400])
        return found and BfdState(
            **seen,
            neighbor=neighbor_name(found["peer"]),
            vrf=vrf_name(found["ni"]),
            up=found["to"] == "UP",
            local_address=neighbor_name(found["own"]),
        )
    if subsystem == "mgmt" and "changes have been committed" in text:
        user = _USER.search(text[:300])
        return ConfigChange(**seen, user=user[1] if user else None, text=text)
    return _interface(text, seen) if subsystem == "chassis" else None


def _bgp(text: str, seen: dict[str, Any]) -> Observation | None:
    back, up, note = _BACK.match(text), _UP.match(text), _NOTE.match(text)
    if back and back["old"] == "ESTABLISHED":
        state: FsmState = back["new"].lower() if back["new"] in ("IDLE", "ACTIVE", "CONNECT") else "down"  # type: ignore[assignment]
        names: dict[str, Any] = {"neighbor": neighbor_name(back["peer"]), "vrf": vrf_name(back["ni"])}
        return BgpState(**seen, **names, state=state, previous="established", reason=back["why"].strip())
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
    limit = _LIMIT.search(text[:400])
    if limit:
        level = "exceeded" if "exceed" in text.lower() and "threshold" not in text.lower() else "warning"
        return PrefixLimit(**seen, neighbor=neighbor_name(limit["peer"]), level=level)  # type: ignore[arg-type]
    return None


def _interface(text: str, seen: dict[str, Any]) -> InterfaceState | None:
    found = _IFACE.search(text[:400])
    if not found or found["sub"] == "subi":
        return None
    why = (found["why"] or "").strip()
    admin = True if "admin" in why else None
    return InterfaceState(**seen, interface=found["name"], up=found["to"] == "up", reason=why, admin_down=admin)


DIALECT = Dialect("nokia_srlinux", TOKENS, recognise, parse)
