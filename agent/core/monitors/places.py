"""Places: the node that a cause is pinned to ("r4 was paused", "reset on r2"), and who ended a session."""

import re
from itertools import pairwise

from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Name, Named, Sentence, Span
from agent.core.reading.causal import causal
from agent.core.reading.lexicon import negated
from agent.core.reading.roots import roots

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
PLACED = re.compile(r"\b(?:on|at|by|from)\s+(?:the\s+)?(?:router\s+|node\s+|operator\s+(?:of|on)\s+)?$", re.I)
ACTING = re.compile(
    r"'s\s+(?:operator|admin\w*|engineer)\b|\s+(?:(?:then|itself|had|has|deliberately|"
    r"administratively|manually|first)\s+)*(?:(?:issued|sent|performed|initiated|triggered|executed|ordered|made|did)"
    r"(?= (?:a|an|the) (?:[\w-]+ ){0,2}?(?:reset|clear\w*|shutdown|removal)\b)|"
    r"reset|clear(?:ed|s)|shut|clos(?:ed|es)|disabl(?:ed|es)|"
    r"(?:remov|delet)(?:ed|es)(?= (?:the|its|a|\w+\d))|de-?configured|tore|ended|terminated|dropped)\b",
    re.I,
)
WITNESS = re.compile(
    r"\b(?:saw|sees|notic\w+|report\w*|log(?:s|ged)?|record\w*|observ\w+|detect\w+|receiv\w+|"
    r"affect\w+|involv\w+|concern\w*|"
    r"impact\w*|hit|los(?:t|es?|ing|s)\b(?!(?: \w+){0,4} links?)|peers?|neighbou?rs?|sessions?|"
    r"peerings?|nodes|routers|scope|between|evidence|sign)\b",
    re.I,
)
"""Words beside which a node may be one that only saw what happened, or suffered from it."""
BLAMED = re.compile(
    r"\b(?:culprit|to blame|at fault|responsible(?: for [\w ]{3,30}?)?)\s+(?:is|was|lies with|"
    r":)\s+(?:probably |likely )?"
    r"(?P<x>[\w-]+)|"
    r"(?:fault|trouble|problem|cause|blame|culprit)\s+(?:lies|lay|sits|sat|rests|is|"
    r"was)\s+(?:with|at|on|in)\s+(?P<y>[\w-]+)|"
    r"(?P<z>[\w-]+)\s+(?:is|was)\s+(?:probably |likely )?(?:to blame|at fault|responsible|the culprit|"
    r"where (?:it|the \w+) (?:was|began|started|happened|originated))",
    re.I,
)
CONCLUDING = re.compile(r"so\b|hence|thus|there|conseq|as a", re.I)
OURS = ("admin_shutdown", "admin_reset", "peer_deconfigured")
ENDED = re.compile(
    r"\s+(?:(?:then|itself|had|has|therefore|thereupon|at once)\s+)*(?:closed|tore down|ended|"
    r"terminated|shut down|reset|cleared)\s+(?:the|its|this|that|their)\b",
    re.I,
)
ENFORCES = re.compile(
    rf"{ENDED.pattern}|\s+(?:enforces?|allows?|accepts?|permits?|has|"
    rf"limits?)\s+(?:only\s+)?(?:a\s+)?(?:max\w*|limit|at most|up to|\d+\s+prefixes|the prefixes)",
    re.I,
)
WITHDREW = re.compile(r"withdr[ae]ws?\b|withdrew|took back|takes back|stopped", re.I)
ON = re.compile(r"\s*(?:on|at)\s+(?:the\s+)?(?:router\s+|node\s+)?", re.I)
SENT_MANY = re.compile(r"\s+(?:had |has )?(?:sent|announced|advertised)\b[^.;]{0,40}\b(?:prefix|route)", re.I)
FAR = re.compile(r"\b(?:to|with|and|towards?|between|neighbou?r|peer|from)\s+(?:\w+\s+)?$|,\s*$", re.I)
OF = re.compile(r"\s*(?:down\s+)?(?:of|on|at|by|from)\s+(?:the\s+)?(?:router\s+|node\s+|container\s+(?:of\s+)?)?", re.I)
JOINED = re.compile(r"\s*(?:,?\s*and|&|,|,?\s*as well as|,?\s*together with)\s+(?:also\s+)?", re.I)
ALONG = re.compile(r"\s*,?\s*(?:together with|along with|as (?:was|did)|and so (?:was|did)|just like|like)\s+", re.I)
TOO = re.compile(r"\s+(?:too|as well)\s*[.,;]", re.I)
AND = re.compile(r"\band\s+(?:so (?:was|did)\s+)?$", re.I)
WERE = re.compile(r"\s+(?:(?:were|both|all|have|had|been|then|also)\s+)+", re.I)
IS = re.compile(
    r"(?:'s)?\s*(?:(?:itself|both|all|was|were|had|been|being|then|the|has|is|and|first|container|node|BGP|"
    r"routing|daemon|,|probably|likely|apparently)\s+)*",
    re.I,
)


def check(prose: Prose) -> list[Finding]:
    """Where each named cause is said to lie."""
    found: list[Finding] = []
    for sentence in prose.reading.statements:
        named = [each for clause in sentence.clauses for each in clause.causes]
        found += _closers(prose, sentence) + _together(prose, sentence)
        found += _places(prose, sentence, named) or _blamed(prose, sentence)
    return list(dict.fromkeys(found))


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
                Finding("places", at[0].span, f"the cause lies {lies}, not at {at[0].value}", prose.fact("subject"))
            )
    return found


def _together(prose: Prose, sentence: Sentence) -> list[Finding]:
    """ "r4 and r3 were both stopped", where one of them was."""
    copy, cause = prose.reading.copy, prose.sheet.incident.cause
    if cause.type not in ACTORS or cause.type in OURS or negated(sentence.text[:60]):
        return []
    where = _where(prose)
    acts = roots(cause.type, copy, sentence.span)
    for clause in sentence.clauses:
        nodes = [each for each in clause.names if each.kind == "node"]
        for one in nodes:
            along = any(ALONG.fullmatch(copy[act.end : one.span.start]) for act in acts if act.end <= one.span.start)
            too = acts and TOO.match(copy[one.span.end : sentence.span.end]) and AND.search(copy[: one.span.start])
            if (along or too) and one.value not in where:
                message = f"that was {', '.join(sorted(where))}, not {one.value}"
                return [Finding("places", one.span, message, prose.fact("subject"))]
        for one, other in pairwise(nodes):
            joined = JOINED.fullmatch(copy[one.span.end : other.span.start])
            done = any(WERE.fullmatch(copy[other.span.end : act.start]) for act in acts if act.start >= other.span.end)
            strange = [each for each in (one, other) if each.value not in where]
            if joined and done and strange:
                message = f"that was {', '.join(sorted(where))}, not {strange[0].value}"
                return [Finding("places", strange[0].span, message, prose.fact("subject"))]
    return []


def _where(prose: Prose) -> set[str]:
    """The nodes that a cause may be pinned to; empty where it belongs to no node in particular."""
    incident = prose.sheet.incident
    cause = incident.cause
    if cause.type == "host_stall":
        return {cause.subject or "host", "host"}
    subject = (cause.subject or "").split(":")[0].split(" ")[0]
    if cause.type in ("link_down", "link_flap"):
        return {*cause.nodes, subject} & set(prose.known.nodes) or set(prose.known.nodes)
    if cause.type in ACTORS:
        return {subject} & set(prose.known.nodes) or set(cause.nodes)
    return set(prose.known.nodes)


def _blamed(prose: Prose, sentence: Sentence) -> list[Finding]:
    """A node that is said to be at fault, or the only one in what is given as the cause, and it lies elsewhere."""
    copy, where, cause = prose.reading.copy, _where(prose), prose.sheet.incident.cause
    if cause.type not in (*ACTORS, "host_stall", "link_down", "link_flap") or negated(sentence.text[:60]):
        return []
    names = [each for clause in sentence.clauses for each in clause.names if each.kind == "node"]
    blamed = [Span(*each.span(each.lastgroup or 0)) for each in BLAMED.finditer(copy, *_ends(sentence.span))]
    for region in (*blamed, *_regions(prose, sentence)):
        inside = [each for each in names if region.meets(each.span)]
        if len({each.value for each in inside}) != 1 or inside[0].value in where:
            continue
        if FAR.search(copy[region.start : inside[0].span.start]) or WITNESS.search(copy[region.start : region.end]):
            continue
        message = f"the cause lies at {', '.join(sorted(where))}, not at {inside[0].value}"
        return [Finding("places", inside[0].span, message, prose.fact("subject"))]
    return []


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _regions(prose: Prose, sentence: Sentence) -> list[Span]:
    """The stretches of a sentence that tell of the cause: what stands after "because of", clauses without a session."""
    copy = prose.reading.copy
    found = [each.span for each in sentence.clauses if not each.events and not WITNESS.search(each.text)]
    found += [each.cause for each in causal(copy, sentence.span) if not CONCLUDING.match(copy, each.word.start)]
    named = [each.span for clause in sentence.clauses for each in clause.causes if not each.denied]
    told = prose.sheet.incident.cause.type
    return [each for each in found if roots(told, copy, each) or any(each.meets(span) for span in named)]


def _closers(prose: Prose, sentence: Sentence) -> list[Finding]:
    """Who ended the session, where the cause is the act of one end."""
    cause = prose.sheet.incident.cause
    subject = (cause.subject or "").split(" ")[0]
    if cause.type not in (*OURS, "prefix_limit_exceeded", "prefix_limit_warning") or subject not in prose.known.nodes:
        return []
    if cause.type.startswith("prefix_limit") and (found := _announcers(prose, sentence, subject)):
        return found
    act = ENFORCES if cause.type.startswith("prefix_limit") else ENDED
    return [
        Finding("places", name.span, f"that was {subject}, not {name.value}", prose.fact("subject"))
        for clause in sentence.clauses
        for name in clause.names
        if name.kind == "node"
        and name.value != subject
        and act.match(prose.reading.copy[name.span.end : clause.span.end])
        and not FAR.search(prose.reading.copy[sentence.span.start : name.span.start])
    ]


def _announcers(prose: Prose, sentence: Sentence, subject: str) -> list[Finding]:
    """The holder of a limit told as the one that sent too much."""
    return [
        Finding("places", name.span, f"the limit is {subject}'s: its neighbor sent them", prose.fact("subject"))
        for clause in sentence.clauses
        for name in clause.names
        if name.kind == "node"
        and name.value == subject
        and SENT_MANY.match(prose.reading.copy[name.span.end : clause.span.end])
        and not re.search(r"\b(?:of|to|with|from|for|at|on)\s+$", prose.reading.copy[: name.span.start])
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
        wrong = [each for each in before[-1:] if WITHDREW.match(named.text)]
        wrong = [each for each in wrong if each.value == subject or each.value not in incident.nodes]
        return [_elsewhere(each) for each in wrong]
    if incident.cause.type.startswith("prefix_limit"):  # the limit is the subject's
        held = [each for each in after[:1] if ON.fullmatch(copy[named.span.end : each.span.start])]
        return [_elsewhere(each) for each in held if each.value != subject]
    return [*inside, *after[:1], *before[-1:]]


def _elsewhere(name: Name) -> Name:
    """A name that is known to stand in the wrong place."""
    return Name(name.span, name.text, name.kind, f"{name.value} itself")


MONITOR = Monitor("places", check)
