"""Typing errors in questions: what nothing reads is taken as the one word of the reader that it is close to. Pure.

Only words of the reader are found, never a name, a number or an address; and never for a word that is English itself
(`real_words.txt`: what lies close to the reader's words), so that `ram` does not become `ran`.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from agent.report.questions.lexicon import PHRASES
from agent.report.questions.plain import plain_words
from clab.units import unit_s

SWAPPED, SHORTEST, LONG = 3, 4, 8
"""Letters of a word in which two may have changed places; in which one error may be; and two."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
COMMON = ("years", "hours", "seconds", "minutes", "second", "minute", "hour", "yesterday", "today",
          "third", "fourth", "fifth", "sixth")  # fmt: skip


WRITTEN_SHORT = dict(
    pair.split("=")
    for pair in """n=and w=with thru=through til=until b4=before aftr=after thn=than bc=because cuz=because dn=down
    msg=message msgs=messages cmd=command tht=that rite=right sesh=session seshs=sessions hrs=hours em=them ppl=people
    pfx=prefixes cfg=config cfgd=configured tho=though nite=night wo=without abt=about whn=when wht=what
    whch=which""".split()  # noqa: SIM905
)
"""Words as people write them in haste."""


@cache
def vocabulary() -> frozenset[str]:
    """Every word that some phrase of the reader holds."""
    return frozenset(word for phrase in PHRASES for word in phrase if word.isalpha()) | frozenset(COMMON)


@cache
def alone() -> frozenset[str]:
    """The words of the reader that mean something by themselves: what a typing error may be meant as."""
    return frozenset(phrase[0] for phrase in PHRASES if len(phrase) == 1 and phrase[0].isalpha()) | frozenset(COMMON)


@cache
def real_words() -> frozenset[str]:
    """English words that are close to a word of the reader and are not one of them."""
    text = files(__package__).joinpath("real_words.txt").read_text()
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def corrected(words: list[str], names: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """The words with typing errors put right, and each that was, with what it was taken for."""
    known_names = set(names)
    words = [word if word in known_names else WRITTEN_SHORT.get(word, word) for word in words]
    words = [word[:-1] if word[-1:] == "s" and word not in known_names and word[:-1] in known_names else word
             for word in words]  # fmt: skip
    lab = [name for name in known_names if name.isalpha()]
    found: dict[str, str] = {}
    for place, word in enumerate(words):
        if word not in found and _strange(word, lab):
            best = _meant(word, words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else "")
            if best is not None:
                found[word] = best
    strange = sum(word not in found and _strange(word, lab) for word in words)
    if 2 * strange > len(words):
        return words, {}  # another language
    return [found.get(word, word) for word in words], found


def _strange(word: str, lab: list[str]) -> bool:
    known = any(word in words for words in (vocabulary(), real_words(), plain_words(), lab)) or unit_s(word) is not None
    if known or len(word) < SWAPPED or not word.isascii() or not word.isalpha():
        return False
    return not any(name in one for name in lab for one in (word, *_slips(word), *_changes(word)) if name == one)


def near(word: str) -> set[str]:
    """Every word of the reader that a word may be meant as."""
    ways = (_swaps,) if len(word) < SHORTEST else (_slips, _changes)
    found = {one for way in ways for one in way(word)} & vocabulary()
    return found | (_far(word) if len(word) >= LONG else set())


def _far(word: str) -> set[str]:
    """Two errors in a long word."""
    long = (one for one in alone() if len(one) >= LONG - 1 and abs(len(one) - len(word)) <= 2)
    return {one for one in long if one[0] == word[0] and edits(word, one) == 2}


def _meant(word: str, before: str, behind: str) -> str | None:
    """The one word that was meant: one that makes a phrase with the word beside it, then a slip of the fingers before
    another letter, one error before two."""
    joined = {one for one in near(word) if (before, one) in PHRASES or (one, behind) in PHRASES}
    if joined:
        return _one(joined)
    for way in (_swaps,) if len(word) < SHORTEST else (_slips, _changes):
        found = set(way(word)) & alone()
        if found:
            return _one(found)
    return _one(_far(word)) if len(word) >= LONG else None


def _one(found: set[str]) -> str | None:
    """The word, where all that are as close mean the same."""
    meanings = {PHRASES.get((one,), (one,)) for one in found}
    return max(found, key=lambda word: (len(word), word)) if len(meanings) == 1 else None


def _swaps(word: str) -> Iterator[str]:
    """Two letters that changed their places."""
    for place in range(len(word) - 1):
        yield word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _slips(word: str) -> Iterator[str]:
    """A letter left out, one too many, or two that changed their places."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        yield from (head + letter + tail for letter in LETTERS)
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def _changes(word: str) -> Iterator[str]:
    """Another letter in the place of one; the first one stays."""
    for place in range(1, len(word)):
        yield from (word[:place] + letter + word[place + 1 :] for letter in LETTERS)


def told(found: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The corrections that matter for what was asked: words that name, count or compare something."""
    return tuple(
        (wrong, right)
        for wrong, right in found.items()
        if any(slot[:2] in ("c.", "x.", "n.", "f.", "r.") for slot in PHRASES.get((right,), ()))
    )


def edits(a: str, b: str) -> int:
    """Insertions, deletions, exchanges of a letter, and swaps of two neighbors, from one word to the other."""
    before, last = [0] * (len(b) + 1), list(range(len(b) + 1))
    for i, one in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one != other))
            if i > 1 and j > 1 and one == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
