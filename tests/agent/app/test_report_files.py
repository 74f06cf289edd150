"""Reports on disk: written at once by code, written again with words, never an older version over a newer one."""

import json
from pathlib import Path

import jsonschema

from agent.app.report_files import Reports
from agent.detect.incident import GapSummary
from agent.report.fact_sheet import sheet
from agent.report.narrative import Narrative
from agent.schemas import schema
from agent.tasks.narrative import narrate
from agent.tasks.wording import NarrativeOptions
from clab.model import Endpoint, Lab, Link, Node
from clab.units import SECOND_NS
from tests.agent.incidents import T0, incident, outage, recorded
from tests.agent.tasks.saying import MODEL, changing

LAB = Lab("pair", {"r1": Node("r1"), "r2": Node("r2")}, (Link(Endpoint("r1", "eth1"), Endpoint("r2", "eth1")),))
GAP = GapSummary("log", "r1", T0, T0 + SECOND_NS, "the file was gone")


def words() -> Narrative:
    """The words of a model that tells it right."""
    return narrate(sheet(incident(outage("r1", "r2")), LAB), changing(list), NarrativeOptions(MODEL))


def test_the_first_report_is_by_code_and_says_that_the_model_was_not_asked_yet(tmp_path: Path) -> None:
    """It is there at once, whole, with the reason in its last line."""
    reports = Reports(tmp_path, LAB, "1.0", waiting="gemma3:12b has not been asked yet")
    text = reports.write(incident(outage("r1", "r2"))).read_text()
    assert text.rstrip().endswith("no model took part: gemma3:12b has not been asked yet.")
    assert "## What happened\n\nThe session between r1 and r2 was lost at " in text


def test_words_come_later_into_the_same_report(tmp_path: Path) -> None:
    """The footer counts sentences, the twin carries each with its author, and the published schema accepts it."""
    reports = Reports(tmp_path, LAB, "1.0", sovereignty="ollama 0.24.0 at http://127.0.0.1:11434; its switch is off")
    told = incident(outage("r1", "r2"))
    first = reports.write(told)
    path = reports.rewrite(told, (), words())
    assert path == first
    assert "sentences by gemma3:12b" in path.read_text()
    assert "engine asked for words: ollama 0.24.0 at http://127.0.0.1:11434; its switch is off." in path.read_text()
    twin = json.loads(path.with_suffix(".json").read_text())
    jsonschema.validate(twin, schema("report"))
    assert {"gemma3:12b", "labkeeper"} == {item["author"] for item in twin["narrative"]["sentences"]}


def test_the_same_version_again_keeps_the_words(tmp_path: Path) -> None:
    """A restart that tells an incident again does not undo what the model wrote."""
    reports, told = Reports(tmp_path, LAB), incident(outage("r1", "r2"))
    reports.write(told)
    reports.rewrite(told, (), words())
    assert "by gemma3:12b" in reports.write(told).read_text()


def test_words_for_an_older_version_are_thrown_away(tmp_path: Path) -> None:
    """What the model said of version 1 does not replace the report of version 2, nor one that was withdrawn."""
    reports, told = Reports(tmp_path, LAB), incident(outage("r1", "r2"))
    newer = incident(outage("r1", "r2"), version=2)
    path = reports.write(newer)
    assert reports.rewrite(told, (), words()) is None
    assert "version 2" in path.read_text()
    reports.withdraw(newer)
    assert reports.rewrite(newer, (), words()) is None
    assert list(tmp_path.rglob("*.md")) == []


def test_a_report_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    """Incident, message of the device, gaps, and the links that its diagram shows."""
    (told,), lab = recorded("diamond-shutdown-message")
    reports = Reports(tmp_path, lab)
    path = reports.write(told, (GAP,))
    before = path.read_text()
    kept = reports.read(told.id)
    assert kept is not None
    assert (kept.incident.cause.text, kept.gaps) == (told.cause.text, (GAP,))
    path.unlink()
    Reports(tmp_path, kept.lab).write(kept.incident, kept.gaps)
    assert before == path.read_text()


def test_what_could_not_be_seen_is_said_where_it_matters(tmp_path: Path) -> None:
    """A gap is told beside what is open, and listed."""
    text = Reports(tmp_path, LAB).write(incident(outage("r1", "r2")), (GAP,)).read_text()
    assert 'they are listed under "Not seen"' in text
    assert "- log of r1: " in text
