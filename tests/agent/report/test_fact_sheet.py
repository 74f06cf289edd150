"""Fact sheets: every value with its wordings, whom it is about, and what it stands on."""

import pytest

from agent.report.fact_sheet import FactKind, quotes, sheet
from agent.report.words import clock_words, duration_words
from tests.agent.report.texts import NAMES, sheet_of


@pytest.mark.parametrize("name", NAMES)
def test_facts_are_numbered_and_said(name: str) -> None:
    """Ids run from F1, every fact has a wording, and relations and evidence point to what is there."""
    told = sheet_of(name)
    assert [f"F{k}" for k in range(1, len(told.facts) + 1)] == [fact.id for fact in told.facts]
    assert all(item.wordings and all(item.wordings) for item in told.facts)
    ids = {id_ for id_, _ in told.evidence}
    assert all(set(each.evidence) <= ids for each in told.facts)
    assert all(relation.subject in told.by_id and relation.object in told.by_id for relation in told.relations)


def test_the_same_incident_gives_the_same_sheet() -> None:
    """A sheet is a pure function of the incident."""
    told = sheet_of("diamond-node-pause")
    assert told.facts == sheet(told.incident).facts


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("severity", "ACTION"),
        ("status", "open"),
        ("cause", "node_down"),
        ("certainty", "likely"),
        ("planned", False),
        ("subject", "spine1"),
    ],
)
def test_a_sheet_holds_the_verdicts_of_code(kind: FactKind, value: object) -> None:
    """Severity, status and cause are facts like all others."""
    fact = sheet_of("made-spine-open").first(kind)
    assert fact is not None
    assert value == fact.value


def test_counts_and_open_peerings_are_told() -> None:
    """Three lost, two back, one still down; no reconvergence while one is."""
    told = sheet_of("made-spine-open")
    counts = {item.role: item.value for item in told.of("count")}
    assert 3 == counts["number of peerings that were lost"]
    assert 1 == counts["number of peerings still down"]
    assert [] == told.of("reconvergence", "last_restored")
    assert ["leaf3–spine1 (10.9.3.1 – 10.9.3.0)"] == [
        told.by_id[relation.subject].value for relation in told.relations if relation.kind == "still_down"
    ]


def test_losses_are_in_order() -> None:
    """The `before` relations follow the times of the losses."""
    told = sheet_of("diamond-node-pause")
    order = [told.by_id[relation.subject].about[:2] for relation in told.relations if relation.kind == "before"]
    assert [("b4", "r4"), ("r2", "r4"), ("r2", "r4"), ("r3", "r4")] == order


def test_a_likely_cause_is_worded_as_likely() -> None:
    """What `{F4}` becomes carries its hedge."""
    fact = sheet_of("diamond-password-changed").first("cause")
    assert fact is not None
    assert all(wording.startswith("probably ") for wording in fact.wordings)


def test_device_text_is_only_in_quotes() -> None:
    """A message that a device sent along is a quote; the roles of facts carry none of its words."""
    told = sheet_of("given-06")
    assert ("Maintenance CHG0012345 line card swap",) == quotes(told.incident)
    assert not any("CHG0012345" in fact.role for fact in told.facts)
    assert ['"Maintenance CHG0012345 line card swap"'] == [item.wordings[0] for item in told.of("quote")]


@pytest.mark.parametrize(
    ("value_s", "words"),
    [
        (66.0, "1 min 6 s"),
        (25.04, "25.0 s"),
        (0.25, "250 ms"),
        (0.0001, "less than a millisecond"),
        (3700, "1 h 1 min 40 s"),
    ],
)
def test_durations_are_worded(value_s: float, words: str) -> None:
    """Seconds, minutes where there are any, milliseconds below a second."""
    assert words in duration_words(value_s)


def test_times_are_worded() -> None:
    """With milliseconds first, and shorter where that is enough."""
    assert ("21:16:23.438", "21:16:23.438 UTC", "21:16:23", "21:16", "2026-11-22 21:16:23.438") == clock_words(
        1795382183438253000
    )
