"""What sort of answer a question wants, and what around it asks only for agreement."""

import pytest

from agent.report.question_reader import read
from agent.report.questions.form import Form, unwrapped
from tests.recordings import knowledge


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("r1 restarted bgpd, true?", "r1 restarted bgpd"),
        ("So is it true that e2 lost both?", "e2 lost both?"),
        ("can you confirm r1 was down", "r1 was down"),
    ],
)
def test_what_asks_for_agreement_is_taken_off(question: str, rest: str) -> None:
    """Behind a pause, or before the rest."""
    assert unwrapped(question) == (rest, True)


@pytest.mark.parametrize("question", ["right?", "who is right?", "is r1 up?"])
def test_a_question_without_such_words_stays(question: str) -> None:
    """Nothing of it is lost."""
    assert unwrapped(question) == (question, False)


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("did r1 crash?", "polar"),
        ("did r1 not crash?", "negative"),
        ("r1 crashed, correct?", "polar"),
        ("r4 frozen again?", "polar"),
        ("was it a crash or a restart?", "choice"),
        ("what limit has r1?", "open"),
        ("what happened to r1?", "open"),
        ("did anyone reset r4?", "polar"),
        ("who reset r4?", "open"),
    ],
)
def test_the_form_of_a_question(question: str, form: Form) -> None:
    """By its first word, its end and its negation."""
    known = knowledge("diamond-benign")
    found = read(question, known, known.session.to_ns).lookup
    assert found is not None
    assert form == found.form
