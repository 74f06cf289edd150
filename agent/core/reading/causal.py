"""Causal statements: which words of a sentence name a cause, and which its effect. Pure."""

import re
from dataclasses import dataclass

from agent.core.reading.lexicon import CAUSAL
from agent.core.reading.text import Span

BEHIND = re.compile(r"\bbehind (?P<e>[^.;,]{3,60}?) (?:stands?|stood|lies|lay|was|is) (?P<c>[^.;]{3,})", re.I)
TEMPORAL_SO = re.compile(r"^so$", re.I)


@dataclass(frozen=True, slots=True)
class Causal:
    """A causal statement: where its cause and its effect stand."""

    word: Span
    cause: Span
    effect: Span


def causal(copy: str, sentence: Span) -> list[Causal]:
    """The causal statements of a sentence, in order."""
    found = []
    words = list(CAUSAL.finditer(copy, sentence.start, sentence.end))
    for word in words:
        span = Span(*word.span())
        start = max([each.end() for each in words if each.end() <= word.start()], default=sentence.start)
        end = min([each.start() for each in words if each.start() >= word.end()], default=sentence.end)
        before, after = Span(start, span.start), Span(span.end, end)
        if word["to"]:
            if TEMPORAL_SO.match(word["to"]) and not re.search(r",\s*(?:and\s+)?$", copy[sentence.start : span.start]):
                continue
            found.append(Causal(span, before, after))
            continue
        if not re.search(r"\w", copy[sentence.start : span.start]):  # "Because of X, Y"
            comma = copy.find(",", span.end, sentence.end)
            cut = comma if comma > 0 else sentence.end
            after, before = Span(span.end, cut), Span(cut, sentence.end)
        found.append(Causal(span, after, before))
    for each in BEHIND.finditer(copy, sentence.start, sentence.end):
        found.append(Causal(Span(each.start(), each.start("e")), Span(*each.span("c")), Span(*each.span("e"))))
    return found
