"""All forms of carrying and all dialects: the program's own files, and what installed packages add."""

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache

from clab.plugins import Family, contained, instances
from collectors.logs import dialects, peel
from collectors.logs.values import Dialect, Peel

ORDER = (
    "ansi",
    "blanks",
    "quotes",
    "emphasis",
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


WITHIN = ("blanks", "entities", "emphasis")
"""Forms that can stand in the midst of a line's own words, and leave one line."""

HIDDEN = (b'"MESSAGE":[', b'"MESSAGE" : [', b'"MESSAGE": [')
"""Carriers that hide a message's own words: journald's list of bytes."""


def _dialects(found: object) -> tuple[Dialect, ...]:
    """The dialects in a constant; one without tokens would never be asked."""
    members = instances(Dialect)(found)
    for dialect in members:
        if not dialect.tokens or not all(isinstance(token, bytes) and token for token in dialect.tokens):
            raise ValueError(f"dialect {dialect.name!r} needs tokens, as bytes that are not empty")
    return members


def _dialect_from_outside(dialect: Dialect, what: str) -> Dialect:
    """A dialect that fails to recognise a line leaves it to the others; one that fails to parse it costs the line."""
    return replace(dialect, recognise=contained(dialect.recognise, False, what))


def _peel_from_outside(peel: Peel, what: str) -> Peel:
    return replace(peel, strip=contained(peel.strip, (), what))


DIALECTS = Family(
    "log_dialects",
    dialects,
    "DIALECT",
    _dialects,
    lambda dialect, _: (dialect.name,),
    contain=_dialect_from_outside,
)
PEELS = Family("log_peels", peel, "PEEL", instances(Peel), lambda peel, _: (peel.name,), contain=_peel_from_outside)


def all_dialects() -> dict[str, Dialect]:
    """Dialects by name; the program's own are asked first."""
    return DIALECTS.loaded.by_name


@cache
def all_peels() -> dict[str, Peel]:
    """Forms of carrying by name, in the order in which they are tried."""
    found = PEELS.loaded.by_name
    places = {name: k for k, name in enumerate(ORDER)}
    return dict(sorted(found.items(), key=lambda each: (places.get(each[0], len(places)), each[0])))


@cache
def all_tokens() -> tuple[bytes, ...]:
    """Every line that a dialect can have words for holds one of these; a blank at its end may be the end of a wrapped
    line."""
    tokens = {token.rstrip() for dialect in all_dialects().values() for token in dialect.tokens} | set(HIDDEN)
    covered = {item for item in tokens if any(other != item and other in item for other in tokens)}
    return tuple(sorted(tokens - covered))


SHARED = 5
"""Letters that tokens have in common: shorter pieces stand in nearly every log, longer ones are of few tokens."""

ONE_LINE = 300
"""Bytes of a block that is searched for all tokens at once."""

LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
NO_LETTERS = bytes(set(range(256)) - set(LETTERS))


def _letters(data: bytes) -> bytes:
    """The letters alone. What holds a token holds the token's letters in a row, and is half as long without the
    rest."""
    return data.translate(None, NO_LETTERS)


@cache
def _keys() -> tuple[tuple[bytes, tuple[bytes, ...]], ...]:
    """Pieces that the letters of several tokens share, each with those tokens, the most shared first: where a piece is
    not among a block's letters, none of its tokens is in it. A token that shares none is its own."""
    holders: dict[bytes, set[bytes]] = defaultdict(set)
    for token in all_tokens():
        letters = _letters(token)
        for k in range(len(letters) - SHARED + 1):
            holders[letters[k : k + SHARED]].add(token)
    found: list[tuple[bytes, tuple[bytes, ...]]] = []
    left = set(all_tokens())
    while holders:
        piece = max(holders, key=lambda each: (len(holders[each]), each))
        mine = holders[piece]
        if len(mine) > 1:
            found.append((piece, tuple(sorted(mine))))
            left -= mine
        rest = ((each, tokens - mine) for each, tokens in holders.items())
        holders = {each: tokens for each, tokens in rest if len(tokens) > 1}
    return (*found, *((_letters(token), (token,)) for token in sorted(left)))


@cache
def _pattern(tokens: tuple[bytes, ...]) -> re.Pattern[bytes]:
    return re.compile(b"|".join(re.escape(item) for item in sorted(tokens, key=lambda token: (-len(token), token))))


def wanted(block: bytes) -> re.Pattern[bytes] | None:
    """Finds the lines of a block that a dialect can have words for; None where there is none.

    Most tokens are not in a block at all, which a plain search tells at the speed of memory, and for several at once by
    what they share; the pattern is made of those that are. For one line, as it arrives, that is not worth its while.
    """
    if len(block) < ONE_LINE:
        return _pattern(all_tokens())
    letters = _letters(block)
    near = (token for key, tokens in _keys() if key in letters for token in tokens)
    present = tuple(sorted(token for token in near if _letters(token) in letters and token in block))
    return _pattern(present) if present else None
