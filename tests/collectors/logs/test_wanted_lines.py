"""Which lines of a block are read at all: those that hold a token of some dialect, however they are looked for."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from collectors.logs.lines import hits
from collectors.logs.loader import _keys, _letters, all_tokens, wanted

TOKENS = all_tokens()
LINES = st.one_of(
    st.sampled_from(TOKENS),
    st.sampled_from(TOKENS).map(lambda token: token[:-1]),
    st.sampled_from([piece for piece, _ in _keys()]),
    st.binary(max_size=20).map(lambda item: item.replace(b"\n", b" ")),
)


@cache
def _has_token(line: bytes) -> bool:
    return any(token in line for token in TOKENS)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(LINES, LINES), max_size=30),
    st.sampled_from([piece for piece, _ in _keys()]),
    st.sampled_from((0, 500)),
)
def test_every_line_with_a_token_is_found_and_no_other(
    pairs: list[tuple[bytes, bytes]], common: bytes, times: int
) -> None:
    """In few lines, and where a piece that tokens share is in very many."""
    block = b"\n".join([*(a + b for a, b in pairs), *[common] * times])
    found = [block[start:end] for start, end in hits(wanted(block), block)]
    assert found == [line for line in block.split(b"\n") if _has_token(line)]


def test_every_token_is_looked_for() -> None:
    """By a piece that it holds; many share one."""
    parted = _keys()
    assert {token for _, tokens in parted for token in tokens} == set(TOKENS)
    assert all(piece in _letters(token) for piece, tokens in parted for token in tokens)
    assert len(parted) < len(TOKENS) / 2


def test_lines_behind_each_other_in_one_line_are_read_each() -> None:
    """Where blanks filled a screen's lines up and the line ends went; a stamp in the midst of a line's words parts
    nothing, nor does the one that a log server wrote before it."""
    pad = b" " * 30
    one = b"Nov 22 21:16:30 r1 bird: up1: Received: Administrative shutdown"
    other = b"Nov 22 21:16:31 r1 bird: up2: Received: Administrative shutdown"
    noise = b"Nov 22 21:16:30 r1 cron[3]: nothing: 2026-11-22 21:16:30"
    block = pad.join((noise, one, noise, other, noise)) + b"\n"
    assert [one, other] == [block[start:end] for start, end in hits(wanted(block), block)]
    for whole in (b"2026-11-22 21:16:32 r9" + pad + one, b"r9: " + pad + one, one + b" (2026-11-22 21:16:32)"):
        assert [whole] == [whole[start:end] for start, end in hits(wanted(whole), whole)]
