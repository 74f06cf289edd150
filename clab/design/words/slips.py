"""Words with one slip of a hand, and the word that is meant where only one can be. Pure.

A slip is two letters the wrong way round, one left out or one doubled; in a long word also one too many or another one.
What is mended is said. A word of its own that looks like a slip stands in `_OTHER` and is none.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from string import ascii_lowercase
from typing import Final

from clab.number_words import CARDINALS, ORDINALS

LONG: Final = 7
"""From how many letters on another letter in a word is one slip of it."""


def meant(word: str) -> str | None:
    """The word that was meant, None where there is none or more than one."""
    return None if word in _OTHER else _slips().get(word)


@cache
def _slips() -> Mapping[str, str]:
    """Every slip, by what it makes of a known word; ambiguous ones are left out."""
    found: dict[str, set[str]] = {}
    for word in _WORDS:
        for slip in _slipped(word):
            found.setdefault(slip, set()).add(word)
    single = {slip: sorted(words) for slip, words in found.items() if slip not in _WORDS}
    return {slip: words[-1] for slip, words in single.items() if words in (words[:1], [words[0], f"{words[0]}s"])}


def _slipped(word: str) -> Iterator[str]:
    for k in range(len(word)):
        if k + 1 < len(word):
            yield word[:k] + word[k + 1] + word[k] + word[k + 2 :]
        if len(word) > 4 and k:
            yield word[:k] + word[k + 1 :]
        if len(word) > 3:
            yield word[:k] + word[k] + word[k:]
        if len(word) >= LONG:
            for letter in ascii_lowercase:
                yield word[:k] + letter + word[k + 1 :]
                yield word[:k] + letter + word[k:]


_OTHER_TEXT: Final = """
    tree thee routes route lined liked chin lies sever suing tsar fro own won form chip pace lace plan plans
    owt spoken placed twice trough though thought tough quit sting were wher cold wold most moist mush rig
    wring bring sing sings link-state lining linker pining mange lad label labels heath wit width meth fist
    crate singe leave
"""
_OTHER: Final = frozenset(_OTHER_TEXT.split())
"""Words of their own that look like a slip."""

_WORDS_TEXT: Final = """
    router routers switch switches node nodes device devices spine spines leaf leaves leafs spoke spokes client
    clients host hosts hub server servers linux ring triangle diamond chain line mesh star square circle with each
    every all behind between connected connect linked attached named called ospf isis ebgp ibgp evpn vxlan static
    nokia srlinux arista ceos link links network topology image management parallel lab running
    three-tier core access distribution customer provider without juniper using and
    back-to-back everywhere everyone everything nothing build please would should could want need make create
    through over their there this that these those where which while another other others both same different
    from into have has not the per for frr srl are loopback loopbacks address addresses configure configuration
    area areas cost priority routes routing protocol protocols neighbor neighbors backbone redundant reflector
    reflectors route single double last middle center centre around interface interfaces subnet
    autonomous system number numbers starting respectively together branch branches directly
"""
_WORDS: Final = frozenset((*_WORDS_TEXT.split(), *CARDINALS[2:13], *ORDINALS[:3]))
