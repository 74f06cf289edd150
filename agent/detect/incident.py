"""What the detector says: incidents, their causes, outages and evidence, as frozen values with one JSON shape.

The JSON is the contract of `analyze --json` and `incidents --json` (`labkeeper schema incidents`); times are RFC 3339
UTC with microseconds, made here and nowhere else.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from clab.units import SECOND_NS
from collectors.observations import RAW_LIMIT, SourceName

Certainty = Literal["proved", "likely", "unknown"]
Severity = Literal["OK", "WARNING", "ACTION"]
SourceState = Literal["ok", "unknown_format", "silent", "failed"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def rfc3339(ns: int | None) -> str | None:
    """Nanoseconds since the epoch as `2026-11-22T21:16:23.438253Z`; None stays None."""
    if ns is None:
        return None
    return (EPOCH + timedelta(microseconds=ns // 1000)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def seconds(ns: int | None) -> float | None:
    """Nanoseconds as seconds, to the microsecond."""
    return None if ns is None else round(ns / SECOND_NS, 6)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of proof: when (corrected clock), on which node, from which source, and the raw text."""

    at_ns: int
    node: str
    source: SourceName
    text: str


@dataclass(frozen=True, slots=True)
class Cause:
    """Why, as a rule found it; `text` is the words a device sent along (a shutdown communication), as data."""

    type: str
    certainty: Certainty
    planned: bool = False
    subject: str | None = None
    nodes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    text: str | None = None


@dataclass(frozen=True, slots=True)
class PeeringOutage:
    """One peering's part in an incident. `outage_ns` is the sum of its outages, None while it is down."""

    a: str | None
    b: str | None
    address_a: str | None
    address_b: str | None
    afis: tuple[str, ...]
    lost_ns: int
    restored_ns: int | None
    outage_ns: int | None
    losses: int
    witnesses: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of an incident's timeline."""

    at_ns: int
    node: str | None
    text: str
    source: SourceName


@dataclass(frozen=True, slots=True)
class Closing:
    """A person closed an incident by hand: when (our clock), and why, in their words. `losses` is how many losses it
    had then: a further one opens it again."""

    at_ns: int
    why: str
    losses: int


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

    at_ns: int | None
    node: str | None
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """What one source gave: how many items, of which format, from when to when."""

    node: str
    source: SourceName
    format: str | None
    items: int
    first_ns: int | None
    last_ns: int | None
    state: SourceState
    unread: int = 0


@dataclass(frozen=True, slots=True)
class GapSummary:
    """A time in which a source could not be seen."""

    source: str
    node: str
    from_ns: int
    to_ns: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """The whole answer about a recording, or about what the store holds."""

    lab: str | None
    start_ns: int | None
    end_ns: int | None
    incidents: tuple[Incident, ...]
    notes: tuple[Note, ...] = ()
    gaps: tuple[GapSummary, ...] = ()
    sources: tuple[SourceSummary, ...] = field(default=())


def evidence_json(evidence: Evidence) -> dict[str, Any]:
    """One evidence in the contract's shape."""
    text = evidence.text.encode()[:RAW_LIMIT].decode(errors="ignore")
    return {"at": rfc3339(evidence.at_ns), "node": evidence.node, "source": evidence.source, "text": text}


def _outage_json(outage: PeeringOutage) -> dict[str, Any]:
    return {
        "a": outage.a,
        "b": outage.b,
        "address_a": outage.address_a,
        "address_b": outage.address_b,
        "afis": list(outage.afis),
        "lost_at": rfc3339(outage.lost_ns),
        "restored_at": rfc3339(outage.restored_ns),
        "outage_s": seconds(outage.outage_ns),
        "losses": outage.losses,
        "witnesses": [evidence_json(witness) for witness in outage.witnesses],
    }


def to_json(incident: Incident) -> dict[str, Any]:
    """An incident in the contract's shape."""
    cause = incident.cause
    closing = incident.closing
    by_hand = {"closed_by_hand": closing_json(closing)} if closing else {}
    return {
        "id": incident.id,
        "version": incident.version,
        "severity": incident.severity,
        "status": incident.status,
        "started_at": rfc3339(incident.started_ns),
        "first_loss_at": rfc3339(incident.first_loss_ns),
        "last_restored_at": rfc3339(incident.last_restored_ns),
        "reconvergence_s": seconds(incident.reconvergence_ns),
        "cause": {
            "type": cause.type,
            "certainty": cause.certainty,
            "planned": cause.planned,
            "subject": cause.subject,
            "nodes": list(cause.nodes),
            "evidence": [evidence_json(each) for each in cause.evidence],
        },
        "nodes": list(incident.nodes),
        "peerings": [_outage_json(peering) for peering in incident.peerings],
        "timeline": [
            {"at": rfc3339(item.at_ns), "node": item.node, "text": item.text, "source": item.source}
            for item in incident.timeline
        ],
        **by_hand,
    }


def closing_json(closing: Closing) -> dict[str, Any]:
    """A closing by hand, as published."""
    return {"at": rfc3339(closing.at_ns), "why": closing.why, "losses": closing.losses}


def analysis_json(analysis: Analysis) -> dict[str, Any]:
    """The answer of `analyze --json` and `incidents --json`."""
    return {
        "schema": 1,
        "lab": analysis.lab,
        "window": {"start": rfc3339(analysis.start_ns), "end": rfc3339(analysis.end_ns)},
        "incidents": [to_json(incident) for incident in analysis.incidents],
        "notes": [
            {"at": rfc3339(note.at_ns), "node": note.node, "text": note.text, "kind": note.kind}
            for note in analysis.notes
        ],
        "gaps": [
            {
                "source": gap.source,
                "node": gap.node,
                "from": rfc3339(gap.from_ns),
                "to": rfc3339(gap.to_ns),
                "reason": gap.reason,
            }
            for gap in analysis.gaps
        ],
        "sources": [
            {
                "node": source.node,
                "source": source.source,
                "format": source.format,
                "items": source.items,
                "first_at": rfc3339(source.first_ns),
                "last_at": rfc3339(source.last_ns),
                "state": source.state,
                "unread": source.unread,
            }
            for source in analysis.sources
        ],
    }
