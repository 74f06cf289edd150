"""Text from outside shows what it is, and steers nothing."""

from hypothesis import given
from hypothesis import strategies as st

from clab.cleaning import clean, clean_data, clean_lines


def test_control_characters_become_their_pictures() -> None:
    """An escape sequence is seen, and moves no cursor."""
    assert clean("\x1b[31mr1\x07\x7f") == "␛[31mr1␇␡"


def test_line_ends_and_odd_blanks_become_blanks() -> None:
    """A name of several lines is a name of one."""
    assert clean("r1\nr2\t\u2028\xa0x") == "r1 r2   x"


def test_what_hides_or_turns_text_is_marked() -> None:
    """Marks of writing direction, zero-width signs and lone surrogates."""
    assert clean("a\u202eb\u200bc\ud800\x9b") == "a�b�c��"


@given(st.text())
def test_a_clean_text_is_printable_and_stays_as_it_is(text: str) -> None:
    """Cleaning once is enough."""
    once = clean(text)
    assert once.isprintable()
    assert clean(once) == once
    assert once.encode().decode() == once


def test_lines_and_data_keep_their_shape() -> None:
    """Newlines of a text of several lines stay; keys and values of data are cleaned."""
    assert clean_lines("a\x1b\nb") == "a␛\nb"
    assert clean_data({"a\x1b": ["\n", 1, None]}) == {"a␛": [" ", 1, None]}
