"""Cisco NX-OS' words (`%BGP-5-ADJCHANGE:  bgp-65001 [pid] (vrf) neighbor ...`). Pure.

Sources: Cisco's NX-OS system message reference, published logs.
"""

import re
from typing import Any

from collectors.logs.fields import neighbor_name, number, state_pair, vrf_name
from collectors.logs.notifications import cause_in
from collectors.logs.values import Dialect, Item, Line
from collectors.observations import (
    BfdState,
    BgpNotification,
    BgpState,
    ConfigChange,
    IgpAdjacency,
    InterfaceState,
    PrefixLimit,
    ProcessEvent,
)

TOKENS = (
    b"%BGP-5-ADJCHANGE:  bgp-",
    b"%BGP-5-ADJCHANGE: bgp-",
    b"MAXPFX",
    b"%ETHPORT-5-IF_",
    b"%ETHPORT-3-IF_",
    b"%ETH_PORT_CHANNEL-5-",
    b"%OSPF-5-ADJCHANGE:",
    b"%OSPFV3-5-ADJCHANGE:",
    b"%ISIS-5-ADJCHANGE:",
    b"%BFD-5-SESSION_STATE_",
    b"%VSHD-5-VSHD_SYSLOG_CONFIG_I",
    b"%SYSMGR-2-SERVICE_CRASHED",
)
_MARK = re.compile(r"%(?P<name>[A-Z][A-Z0-9_]{1,40}-(?:SLOT\d{1,2}-)?\d-[A-Z0-9_]{2,60}): {0,4}(?P<text>.*)$")
_WHO = r"(?P<who>(?:bgp|ospf|ospfv3|isis)-\S{0,40}) {1,3}\[\d{1,10}\] {1,3}(?:\((?P<vrf>[^)]{1,80})\) )?"
_ADJ = re.compile(_WHO + r"neighbor {1,2}(?P<peer>\S{2,60}) (?P<to>Up|Down)(?: - (?P<why>.*))?")
_LIMIT = re.compile(
    _WHO + r".{0,80}?prefix\w{0,3} (?:received )?from (?P<peer>\S{2,60}).{0,60}?(?P<count>\d{1,12}).{0,40}?"
    r"(?P<limit>\d{1,12})"
)
_LINK = re.compile(r"Interface (?P<if>[^\s,]{1,80}) is (?P<to>up|down)(?: \((?P<why>[^)]{0,120})\))?")
_OSPF = re.compile(
    _WHO + r"Nbr (?P<id>\S{2,60}) on (?P<if>\S{1,80})(?: from \w{1,12} to (?P<new>\w{1,12})| went"
    r" (?P<to>UP|DOWN|FULL))(?:, (?P<why>.*))?"
)
_ISIS = re.compile(
    _WHO + r"(?:P2P|LAN) adj L\S{1,6} (?P<id>\S{1,80}) over (?P<if>\S{1,80}) - (?P<to>UP|DOWN)\b(?P<why>.*)"
)
_BFD = re.compile(
    r"BFD session \d{1,12} (?:to neighbor|for peer) (?P<peer>\S{2,60}) on interface (?P<if>\S{1,80}) (?:has gone"
    r" (?P<down>down)|is (?P<up>up))"
    r"(?:\. Reason: (?P<why>.*))?"
)
_CRASHED = re.compile(r'Service "(?P<who>bgp|ospf|isis|bfd)[\w-]{0,20}"')
_BY = re.compile(r"\bby (\S{1,64})")


def recognise(line: Line) -> bool:
    """A routing process' tag in the text, or a name that only NX-OS has."""
    found = _MARK.match(line.words)
    if not found:
        return False
    return _only(found["name"]) or re.match(_WHO, found["text"]) is not None or _BFD.match(found["text"]) is not None


def _only(name: str) -> bool:
    return name.startswith(("ETHPORT-", "ETH_PORT_CHANNEL-", "VSHD-", "SYSMGR-", "VPC-"))


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """What a line says; nothing for noise."""
    mark = _MARK.match(line.words)
    if mark is None:
        return ()
    name, text = mark["name"], mark["text"].strip()
    if name.startswith("BGP-"):
        return _bgp(name, text, seen)
    if name.startswith(("ETHPORT-", "ETH_PORT_CHANNEL-")):
        return _link(text, seen)
    if name.startswith(("OSPF", "ISIS")):
        return _igp(text, seen)
    if name.startswith("BFD-5-SESSION_STATE"):
        found = _BFD.match(text)
        return found and (
            BfdState(
                **seen, neighbor=neighbor_name(found["peer"]), up=bool(found["up"]), diagnostic=found["why"] or ""
            ),
        )
    crashed = _CRASHED.match(text)
    if crashed and "CRASHED" in name:
        return (ProcessEvent(**seen, process=crashed["who"], event="died", detail=text),)
    if name.startswith("VSHD-5"):
        user = _BY.search(text[:200])
        return (ConfigChange(**seen, user=user[1] if user else None, text=text),)
    return ()


def _bgp(name: str, text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    if "MAXPFX" in name:
        found = _LIMIT.match(text)
        level = "exceeded" if "EXCEED" in name else "warning"
        counts = {"count": number(found["count"]), "limit": number(found["limit"])} if found else {}
        return found and (PrefixLimit(**seen, neighbor=neighbor_name(found["peer"]), level=level, **counts),)  # type: ignore[arg-type]
    found = _ADJ.match(text)
    if not found:
        return None if "ADJCHANGE" in name else ()
    names: dict[str, Any] = {"neighbor": neighbor_name(found["peer"]), "vrf": vrf_name(found["vrf"])}
    why = (found["why"] or "").strip()
    state = BgpState(**seen, **names, **state_pair(found["to"] == "Up", why))
    way, colon, reason = why.partition(":")
    code = cause_in(reason if colon else why) if found["to"] == "Down" else None
    if code is None:
        return (state,)
    direction = "received" if way.startswith("recv") else "sent"
    return (BgpNotification(**seen, **names, direction=direction, code=code[0], subcode=code[1]), state)  # type: ignore[arg-type]


def _link(text: str, seen: dict[str, Any]) -> tuple[Item, ...]:
    found = _LINK.match(text)
    if not found:
        return ()
    why = found["why"] or ""
    admin = True if "admin" in why.lower() else None
    return (InterfaceState(**seen, interface=found["if"], up=found["to"] == "up", reason=why, admin_down=admin),)


def _igp(text: str, seen: dict[str, Any]) -> tuple[Item, ...]:
    ospf, isis = _OSPF.match(text), _ISIS.match(text)
    found = ospf or isis
    if not found:
        return ()
    to = (found.groupdict().get("new") or found["to"] or "").upper()
    if ospf and to not in ("FULL", "UP", "DOWN"):
        return ()
    why = (found["why"] or "").strip()
    names: dict[str, Any] = {"neighbor_id": found["id"], "interface": found["if"], "reason": why}
    names["protocol"] = "ospf" if ospf else "isis"
    down, expired = "interface" in why.lower(), "hold" in why.lower() or "dead" in why.lower()
    return (IgpAdjacency(**seen, **names, up=to in ("FULL", "UP"), interface_down=down, hold_expired=expired),)


DIALECT = Dialect("cisco_nxos", TOKENS, recognise, parse)
