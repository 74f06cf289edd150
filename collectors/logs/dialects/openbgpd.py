"""OpenBGPD's words (`neighbor 10.0.0.2 (name): state change Established -> Idle, reason: ...`). Pure.

Source: OpenBGPD `usr.sbin/bgpd/session.c`, `logmsg.c`. Its daemon is called `bgpd`, as FRR's is.
"""

import re
from typing import Any

from collectors.logs.fields import neighbor_name, state_pair
from collectors.logs.notifications import codes_in_words
from collectors.logs.values import Dialect, Item, Line
from collectors.observations import AuthenticationFailure, BgpNotification, BgpState, PrefixLimit

TOKENS = (b"state change ", b"ending notification: ", b"eceived notification: ", b"max-prefix", b"pfkey ", b"tcp md5")
_NEIGHBOR = re.compile(
    r"neighbor (?P<peer>[0-9a-fA-F.:%\w]{2,80}?)(?: \((?P<name>[^)]{0,120})\))?(?: AS\S{1,12})?: (?P<text>.*)$"
)
_STATE = re.compile(r"state change (?P<old>\w{1,20}) -> (?P<new>\w{1,20})(?:, reason: (?P<why>.*))?")
_NOTE = re.compile(r"(?P<way>sending|received|sent) notification: (?P<what>.*)", re.I)
_OWN = (
    "state change ",
    "sending notification",
    "sent notification",
    "received notification",
    "bad path",
    "sending IPv",
)


def recognise(line: Line) -> bool:
    """A neighbor and one of OpenBGPD's sentences."""
    found = _NEIGHBOR.match(line.words)
    return found is not None and (found["text"].lower().startswith(_OWN) or "prefix" in found["text"][:60])


def parse(line: Line, seen: dict[str, Any]) -> tuple[Item, ...] | None:
    """What a line says; nothing for noise."""
    found = _NEIGHBOR.match(line.words)
    if found is None:
        return ()
    peer, text = neighbor_name(found["peer"]), found["text"].strip()
    state, note = _STATE.match(text), _NOTE.match(text)
    if state:
        if state["old"] == state["new"] or "Established" not in (state["old"], state["new"]):
            return ()
        host = found["name"] or None
        pair = state_pair(state["new"] == "Established", (state["why"] or "").strip())
        return (BgpState(**seen, neighbor=peer, **pair, peer_host=host),)
    if note:
        code = codes_in_words(note["what"])
        direction = "received" if note["way"].lower() == "received" else "sent"
        return code and (BgpNotification(**seen, neighbor=peer, direction=direction, code=code[0], subcode=code[1]),)  # type: ignore[arg-type]
    if "max-prefix" in text and ("exceeded" in text or "reached" in text):
        return (PrefixLimit(**seen, neighbor=peer, level="exceeded"),)
    if "md5" in text.lower() and "fail" in text.lower():
        return (AuthenticationFailure(**seen, neighbor=peer),)
    return ()


DIALECT = Dialect("openbgpd", TOKENS, recognise, parse)
