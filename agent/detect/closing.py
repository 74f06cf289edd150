"""Closing an incident by hand: what a person decided stands beside what was seen. Pure.

The closing is laid over every version of the incident, so that it survives whatever is learned later of the same
losses. A loss that comes after it opens the incident again; the reason is kept all the same.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from agent.detect.incident import Closing, Incident, Moment, to_json
from agent.detect.incident_json import NotAnIncident, incident_of

LONGEST_REASON = 500
"""Characters of a reason that are kept."""


def reason(text: str) -> str:
    """A person's reason as one printable line; empty where nothing is left of it."""
    flat = "".join(item if item.isprintable() else " " for item in text)
    return " ".join(flat.split())[:LONGEST_REASON]


def with_closing(incident: Incident, closing: Closing | None) -> Incident:
    """The incident as it stands with what a person decided about it."""
    if closing is None:
        return incident
    moment = Moment(closing.at_ns, None, f"closed by hand: {closing.why}", "session")
    lines = tuple(item for item in incident.timeline if not _is_closing(item))
    status = incident.status if incident.losses > closing.losses else "closed"
    timeline = tuple(sorted((*lines, moment), key=lambda line: line.at_ns))
    return replace(incident, status=status, timeline=timeline, closing=closing)


def _is_closing(moment: Moment) -> bool:
    return moment.source == "session" and moment.node is None and moment.text.startswith("closed by hand: ")


def document_with_closing(document: dict[str, Any], closings: Mapping[str, Closing]) -> dict[str, Any]:
    """A stored incident with its closing; as it is where there is none, or where it cannot be read."""
    closing = closings.get(str(document.get("id")))
    if closing is None:
        return document
    try:
        return to_json(with_closing(incident_of(document), closing))
    except NotAnIncident:
        return document
