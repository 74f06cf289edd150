"""The agent as a whole: what it sees becomes a report at once, and a told one when the model has spoken."""

import threading
import time
from pathlib import Path

import pytest

from agent.app.assembly import Agent, Places
from agent.app.narrative_service import Narration
from agent.config.nodes import NodeConfig
from agent.config.whole import Config
from agent.detect.incident_registry import IncidentChange
from agent.models.api import ModelFailure
from agent.tasks.wording import NarrativeOptions
from clab.units import SECOND_NS
from collectors.observations import BgpNotification, BgpState, InterfaceState
from collectors.sources.replay import read_recording
from tests.agent.incidents import REPLAYS
from tests.agent.tasks.saying import MODEL, Saying, changing

LIMIT_S = 30.0


def _worded(folder: Path) -> bool:
    """Whether the reports are there and the model was asked for all of them."""
    texts = [path.read_text() for path in (folder / "out" / "incidents").glob("*.md")]
    return bool(texts) and not any("has not been asked yet" in text for text in texts)


def watched(words: Saying, folder: Path) -> str:
    """The report of a link that went down, as an agent with this model leaves it."""
    recording = read_recording(REPLAYS / "given-01-link-down-both-ends")
    end_ns = recording.window[1]
    assert end_ns is not None
    over = threading.Event()

    def changed(change: IncidentChange) -> None:
        if change.incident.status == "closed" and len(change.incident.peerings) == 2:
            over.set()

    nodes = {
        name: NodeConfig(addresses=node.addresses, logs=(str(folder / "none" / name),))
        for name, node in recording.lab.nodes.items()
    }
    narration = Narration(words, NarrativeOptions(MODEL), "an engine of this test")
    places = Places(folder / "state", folder / "out")
    agent = Agent(Config(lab="pair", nodes=nodes), places, changed, lambda: end_ns + 120 * SECOND_NS, narration)
    agent.start()
    try:
        wanted = (BgpState, BgpNotification, InterfaceState)
        agent.outbox.put(observation for observation in recording.observations if isinstance(observation, wanted))
        assert over.wait(LIMIT_S)
        assert agent.narrator is not None
        give_up = time.monotonic() + LIMIT_S
        while time.monotonic() < give_up and not _worded(folder):
            agent.narrator.idle(0.1)
    finally:
        assert agent.stop() == []
    (path,) = (folder / "out" / "incidents").glob("*.md")
    return path.read_text()


def test_an_incident_is_told_by_the_model_after_it_is_over(tmp_path: Path) -> None:
    """Observations in, a report out that says who wrote which sentence."""
    text = watched(changing(list), tmp_path)
    assert " sentences by gemma3:12b, " in text
    assert "The only engine asked for words: an engine of this test." in text


def test_a_model_that_is_away_leaves_the_report_as_code_wrote_it(tmp_path: Path) -> None:
    """The reason stands in the footer; stopping finds nothing that hangs."""
    text = watched(Saying(lambda request, number: ModelFailure("unreachable", "nobody listens")), tmp_path)
    assert "no model took part: gemma3:12b: nobody listens." in text


def test_an_incident_is_told_though_its_report_cannot_be_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A folder of reports that is none costs the reports, said once; every change is told, and the store has it."""
    (tmp_path / "out").write_text("a file where the folder should be")
    recording = read_recording(REPLAYS / "given-01-link-down-both-ends")
    end_ns = recording.window[1]
    assert end_ns is not None
    told: list[IncidentChange] = []
    over = threading.Event()

    def changed(change: IncidentChange) -> None:
        told.append(change)
        if change.incident.status == "closed":
            over.set()

    nodes = {
        name: NodeConfig(addresses=node.addresses, logs=(str(tmp_path / "none" / name),))
        for name, node in recording.lab.nodes.items()
    }
    places = Places(tmp_path / "state", tmp_path / "out")
    agent = Agent(Config(lab="pair", nodes=nodes), places, changed, lambda: end_ns + 120 * SECOND_NS)
    agent.start()
    try:
        wanted = (BgpState, BgpNotification, InterfaceState)
        agent.outbox.put(observation for observation in recording.observations if isinstance(observation, wanted))
        assert over.wait(LIMIT_S)
        stored = agent.store.incidents()
    finally:
        assert agent.stop() == []
    assert {item["id"] for item in stored} >= {told[-1].incident.id}
    said = [record.getMessage() for record in caplog.records if "reports cannot be written" in record.getMessage()]
    assert len([each for each in caplog.records if each.levelname == "ERROR"]) == len(said) == 1
