"""Cisco IOS and IOS XE log lines (IOL, too) to observations. Pure; documented lines only."""

import re
from typing import Any

from collectors.collector import LineContext, LogMapping
from collectors.mapping import stamps
from collectors.mapping.sayings import common, neighbor_name, vrf_name
from collectors.observations import (
    BgpNotification,
    BgpState,
    ConfigChange,
    InterfaceState,
    Observation,
    PrefixLimit,
)

TOKENS = (
    b"%BGP-5-ADJCHANGE: neighbor ",
    b"%BGP-3-NOTIFICATION: ",
    b"%BGP-4-MAXPFX: ",
    b"%BGP-3-MAXPFXEXCEED: ",
    b"%LINEPROTO-5-UPDOWN: ",
    b"%LINK-3-UPDOWN: ",
    b"%LINK-5-CHANGED: ",
    b"%SYS-5-CONFIG_I: ",
)
_LINE = re.compile(
    r"^(?:<\d+>)?(?:(?P<seqno>\d+): )?(?:(?P<host>[\w.-]+): )?(?:\d+: )?[*.]?"
    r"(?P<stamp>[A-Z][a-z]{2} {1,2}\d{1,2}(?: \d{4})? \d\d:\d\d:\d\d(?:\.\d+)?)"
    r"(?: (?P<tz>[A-Z]{2,5}))?: %(?P<name>[A-Z_]+-\d-[A-Z_]+): (?P<text>.*)$"
)
_ADJ = re.compile(
    r"neighbor (?P<peer>\S+) (?:(?:active|passive) )?(?:vpn vrf (?P<vrf>\S+) )?(?P<to>Up|Down)(?: (?P<why>.*))?$"
)
_NOTE = re.compile(
    r"(?P<way>received from|sent to) neighbor (?P<peer>\S+) (?:(?:active|passive) )?(?P<code>\d+)/(?P<sub>\d+) "
    r"\((?P<text>[^)]*)\)"
)
_LIMIT = re.compile(
    r"received from (?P<peer>\S+?)(?: \(afi (?P<afi>\d+)\))?(?::| reaches) ?"
    r"(?P<count>\d+),?(?: exceed limit| max) (?P<limit>\d+)"
)
_LINK = re.compile(r"Interface (?P<if>[^\s,]+), changed state to (?P<to>up|down|administratively down)")
_AFI = {"0": "ipv4Unicast", "1": "ipv6Unicast"}


def recognise(line: str) -> bool:
    """`*Jun 29 10:18:18.019: %FAC-SEV-MNEMONIC: `, where EOS has an agent's name before the percent sign."""
    found = _LINE.match(line.rstrip())
    return found is not None and not found["text"].startswith("peer ")


def parse(line: str, seq: int, context: LineContext) -> tuple[Observation, ...]:
    """What a line says; nothing for noise. Only UTC and the context's zone are known as zones."""
    found = _LINE.match(line.rstrip())
    if not found:
        return ()
    stamp = stamps.bsd(
        found["stamp"], context.zone, year=context.year, near_ns=context.received_ns, until_ns=context.until_ns
    )
    if stamp is None:
        return ()
    one = _words(found["name"], found["text"], common(line, seq, context, stamp[0], stamp[1]))
    return (one,) if one else ()


def _words(name: str, text: str, seen: dict[str, Any]) -> Observation | None:
    match name:
        case "BGP-5-ADJCHANGE":
            return _adjacency(text, seen)
        case "BGP-3-NOTIFICATION":
            found = _NOTE.search(text)
            return found and BgpNotification(
                **seen,
                neighbor=neighbor_name(found["peer"]),
                direction="received" if found["way"].startswith("received") else "sent",
                code=int(found["code"]),
                subcode=int(found["sub"]),
            )
        case "BGP-4-MAXPFX" | "BGP-3-MAXPFXEXCEED":
            found = _LIMIT.search(text)
            return found and PrefixLimit(
                **seen,
                neighbor=neighbor_name(found["peer"]),
                level="exceeded" if name.endswith("EXCEED") else "warning",
                afi=_AFI.get(found["afi"] or ""),
                count=int(found["count"]),
                limit=int(found["limit"]),
            )
        case "LINEPROTO-5-UPDOWN" | "LINK-3-UPDOWN" | "LINK-5-CHANGED":
            found = _LINK.search(text)
            admin = True if found and found["to"].startswith("admin") else None
            return found and InterfaceState(
                **seen, interface=found["if"], up=found["to"] == "up", reason=found["to"], admin_down=admin
            )
        case "SYS-5-CONFIG_I":
            user = re.search(r"by (\S+)", text)
            return ConfigChange(**seen, user=user[1] if user else None, text=text)
    return None


def _adjacency(text: str, seen: dict[str, Any]) -> BgpState | None:
    found = _ADJ.match(text.strip())
    if not found:
        return None
    up = found["to"] == "Up"
    return BgpState(
        **seen,
        neighbor=neighbor_name(found["peer"]),
        vrf=vrf_name(found["vrf"]),
        state="established" if up else "down",
        previous=None if up else "established",
        reason="" if up else (found["why"] or "").strip(),
    )


MAPPING = LogMapping("cisco_ios", TOKENS, recognise, parse)
