"""How words sound, and how far that is apart."""

import pytest

from agent.voice.sounds import distance, sound, spelled, tail_distance, weight


@pytest.mark.parametrize(
    ("one", "other"), [("our", "r"), ("are", "r"), ("spying", "spine"), ("leave", "leaf"), ("lief", "leaf")]
)
def test_words_that_sound_the_same_are_the_same(one: str, other: str) -> None:
    """By sound, however they are written."""
    assert sound(one) == sound(other)


def test_letters_without_a_vowel_are_said_one_by_one() -> None:
    """`srl` is S R L."""
    assert sound("srl") == spelled("srl") == "ASARAL"


def test_what_was_heard_for_a_name_is_near_it() -> None:
    """`decline` for client; `leaf` is far from spine."""
    assert distance(sound("decline"), sound("client")) < distance(sound("decline"), sound("leaf"))
    assert distance(sound("leaf"), sound("spine")) / weight(sound("spine")) > 0.5


def test_a_name_may_be_the_end_of_a_word() -> None:
    """`the deaths are l` ends in S R L."""
    far, start = tail_distance("".join(map(sound, ("deaths", "are", "l"))), sound("srl"))
    assert far < 0.5 < start
