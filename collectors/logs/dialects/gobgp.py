"""GoBGP's words: JSON (logrus and slog), logfmt, and logrus' terminal lines. Pure.

Sources: GoBGP `pkg/server/fsm.go` of 1.x to 4.x; seen on 3.10. Older versions print a state's number and a
NOTIFICATION's
codes inside its message. Whatever the form, a session's lines name its `Key`, and a `Topic` or `State`.
"""

import re
from collections.abc import Mapping
from typing import Any

from collectors.logs.fields import neighbor_name, state_pair
from collectors.logs.notifications import cause_in
from collectors.logs.values import Dialect, Hint, Item, Line
from collectors.observations import BgpNotification, BgpState, ProcessEvent

TOKENS = (
    b"Peer Down",
    b"Peer Up",
    b" notification",
    b"stopping gobgpd server",
    b"gobgpd started",
    b"hold timer expired",
    b"state changed",
)
_REASON = re.compile(
    r"notification-(?P<way>sent|recv|received) code (?P<code>\d{1,3})\((?P<text>[^)]{0,80})\)"
    r"(?: subcode (?P<sub>\d{1,3}))?"
)
_LOGRUS = re.compile(r"(?P<msg>[\w ]{1,80}?) {2,80}(?P<rest>\w+=.*)$")
_PAIR = re.compile(r'(\w{1,32})=(?:"([^"]{0,500})"|(\S{0,500}))')
TOPICS = ("Peer", "Operation", "Config", "config", "Table", "Rpki", "Zebra", "Bmp", "MRT")
SESSION = ("Peer Down", "Peer Up", "received notification", "sent notification", "hold timer expired", "state changed")
ESTABLISHED = ("BGP_FSM_ESTABLISHED", "ESTABLISHED", "5")


def _parts(line: Line) -> tuple[str, Mapping[str, Any]]:
    """A line's message and fields."""
    if line.fields:
        return line.words, line.fields
    found = _LOGRUS.match(line.words)
    if found is None:
        return line.words, {}
    pairs = {name: quoted or bare for name, quoted, bare in _PAIR.findall(found["rest"][:4000])}
    return found["msg"].strip(), pairs


def recognise(line: Line) -> bool:
    """A topic of GoBGP's, or its own name."""
    message, fields = _parts(line)
    if "gobgpd " in f"{message[:60]} ":
        return True
    return fields.get("Topic") in TOPICS or ("Key" in fields and message in SESSION)


def of_a_session(line: Line) -> bool:
    """A peer's line above debug, of a session that is established or of no state."""
    _, fields = _parts(line)
    peer = fields.get("Topic") == "Peer" and bool(fields.get("Key"))
    return peer and str(fields.get("level", line.level)).lower() != "debug" and _established(fields) is not False


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """What a line says; nothing for noise."""
    message, fields = _parts(line)
    if message == "stopping gobgpd server":
        return (ProcessEvent(**seen, process="gobgpd", event="ended", detail="stopping"),)
    if message == "gobgpd started":
        return (ProcessEvent(**seen, process="gobgpd", event="started"),)
    key = str(fields.get("Key") or "")
    if not key or message not in SESSION:
        return ()
    return _session(message, fields, neighbor_name(key), seen)


def _established(fields: Mapping[str, Any]) -> bool | None:
    """Whether a line calls its session established; None where it tells no state."""
    state = fields.get("State")
    return None if state is None else str(state) in ESTABLISHED


def _session(message: str, fields: Mapping[str, Any], neighbor: str, seen: dict[str, Any]) -> tuple[Item, ...]:
    up = _established(fields)
    if message.endswith("notification"):
        return _notification(message, fields, neighbor, seen, up)
    if message == "Peer Up":
        return (BgpState(**seen, neighbor=neighbor, state="established"),)
    if message == "state changed":
        old, new = (str(fields.get(name, "")) in ESTABLISHED for name in ("old", "new"))
        reason = str(fields.get("reason", ""))
        return (_echo(seen, neighbor, reason, up=new),) if old != new else ()
    if up is False:
        return ()
    if message == "hold timer expired":
        return (_echo(seen, neighbor, message),) if up else ()
    return _down(fields, neighbor, seen)


def _echo(seen: dict[str, Any], neighbor: str, reason: str, *, up: bool = False) -> Hint:
    return Hint(BgpState(**seen, neighbor=neighbor, **state_pair(up, reason)), "echo")


def _notification(
    message: str, fields: Mapping[str, Any], neighbor: str, seen: dict[str, Any], up: bool | None
) -> tuple[Item, ...]:
    body = fields.get("Data")
    inner = body.get("Body") if isinstance(body, Mapping) else None
    code, subcode = fields.get("Code"), fields.get("Subcode")
    if isinstance(inner, Mapping):
        code, subcode = inner.get("ErrorCode"), inner.get("ErrorSubcode")
    if code is None and isinstance(body, str):
        code, subcode = cause_in(body) or (None, None)
    if not all(isinstance(each, int) or str(each).isdigit() for each in (code, subcode)) or len(f"{code}{subcode}") > 6:
        return ()
    words = fields.get("Communicated-Reason")
    if int(str(code)) == 6 and "bfd" in str(words).lower():
        subcode = 10  # GoBGP sends an administrative reset, and says why (RFC 9384 has a subcode of its own)
    note = BgpNotification(
        **seen,
        neighbor=neighbor,
        direction="received" if message.startswith("received") else "sent",
        code=int(str(code)),
        subcode=int(str(subcode)),
        communication=str(words) if words else None,
    )
    return (note, _echo(seen, neighbor, message)) if up else (note,)


def _down(fields: Mapping[str, Any], neighbor: str, seen: dict[str, Any]) -> tuple[Item, ...]:
    reason = str(fields.get("Reason", ""))
    down = BgpState(**seen, neighbor=neighbor, state="down", previous="established", reason=reason)
    told = _REASON.search(reason[:300])
    if told is None:
        if "hold-timer" not in reason:
            return (down,)
        return (BgpNotification(**seen, neighbor=neighbor, direction="sent", code=4, subcode=0), down)
    words = fields.get("Communicated-Reason")
    notification = BgpNotification(
        **seen,
        neighbor=neighbor,
        direction="sent" if told["way"] == "sent" else "received",
        code=int(told["code"]),
        subcode=int(told["sub"] or 0),
        communication=str(words) if words else None,
    )
    return (notification, down)


NOISE = ("add a peer", "delete a peer", "update peer")

DIALECT = Dialect("gobgp", TOKENS, recognise, parse, of_a_session, NOISE)
