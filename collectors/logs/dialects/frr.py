"""FRR's and Quagga's words, by file, stdout, syslog or `terminal monitor` (SONiC's and Cumulus', too). Pure.

Templates: FRR `bgpd/bgp_fsm.c`, `bgp_debug.c`, `bgp_bfd.c`, `bfdd/bfd.c`, `ospfd/ospf_nsm.c`,
`isisd/isis_adjacency.c`, `lib/zlog.c`; each form was seen on FRR 8.4.4 or in published logs. `%ADJCHANGE ... Down` is
written only on leaving ESTABLISHED; the state machine's debug lines tell the same where that is not logged.
"""

import re
from typing import Any

from collectors.logs.fields import neighbor_name, number, one, state_pair, vrf_name
from collectors.logs.values import Dialect, Hint, Item, Line
from collectors.observations import (
    BfdState,
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
    b"); aborting...",
    b" state -> down : ",
    b"Configuration Read in Took",
    b"(Established->",
    b"->Established)",
    b" went from ",
    b"state-change: [",
    b" bfd state ",
)
MARKS = (
    "%ADJCHANGE: neighbor ",
    "%NOTIFICATION: ",
    "%NOTIFICATION(",
    "%MAXPFX",
    "AdjChg: Nbr",
    "%ADJCHANGE: Adjacency",
)
ONLY_FRR = ("watchfrr", "staticd", "mgmtd", "bgpcfgd", "fpmsyncd", "ZEBRA", "WATCHFRR", "STATIC", "MGMTD", "OSPF6")

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
BESIDE_ZEBRA = {*DAEMONS.values(), "pimd", "ripd", "ldpd", "eigrpd", "babeld", "nhrpd", "vrrpd", "pathd"} - {
    "zebra",
    "watchfrr",
}
_ID = re.compile(r"\[[A-Z0-9]{5}-[A-Z0-9]{5}\]|\[EC \d{1,20}\]")
_IDS = re.compile(r"(?:\[[A-Z0-9]{5}-[A-Z0-9]{5}\])?(?:\[EC \d{1,20}\])? {0,4}")
_OWN = re.compile(
    r"Thread Starvation|Terminating on signal|Received signal \d|Client '|state-change: \[|bfd_session_status_update: |"
    r"[^\s(]{1,120}(?:\([^()]{0,255}\))? (?:\[FSM\] |went from [A-Z])"
)
"""Words without a mark that only FRR's daemons write."""
_PEER = r"(?P<peer>[^\s(]{1,120})(?:\((?P<host>[^()]{0,255})\))?"
_ADJ = re.compile(
    rf"%ADJCHANGE: neighbor {_PEER}(?: in vrf (?P<vrf>\S{{1,120}}))? (?P<to>Up|Down)(?: (?P<reason>.*))?$"
)
_NOTE = re.compile(
    r"%NOTIFICATION(?P<hard>\(Hard Reset\))?: (?P<way>sent to|received from) neighbor (?P<peer>\S{1,120}) "
    r"(?:(?:active|passive) )?(?P<code>\d{1,3})/(?P<sub>\d{1,3})(?: \((?P<text>[^)]{0,200})\))?(?P<rest>.*)"
)
_LIMIT = re.compile(
    rf"%MAXPFX(?P<over>EXCEED)?: No\. of (?P<afi>[\w -]{{1,40}}?) prefix received from {_PEER}:? "
    r"(?:reaches )?(?P<count>\d{1,20}),? (?:exceed, limit|exceed limit|max) (?P<limit>\d{1,20})"
)
_OSPF = re.compile(
    r"AdjChg: Nbr (?P<id>[^\s,(]{1,45})(?:, NbrIP (?P<ip>[^\s,(]{1,60}))?(?:\s{0,4}\((?P<vrf>[^()]{0,120})\))? "
    r"on (?P<if>[^:\s]{1,80})(?::(?P<local>\S{1,80}))?: (?P<old>\w{1,20}) -> (?P<new>\w{1,20})"
    r"(?: \((?P<event>[^()]{0,60})\))?"
)
_ISIS = re.compile(
    r"%ADJCHANGE: Adjacency to (?P<id>\S{1,80}) \((?P<if>[^()]{0,80})\) for (?P<level>\S{1,20}) "
    r"changed from (?P<old>\w{1,20}) to (?P<new>\w{1,20})(?:, (?P<why>.*))?"
)
_FSM = re.compile(
    r"(?P<peer>[^\s(]{1,120})(?:\([^()]{0,255}\))? \[FSM\] (?P<event>\w{1,64}) \((?P<old>\w{1,20})->(?P<new>\w{1,20})\)"
)
_WENT = re.compile(r"(?P<peer>[^\s(]{1,120})(?:\([^()]{0,255}\))? went from (?P<old>\w{1,20}) to (?P<new>\w{1,20})")
_BFD = re.compile(
    r"state-change: \[mhop:\w{1,5} peer:(?P<peer>\S{1,64})(?: local:\S{1,64})?(?: vrf:"
    r"(?P<vrf>[^\s\]]{1,64}))?[^\]]{0,120}\]"
    r" (?P<old>\w{1,12}) -> (?P<new>\w{1,12})(?: reason:(?P<why>.{0,80}))?"
)
_BGP_BFD = re.compile(
    r"bfd_session_status_update: neighbor (?P<peer>\S{1,120}) vrf (?P<vrf>[^\s(]{1,64})\S{0,16} bfd state "
    r"(?P<old>[\w ]{1,12}?) -> (?P<new>[\w ]{1,12})$"
)
_CLIENT = re.compile(r"Client '(?P<who>[^']{1,64})' encountered an error and is shutting down")
_ABORTS = re.compile(r"(?:\w{2,8}: )?Received signal \d{1,2} at \d{1,12} \([^()]{0,120}\); aborting")
_GONE = re.compile(r"(?P<who>\w{2,20}d) state -> down : (?:read returned EOF|unexpected read error)")
"""watchfrr's word on a daemon that no longer holds its end of the connection between them."""
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|.)")


def recognise(line: Line) -> bool:
    """FRR's marks, its message ids, its daemons' capital names behind its own date, or a daemon's own words."""
    words = line.words
    if words.startswith(MARKS) or _ID.match(words):
        return True
    if line.tag in DAEMONS and line.stamp is not None and line.stamp.form != "month":
        return line.stamp.form == "slash" or _OWN.match(words) is not None
    return line.tag in ONLY_FRR or (line.tag in DAEMONS.values() and _OWN.match(words) is not None)


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """What a line says; nothing for noise."""
    ids = _IDS.match(line.words)
    words = line.words[ids.end() :] if ids else line.words
    return _words(words, DAEMONS.get(line.tag, line.tag), seen)


def _words(words: str, daemon: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    if words.startswith("%ADJCHANGE: neighbor"):
        return one(_adjchange(words, seen))
    if words.startswith("%NOTIFICATION"):
        return one(_notification(words, seen))
    if words.startswith("%MAXPFX"):
        return one(_limit(words, seen))
    if words.startswith("AdjChg: "):
        return _ospf(words, seen)
    if words.startswith("%ADJCHANGE: Adjacency"):
        return _isis(words, seen)
    if words.startswith("%ADJCHANGE"):
        return None
    found = _machine(words, seen) or _bfd(words, seen) or _process(words, daemon, seen)
    return () if found is None else (found,)


def _machine(words: str, seen: dict[str, Any]) -> Hint | None:
    """The state machine's own debug lines."""
    found = _FSM.match(words) or _WENT.match(words)
    if not found or found["old"] == found["new"] or "Established" not in (found["old"], found["new"]):
        return None
    up = found["new"] == "Established"
    peer = neighbor_name(found["peer"])
    return Hint(BgpState(**seen, neighbor=peer, **state_pair(up, found.groupdict().get("event") or "")), "echo")


def _bfd(words: str, seen: dict[str, Any]) -> BfdState | None:
    """bfdd's state changes, and bgpd's word of them."""
    found = _BFD.match(words)
    if found:
        up = found["new"].lower() == "up"
        if not up and found["old"].lower() != "up":
            return None
        why = found["why"] or ""
        return BfdState(
            **seen, neighbor=neighbor_name(found["peer"]), vrf=vrf_name(found["vrf"]), up=up, diagnostic=why
        )
    found = _BGP_BFD.match(words)
    if not found or (up := found["new"] == "Up") == (found["old"] == "Up"):
        return None
    return BfdState(**seen, neighbor=neighbor_name(found["peer"]), vrf=vrf_name(found["vrf"]), up=up)


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
        **state_pair(up, (found["reason"] or "").strip()),
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
    first, *rest = text.split() or [""]
    return first.lower().replace("l2vpn", "l2Vpn") + "".join(item.lower().capitalize() for item in rest)


def _limit(words: str, seen: dict[str, Any]) -> PrefixLimit | None:
    found = _LIMIT.match(words)
    if not found:
        return None
    return PrefixLimit(
        **seen,
        neighbor=neighbor_name(found["peer"]),
        level="exceeded" if found["over"] else "warning",
        afi=afi_name(found["afi"]),
        count=number(found["count"]),
        limit=number(found["limit"]),
    )


def _ospf(words: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    found = _OSPF.match(words)
    if not found:
        return None
    if "Full" not in (found["old"], found["new"]):
        return ()
    event = found["event"] or ""
    adjacency = IgpAdjacency(
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
    return (adjacency,)


def _isis(words: str, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    found = _ISIS.match(words)
    if not found:
        return None
    if "Up" not in (found["old"], found["new"]):
        return ()
    why = (found["why"] or "").strip()
    adjacency = IgpAdjacency(
        **seen,
        protocol="isis",
        up=found["new"] == "Up",
        neighbor_id=found["id"],
        interface=found["if"],
        reason=why,
        interface_down="interface" in why.lower() or "circuit" in why.lower(),
        hold_expired="hold" in why.lower(),
    )
    return (adjacency,)


def _process(words: str, daemon: str, seen: dict[str, Any]) -> Observation | None:
    if words.startswith("Thread Starvation"):
        return ProcessEvent(**seen, process=daemon, event="starved")
    if words.startswith("Terminating on signal"):
        return ProcessEvent(**seen, process=daemon, event="ended", detail=words)
    if words.startswith("Configuration Read in Took"):
        return ProcessEvent(**seen, process=daemon, event="started")
    if _ABORTS.match(words):
        return ProcessEvent(**seen, process=daemon, event="died", detail=words)
    gone = _GONE.match(words)
    if gone and gone["who"] in BESIDE_ZEBRA:
        return ProcessEvent(**seen, process=gone["who"], event="died", detail=words)
    client = _CLIENT.search(words)
    if client:
        who = client["who"]
        return ProcessEvent(**seen, process=who if who.endswith("d") else f"{who}d", event="died", detail=words)
    return None


NOISE = ("bgp_getsockname(): failed for peer",)
"""A connection that was gone before it was looked at: no session yet."""

DIALECT = Dialect("frr", TOKENS, recognise, parse, noise=NOISE)
