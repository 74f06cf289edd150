"""Denial: the cause taken back: that it had no part in it, never was, or that what failed was well all along."""

import re

from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Clause, Sentence, Span
from agent.core.reading.lexicon import SESSION
from agent.core.reading.roots import roots

ACQUITTED = re.compile(
    r"\b(?:nothing to do with|(?:is|was|were|are) not (?:at fault|to blame|responsible|the "
    r"(?:cause|reason|culprit|trigger))|"
    r"(?:wasn't|isn't) (?:at fault|to blame|the (?:cause|reason|culprit))|play(?:ed|s) no (?:part|role)|"
    r"did not play a (?:part|role)|ruled out|can be excluded|innocent|elsewhere than|"
    r"unrelated|no connection|not related)\b",
    re.I,
)
WELL = re.compile(
    r"\b(?:(?:stayed|remained|was|were|kept|kept on|continued) (?:fully |perfectly |quite "
    r")?(?:up|running|healthy|responsive|"
    r"responding|operational|intact|fine|working|alive|well|stable|normal(?:ly)?)|ran (?:on|normally|fine)|"
    r"was (?:perfectly |entirely )?(?:ok|fine|healthy))\b",
    re.I,
)
OTHERS = re.compile(r"\b(?:others?|else|only|but|except)\b", re.I)
LATER = re.compile(
    r"\b(?:again|after|until|till|before|since|now|by|at|once|others?|else|only|but|except)\b|\d:\d\d", re.I
)
NEVER = re.compile(r"\b(?:not|never|nobody|no one|nothing|n't)\s+(?:(?!only|just|merely|yet|other)\w+\s+){0,2}$", re.I)
ACTED = re.compile(r"(?:ed|ing|reset|hung|froze)$", re.I)
OF_NODES = ("node_down", "node_hang")
OF_LINKS = ("link_down", "link_flap")
ACTS = (*OF_NODES, "admin_reset", "process_crash", "process_restart", "peer_deconfigured")


def check(prose: Prose) -> list[Finding]:
    """Sentences that take the cause back."""
    cause = prose.sheet.incident.cause
    if cause.certainty == "unknown":
        return []
    return [each for sentence in prose.reading.statements for each in _of_sentence(prose, sentence)]


def _of_sentence(prose: Prose, sentence: Sentence) -> list[Finding]:
    kind, copy = prose.sheet.incident.cause.type, prose.reading.copy
    for clause in sentence.clauses:
        told = roots(kind, copy, clause.span)
        word = ACQUITTED.search(clause.text)
        if word and told and not OTHERS.search(clause.text) and not _another(prose, clause):
            return [_finding(prose, clause, word)]
        well = None if LATER.search(sentence.text) or SESSION.search(clause.text) else WELL.search(clause.text)
        if well and _failed(prose, clause, told):
            return [_finding(prose, clause, well)]
        if never := _never(prose, clause, told):
            return [_finding(prose, clause, never)]
    return []


def _never(prose: Prose, clause: Clause, told: list[Span]) -> "re.Match[str] | None":
    """The words that say that the cause's own act never was: "was never paused", "nobody reset"."""
    copy = prose.reading.copy
    if prose.sheet.incident.cause.type not in ACTS:
        return None
    for root in told:
        if SESSION.search(copy[root.end : clause.span.end]) or not ACTED.search(copy[root.start : root.end]):
            continue
        if never := NEVER.search(copy[clause.span.start : root.start]):
            return never
    return None


def _another(prose: Prose, clause: Clause) -> bool:
    """Whether the clause tells of another type of cause, which may well be ruled out."""
    return any(each.type not in prose.known.same_cause for each in clause.causes)


def _failed(prose: Prose, clause: Clause, told: list[Span]) -> bool:
    """Whether the clause is about the very thing that failed."""
    cause = prose.sheet.incident.cause
    if cause.type in OF_LINKS:
        return bool(told)
    return cause.type in OF_NODES and cause.subject in clause.nodes() and len(clause.nodes()) == 1


def _finding(prose: Prose, clause: Clause, word: "re.Match[str]") -> Finding:
    span = Span(clause.span.start + word.start(), clause.span.start + word.end())
    return Finding(
        "denial", span, f"the cause is {prose.sheet.incident.cause.type.replace('_', ' ')}", prose.fact("cause")
    )


MONITOR = Monitor("denial", check)
