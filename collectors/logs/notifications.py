"""NOTIFICATION codes by the names that vendors give them (RFC 4271, 4486, 5492, 8538, 9003, 9384). Pure."""

import re
from functools import lru_cache

LONGEST = 300
_BRACKETS = re.compile(r"[<(\[][^<(\[>)\]]{0,120}[>)\]]")
_JOINTS = re.compile(r"[_/]+")

CODES = {
    "message header error": 1,
    "header error": 1,
    "open message error": 2,
    "open error": 2,
    "update message error": 3,
    "update error": 3,
    "hold timer expired": 4,
    "hold timer expire": 4,
    "hold timer error": 4,
    "holdtime": 4,
    "holdtimer": 4,
    "hold timer expired error": 4,
    "holdtimer expired": 4,
    "hold time expired": 4,
    "fsm error": 5,
    "finite state machine error": 5,
    "cease": 6,
    "route refresh message error": 7,
    "send hold timer expired": 8,
}
OPEN = {
    "bad peer as": 2,
    "peer in wrong as": 2,
    "as number mismatch": 2,
    "bad bgp identifier": 3,
    "authentication failure": 5,
    "unacceptable hold time": 6,
    "unsupported capability": 7,
    "role mismatch": 11,
}
CEASE = {
    "maximum number of prefixes reached": 1,
    "max num prefixes reached": 1,
    "max prefix reached": 1,
    "administrative shutdown": 2,
    "administratively shutdown": 2,
    "admin shutdown": 2,
    "admin. shutdown": 2,
    "peer de-configured": 3,
    "peer deconfigured": 3,
    "peer unconfigured": 3,
    "administrative reset": 4,
    "admin reset": 4,
    "connection rejected": 5,
    "other configuration change": 6,
    "other config change": 6,
    "connection collision resolution": 7,
    "conn coll res": 7,
    "connection collision": 7,
    "out of resources": 8,
    "hard reset": 9,
    "bfd down": 10,
    "administratively down": 2,
    "administratively reset": 4,
    "admin shut": 2,
    "max prefix exceeded": 1,
    "maximum prefix": 1,
    "configuration change": 6,
    "config change": 6,
}

_CODE_NAMES = {
    1: "Message Header Error",
    2: "OPEN Message Error",
    3: "UPDATE Message Error",
    4: "Hold Timer Expired",
    5: "Finite State Machine Error",
    6: "Cease",
    7: "ROUTE-REFRESH Message Error",
    8: "Send Hold Timer Expired",
}
_SUBCODE_NAMES = {
    (2, 1): "Unsupported Version Number",
    (2, 2): "Bad Peer AS",
    (2, 3): "Bad BGP Identifier",
    (2, 4): "Unsupported Optional Parameter",
    (2, 6): "Unacceptable Hold Time",
    (2, 7): "Unsupported Capability",
    (2, 11): "Role Mismatch",
    (6, 1): "Maximum Number of Prefixes Reached",
    (6, 2): "Administrative Shutdown",
    (6, 3): "Peer De-configured",
    (6, 4): "Administrative Reset",
    (6, 5): "Connection Rejected",
    (6, 6): "Other Configuration Change",
    (6, 7): "Connection Collision Resolution",
    (6, 8): "Out of Resources",
    (6, 9): "Hard Reset",
    (6, 10): "BFD Down",
}


def name_of(code: int, subcode: int) -> str:
    """What a NOTIFICATION's codes are called (IANA): `Cease, Administrative Reset`; empty for a code without a name."""
    return ", ".join(filter(None, (_CODE_NAMES.get(code), _SUBCODE_NAMES.get((code, subcode)))))


def plain(text: str) -> str:
    """A name in lower case with single spaces, without what stands in brackets."""
    text = _BRACKETS.sub(" ", text[:LONGEST])
    return " ".join(_JOINTS.sub(" ", text).lower().split()).strip(" .:-")


def codes(code: str, subcode: str = "") -> tuple[int, int] | None:
    """(code, subcode) by their names, or by their numbers; None for a name that nobody knows."""
    first, second = plain(code), plain(subcode)
    number = int(first) if first.isdigit() and len(first) < 4 else CODES.get(first)
    if number is None:
        return None
    if second.isdigit() and len(second) < 4:
        return number, int(second)
    table = OPEN if number == 2 else CEASE if number == 6 else {}
    return number, table.get(second, 0)


@lru_cache(maxsize=1024)
def cause_in(text: str) -> tuple[int, int] | None:
    """(code, subcode) by a cause's words alone, as Cisco XR's Down lines have them."""
    words = plain(text)
    for name, number in CODES.items():
        if number != 6 and name in words:
            return number, 0
    for name, sub in CEASE.items():
        if name in words:
            return 6, sub
    for name, sub in OPEN.items():
        if name in words:
            return 2, sub
    return None


def codes_in_words(text: str) -> tuple[int, int] | None:
    """(code, subcode) of `Cease, administratively down`: a code's name, and its subcode's behind a comma."""
    first, _, second = text.partition(",")
    name = plain(first)
    if name == "error in update message":
        return 3, 0
    if name == "error in open message":
        return 2, OPEN.get(plain(second), 0)
    return codes(first, second) or cause_in(text)
