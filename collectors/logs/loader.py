"""All forms of carrying and all dialects, found by their files."""

import re
from functools import cache

from clab.plugins import load
from collectors.logs import dialects, peel
from collectors.logs.values import Dialect, Peel

ORDER = (
    "ansi",
    "blanks",
    "quotes",
    "entities",
    "wrapped_objects",
    "compose",
    "packets",
    "labels",
    "grep",
    "numbers",
    "cells",
)
"""The order in which forms are tried: what tells most first; what is not named here comes last."""


HIDDEN = (b'"MESSAGE":[', b'"MESSAGE" : [', b'"MESSAGE": [')
"""Carriers that hide a message's own words: journald's list of bytes."""


@cache
def all_dialects() -> dict[str, Dialect]:
    """Dialects by name."""
    return {item.name: item for item in load(dialects, "DIALECT").values() if isinstance(item, Dialect)}


@cache
def all_peels() -> dict[str, Peel]:
    """Forms of carrying by name, in the order in which they are tried."""
    found = {item.name: item for item in load(peel, "PEEL").values() if isinstance(item, Peel)}
    places = {name: k for k, name in enumerate(ORDER)}
    return dict(sorted(found.items(), key=lambda each: (places.get(each[0], len(places)), each[0])))


@cache
def all_tokens() -> tuple[bytes, ...]:
    """Every line that a dialect can have words for holds one of these."""
    tokens = {token for dialect in all_dialects().values() for token in dialect.tokens} | set(HIDDEN)
    covered = {item for item in tokens if any(other != item and other in item for other in tokens)}
    return tuple(sorted(tokens - covered))


@cache
def _pattern(tokens: tuple[bytes, ...]) -> re.Pattern[bytes]:
    return re.compile(b"|".join(re.escape(item) for item in sorted(tokens, key=lambda token: (-len(token), token))))


def wanted(block: bytes) -> re.Pattern[bytes] | None:
    """Finds the lines of a block that a dialect can have words for; None where there is none.

    Most tokens are not in a block at all, which a plain search tells at the speed of memory; the pattern is made of
    those that are.
    """
    present = tuple(token for token in all_tokens() if token in block)
    return _pattern(present) if present else None
