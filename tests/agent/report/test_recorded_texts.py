"""Digests, briefs and answers over real recordings: golden texts, and what holds for all of them."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.report.answers import answer
from agent.report.brief import BULLETS_AT_MOST, brief
from agent.report.digest import digest
from agent.report.knowledge import Knowledge, LabSession, mask, quiet
from agent.report.lookups import KINDS, Lookup, chosen, read, whom, window
from agent.report.prose import render
from agent.report.speech import number, speakable
from clab.model import Lab, Node
from clab.units import SECOND_NS
from tests.agent.report.recorded_texts import FOLDER, NAMES, QUESTIONS, knowledge, told

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
        lookup = read(question, known, known.session.to_ns)
        sentences += answer(lookup, known)[1] if lookup else ()
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
    for kind in set(KINDS) - {"unheard", "how_many"}:
        said = answer(Lookup(kind), BLIND)[1]
        assert said[0].text.startswith("I do not know"), (kind, said[0].text)


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


@pytest.mark.parametrize(
    ("question", "kind", "nodes"),
    [
        ("how's r1 doing?", "status", ("r1",)),
        ("is r1 up", "status", ("r1",)),
        ("Status of R1, please", "status", ("r1",)),
        ("r 1?", "status", ("r1",)),
        ("what about router r one", "status", ("r1",)),
        ("is the session r1-r4 established?", "status", ("r1", "r4")),
        ("how are r1 and r4", "status", ("r1", "r4")),
        ("which sessions are down", "down", ()),
        ("is everything fine?", "down", ()),
        ("anything broken?", "down", ()),
        ("latest outage", "last_incident", ()),
        ("what just happened", "last_incident", ()),
        ("did r4 flap", "last_incident", ("r4",)),
        ("list all incidents", "incidents", ()),
        ("what did I do", "changes", ()),
        ("which commands were typed on r1", "changes", ("r1",)),
        ("what was changed since 07:50", "changes", ()),
        ("how long was r1 down", "how_long", ("r1",)),
        ("why is r1 down", "why", ("r1",)),
        ("what caused the last outage", "why", ()),
        ("when did r1 lose r4", "when", ("r1", "r4")),
        ("how many losses", "how_many", ()),
        ("which routers are silent", "unheard", ()),
    ],
)
def test_the_common_ways_to_ask_are_read_by_code(question: str, kind: str, nodes: tuple[str, ...]) -> None:
    """The look-up and whom it is about."""
    found = read(question, knowledge("diamond-benign"), NOON)
    assert found is not None
    assert (found.kind, found.nodes) == (kind, nodes)


def test_a_name_that_nobody_knows_is_said_to_be_unknown() -> None:
    """Not taken for another one; interfaces and families are no names."""
    known = knowledge("diamond-benign")
    assert whom("is r99 up", known)[1] == ("r99",)
    assert whom("is eth1 of r1 up in ipv4", known) == (("r1",), (), None)
    assert whom("what about 10.1.1.2 and 192.0.2.1", known) == (("e1",), (), "192.0.2.1")


@pytest.mark.parametrize(
    ("text", "from_s", "to_s"),
    [
        ("in the last hour", -3600, None),
        ("during the past 20 minutes", -1200, None),
        ("two hours ago", -7200, None),
        ("last half an hour", -1800, None),
        ("yesterday", -36 * 3600, -12 * 3600),
        ("today", -12 * 3600, None),
        ("since 11:30", -1800, None),
        ("since 13:00", -23 * 3600, None),
        ("in general", None, None),
    ],
)
def test_times_are_read(text: str, from_s: int | None, to_s: int | None) -> None:
    """Asked at noon."""
    found = window(text, NOON)
    assert found == tuple(None if item is None else NOON + item * SECOND_NS for item in (from_s, to_s))


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_no_question_is_an_error(question: str) -> None:
    """Whatever is asked, there is an answer."""
    known = knowledge("diamond-operator-clear")
    lookup = read(question, known, known.session.to_ns)
    if lookup is not None:
        assert answer(lookup, known)[1]


def test_a_model_may_choose_only_what_there_is() -> None:
    """Another kind, or a node that nobody knows, is no choice."""
    known = knowledge("diamond-benign")
    assert chosen({"kind": "why", "nodes": ["r1"], "counted": "incidents"}, known) == Lookup("why", ("r1",))
    assert chosen({"kind": "none", "nodes": [], "counted": "incidents"}, known) is None
    assert chosen({"kind": "delete", "nodes": []}, known) is None
    assert chosen({"kind": "why", "nodes": ["r99"]}, known) is None
    assert chosen({"kind": "why", "nodes": "r1"}, known) is None


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


def test_when_a_session_came_up_is_known_without_an_incident() -> None:
    """Its standing tells since when it is up."""
    known = knowledge("diamond-benign")
    sheet, sentences = answer(Lookup("when", ("r1", "r3")), known)
    texts = [render(sentence.text, sheet) for sentence in sentences]
    assert texts
    assert all(re.match(r"The session between r1 and r3 \(.*\) is up since 2026-", text) for text in texts)


def test_quiet_time_lies_between_what_happened() -> None:
    """The longest stretch without an incident, an event or a command that changes something."""
    known = knowledge("diamond-two-faults")
    start, end = quiet(known)
    for incident in known.incidents:
        assert not start < incident.started_ns < end
    assert known.session.from_ns <= start <= end <= known.session.to_ns
