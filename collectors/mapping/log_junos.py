"""Junos log lines (cRPD's `messages`, too) to observations. Pure; documented lines only."""

import re
from typing import Any

from collectors.collector import LineContext, LogMapping
from collectors.mapping.sayings import common, neighbor_name, vrf_name
from collectors.mapping.syslog_frame import frame
from collectors.observations import (
    BgpNotification,
    BgpState,
    ConfigChange,
    IgpAdjacency,
    InterfaceState,
    Observation,
    PrefixLimit,
)

TOKENS = (
    b"RPD_BGP_NEIGHBOR_STATE_CHANGED",
    b": NOTIFICATION sent to ",
    b": NOTIFICATION received from ",
    b"PREFIX_LIMIT_EXCEEDED",
    b"PREFIX_THRESH_EXCEEDED",
    b"RPD_ISIS_ADJ",
    b"SNMP_TRAP_LINK_",
    b"UI_COMMIT",
)
_TAGGED = re.compile(r"(?:%[A-Z]+-\d-?)?(?P<tag>[A-Z][A-Z0-9_]{3,}): (?P<text>.*)$")
_STATE = re.compile(
    r"BGP peer (?P<peer>\S+) \(\w+ AS \S+\) changed state from (?P<old>\w+) to (?P<new>\w+) \(event (?P<event>\w+)\)"
    r"(?: \(instance (?P<vrf>\S+?)\))?"
)
_NOTE = re.compile(
    r"NOTIFICATION (?P<way>sent to|received from) (?P<peer>\S+) \([^)]*\): code (?P<code>\d+) \([^)]*\)"
    r"(?: subcode (?P<sub>\d+) \((?P<text>[^)]*)\))?(?:,? Reason: (?P<why>.*))?"
)
_LIMIT = re.compile(
    r"(?P<peer>\S+) \([^)]*\): .*?prefix-limit(?: threshold)?\((?P<limit>\d+)\).*?for (?P<afi>\S+) nlri: (?P<count>\d+)"
)
_ISIS = re.compile(r"(?:lost|new) L\d adjacency to (?P<id>\S+) on (?P<if>[^\s,]+)(?:, reason: (?P<why>.*))?")
_LINK = re.compile(r"ifName (?P<if>\S+)")
_FAMILY = {"inet-unicast": "ipv4Unicast", "inet4-unicast": "ipv4Unicast", "inet6-unicast": "ipv6Unicast"}
PROCESSES = ("rpd", "mib2d", "mgd", "ifmand", "bfdd")


def _split(line: str, context: LineContext) -> tuple[dict[str, Any], str] | None:
    found = frame(re.sub(r"(\d\d:\d\d:\d\d)  +", r"\1 ", line, count=1), context)
    if found is None or found.app not in PROCESSES:
        return None
    words = re.sub(r"(\d\d:\d\d:\d\d)  +", r"\1 ", line, count=1)[found.start :].rstrip()
    if found.app == "bfdd" and "%ADJ" in words:
        return None
    return common(line, 0, context, found.ns, found.precision_ns), words


def recognise(line: str) -> bool:
    """A Junos process behind a syslog header, with a tag or a NOTIFICATION."""
    parts = _split(line, LineContext(node=""))
    return parts is not None and (_TAGGED.search(parts[1]) is not None or "NOTIFICATION " in parts[1] or "rpd[" in line)


def parse(line: str, seq: int, context: LineContext) -> tuple[Observation, ...]:
    """What a line says; nothing for noise."""
    parts = _split(line, context)
    if parts is None:
        return ()
    seen, words = {**parts[0], "seq": seq}, parts[1]
    note = _NOTE.search(words)
    if note:
        why = (note["why"] or "").lower()
        return (
            BgpNotification(
                **seen,
                neighbor=neighbor_name(note["peer"]),
                direction="sent" if note["way"] == "sent to" else "received",
                code=int(note["code"]),
                subcode=10 if "bfd" in why else int(note["sub"] or 0),
                hard_reset=note["sub"] == "9",
            ),
        )
    tagged = _TAGGED.search(words)
    one = _words(tagged["tag"], tagged["text"], seen) if tagged else None
    return (one,) if one else ()


def _words(tag: str, text: str, seen: dict[str, Any]) -> Observation | None:
    match tag:
        case "RPD_BGP_NEIGHBOR_STATE_CHANGED":
            return _state(text, seen)
        case "BGP_CEASE_PREFIX_LIMIT_EXCEEDED" | "BGP_PREFIX_LIMIT_EXCEEDED" | "BGP_PREFIX_THRESH_EXCEEDED":
            found = _LIMIT.search(text)
            return found and PrefixLimit(
                **seen,
                neighbor=neighbor_name(found["peer"]),
                level="warning" if "THRESH" in tag else "exceeded",
                afi=_FAMILY.get(found["afi"]),
                count=int(found["count"]),
                limit=int(found["limit"]),
                teardown="CEASE" in tag,
            )
        case "RPD_ISIS_ADJDOWN" | "RPD_ISIS_ADJUP":
            found = _ISIS.search(text)
            why = (found["why"] or "") if found else ""
            return found and IgpAdjacency(
                **seen,
                protocol="isis",
                up=tag.endswith("UP"),
                neighbor_id=found["id"],
                interface=found["if"].rpartition(".")[0] or found["if"],
                reason=why,
                interface_down="interface" in why.lower(),
                hold_expired="aged" in why.lower(),
            )
        case "SNMP_TRAP_LINK_DOWN" | "SNMP_TRAP_LINK_UP":
            found = _LINK.search(text)
            admin = True if "ifAdminStatus down" in text else None
            return found and InterfaceState(**seen, interface=found["if"], up=tag.endswith("UP"), admin_down=admin)
        case "UI_COMMIT":
            user = re.search(r"User '([^']+)'", text)
            return ConfigChange(**seen, user=user[1] if user else None, text=text)
    return None


def _state(text: str, seen: dict[str, Any]) -> BgpState | None:
    found = _STATE.search(text)
    if not found or found["old"] == found["new"] or "Established" not in (found["old"], found["new"]):
        return None
    up = found["new"] == "Established"
    return BgpState(
        **seen,
        neighbor=neighbor_name(found["peer"]),
        vrf=vrf_name(found["vrf"]),
        state="established" if up else "down",
        previous=None if up else "established",
        reason="" if up else found["event"],
    )


MAPPING = LogMapping("junos", TOKENS, recognise, parse)
