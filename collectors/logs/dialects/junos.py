"""Junos' words (cRPD's `messages` and `traceoptions`, too): tagged events and rpd's own lines. Pure.

Sources: Juniper's system log explorer, napalm-logs' fixtures, mailing lists since Junos 5 (`bgp_event: peer X old
state`).
"""

import re
from typing import Any

from collectors.logs.fields import neighbor_name, number, one, state_pair, vrf_name
from collectors.logs.values import Dialect, Hint, Item, Line
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
    b" changed state from ",
    b"RPD_BGP_NEIGHBOR_STATE_CHANGED",
    b"NOTIFICATION sent to ",
    b"NOTIFICATION received from ",
    b" old state ",
    b"PREFIX_LIMIT_EXCEEDED",
    b"PREFIX_THRESH_EXCEEDED",
    b"RPD_ISIS_ADJ",
    b"RPD_OSPF_NBR",
    b"SNMP_TRAP_LINK_",
    b"UI_COMMIT",
    b"BFDD_TRAP_",
    b"BFDD_STATE_",
    b"BFD Session ",
    b"tcp_auth_ok",
    b"terminated by signal",
    b"terminate signal",
    b"bgp_traffic_timeout: ",
)
_AS = r"\((?:Internal|External|Confed)[^)]{0,60}\)"
_TAGGED = re.compile(r"(?:%[A-Z0-9]{2,12}-\d-?)?(?P<tag>[A-Z][A-Z0-9]{1,12}_[A-Z0-9_]{3,60}): {0,3}(?P<text>.*)$")
_STATE = re.compile(
    rf"BGP peer (?P<peer>\S{{1,120}}) {_AS} changed state from (?P<old>\w{{1,20}}) to (?P<new>\w{{1,20}})"
    rf" \(event (?P<event>\w{{1,40}})\)"
    r"(?: \(instance (?P<vrf>[^\s)]{1,120})\))?"
)
_EVENT = re.compile(
    rf"(?:peer|bgp_event: peer) (?P<peer>\S{{1,120}}) {_AS}:? old state (?P<old>\w{{1,20}}) event"
    rf" (?P<event>\w{{1,40}}) new state (?P<new>\w{{1,20}})"
)
_NOTE = re.compile(
    rf"NOTIFICATION (?P<way>sent to|received from) (?P<peer>\S{{1,120}}) (?:{_AS}|\(proto\))"
    rf"(?: \(instance (?P<vrf>[^\s)]{{1,120}})\))?: "
    r"code (?P<code>\d{1,3})(?: \([^)]{0,80}\))?(?: subcode (?P<sub>\d{1,3})(?: \((?P<text>[^)]{0,120})\))?)?"
    r"(?:,? Reason: (?P<why>.*))?"
)
_LIMIT = re.compile(
    r"(?P<peer>\S{1,120}) \([^)]{1,60}\): .{0,120}?prefix-limit(?: threshold)?\((?P<limit>\d{1,12})\).{0,80}?"
    r"for (?P<afi>\S{1,40}) nlri: (?P<count>\d{1,12})"
)
_ISIS = re.compile(r"(?:lost|new) L\d adjacency to (?P<id>\S{1,80}) on (?P<if>[^\s,]{1,80})(?:, reason: (?P<why>.*))?")
_OSPF = re.compile(
    r"OSPF neighbor (?P<id>\S{1,45}) \((?:realm \S{1,20} )?(?P<if>[^\s)]{1,80})[^)]{0,80}\) state changed from"
    r" (?P<old>\w{1,12}) "
    r"to (?P<new>\w{1,12})(?: due to (?P<why>.*))?"
)
_LINK = re.compile(r"ifName (?P<if>[^\s,]{1,80})")
_BFD = re.compile(r"new state: (?P<to>\w{1,12}),.{0,200}?peer addr: (?P<peer>[0-9a-fA-F.:]{2,45})")
_BFD_LINE = re.compile(
    r"BFD Session (?P<peer>[0-9a-fA-F.:]{2,45}) \([^)]{0,60}\) state (?P<old>\w{1,12}) -> (?P<new>\w{1,12})"
    r"(?P<rest>.*)$"
)
_WHY = re.compile(r"Reason: (.{1,120})$")
_AUTH = re.compile(r"tcp_auth_ok: Packet from (?P<from>\S{2,60}?)[:.+]\d{1,5} (?:wrong|missing|unexpected|no)\b")
_DIED = re.compile(
    r"(?:init: )?(?P<what>routing|bfdd|\w{1,32})(?: process)? \(PID \d{1,10}\) terminated by signal"
    r"(?: number)? (?P<signal>\d{1,2})",
    re.I,
)
_USER = re.compile(r"User '([^']{1,64})'")
_FAMILY = {"inet-unicast": "ipv4Unicast", "inet4-unicast": "ipv4Unicast", "inet6-unicast": "ipv6Unicast"}
_OWN = re.compile(r"(?:%[A-Z0-9]{2,12}-\d: )?(?:\w{2,40}(?::\d{1,6})?: )?(?P<words>.*)$")
_OF_A_SESSION = re.compile(
    r"(?:%[A-Z0-9]{2,12}-\d: )?(?:bgp_traffic_timeout|bgp_read_v\d_update|bgp_io_mgmt_cb)(?::\d{1,6})?: "
)
"""Functions of rpd, as of GateD before it, that serve a peer only once its OPENs are exchanged (the last one an I/O
thread's session): what they send or receive ends a session."""
_TIMEOUT = re.compile(r"(?:%[A-Z0-9]{2,12}-\d: )?bgp_traffic_timeout:(?: (?P<text>.*))?$")
_EXPIRED = re.compile(rf"hold ?time expired for (?P<peer>\S{{1,120}}) {_AS}")
"""A line of its own about a session that is over, where no line of its state is logged (GateD)."""
STARTS = ("NOTIFICATION sent to ", "NOTIFICATION received from ", "BGP peer ", "BFD Session ", "peer ", "tcp_auth_ok: ")
_PREFIXES = ("RPD_", "BGP_", "SNMP_TRAP_", "UI_", "BFDD_", "LACPD_", "RMOPD_", "KERNEL_", "CHASSISD_", "MGD_", "JTASK_")


def _plain(words: str) -> str:
    """rpd's words without its explicit priority and the name of the function that wrote them."""
    if words.startswith("tcp_auth_ok: "):
        return words
    found = _OWN.match(words)
    return found["words"] if found else words


def recognise(line: Line) -> bool:
    """A Junos tag, or one of rpd's own sentences with `(External AS n)`."""
    words = line.words
    tagged = _TAGGED.match(words)
    if tagged and tagged["tag"].startswith(_PREFIXES):
        return True
    plain = _plain(words)
    if _TIMEOUT.match(words):
        return True
    known = not plain.startswith("peer ") or " old state " in plain[:200] or " received unexpected EOF" in plain
    whose = " AS " in plain[:200] or plain.startswith(("BFD Session ", "tcp_auth_ok: "))
    if plain.startswith(STARTS) and known and whose:
        return True
    return line.tag in ("rpd", "init", "mgd", "mib2d") and (_DIED.match(plain) is not None or line.tag == "rpd")


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """What a line says; nothing for noise."""
    tagged = _TAGGED.match(line.words)
    if tagged and tagged["tag"].startswith(_PREFIXES):
        return _tagged(tagged["tag"], tagged["text"], seen)
    timeout = _TIMEOUT.match(line.words)
    if timeout and not (timeout["text"] or "").startswith("NOTIFICATION "):
        expired = _EXPIRED.match(timeout["text"] or "")
        return expired and (_ended(neighbor_name(expired["peer"]), "default", "holdtime expired", seen),)
    found = _untagged(_plain(line.words), seen)
    note = found[0] if found else None
    if isinstance(note, BgpNotification) and _OF_A_SESSION.match(line.words):
        return (note, _ended(note.neighbor, note.vrf, f"BGP Notification {note.direction}", seen))
    return found


def _ended(neighbor: str, vrf: str, reason: str, seen: dict[str, Any]) -> Hint:
    """A session that is over by a line that is not of its state."""
    return Hint(BgpState(**seen, neighbor=neighbor, vrf=vrf, **state_pair(False, reason)), "echo")


def _untagged(words: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    if words.startswith("NOTIFICATION "):
        return one(_notification(words, seen))
    if words.startswith("BGP peer "):
        return _state(_STATE.match(words), seen)
    if words.startswith("peer ") and " old state " in words[:200]:
        return _state(_EVENT.match(words), seen)
    if words.startswith("BFD Session "):
        return _bfd(words, seen)
    auth = _AUTH.match(words)
    if auth:
        return (AuthenticationFailure(**seen, neighbor=neighbor_name(auth["from"])),)
    died = _DIED.match(words)
    if died:
        process = "rpd" if died["what"].lower() == "routing" else died["what"]
        event = "ended" if died["signal"] == "15" else "died"
        return (ProcessEvent(**seen, process=process, event=event, detail=words),)  # type: ignore[arg-type]
    return ()


def _notification(words: str, seen: dict[str, Any]) -> BgpNotification | None:
    note = _NOTE.match(words)
    if not note:
        return None
    why = (note["why"] or "").lower()
    return BgpNotification(
        **seen,
        neighbor=neighbor_name(note["peer"]),
        vrf=vrf_name(note["vrf"]),
        direction="sent" if note["way"] == "sent to" else "received",
        code=int(note["code"]),
        subcode=_subcode(int(note["code"]), note["sub"], why),
        hard_reset=note["sub"] == "9",
    )


def _subcode(code: int, told: str | None, why: str) -> int:
    """The subcode, by its number or, where Junos only gives a reason, by that."""
    if "bfd" in why:
        return 10
    if told is None and code == 6 and "collision" in why:
        return 7
    return number(told)


def _bfd(words: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    found = _BFD_LINE.match(words)
    if not found:
        return None
    if "Up" not in (found["old"], found["new"]):
        return ()
    why = _WHY.search(found["rest"][:400])
    return (
        BfdState(
            **seen, neighbor=neighbor_name(found["peer"]), up=found["new"] == "Up", diagnostic=why[1] if why else ""
        ),
    )


def _tagged(tag: str, text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    match tag:
        case "RPD_BGP_NEIGHBOR_STATE_CHANGED":
            return _state(_STATE.match(text), seen)
        case "BGP_CEASE_PREFIX_LIMIT_EXCEEDED" | "BGP_PREFIX_LIMIT_EXCEEDED" | "BGP_PREFIX_THRESH_EXCEEDED":
            limit = _limit(tag, text, seen)
            if limit is not None and limit.teardown and "hutting down" in text[:200]:
                return (limit, _ended(limit.neighbor, limit.vrf, "prefix limit exceeded", seen))
            return one(limit)
        case "RPD_ISIS_ADJDOWN" | "RPD_ISIS_ADJUP":
            return one(_isis(tag, text, seen))
        case "RPD_OSPF_NBRDOWN" | "RPD_OSPF_NBRUP":
            return _ospf(text, seen)
        case "SNMP_TRAP_LINK_DOWN" | "SNMP_TRAP_LINK_UP":
            found = _LINK.search(text[:300])
            admin = True if "ifAdminStatus down" in text else None
            return found and (InterfaceState(**seen, interface=found["if"], up=tag.endswith("UP"), admin_down=admin),)
        case "UI_COMMIT" | "UI_COMMIT_COMPLETED":
            user = _USER.search(text[:200])
            return (ConfigChange(**seen, user=user[1] if user else None, text=text),)
    if tag.startswith(("BFDD_TRAP_", "BFDD_STATE_")):
        found = _BFD.search(text[:400])
        up = tag.endswith("UP")
        return found and (BfdState(**seen, neighbor=neighbor_name(found["peer"]), up=up),)
    plain = _plain(text)
    return _untagged(plain, seen) if plain.startswith(STARTS) else ()


def _limit(tag: str, text: str, seen: dict[str, Any]) -> PrefixLimit | None:
    found = _LIMIT.match(text)
    return found and PrefixLimit(
        **seen,
        neighbor=neighbor_name(found["peer"]),
        level="warning" if "THRESH" in tag else "exceeded",
        afi=_FAMILY.get(found["afi"]),
        count=number(found["count"]),
        limit=number(found["limit"]),
        teardown="CEASE" in tag,
    )


def _isis(tag: str, text: str, seen: dict[str, Any]) -> IgpAdjacency | None:
    found = _ISIS.search(text[:300])
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


def _ospf(text: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    found = _OSPF.match(text)
    if not found:
        return None
    if "Full" not in (found["old"], found["new"]):
        return ()
    why = found["why"] or ""
    names: dict[str, Any] = {
        "neighbor_id": found["id"],
        "interface": found["if"].rpartition(".")[0] or found["if"],
        "reason": why,
    }
    down, expired = "interface" in why.lower() or "KillNbr" in why, "inactiv" in why.lower()
    up = found["new"] == "Full"
    return (IgpAdjacency(**seen, **names, protocol="ospf", up=up, interface_down=down, hold_expired=expired),)


def _state(found: re.Match[str] | None, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    if not found:
        return None
    if found["old"] == found["new"] or "Established" not in (found["old"], found["new"]):
        return ()
    vrf = vrf_name(found.groupdict().get("vrf"))
    pair = state_pair(found["new"] == "Established", found["event"])
    state = BgpState(**seen, neighbor=neighbor_name(found["peer"]), vrf=vrf, **pair)
    return (state,) if "vrf" in found.groupdict() else (Hint(state, "echo"),)


DIALECT = Dialect("junos", TOKENS, recognise, parse)
