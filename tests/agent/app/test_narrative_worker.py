"""The narrator: the newest version of what is due, one after the other, and an orderly end."""

import threading
from collections.abc import Iterator, Sequence

import pytest

from agent.app.narrative_worker import Narrator
from agent.detect.incident import GapSummary, Incident
from agent.report.fact_sheet import sheet
from agent.report.narrative import Narrative
from agent.report.prose import plain
from clab.units import SECOND_NS
from tests.agent.incidents import incident, outage

LIMIT_S = 10.0


class Stage:
    """A narrator with a clock that stands still until it is moved, and a model that can be made to wait."""

    def __init__(self, *, open_after_s: float = 120.0, at_most: int = 64) -> None:
        self.now_ns = 0
        self.told: list[tuple[str, int]] = []
        self.published: list[tuple[str, int, str]] = []
        self.fails: Exception | None = None
        self.speaks = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()
        self.hushed = threading.Event()
        self.narrator = Narrator(
            self._tell,
            self._publish,
            plain=lambda told, reason: plain(sheet(told), reason),
            hush=self._hush,
            clock_ns=lambda: self.now_ns,
            open_after_s=open_after_s,
            at_most=at_most,
        )

    def _tell(self, told: Incident) -> Narrative:
        self.speaks.set()
        assert self.go_on.wait(LIMIT_S)
        self.told.append((told.id, told.version))
        if self.fails:
            raise self.fails
        return plain(sheet(told), "told")

    def _publish(self, told: Incident, gaps: Sequence[GapSummary], narrative: Narrative) -> None:
        self.published.append((told.id, told.version, narrative.reason))

    def _hush(self) -> None:
        self.hushed.set()
        self.go_on.set()

    def done(self) -> list[tuple[str, int, str]]:
        """What was published once nothing waits."""
        assert self.narrator.idle(LIMIT_S)
        return self.published


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A narrator that is started, and stopped after the test."""
    it = Stage()
    it.narrator.start()
    yield it
    it.go_on.set()
    assert it.narrator.stop(LIMIT_S)


def closed(id_: str = "a", version: int = 1) -> Incident:
    """An incident that is over."""
    return incident(outage("r1", "r2"), id_=id_, version=version)


def still_open(id_: str = "a", version: int = 1) -> Incident:
    """An incident that goes on."""
    return incident(outage("r1", "r2", down_s=None), id_=id_, version=version)


def test_a_closed_incident_is_told_at_once(stage: Stage) -> None:
    """What is over will not change: it is due when it is offered."""
    stage.narrator.offer(closed())
    assert stage.done() == [("a", 1, "told")]


def test_an_open_incident_is_left_in_peace_for_a_while(stage: Stage) -> None:
    """It is told when it has been open for long enough, in its newest version, once."""
    stage.narrator.offer(still_open(version=1))
    stage.now_ns = 60 * SECOND_NS
    stage.narrator.offer(still_open(version=2))
    assert not stage.narrator.idle(0.05)
    assert stage.told == []
    stage.now_ns = 121 * SECOND_NS
    assert stage.done() == [("a", 2, "told")]


def test_between_two_narratives_of_an_open_incident_there_is_a_pause(stage: Stage) -> None:
    """A new version of what was told just now waits its time again."""
    stage.narrator.offer(still_open(version=1))
    stage.now_ns = 121 * SECOND_NS
    assert stage.done() == [("a", 1, "told")]
    stage.narrator.offer(still_open(version=2))
    assert not stage.narrator.idle(0.05)
    stage.now_ns = 242 * SECOND_NS
    assert stage.done()[1:] == [("a", 2, "told")]


def test_the_newest_version_wins(stage: Stage) -> None:
    """What was overtaken while the model spoke is thrown away, and the newer version is told."""
    stage.go_on.clear()
    stage.narrator.offer(closed(version=1))
    assert stage.speaks.wait(LIMIT_S)
    stage.narrator.offer(closed(version=2))
    stage.narrator.offer(closed(version=3))
    stage.go_on.set()
    assert stage.done() == [("a", 3, "told")]
    assert stage.told == [("a", 1), ("a", 3)]


def test_a_withdrawn_incident_gets_no_words(stage: Stage) -> None:
    """Neither what waits nor what is being told is published after it was taken back."""
    stage.go_on.clear()
    stage.narrator.offer(closed("a"))
    assert stage.speaks.wait(LIMIT_S)
    stage.narrator.offer(closed("b"))
    stage.narrator.withdraw("a")
    stage.narrator.withdraw("b")
    stage.go_on.set()
    assert stage.done() == []


def test_hurry_makes_everything_due(stage: Stage) -> None:
    """Where nothing more will happen, an open incident is told now."""
    stage.narrator.offer(still_open())
    stage.narrator.hurry()
    assert stage.done() == [("a", 1, "told")]


def test_a_defect_costs_one_incident_its_words(stage: Stage) -> None:
    """The deterministic text is published with the reason, and the next incident is told."""
    stage.fails = RuntimeError("boom")
    stage.narrator.offer(closed("a"))
    assert stage.done() == [("a", 1, "labkeeper's narrator failed: RuntimeError: boom")]
    stage.fails = None
    stage.narrator.offer(closed("b"))
    assert stage.done()[1:] == [("b", 1, "told")]


def test_too_many_incidents_lose_the_oldest_words_and_say_so() -> None:
    """The queue is bounded; who is dropped is published in labkeeper's own words with the reason."""
    stage = Stage(at_most=2)
    for id_ in ("a", "b", "c"):
        stage.narrator.offer(closed(id_))
    stage.narrator.start()
    assert sorted(stage.done()) == [
        ("a", 1, "too many other incidents waited for words"),
        ("b", 1, "told"),
        ("c", 1, "told"),
    ]
    assert stage.narrator.stop(LIMIT_S)


def test_stopping_takes_back_what_is_asked_and_says_why_the_rest_has_no_words() -> None:
    """The model is hushed; what waits is published as it is, with the reason."""
    stage = Stage()
    stage.narrator.start()
    stage.go_on.clear()
    stage.narrator.offer(closed("a"))
    assert stage.speaks.wait(LIMIT_S)
    stage.narrator.offer(still_open("b"))
    assert stage.narrator.stop(LIMIT_S)
    assert stage.hushed.is_set()
    assert stage.published == [("a", 1, "told"), ("b", 1, "labkeeper was stopped before the model's turn")]


def test_a_narrator_that_does_not_end_is_named() -> None:
    """Stopping has a deadline."""
    stage = Stage()
    stage.go_on.clear()
    narrator = Narrator(stage._tell, stage._publish, plain=lambda told, reason: plain(sheet(told), reason))
    narrator.start()
    narrator.offer(closed())
    assert stage.speaks.wait(LIMIT_S)
    assert not narrator.stop(0.01)
    stage.go_on.set()
    assert narrator.stop(LIMIT_S)


def test_a_narrator_that_was_never_started_stops() -> None:
    """Stopping is right at any time."""
    assert Stage().narrator.stop(0.1)
