"""Every cause has stories that come to it, and stories that look alike and must not."""

import importlib
import importlib.util
from dataclasses import replace

import pytest

from agent.detect.cause_catalog import load_rules
from agent.detect.detector import Detector
from agent.detect.incident import Incident
from clab.units import SECOND_NS
from collectors.observations import Observation
from tests.agent.detect.causes.words import LAB, Story


def _stories(kind: str, which: str) -> tuple[Story, ...]:
    """A cause's stories; none where it has no file of them."""
    if importlib.util.find_spec(f"tests.agent.detect.causes.{kind}") is None:
        return ()
    return tuple(getattr(importlib.import_module(f"tests.agent.detect.causes.{kind}"), which, ()))


def _incidents(story: Story, seen: tuple[Observation, ...] = ()) -> tuple[Incident, ...]:
    detector = Detector(LAB)
    detector.observe(seen or story.seen)
    detector.finish()
    at_fault = [note.text for note in detector.notes() if note.kind == "unusable"]
    assert not at_fault, at_fault
    return detector.incidents()


@pytest.mark.parametrize("kind", sorted(load_rules()))
def test_a_cause_has_its_stories(kind: str) -> None:
    """A rule without a story that triggers it, or without one that must not, is not finished."""
    file = f"tests/agent/detect/causes/{kind}.py"
    assert any(kind in story.types for story in _stories(kind, "TRIGGERS")), f"{file}: no story in TRIGGERS has {kind}"
    assert any(kind not in story.types for story in _stories(kind, "OTHERS")), f"{file}: no story in OTHERS is without"


STORIES = pytest.mark.parametrize(
    "story",
    [
        pytest.param(story, id=f"{kind}: {story.what}")
        for kind in sorted(load_rules())
        for which in ("TRIGGERS", "OTHERS")
        for story in _stories(kind, which)
    ],
)


@STORIES
def test_a_story_comes_to_its_causes(story: Story) -> None:
    """One incident for each cause, at its place, as sure as its evidence."""
    found = _incidents(story)
    assert story.types == tuple(item.cause.type for item in found)
    if story.subject is not None:
        assert story.subject == found[0].cause.subject
    if story.certainty is not None:
        assert story.certainty == found[0].cause.certainty


def _whole_seconds(seen: Observation) -> Observation:
    """An observation of a router's own log as a coarse stamp has it: the second, not the moment."""
    if seen.source not in ("log", "syslog"):
        return seen
    return replace(seen, seen_ns=seen.seen_ns // SECOND_NS * SECOND_NS, precision_ns=SECOND_NS)


@STORIES
def test_stamps_of_whole_seconds_prove_nothing_that_fine_ones_do_not(story: Story) -> None:
    """Where order is lost, a rule may say less; it may not prove a cause that the story does not have."""
    found = _incidents(story, tuple(map(_whole_seconds, story.seen)))
    proved = {item.cause.type for item in found if item.cause.certainty == "proved"}
    assert proved <= {*story.types, "unknown"}
