"""An incident's JSON and a text in, the published text verdict out: the monitors as one function over plain data."""

from typing import Any

from agent.core.facts import FactSheet, sheet
from agent.core.intake import incident_of
from agent.core.trust import check, verdict_json


def sheet_of(document: Any) -> FactSheet:
    """The fact sheet of an incident's JSON.

    Raises:
        NotAnIncident: the document is none.
    """
    return sheet(incident_of(document))


def verify(document: dict[str, Any], text: str, complete: bool = False) -> dict[str, Any]:
    """Judge a text about an incident, both as outsiders hold them; the answer is `labkeeper schema text-verdict`.

    Raises:
        NotAnIncident: the document is none.
    """
    return verdict_json(check(text, sheet_of(document), complete=complete))
