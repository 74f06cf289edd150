"""Slips of the hand in a request for a script: two letters swapped, one left out, doubled or wrong. Pure.

A word is mended where it is one slip away from exactly one word of ours or name of the lab; what was mended is said.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from agent.gates.script.request.tokens import is_known_word

_WORDS_TEXT: Final = """
    received accepted prefixes neighbor neighbors session sessions state states interface interfaces counter
    counters adjacency adjacencies memory version versions monitor subscribe stream every seconds second minute
    minutes summary table routes established change changes print collect spine spines leaf leaves router
    routers node nodes isis ospf lldp bgp software usage utilisation errors discards timestamps netmiko gnmi uptime
    hostname status traffic packets octets above below greater whenever alert once hours hour operational
    different difference compare duration description
    admin percent prefix neighbour neighbours show check watch list routing address
"""
_WORDS: Final = frozenset(_WORDS_TEXT.split())
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def without_slips(request: str, names: Sequence[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The request without slips, and what was read as what."""
    known = _WORDS | {name.lower() for name in names}
    slips: dict[str, str] = {}
    for word in re.findall(r"(?<![\w./-])[a-z]{3,20}\d{0,3}(?![\w/-])", request, re.IGNORECASE):
        plain = word.lower()
        if plain in known or plain in _ENGLISH or is_known_word(plain):
            continue
        near = {one for one in _near(plain) if one in known}
        if len(near) == 1:
            slips[word] = near.pop()
    for word, meant in slips.items():
        request = re.sub(rf"(?<![\w./-]){word}(?![\w/-])", meant, request)
    return request, tuple(slips.items())


@cache
def _near(word: str) -> frozenset[str]:
    return frozenset(_edits(word))


def _edits(word: str) -> Iterator[str]:
    """All words one slip away; of three letters only two that are swapped."""
    for k in range(len(word)):
        if k + 1 < len(word):
            yield word[:k] + word[k + 1] + word[k] + word[k + 2 :]
        if len(word) > 3 and not word[k].isdecimal():
            yield word[:k] + word[k + 1 :]
            yield from (word[:k] + letter + word[k + 1 :] for letter in _LETTERS)
            yield from (word[:k] + letter + word[k:] for letter in _LETTERS)


_ENGLISH_TEXT: Final = """
    ebgp ibgp utilization utilizations very ever never note notes code mode state stable cable able leave
    route rotes later none
"""
_ENGLISH: Final = frozenset(_ENGLISH_TEXT.split())
"""Words of their own that are one slip away from one of ours."""
