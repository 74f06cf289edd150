"""A model's words scored: read back by the grammar that decides what is published, and held to what must be said.

A sentence counts as right when it is read whole and true, and is said once. The score is the harmonic mean of two
shares: of the sentences the right ones, and of what must be said the part that right sentences say. A text passes when
all is said and nothing is wrong or unread; one false sentence is enough to fail.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from agent.bench.models.kind import Scored
from agent.report.claims.verdict import SentenceVerdict, TextVerdict

Needed = tuple[str, Callable[[AbstractSet[str]], bool]]
"""What must be said, and whether these facts say it."""

Keeps = Sequence[str | tuple[str, ...]]
"""Texts that a right sentence must hold; of several in a tuple any one."""

SAME_AT_MOST = 2
SHOWN = 160


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a text is read, and what it must say; `lines` is how many lines it must have, 0 for any."""

    read: Callable[[str], TextVerdict]
    needed: Sequence[Needed] = ()
    keeps: Keeps = ()
    lines: int = 0


def any_of(facts: AbstractSet[str]) -> Callable[[AbstractSet[str]], bool]:
    """Said where any of these facts is."""
    return lambda stated: bool(facts & stated)


def all_of(facts: AbstractSet[str]) -> Callable[[AbstractSet[str]], bool]:
    """Said where all of these facts are."""
    return lambda stated: facts <= stated


def scored(texts: Sequence[str], wanted: Wanted) -> Scored:
    """The answers of one task, each a whole text: the first, and the best of them."""
    if not texts:
        return Scored(0.0, False, False, why="no answer")
    held = [_held(text, wanted) for text in texts]
    best = max(held, key=lambda item: (item.passed, item.score))
    return Scored(best.score, held[0].passed, best.passed, best.counts, best.why)


def _held(text: str, wanted: Wanted) -> Scored:
    sentences = [item for item in wanted.read(text).sentences if item.text.rstrip().endswith((".", "!", "?"))]
    right = _once(item for item in sentences if item.verdict == "supported")
    false = [item for item in sentences if item.verdict == "contradicted"]
    stated = {fact for item in right for fact in item.facts}
    said = " ".join(item.text for item in right)
    left_out = [what for what, told in wanted.needed if not told(stated)]
    left_out += [_shown(keep) for keep in wanted.keeps if not _holds(said, keep)]
    needed = len(wanted.needed) + len(wanted.keeps)
    true = len(right) / len(sentences) if sentences else 0.0
    whole = (needed - len(left_out)) / needed if needed else true
    loops = _loops(sentences)
    lines = len([line for line in text.splitlines() if line.strip()])
    formed = not wanted.lines or lines == wanted.lines
    passed = bool(sentences) and true == 1.0 and not left_out and formed and not loops
    counts = {
        "sentences": len(sentences),
        "supported": len(right),
        "contradicted": len(false),
        "needed": needed,
        "left_out": len(left_out),
        "loops": float(loops),
    }
    why = _why(sentences, false, left_out, loops, "" if formed else f"{lines} lines, wanted {wanted.lines}")
    return Scored(2 * true * whole / (true + whole) if true + whole else 0.0, passed, passed, counts, why)


def _once(sentences: Iterable[SentenceVerdict]) -> list[SentenceVerdict]:
    """Each sentence the first time that it is said."""
    return list({_plain(item.text): item for item in sentences}.values())


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _loops(sentences: Sequence[SentenceVerdict]) -> bool:
    """Whether it says the same again and again."""
    same = Counter(_plain(item.text) for item in sentences)
    return any(count > SAME_AT_MOST for count in same.values())


def _holds(text: str, keep: str | tuple[str, ...]) -> bool:
    wordings = (keep,) if isinstance(keep, str) else keep
    return any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text, re.IGNORECASE) for each in wordings)


def _shown(keep: str | tuple[str, ...]) -> str:
    return repr(keep if isinstance(keep, str) else keep[0])


def _why(
    sentences: Sequence[SentenceVerdict],
    false: Sequence[SentenceVerdict],
    left_out: Sequence[str],
    loops: bool,
    form: str,
) -> str:
    """The worst of it, in one line."""
    if not sentences:
        return "no whole sentence"
    unread = [item for item in sentences if item.verdict == "not_read"]
    said = [f"false: {false[0].text[:SHOWN]!r}"] if false else []
    said += [f"not read: {unread[0].text[:SHOWN]!r}"] if unread and not false else []
    said += [f"left out: {', '.join(left_out[:3])}"] if left_out else []
    said += ["says the same again and again"] if loops else []
    return "; ".join([*said, *([form] if form else [])])
