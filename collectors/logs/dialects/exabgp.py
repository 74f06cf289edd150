"""ExaBGP's words: its API's JSON, and its log. Pure.

Sources: ExaBGP `reactor/api/response/json.py`, `reactor/peer.py` of 3.4 to 4.2, published logs.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from collectors.logs.fields import neighbor_name, state_pair
from collectors.logs.values import Dialect, Hint, Item, Line
from collectors.observations import BgpNotification, BgpState, NeighborFacts

TOKENS = (b'"exabgp"', b"peer reset", b"onnected to peer")
_PEER = re.compile(
    r"(?:Peer|peer) {1,12}(?P<peer>[0-9a-fA-F.:]{3,45}) (?:ASN|asn|AS) {0,2}(?P<asn>\d{1,10}) {1,12}(?:out|in)? ?"
    r"(?:loop, )?(?P<what>.*)$"
)
_CONNECTED = re.compile(
    r"(?:Connected to peer|connected to peer) neighbor (?P<peer>[0-9a-fA-F.:]{3,45}) local-ip"
    r" (?P<own>[0-9a-fA-F.:]{3,45})"
)
_NOTE = re.compile(r"notification (?P<way>sent|received) \((?P<code>\d{1,3}),(?P<sub>\d{1,3})\)")


def recognise(line: Line) -> bool:
    """Its own name in its JSON, or its peers' sentences."""
    return "exabgp" in line.fields or _CONNECTED.match(line.words) is not None or of_a_session(line)


def of_a_session(line: Line) -> bool:
    """A peer with its AS number."""
    return _PEER.match(line.words) is not None


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """What a line says; nothing for noise."""
    if "exabgp" in line.fields:
        return _object(line.fields, seen)
    words = line.words
    connected, reset = _CONNECTED.match(words), _PEER.match(words)
    if connected:
        peer = neighbor_name(connected["peer"])
        facts = NeighborFacts(**seen, neighbor=peer, local_address=neighbor_name(connected["own"]))
        return (facts, BgpState(**seen, neighbor=peer, state="established"))
    if reset is None or "peer reset" not in words[:200]:
        return ()
    peer, what = neighbor_name(reset["peer"]), reset["what"].strip()
    return (*_notes(peer, what, seen), _state(peer, False, what, seen))


def _state(peer: str, up: bool, why: str, seen: dict[str, Any]) -> Item:
    """A state; a Down is written for an attempt that failed, too."""
    state = BgpState(**seen, neighbor=peer, **state_pair(up, why))
    if up:
        return state
    if _NOTE.search(why[:300]) is None:
        return Hint(state, "unless_never_up")
    return replace(state, previous=None)


def _notes(peer: str, what: str, seen: dict[str, Any]) -> tuple[Item, ...]:
    note = _NOTE.search(what[:300])
    if note is None:
        return ()
    code, sub = int(note["code"]), int(note["sub"])
    return (BgpNotification(**seen, neighbor=peer, direction=note["way"], code=code, subcode=sub),)  # type: ignore[arg-type]


def _object(row: Mapping[str, Any], seen: dict[str, Any]) -> tuple[Item, ...] | None:
    neighbor = row.get("neighbor")
    if not isinstance(neighbor, Mapping):
        return ()
    address = neighbor.get("address")
    ends = address if isinstance(address, Mapping) else {}
    peer = neighbor_name(str(ends.get("peer") or neighbor.get("ip") or ""))
    if not peer:
        return ()
    if row.get("type") == "notification":
        note = row.get("notification") or neighbor.get("notification") or neighbor.get("message")
        parts = note if isinstance(note, Mapping) else {}
        code, sub = parts.get("code"), parts.get("subcode")
        if not isinstance(code, int) or not isinstance(sub, int):
            return ()
        way = "sent" if neighbor.get("direction") == "send" else "received"
        return (BgpNotification(**seen, neighbor=peer, direction=way, code=code, subcode=sub),)  # type: ignore[arg-type]
    state = neighbor.get("state")
    if row.get("type") != "state" or state not in ("up", "down"):
        return ()
    why = str(neighbor.get("reason") or "")
    item = _state(peer, state == "up", why, seen)
    local = ends.get("local")
    facts = (NeighborFacts(**seen, neighbor=peer, local_address=neighbor_name(str(local))),) if local else ()
    return (*facts, *(_notes(peer, why, seen) if state == "down" else ()), item)


NOISE = (" >> ", " << ")
"""Messages."""

DIALECT = Dialect("exabgp", TOKENS, recognise, parse, of_a_session, NOISE)
