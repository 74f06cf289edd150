"""An incident's published JSON back to an `Incident`: the contract's shape, or a report's JSON twin. Pure.

Foreign bytes come in here (a colleague's file, another program's), so every key is checked, and every refusal says
where in the document it is and what was expected there.
"""

from agent.detect.incident import Incident, IncidentDocument
from agent.documents import WrongDocument, read


class NotAnIncident(ValueError):
    """The document is no incident; the message says what was looked for, and where it fell short."""


def incident_of(document: object) -> Incident:
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
        found = read(IncidentDocument, document)
    except WrongDocument as error:
        raise NotAnIncident(f"not an incident: {error}") from error
    return Incident(
        id=found["id"],
        version=found["version"],
        severity=found["severity"],
        status=found["status"],
        started_ns=found["started_at"],
        cause=found["cause"],
        nodes=found["nodes"],
        peerings=found["peerings"],
        timeline=found["timeline"],
        closing=found.get("closed_by_hand"),
    )


def _only(incidents: object) -> object:
    """The one incident of an answer of `analyze --json`."""
    if not isinstance(incidents, list) or not incidents:
        raise NotAnIncident("the answer holds no incident")
    if len(incidents) > 1:
        ids = ", ".join(str(incident.get("id", "?")) if isinstance(incident, dict) else "?" for incident in incidents)
        raise NotAnIncident(f"the answer holds {len(incidents)} incidents ({ids}); a text is checked against one")
    return incidents[0]
