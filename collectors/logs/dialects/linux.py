"""The Linux kernel's words on TCP signatures, links and daemons that crashed, and systemd's on those. Pure.

Sources: `net/ipv4/tcp.c` and `tcp_ao.c` ("MD5 Hash failed", "Unexpected MD5 Hash found", "TCP-AO: ..."), drivers' "NIC
Link is Down", `arch/x86/mm/fault.c` and `kernel/traps.c` ("segfault at", "general protection"), systemd's
`src/core/service.c`, supervisord's `process.py` ("exited: bgpd (terminated by SIGKILL; not expected)").
"""

import re
from typing import Any

from collectors.logs.fields import neighbor_name
from collectors.logs.values import Dialect, Item, Line
from collectors.observations import AuthenticationFailure, InterfaceState, ProcessEvent

TOKENS = (
    *(b"MD5 Hash", b"TCP-AO", b"Link is Down", b"Link is Up", b"Link is down", b"Link is up"),
    *(b"]: segfault at ", b" general protection", b": Main process exited, code=", b" exited: "),
)
_ENDS = re.compile(
    r"\(?\[?(?P<from>[0-9a-fA-F.:]{2,45}?)\]?[,.:] ?(?P<port>\d{1,5})\)? ?-> ?"
    r"\(?\[?(?P<to>[0-9a-fA-F.:]{2,45}?)\]?[,.:] ?(?P<at>\d{1,5})(?![\w.:\]])"
)
_REFUSED = re.compile(r"(?:TCP: )?(?:Unexpected MD5 Hash|MD5 Hash|TCP-AO)")
BGP_PORT = "179"
_LINK = re.compile(r"(?:\S{1,64} ){0,4}(?P<if>[\w.@-]{2,32}): (?:NIC )?Link is (?P<to>[Dd]own|[Uu]p)")

ROUTING = ("bgpd", "bird", "bird6", "gobgpd", "ospfd", "ospf6d", "isisd", "exabgp", "rpd")
"""Programs whose end ends sessions; what else crashes is nobody's cause here."""

_FAULT = re.compile(
    rf"(?:traps: )?(?P<what>{'|'.join(ROUTING)})\[\d{{1,10}}\]:? (?:segfault at|trap |general protection)"
)
_EXITED = re.compile(
    rf"(?:open)?(?P<what>{'|'.join(ROUTING)})\.service: Main process exited, code=(?:killed|dumped), "
    r"status=(?!15/)\d{1,2}/\w{3,8}"
)
"""A unit's program that a signal ended, other than the one by which it is stopped in order."""

_SUPERVISED = re.compile(r"(?P<what>[\w.:@-]{1,64}) \([\w ()]{1,60}; (?P<not>not )?expected\)")
"""supervisord on a program that ended by itself."""


def _words(line: Line) -> str:
    """A message without the kernel's own seconds since boot."""
    words = line.words
    return words.partition("] ")[2] if words.startswith("[") else words


def recognise(line: Line) -> bool:
    """TCP's refusals, a driver's word on its link, or the end of a routing daemon."""
    words = _words(line)
    if line.tag in ("systemd", "exited"):
        return (_EXITED if line.tag == "systemd" else _SUPERVISED).match(words) is not None
    if _REFUSED.match(words):
        return True
    return line.tag == "kernel" and (_LINK.match(words) or _FAULT.match(words)) is not None


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """A refused segment's two ends, a link's state, or a daemon that died."""
    words = _words(line)
    if line.tag == "exited":
        found = _SUPERVISED.match(words)
        if found is None or not found["not"] or found["what"] not in ROUTING:
            return ()
    died = _FAULT.match(words) or _EXITED.match(words) or _SUPERVISED.match(words)
    if died:
        return (ProcessEvent(**seen, process=died["what"], event="died", detail=words[:200]),)
    link = _LINK.match(words)
    if link:
        return (InterfaceState(**seen, interface=link["if"], up=link["to"].lower() == "up", reason="link"),)
    found = _ENDS.search(words[:400])
    if found and BGP_PORT not in (found["port"], found["at"]):
        return ()
    ends = (neighbor_name(found["from"]), neighbor_name(found["to"])) if found else (None, None)
    return (AuthenticationFailure(**seen, neighbor=ends[0], local_address=ends[1]),)


DIALECT = Dialect("linux", TOKENS, recognise, parse)
