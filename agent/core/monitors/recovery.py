"""Recovery: that all came back where something is down, and that only a part did where all is back."""

import re

from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Clause, Sentence, Span
from agent.core.reading.lexicon import negated

WHOLLY = re.compile(
    r"\b(?:fully|completely|entirely|wholly) (?:recovered|restored|operational|reconverged|"
    r"back|functional|re-?established)|"
    r"\b(?:full|complete) (?:recovery|restoration|service)|"
    r"\b(?:network|lab|fabric|everything|all|service|BGP|situation|system|state) (?:\w+ "
    r"){0,3}?(?:recovered|back to normal|normal again|"
    r"healthy|in order|as before|well again)|\bnothing (?:\w+ ){0,3}?(?:is|was|remains) "
    r"(?:\w+ )?(?:down|missing|open|lost)|"
    r"\beach\b[^.;]{0,30}\bregained|\b(?:outage|interruption) is over\b|\bno longer down\b",
    re.I,
)
PARTLY = re.compile(
    r"\b(?:half|some|a few|a part|part|several|most|many|a third|two thirds|a quarter|all but|"
    r"all except|everything but|"
    r"everything except|except(?:ing)?(?: for)?|apart from|aside from|with the exception of|"
    r"save for|bar|not all|not every\w*|"
    r"not everything|not both|neither all|partial(?:ly)?|partly|incomplete\w*|in part)\b",
    re.I,
)
EXCEPTING = re.compile(
    r"\b(?:all|every\w*|both|each)\b[^.;]*\b(?:but|except|save|bar)\b(?! for about)|\b(?:apart|aside) "
    r"from\b[^.;]*\b(?:all|every\w*)\b",
    re.I,
)
ONLY = re.compile(
    r"^\W*(?:(?:and|but|so far|until now|in the end|finally|however|yet|while|"
    r"whereas),?\s+)*(?:only|just|merely|solely|nobody but|"
    r"none but)\s+(?!after|at|then|when|once|by|from|about|around|some|a (?:few|second|moment)|\d)",
    re.I,
)
REST = re.compile(r"\b(?:others?|rest|remaining|remainder|later|then|last|second|followed|also|as well)\b", re.I)
TOGETHER = re.compile(r"\b(?:together|same time|once)\b", re.I)
PARTIAL = re.compile(
    r"\b(?:recovery|restoration) (?:\w+ ){0,2}?(?:partial|incomplete|in part)|\bpartial (?:recovery|"
    r"restoration)",
    re.I,
)
ELLIPSIS = re.compile(
    r"\b(?:did|does|has|have|had|was|were|is|are|could)(?: not|n't)(?:\s+(?:yet|so far|until now|at all|to date))*\W*$|"
    r"\bnot (?:so|yet|at all|that|those)\b[^.;]{0,40}$",
    re.I,
)


def check(prose: Prose) -> list[Finding]:
    """How much came back."""
    if not prose.outages:
        return []
    down = [each for each in prose.outages if each.restored_ns is None]
    found: list[Finding] = []
    for sentence in prose.reading.statements:
        if down:
            found += _wholly(prose, sentence)
            found += [each for clause in sentence.clauses if (each := _listed(prose, clause))]
        else:
            found += _in_part(prose, sentence) or _ellipsis(prose, sentence)
    return found


def _wholly(prose: Prose, sentence: Sentence) -> list[Finding]:
    word = WHOLLY.search(sentence.text)
    if not word or negated(sentence.text[: word.start()]) or PARTLY.search(sentence.text[: word.start()]):
        return []
    if re.search(r"\bnot\b|n't\b|\b(?:but|except|until|before|when|once)\b", sentence.text, re.I):
        return []
    if any(len(prose.scope(each).outages) < len(prose.outages) for each in sentence.clauses if each.events):
        return []
    return [_at(prose, sentence, word, "not everything is back")]


def _listed(prose: Prose, clause: Clause) -> Finding | None:
    """A node, or two, that are said to be back among others, and are not."""
    kinds = {each.kind for each in clause.events}
    scope = prose.scope(clause)
    if kinds != {"restored"} or scope.how not in ("pair", "node") or PARTLY.search(clause.text):
        return None
    pairs = [({each.a, each.b}, each.span) for each in clause.pairs]
    ends = [({each.value}, each.span) for each in clause.names if each.kind == "node"]
    for nodes, span in pairs or ends:
        mine = [each for each in scope.outages if nodes <= {each.a, each.b}]
        if mine and all(each.restored_ns is None for each in mine):
            return Finding("recovery", span, "that is still down", prose.fact("peering"))
    return None


def _in_part(prose: Prose, sentence: Sentence) -> list[Finding]:
    """ "Only r1 recovered", "half of them came back", where all did."""
    partial = PARTIAL.search(sentence.text)
    if partial and not negated(sentence.text[: partial.start()]):
        return [_at(prose, sentence, partial, "everything is back")]
    if any(each.clocks or each.durations for each in sentence.clauses) or REST.search(sentence.text):
        return []  # "half of them came back after 9 s" tells of steps
    for clause in sentence.clauses:
        back = [each for each in clause.events if each.kind == "restored"]
        if not back:
            continue
        before = clause.text[: back[0].span.end - clause.span.start]
        whole = len(prose.scope(clause).outages)
        some = [each for each in clause.counts if each.noun == "session" and each.value < whole]
        part = any(each.part for each in some) and not TOGETHER.search(sentence.text)
        only = ONLY.match(before) and (some or whole < len(prose.outages))
        if PARTLY.search(before) or only or part or EXCEPTING.search(sentence.text):
            return [Finding("recovery", back[0].span, "everything is back", prose.fact("restored_at"))]
    return []


def _ellipsis(prose: Prose, sentence: Sentence) -> list[Finding]:
    """ "The IPv4 session recovered, the IPv6 one did not"."""
    word = ELLIPSIS.search(sentence.text)
    if not word:
        return []
    span = Span(sentence.span.start + word.start(), sentence.span.start + word.end())
    marks = (sentence.text.rfind(mark, 0, word.start()) for mark in (",", ";", " but ", " while "))
    comma = sentence.span.start + max(marks)
    events = [each for clause in sentence.clauses for each in clause.events if each.span.start < span.start]
    last = next(each for each in reversed(sentence.clauses) if each.span.start <= span.start)
    if not events or events[-1].span.end > comma or events[-1].kind not in ("restored", "lost"):
        return []
    if events[-1].kind == "lost" and not (prose.scope(last).named and prose.scope(last).outages):
        return []  # of what has no part in the incident that may well be so
    return [Finding("recovery", span, f"that was {events[-1].kind} as well", prose.fact("peering"))]


def _at(prose: Prose, sentence: Sentence, word: "re.Match[str]", message: str) -> Finding:
    span = Span(sentence.span.start + word.start(), sentence.span.start + word.end())
    return Finding("recovery", span, message, prose.fact("peering"))


MONITOR = Monitor("recovery", check)
