"""Repetition: the same sentence twice, in the same words or hardly others, or a few words over and over."""

import re

from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Sentence, Span

LOOP = re.compile(r"\b(\w[\w' ,-]{2,80}?\w)(?:[\s,.;]+\1\b){3,}", re.I)
TWICE = re.compile(r"\b(?P<w>\w[^.;\n]{15,200}?\w)[,;:]?\s+(?:(?:and|but|then|also)\s+)*(?P=w)\b", re.I)
WORDS_AT_LEAST = 3
"""So many words make a sentence that nobody says twice; headings and labels have fewer."""
MATTERS_AT_LEAST = 4
NEAR_AT_LEAST = 7
MANY = re.compile(r"\b(?:links?|sessions|peerings|both|all)\b", re.I)
LITTLE = re.compile(
    r"(?:an?|the|of|at|in|on|to|for|by|from|with|and|then|also|both|all|its?|they|their|them|"
    r"this|that|these|those|there|"
    r"is|are|was|were|be|been|being|has|have|had|do|does|did|indeed|again|still|just|only|"
    r"about|around|as|when|so|which|"
    r"utc|bgp|once|more)$"
)
"""Words that come and go without changing what is said."""
ALIKE = {
    "seconds": "s",
    "second": "s",
    "secs": "s",
    "sec": "s",
    "minutes": "min",
    "minute": "min",
    "failed": "fail",
    "went": "go",
}


def check(prose: Prose) -> list[Finding]:
    """Sentences that were there before, and loops."""
    found: list[Finding] = []
    seen: list[str] = []
    told: list[frozenset[str]] = []
    for sentence in prose.reading.sentences:
        flat = " ".join(re.findall(r"[\w.:/-]+", sentence.text.lower()))
        matters = _matters(sentence.text)
        twins = _twins(prose, sentence)
        if seen.count(flat) >= twins:
            found.append(Finding("repetition", sentence.span, "this sentence was there before"))
        elif sum(_alike(matters, each) for each in told) >= twins:
            found.append(Finding("repetition", sentence.span, "this was said before in nearly the same words"))
        if len(flat.split()) >= WORDS_AT_LEAST + (not _says(sentence)):
            seen.append(flat)
            told.append(matters)
        for pattern, message in ((LOOP, "again and again"), (TWICE, "twice over")):
            if loop := pattern.search(sentence.text[:2000]):
                span = Span(sentence.span.start + loop.start(), sentence.span.start + loop.end())
                found.append(Finding("repetition", span, f"{loop[1]!r} {message}"))
                break
    return found


def _twins(prose: Prose, sentence: Sentence) -> int:
    """How often a sentence may come: two sessions between the same two nodes may be told in the same words."""
    if MANY.search(sentence.text):
        return 1
    pairs = {frozenset((each.a, each.b)) for clause in sentence.clauses for each in clause.pairs}
    pairs |= {frozenset(sentence.nodes())}
    return max([1, *(sum({o.a, o.b} == pair for o in prose.outages) for pair in pairs)])


def _says(sentence: Sentence) -> bool:
    """Whether a sentence tells something: labels and headings may recur."""
    return any(each.events or each.causes or each.durations or each.clocks or each.counts for each in sentence.clauses)


def _matters(text: str) -> frozenset[str]:
    """The words of a sentence that carry its meaning, in a form in which small variations are the same."""
    words = re.findall(r"\d+(?:[.:]\d+)*|[\w:/-]+", text.lower().replace("'s", ""))
    flat = (ALIKE.get(each, each) for each in words if not LITTLE.match(each))
    return frozenset(each if re.search(r"\d", each) or len(each) < 4 else each.removesuffix("s") for each in flat)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """The same words; in a long sentence one more or less, unless it is a name or a number."""
    if min(len(one), len(other)) < MATTERS_AT_LEAST:
        return False
    odd = one ^ other
    if not odd:
        return True
    return (
        min(len(one), len(other)) >= NEAR_AT_LEAST and len(odd) == 1 and not re.search(r"\d|^v\d|ip", next(iter(odd)))
    )


MONITOR = Monitor("repetition", check)
