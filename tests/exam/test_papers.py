"""The exam's papers are whole; what `verify` makes of them is for `python -m tests.exam.run`, not for a red test."""

import jsonschema

from agent.schemas import schema
from tests.exam.papers import Paper, faithful, false, incidents
from tests.exam.run import Mark, marked, tally, total


def test_there_are_enough_texts_and_none_twice() -> None:
    """At least 150 faithful and 200 false ones, all different, with at most eight sentences' worth of words."""
    right, wrong = faithful(), false()
    assert (len(right) >= 150, len(wrong) >= 200) == (True, True)
    pairs = [(each.incident, each.text.strip()) for each in right + wrong]
    assert len(set(pairs)) == len(pairs)
    assert [each for each in right + wrong if not 3 <= len(each.text.split()) <= 120] == []


def test_every_text_is_about_an_incident_of_the_published_shape() -> None:
    """Each name is in the file, each of whose entries is valid under `labkeeper schema incident` and in use."""
    known = incidents()
    assert {each.incident for each in faithful() + false()} == set(known)
    for incident in known.values():
        jsonschema.validate(incident, schema("incident"))


def test_every_mistake_is_named() -> None:
    """A false text says in one line what is wrong with it; a faithful one says nothing; drops are asked for."""
    assert [each for each in false() if not each.wrong or "\n" in each.wrong] == []
    assert [each for each in faithful() if each.wrong] == []
    assert [each for each in false() if each.complete != (each.kind == "dropped_plot")] == []


def test_the_tally_counts_by_kind() -> None:
    """Refused and all texts are counted per kind and in sum."""
    papers = [Paper("story-link", kind, "A text.", False, None) for kind in ("time", "time", "order")]
    counts = tally(Mark(paper, refused, {}) for paper, refused in zip(papers, (True, False, True), strict=True))
    assert counts == {"order": {"refused": 1, "texts": 1}, "time": {"refused": 1, "texts": 2}}
    assert total(counts) == {"refused": 2, "texts": 3}


def test_a_stranger_is_refused_and_silence_is_not() -> None:
    """A text about a router that the incident lacks is refused, one without a claim is not."""
    papers = (
        Paper("story-link", "nodes", "router99 lost its session with srl3.", False, None),
        Paper("story-link", "chat", "srl1 and srl3.", False, None),
    )
    assert [mark.refused for mark in marked(papers)] == [True, False]
