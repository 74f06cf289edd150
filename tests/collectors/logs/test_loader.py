"""Finding the lines that a dialect can have words for."""

import re

from hypothesis import given
from hypothesis import strategies as st

from collectors.logs.loader import all_tokens, wanted

TOKENS = list(all_tokens())


@given(st.lists(st.one_of(st.sampled_from(TOKENS), st.binary(max_size=12)), max_size=8))
def test_no_token_is_overlooked(parts: list[bytes]) -> None:
    """What tokens share is looked for first; it finds what each of them finds."""
    block = b"\n".join(parts)
    every = re.compile(b"|".join(re.escape(token) for token in TOKENS))
    found = wanted(block)
    assert (
        [hit.start() for hit in every.finditer(block)] == [hit.start() for hit in found.finditer(block)]
        if found
        else not every.search(block)
    )
