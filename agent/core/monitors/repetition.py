"""Repetition: the same sentence twice, or a few words over and over, as of a model that has lost the thread."""

import re

from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Span

LOOP = re.compile(r"\b(\w[\w' ,-]{2,80}?\w)(?:[\s,.;]+\1\b){3,}", re.I)
WORDS_AT_LEAST = 6


def check(prose: Prose) -> list[Finding]:
    """Sentences that were there before, and loops."""
    found, seen = [], set()
    for sentence in prose.reading.sentences:
        flat = " ".join(re.findall(r"[\w.:/-]+", sentence.text.lower()))
        if flat in seen:
            found.append(Finding("repetition", sentence.span, "this sentence was there before"))
        if len(flat.split()) >= WORDS_AT_LEAST:
            seen.add(flat)
        if loop := LOOP.search(sentence.text[:2000]):
            span = Span(sentence.span.start + loop.start(), sentence.span.start + loop.end())
            found.append(Finding("repetition", span, f"{loop[1]!r} again and again"))
    return found


MONITOR = Monitor("repetition", check)
