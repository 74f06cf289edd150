"""A name in a transcript, with how sure it is and what else it may be; how far a sound is from a name's. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from agent.voice.numbers import Token
from agent.voice.sounds import distance, sound, tail_distance, weight

Kind = Literal["node", "address", "as", "interface"]
Certainty = Literal["sure", "likely", "unclear"]

SURE, LIKELY, POSSIBLE = 0.13, 0.34, 0.6
"""How far a sound may be from a name's, as a share of it."""

OFFERED = 3
"""Names that a question back may offer."""

LONG = 2.5
"""From this weight on a name may be found at the end of a word that begins otherwise."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a transcript: the tokens from `start` on, `size` of them. `value` is the best candidate, empty where
    none is good enough; `candidates` are what it may be, best first."""

    kind: Kind
    value: str
    certainty: Certainty
    candidates: tuple[str, ...]
    start: int
    size: int


def heard(found: Sequence[Token], start: int, end: int) -> str:
    """How some tokens sound."""
    return "".join(sound(token.text) for token in found[start:end])


@lru_cache(maxsize=65536)
def far(said_: str, name: str, *, tail: bool = False) -> float:
    """How far a sound is from a name's, as a share of it; `tail`: the end of what was heard may be the name alone."""
    whole = distance(said_, name) / weight(name)
    if not tail or weight(name) < LONG:
        return whole
    end, start = tail_distance(said_, name)
    return min(whole, end / weight(name) + 0.1 + 0.04 * weight(said_[:start]))
