"""Huawei VRP's and H3C/HPE Comware's words (`%%01BGP/3/STATE_CHG_UPDOWN(l)[10]:The status of the peer ...`). Pure.

Sources: Huawei's and H3C's log references, published logs. Comware's debug lines say the same as its log line.
"""

import re
from typing import Any

from collectors.logs.fields import neighbor_name, number, state_pair, vrf_name
from collectors.logs.notifications import cause_in
from collectors.logs.values import Dialect, Hint, Item, Line
from collectors.observations import AuthenticationFailure, BgpNotification, BgpState, IgpAdjacency, InterfaceState

TOKENS = (
    b"STATE_CHG_UPDOWN",
    b"BGP_STATE_CHANGED",
    b"/PEER_STATE_CHG",
    b"/PEER_BACKWARD",
    b"/BGP_AUTH_FAIL",
    b"/PEER_ESTABLISHED",
    b"gpBackwardTrans",
    b"gpEstablished",
    b"/RECV_NOTIFY",
    b"/SEND_NOTIFY",
    b"/NOTIFY_RECV",
    b"/NOTIFY_SEND",
    b"tate is changed from ",
    b"tate has changed from ",
    b"IF_STATE",
    b"IFNET/4/IF_",
    b"/linkDown",
    b"/linkUp",
    b"LINK_STATE",
    b"LINK_UPDOWN",
    b"PHY_UPDOWN",
    b"IFNET/4/UPDOWN",
    b"NBR_CHG_DOWN",
    b"NBR_CHANGE_E",
    b"OSPF_NBR_CHG",
    b"hwBgpPeer",
)
_MARK = re.compile(
    r"(?:%%\d{2})?(?P<module>[A-Z][A-Z0-9_]{1,20})/(?P<level>\d)/(?P<name>\w{2,60})(?:\((?P<kind>\w{1,4})\))?"
    r"(?:\[[^\]]{1,40}\]){0,2}(?::|;|$) {0,3}(?P<text>.*)$"
)
_STATUS = re.compile(
    r"The status of the peer (?P<peer>\S{2,60}) changed from (?P<old>\w{1,20}) to (?P<new>\w{1,20})\.?(?P<rest>.*)$"
)
_STATE = re.compile(
    r"BGP(?:\.(?P<vrf>[^:\s]{1,64})?)?(?: \S{1,64})?: (?P<peer>[0-9a-fA-F.:]{2,45}) [Ss]tate (?:is|has) changed"
    r" from (?P<old>\w{1,20}) to (?P<new>\w{1,20})(?P<rest>.*)$"
)
_LINK = re.compile(
    r"(?:Interface (?P<a>\S{1,80}) (?:has turned into|state turned to) (?P<to>\w{2,5})\b|"
    r"(?:The )?[Ll]ine protocol(?: IP(?:v6)?)? (?:on|of) the interface (?P<b>\S{1,80}) (?:has entered"
    r" the|is|changed to|changed state to) (?P<to2>\w{2,5})|"
    r"(?:Physical state|Line protocol state) on the interface (?P<c>\S{1,80}) changed to (?P<to3>\w{2,5})|"
    r"(?P<d>\S{1,80})(?:: | )(?:link status|[Ll]ink) (?:is|changed to) (?P<to4>\w{2,5}))"
)
_ERROR = re.compile(r"(\d)(\d{1,2})$")
_NOTE = re.compile(r"notification (?:was )?(?P<way>received|sent)(?P<told>.{0,200})$", re.I)
"""Comware's reason for a state (`for a notification received: Cease/Peer De-configured`, `... code 6/3`)."""
_CODE = re.compile(r"\b(\d)/(\d{1,2})\b")
PEER_FIELDS = ("Peer", "PeerAddress", "PeerID", "BgpPeerRemoteAddr")
_FROM_PEER = re.compile(r"(?:from|to) peer (\S{2,60})")
_NOTIFIED = {"RECV_NOTIFY": "received", "NOTIFY_RECV": "received", "SEND_NOTIFY": "sent", "NOTIFY_SEND": "sent"}
_FIELD = re.compile(r"(?P<name>\w{2,40})=(?P<value>[^,;)]{0,120})")


def _message(line: Line) -> re.Match[str] | None:
    words = line.words if not line.tag or "/" not in line.tag else f"{line.tag}: {line.words}"
    return _MARK.match(words)


def recognise(line: Line) -> bool:
    """`MODULE/level/NAME`."""
    return _message(line) is not None


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """What a line says; nothing for noise."""
    mark = _message(line)
    if mark is None:
        return ()
    text = mark["text"].strip()
    changed = _STATUS.match(text) or _STATE.match(text)
    if changed:
        return _session(changed, seen, echo=mark["name"] == "RMDEBUG")
    if mark["module"] == "BGP" and "=" in text:
        return _by_fields(mark["name"], text, seen)
    link = _LINK.match(text)
    if link:
        name = next(link[item] for item in "abcd" if link[item])
        to = next(link[each] for each in ("to", "to2", "to3", "to4") if link[each])
        return (InterfaceState(**seen, interface=name, up=to.lower() == "up"),)
    if mark["name"].startswith(("linkDown", "linkUp")):
        told = dict(_FIELD.findall(text[:600]))
        name, state = told.get("ifName") or told.get("IfName"), told.get("OperStatus", "").lower()
        return (InterfaceState(**seen, interface=name, up=state == "up"),) if name and state in ("up", "down") else ()
    if "NBR" in mark["name"] and mark["module"].startswith("OSPF"):
        return _ospf(text, seen)
    return None if mark["module"] == "BGP" and "STATE" in mark["name"] else ()


def _session(found: re.Match[str], seen: dict[str, Any], *, echo: bool) -> tuple[Item, ...]:
    rest = found["rest"]
    old, new = found["old"].upper(), found["new"].upper()
    if old == new or "ESTABLISHED" not in (old, new):
        return ()
    told = dict(_FIELD.findall(rest[:600]))
    why = str(told.get("StateChangeReason") or (rest if "vrf" in found.groupdict() else "")).strip(" .()")
    vrf = vrf_name(found.groupdict().get("vrf") or told.get("InstanceName"))
    names: dict[str, Any] = {"neighbor": neighbor_name(found["peer"]), "vrf": vrf}
    state = BgpState(**seen, **names, **state_pair(new == "ESTABLISHED", why))
    if echo:
        return (Hint(state, "echo"),)
    if not why or new == "ESTABLISHED":
        return (state,)
    note = _NOTE.search(why)
    code = _codes(note["told"] if note else why)
    if code is None or (note is None and code[0] == 6):
        return (state,)
    way: Any = note["way"].lower() if note else "sent"
    return (BgpNotification(**seen, **names, direction=way, code=code[0], subcode=code[1]), state)


def _codes(text: str) -> tuple[int, int] | None:
    """A NOTIFICATION's codes, by their numbers or by their names."""
    told = _CODE.search(text)
    return (int(told[1]), int(told[2])) if told else cause_in(text)


def _by_fields(name: str, text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """The events that put all they know into `(Name=value, ...)`: states, alarms and their clearing, NOTIFICATIONs."""
    told = {field: value.strip() for field, value in _FIELD.findall(text[:900])}
    peer = next((told[name] for name in PEER_FIELDS if told.get(name)), None) or _peer_in(text)
    if not peer:
        return () if name not in _NOTIFIED else None
    names: dict[str, Any] = {"neighbor": neighbor_name(peer), "vrf": vrf_name(told.get("VpnInstance"))}
    if name in _NOTIFIED:
        code, sub = told.get("ErrorCode", ""), told.get("SubErrorCode", "")
        if not code.isdigit():
            return None
        codes: dict[str, Any] = {"code": int(code[:3]), "subcode": number(sub), "direction": _NOTIFIED[name]}
        return (BgpNotification(**seen, **names, **codes),)
    if name == "PEER_STATE_CHG":
        return _changed(told, names, seen)
    low = name.lower()
    if "established" in low or low.endswith("transition_clear"):
        return (Hint(BgpState(**seen, **names, state="established"), "echo"),)
    if "auth_fail" in low:
        return (AuthenticationFailure(**seen, neighbor=names["neighbor"]),)
    if "backwardtrans" in low:
        return _fell(told, names, seen)
    if low == "peer_backward":
        return (BgpState(**seen, **names, **state_pair(False, told.get("Reason", ""))),)
    return ()


def _peer_in(text: str) -> str | None:
    found = _FROM_PEER.search(text[:200])
    return found[1].rstrip(".") if found else None


def _changed(told: dict[str, str], names: dict[str, Any], seen: dict[str, Any]) -> tuple[Item, ...]:
    """`PrevState` and `CurrState`, with the event of the state machine between them."""
    old, new = told.get("PrevState", "").upper(), told.get("CurrState", "").upper()
    if old == new or "ESTABLISHED" not in (old, new):
        return ()
    up = new == "ESTABLISHED"
    event = told.get("InputEvent", "")
    state = BgpState(**seen, **names, **state_pair(up, event))
    if up or event.upper() != "HOLD_TIMER":
        return (state,)
    return (BgpNotification(**seen, **names, direction="sent", code=4, subcode=0), state)


def _fell(told: dict[str, str], names: dict[str, Any], seen: dict[str, Any]) -> tuple[Item, ...]:
    """An alarm of a fall to a lower state, which may have begun below ESTABLISHED; its last error is the
    NOTIFICATION's, whose way it does not tell."""
    why = told.get("Reason", "")
    state = BgpState(**seen, **names, **state_pair(False, why))
    error = _ERROR.match(told.get("BgpPeerLastError", ""))
    code = (int(error[1]), int(error[2])) if error else cause_in(why)
    way = "received" if "receive" in why.lower() else "sent" if code and code[0] == 4 else None
    hint = Hint(state, "unless_never_up")
    if code is None or code[0] == 0 or way is None:
        return (hint,)
    return (BgpNotification(**seen, **names, direction=way, code=code[0], subcode=code[1]), hint)  # type: ignore[arg-type]


def _ospf(text: str, seen: dict[str, Any]) -> tuple[Item, ...]:
    told = {name: value.strip() for name, value in _FIELD.findall(text[:600])}
    old, new = told.get("NeighborPreviousState", ""), told.get("NeighborCurrentState", "")
    if "Full" not in (old, new) or old == new:
        return ()
    event = told.get("NeighborEvent", "")
    names: dict[str, Any] = {
        "neighbor_id": told.get("NeighborRouterId", ""),
        "interface": told.get("InterfaceName", ""),
    }
    names["neighbor_address"] = told.get("NeighborAddress") or told.get("NeighborIp") or told.get("NbrAddr")
    down, expired = "kill" in event.lower() or "lldown" in event.lower(), "inactiv" in event.lower()
    up = new == "Full"
    return (
        IgpAdjacency(**seen, **names, protocol="ospf", up=up, reason=event, interface_down=down, hold_expired=expired),
    )


DIALECT = Dialect("huawei_vrp", TOKENS, recognise, parse)
