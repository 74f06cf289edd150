"""Causality: why something happened may be said only as a rule found it: this cause, and this way round."""

import re

from agent.core.known import MECHANISMS
from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Named, Sentence, Span
from agent.core.reading.causal import Causal, causal
from agent.core.reading.lexicon import HEDGE, SESSION, UNKNOWN, negated
from agent.core.reading.roots import roots

VAGUE = re.compile(
    r"\b(?:the|this|that|it|which|what|whatever|something|incident|event|fault|outage|problem|issue|"
    r"failure|trouble|also|and)\b",
    re.I,
)
ADVICE = re.compile(r"\W*(?:look|check|see|worth a look|the next thing to look at)\b", re.I)
LOSSES = re.compile(r"\b(?:sessions?|peerings?|BGP|losses|loss|losing|session loss)\b", re.I)
BY_LOSING = re.compile(
    r"\W*(?:the )?(?:losing|loss(?:es)? of) (?:[\w-]+ ){0,4}?(?:sessions?|peerings?|BGP|neighbou?rs?) "
    r"(?P<v>(?:crashed|killed|paused|froze|stopped|reset|cleared|isolated|restarted|stalled)) (?:the |its )?\w",
    re.I,
)
FAILS = re.compile(
    r"\b(?:fail\w*|crash\w*|die[ds]?|down|hung|hang|stop\w*|fro[zs]e\w*|re-?start\w*|re-?boot\w*|"
    r"reload\w*)\b",
    re.I,
)
GUESS = re.compile(
    r"\W*(?:most |very |quite )?(?:likely|probably|presumably|perhaps|possibly|apparently|"
    r"supposedly|maybe)\b|.*\b(?:signs? of|hints? (?:of|at)|points? to|indicat\w+|suspect\w*)\b",
    re.I,
)
SIGNAL = re.compile(r"container kill \S+ signal=(\d+)")
GENTLE = re.compile(
    r"\b(?:stop\w*|shut\w*|terminat\w+|exit\w*|ended|went down|down)\b[^.;,]{0,30}?"
    r"\b(?:graceful\w*|clean(?:ly)?|orderly|"
    r"in (?:good )?order|gently|properly|regular(?:ly)?)\b|\b(?:graceful\w*|clean(?:ly)?|orderly|properly)\s+"
    r"(?:\w+\s+)?"
    r"(?:stop\w*|shut\w*|terminat\w+|exit\w*|ended)\b|SIGTERM|signal 15",
    re.I,
)
ROUGH = re.compile(r"SIGKILL|signal 9\b|\bkill -9|\b(?:hard|forced?|forcibl[ey]|abrupt\w*)[- ]kill\w*", re.I)
NOT_TOLD = re.compile(
    r"\b(?:nothing|none|no (?:fact|evidence|record|line|word)s?|not|n't|neither)\b[^.;]{0,40}"
    r"\b(?:tell|say|know|show|record)\w* (?:of |about |us )?(?:whether|if|how many)\b[^.;]{0,20}$",
    re.I,
)
"""That the sheet is silent about something may be said."""
ROOT = re.compile(r"cause|reason|trigger|culprit|RCA|why|found it|^it\b|^this\b", re.I)
"""Words that point to the first cause; "because" may name the step before."""


def check(prose: Prose) -> list[Finding]:
    """Causal statements, and the causes that a text names."""
    found: list[Finding] = []
    for sentence in prose.reading.statements:
        named = [each for clause in sentence.clauses for each in clause.causes]
        for claim in causal(prose.reading.copy, sentence.span):
            found += _claim(prose, sentence, claim, named)
        found += (
            _guessed(prose, sentence, named)
            + _by_losing(prose, sentence)
            + _wrong_types(prose, sentence, named)
            + _denied(prose, sentence, named)
            + _manner(prose, sentence)
        )
    return list(dict.fromkeys(found))


def _claim(prose: Prose, sentence: Sentence, claim: Causal, named: list[Named]) -> list[Finding]:
    copy, cause = prose.reading.copy, prose.sheet.incident.cause
    if negated(copy[sentence.span.start : claim.word.start]) and "not only" not in sentence.text.lower():
        return []
    causes = [each for each in named if claim.cause.covers(each.span) and not each.denied]
    effects = [each for each in named if _ends_in(claim.effect, each.span) and not each.denied]
    right = [each for each in causes if each.type in prose.known.same_cause]
    fact = prose.fact("cause")
    if cause.type == "unknown":
        told = VAGUE.sub(" ", copy[claim.cause.start : claim.cause.end])
        if UNKNOWN.search(sentence.text) or not re.search(r"\w{3}", told):
            return []
        return [Finding("causality", claim.word, "no rule proved a cause", fact)]
    if not right and any(each.type in prose.known.same_cause for each in effects):
        strange = causes and not any(each.type in prose.known.may_be_named for each in causes)
        if strange or _says_loss(prose, sentence, claim.cause):
            return [Finding("causality", claim.word, "cause and effect are the other way round", fact)]
    if _reversed(prose, sentence, claim):
        return [Finding("causality", claim.word, "cause and effect are the other way round", fact)]
    wrong = [each for each in causes if each.type not in prose.known.same_cause]
    if wrong and not right:
        nominal = ROOT.search(copy[claim.word.start : claim.word.end]) is not None
        nominal = nominal and not re.match(r"because", copy[claim.word.start : claim.word.end], re.I)
        mechanism = all(each.type in (*MECHANISMS.get(cause.type, ()), "operator") for each in wrong)
        if nominal or not mechanism:
            return [
                Finding(
                    "causality",
                    wrong[0].span,
                    f"the cause is {cause.type.replace('_', ' ')}, not {wrong[0].text!r}",
                    fact,
                )
            ]
    return []


def _reversed(prose: Prose, sentence: Sentence, claim: Causal) -> bool:
    """Whether lost sessions are said to bring about what a node, a link or the cause itself did."""
    copy, kind = prose.reading.copy, prose.sheet.incident.cause.type
    cause, effect = copy[claim.cause.start : claim.cause.end], copy[claim.effect.start : claim.effect.end]
    if not LOSSES.search(cause) or not _says_loss(prose, sentence, claim.cause) or roots(kind, copy, claim.cause):
        return False
    if SESSION.search(effect) or LOSSES.search(effect) or HEDGE.search(effect):
        return False
    return bool(roots(kind, copy, claim.effect)) or FAILS.search(effect) is not None


def _manner(prose: Prose, sentence: Sentence) -> list[Finding]:
    """A kill told as an orderly stop, an orderly stop as a kill."""
    signals = set(SIGNAL.findall(prose.known.raw))
    word = (
        GENTLE.search(sentence.text) if signals == {"9"} else ROUGH.search(sentence.text) if signals == {"15"} else None
    )
    if not word or negated(sentence.text[: word.start()]):
        return []
    span = Span(sentence.span.start + word.start(), sentence.span.start + word.end())
    return [Finding("causality", span, f"it was ended by signal {signals.pop()}", prose.fact("cause"))]


def _ends_in(where: Span, span: Span) -> bool:
    """Whether a wording lies in an effect; "took the link down" begins with the causal word itself."""
    return where.start < span.end <= where.end


def _says_loss(prose: Prose, sentence: Sentence, where: Span) -> bool:
    return any(
        where.covers(each.span) and each.kind in ("lost", "restored", "down")
        for clause in sentence.clauses
        for each in clause.events
    )


def _by_losing(prose: Prose, sentence: Sentence) -> list[Finding]:
    """ "Losing its sessions crashed the daemon": a loss as the doer of what caused it."""
    word = BY_LOSING.match(prose.reading.copy, sentence.span.start, sentence.span.end)
    if not word or not roots(prose.sheet.incident.cause.type, prose.reading.copy, Span(*word.span("v"))):
        return []
    return [
        Finding("causality", Span(*word.span("v")), "cause and effect are the other way round", prose.fact("cause"))
    ]


def _guessed(prose: Prose, sentence: Sentence, named: list[Named]) -> list[Finding]:
    """ "Most likely an administrative shutdown": a guess at a cause that is not the sheet's."""
    wrong = [each for each in named if not each.denied]
    if not GUESS.match(sentence.text) or not wrong or any(each.type in prose.known.same_cause for each in wrong):
        return []
    if roots(prose.sheet.incident.cause.type, prose.reading.copy, sentence.span):
        return []
    return [Finding("causality", wrong[0].span, "that is not the likely cause", prose.fact("cause"))]


def _wrong_types(prose: Prose, sentence: Sentence, named: list[Named]) -> list[Finding]:
    """Causes that neither the rule nor the evidence knows, however they are brought in."""
    cause = prose.sheet.incident.cause
    return [
        Finding(
            "causality",
            each.span,
            f"nothing in the sheet tells of {each.text!r}; the cause is {cause.type.replace('_', ' ')}",
            prose.fact("cause"),
        )
        for each in named
        if not each.denied and not _may_be_named(prose, each) and not _ruled_out(sentence, each)
    ]


def _may_be_named(prose: Prose, named: Named) -> bool:
    """Whether the evidence shows this type; what is foreign to it, whether the evidence has the very words."""
    return named.type in prose.known.may_be_named or (
        named.type == "foreign" and " ".join(named.text.lower().split()) in prose.known.raw
    )


def _ruled_out(sentence: Sentence, named: Named) -> bool:
    """Whether the words take it back ("a link failure was ruled out"), or only say where to look next."""
    if ADVICE.match(sentence.text):
        return True
    if named.type == "foreign" and NOT_TOLD.search(sentence.text[: max(0, named.span.start - sentence.span.start)]):
        return True
    rest = sentence.text[max(0, named.span.end - sentence.span.start) :]
    return bool(
        re.match(
            r"[^.;]{0,40}\b(?:(?:was|is|can be|were) (?:ruled out|excluded)|did not|was not|were not|is not|"
            r"played no)\b",
            rest,
            re.I,
        )
    )


def _denied(prose: Prose, sentence: Sentence, named: list[Named]) -> list[Finding]:
    """The proved cause, taken back: "the link did not go down"."""
    cause = prose.sheet.incident.cause
    if cause.certainty != "proved" or HEDGE.search(sentence.text):
        return []
    if any(each.type in prose.known.same_cause and not each.denied for each in named):
        return []
    return [
        Finding("causality", each.span, f"the cause is {cause.type.replace('_', ' ')}", prose.fact("cause"))
        for each in named
        if each.denied and each.type == cause.type
    ]


MONITOR = Monitor("causality", check)
