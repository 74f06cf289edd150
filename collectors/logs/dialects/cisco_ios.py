"""Cisco IOS' and IOS XE's words (`%FAC-SEV-MNEMONIC: text`; IOL, too). Pure.

Sources: Cisco's system message guides, published logs. `neighbor X active Down` and `passive Down` are of a connection
that was not the session; `debug ip bgp` says `BGP: X went from Established to Idle` where `%ADJCHANGE` is off.
"""

import re
from typing import Any

from collectors.logs.fields import is_explicit_priority, neighbor_name, number, one, state_pair, vrf_name
from collectors.logs.values import Dialect, Hint, Item, Line, Opened
from collectors.observations import (
    AuthenticationFailure,
    BgpNotification,
    BgpState,
    ConfigChange,
    IgpAdjacency,
    InterfaceState,
    PrefixLimit,
)

TOKENS = (
    b"%BGP-5-ADJCHANGE:",
    b"%BGP-3-NOTIFICATION:",
    b"%BGP-4-MAXPFX:",
    b"%BGP-3-MAXPFXEXCEED:",
    b"%LINEPROTO-5-UPDOWN:",
    b"%LINK-3-UPDOWN:",
    b"%LINK-5-CHANGED:",
    b"%SYS-5-CONFIG_I:",
    b"%TCP-6-BADAUTH:",
    b"%OSPF-5-ADJCHG:",
    b"%OSPFv3-5-ADJCHG:",
    b"%CLNS-5-ADJCHANGE:",
    b" went from ",
)
_MARK = re.compile(r"%(?P<name>[A-Z][A-Za-z0-9_]{1,30}-\d-[A-Z0-9_]{2,40}): {0,3}(?P<text>.*)$")
_ADJ = re.compile(
    r"neighbor (?P<peer>\S{1,120}) (?:vpn vrf (?P<vrf>\S{1,64}) )?(?:(?P<side>active|passive) )?"
    r"(?:vpn vrf (?P<vrf2>\S{1,64}) )?(?P<to>Up|Down)(?: (?P<why>.*))?$"
)
_NOTE = re.compile(
    r"(?P<way>received from|sent to) neighbor (?P<peer>\S{1,120}) (?:vpn vrf (?P<vrf>\S{1,64}) )?"
    r"(?:(?P<side>active|passive) )?(?:vpn vrf (?P<vrf2>\S{1,64}) )?(?P<code>\d{1,3})/(?P<sub>\d{1,3})(?: |$)"
)
_LIMIT = re.compile(
    r"(?:received|prefixes) from (?P<peer>[^\s:]{1,3}[^\s]{0,60}?)(?: vpn vrf (?P<vrf>\S{1,64}))?"
    r"(?: \(afi (?P<afi>\d)\))?(?::| reaches) ?"
    r"(?P<count>\d{1,12}),?(?: exceed limit| max) (?P<limit>\d{1,12})"
)
_LINK = re.compile(r"Interface (?P<if>[^\s,]{1,80}),? changed state to (?P<to>up|down|administratively down)")
_AUTH = re.compile(
    r"(?:Invalid|No) MD5 digest from (?P<from>[^\s(:]{1,45}[^\s(]{0,45}?)[(:]\d{1,5}\)? to"
    r" (?P<to>[^\s(]{1,45}?)[(:]\d{1,5}"
)
_OSPF = re.compile(
    r"Process (?P<process>[\w, ]{1,40}?),? Nbr (?P<id>\S{1,45}) on (?P<if>\S{1,80}) from (?P<old>\w{1,12}) to"
    r" (?P<new>\w{1,12})"
    r"(?:, (?P<why>.*))?"
)
_ISIS = re.compile(
    r"(?:ISIS|IS-IS): Adjacency to (?P<id>\S{1,80}) \((?P<if>[^)\s]{1,80})\) (?P<to>Up|Down)(?:, (?P<why>.*))?", re.I
)
_WENT = re.compile(
    r"(?:BGP: )?(?P<peer>[0-9a-fA-F.:]{3,45}) (?:active |passive )?went from (?P<old>\w{1,12}) to (?P<new>\w{1,12})"
)
_AFI = {"0": "ipv4Unicast", "1": "ipv6Unicast"}
_BY = re.compile(r"\bby (\S{1,64})")
OTHERS = ("peer ", "bgp-", "ospf-", "ospfv3-", "isis-")
NOT_IOS = ("%ETHPORT-", "%ETH_PORT_CHANNEL-", "%VSHD-", "%VPC-", "%SYSMGR-", "%BFD-5-SESSION_STATE")
_PEER_AS = re.compile(r"\bAS \d")
"""A peer is named with its AS number by EOS alone."""
_AGENT = re.compile(r"[A-Z][a-z]{1,15}(?:[A-Z-][A-Za-z]{1,15}){0,3}")
"""A program's name before the percent sign is EOS' way."""


def recognise(line: Line) -> bool:
    """`%FAC-SEV-MNEMONIC: ` with nobody's program before it, or BGP's own debug lines behind an IOS stamp."""
    found = _MARK.match(line.words)
    if found and (is_explicit_priority(line.words) or line.words.startswith(NOT_IOS)):
        return False
    if found:
        mine = line.tag in ("", line.host) or not _AGENT.fullmatch(line.tag)
        return mine and not found["text"].startswith(OTHERS) and not _PEER_AS.search(found["text"][:120])
    return line.stamp is not None and line.stamp.form == "month" and _debug(line) is not None


def _debug(line: Line) -> re.Match[str] | None:
    words = line.words
    return _WENT.match(words) if line.tag == "BGP" or words.startswith("BGP: ") else None


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """What a line says; nothing for noise."""
    mark = _MARK.match(line.words)
    if mark is None:
        found = _debug(line)
        if found is None or found["old"] == found["new"] or "Established" not in (found["old"], found["new"]):
            return ()
        pair = state_pair(found["new"] == "Established")
        return (Hint(BgpState(**seen, neighbor=neighbor_name(found["peer"]), **pair), "echo"),)
    return _words(mark["name"], mark["text"].strip(), seen)


def _words(name: str, text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    match name:
        case "BGP-5-ADJCHANGE":
            return one(_adjacency(text, seen))
        case "BGP-3-NOTIFICATION":
            return one(_notification(text, seen))
        case "BGP-4-MAXPFX" | "BGP-3-MAXPFXEXCEED":
            return one(_limit(name, text, seen))
        case "LINEPROTO-5-UPDOWN" | "LINK-3-UPDOWN" | "LINK-5-CHANGED":
            found = _LINK.search(text)
            admin = True if found and found["to"].startswith("admin") else None
            return found and (
                InterfaceState(
                    **seen, interface=found["if"], up=found["to"] == "up", reason=found["to"], admin_down=admin
                ),
            )
        case "TCP-6-BADAUTH":
            found = _AUTH.match(text)
            ends = (neighbor_name(found["from"]), neighbor_name(found["to"])) if found else (None, None)
            return (AuthenticationFailure(**seen, neighbor=ends[0], local_address=ends[1]),)
        case "OSPF-5-ADJCHG" | "OSPFv3-5-ADJCHG":
            return _ospf(text, seen)
        case "CLNS-5-ADJCHANGE":
            return one(_isis(text, seen))
        case "SYS-5-CONFIG_I":
            user = _BY.search(text[:200])
            return (ConfigChange(**seen, user=user[1] if user else None, text=text),)
    return ()


def _adjacency(text: str, seen: dict[str, Any]) -> Item | None:
    found = _ADJ.match(text)
    if not found:
        return None
    state = BgpState(
        **seen,
        neighbor=neighbor_name(found["peer"]),
        vrf=vrf_name(found["vrf"] or found["vrf2"]),
        **state_pair(found["to"] == "Up", (found["why"] or "").strip()),
    )
    return Hint(state, "unless_never_up") if found["side"] and found["to"] == "Down" else state


def _notification(text: str, seen: dict[str, Any]) -> Item | None:
    found = _NOTE.match(text)
    if not found:
        return None
    note = BgpNotification(
        **seen,
        neighbor=neighbor_name(found["peer"]),
        vrf=vrf_name(found["vrf"] or found["vrf2"]),
        direction="received" if found["way"].startswith("received") else "sent",
        code=int(found["code"]),
        subcode=int(found["sub"]),
    )
    return Opened(note) if found["side"] else note


def _limit(name: str, text: str, seen: dict[str, Any]) -> PrefixLimit | None:
    found = _LIMIT.search(text[:300])
    return found and PrefixLimit(
        **seen,
        neighbor=neighbor_name(found["peer"]),
        vrf=vrf_name(found["vrf"]),
        level="exceeded" if name.endswith("EXCEED") else "warning",
        afi=_AFI.get(found["afi"] or ""),
        count=number(found["count"]),
        limit=number(found["limit"]),
    )


def _ospf(text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    found = _OSPF.match(text)
    if not found:
        return None
    if "FULL" not in (found["old"], found["new"]):
        return ()
    why = (found["why"] or "").strip()
    names: dict[str, Any] = {"neighbor_id": found["id"], "interface": found["if"], "reason": why}
    down = "interface" in why.lower()
    expired = "dead timer" in why.lower()
    return (
        IgpAdjacency(
            **seen, **names, protocol="ospf", up=found["new"] == "FULL", interface_down=down, hold_expired=expired
        ),
    )


def _isis(text: str, seen: dict[str, Any]) -> IgpAdjacency | None:
    found = _ISIS.match(text)
    why = (found["why"] or "").strip() if found else ""
    return found and IgpAdjacency(
        **seen,
        protocol="isis",
        up=found["to"] == "Up",
        neighbor_id=found["id"],
        interface=found["if"],
        reason=why,
        interface_down="interface" in why.lower(),
        hold_expired="hold" in why.lower(),
    )


NOISE = ("%bgp-5-nbr_reset", "%bgp-5-peer_clear", "%bgp_session-")
"""An `%ADJCHANGE` says the same."""

DIALECT = Dialect("cisco_ios", TOKENS, recognise, parse, noise=NOISE)
