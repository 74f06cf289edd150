"""The Linux kernel's words on TCP signatures and links, by syslog, journal or `dmesg`. Pure.

Sources: `net/ipv4/tcp.c` and `tcp_ao.c` ("MD5 Hash failed", "TCP-AO: ..."), drivers' "NIC Link is Down".
"""

import re
from typing import Any

from collectors.logs.fields import neighbor_name
from collectors.logs.values import Dialect, Item, Line
from collectors.observations import AuthenticationFailure, InterfaceState

TOKENS = (b"MD5 Hash", b"TCP-AO", b"Link is Down", b"Link is Up", b"Link is down", b"Link is up")
_ENDS = re.compile(
    r"\(?\[?(?P<from>[0-9a-fA-F.:]{2,45}?)\]?[,.:] ?\d{1,5}\)? ?-> ?\(?\[?(?P<to>[0-9a-fA-F.:]{2,45}?)\]?[,.:] ?\d{1,5}"
)
_REFUSED = re.compile(r"(?:TCP: )?(?:MD5 Hash|TCP-AO)")
_LINK = re.compile(r"(?:\S{1,64} ){0,4}(?P<if>[\w.@-]{2,32}): (?:NIC )?Link is (?P<to>[Dd]own|[Uu]p)")


def _words(line: Line) -> str:
    """A message without the kernel's own seconds since boot."""
    words = line.words
    return words.partition("] ")[2] if words.startswith("[") else words


def recognise(line: Line) -> bool:
    """TCP's refusals, or a driver's word on its link by the kernel."""
    words = _words(line)
    return _REFUSED.match(words) is not None or (line.tag == "kernel" and _LINK.match(words) is not None)


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """A refused segment's two ends, or a link's state."""
    words = _words(line)
    link = _LINK.match(words)
    if link:
        return (InterfaceState(**seen, interface=link["if"], up=link["to"].lower() == "up", reason="link"),)
    found = _ENDS.search(words[:400])
    ends = (neighbor_name(found["from"]), neighbor_name(found["to"])) if found else (None, None)
    return (AuthenticationFailure(**seen, neighbor=ends[0], local_address=ends[1]),)


DIALECT = Dialect("linux", TOKENS, recognise, parse)
