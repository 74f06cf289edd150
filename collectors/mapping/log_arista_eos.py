"""Arista EOS log lines to observations (`%FAC-SEV-MNEMONIC` behind an agent's name). Pure; documented lines only."""

import re
from typing import Any

from collectors.collector import LineContext, LogMapping
from collectors.mapping.sayings import common, neighbor_name, vrf_name
from collectors.mapping.syslog_frame import frame
from collectors.observations import (
    BfdState,
    BgpNotification,
    BgpState,
    ConfigChange,
    IgpAdjacency,
    InterfaceState,
    Observation,
    ProcessEvent,
)

TOKENS = (
    b": %BGP-5-ADJCHANGE: peer ",
    b": %BGP-3-NOTIFICATION: ",
    b": %BFD-5-STATE_CHANGE: ",
    b": %LINEPROTO-5-UPDOWN: ",
    b": %ISIS-4-ISIS_ADJCHG: ",
    b": %SYS-5-CONFIG_",
    b": %PROCMGR-6-PROCESS_",
)
_MARK = re.compile(r"%(?P<fac>[A-Z_]+)-(?P<sev>\d)-(?P<mnem>[A-Z_]+): (?P<text>.*)$")
_ADJ = re.compile(
    r"peer (?P<peer>\S+) \(VRF (?P<vrf>\S+) AS (?P<asn>\S+)\) "
    r"old state (?P<old>\w+) event (?P<event>\w+) new state (?P<new>\w+)"
)
_NOTE = re.compile(
    r"(?P<way>received from|sent to) neighbor (?P<peer>\S+) \((?:VRF (?P<vrf>\S+) )?AS \S+\) "
    r"(?P<code>\d+)/(?P<sub>\d+) \((?P<text>.*?)\)(?P<rest>.*)$"
)
_BFD = re.compile(r"peer \(vrf:(?P<vrf>[^,]+), ip:(?P<ip>[^,]+),.*changed state from (?P<old>\w+) to (?P<new>\w+)")
_LINK = re.compile(r"Line protocol on Interface (?P<if>[^\s,(]+).*changed state to (?P<to>up|down)")
_ISIS = re.compile(r"SystemID (?P<id>\S+) on (?P<if>\S+) to (?P<to>UP|DOWN)(?:: (?P<why>.*))?")
AGENTS = ("Bgp", "Rib", "Bfd", "Ebra", "Isis", "ConfigAgent", "ProcMgr", "ProcMgr-worker", "Lag", "Ospf", "Lldp", "Aaa")


def _split(line: str, context: LineContext) -> tuple[dict[str, Any], re.Match[str]] | None:
    found = frame(line, context)
    mark = _MARK.match(line[found.start :].rstrip()) if found else None
    if found is None or mark is None or found.app not in AGENTS:
        return None
    return common(line, 0, context, found.ns, found.precision_ns), mark


def recognise(line: str) -> bool:
    """An EOS agent's name and `%FAC-SEV-MNEMONIC`."""
    return "%" in line and _split(line, LineContext(node="")) is not None


def parse(line: str, seq: int, context: LineContext) -> tuple[Observation, ...]:
    """What a line says; nothing for noise."""
    parts = _split(line, context)
    if parts is None:
        return ()
    seen, mark = parts
    one = _words(f"{mark['fac']}-{mark['mnem']}", mark["text"], {**seen, "seq": seq})
    return (one,) if one else ()


def _words(name: str, text: str, seen: dict[str, Any]) -> Observation | None:
    match name:
        case "BGP-ADJCHANGE":
            return _adjacency(text, seen)
        case "BGP-NOTIFICATION":
            return _notification(text, seen)
        case "BFD-STATE_CHANGE":
            found = _BFD.search(text)
            return found and BfdState(
                **seen, neighbor=neighbor_name(found["ip"]), vrf=vrf_name(found["vrf"]), up=found["new"] == "Up"
            )
        case "LINEPROTO-UPDOWN":
            found = _LINK.search(text)
            return found and InterfaceState(**seen, interface=found["if"], up=found["to"] == "up")
        case "ISIS-ISIS_ADJCHG":
            found = _ISIS.search(text)
            return found and IgpAdjacency(
                **seen,
                protocol="isis",
                up=found["to"] == "UP",
                neighbor_id=found["id"],
                interface=found["if"],
                reason=found["why"] or "",
                interface_down="interface" in (found["why"] or ""),
            )
        case "SYS-CONFIG_I" | "SYS-CONFIG_SESSION_COMMIT_SUCCESS":
            user = re.search(r"(?:by|User) (\S+)", text)
            return ConfigChange(**seen, user=user[1] if user else None, text=text)
        case "PROCMGR-PROCESS_RESTART" if "'Bgp'" in text or "'Rib'" in text:
            return ProcessEvent(**seen, process="Bgp", event="died", detail=text)
    return None


def _adjacency(text: str, seen: dict[str, Any]) -> BgpState | None:
    found = _ADJ.search(text)
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


def _notification(text: str, seen: dict[str, Any]) -> BgpNotification | None:
    found = _NOTE.search(text)
    if not found:
        return None
    words = re.search(r"reason: ?(.+)$", found["rest"])
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


MAPPING = LogMapping("arista_eos", TOKENS, recognise, parse)
