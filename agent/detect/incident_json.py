"""An incident's published JSON back to an `Incident`: the contract's shape, or a report's JSON twin. Pure.

Foreign bytes come in here (a colleague's file, another program's), so pydantic checks every key, and every refusal
says where in the document it is and what was expected there.
"""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from agent.detect.incident import EPOCH, Cause, Certainty, Closing, Evidence, Incident, Moment, PeeringOutage, Severity
from collectors.observations import SourceName

NotNegative = Annotated[float, Field(ge=0)]


class NotAnIncident(ValueError):
    """The document is no incident; the message says what was looked for, and where it fell short."""


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Evidence(_Shape):
    at: AwareDatetime
    node: str
    source: SourceName
    text: str


class _Cause(_Shape):
    type: str
    certainty: Certainty
    planned: bool
    subject: str | None
    nodes: list[str]
    evidence: list[_Evidence]


class _Peering(_Shape):
    a: str | None
    b: str | None
    address_a: str | None
    address_b: str | None
    afis: list[str]
    lost_at: AwareDatetime
    restored_at: AwareDatetime | None
    outage_s: NotNegative | None
    losses: Annotated[int, Field(ge=1)]
    witnesses: list[_Evidence]


class _Moment(_Shape):
    at: AwareDatetime
    node: str | None
    text: str
    source: SourceName


class _Closing(_Shape):
    at: AwareDatetime
    why: str
    losses: Annotated[int, Field(ge=0)]


class _Incident(_Shape):
    id: str
    version: int
    severity: Severity
    status: Literal["open", "closed"]
    started_at: AwareDatetime
    first_loss_at: AwareDatetime | None
    last_restored_at: AwareDatetime | None
    reconvergence_s: NotNegative | None
    cause: _Cause
    nodes: list[str]
    peerings: list[_Peering]
    timeline: list[_Moment]
    closed_by_hand: _Closing | None = None


def incident_of(document: Any) -> Incident:
    """The incident of a parsed JSON document: the incident itself, a report's twin, or an answer that holds just one.

    Raises:
        NotAnIncident: it is none of these, or holds several.
    """
    if not isinstance(document, dict):
        raise NotAnIncident(f"expected an incident (a JSON object), found {type(document).__name__}")
    if "incident" in document:
        document = document["incident"]
    elif "incidents" in document:
        document = _only(document["incidents"])
    try:
        checked = _Incident.model_validate(document)
    except ValidationError as error:
        raise NotAnIncident(f"not an incident: {_first(error)}") from error
    return _incident(checked)


def _only(incidents: Any) -> Any:
    """The one incident of an answer of `analyze --json`."""
    if not isinstance(incidents, list) or not incidents:
        raise NotAnIncident("the answer holds no incident")
    if len(incidents) > 1:
        ids = ", ".join(str(incident.get("id", "?")) if isinstance(incident, dict) else "?" for incident in incidents)
        raise NotAnIncident(f"the answer holds {len(incidents)} incidents ({ids}); a text is checked against one")
    return incidents[0]


def _first(error: ValidationError) -> str:
    problems = error.errors(include_url=False)
    first = problems[0]
    where = ".".join(map(str, first["loc"])) or "the document"
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}{more}"


def _ns(at: datetime) -> int:
    return (at - EPOCH) // timedelta(microseconds=1) * 1000


def _evidence(shape: _Evidence) -> Evidence:
    return Evidence(_ns(shape.at), shape.node, shape.source, shape.text)


def _outage(shape: _Peering) -> PeeringOutage:
    return PeeringOutage(
        a=shape.a,
        b=shape.b,
        address_a=shape.address_a,
        address_b=shape.address_b,
        afis=tuple(shape.afis),
        lost_ns=_ns(shape.lost_at),
        restored_ns=None if shape.restored_at is None else _ns(shape.restored_at),
        outage_ns=None if shape.outage_s is None else round(shape.outage_s * 1e6) * 1000,
        losses=shape.losses,
        witnesses=tuple(map(_evidence, shape.witnesses)),
    )


def _incident(shape: _Incident) -> Incident:
    cause, by_hand = shape.cause, shape.closed_by_hand
    return Incident(
        id=shape.id,
        version=shape.version,
        severity=shape.severity,
        status=shape.status,
        started_ns=_ns(shape.started_at),
        cause=Cause(
            type=cause.type,
            certainty=cause.certainty,
            planned=cause.planned,
            subject=cause.subject,
            nodes=tuple(cause.nodes),
            evidence=tuple(map(_evidence, cause.evidence)),
        ),
        nodes=tuple(shape.nodes),
        peerings=tuple(map(_outage, shape.peerings)),
        timeline=tuple(Moment(_ns(item.at), item.node, item.text, item.source) for item in shape.timeline),
        closing=None if by_hand is None else Closing(_ns(by_hand.at), by_hand.why, by_hand.losses),
    )
