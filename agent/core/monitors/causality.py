"""Causality: why something happened may be said only as a rule found it: this cause, this way round, this sure."""

import re
from dataclasses import dataclass

from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Name, Named, Sentence, Span
from agent.core.reading.lexicon import CAUSAL, CERTAIN, HEDGE, UNKNOWN, negated

TEMPORAL_SO = re.compile(r"^so$", re.I)
SUBJECT = re.compile(r"\b(?:cause|reason|why|culprit|explanation|trigger|fault)\b", re.I)
VAGUE = re.compile(r"\b(?:the|this|that|it|which|what|whatever|something|incident|event|fault|outage|problem|issue|failure|trouble|also|and)\b", re.I)
ROOT = re.compile(r"cause|reason|trigger|^it\b|^this\b", re.I)
"""Words that point to the first cause; "because" may name the step before."""
LEVEL = re.compile(
    r"\b(?:certainty|confidence)\b(?:\s+(?:level|is|was|of|in the cause|about the cause|as))*\s*[:=]?\s*\(?(?P<w>proved|proven|likely|unknown|certain|confirmed|high|low)\b",
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
ACTORS = (
    "admin_shutdown",
    "admin_reset",
    "peer_deconfigured",
    "process_crash",
    "process_restart",
    "node_down",
    "node_hang",
    "node_isolated",
)
WEAK = ("hold_timer_expired", "bfd_down")
"""Causes that tell how, and leave open why."""
PLACED = re.compile(r"\b(?:on|at|by|from)\s+(?:the\s+)?(?:router\s+|node\s+|operator\s+(?:of|on)\s+)?$", re.I)
ACTING = re.compile(
    r"'s\s+(?:operator|admin\w*|engineer)\b|\s+(?:(?:then|itself|had|has|deliberately|administratively|manually|first)\s+)*(?:reset|clear(?:ed|s)|shut|clos(?:ed|es)|disabl(?:ed|es)|"
    r"remov(?:ed|es)|delet(?:ed|es)|de-?configured|tore|ended|terminated|dropped)\b",
    re.I,
)
OURS = ("admin_shutdown", "admin_reset", "peer_deconfigured")
ENDED = re.compile(r"\s+(?:(?:then|itself|had|has|therefore|thereupon|at once)\s+)*(?:closed|tore down|ended|terminated|shut down|reset|cleared)\s+(?:the|its|this|that|their)\b", re.I)
SAW = re.compile(r"\b(?:received|receives|saw|sees)\b", re.I)
FAR = re.compile(r"\b(?:to|with|and|towards?|between|neighbou?r|peer|from)\s+(?:\w+\s+)?$|,\s*$", re.I)
OF = re.compile(r"\s*(?:down\s+)?(?:of|on|at|by|from)\s+(?:the\s+)?(?:router\s+|node\s+|container\s+(?:of\s+)?)?", re.I)
IS = re.compile(
    r"(?:'s)?\s*(?:(?:itself|was|were|had|been|being|then|the|has|is|and|first|container|node|BGP|routing|daemon|,|probably|likely|apparently)\s+)*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A causal statement: where its cause and its effect stand."""

    word: Span
    cause: Span
    effect: Span


def check(prose: Prose) -> list[Finding]:
    """Causal statements, named causes, and how sure the text is of them."""
    found: list[Finding] = []
    for sentence in prose.reading.statements:
        named = [each for clause in sentence.clauses for each in clause.causes]
        claims = _claims(prose.reading.copy, sentence.span)
        for claim in claims:
            found += _claim(prose, sentence, claim, named)
        found += _wrong_types(prose, sentence, named, claims)
        found += _certainty(prose, sentence, named, claims)
        found += _closers(prose, sentence) + _places(prose, sentence, named) + _denied(prose, sentence, named)
    return list(dict.fromkeys(found))


def _claims(copy: str, sentence: Span) -> list[_Claim]:
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
            found.append(_Claim(span, before, after))
            continue
        if not re.search(r"\w", copy[sentence.start : span.start]):  # "Because of X, Y"
            comma = copy.find(",", span.end, sentence.end)
            cut = comma if comma > 0 else sentence.end
            after, before = Span(span.end, cut), Span(cut, sentence.end)
        found.append(_Claim(span, after, before))
    return found


def _claim(prose: Prose, sentence: Sentence, claim: _Claim, named: list[Named]) -> list[Finding]:
    copy, cause = prose.reading.copy, prose.sheet.incident.cause
    if negated(copy[sentence.span.start : claim.word.start]) and "not only" not in sentence.text.lower():
        return []
    causes = [each for each in named if claim.cause.covers(each.span) and not each.denied]
    effects = [each for each in named if claim.effect.covers(each.span) and not each.denied]
    right = [each for each in causes if each.type in prose.known.same_cause]
    fact = prose.fact("cause")
    if cause.type == "unknown":
        told = VAGUE.sub(" ", copy[claim.cause.start : claim.cause.end])
        if UNKNOWN.search(sentence.text) or not re.search(r"\w{3}", told):
            return []
        return [Finding("causality", claim.word, "no rule proved a cause", fact)]
    if not right and any(each.type in prose.known.same_cause for each in effects):
        if _says_loss(prose, sentence, claim.cause) or (
            causes and not any(each.type in prose.known.may_be_named for each in causes)
        ):
            return [Finding("causality", claim.word, "cause and effect are the other way round", fact)]
    wrong = [each for each in causes if each.type not in prose.known.same_cause]
    if wrong and not right:
        nominal = ROOT.search(copy[claim.word.start : claim.word.end]) is not None
        nominal = nominal and not re.match(r"because", copy[claim.word.start : claim.word.end], re.I)
        mechanism = all(each.type in prose.known.may_be_named for each in wrong)
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


def _says_loss(prose: Prose, sentence: Sentence, where: Span) -> bool:
    return any(
        where.covers(each.span) and each.kind in ("lost", "restored", "down")
        for clause in sentence.clauses
        for each in clause.events
    )


def _wrong_types(prose: Prose, sentence: Sentence, named: list[Named], claims: list[_Claim]) -> list[Finding]:
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
        if not each.denied and each.type not in prose.known.may_be_named and not _ruled_out(sentence, each)
    ]


def _ruled_out(sentence: Sentence, named: Named) -> bool:
    """Whether the words after the name take it back: "a link failure was ruled out"."""
    rest = sentence.text[max(0, named.span.end - sentence.span.start) :]
    return bool(
        re.match(
            r"[^.;]{0,40}\b(?:(?:was|is|can be|were) (?:ruled out|excluded)|did not|was not|were not|is not|played no)\b",
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


def _certainty(prose: Prose, sentence: Sentence, named: list[Named], claims: list[_Claim]) -> list[Finding]:
    cause, fact = prose.sheet.incident.cause, prose.fact("certainty")
    if level := LEVEL.search(sentence.text):
        told = LEVELS.get(level["w"].lower())
        if told and told != cause.certainty:
            span = Span(sentence.span.start + level.start("w"), sentence.span.start + level.end("w"))
            return [Finding("causality", span, f"the cause is {cause.certainty}, not {level['w']}", fact)]
        return []
    about = [each for each in named if each.type in prose.known.same_cause and not each.denied]
    sure = CERTAIN.search(sentence.text)
    if cause.certainty != "proved" and sure and (about or claims or SUBJECT.search(sentence.text)):
        if not negated(sentence.text[: sure.start()]) and not HEDGE.search(sentence.text[sure.start() :]):
            span = Span(sentence.span.start + sure.start(), sentence.span.start + sure.end())
            return [
                Finding("causality", span, f"the cause is {cause.certainty}: it may not be told as {sure[0]}", fact)
            ]
    if cause.certainty == "likely" and about and not HEDGE.search(sentence.text):
        if claims or not _hedged(prose):
            return [
                Finding(
                    "causality", about[0].span, "the cause is likely, not proved: it has to be told as likely", fact
                )
            ]
    if cause.certainty != "unknown" and cause.type not in WEAK and SUBJECT.search(sentence.text) and (word := UNKNOWN.search(sentence.text)):
        if cause.certainty == "proved" or not re.match(r"not|un(?:certain|proven)", word[0], re.I):
            span = Span(sentence.span.start + word.start(), sentence.span.start + word.end())
            return [
                Finding(
                    "causality",
                    span,
                    f"the cause is known: {cause.type.replace('_', ' ')} ({cause.certainty})",
                    prose.fact("cause"),
                )
            ]
    return []


def _hedged(prose: Prose) -> bool:
    """Whether any sentence names the cause as likely."""
    return any(
        HEDGE.search(sentence.text)
        for sentence in prose.reading.sentences
        if SUBJECT.search(sentence.text)
        or any(each.type in prose.known.same_cause for clause in sentence.clauses for each in clause.causes)
    )


def _places(prose: Prose, sentence: Sentence, named: list[Named]) -> list[Finding]:
    """The node that a named cause is pinned to, against where it lies."""
    cause = prose.sheet.incident.cause
    mine = [each for each in named if each.type in prose.known.same_cause and not each.denied]
    where = _where(prose)
    if not mine or not where:
        return []
    found = []
    for each in mine:
        at = _pinned(prose, sentence, each)
        if at and not any(name.value in where for name in at):
            lies = "on the host" if cause.type == "host_stall" else f"at {', '.join(sorted(where))}"
            found.append(
                Finding("causality", at[0].span, f"the cause lies {lies}, not at {at[0].value}", prose.fact("subject"))
            )
    return found


def _where(prose: Prose) -> set[str]:
    """The nodes that a cause may be pinned to; empty where it belongs to no node in particular."""
    incident = prose.sheet.incident
    cause = incident.cause
    if cause.type == "host_stall":
        return {cause.subject or "host", "host"}
    subject = (cause.subject or "").split(":")[0].split(" ")[0]
    if cause.type in ACTORS:
        return {subject} & set(prose.known.nodes) or set(cause.nodes)
    return set(incident.nodes)


def _closers(prose: Prose, sentence: Sentence) -> list[Finding]:
    """Who ended the session, where the cause is the act of one end."""
    cause = prose.sheet.incident.cause
    subject = (cause.subject or "").split(" ")[0]
    if cause.type not in (*OURS, "prefix_limit_exceeded") or subject not in prose.known.nodes:
        return []
    return [
        Finding("causality", name.span, f"{subject} ended the session, not {name.value}", prose.fact("subject"))
        for clause in sentence.clauses
        for name in clause.names
        if name.kind == "node"
        and name.value != subject
        and ENDED.match(prose.reading.copy[name.span.end : clause.span.end])
        and not FAR.search(prose.reading.copy[sentence.span.start : name.span.start])
    ]


def _pinned(prose: Prose, sentence: Sentence, named: Named) -> list[Name]:
    """The nodes beside a named cause: "r4 was paused", "pause of r4", "reset on r2"."""
    copy, start = prose.reading.copy, sentence.span.start
    clause = next(each for each in sentence.clauses if each.span.meets(named.span))
    nodes = [each for each in clause.names if each.kind == "node"]
    if prose.sheet.incident.cause.type in OURS:
        placed = [each for each in nodes if PLACED.search(copy[start : each.span.start])]
        acting = [each for each in nodes if ACTING.match(copy[each.span.end : clause.span.end])]
        acting = [each for each in acting if not FAR.search(copy[start : each.span.start])]
        return placed or acting
    inside = [each for each in nodes if named.span.covers(each.span)]
    after = [each for each in nodes if each.span.start >= named.span.end]
    after = [each for each in after if OF.fullmatch(copy[named.span.end : each.span.start])]
    before = [each for each in nodes if each.span.end <= named.span.start]
    before = [each for each in before if IS.fullmatch(copy[each.span.end : named.span.start])]
    incident = prose.sheet.incident
    subject = (incident.cause.subject or "").split(" ")[0]
    if incident.cause.type == "route_withdrawal":  # the neighbor withdraws, the subject sees it
        wrong = [each for each in before[-1:] if each.value == subject and not SAW.search(named.text)]
        return [_elsewhere(each) for each in wrong] or [*inside, *before[-1:]]
    if incident.cause.type.startswith("prefix_limit"):  # the limit is the subject's
        return [_elsewhere(each) for each in after[:1] if each.value != subject] or [*inside, *before[-1:]]
    return [*inside, *after[:1], *before[-1:]]


def _elsewhere(name: Name) -> Name:
    """A name that is known to stand in the wrong place."""
    return Name(name.span, name.text, name.kind, f"{name.value} itself")


MONITOR = Monitor("causality", check)
