"""What a text is held against: an incident with its fact ids, and what was stated of it so far."""

from dataclasses import dataclass
from functools import cached_property

from agent.detect.incident import Evidence, Incident, PeeringOutage
from agent.report.claims.events import FAR_DOING, NEAR_NS, OWN_DOING, Event, events
from agent.report.claims.tokens import Names
from agent.report.claims.wordings import Wording, wordings
from agent.report.fact_sheet import Fact, FactKind, FactSheet
from agent.report.prose import render, sentences
from agent.report.prose.names import Names as FactNames
from agent.report.prose.names import Part

SessionRef = tuple[PeeringOutage, ...]


@dataclass(frozen=True)
class Account:
    """An incident as its claims are checked: facts, names and who belongs to what."""

    sheet: FactSheet
    published: bool = False
    """Whether names must be spelled as they are, and a pronoun must have something to look back to."""

    @property
    def incident(self) -> Incident:
        """The incident."""
        return self.sheet.incident

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Every router that is known: those of the incident, those that gave evidence, those of the lab."""
        incident = self.incident
        found = [*incident.nodes, *incident.cause.nodes, *(self.sheet.lab.nodes if self.sheet.lab else ())]
        found += [end for peering in incident.peerings for end in (peering.a, peering.b) if end]
        found += [evidence.node for _, evidence in self.sheet.evidence]
        found += [moment.node for moment in incident.timeline if moment.node]
        return tuple(dict.fromkeys(item for item in found if item not in ("", "-")))

    @cached_property
    def names(self) -> Names:
        """The names that a text may hold; a port may stand without its router."""
        places = {}
        node, colon, port = (self.incident.cause.subject or "").partition(":")
        if colon and " " not in node:
            places = {f"{node}:{port}".lower(): f"{node}:{port}", port.lower(): f"{node}:{port}"}
        for peering in self.incident.peerings:
            for end, address in ((peering.a, peering.address_a), (peering.b, peering.address_b)):
                if end and address and "." not in address and ":" not in address:
                    places.setdefault(address.lower(), address)
        for event in self.events:
            if event.port:
                places.setdefault(event.port.lower(), event.port)
                places.setdefault(f"{event.node}:{event.port}".lower(), f"{event.node}:{event.port}")
        texts = () if self.published else tuple(line.text.lower() for line in self.lines)
        return Names({item.lower(): item for item in self.nodes}, places, self.incident.id, texts)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What the evidence lines say."""
        return events(self.incident)

    @cached_property
    def lines(self) -> tuple[Evidence, ...]:
        """Every line of evidence, and every moment of the timeline as one."""
        moments = [Evidence(item.at_ns, item.node or "", item.source, item.text) for item in self.incident.timeline]
        return (*(line for _, line in self.sheet.evidence), *moments)

    def events_of(self, outage: PeeringOutage, what: str) -> list[Event]:
        """The lines of both ends in which a session went (`left`) or came (`up`), by time."""
        ends = {outage.a: (outage.b, outage.address_b), outage.b: (outage.a, outage.address_a)}
        found = []
        for event in self.events:
            if event.what == what and event.node in ends:
                far, address = ends[event.node]
                if event.address == address or (event.peer == far and not _numbered(event.address)):
                    found.append(event)
        return found

    def closers(self, outage: PeeringOutage) -> set[str]:
        """The ends that closed a session when it was lost: who sent a notification, or whose peer says so."""
        found: set[str] = set()
        for event in self.events_of(outage, "left"):
            far = {outage.a: outage.b, outage.b: outage.a}[event.node] or ""
            if abs(event.at_ns - outage.lost_ns) < NEAR_NS:
                reason = event.reason.lower()
                found |= {event.node} if reason in OWN_DOING else {far} if reason in FAR_DOING else set()
        return found - {""}

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Every wording of every sentence that code writes of the incident."""
        texts = [
            (render(wording, self.sheet), sentence.facts)
            for sentence in sentences(self.sheet)
            for wording in sentence.wordings
        ]
        return wordings(texts, self.names)

    @cached_property
    def parts(self) -> dict[PeeringOutage, Part]:
        """The facts of each peering."""
        return {part.outage: part for part in FactNames(self.sheet).parts}

    def fact(self, kind: FactKind, role: str | None = None) -> Fact | None:
        """The first fact of a kind (and role)."""
        return self.sheet.first(kind, role)

    def count(self, what: str) -> Fact | None:
        """A count by its role: `nodes concerned`, `peerings still down`."""
        return self.sheet.first("count", f"number of {what}")


def _numbered(address: str) -> bool:
    return "." in address or ":" in address
