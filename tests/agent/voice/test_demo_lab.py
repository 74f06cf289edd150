"""The demo's lab, watched by the real agent, asked about by voice: from the sound of the question to that of the answer."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from agent.app.assembly import Agent, Places
from agent.app.session_loader import from_store
from agent.config.models import ModelsConfig
from agent.config.nodes import GnmiConfig, NodeConfig
from agent.config.whole import Config
from agent.detect.incident_registry import IncidentChange
from agent.report.knowledge import Knowledge, LabSession
from agent.voice import parts
from agent.voice.devices import FileSpeaker
from agent.voice.dialogue import Dialogue
from agent.voice.ears import Ears
from agent.voice.mouth import open_mouth
from agent.voice.session import Session, Tools, Turn
from agent.voice.sound import HEARING_RATE, resampled, silence
from agent.voice.vad import VoiceActivity
from clab.demo.story import NODES, EmbeddedLab, StoryClock

ABSENT = parts.missing(*parts.EARS, *parts.PIPER)
pytestmark = pytest.mark.skipif(bool(ABSENT), reason=f"not installed: {', '.join(part.package for part in ABSENT)}")
LIMIT_S = 150.0


def _config(lab: EmbeddedLab, home: Path) -> Config:
    (home / "demo.clab.yml").write_text(lab.topology())
    nodes = {
        name: NodeConfig(
            kind="nokia_srlinux",
            addresses=tuple(lab.addresses(name)),
            gnmi=GnmiConfig(address="127.0.0.1", port=lab.targets[name].port, tls="plaintext"),
            logs=(str(lab.log_path(name)),),
        )
        for name in NODES
    }
    return Config(lab="demo", topology=str(home / "demo.clab.yml"), nodes=nodes, models=ModelsConfig(backend="none"))


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Knowledge]:
    """What is known of the demo's lab when its story is over."""
    clock = StoryClock(datetime.now(UTC).replace(second=0, microsecond=0))
    with EmbeddedLab(tmp_path / "lab", clock) as lab:
        done = Event()
        states: dict[str, str] = {}

        def told(change: IncidentChange) -> None:
            states[change.incident.id] = "withdrawn" if change.retracted else change.incident.status
            if sorted(set(states.values()) - {"withdrawn"}) == ["closed", "open"]:
                done.set()

        agent = Agent(_config(lab, tmp_path), Places(tmp_path / "state", tmp_path / "out"), told, clock, None)
        begun_ns = clock()
        agent.start()
        lab.play()
        assert done.wait(LIMIT_S), states
        known = from_store(agent.store, agent.lab, LabSession(begun_ns, clock(), "demo"))
        agent.stop()
    yield known


def test_the_demo_is_asked_about_by_voice(watched: Knowledge) -> None:
    """What came back, after how long, and what is still down: the same as typed, and spoken as a WAV."""
    turns: list[Turn] = []
    speaker = FileSpeaker()
    mouth = open_mouth("piper")
    tools = Tools(VoiceActivity(), Ears(), mouth, speaker)
    session = Session(tools, Dialogue(), lambda: watched, on_turn=turns.append)
    questions = ("Did the session between S R L one and S R L three come back?", "Which sessions of S R L two are down?")
    for text in questions:
        for frame in (silence(0.3) + resampled(mouth.speak(text), HEARING_RATE) + silence(2.0)).frames():
            session.frame(frame)
    session.close()
    answers = {
        turn.understanding.lookup.nodes: " ".join(turn.sentences) for turn in turns if turn.understanding.lookup
    }
    assert {("srl1", "srl3"), ("srl2",)} >= set(answers) != set(), [turn.heard for turn in turns]
    assert all(turn.outcome in ("answered", "asked_back", "not_understood") for turn in turns)
    if ("srl1", "srl3") in answers:
        assert "66.0 s" in answers["srl1", "srl3"]
    if ("srl2",) in answers:
        assert "down" in answers["srl2",]
    assert speaker.sound().seconds > 2
