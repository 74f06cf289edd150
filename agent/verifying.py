"""An incident's JSON and a text in, the published text verdict out, as one function over plain data."""

import re
from typing import Any

from agent.core.facts import FactSheet, sheet
from agent.core.intake import incident_of
from agent.core.prose import render, sentences
from agent.report.claims.verdict import Finding, Omission, SentenceVerdict, TextVerdict, verdict_json

TOLD = ("severity", "cause", "last_restored")
"""Kinds of facts that a whole account states."""


def sheet_of(document: Any) -> FactSheet:
    """The fact sheet of an incident's JSON.

    Raises:
        NotAnIncident: the document is none.
    """
    return sheet(incident_of(document))


def check(text: str, facts: FactSheet) -> TextVerdict:
    """Judge a text sentence by sentence: supported is what a wording of the incident's own sentences says."""
    known = {
        _plain(render(wording, facts)): sentence.facts for sentence in sentences(facts) for wording in sentence.wordings
    }
    found = []
    for match in re.finditer(r"[^\s].*?(?:[.!?](?=\s)|$)", text, re.MULTILINE):
        ids = known.get(_plain(match[0]))
        why = Finding("licence", match.span(), "is no wording of anything that was measured")
        found.append(
            SentenceVerdict(match[0], match.span(), "not_read", (), (why,))
            if ids is None
            else SentenceVerdict(match[0], match.span(), "supported", ids)
        )
    stated = {facts.by_id[id_].kind for each in found for id_ in each.facts}
    if {"certainty", "subject"} & stated:
        stated.add("cause")
    missing = [fact for kind in TOLD if kind not in stated for fact in facts.of(kind)[:1]]  # type: ignore[arg-type]
    return TextVerdict(tuple(found), tuple(Omission(each.id, f"{each.role} is not stated") for each in missing))


def _plain(text: str) -> str:
    return " ".join(text.lower().rstrip(".").split())


def verify(document: dict[str, Any], text: str) -> dict[str, Any]:
    """Judge a text about an incident, both as outsiders hold them; the answer is `labkeeper schema text-verdict`.

    Raises:
        NotAnIncident: the document is none.
    """
    return verdict_json(check(text, sheet_of(document)))
