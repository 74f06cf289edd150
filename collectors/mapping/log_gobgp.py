"""GoBGP's JSON log lines to observations (GoBGP 3, `pkg/server/fsm.go`; seen on 3.10). Pure."""

import json
import re
from typing import Any

from collectors.collector import LineContext, LogMapping
from collectors.mapping import stamps
from collectors.mapping.sayings import common, neighbor_name
from collectors.observations import BgpNotification, BgpState, Observation, ProcessEvent

TOKENS = (b'"Peer Down"', b'"Peer Up"', b' notification"', b"stopping gobgpd server")
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
    if not isinstance(row, dict):
        return ()
    stamp = stamps.iso(str(row.get("time", "")), context.zone)
    if stamp is None:
        return ()
    seen = common(line, seq, context, stamp[0], stamp[1])
    if row.get("msg") == "stopping gobgpd server":
        return (ProcessEvent(**seen, process="gobgpd", event="ended", detail="stopping"),)
    return _session(row, str(row.get("Key") or ""), seen)


def _session(row: dict[str, Any], key: str, seen: dict[str, Any]) -> tuple[Observation, ...]:
    """What a line says of one neighbor."""
    if not key or row.get("msg") not in ("Peer Down", "Peer Up", "received notification", "sent notification"):
        return ()
    neighbor = neighbor_name(key)
    if row["msg"].endswith("notification"):
        return _notification(row, neighbor, seen)
    if row["msg"] == "Peer Up":
        return (BgpState(**seen, neighbor=neighbor, state="established"),)
    if str(row.get("State", "BGP_FSM_ESTABLISHED")) != "BGP_FSM_ESTABLISHED":
        return ()
    return _down(row, neighbor, seen)


def _notification(row: dict[str, Any], neighbor: str, seen: dict[str, Any]) -> tuple[Observation, ...]:
    code, subcode, words = row.get("Code"), row.get("Subcode"), row.get("Communicated-Reason")
    if not isinstance(code, int) or not isinstance(subcode, int):
        return ()
    return (
        BgpNotification(
            **seen,
            neighbor=neighbor,
            direction="received" if row["msg"].startswith("received") else "sent",
            code=code,
            subcode=subcode,
            communication=str(words) if words else None,
        ),
    )


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
