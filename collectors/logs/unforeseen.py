"""Words on a session that no dialect has a token for: they are unread, not noise. Pure.

One rule for all dialects. A line is of a session where it is BGP's and names a neighbor by address, or where its
dialect says so in its own way; it is noise where it speaks of routes, of messages, or of states below ESTABLISHED.
"""

import ipaddress
import re
from itertools import pairwise

from collectors.logs.values import Dialect, Line

MARKS = (b"eighbor", b"eighbour", b"peer ", b"Peer", b"<RMT>", b"<ERR>", b"<WARN>", b"<AUTH>", b"bird")
"""A line on a neighbor holds one of these, whatever else stands there; BIRD names its protocol instead."""

LOOKED_AT = 400
"""Characters of a line's words that are looked at."""

NEIGHBOR = ("neighbor", "neighbour", "peer")
APART = str.maketrans(dict.fromkeys('=(),;%[]"', " "))
LIMITS = ("limit", "maximum", "exceed")
NOISE = frozenset(
    (
        *("update", "updates", "withdraw", "withdrawn", "withdrawing", "route", "routes", "prefix", "prefixes"),
        *("path", "paths", "as_path", "attribute", "attributes", "nexthop", "next-hop", "next_hop", "nlri"),
        *("open", "keepalive", "capability", "capabilities", "end-of-rib", "eor"),
        *("idle", "active", "connect", "connecting", "opensent", "openconfirm", "graceful", "configuration"),
    )
)
_WORD = re.compile(r"[a-z][a-z_-]{0,40}")
_MARKED = re.compile(b"|".join(MARKS))


def marked(block: bytes) -> re.Pattern[bytes] | None:
    """Finds the lines of a block that can be of a neighbor; None where there is none."""
    return _MARKED if any(mark in block for mark in MARKS) else None


def unforeseen(line: Line, dialect: Dialect | None) -> bool:
    """Whether a line that holds no token of a dialect says of a neighbor's session what nobody foresaw. One that no
    dialect knows as its own must be by a BGP daemon."""
    text = f"{line.tag} {line.words[:LOOKED_AT]}".lower()
    if dialect is None:
        return "bgp" in line.tag.lower() and names_neighbor(line) and _is_told(text)
    if any(known in text for known in dialect.noise):
        return False
    return (dialect.of_a_session or names_neighbor)(line) and _is_told(text)


def _is_told(text: str) -> bool:
    """Whether words are no noise on routes, messages and states."""
    return any(word in text for word in LIMITS) or NOISE.isdisjoint(_WORD.findall(text))


def names_neighbor(line: Line) -> bool:
    """Whether a line is BGP's and names a neighbor by its address."""
    text = line.words[:LOOKED_AT]
    if "bgp" not in line.tag.lower() and "bgp" not in text.lower():
        return False
    words = text.translate(APART).split()
    return any(one.lower() in NEIGHBOR and _is_address(two) for one, two in pairwise(words))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.rstrip(".:"))
    except ValueError:
        return False
    return True
