"""Cisco IOS XR log lines to observations. Pure; documented lines only.

XR tells direction and cause of a NOTIFICATION in the Down line itself: such a line gives two observations.
"""

import re
from typing import Any

from collectors.collector import LineContext, LogMapping
from collectors.mapping import stamps
from collectors.mapping.notifications import cause_in
from collectors.mapping.sayings import common, neighbor_name, vrf_name
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
    b"%ROUTING-BGP-5-ADJCHANGE : ",
    b"MAXPFX",
    b"%ROUTING-ISIS-5-ADJCHANGE : ",
    b"%PKT_INFRA-LINK-3-UPDOWN : ",
    b"%MGBL-CONFIG-6-DB_COMMIT : ",
)
_LINE = re.compile(
    r"^(?:<\d+>)?(?:\d+: )?(?:(?P<host>[\w.-]+) )?(?P<where>(?:RP|LC)/\S+?/CPU\d+):(?P<stamp>[A-Z][a-z]{2} .{11,24}?)"
    r"(?: (?P<tz>[A-Z]{2,5}))? ?: (?P<proc>\w+)\[\d+\]: %(?P<name>[A-Z_]+-[A-Z_0-9]+-\d-[A-Z_0-9]+) : (?P<text>.*)$"
)
_ADJ = re.compile(
    r"neighbor (?P<peer>\S+) (?P<to>Up|Down)(?: - (?P<why>.*?))?(?: \(VRF: (?P<vrf>[^)]+)\))?(?: \(AS: \d+\))?$"
)
_LIMIT = re.compile(
    r"No\. of (?P<afi>.+?) prefixes received from (?P<peer>\S+?):? (?:has reached )?(?P<count>\d+),? "
    r"(?:exceed limit|max) (?P<limit>\d+)"
)
_ISIS = re.compile(r"Adjacency to (?P<id>\S+) \((?P<if>[^)]+)\) \((?P<level>\S+)\) (?P<to>Up|Down)(?:, (?P<why>.*))?")
_LINK = re.compile(r"Interface (?P<if>[^\s,]+), changed state to (?P<to>Up|Down)")


def recognise(line: str) -> bool:
    """`RP/0/RP0/CPU0:stamp : process[pid]: %CAT-GROUP-SEV-MNEM : `."""
    return _LINE.match(line.rstrip()) is not None


def parse(line: str, seq: int, context: LineContext) -> tuple[Observation, ...]:
    """What a line says; nothing for noise."""
    found = _LINE.match(line.rstrip())
    if not found:
        return ()
    stamp = stamps.bsd(
        found["stamp"].strip(), context.zone, year=context.year, near_ns=context.received_ns, until_ns=context.until_ns
    )
    if stamp is None:
        return ()
    return _words(found["name"], found["text"], common(line, seq, context, stamp[0], stamp[1]))


def _words(name: str, text: str, seen: dict[str, Any]) -> tuple[Observation, ...]:
    if name == "ROUTING-BGP-5-ADJCHANGE":
        return _adjacency(text.strip(), seen)
    found: re.Match[str] | None
    if "MAXPFX" in name and (found := _LIMIT.search(text)):
        first, *rest = found["afi"].split()
        afi = first.lower() + "".join(each.capitalize() for each in rest)
        counts = {"count": int(found["count"]), "limit": int(found["limit"])}
        level = "exceeded" if name.endswith("EXCEED") else "warning"
        return (PrefixLimit(**seen, neighbor=neighbor_name(found["peer"]), level=level, afi=afi, **counts),)  # type: ignore[arg-type]
    if name == "ROUTING-ISIS-5-ADJCHANGE" and (found := _ISIS.search(text)):
        why = found["why"] or ""
        names: dict[str, Any] = {"neighbor_id": found["id"], "interface": found["if"].rpartition(".")[0] or found["if"]}
        down = "interface" in why.lower()
        return (
            IgpAdjacency(**seen, **names, protocol="isis", up=found["to"] == "Up", reason=why, interface_down=down),
        )
    if name == "PKT_INFRA-LINK-3-UPDOWN" and (found := _LINK.search(text)):
        return (InterfaceState(**seen, interface=found["if"], up=found["to"] == "Up"),)
    if name == "MGBL-CONFIG-6-DB_COMMIT":
        user = re.search(r"by user '([^']+)'", text)
        return (ConfigChange(**seen, user=user[1] if user else None, text=text),)
    return ()


def _adjacency(text: str, seen: dict[str, Any]) -> tuple[Observation, ...]:
    found = _ADJ.match(text)
    if not found:
        return ()
    names: dict[str, Any] = {"neighbor": neighbor_name(found["peer"]), "vrf": vrf_name(found["vrf"])}
    if found["to"] == "Up":
        return (BgpState(**seen, **names, state="established"),)
    why = (found["why"] or "").strip()
    down = BgpState(**seen, **names, state="down", previous="established", reason=why)
    way = "received" if "received" in why.lower() else "sent" if "sent" in why.lower() else None
    code = cause_in(why) if way else None
    if way is None or code is None:
        return (down,)
    note = BgpNotification(**seen, **names, direction=way, code=code[0], subcode=code[1])  # type: ignore[arg-type]
    return (note, down)


MAPPING = LogMapping("cisco_xr", TOKENS, recognise, parse)
