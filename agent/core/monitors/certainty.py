"""Certainty: a likely cause is told as likely, a proved one is not unknown, and nothing is surer than its proof."""

import re

from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Sentence, Span
from agent.core.reading.causal import Causal, causal
from agent.core.reading.lexicon import CERTAIN, HEDGE, UNKNOWN, negated
from agent.core.reading.roots import roots

SUBJECT = re.compile(r"\b(?:cause|reason|why|culprit|explanation|trigger|fault)\b", re.I)
LEVEL = re.compile(
    r"\b(?:certainty|confidence)\b(?:\s+(?:level|is|was|of|in the cause|about the cause|"
    r"as))*\s*[:=]?\s*\(?(?P<w>proved|proven|likely|unknown|certain|confirmed|high|low)\b",
    re.I,
)
LEVELS = {
    "proved": "proved",
    "proven": "proved",
    "certain": "proved",
    "confirmed": "proved",
    "likely": "likely",
    "unknown": "unknown",
}
ADVERB = re.compile(
    r"\b(?:definitely|certainly|undoubtedly|unquestionably|unequivocally|without (?:a |any )?doubt)\b", re.I
)
WEAK = ("hold_timer_expired", "bfd_down")
"""Causes that tell how, and leave open why."""


def check(prose: Prose) -> list[Finding]:
    """How sure each statement is of the cause."""
    return [each for sentence in prose.reading.statements for each in _of_sentence(prose, sentence)]


def _of_sentence(prose: Prose, sentence: Sentence) -> list[Finding]:
    cause, text = prose.sheet.incident.cause, sentence.text
    if level := LEVEL.search(text):
        told = LEVELS.get(level["w"].lower())
        wrong = told is not None and told != cause.certainty
        return [_at(prose, sentence, level, f"the cause is {cause.certainty}, not {level['w']}", "w")] if wrong else []
    named = [each for clause in sentence.clauses for each in clause.causes]
    about = [each for each in named if each.type in prose.known.same_cause and not each.denied]
    claims = causal(prose.reading.copy, sentence.span)
    if cause.certainty == "likely" and not about and not HEDGE.search(text):
        slots = [
            root
            for each in claims
            if _gives_reason(prose, each)
            for root in roots(cause.type, prose.reading.copy, each.cause)
        ]
        if slots:
            return [Finding("certainty", slots[0], "the cause is likely, not proved", prose.fact("certainty"))]
    spoken = bool(about or claims or SUBJECT.search(text) or (ADVERB.search(text) and _points_to_it(prose, sentence)))
    if cause.certainty != "proved" and spoken and (sure := _sure(text)):
        return [_at(prose, sentence, sure, f"the cause is {cause.certainty}: it may not be told as {sure[0]}")]
    if cause.certainty == "likely" and about and not HEDGE.search(text) and (claims or not _hedged(prose)):
        message = "the cause is likely, not proved: it has to be told as likely"
        return [Finding("certainty", about[0].span, message, prose.fact("certainty"))]
    return _unknown(prose, sentence)


def _points_to_it(prose: Prose, sentence: Sentence) -> bool:
    """Whether a sentence points to the cause."""
    return bool(roots(prose.sheet.incident.cause.type, prose.reading.copy, sentence.span))


def _gives_reason(prose: Prose, claim: Causal) -> bool:
    """Whether the words introduce a reason ("because of"), not a consequence ("so")."""
    return claim.cause.start >= claim.word.end


def _sure(text: str) -> "re.Match[str] | None":
    """A word of certainty that is neither denied nor hedged."""
    sure = CERTAIN.search(text)
    return sure if sure and not negated(text[: sure.start()]) and not HEDGE.search(text[sure.start() :]) else None


def _unknown(prose: Prose, sentence: Sentence) -> list[Finding]:
    """A cause that is known, told as unknown; some causes leave open what is behind them."""
    cause = prose.sheet.incident.cause
    word = UNKNOWN.search(sentence.text)
    if cause.certainty == "unknown" or cause.type in WEAK or not word or not SUBJECT.search(sentence.text):
        return []
    if cause.certainty == "likely" and re.match(r"not|un(?:certain|proven)|.*\bprove", word[0], re.I):
        return []
    return [_at(prose, sentence, word, f"the cause is known: {cause.type.replace('_', ' ')} ({cause.certainty})")]


def _at(prose: Prose, sentence: Sentence, word: "re.Match[str]", message: str, group: str | int = 0) -> Finding:
    start, end = word.span(group)
    span = Span(sentence.span.start + start, sentence.span.start + end)
    return Finding("certainty", span, message, prose.fact("certainty"))


def _hedged(prose: Prose) -> bool:
    """Whether any sentence names the cause as likely."""
    return any(
        HEDGE.search(sentence.text)
        for sentence in prose.reading.sentences
        if SUBJECT.search(sentence.text)
        or LEVEL.search(sentence.text)
        or any(each.type in prose.known.same_cause for clause in sentence.clauses for each in clause.causes)
    )


MONITOR = Monitor("certainty", check)
