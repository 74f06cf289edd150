"""The exam's papers are whole. Their texts are held out: nobody tunes anything by them."""

import jsonschema

from agent.schemas import schema
from tests.exam.papers import faithful, false, incidents


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
