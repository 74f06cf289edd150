"""What an incident's evidence lines say, as typed events: who saw or did what, with whom, when. Pure.

Lines of logs are read by the same dialects that the detector reads them with; the lines of polls, of the runtime and
of the timeline are labkeeper's own and have one form each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from agent.detect.incident import Incident
from clab.units import SECOND_NS
from collectors.collector import LineContext
from collectors.logs.reader import LineReader
from collectors.observations import (
    BfdState,
    BgpNotification,
    BgpState,
    IgpAdjacency,
    InterfaceState,
    Observation,
    PrefixLimit,
    ProcessEvent,
)

NEAR_NS = 2 * SECOND_NS
"""So far from a session's loss a reason for it at most is."""

OWN_DOING = ("bgp notification send", "user reset", "admin. shutdown", "neighbor deleted")
FAR_DOING = ("peer closed the session", "bgp notification received")
"""Reasons that FRR gives for a loss that came from its own side, and from the other."""

NOTIFIED = {"bgp notification send": "sent", "bgp notification received": "received"}
"""Reasons that say that there was a notification, and which way it went."""

_SESSION = re.compile(r"(?P<left>left )?ESTABLISHED with (?P<who>\S{1,80})(?: \((?P<address>[^)]{1,80})\))?")
_COUNT = re.compile(
    r"show bgp summary: (?P<address>\S{1,80}) .{0,300}?(?P<family>\w{1,40}) pfx(?P<way>Rcd|Snt) (?P<n>\d{1,12})"
)
_FACTS = re.compile(
    r"show bgp neighbors: (?P<address>\S{1,80}) remoteAs (?P<remote>\d{1,12}) localAs (?P<local>\d{1,12})"
    r"(?:.* authentication (?P<auth>on|off))?"
)
_CONTAINER = re.compile(r"container (?P<what>\w{1,20})\b(?:.* (?:signal|exitCode)=(?P<n>\d{1,5}))?")
_PORT = re.compile(r"interface update \S{1,80} ifname=(?P<port>\S{1,80}) state=(?P<state>up|down)")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a router, its host or a poll said. `what` is a word of `events.txt`; `value` is a count, an AS
    number, a signal or an exit code, `limit` what a count was held against, `code` that of a notification."""

    what: str
    at_ns: int
    node: str
    source: str
    address: str = ""
    peer: str = ""
    port: str = ""
    family: str = ""
    value: int | None = None
    limit: int | None = None
    code: str = ""
    reason: str = ""


@lru_cache(maxsize=4)
def events(incident: Incident) -> tuple[Event, ...]:
    """All of them, by time; what two lines say is there once for each."""
    lines = [*incident.cause.evidence, *(line for outage in incident.peerings for line in outage.witnesses)]
    found = [
        event for line in dict.fromkeys(lines) for event in _of_line(line.at_ns, line.node, line.source, line.text)
    ]
    for moment in incident.timeline:
        found += _of_line(moment.at_ns, moment.node or "", moment.source, moment.text)
    return tuple(_named(dict.fromkeys(sorted(found, key=lambda event: event.at_ns)), incident))


def _named(found: dict[Event, None], incident: Incident) -> Iterator[Event]:
    """The events with the names of their far ends, where an address is known to be a router's."""
    names = {event.address: event.peer for event in found if event.address and event.peer in incident.nodes}
    ends = {}
    for outage in incident.peerings:
        for mine, far, address in ((outage.a, outage.b, outage.address_b), (outage.b, outage.a, outage.address_a)):
            if mine and far and address:
                ends[mine, address] = far
                names.setdefault(address, far)
    node, neighbor, address = (incident.cause.subject or "").partition(" neighbor ")
    if neighbor and len(incident.cause.nodes) == 2 and node in incident.cause.nodes:
        far = next(item for item in incident.cause.nodes if item != node)
        ends.setdefault((node, address), far)
    for event in found:
        peer = ends.get((event.node, event.address)) or names.get(event.address) or event.peer
        yield replace(event, peer=peer)


def _of_line(at_ns: int, node: str, source: str, text: str) -> list[Event]:
    if (said := _SESSION.match(text)) is not None:
        what = "left" if said["left"] else "up"
        reason = text.partition("): ")[2]
        return [Event(what, at_ns, node, source, said["address"] or "", said["who"], reason=reason)]
    if source == "snapshot":
        return _of_poll(at_ns, node, text)
    if source == "runtime":
        return _of_runtime(at_ns, node, text)
    if source in ("log", "syslog"):
        reader = LineReader(LineContext(node, received_ns=at_ns))
        return [event for seen in reader.read(f"{text}\n".encode(), 0) for event in _of_log(seen, at_ns, node)]
    return []


def _of_poll(at_ns: int, node: str, text: str) -> list[Event]:
    if (count := _COUNT.match(text)) is not None:
        what = "received" if count["way"] == "Rcd" else "sent"
        return [Event(what, at_ns, node, "snapshot", count["address"], family=count["family"], value=int(count["n"]))]
    if (facts := _FACTS.match(text)) is None:
        return []
    found = [
        Event(what, at_ns, node, "snapshot", facts["address"], value=int(facts[group]))
        for what, group in (("remote as", "remote"), ("local as", "local"))
    ]
    if facts["auth"]:
        found.append(Event(f"authentication {facts['auth']}", at_ns, node, "snapshot", facts["address"]))
    return found


def _of_runtime(at_ns: int, node: str, text: str) -> list[Event]:
    if (port := _PORT.match(text)) is not None:
        return [Event(f"port {port['state']}", at_ns, node, "runtime", port=port["port"])]
    if (container := _CONTAINER.match(text)) is None:
        return []
    value = int(container["n"]) if container["n"] else None
    return [Event(container["what"], at_ns, node, "runtime", value=value)]


def _of_log(seen: Observation, at_ns: int, node: str) -> Iterator[Event]:
    """What an observation of one line says, with the line's own corrected time."""
    match seen:
        case BgpState():
            what = "up" if seen.state == "established" else "left"
            yield Event(what, at_ns, node, "log", seen.neighbor, seen.peer_host or "", reason=seen.reason)
            if (way := NOTIFIED.get(seen.reason.lower())) is not None:
                yield Event(f"{way} notification", at_ns, node, "log", seen.neighbor, seen.peer_host or "")
            if seen.reason.lower() == "interface down":
                yield Event("interface down", at_ns, node, "log", seen.neighbor, seen.peer_host or "")
        case BgpNotification():
            code = f"{seen.code}/{seen.subcode}"
            yield Event(f"{seen.direction} notification", at_ns, node, "log", seen.neighbor, code=code)
            if seen.code == 4 and seen.direction == "sent":
                yield Event("hold timer", at_ns, node, "log", seen.neighbor)
        case PrefixLimit():
            name = seen.afi or ""
            yield Event("limit", at_ns, node, "log", seen.neighbor, family=name, value=seen.count, limit=seen.limit)
            yield Event("received", at_ns, node, "log", seen.neighbor, family=name, value=seen.count)
        case InterfaceState():
            yield Event(f"port {'up' if seen.up else 'down'}", at_ns, node, "log", port=seen.interface)
        case IgpAdjacency():
            what = f"{seen.protocol} {'up' if seen.up else 'lost'}"
            yield Event(what, at_ns, node, "log", seen.neighbor_id, port=seen.interface, reason=seen.reason)
        case BfdState():
            yield Event(f"bfd {'up' if seen.up else 'down'}", at_ns, node, "log", seen.neighbor)
        case ProcessEvent():
            yield Event(f"{seen.process} {seen.event}", at_ns, node, "log")
        case _:
            return
