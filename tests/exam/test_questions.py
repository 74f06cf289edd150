"""Questions of strangers to the code about recorded incidents (`questions.tsv`), thirteen sets in the order of their
writing: how many are read whole. Each set was measured before it was looked at; since then these are floors."""

from functools import cache
from pathlib import Path

import pytest

from agent.report.question_reader import read
from tests.agent.report.recorded_texts import answered
from tests.recordings import knowledge

QUESTIONS = Path(__file__).with_name("questions.tsv")
FLOORS = {
    "A": 67,
    "B": 41,
    "C": 32,
    "D": 38,
    "E": 30,
    "F": 46,
    "G": 44,
    "H": 45,
    "I": 46,
    "J": 51,
    "K": 44,
    "L": 29,
    "M": 29,
}
"""Questions of each set that are read whole, at least."""


@cache
def asked() -> tuple[tuple[str, str, str], ...]:
    """Id, recording and question."""
    lines = QUESTIONS.read_text().splitlines()[1:]
    return tuple((id_, name, question) for id_, name, question, _ in (line.split("\t") for line in lines))


@pytest.mark.parametrize("set_", FLOORS)
def test_as_many_are_read_whole_as_before_and_of_the_others_it_is_said_first(set_: str) -> None:
    """No question of theirs stops an answer, and what is not read whole is not answered as if it were."""
    whole = 0
    for id_, name, question in asked():
        if id_.startswith(set_):
            known = knowledge(name)
            found = read(question, known, known.session.to_ns)
            text = answered(question, known, found)
            assert text
            assert found.lookup is not None or text.startswith("I do not know")
            whole += found.lookup is not None
    assert whole >= FLOORS[set_]


@pytest.mark.parametrize("id_", ["K35", "K38", "K39", "K50", "K51"])
def test_no_facts_are_told_where_a_word_that_changes_which_was_not_read(id_: str) -> None:
    """What is left out, a negation, `both`, `another` or a clause of time that is not read leaves no facts to tell."""
    _, name, question = next(one for one in asked() if one[0] == id_)
    text = answered(question, knowledge(name))
    assert text.startswith("I do not know what is asked by `")
    assert text.endswith("`.")
    assert "UTC" not in text
