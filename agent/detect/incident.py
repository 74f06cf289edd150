"""What the detector says: incidents, their causes, outages and evidence, as frozen values with one JSON shape.

The JSON is the contract of `analyze --json` and `incidents --json` (`labkeeper schema incidents`): the fields of these
values, under the names that are given to them here. Times are RFC 3339 UTC with microseconds, made here and nowhere
else.
"""

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, PlainSerializer
from typing_extensions import TypedDict

from agent.documents import EPOCH as EPOCH
from agent.documents import UNPUBLISHED, Count, Document, Span, Time, publish
from agent.documents import rfc3339 as rfc3339
from agent.documents import seconds as seconds
from collectors.observations import RAW_LIMIT, SourceName

Certainty = Literal["proved", "likely", "unknown"]
Severity = Literal["OK", "WARNING", "ACTION"]
SourceState = Literal["ok", "unknown_format", "silent", "failed"]


def _cut(text: str) -> str:
    return text.encode()[:RAW_LIMIT].decode(errors="ignore")


Excerpt = Annotated[str, PlainSerializer(_cut), Field(max_length=RAW_LIMIT)]
"""A device's own text, cut where it is published."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of proof: when (corrected clock), on which node, from which source, and the raw text."""

    at_ns: Annotated[Time, Field(alias="at")]
    node: str
    source: SourceName
    text: Excerpt


@dataclass(frozen=True, slots=True)
class Cause:
    """Why, as a rule found it; `text` is the words a device sent along (a shutdown communication), as data."""

    type: str
    certainty: Certainty
    planned: bool = False
    subject: str | None = None
    nodes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    text: Annotated[str | None, UNPUBLISHED] = None


@dataclass(frozen=True, slots=True)
class PeeringOutage:
    """One peering's part in an incident. `outage_ns` is the sum of its outages, None while it is down."""

    a: str | None
    b: str | None
    address_a: str | None
    address_b: str | None
    afis: tuple[str, ...]
    lost_ns: Annotated[Time, Field(alias="lost_at")]
    restored_ns: Annotated[Time | None, Field(alias="restored_at")]
    outage_ns: Annotated[Span | None, Field(alias="outage_s")]
    losses: Annotated[int, Field(ge=1)]
    witnesses: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of an incident's timeline."""

    at_ns: Annotated[Time, Field(alias="at")]
    node: str | None
    text: str
    source: SourceName


@dataclass(frozen=True, slots=True)
class Closing:
    """A person closed an incident by hand: when (our clock), and why, in their words. `losses` is how many losses it
    had then: a further one opens it again."""

    at_ns: Annotated[Time, Field(alias="at")]
    why: str
    losses: Count


@dataclass(frozen=True, slots=True)
class Incident:
    """Losses, and causes without loss, that belong together."""

    id: str
    version: int
    severity: Severity
    status: Literal["open", "closed"]
    started_ns: int
    cause: Cause
    nodes: tuple[str, ...]
    peerings: tuple[PeeringOutage, ...]
    timeline: tuple[Moment, ...]
    closing: Closing | None = None

    @property
    def losses(self) -> int:
        """How many losses it has, over all peerings."""
        return sum(peering.losses for peering in self.peerings)

    @property
    def first_loss_ns(self) -> int | None:
        """The earliest loss; None for an incident without loss."""
        return min((peering.lost_ns for peering in self.peerings), default=None)

    @property
    def last_restored_ns(self) -> int | None:
        """The latest restoration; None while a peering is down, or without loss."""
        restored = [peering.restored_ns for peering in self.peerings]
        if not restored or None in restored:
            return None
        return max(item for item in restored if item is not None)

    @property
    def reconvergence_ns(self) -> int | None:
        """From the first loss to the last restoration."""
        first, last = self.first_loss_ns, self.last_restored_ns
        return None if first is None or last is None else last - first


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth a line that is no incident: a lab stopped, an IGP change that cost no session, a skewed clock."""

    at_ns: Annotated[Time | None, Field(alias="at")]
    node: str | None
    text: str
    kind: str


def by_time(note: Note) -> tuple[int, str, str]:
    """What notes are sorted by; those without a time come first."""
    return note.at_ns or 0, note.node or "", note.text


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """What one source gave: how many items, of which format, from when to when."""

    node: str
    source: SourceName
    format: str | None
    items: int
    first_ns: Annotated[Time | None, Field(alias="first_at")]
    last_ns: Annotated[Time | None, Field(alias="last_at")]
    state: SourceState
    unread: Count = 0


@dataclass(frozen=True, slots=True)
class GapSummary:
    """A time in which a source could not be seen."""

    source: str
    node: str
    from_ns: Annotated[Time, Field(alias="from")]
    to_ns: Annotated[Time | None, Field(alias="to")]
    reason: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """The whole answer about a recording, or about what the store holds; `files` names each source's, for people."""

    lab: str | None
    start_ns: int | None
    end_ns: int | None
    incidents: tuple[Incident, ...]
    notes: tuple[Note, ...] = ()
    gaps: tuple[GapSummary, ...] = ()
    sources: tuple[SourceSummary, ...] = field(default=())
    files: tuple[str, ...] = ()


class IncidentDocument(Document):
    """An incident as it is published."""

    id: str
    version: Annotated[int, Field(ge=1)]
    severity: Severity
    status: Literal["open", "closed"]
    started_at: Time
    first_loss_at: Time | None
    last_restored_at: Time | None
    reconvergence_s: Span | None
    cause: Cause
    nodes: tuple[str, ...]
    peerings: tuple[PeeringOutage, ...]
    timeline: tuple[Moment, ...]
    closed_by_hand: NotRequired[Closing]


class Window(TypedDict):
    """A span of time."""

    start: Time | None
    end: Time | None


class AnalysisDocument(Document):
    """The answer of `analyze --json` and `incidents --json`."""

    schema: Literal[1]
    lab: str | None
    window: Window
    incidents: tuple[IncidentDocument, ...]
    notes: tuple[Note, ...]
    gaps: tuple[GapSummary, ...]
    sources: tuple[SourceSummary, ...]


def incident_document(incident: Incident) -> IncidentDocument:
    """An incident in the contract's shape."""
    document: IncidentDocument = {
        "id": incident.id,
        "version": incident.version,
        "severity": incident.severity,
        "status": incident.status,
        "started_at": incident.started_ns,
        "first_loss_at": incident.first_loss_ns,
        "last_restored_at": incident.last_restored_ns,
        "reconvergence_s": incident.reconvergence_ns,
        "cause": incident.cause,
        "nodes": incident.nodes,
        "peerings": incident.peerings,
        "timeline": incident.timeline,
    }
    if incident.closing is not None:
        document["closed_by_hand"] = incident.closing
    return document


def to_json(incident: Incident) -> dict[str, Any]:
    """An incident in the contract's shape, as plain data."""
    return publish(IncidentDocument, incident_document(incident))


def analysis_json(analysis: Analysis) -> dict[str, Any]:
    """The answer of `analyze --json` and `incidents --json`."""
    document: AnalysisDocument = {
        "schema": 1,
        "lab": analysis.lab,
        "window": {"start": analysis.start_ns, "end": analysis.end_ns},
        "incidents": tuple(map(incident_document, analysis.incidents)),
        "notes": analysis.notes,
        "gaps": analysis.gaps,
        "sources": analysis.sources,
    }
    return publish(AnalysisDocument, document)
