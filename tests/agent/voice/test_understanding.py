"""Questions out of two readings: answered where both and the lab agree, else asked back, else dropped."""

import pytest

from agent.voice.heard import Heard
from agent.voice.inventory import inventory
from agent.voice.understanding import Understander, Understanding
from tests.agent.voice.labs import knowledge

KNOWN = knowledge()
ONE = Understander(KNOWN, inventory(KNOWN))


def understood(prompted: str, plain: str | None = None) -> Understanding:
    """Both readings; the same where only one is given."""
    return ONE.understand(Heard(prompted, prompted if plain is None else plain))


@pytest.mark.parametrize(
    ("prompted", "plain", "kind", "nodes"),
    [
        ("Did SRL to come back?", "Did SRL2 come back?", "query", ("srl2",)),
        ("The deaths are L2 come back.", "The DSRL2 come back.", "query", ("srl2",)),
        ("When did a S6510 to go down?", "When did a S65102 go down?", "query", ("leaf2",)),
        ("What happened to R4?", "What happened to our four?", "happened", ("r4",)),
        ("which it S is leaf 1 in", "which AS is leaf one in", "asn", ("leaf1",)),
        ("Why did leaf two go down?", "Why did at least two go down?", "query", ("leaf2",)),
        ("Did leaf 1 to come back.", "Did leaf 1-2 come back.", "query", ("leaf12",)),
        ("Why does leaf 2 go down?", "Why does leaf two go down?", "query", ("leaf2",)),
        ("With sessions of leaf 2 or down.", "which sessions of leaf two our down", "query", ("leaf2",)),
        ("It's leaf 2 up.", "It's leaf two up.", "query", ("leaf2",)),
        (
            "When did the session from leaf 1-spine 1 go down",
            "when did the session from leaf 1 spine 1 go down",
            "query",
            ("leaf1", "spine1"),
        ),
        ("What was lost at leaf 2? What was lost at leaf 2?", "What was lost at leaf two?", "query", ("leaf2",)),
    ],
)
def test_a_question_is_read_from_what_ears_wrote(prompted: str, plain: str, kind: str, nodes: tuple[str, ...]) -> None:
    """The look-up of the typed question."""
    found = understood(prompted, plain)
    assert found.lookup is not None, found
    assert (kind, nodes) == (found.lookup.kind, found.lookup.nodes)


@pytest.mark.parametrize(
    ("prompted", "plain"),
    [
        ("is the session with AS 65102 up", "is the session with AS 65002 up"),
        ("did SRL1 come back", "did SRL2 come back"),
        ("what is the state of 10.0.12.1", "what is the state of 10.0.12.2"),
        ("did leaf 1 to come back", "did leaf 1 to come back"),
        ("why did each one go down", "why did each one go down"),
        ("what she S's are for in", "what she S's are for in"),
        ("see this one of our four go down", "see this one of our four go down"),
        ("what was lost", "what was last"),
        ("when did the session go down", "when did the leaf go down"),
    ],
)
def test_readings_that_differ_in_a_name_or_lost_one_are_not_answered(prompted: str, plain: str) -> None:
    """The error that counts is a wrong name that exists."""
    found = understood(prompted, plain)
    assert found.lookup is None
    assert found.back.endswith(("?", "again."))


def test_where_the_ears_are_not_sure_both_readings_must_have_the_name() -> None:
    """In noise one reading may invent it; and below a limit nothing is answered."""
    prompted, plain = (
        "when did the session between leaf 1 and spine 1 go down",
        "when did flames one and spine 1 go down",
    )
    assert ONE.understand(Heard(prompted, plain, -0.7)).lookup is None
    assert ONE.understand(Heard(prompted, prompted, -0.7)).lookup is not None
    assert ONE.understand(Heard(prompted, prompted, -0.9)).lookup is None
    noise = "see this thing of our four go down"
    assert ONE.understand(Heard(noise, noise, -0.7)).lookup is None


def test_a_number_of_the_lab_that_is_wrong_is_asked_back_with_what_it_may_be() -> None:
    """Never taken for the nearest."""
    found = understood("is the session with AS 65003 up")
    assert "unclear" == found.status
    assert found.back.startswith("Did you mean AS 6500")


def test_names_that_the_lab_does_not_have_together_are_doubted() -> None:
    """10.1.2.2 is spine1's, and AS 65001 is srl1's; leaf1 has no ethernet-1/1."""
    assert "10.1.2.2 is not in AS 65001. Please ask again." == understood("is 10.1.2.2 of AS 65001 up").back
    assert "leaf1 has no interface ethernet-1/1" in understood("did ethernet 1 slash 1 of leaf 1 fail").back


@pytest.mark.parametrize("text", ["", "Thank you.", "Okay.", "All right.", "Thanks for watching!", "you", "Hmm."])
def test_what_nobody_asked_is_dropped(text: str) -> None:
    """Words that ears write out of noise are no question."""
    assert "nothing" == understood(text).status


@pytest.mark.parametrize("text", ["can you reboot leaf1", "shut down leaf two", "please clear the session of srl1"])
def test_an_order_is_not_carried_out_and_no_question(text: str) -> None:
    """Nothing is changed by voice, and it says so."""
    assert "I only answer questions, and change nothing." == understood(text).back


def test_an_as_of_several_nodes_is_asked_back() -> None:
    """One AS, four routers: which?"""
    lab = inventory(KNOWN)
    many = Understander(KNOWN, type(lab)(lab.nodes, lab.addresses, {65000: ("srl1", "srl2")}, lab.ports, lab.spellings))
    found = many.typed("is AS 65000 up")
    assert ("unclear", ("srl1", "srl2")) == (found.status, found.candidates)
    assert "AS 65000 has several nodes. Which node do you mean?" == found.back


def test_typed_questions_are_read_as_they_are() -> None:
    """The same reading for both."""
    found = ONE.typed("is the session between leaf1 and spine1 up?")
    assert found.lookup is not None
    assert ("leaf1", "spine1") == found.lookup.nodes


@pytest.mark.parametrize("text", ["It's fine to it.", "How long does this do down?", "did that come back?"])
def test_what_points_at_nothing_is_asked_back_where_it_was_heard(text: str) -> None:
    """A name that was lost is often heard as `it`; whoever types it means it."""
    heard = ONE.understand(Heard(text, text, -0.4))
    assert ("unread", True) == (heard.status, heard.back.startswith("Which node do you mean?"))
    assert "question" == ONE.typed("did it come back?").status


def test_what_happens_is_asked_as_what_happened() -> None:
    """`does` and `did` sound alike, and only one of them can be answered."""
    did, does = ONE.typed("why did leaf2 go down?"), ONE.typed("why does leaf2 go down?")
    assert did.lookup == does.lookup is not None


def test_an_hour_is_no_lost_name() -> None:
    """`our` and `hour` sound like the R of r4."""
    assert "question" == ONE.typed("what happened in the last hour?").status
    assert "I did not understand that. Please ask again." == ONE.typed("what happened to our?").back
