"""Nokia SR OS' words, by syslog (`TMNX: 174 Base BGP-WARNING-name-2002 [subject]: text`) and `show log`. Pure.

Sources: Nokia's SR OS log events guide, published captures. `show log` prints an entry on two lines, the text in
quotes.
"""

import re
from typing import Any

from collectors.logs.fields import neighbor_name, state_pair, vrf_name
from collectors.logs.notifications import codes
from collectors.logs.values import Dialect, Item, Line
from collectors.observations import (
    BfdState,
    BgpNotification,
    BgpState,
    ConfigChange,
    IgpAdjacency,
    InterfaceState,
    PrefixLimit,
)

TOKENS = (
    b"moved from higher state",
    b"moved into established",
    b"ending notification",
    b"eceived notification",
    b"refix limit",
    b"refix-limit",
    b" BGP #20",
    b"BGP-WARNING",
    b"BGP-MINOR",
    b"BGP-MAJOR",
    b"is not operational",
    b"is operational",
    b"Adjacency status changed",
    b"BFD session on node",
    b"router-state changed",
    b"linkDown",
    b"linkUp",
)
_SYSLOG = re.compile(
    r"(?P<seq>\d{1,10}) (?P<router>\S{1,64}) (?P<app>[A-Z][A-Z0-9_]{1,16})-(?P<level>[A-Z]{4,13})-"
    r"(?P<event>\w{2,80})-(?P<number>\d{3,5}) "
    r"\[(?P<subject>[^\]]{0,200})\]: {0,4}(?P<text>.*)"
)
_SHOWN = re.compile(
    r"(?P<app>[A-Z][A-Z0-9_]{1,16}) #(?P<number>\d{3,5}) (?P<router>\S{1,64})"
    r"(?: (?P<subject>[^\"]{0,200}?))?(?: ?\"(?P<text>[^\"]*)\"?)?$"
)
_PEER = (
    r"(?:\(ASN \d{1,10}\) )?(?:(?:VR|vprn|VPRN) ?(?P<vr>[^:\s]{1,64}): )?"
    r"(?:Group (?P<group>[^:]{1,80}): )?Peer (?:\d{1,10}: )?(?P<peer>\S{2,60}?):? "
)
_BACK = re.compile(
    _PEER
    + r"moved from higher state (?P<old>\w{1,20}) to lower state (?P<new>\w{1,20}) due to event (?P<why>[\w -]{1,60})"
)
_UP = re.compile(_PEER + r"moved into (?:the )?established(?: state)?", re.I)
_NOTE = re.compile(
    _PEER + r"(?P<way>sending|received|sent) (?:a )?notification:? (?:with )?code (?P<code>\S{1,40})(?: and)?"
    r"(?: subcode (?P<sub>\S{1,60}))?",
    re.I,
)
_LIMIT = re.compile(_PEER + r".{0,160}?prefix[ -]limit", re.I)
_LINK = re.compile(r"(?:Interface|Port|LAG) (?P<if>\S{1,80}) is (?P<no>not )?operational")
_ISIS = re.compile(
    r"Adjacency status changed to (?P<to>up|down|upTransitional|lost)\w{0,20} for interface: (?P<if>[^\s,]{1,80}),"
    r"(?:.{0,60}?LSP-id: (?P<id>\S{1,40}))?",
    re.I,
)
_OSPF = re.compile(
    r"Neighbor (?P<id>\S{1,45}) on (?P<if>\S{1,80}) router-state changed to (?P<to>\w{1,20})"
    r"(?: \(event (?P<why>[^)]{1,60})\))?"
)
_BFD = re.compile(
    r"BFD session on node (?P<peer>[0-9a-fA-F.:]{2,45}) (?:is|has gone|went) (?P<to>up|down)\b(?P<why>.*)", re.I
)
OF_A_SESSION = ("moved from higher state", "moved into established", "ing notification", "ed notification")
"""Words on a session's state: one that is not understood is not silently noise."""
HOLD = ("HOLDTIME", "HOLD TIME", "HOLD_TIME")
_CONFIG = re.compile(r"(?:Commit|commit)\w{0,10} .{0,60}?\bby (?:user )?(\S{1,64})")


def _message(line: Line) -> re.Match[str] | None:
    return _SYSLOG.match(line.words) or _SHOWN.match(line.words)


def recognise(line: Line) -> bool:
    """`APP-LEVEL-event-2002 [subject]:`, or `APP #2002 Base`."""
    return _message(line) is not None


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """What a line says; nothing for noise."""
    found = _message(line)
    if found is None:
        return ()
    text = (found["text"] or "").strip()
    vrf = vrf_name(found["router"])
    if found["app"] == "BGP":
        return _bgp(text, vrf, seen)
    if found["app"] == "BFD" or "BFD session on node" in text:
        bfd = _BFD.search(text[:400])
        up = bfd is not None and bfd["to"].lower() == "up"
        return bfd and (
            BfdState(**seen, neighbor=neighbor_name(bfd["peer"]), vrf=vrf, up=up, diagnostic=bfd["why"].strip()),
        )
    if found["app"] in ("ISIS", "OSPF", "OSPF3"):
        return _igp(found["app"], text, seen)
    link = _LINK.search(text[:200])
    if link:
        return (InterfaceState(**seen, interface=link["if"], up=not link["no"]),)
    config = _CONFIG.search(text[:300])
    return (ConfigChange(**seen, user=config[1], text=text),) if config else ()


def _bgp(text: str, vrf: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    back, up = _BACK.match(text), _UP.match(text)
    if up:
        return (BgpState(**seen, neighbor=neighbor_name(up["peer"]), vrf=vrf, state="established"),)
    if back:
        if back["old"].upper() != "ESTABLISHED":
            return ()
        names: dict[str, Any] = {"neighbor": neighbor_name(back["peer"]), "vrf": vrf}
        down = BgpState(**seen, **names, **state_pair(False, back["why"].strip()))
        if not back["why"].strip().upper().startswith(HOLD):
            return (down,)
        return (BgpNotification(**seen, **names, direction="sent", code=4, subcode=0), down)
    note = _NOTE.match(text)
    if note:
        found = codes(note["code"], note["sub"] or "")
        direction = "received" if note["way"].lower() == "received" else "sent"
        names = {"neighbor": neighbor_name(note["peer"]), "vrf": vrf, "direction": direction}
        return found and (BgpNotification(**seen, **names, code=found[0], subcode=found[1]),)
    limit = _LIMIT.match(text[:400])
    if limit:
        level = "warning" if "threshold" in text.lower() or "%" in text else "exceeded"
        return (PrefixLimit(**seen, neighbor=neighbor_name(limit["peer"]), vrf=vrf, level=level),)  # type: ignore[arg-type]
    return None if not text or any(each in text.lower() for each in OF_A_SESSION) else ()


def _igp(app: str, text: str, seen: dict[str, Any]) -> tuple[Item, ...]:
    isis, ospf = _ISIS.search(text[:300]), _OSPF.search(text[:400])
    if app == "ISIS" and isis:
        to = isis["to"].lower()
        if to not in ("up", "down", "lost"):
            return ()
        names: dict[str, Any] = {"neighbor_id": isis["id"] or "", "interface": isis["if"]}
        return (IgpAdjacency(**seen, **names, protocol="isis", up=to == "up"),)
    if ospf and ospf["to"].lower() in ("full", "down"):
        why = ospf["why"] or ""
        names = {"neighbor_id": ospf["id"], "interface": ospf["if"], "reason": why}
        up, expired = ospf["to"].lower() == "full", "inactiv" in why.lower()
        return (IgpAdjacency(**seen, **names, protocol="ospf", up=up, hold_expired=expired),)
    return ()


DIALECT = Dialect("nokia_sros", TOKENS, recognise, parse)
