"""Cisco IOS XR's words (`process[pid]: %CAT-GROUP-SEV-MNEMONIC : text`). Pure.

XR tells direction and cause of a NOTIFICATION in the Down line itself: such a line gives two observations.
"""

import re
from typing import Any

from collectors.logs.fields import neighbor_name, number, one, state_pair, vrf_name
from collectors.logs.notifications import cause_in
from collectors.logs.values import Dialect, Item, Line
from collectors.observations import (
    AuthenticationFailure,
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
    b"%ROUTING-BGP-5-ADJCHANGE",
    b"MAXPFX",
    b"%ROUTING-ISIS-5-ADJCHANGE",
    b"%ROUTING-OSPF-5-ADJCHG",
    b"%PKT_INFRA-LINK-3-UPDOWN",
    b"%PKT_INFRA-LINEPROTO-5-UPDOWN",
    b"%MGBL-CONFIG-6-DB_COMMIT",
    b"%L2-BFD-6-SESSION_STATE_",
    b"TCP-3-BADAUTH",
    b"%OS-SYSMGR-3-ERROR",
)
_MARK = re.compile(r"%(?P<name>[A-Z][A-Z0-9_]{0,30}(?:-[A-Z0-9_]{1,40}){1,3}-\d-[A-Z0-9_]{2,40}) ?: {0,3}(?P<text>.*)$")
_ADJ = re.compile(
    r"neighbor (?P<peer>\S{1,120}) (?P<to>Up|Down)(?: - (?P<why>.{0,400}?))?"
    r"(?: ?\(VRF: (?P<vrf>[^)]{1,80})\))?(?: \(AS: [\d.]{1,20}\))?$"
)
_LIMIT = re.compile(
    r"No\. of (?P<afi>[\w -]{1,40}?) prefixes received from (?P<peer>[^\s]{1,120}?):? (?:has reached )?"
    r"(?P<count>\d{1,12}),? "
    r"(?:exceed limit|max) (?P<limit>\d{1,12})"
)
_ISIS = re.compile(
    r"Adjacency to (?P<id>\S{1,80}) \((?P<if>[^)]{1,80})\) \((?P<level>[^)]{1,8})\) (?P<to>Up|Down)(?:, (?P<why>.*))?"
)
_OSPF = re.compile(
    r"Process (?P<process>\S{1,40}), Nbr (?P<id>\S{1,45}) on (?P<if>\S{1,80})(?: in area \S{1,20})? "
    r"from (?P<old>\w{1,12}) to (?P<new>\w{1,12})(?:, (?P<why>[^,]{0,200}))?"
)
_LINK = re.compile(r"Interface (?P<if>[^\s,]{1,80}), changed state to (?P<to>Up|Down|Administratively Down)")
_BFD = re.compile(
    r"BFD session to neighbor (?P<peer>\S{1,45})(?: on interface (?P<if>\S{1,80}))? (?:has gone"
    r" (?P<down>down)|is (?P<up>up))"
    r"(?:\.? Reason: (?P<why>.*))?"
)
_AUTH = re.compile(
    r"(?:Invalid|No|Missing) (?:MD5 |EA )?digest from (?P<from>[^\s(]{1,45}?)[:(]\d{1,5}\)? to"
    r" (?P<to>[^\s(]{1,45}?)[:(]\d{1,5}"
)
_EXITED = re.compile(
    r"(?P<who>bgp|ospf|ospfv3|isis|bfd|ipv4_rib|ipv6_rib)\(\d{1,4}\)[^:]{0,80}(?:exited|abnormally terminated)"
)
_BY = re.compile(r"by user '([^']{1,64})'")


def recognise(line: Line) -> bool:
    """`%CAT-GROUP-SEV-MNEMONIC : ` with at least two parts before the severity."""
    return _MARK.match(line.words) is not None


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """What a line says; nothing for noise."""
    mark = _MARK.match(line.words)
    return _words(mark["name"], mark["text"].strip(), seen) if mark else ()


def _words(name: str, text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    match name:
        case "ROUTING-BGP-5-ADJCHANGE":
            return _adjacency(text, seen)
        case "ROUTING-ISIS-5-ADJCHANGE":
            return _isis(text, seen)
        case "ROUTING-OSPF-5-ADJCHG":
            return _ospf(text, seen)
        case "PKT_INFRA-LINK-3-UPDOWN" | "PKT_INFRA-LINEPROTO-5-UPDOWN":
            found = _LINK.search(text)
            admin = True if found and found["to"].startswith("Admin") else None
            return found and (InterfaceState(**seen, interface=found["if"], up=found["to"] == "Up", admin_down=admin),)
        case "MGBL-CONFIG-6-DB_COMMIT":
            user = _BY.search(text[:300])
            return (ConfigChange(**seen, user=user[1] if user else None, text=text),)
        case "OS-SYSMGR-3-ERROR":
            found = _EXITED.match(text)
            return (ProcessEvent(**seen, process=found["who"], event="died", detail=text),) if found else ()
    return _others(name, text, seen)


def _others(name: str, text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    if "MAXPFX" in name:
        return one(_limit(name, text, seen))
    if name.startswith("L2-BFD-6-SESSION_STATE_"):
        found = _BFD.match(text)
        return found and (
            BfdState(
                **seen, neighbor=neighbor_name(found["peer"]), up=bool(found["up"]), diagnostic=found["why"] or ""
            ),
        )
    if name.endswith("TCP-3-BADAUTH"):
        found = _AUTH.match(text)
        ends = (neighbor_name(found["from"]), neighbor_name(found["to"])) if found else (None, None)
        return (AuthenticationFailure(**seen, neighbor=ends[0], local_address=ends[1]),)
    return ()


def _limit(name: str, text: str, seen: dict[str, Any]) -> PrefixLimit | None:
    found = _LIMIT.match(text)
    if not found:
        return None
    first, *rest = found["afi"].split() or [""]
    afi = first.lower() + "".join(item.capitalize() for item in rest)
    counts = {"count": number(found["count"]), "limit": number(found["limit"])}
    level = "exceeded" if name.endswith("EXCEED") else "warning"
    return PrefixLimit(**seen, neighbor=neighbor_name(found["peer"]), level=level, afi=afi, **counts)  # type: ignore[arg-type]


def _isis(text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    found = _ISIS.match(text)
    if not found:
        return None
    why = found["why"] or ""
    names: dict[str, Any] = {"neighbor_id": found["id"], "interface": found["if"].rpartition(".")[0] or found["if"]}
    down, expired = "interface" in why.lower(), "hold" in why.lower()
    up = found["to"] == "Up"
    return (
        IgpAdjacency(**seen, **names, protocol="isis", up=up, reason=why, interface_down=down, hold_expired=expired),
    )


def _ospf(text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    found = _OSPF.match(text)
    if not found:
        return None
    if "FULL" not in (found["old"], found["new"]):
        return ()
    why = (found["why"] or "").strip()
    names: dict[str, Any] = {"neighbor_id": found["id"], "interface": found["if"], "reason": why}
    down, expired = "interface" in why.lower(), "dead timer" in why.lower()
    up = found["new"] == "FULL"
    return (IgpAdjacency(**seen, **names, protocol="ospf", up=up, interface_down=down, hold_expired=expired),)


def _adjacency(text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    found = _ADJ.match(text)
    if not found:
        return None
    names: dict[str, Any] = {"neighbor": neighbor_name(found["peer"]), "vrf": vrf_name(found["vrf"])}
    why = (found["why"] or "").strip()
    state = BgpState(**seen, **names, **state_pair(found["to"] == "Up", why))
    way = "received" if "received" in why.lower() else "sent" if "sent" in why.lower() else None
    code = cause_in(why) if way and found["to"] == "Down" else None
    if way is None or code is None:
        return (state,)
    note = BgpNotification(**seen, **names, direction=way, code=code[0], subcode=code[1])  # type: ignore[arg-type]
    return (note, state)


DIALECT = Dialect("cisco_xr", TOKENS, recognise, parse)
