"""Numbers in words."""

import pytest

from clab.number_words import CARDINALS, NUMBERS, ORDINALS


@pytest.mark.parametrize(("word", "number"), [("zero", 0), ("nineteen", 19), ("twenty", 20), ("ninety", 90)])
def test_a_word_is_its_number(word: str, number: int) -> None:
    """All that are of one word below a hundred are there."""
    assert number == NUMBERS[word]


def test_words_stand_at_their_numbers() -> None:
    """Cardinals from zero, ordinals from the first."""
    assert ("twelve", "tenth") == (CARDINALS[12], ORDINALS[9])
