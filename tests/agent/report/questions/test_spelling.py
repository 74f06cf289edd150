"""Typing errors: what is put right, and what never is."""

import pytest

from agent.report.questions.spelling import alone, corrected, edits, real_words, told, vocabulary

NAMES = ("r1", "core", "leaf3")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("wehn", "when"),
        ("agian", "again"),
        ("anythign", "anything"),
        ("itnerface", "interface"),
        ("logest", "longest"),
        ("flaping", "flapping"),
        ("recrding", "recording"),
        ("sesssinos", "sessions"),
    ],
)
def test_a_word_one_error_away_is_put_right(wrong: str, right: str) -> None:
    """A letter missing, doubled, changed or in another's place; two errors in a long word."""
    words, found = corrected(["is", wrong, "up"], NAMES)
    assert words == ["is", right, "up"]
    assert found == {wrong: right}


@pytest.mark.parametrize("word", ["ram", "load", "version", "cpu", "rate", "form", "cor", "coer", "r2", "lef1", "se"])
def test_english_words_and_what_may_be_a_name_are_left_alone(word: str) -> None:
    """`load` is not `lost`, `coer` may be the node `core`, and a name with digits is never touched."""
    assert corrected(["is", word, "up"], NAMES) == (["is", word, "up"], {})


def test_another_language_is_left_to_a_model() -> None:
    """Where most words are strange, none is a typing error."""
    words = ["warum", "sind", "die", "sitzungen", "ausgefallen"]
    assert corrected(words, NAMES) == (words, {})


def test_no_english_word_of_the_list_is_one_of_the_readers() -> None:
    """Else it would be a word that the reader knows and the list hides."""
    assert not real_words() & vocabulary()
    assert alone() <= vocabulary()


def test_only_corrections_that_matter_are_told() -> None:
    """`wehn` needs no word; `logest` says which outage was meant."""
    assert told({"wehn": "when", "logest": "longest"}) == (("logest", "longest"),)


def test_edits_count_a_swap_as_one() -> None:
    """Insertions, deletions, exchanges and swaps."""
    assert [edits("agian", "again"), edits("sesion", "session"), edits("x", "xyz"), edits("", "")] == [1, 1, 2, 0]
