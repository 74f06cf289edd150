"""Matter: what no sheet holds: outsiders, outer causes, and consequences beyond sessions and nodes."""

import re
from collections.abc import Iterator

from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Sentence, Span
from agent.core.reading.accountwords import ordinary
from agent.core.reading.causal import Causal, causal
from agent.core.reading.lexicon import UNKNOWN, negated
from agent.core.reading.roots import roots

WORD = re.compile(r"(?<![\w.:/@{-])[A-Za-z][A-Za-z'-]+(?![\w@}/]|\.\w|:\w)")
CROWD = 2
"""So many strange words in one clause tell of something else; one alone can be a turn of phrase."""
SUBJECT = re.compile(
    r"^\W*(?:(?:and|but|then|so|also|meanwhile|while|when|as|since|because|after|before|until|in turn|as a (?:result|"
    r"consequence)|consequently),?\s+)*(?:(?:the|a|an|some|several|many|most|all|both|its|their|no|two|three)\s+)*"
    r"(?:[a-z'-]+\s+){0,2}?$",
    re.I,
)
VERB = re.compile(
    r"\s+(?:(?:on|in|of|at|from|to|for|behind|around)\s+(?:(?:the|a|an|its|"
    r"their)\s+)?[\w'-]+\s+)?(?:\w+ly\s+|then\s+|also\s+|"
    r"all\s+|both\s+|once\s+)*(?:is|are|was|were|has|have|had|did|could|would|can|became|got|"
    r"(?!\w*(?:hundred|speed|need)\b)\w{2,}ed|broke|fell|took|went|lost|ran|began|saw|left|made|hit|"
    r"felt|gave|came|stood|"
    r"brought|tore|chewed|struck|bit|cut|put|led|grew|rose)\b",
    re.I,
)
REASON = re.compile(
    r"because(?: of)?|due to|owing to|caused by|triggered by|reason|root|cause|attribut|traced|explained", re.I
)
ANAPHOR = re.compile(
    r"\b(?:this|that|these|it|which|they|them|what|the (?:same|former|latter|above|event|incident|fault|outage))\b",
    re.I,
)
ADVICE = re.compile(r"\W*(?:look|check|see|worth a look|the next thing to look at)\b", re.I)
"""What to look at next is no account of what was."""
PURPOSE = re.compile(
    r"\b(?:(?:in order |so as )?to|so that \w+ could|for the purpose of) (?P<w>apply|install|upgrade|update|patch|"
    r"deploy|roll out|activate|swap|replace|migrate|test|try out|troubleshoot|debug|free|save|pick up|make room|move|"
    r"expand|optimi[sz]e|improve|speed up|clean up|get rid|implement|introduce|provision|reconfigure|load|relocate)\b"
    r"|\bfor (?:an? |the |some )?(?:\w+ )?(?P<v>upgrade|update|maintenance|migration|test(?:ing|s)?|inspection|"
    r"replacement|repair)\b",
    re.I,
)
FELT = re.compile(
    r"\b(?:users?|customers?|clients?|subscribers?|tenants?|people|staff|colleagues?|visitors?|nobody|no one|no-one|"
    r"every(?:one|body)|any(?:one|body))\b(?: (?:\w+n't|did|do|does|will|would|could|may|have|has|had|was|were|not|"
    r"never|even|really|hardly|barely|ever|probably|likely|on \w+))* (?:notic\w+|felt|feel|see[ns]?|saw|complain\w*|"
    r"suffer\w*|affected|impacted|harmed|hurt|disturbed|bothered|experienced?|realiz\w+|realis\w+|reported?)\b",
    re.I,
)
UNTOLD = re.compile(
    r"\b(?:sheet|facts?|evidence|data|unknown|not known|records?|logs?|whether|cannot|can't|tells?)\b", re.I
)
OPENING = re.compile(
    r"[^.;]{0,12}\b(?:is|was|were|be|been|not|no|likely|probably|proved|known|stated|given|told|"
    r"recorded|seen|found|open|noted)\b",
    re.I,
)


def check(prose: Prose) -> list[Finding]:
    """Sentences that tell of something else."""
    found: list[Finding] = []
    for sentence in prose.reading.statements:
        if ADVICE.match(sentence.text):
            continue
        found += _purposes(prose, sentence) + _people(prose, sentence)
        strange = list(_strange(prose, sentence))
        found += (
            _crowd(prose, sentence, strange) or _slots(prose, sentence, strange) or _subjects(prose, sentence, strange)
        )
    return found


def _purposes(prose: Prose, sentence: Sentence) -> list[Finding]:
    """What somebody did something for: no sheet holds intentions."""
    word = PURPOSE.search(sentence.text)
    if not word or negated(sentence.text[: word.start()]) or (word["w"] or word["v"]).lower() in prose.known.words:
        return []
    span = Span(sentence.span.start + word.start(), sentence.span.start + word.end())
    return [Finding("matter", span, "the sheet holds no purpose", prose.fact("cause"))]


def _people(prose: Prose, sentence: Sentence) -> list[Finding]:
    """What people felt, or did not feel; that nothing is known of it may be said."""
    word = FELT.search(sentence.text)
    if not word or UNTOLD.search(sentence.text):
        return []
    span = Span(sentence.span.start + word.start(), sentence.span.start + word.end())
    return [Finding("matter", span, "the sheet holds nothing about people", prose.fact("cause"))]


def _strange(prose: Prose, sentence: Sentence) -> Iterator[Span]:
    """The words that an account does not need, outside names, quotations and what the sheet says itself."""
    taken = [span for span, _ in prose.reading.quotes]
    for clause in sentence.clauses:
        taken += [each.span for each in clause.names]
        taken += [each.span for each in clause.clocks] + [each.span for each in clause.durations]
    for word in WORD.finditer(prose.reading.copy, sentence.span.start, sentence.span.end):
        span = Span(*word.span())
        if ordinary(word[0]) or word[0].lower() in prose.known.words or any(span.meets(each) for each in taken):
            continue
        if not word[0].isupper():  # CHG, RCA: marks, not matters
            yield span


def _crowd(prose: Prose, sentence: Sentence, strange: list[Span]) -> list[Finding]:
    for clause in sentence.clauses:
        mine = [each for each in strange if clause.span.covers(each)]
        if len(mine) >= CROWD:
            return [_finding(prose, mine)]
    return [_finding(prose, strange)] if len(strange) > CROWD else []


def _slots(prose: Prose, sentence: Sentence, strange: list[Span]) -> list[Finding]:
    """A strange word where a cause or an effect is told, and nothing beside it that the sheet holds."""
    for claim in causal(prose.reading.copy, sentence.span):
        for slot in (claim.cause, claim.effect):
            mine = [each for each in strange if slot.covers(each)]
            if mine and not _holds(prose, sentence, slot):
                return [_finding(prose, mine)]
        if _groundless(prose, sentence, claim):
            return [
                Finding(
                    "matter",
                    claim.word,
                    "what is given as the cause is nothing that the sheet holds",
                    prose.fact("cause"),
                )
            ]
    return []


def _groundless(prose: Prose, sentence: Sentence, claim: Causal) -> bool:
    """A cause that is given in ordinary words, and is none of the sheet's."""
    copy, cause = prose.reading.copy, prose.sheet.incident.cause
    if not REASON.match(copy, claim.word.start) or cause.type == "unknown" or UNKNOWN.search(sentence.text):
        return False
    if negated(copy[sentence.span.start : claim.word.start]):
        return False
    slot = copy[claim.cause.start : claim.cause.end]
    if not re.search(r"[a-z]{3}", slot) or ANAPHOR.search(slot) or OPENING.match(slot):
        return False
    return not _holds(prose, sentence, claim.cause)


def _holds(prose: Prose, sentence: Sentence, slot: Span) -> bool:
    """Whether a stretch tells of the sheet's cause, of another that may be named, or of a loss or restoration."""
    if roots(prose.sheet.incident.cause.type, prose.reading.copy, slot):
        return True
    clauses = [each for each in sentence.clauses if each.span.meets(slot)]
    if any(slot.meets(each.span) for clause in clauses for each in clause.events):
        return True
    named = [each for clause in clauses for each in clause.causes if each.type in prose.known.may_be_named]
    return any(slot.meets(each.span) for each in named)


def _subjects(prose: Prose, sentence: Sentence, strange: list[Span]) -> list[Finding]:
    """A strange word of which a clause tells something: "a squirrel chewed"."""
    copy = prose.reading.copy
    for clause in sentence.clauses:
        for span in (each for each in strange if clause.span.covers(each)):
            before = copy[clause.span.start : span.start]
            if SUBJECT.match(before) and VERB.match(copy, span.end, clause.span.end) and not negated(before):
                return [_finding(prose, [span])]
    return []


def _finding(prose: Prose, strange: list[Span]) -> Finding:
    told = ", ".join(repr(prose.reading.text[each.start : each.end]) for each in strange[:3])
    return Finding("matter", strange[0], f"nothing in the sheet tells of {told}")


MONITOR = Monitor("matter", check)
