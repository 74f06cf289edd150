"""Everything that is known of a lab in one span of time: what digests, briefs and answers are made of. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated

from pydantic import Field

from agent.detect.incident import GapSummary, Incident
from agent.detect.lab_stops import LabStop
from agent.detect.peering_status import PeeringStatus
from clab.model import Lab
from clab.units import SECOND_NS
from collectors.observations import (
    BgpNotification,
    BgpState,
    ConfigChange,
    IgpAdjacency,
    InterfaceState,
    NeighborFacts,
    NodeEvent,
    Observation,
    OperatorCommand,
    OperatorNote,
    PrefixCount,
    PrefixSent,
    ProcessEvent,
    Seen,
)

TEMPLATES_AT_MOST = 12
_MASKS = (
    (re.compile(r"\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?"), "<time>"),
    (re.compile(r"\b[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d+)?"), "<time>"),
    (re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?:/\d+)?(?![\w:])"), "<address>"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?:/\d+)?\b"), "<address>"),
    (re.compile(r"\[[A-Z0-9]{5}-[A-Z0-9]{5}\]"), ""),
    (re.compile(r"\b0x[0-9a-fA-F]+\b|\b\d+(?:\.\d+)?\b"), "<n>"),
    (re.compile(r"\s+"), " "),
)


@dataclass(frozen=True, slots=True)
class LabSession:
    """From deploy to destroy of a lab, or from start to stop of watching it; `to_ns` is the end, or now. `dated`:
    whether the time is known; it is not, where nothing could be read of a recording."""

    from_ns: int
    to_ns: int
    lab: str | None = None
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Template:
    """Lines that say the same but for addresses, numbers and times: how often, and on which nodes."""

    text: str
    count: Annotated[int, Field(ge=1)]
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One span of a lab's life. `heard` is the last moment that each node was heard of, by node.

    `seen_from_ns` is the first moment of which anything is kept. `operators_seen`: whether any session log was read, so
    that "nothing was typed" can be told from "nobody looked". `clocks`: by how many nanoseconds a node's clock is ahead
    (less than zero: behind), where it is wrong; all times are corrected.
    """

    session: LabSession
    incidents: tuple[Incident, ...] = ()
    peerings: tuple[PeeringStatus, ...] = ()
    commands: tuple[OperatorCommand, ...] = ()
    notes: tuple[OperatorNote, ...] = ()
    changes: tuple[ConfigChange, ...] = ()
    events: tuple[NodeEvent, ...] = ()
    gaps: tuple[GapSummary, ...] = ()
    heard: dict[str, int] = field(default_factory=dict)
    nodes: tuple[str, ...] = ()
    templates: tuple[Template, ...] = ()
    operators_seen: bool = False
    seen_from_ns: int | None = None
    lab: Lab = field(default_factory=Lab)
    notifications: tuple[BgpNotification, ...] = ()
    facts: tuple[NeighborFacts, ...] = ()
    prefixes: tuple[PrefixCount | PrefixSent, ...] = ()
    states: tuple[BgpState, ...] = ()
    ports: tuple[InterfaceState, ...] = ()
    adjacencies: tuple[IgpAdjacency, ...] = ()
    daemons: tuple[ProcessEvent, ...] = ()
    clocks: dict[str, int] = field(default_factory=dict)
    lab_stops: tuple[LabStop, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing at all was seen."""
        return not (self.heard or self.peerings or self.incidents or self.events)

    @property
    def open(self) -> tuple[Incident, ...]:
        """The incidents that go on."""
        return tuple(incident for incident in self.incidents if incident.status == "open")

    @property
    def down(self) -> tuple[PeeringStatus, ...]:
        """The peerings that are down."""
        return tuple(peering for peering in self.peerings if peering.up is False and not peering.never_up)

    @property
    def never_up(self) -> tuple[PeeringStatus, ...]:
        """The peerings that are configured and were never seen up."""
        return tuple(peering for peering in self.peerings if peering.never_up)

    def since(self, from_ns: int) -> "Knowledge":
        """The same from a later moment on; how things stand now stays."""

        def recent(items: Sequence[Seen]) -> tuple[Seen, ...]:
            return tuple(item for item in items if item.seen_ns >= from_ns)

        return replace(
            self,
            session=replace(self.session, from_ns=from_ns),
            incidents=tuple(
                incident for incident in self.incidents if ends(incident) is None or (ends(incident) or 0) >= from_ns
            ),
            commands=recent(self.commands),  # type: ignore[arg-type]  # of one kind each
            notes=recent(self.notes),  # type: ignore[arg-type]
            changes=recent(self.changes),  # type: ignore[arg-type]
            events=recent(self.events),  # type: ignore[arg-type]
            gaps=tuple(gap for gap in self.gaps if gap.to_ns is None or gap.to_ns >= from_ns),
            lab_stops=tuple(stop for stop in self.lab_stops if stop.to_ns >= from_ns),
        )


def is_closed_by_hand(incident: Incident) -> bool:
    """Whether a person closed it, and nothing was lost since."""
    return incident.status == "closed" and incident.closing is not None


def ends(incident: Incident) -> int | None:
    """When an incident was over for those who had it: its last restoration, or when a person closed it; None while it
    goes on."""
    if not incident.peerings:
        return incident.started_ns if incident.status == "closed" else None
    if incident.last_restored_ns is None and incident.closing is not None and is_closed_by_hand(incident):
        return incident.closing.at_ns
    return incident.last_restored_ns


_STAMP = re.compile(r"(\d{4})[/-](\d\d)[/-](\d\d)[ T](\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?![\d.,]*(?:Z|[+-]\d\d:?\d\d))")
QUARTER_S = 900
"""Zones differ by quarters of an hour."""


def zones(knowledge: Knowledge) -> dict[str, int]:
    """By how many seconds the stamps of a node's log, which name no zone, are ahead of UTC; only where they are."""
    found: dict[str, int] = {}
    for item in (*knowledge.notifications, *knowledge.adjacencies, *knowledge.daemons, *knowledge.states):
        told = _STAMP.match(item.raw) if item.source in ("log", "syslog") and not item.zoned else None
        if told:
            stamp = datetime.fromisoformat("{}-{}-{}T{}:{}:{}+00:00".format(*told.groups()))
            ahead = round((stamp.timestamp() - item.seen_ns / SECOND_NS) / QUARTER_S) * QUARTER_S
            if ahead and item.node not in knowledge.clocks:
                found.setdefault(item.node, ahead)
    return found


def ended_ns(knowledge: Knowledge) -> int | None:
    """When the whole lab was stopped, where it was."""
    last = {each.node: each for each in sorted(knowledge.events, key=lambda event: event.seen_ns)}
    gone = [item.seen_ns for item in last.values() if item.event in ("die", "stop", "destroy", "kill")]
    return max(gone) if last and len(gone) == len(last) and set(knowledge.heard) <= set(last) else None


def runs_again_ns(knowledge: Knowledge, stop: LabStop) -> int | None:
    """When the first node was started again after the whole lab was stopped; None where none was."""
    starts = (event.seen_ns for event in knowledge.events if event.event in ("start", "unpause"))
    return min((at_ns for at_ns in starts if at_ns > stop.to_ns), default=None)


def templates(seen: Iterable[Observation]) -> tuple[Template, ...]:
    """A long log in a few lines: what was written most often, with counts; the rarest are left out."""
    counts: Counter[str] = Counter()
    where: dict[str, set[str]] = {}
    for item in seen:
        if item.source in ("log", "syslog") and item.raw:
            text = mask(item.raw)
            counts[text] += 1
            where.setdefault(text, set()).add(item.node)
    found = sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:TEMPLATES_AT_MOST]
    return tuple(Template(text, count, tuple(sorted(where[text]))) for text, count in found)


def mask(line: str) -> str:
    """A line without what differs from one time to the next."""
    for pattern, word in _MASKS:
        line = pattern.sub(word, line)
    return line.strip()[:160]


def quiet(knowledge: Knowledge) -> tuple[int, int]:
    """The longest time in which nothing happened: no incident, no command that changes anything, no node event."""
    session = knowledge.session
    busy = [(incident.started_ns, ends(incident) or session.to_ns) for incident in knowledge.incidents]
    busy += [
        (command.seen_ns, command.seen_ns) for command in knowledge.commands if command.action not in ("look", "other")
    ]
    busy += [(event.seen_ns, event.seen_ns) for event in knowledge.events]
    best, at_ns = (session.from_ns, session.from_ns), session.from_ns
    for start, end in sorted((*busy, (session.to_ns, session.to_ns))):
        if start - at_ns > best[1] - best[0]:
            best = (at_ns, min(start, session.to_ns))
        at_ns = max(at_ns, end)
    return best
