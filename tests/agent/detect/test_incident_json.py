"""Incidents that come back from JSON: the contract's shape and reports' twins, and what is refused."""

import json
from typing import Any

import pytest

from agent.detect.incident import to_json
from agent.detect.incident_json import NotAnIncident, incident_of
from tests.agent.report.texts import HERE, NAMES


def document(name: str = "given-01") -> dict[str, Any]:
    """A stored incident's JSON."""
    loaded: dict[str, Any] = json.loads((HERE / "incidents" / f"{name}.json").read_text())
    return loaded


@pytest.mark.parametrize("name", NAMES)
def test_an_incident_survives_the_way_out_and_back(name: str) -> None:
    """The published JSON is a lossless image of the incident."""
    assert document(name) == to_json(incident_of(document(name)))


def test_a_report_s_twin_and_an_answer_with_one_incident_are_taken() -> None:
    """What `--out` and `analyze --json` write is accepted as it is."""
    twin = {"schema": 1, "lab": "d", "incident": document(), "written_by": "labkeeper"}
    answer = {"schema": 1, "incidents": [document()], "notes": []}
    assert incident_of(document()) == incident_of(twin) == incident_of(answer)


CAUSE = document()["cause"]
SHORT = {key: CAUSE[key] for key in CAUSE if key != "planned"}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ([], "expected an incident (a JSON object), found list"),
        ({"incidents": []}, "the answer holds no incident"),
        (
            {"incidents": [{"id": "a"}, {"id": "b"}]},
            "the answer holds 2 incidents (a, b); a text is checked against one",
        ),
        ({"incident": 5}, "not an incident: the document: input should be a JSON object"),
        ({**document(), "severity": "BAD"}, "not an incident: severity: input should be 'OK', 'WARNING' or 'ACTION'"),
        ({**document(), "extra": 1}, "not an incident: extra: there is no such field"),
        (
            {**document(), "started_at": "2026-11-22T21:16:23"},
            "not an incident: started_at: input should have timezone info",
        ),
        ({**document(), "started_at": None}, "not an incident: started_at: input should be a valid datetime"),
        (
            {**document(), "reconvergence_s": -1},
            "not an incident: reconvergence_s: input should be greater than or equal to 0",
        ),
        ({**document(), "cause": []}, "not an incident: cause: input should be a JSON object"),
        ({**document(), "cause": {**CAUSE, "text": "x"}}, "not an incident: cause.text: there is no such field"),
        ({**document(), "cause": SHORT}, "not an incident: cause.planned: field required"),
    ],
)
def test_anything_else_is_refused_with_its_place(wrong: Any, message: str) -> None:
    """The message names the key and what was expected there."""
    with pytest.raises(NotAnIncident) as caught:
        incident_of(wrong)
    assert message == str(caught.value)


def test_several_problems_are_counted() -> None:
    """The first is named, the others counted."""
    with pytest.raises(NotAnIncident, match=r"\(and 1 more\)$"):
        incident_of({**document(), "severity": "BAD", "status": "half"})
