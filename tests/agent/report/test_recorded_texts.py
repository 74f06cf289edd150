"""Digests, briefs and answers over real recordings: golden texts, and what holds for all of them."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.report.answers.answer import answer
from agent.report.brief import BULLETS_AT_MOST, brief
from agent.report.digest import digest
from agent.report.knowledge import Knowledge, LabSession, mask, quiet
from agent.report.prose import render
from agent.report.question_reader import read
from agent.report.speech import number, speakable
from clab.model import Lab, Node
from clab.units import SECOND_NS
from tests.agent.report.recorded_texts import FOLDER, NAMES, QUESTIONS, told
from tests.recordings import knowledge

DAY = 86_400 * SECOND_NS
NOON = 20_000 * DAY + 12 * 3600 * SECOND_NS
BLIND = Knowledge(LabSession(NOON - 3600 * SECOND_NS, NOON, "x"), nodes=("r1", "r2"), lab=Lab("x", {"r1": Node("r1")}))


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_is_told_as_its_golden_text(name: str) -> None:
    """Digest, brief and answers, word for word."""
    assert told(name) == (FOLDER / f"{name}.txt").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_every_value_in_what_is_told_is_a_fact(name: str) -> None:
    """Before the values are put in, no sentence has a digit of its own."""
    known = knowledge(name)
    sentences = [*digest(known)[1], *(item.sentence for item in brief(known)[1])]
    for question in QUESTIONS:
        lookup = read(question, known, known.session.to_ns).lookup
        sentences += answer(lookup, known).sentences if lookup else ()
    for sentence in sentences:
        for text in sentence.wordings:
            assert not re.search(r"\d", re.sub(r"\{F\d+\}", "", text)), text


@pytest.mark.parametrize("name", NAMES)
def test_a_brief_has_at_most_six_bullets_the_urgent_ones_first(name: str) -> None:
    """ACTION before WARNING before OK."""
    tokens = [item.status for item in brief(knowledge(name))[1]]
    assert 1 <= len(tokens) <= BULLETS_AT_MOST
    assert tokens == sorted(tokens, key=["ACTION", "WARNING", "OK"].index)


def test_where_nothing_was_seen_nothing_is_ok() -> None:
    """Silence is not health: brief, digest and answers say what was not seen."""
    sheet, bullets = brief(BLIND)
    assert {bullet.status for bullet in bullets} == {"WARNING"}
    assert render(bullets[0].sentence.text, sheet).startswith("Nothing was seen of the lab since ")
    texts = {item.section: item.text for item in digest(BLIND)[1]}
    assert texts["incidents"] == "Nothing was seen of the routers, so no incident could be found."
    assert texts["broken"] == "Whether anything is broken was not seen."


def test_a_peering_that_is_down_is_action() -> None:
    """However many others are up."""
    known = knowledge("diamond-two-faults")
    down = replace(known.peerings[0], up=False, since_ns=known.session.to_ns - 30 * SECOND_NS)
    sheet, bullets = brief(replace(known, peerings=(down, *known.peerings[1:])))
    assert bullets[0].status == "ACTION"
    assert render(bullets[0].sentence.text, sheet) == "One of thirteen peerings is down: the session between b4 and r4."


def test_old_news_are_not_ok() -> None:
    """What was up an hour ago is said to have been up then."""
    known = knowledge("diamond-benign")
    later = replace(known, session=replace(known.session, to_ns=known.session.to_ns + 3600 * SECOND_NS))
    sheet, bullets = brief(later)
    found = {bullet.topic: (bullet.status, render(bullet.sentence.text, sheet)) for bullet in bullets}
    assert found["sessions"][0] == "WARNING"
    assert found["sessions"][1] == "Thirteen peerings were up when they were last heard of, 1 h ago."


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_what_is_spoken_has_no_signs_and_no_digits(text: str) -> None:
    """Any text becomes letters and plain punctuation."""
    assert re.fullmatch(r"[A-Za-z ,.;:?!'-]*", speakable(text))


def test_values_are_spoken_as_people_say_them() -> None:
    """Times, addresses, durations, names, ids and acronyms."""
    said = {
        "BGP at 07:05:46 UTC": "B G P at seven oh five and forty-six seconds U T C",
        "10.0.12.2": "ten dot zero dot twelve dot two",
        "66.0 s": "sixty-six seconds",
        "2.5 s": "two point five seconds",
        "12 min 3 s": "twelve minutes three seconds",
        "r1:eth2": "r one eth two",
        "fd00::1": "F D zero zero double colon one",
        "075546-cf4645": "zero seven five five four six, C F four six four five",
        "2026-11-24 07:55": "November twenty-four at seven fifty-five",
        "AS 65001": "A S sixty-five thousand one",
        "`clear bgp *`": "clear bgp star",
    }
    assert {text: speakable(text) for text in said} == said
    assert number(1_234_567) == "one million two hundred thirty-four thousand five hundred sixty-seven"


def test_lines_that_differ_in_values_alone_are_one_template() -> None:
    """Times, addresses and numbers are masked."""
    one = "2026/11/24 07:55:46.974253 BGP: [M59KS-A3ZXZ] %ADJCHANGE: neighbor 10.0.0.2(r2) in vrf default Up"
    other = "2026/11/24 08:55:46.000001 BGP: [M59KS-A3ZXZ] %ADJCHANGE: neighbor 10.0.9.9(r2) in vrf default Up"
    assert mask(one) == mask(other) == "<time> BGP: %ADJCHANGE: neighbor <address>(r2) in vrf default Up"


def test_quiet_time_lies_between_what_happened() -> None:
    """The longest stretch without an incident, an event or a command that changes something."""
    known = knowledge("diamond-two-faults")
    start, end = quiet(known)
    for incident in known.incidents:
        assert not start < incident.started_ns < end
    assert known.session.from_ns <= start <= end <= known.session.to_ns
