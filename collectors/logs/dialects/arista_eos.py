"""Arista EOS' words (`%FAC-SEV-MNEMONIC` behind an agent's name), of the older `ribd` and the newer agents. Pure.

Sources: Arista's system message guide, napalm-logs' fixtures, published logs.
"""

import re
from typing import Any

from collectors.logs.fields import is_explicit_priority, neighbor_name, one, state_pair, vrf_name
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
    b"%BGP-5-ADJCHANGE: peer ",
    b"%BGP-3-NOTIFICATION: ",
    b"MAX_ROUTES_",
    b"%BFD-5-STATE_CHANGE: ",
    b"%BGP-BFD-STATE-CHANGE: ",
    b"%LINEPROTO-5-UPDOWN: ",
    b"%ISIS-4-ISIS_ADJCHG: ",
    b"%OSPF-4-OSPF_ADJACENCY_",
    b"%OSPF3-4-OSPF3_ADJACENCY_",
    b"%SYS-5-CONFIG_",
    b"%PROCMGR-6-PROCESS_",
)
_MARK = re.compile(
    r"(?:Instance \d{1,10}: )?%(?P<fac>[A-Z][A-Z0-9_]{1,30})-(?:(?P<sev>\d)-)?(?P<mnem>[A-Z][A-Z0-9_-]{2,60}):"
    r" {0,3}(?P<text>.*)$"
)
_WHOSE = r"\((?:VRF (?P<vrf>\S{1,100}) )?AS [\d.]{1,12}\)"
_PEER_AS = re.compile(r"\bAS \d")
_ADJ = re.compile(
    rf"peer (?P<peer>\S{{1,120}}) {_WHOSE} old state (?P<old>\w{{1,20}}) event (?P<event>\w{{1,40}}) new state"
    rf" (?P<new>\w{{1,20}})"
)
_NOTE = re.compile(
    rf"(?P<way>received from|sent to) neighbor (?P<peer>\S{{1,120}}) {_WHOSE} "
    r"(?P<code>\d{1,3})/(?P<sub>\d{1,3})(?: \((?P<text>[^)]{0,200})\))?(?P<rest>.*)"
)
_LIMIT = re.compile(
    rf"(?:[\w ]{{1,60}} )?[Pp]eer (?P<peer>\S{{1,120}}) {_WHOSE} has exceeded [\w ]{{1,80}}\((?P<limit>\d{{1,10}})\)"
    r"(?: of address family (?P<afi>[\w -]{1,40}))?"
)
_AFI = {"IPv4 Unicast": "ipv4Unicast", "IPv6 Unicast": "ipv6Unicast", "L2VPN EVPN": "l2VpnEvpn"}
_BFD = re.compile(
    r"peer (?:\(vrf:(?P<vrf>[^,]{1,100}), ?ip:(?P<ip>[^,]{1,60}),[^)]{0,300}\)|(?P<bare>[0-9a-fA-F.:]{3,45})"
    r"(?: \([^)]{0,100}\))?)"
    r"(?: changed state from)? (?P<old>\w{1,20}) to (?P<new>\w{1,20})"
)
_LINK = re.compile(r"Line protocol on Interface (?P<if>[^\s,(]{1,80}).{0,300}changed state to (?P<to>up|down)")
_ISIS = re.compile(r"SystemID (?P<id>\S{1,80}) on (?P<if>\S{1,80}) to (?P<to>UP|DOWN)(?:: (?P<why>.*))?")
_OSPF = re.compile(
    r"NGB (?P<id>\S{1,45}), interface (?P<if>\S{1,80}) adjacency (?P<what>established|dropped)(?:: (?P<why>.*))?"
)
_USER = re.compile(r"\b(?:by|User) (\S{1,64})")
_TEXT = re.compile(r"reason: ?(.{1,200})$")
AGENTS = (
    "Bgp",
    "Rib",
    "Bfd",
    "Ebra",
    "Isis",
    "ConfigAgent",
    "ProcMgr",
    "ProcMgr-worker",
    "Lag",
    "Ospf",
    "Ospf3",
    "Lldp",
    "Aaa",
)


def recognise(line: Line) -> bool:
    """`%FAC-SEV-MNEMONIC` in words that no other maker has, or behind one of EOS' agents."""
    found = _MARK.match(line.words)
    if not found or is_explicit_priority(line.words):
        return False
    return (
        line.tag in AGENTS
        or "MAX_ROUTES_" in found["mnem"]
        or found["text"].startswith("peer ")
        or _PEER_AS.search(found["text"][:120]) is not None
    )


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """What a line says; nothing for noise."""
    found = _MARK.match(line.words)
    return _words(f"{found['fac']}-{found['mnem']}", found["text"].strip(), seen) if found else ()


def _words(name: str, text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    match name:
        case "BGP-ADJCHANGE":
            return _adjacency(text, seen)
        case "BGP-NOTIFICATION":
            return one(_notification(text, seen))
        case "BFD-STATE_CHANGE" | "BGP-BFD-STATE-CHANGE":
            return _bfd(text, seen)
        case "LINEPROTO-UPDOWN":
            found = _LINK.match(text)
            return found and (InterfaceState(**seen, interface=found["if"], up=found["to"] == "up"),)
        case "ISIS-ISIS_ADJCHG":
            return one(_isis(text, seen))
        case "SYS-CONFIG_I" | "SYS-CONFIG_SESSION_COMMIT_SUCCESS":
            user = _USER.search(text[:200])
            return (ConfigChange(**seen, user=user[1] if user else None, text=text),)
        case "PROCMGR-PROCESS_RESTART" if "'Bgp'" in text or "'Rib'" in text:
            return (ProcessEvent(**seen, process="Bgp", event="died", detail=text),)
    if "MAX_ROUTES_" in name:
        return one(_limit(name, text, seen))
    return _ospf(text, seen) if "_ADJACENCY_" in name else ()


def _limit(name: str, text: str, seen: dict[str, Any]) -> PrefixLimit | None:
    """`..._WARNING` and `..._EARLY_WARNING` leave the session up, `..._LIMIT` ends it."""
    found = _LIMIT.match(text)
    return found and PrefixLimit(
        **seen,
        neighbor=neighbor_name(found["peer"]),
        vrf=vrf_name(found["vrf"]),
        level="warning" if name.endswith("WARNING") else "exceeded",
        afi=_AFI.get(found["afi"] or ""),
        limit=int(found["limit"]),
    )


def _bfd(text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    found = _BFD.match(text)
    if not found:
        return None
    neighbor = neighbor_name((found["ip"] or found["bare"]).strip())
    return (BfdState(**seen, neighbor=neighbor, vrf=vrf_name(found["vrf"]), up=found["new"] == "Up"),)


def _isis(text: str, seen: dict[str, Any]) -> IgpAdjacency | None:
    found = _ISIS.search(text[:300])
    why = (found["why"] or "") if found else ""
    return found and IgpAdjacency(
        **seen,
        protocol="isis",
        up=found["to"] == "UP",
        neighbor_id=found["id"],
        interface=found["if"],
        reason=why,
        interface_down="interface" in why,
        hold_expired="hold" in why.lower(),
    )


def _ospf(text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    found = _OSPF.match(text)
    if not found:
        return None
    why = found["why"] or ""
    up = found["what"] == "established"
    if not up and "state was:" in why and "FULL" not in why:
        return ()
    names: dict[str, Any] = {"neighbor_id": found["id"], "interface": found["if"], "reason": why}
    down, expired = "interface" in why, "inactivity" in why.lower() or "dead" in why.lower()
    return (IgpAdjacency(**seen, **names, protocol="ospf", up=up, interface_down=down, hold_expired=expired),)


def _adjacency(text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    found = _ADJ.match(text)
    if not found:
        return None
    if found["old"] == found["new"] or "Established" not in (found["old"], found["new"]):
        return ()
    pair = state_pair(found["new"] == "Established", found["event"])
    return (BgpState(**seen, neighbor=neighbor_name(found["peer"]), vrf=vrf_name(found["vrf"]), **pair),)


def _notification(text: str, seen: dict[str, Any]) -> BgpNotification | None:
    found = _NOTE.match(text)
    if not found:
        return None
    words = _TEXT.search(found["rest"][:400])
    return BgpNotification(
        **seen,
        neighbor=neighbor_name(found["peer"]),
        vrf=vrf_name(found["vrf"]),
        direction="received" if found["way"].startswith("received") else "sent",
        code=int(found["code"]),
        subcode=int(found["sub"]),
        hard_reset="Hard Reset" in text,
        communication=words[1].strip() if words else None,
    )


DIALECT = Dialect("arista_eos", TOKENS, recognise, parse)
