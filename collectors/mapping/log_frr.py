"""FRR's log lines, from `log file`, stdout or syslog (SONiC's, too), to observations. Pure.

Templates: FRR `bgpd/bgp_fsm.c`, `bgp_debug.c`, `ospfd/ospf_nsm.c`, `isisd/isis_adjacency.c`, `lib/zlog.c`; each form
was seen on FRR 8.4.4 or in published logs. `%ADJCHANGE ... Down` is written only on leaving ESTABLISHED.
"""

import re
from typing import Any

from collectors.collector import LineContext, LogMapping
from collectors.mapping import stamps
from collectors.mapping.sayings import common, neighbor_name, vrf_name
from collectors.mapping.syslog_frame import frame
from collectors.observations import (
    AuthenticationFailure,
    BgpNotification,
    BgpState,
    IgpAdjacency,
    Observation,
    PrefixLimit,
    ProcessEvent,
)

TOKENS = (
    b"%ADJCHANGE",
    b"%NOTIFICATION",
    b"%MAXPFX",
    b"AdjChg: ",
    b"Thread Starvation",
    b"encountered an error and is shutting down",
    b"Terminating on signal",
    b"Configuration Read in Took",
    b"MD5 Hash",
    b"TCP-AO",
)

DAEMONS = {
    "BGP": "bgpd",
    "OSPF": "ospfd",
    "OSPF6": "ospf6d",
    "ISIS": "isisd",
    "ZEBRA": "zebra",
    "STATIC": "staticd",
    "BFD": "bfdd",
    "MGMTD": "mgmtd",
    "WATCHFRR": "watchfrr",
}
_OWN = re.compile(r" (?:[a-z]+: )?([A-Z][A-Z0-9]{2,8}): ")
_IDS = re.compile(r"(?:\[[A-Z0-9]{5}-[A-Z0-9]{5}\])?(?:\[EC \d+\])? ?")
_PEER = r"(?P<peer>\S+?)(?:\((?P<host>[^()]*)\))?"
_ADJ = re.compile(rf"%ADJCHANGE: neighbor {_PEER}(?: in vrf (?P<vrf>\S+))? (?P<to>Up|Down)(?: (?P<reason>.*))?$")
_NOTE = re.compile(
    r"%NOTIFICATION(?P<hard>\(Hard Reset\))?: (?P<way>sent to|received from) neighbor (?P<peer>\S+) "
    r"(?:(?:active|passive) )?(?P<code>\d+)/(?P<sub>\d+)(?: \((?P<text>[^)]*)\))?(?P<rest>.*)$"
)
_LIMIT = re.compile(
    rf"%MAXPFX(?P<over>EXCEED)?: No\. of (?P<afi>.+?) prefix received from {_PEER}:? "
    r"(?:reaches )?(?P<count>\d+),? (?:exceed, limit|exceed limit|max) (?P<limit>\d+)"
)
_OSPF = re.compile(
    r"AdjChg: Nbr (?P<id>\S+?)(?:, NbrIP (?P<ip>\S+?))?(?:\s*\((?P<vrf>[^)]*)\))? "
    r"on (?P<if>[^:\s]+)(?::(?P<local>\S+?))?: (?P<old>\S+) -> (?P<new>\S+)(?: \((?P<event>[^)]*)\))?"
)
_ISIS = re.compile(
    r"%ADJCHANGE: Adjacency to (?P<id>\S+) \((?P<if>[^)]*)\) for (?P<level>\S+) "
    r"changed from (?P<old>\w+) to (?P<new>\w+)(?:, (?P<why>.*))?"
)
_CLIENT = re.compile(r"Client '(?P<who>[^']+)' encountered an error and is shutting down")
_MD5 = re.compile(
    r"(?:MD5 Hash|TCP-AO)[^(]*\(?\[?(?P<from>[0-9a-fA-F.:]+?)\]?[,.:] ?\d+\)?\s*->"
    r"\s*\(?\[?(?P<to>[0-9a-fA-F.:]+?)\]?[,.:] ?\d+"
)
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|.)")


def recognise(line: str) -> bool:
    """Whether FRR can have written this line: its own `DAEMON: ` after a stamp, or one of its daemons by syslog."""
    if line[:1].isdigit() and line[4:5] == "/":
        stamp = stamps.spaced(line[:32])
        return stamp is not None and _OWN.match(line, stamp[2]) is not None
    found = frame(line, LineContext(node=""))
    return found is not None and (found.app in DAEMONS.values() or _is_kernel(line, found.app))


def _is_kernel(line: str, app: str) -> bool:
    return app == "kernel" and ("MD5 Hash" in line or "TCP-AO" in line)


def parse(line: str, seq: int, context: LineContext) -> tuple[Observation, ...]:
    """What a line says; nothing for noise and for lines of others."""
    daemon, ns, precision, start = "", 0, 0, 0
    stamp = stamps.spaced(line[:32], context.zone)
    if stamp:
        own = _OWN.match(line, stamp[2])
        if own is None:
            return ()
        ns, precision, start, daemon = stamp[0], stamp[1], own.end(), DAEMONS.get(own[1], own[1].lower())
    else:
        found = frame(line, context)
        if found is None or not (found.app in DAEMONS.values() or _is_kernel(line, found.app)):
            return ()
        ns, precision, start, daemon = found.ns, found.precision_ns, found.start, found.app
    ids = _IDS.match(line, start)
    words = line[ids.end() if ids else start :].rstrip()
    seen = common(line, seq, context, ns, precision)
    one = _words(words, daemon, seen)
    return (one,) if one is not None else ()


def _words(words: str, daemon: str, seen: dict[str, Any]) -> Observation | None:
    if words.startswith("%ADJCHANGE: neighbor"):
        return _adjchange(words, seen)
    if words.startswith("%NOTIFICATION"):
        return _notification(words, seen)
    if words.startswith("%MAXPFX"):
        return _limit(words, seen)
    if words.startswith("AdjChg: "):
        return _ospf(words, seen)
    if words.startswith("%ADJCHANGE: Adjacency"):
        return _isis(words, seen)
    return _process(words, daemon, seen)


def _adjchange(words: str, seen: dict[str, Any]) -> BgpState | None:
    found = _ADJ.match(words)
    if not found:
        return None
    up = found["to"] == "Up"
    host = found["host"]
    return BgpState(
        **seen,
        neighbor=neighbor_name(found["peer"]),
        vrf=vrf_name(found["vrf"]),
        state="established" if up else "down",
        previous=None if up else "established",
        reason=(found["reason"] or "").strip(),
        peer_host=None if host in (None, "", "Unknown") else host,
    )


def _notification(words: str, seen: dict[str, Any]) -> BgpNotification | None:
    found = _NOTE.match(words)
    if not found:
        return None
    rest = found["rest"].strip()
    quoted = rest[1:-1] if len(rest) >= 2 and rest[0] == '"' and rest[-1] == '"' else None
    return BgpNotification(
        **seen,
        neighbor=neighbor_name(found["peer"]),
        direction="sent" if found["way"] == "sent to" else "received",
        code=int(found["code"]),
        subcode=int(found["sub"]),
        hard_reset=bool(found["hard"]),
        communication=unescape(quoted) if quoted is not None else None,
    )


def unescape(text: str) -> str:
    """FRR's byte escapes in a shutdown communication (`\\x22`, `\\xc3\\xa4`, `\\\\`) as text."""

    def byte(found: re.Match[str]) -> str:
        what = found[1]
        return chr(int(what[1:], 16)) if len(what) == 3 else what

    if "\\" not in text:
        return text
    try:
        return _ESCAPE.sub(byte, text).encode("latin-1").decode("utf-8", errors="replace")
    except UnicodeEncodeError:
        return text


def afi_name(text: str) -> str:
    """`IPv4 Unicast` as FRR's JSON spells it: `ipv4Unicast`."""
    first, *rest = text.split()
    return first.lower().replace("l2vpn", "l2Vpn") + "".join(each.lower().capitalize() for each in rest)


def _limit(words: str, seen: dict[str, Any]) -> PrefixLimit | None:
    found = _LIMIT.match(words)
    if not found:
        return None
    return PrefixLimit(
        **seen,
        neighbor=neighbor_name(found["peer"]),
        level="exceeded" if found["over"] else "warning",
        afi=afi_name(found["afi"]),
        count=int(found["count"]),
        limit=int(found["limit"]),
    )


def _ospf(words: str, seen: dict[str, Any]) -> IgpAdjacency | None:
    found = _OSPF.match(words)
    if not found or "Full" not in (found["old"], found["new"]):
        return None
    event = found["event"] or ""
    return IgpAdjacency(
        **seen,
        protocol="ospf",
        up=found["new"] == "Full",
        neighbor_id=found["id"],
        neighbor_address=found["ip"],
        interface=found["if"],
        local_address=found["local"],
        reason=event,
        hold_expired=event == "InactivityTimer",
    )


def _isis(words: str, seen: dict[str, Any]) -> IgpAdjacency | None:
    found = _ISIS.match(words)
    if not found or "Up" not in (found["old"], found["new"]):
        return None
    why = (found["why"] or "").strip()
    return IgpAdjacency(
        **seen,
        protocol="isis",
        up=found["new"] == "Up",
        neighbor_id=found["id"],
        interface=found["if"],
        reason=why,
        interface_down="interface" in why.lower() or "circuit" in why.lower(),
        hold_expired="hold" in why.lower() or "holding" in why.lower(),
    )


def _process(words: str, daemon: str, seen: dict[str, Any]) -> Observation | None:
    if words.startswith("Thread Starvation"):
        return ProcessEvent(**seen, process=daemon, event="starved")
    if words.startswith("Terminating on signal"):
        return ProcessEvent(**seen, process=daemon, event="ended", detail=words)
    if words.startswith("Configuration Read in Took"):
        return ProcessEvent(**seen, process=daemon, event="started")
    client = _CLIENT.search(words)
    if client:
        who = client["who"]
        return ProcessEvent(**seen, process=who if who.endswith("d") else f"{who}d", event="died", detail=words)
    if "MD5 Hash" in words or "TCP-AO" in words:
        found = _MD5.search(words)
        ends = (neighbor_name(found["from"]), neighbor_name(found["to"])) if found else (None, None)
        return AuthenticationFailure(**seen, neighbor=ends[0], local_address=ends[1])
    return None


MAPPING = LogMapping("frr", TOKENS, recognise, parse)
