"""An incident's JSON and a text in, the published text verdict out, as one function over plain data."""

from typing import Any

from agent.detect.incident_json import incident_of
from agent.report.claims.reading import read_text
from agent.report.claims.verdict import TextVerdict, verdict_json
from agent.report.fact_sheet import FactSheet, sheet


def sheet_of(document: Any) -> FactSheet:
    """The fact sheet of an incident's JSON.

    Raises:
        NotAnIncident: the document is none.
    """
    return sheet(incident_of(document))


def check(text: str, facts: FactSheet) -> TextVerdict:
    """Judge a text sentence by sentence.

    Raises:
        TextTooLong: there is more of it than is read at once.
    """
    return read_text(text, facts)


def verify(document: dict[str, Any], text: str) -> dict[str, Any]:
    """Judge a text about an incident, both as outsiders hold them; the answer is `labkeeper schema text-verdict`.

    Raises:
        NotAnIncident: the document is none.
        TextTooLong: there is more of it than is read at once.
    """
    return verdict_json(check(text, sheet_of(document)))
