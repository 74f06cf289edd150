"""Tables at any width: identifiers are never cut, columns go by rank."""

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from agent.app.tables import Column, fitted

COLUMNS = (Column("id"), Column("words", rank=1, least=6), Column("more", rank=2))


def drawn(rows: list[tuple[str, str, str]], width: int) -> list[str]:
    """The table as a terminal of this width gets it."""
    console = Console(width=width, force_terminal=False, color_system=None)
    with console.capture() as caught:
        console.print(fitted(COLUMNS, rows, width))
    return caught.get().splitlines()


def test_the_column_of_the_highest_rank_goes_first() -> None:
    """What is left is as wide as it was."""
    rows = [("203011-abcdef", "some words that are long", "twelve chars")]
    assert drawn(rows, 80)[1].split("  ") == [*rows[0]] or "twelve chars" in drawn(rows, 80)[1]
    narrow = drawn(rows, 30)[1]
    assert "203011-abcdef" in narrow
    assert "twelve" not in narrow


@given(
    st.lists(
        st.tuples(st.text("abc-", min_size=1, max_size=15), st.text("äx ", max_size=60), st.text("z", max_size=40)),
        min_size=1,
        max_size=5,
    ),
    st.integers(min_value=20, max_value=200),
)
def test_no_identifier_is_cut_and_no_row_takes_two_lines(rows: list[tuple[str, str, str]], width: int) -> None:
    """One line a row and one of titles, each within the width."""
    lines = drawn(rows, width)
    assert len(lines) == len(rows) + 1
    assert all(len(item) <= width for item in lines)
    assert all(line.startswith(row[0]) for line, row in zip(lines[1:], rows, strict=True))
