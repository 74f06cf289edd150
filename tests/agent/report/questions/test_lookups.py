"""Questions as typed look-ups: what is read, what is left over, and what a model may add."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.report.question_reader import read
from agent.report.questions.lexicon import PHRASES
from agent.report.questions.lookups import Reading
from agent.report.questions.meanings import MEANINGS, choice_schema, meant
from clab.units import SECOND_NS
from tests.recordings import knowledge

NOON = 20_000 * 86_400 * SECOND_NS + 12 * 3600 * SECOND_NS


def believed(said: dict[str, str], question: str, reading: Reading) -> dict[str, str] | None:
    """What is believed of a model's reading of the words that code did not read."""
    return meant(said, question, reading.unread, len(reading.understood))


@pytest.mark.parametrize(
    ("question", "kind", "nodes"),
    [
        ("how's r1 doing?", "status", ("r1",)),
        ("Status of R1, please", "status", ("r1",)),
        ("r 1?", "status", ("r1",)),
        ("what about router r one", "status", ("r1",)),
        ("is the session r1-r4 established?", "query", ("r1", "r4")),
        ("which sessions are down", "query", ()),
        ("latest outage", "query", ()),
        ("did r4 flap", "query", ("r4",)),
        ("list all incidents", "query", ()),
        ("what did I do", "changes", ()),
        ("how long was r1 down", "query", ("r1",)),
        ("why is r1 down", "query", ("r1",)),
        ("what caused the last outage", "query", ()),
        ("when did r1 lose r4", "query", ("r1", "r4")),
        ("how many losses", "query", ()),
        ("which routers are silent", "unknown", ()),
        ("which side closed r1-r4?", "side", ("r1", "r4")),
        ("list the peerings", "sessions", ()),
    ],
)
def test_the_common_ways_to_ask_are_read_by_code(question: str, kind: str, nodes: tuple[str, ...]) -> None:
    """The look-up and whom it is about."""
    found = read(question, knowledge("diamond-benign"), NOON).lookup
    assert found is not None
    assert (found.kind, found.nodes) == (kind, nodes)


WHOLE = "which IPv6 session between r1 and r3 was down the longest since 11:30?"


@given(st.sampled_from(sorted({"quantum", "temperature", "except", "unless", "seldom", "only", "tomorrow", "latency"})),
       st.integers(0, 11))  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_a_content_word_too_many_is_never_dropped(word: str, place: int) -> None:
    """Wherever it stands, the question is not answered, and the word is named."""
    known = knowledge("diamond-benign")
    assert read(WHOLE, known, NOON).lookup is not None
    words = WHOLE.split()
    found = read(" ".join([*words[:place], word, *words[place:]]), known, NOON)
    assert found.lookup is None
    assert word in found.unread


@given(st.lists(st.sampled_from(sorted(" ".join(phrase) for phrase in PHRASES)), max_size=6))
@settings(max_examples=200, deadline=None)
def test_every_slot_of_an_answered_question_is_in_its_look_up(phrases: list[str]) -> None:
    """What is read is kept: a look-up holds the slots of all words."""
    found = read(" ".join(phrases), knowledge("diamond-benign"), NOON)
    assert found.lookup is None or not found.unread
    assert found.lookup is not None or found.unread or found.strange or not phrases or not found.understood


@pytest.mark.parametrize(
    ("text", "from_s", "to_s"),
    [
        ("in the last hour", -3600, None),
        ("during the last 20 minutes", -1200, None),
        ("two hours ago", -7200, None),
        ("last half an hour", -1800, None),
        ("yesterday", -36 * 3600, -12 * 3600),
        ("today", -12 * 3600, None),
        ("since 11:30", -1800, None),
        ("since 13:00", -23 * 3600, None),
        ("between 11:00 and 11:30", -3600, -1800),
        ("at 11:30", -1800, -1740),
        ("before 11:30:00", None, -1800),
    ],
)
def test_times_are_read(text: str, from_s: int | None, to_s: int | None) -> None:
    """Asked at noon."""
    found = read(f"what happened {text}", knowledge("diamond-benign"), NOON).lookup
    assert found is not None
    assert (found.from_ns, found.to_ns) == tuple(
        None if item is None else NOON + item * SECOND_NS for item in (from_s, to_s)
    )


def test_names_addresses_and_interfaces_are_told_apart() -> None:
    """An address that nobody has is strange; a name that nobody knows, too."""
    known = knowledge("diamond-benign")
    assert read("is r99 up", known, NOON).strange == ("r99",)
    assert read("is 192.0.2.1 up", known, NOON).strange == ("192.0.2.1",)
    found = read("did eth1 of r1 go down", known, NOON).lookup
    assert found is not None
    assert (found.nodes, found.interface) == (("r1",), "eth1")


TYPOS = Reading(None, ("sesion", "teh"), (), ("why", "lost"))
FOREIGN = Reading(None, ("sitzung", "am", "aus"), (), ())


def test_a_model_reads_words_and_cannot_add_any() -> None:
    """Only the words that code did not read, and only meanings of the list."""
    assert choice_schema(TYPOS.unread)["required"] == list(TYPOS.unread)
    assert believed({"sesion": "session", "teh": "nothing"}, "", TYPOS) == {
        "sesion": "n.session",
        "teh": "-",
    }
    assert believed({"sesion": "r1", "teh": "nothing"}, "", TYPOS) is None
    assert believed({"teh": "nothing"}, "", TYPOS) is None


def test_what_is_left_of_an_english_question_can_be_a_misspelling_only() -> None:
    """Another noun is not read as one that code knows, nor left out."""
    for word in ("cpu", "latency", "firewall"):
        reading = Reading(None, (word,), (), ("why", "lost"))
        assert all(believed({word: said}, word, reading) is None for said in (*MEANINGS, "nothing"))


def test_a_noun_of_another_language_cannot_be_left_out() -> None:
    """Short words may carry nothing; long ones and capitals not."""
    said = {"sitzung": "session", "am": "nothing", "aus": "down"}
    assert believed(said, "sitzung am aus", FOREIGN) == {
        "sitzung": "n.session",
        "am": "-",
        "aus": "e.down",
    }
    assert believed({**said, "sitzung": "nothing"}, "sitzung am aus", FOREIGN) is None
    assert believed(said, "sitzung AM aus", FOREIGN) is None


def test_what_a_model_read_is_held_against_the_question_again() -> None:
    """The same table decides with its words; a noun that no look-up uses is still left over."""
    known = knowledge("diamond-two-faults")
    assert read("whcihh sesinos was dowwm", known, NOON).unread == ("whcihh", "sesinos", "dowwm")
    further = {"whcihh": "q.what", "sesinos": "n.session", "dowwm": "e.down"}
    found = read("whcihh sesinos was dowwm", known, NOON, further=further)
    assert found.lookup is not None
    assert found.lookup.kind == "lost"
    assert read("whcihh sesinos was dowwm firewall", known, NOON, further=further).lookup is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("my colleague truly believes that r4 went down, who closed r1-r4?", "side"),
        ("how long was r1-r4 torn apart, roughly?", "query"),
        ("did r1-r4 drop or did it stay up, and why?", "why"),
        ("explain to a student why and since when r1-r4 was down", "why"),
    ],
)
def test_what_people_say_around_a_question_is_passed_over(question: str, kind: str) -> None:
    """Thinking, speaking, people and adverbs; and a verb in any of its forms."""
    found = read(question, knowledge("diamond-node-pause"), NOON)
    assert found.lookup is not None
    assert found.lookup.kind == kind


@pytest.mark.parametrize(
    ("question", "subjects"),
    [
        ("were r1-r4 and e1-r1 both lost?", [("r1", "r4"), ("r1", "e1")]),
        ("r1-r4 flapped along with e2, why", [("r1", "r4"), ("e2",)]),
    ],
)
def test_several_sessions_are_asked_about_one_by_one(question: str, subjects: list[tuple[str, ...]]) -> None:
    """A session that is named as one word is one subject, whatever else is named."""
    found = read(question, knowledge("diamond-node-pause"), NOON)
    about = found.lookup or found.about
    assert about is not None
    assert [set(one.nodes) for one in (about, *about.then)] == [set(one) for one in subjects]


def test_a_clause_that_only_says_when_is_not_whom_the_question_is_about() -> None:
    """`Why did A-B fall when C lost D` asks of A and B."""
    found = read("why did the e2-r2 session fall when r1 lost e1", knowledge("diamond-node-pause"), NOON).lookup
    assert found is not None
    assert set(found.nodes) == {"e2", "r2"}


@pytest.mark.parametrize("verb", ["tear", "tears", "tore", "torn", "tearing"])
def test_a_verb_is_read_in_all_its_forms(verb: str) -> None:
    """With its particle."""
    assert PHRASES[verb, "down"] == ("e.lost",)
