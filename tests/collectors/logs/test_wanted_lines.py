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
