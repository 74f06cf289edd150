"""All forms of carrying and all dialects, found by their files."""

import re
from dataclasses import replace
from functools import cache

from clab.plugins import load
from collectors.damage import guarded
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


@cache
def all_dialects() -> dict[str, Dialect]:
    """Dialects by name."""
    members = [each for each in load(dialects, "DIALECT").values() if isinstance(each, Dialect)]
    return {each.name: replace(each, recognise=guarded(each.recognise), parse=guarded(each.parse)) for each in members}


@cache
def all_peels() -> dict[str, Peel]:
    """Forms of carrying by name, in the order in which they are tried."""
    members = [each for each in load(peel, "PEEL").values() if isinstance(each, Peel)]
    found = {each.name: replace(each, strip=guarded(each.strip)) for each in members}
    places = {name: k for k, name in enumerate(ORDER)}
    return dict(sorted(found.items(), key=lambda each: (places.get(each[0], len(places)), each[0])))


@cache
def wanted() -> re.Pattern[bytes]:
    """Finds every line that a dialect can have words for."""
    tokens = {re.escape(token) for each in all_dialects().values() for token in each.tokens}
    return re.compile(b"|".join(sorted(tokens, key=lambda each: (-len(each), each))))
