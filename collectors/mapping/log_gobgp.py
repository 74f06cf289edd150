"""GoBGP's JSON log lines to observations (GoBGP 3, `pkg/server/fsm.go`). Pure."""

import json
import re
from typing import Any

from collectors.collector import LineContext, LogMapping
from collectors.mapping import stamps
from collectors.mapping.sayings import common, neighbor_name
from collectors.observations import BgpNotification, BgpState, Observation

TOKENS = (b'"Peer Down"', b'"Peer Up"')
_REASON = re.compile(
    r"notification-(?P<way>sent|recv|received) code (?P<code>\d+)\((?P<text>[^)]*)\)(?: subcode (?P<sub>\d+))?"
)


def recognise(line: str) -> bool:
    """A JSON object with a message, a level and GoBGP's topic."""
    return line.startswith("{") and '"msg"' in line and ('"Topic"' in line or '"level"' in line)


def parse(line: str, seq: int, context: LineContext) -> tuple[Observation, ...]:
    """What a line says; nothing for noise."""
    try:
        row = json.loads(line)
    except ValueError:
        return ()
    if not isinstance(row, dict) or row.get("msg") not in ("Peer Down", "Peer Up"):
        return ()
    stamp = stamps.iso(str(row.get("time", "")), context.zone)
    key = row.get("Key") or row.get("key")
    if stamp is None or not key:
        return ()
    seen = common(line, seq, context, stamp[0], stamp[1])
    neighbor = neighbor_name(str(key))
    if row["msg"] == "Peer Up":
        return (BgpState(**seen, neighbor=neighbor, state="established"),)
    if str(row.get("State", "BGP_FSM_ESTABLISHED")) != "BGP_FSM_ESTABLISHED":
        return ()
    return _down(row, neighbor, seen)


def _down(row: dict[str, Any], neighbor: str, seen: dict[str, Any]) -> tuple[Observation, ...]:
    reason = str(row.get("Reason", ""))
    down = BgpState(**seen, neighbor=neighbor, state="down", previous="established", reason=reason)
    told = _REASON.search(reason)
    if told is None:
        if "hold-timer" not in reason:
            return (down,)
        return (BgpNotification(**seen, neighbor=neighbor, direction="sent", code=4, subcode=0), down)
    words = row.get("Communicated-Reason")
    notification = BgpNotification(
        **seen,
        neighbor=neighbor,
        direction="sent" if told["way"] == "sent" else "received",
        code=int(told["code"]),
        subcode=int(told["sub"] or 0),
        communication=str(words) if words else None,
    )
    return (notification, down)


MAPPING = LogMapping("gobgp", TOKENS, recognise, parse)
