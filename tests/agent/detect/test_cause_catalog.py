"""Every cause is whole: adding one means one rule file with all of its words, and its proof in the tests."""

import re

import pytest

from agent.detect.cause_catalog import cause_text, cause_titles, load_rules
from agent.detect.cause_text import UNKNOWN, CauseText

RULES = load_rules()
MAY_BE_EMPTY = ("clauses", "clauses_many", "open_questions", "wants_a_person", "silent_end", "planned_by")


@pytest.mark.parametrize("kind", RULES)
def test_no_word_of_a_cause_is_missing(kind: str) -> None:
    """Every field that must be filled is filled, and every wording in it."""
    text = RULES[kind].text
    for name in CauseText.__dataclass_fields__:
        value = getattr(text, name)
        if name not in MAY_BE_EMPTY:
            assert value, f"{kind}: {name} is empty"
        if isinstance(value, tuple):
            assert all(item.strip() for item in value), f"{kind}: {name} has an empty wording"


@pytest.mark.parametrize("kind", RULES)
def test_a_rule_is_named_like_its_file_and_can_find_its_cause(kind: str) -> None:
    """A rule without a way to find its cause would be words alone; one that loses sessions has a clause for it."""
    rule = RULES[kind]
    finder = rule.diagnose or rule.search
    assert finder is not None
    assert finder.__module__.rpartition(".")[2] in (kind, "cease_reasons")
    assert bool(rule.diagnose) <= bool(rule.text.clauses)


@pytest.mark.parametrize("kind", RULES)
def test_what_a_cause_is_mistaken_for_exists(kind: str) -> None:
    """The look-alikes are other causes that this version knows."""
    alike = RULES[kind].text.mistaken_for
    assert kind not in alike
    assert set(alike) <= set(RULES)


@pytest.mark.parametrize("kind", [*RULES, "unknown"])
def test_words_are_shaped_for_their_sentences(kind: str) -> None:
    """Titles and clauses go into sentences, advice begins one; none brings its own full stop, and only `{where}`."""
    text = cause_text(kind)
    assert text is not None
    assert text.advice.startswith("Look at ")
    wordings = (*text.titles, *text.clauses, *text.clauses_many, text.meaning, text.advice)
    for wording in wordings:
        assert not wording.endswith(".")
        assert set(re.findall(r"\{(.*?)\}", wording)) <= {"where"}
    assert not any("{" in title for title in (*text.titles, text.meaning))


@pytest.mark.parametrize("kind", RULES)
def test_no_two_rules_have_one_rank(kind: str) -> None:
    """Which of two proved causes is named never depends on the names of files."""
    rank = RULES[kind].rank
    assert [kind] == [other for other, rule in RULES.items() if rule.rank == rank], f"rank {rank} is taken"


def test_an_unknown_type_is_said_as_it_is_spelled() -> None:
    """A stored incident of a later version still reads."""
    assert (None, ("some new cause",)) == (cause_text("some_new_cause"), cause_titles("some_new_cause"))
    assert UNKNOWN.titles == cause_titles("unknown")
