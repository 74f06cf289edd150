"""Severity: OK, WARNING and ACTION come from code; a text may repeat the incident's own, no other."""

import re

from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Span
from agent.core.reading.lexicon import negated

TOKEN = re.compile(r"(?<![\w-])(?P<t>OK|WARNING|ACTION|CRITICAL|MAJOR|MINOR|EMERGENCY|ALERT|FATAL|NOTICE)(?![\w-])")
WORDED = re.compile(
    r"\b(?:severity|rated|graded|classified|marked|flagged|labell?ed|categori[sz]ed|ranked|level|"
    r"priority)\b(?:\s+(?:is|was|of|as|an?|at|level|to be|the|this|incident|it|has been|with|set|to|"
    r"remains?|stays?))*\s*[:=]?\s*[\"'(]?(?P<a>ok|warnings?|action|critical|major|minor|high|low|"
    r"medium|info(?:rmational)?|none|emergency|error)\b"
    r"|\b(?P<b>ok|warning|action|critical|major|minor|high|low|medium|info)[\s-]+(?:severity|level|"
    r"priority)\b|\b(?:an?|this) (?P<c>warning|action|critical|ok)[\s-]+(?:incident|event|case)\b",
    re.I,
)
NO_ACTION = re.compile(
    r"\b(?:no (?:further |human |manual |immediate )?(?:action|intervention|follow-up) (?:is |was |"
    r"are )?(?:needed|required|necessary|called for)|needs? no (?:action|attention|intervention)|"
    r"requires? no (?:action|attention|intervention)|nothing (?:needs|has) to be done)\b",
    re.I,
)
NONE = re.compile(r"\b(?:no|not|without|nor)\s+(?:\w+\s+){0,3}$", re.I)
WANTS = re.compile(
    r"(?<!no )\b(?:(?:immediate |urgent |human |manual )?action (?:is |was )(?:needed|required|"
    r"necessary)|(?:needs?|requires?) (?:immediate |urgent |human |manual )?(?:action|"
    r"intervention))\b",
    re.I,
)


def check(prose: Prose) -> list[Finding]:
    """Severity words against the incident's severity."""
    severity, fact = prose.sheet.incident.severity, prose.fact("severity")
    copy, found = prose.reading.copy, []
    for sentence in prose.reading.sentences:
        start, end = sentence.span.start, sentence.span.end
        for pattern in (TOKEN, WORDED):
            for each in pattern.finditer(copy, start, end):
                group = next(name for name, text in each.groupdict().items() if text)
                word = each[group].upper().rstrip("S") if each[group].lower() == "warnings" else each[group].upper()
                if word == severity or _about_another(copy, start, each, group):
                    continue
                found.append(
                    Finding("severity", Span(*each.span(group)), f"the severity is {severity}, not {each[group]}", fact)
                )
        if severity == "ACTION" and (denied := NO_ACTION.search(copy, start, end)):
            found.append(Finding("severity", Span(*denied.span()), "the severity is ACTION: it wants a person", fact))
        if (
            severity != "ACTION"
            and (wanted := WANTS.search(copy, start, end))
            and not NONE.search(copy[start : wanted.start()])
        ):
            found.append(
                Finding("severity", Span(*wanted.span()), f"the severity is {severity}: no action is called for", fact)
            )
    return _apart(found)


def _about_another(copy: str, start: int, word: "re.Match[str]", group: str) -> bool:
    """Whether the word is denied ("ACTION, not WARNING") or stands for something else ("Established (OK)")."""
    before = copy[start : word.start(group)]
    if re.match(r"\s+again\b", copy[word.end(group) :][:8], re.I):
        return True
    if re.search(r"established\s*\($", before, re.I):
        return True
    return negated(before[-28:]) or bool(
        re.search(r"(?:rather than|instead of|above|below|over)\s+(?:an?\s+)?[\"']?$", before, re.I)
    )


def _apart(found: list[Finding]) -> list[Finding]:
    """One finding where two patterns saw the same word."""
    kept: list[Finding] = []
    for each in found:
        if not any(each.span.meets(other.span) for other in kept):
            kept.append(each)
    return kept


MONITOR = Monitor("severity", check)
