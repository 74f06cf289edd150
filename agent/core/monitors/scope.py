"""Scope: counts ("three sessions", "two of the five", "four routers", "twice") against how many there were."""

import re
from collections import Counter
from collections.abc import Sequence

from agent.core.incident import Outage, S
from agent.core.monitor import Finding, Monitor, Prose, families_of
from agent.core.reading import Clause, Count, Sentence

STILL = re.compile(
    r"\b(?:still|remain|remains|remained|unrestored|not (?:yet )?(?:recovered|restored|back|"
    r"come back)|have not|has not)\b",
    re.I,
)
DOWN_AFTER = re.compile(
    r"[^.;,]{0,20}\bstill\b|[^.;,]{0,12}\b(?:remain|stay(?:s|ed)? down(?! for\b)|(?:are|is) (?:still )?down|"
    r"ha(?:ve|s) not\b)",
    re.I,
)
WHOLE_OF = re.compile(r"\bout of (?:the |its |all |all the |a total of |[\w-]+'s )?$", re.I)
ALONE = re.compile(r"\b(?:only|just|exactly|single)\s+$", re.I)
OF_A_PAIR = re.compile(r"\s*(?:between|from|of|to|with)\s+(?:the\s+)?[\w.-]*\d", re.I)
ACT = re.compile(r"\b(?:refus|reject|sent|send|log|warn|report|wrote|record|complain|repeat|attempt|tried)\w*", re.I)
WRITTEN = re.compile(r"\d{4}[-/]\d\d[-/]\d\d\S* ?[\d:.]*")
TOTAL = re.compile(r"\b(?:in total|altogether|all told|in all|overall|between them|combined)\b(?![^.;]*\beach\b)", re.I)


def check(prose: Prose) -> list[Finding]:
    """Every count."""
    found: list[Finding] = []
    for sentence in prose.reading.statements:
        for clause in sentence.clauses:
            found += [each for count in clause.counts if (each := _count(prose, sentence, clause, count))]
    return found


def _count(prose: Prose, sentence: Sentence, clause: Clause, count: Count) -> Finding | None:
    values: set[float]
    match count.noun:
        case "session":
            values, what = _sessions(prose, sentence, clause, count), "peerings"
        case "node":
            values, what = _nodes(prose, sentence, count), "nodes"
        case "loss":
            values, what = _losses(prose, clause, count), "losses"
        case "link":
            values, what = (
                {1.0, 2.0, *map(float, prose.known.numbers), *_sessions(prose, sentence, clause, count)},
                "links",
            )
        case "family":
            values, what = (
                {float(len(families_of(each))) for each in prose.outages}
                | {float(len({f for o in prose.outages for f in families_of(o)}))},
                "address families",
            )
        case "incident" | "end":
            values, what = {1.0, 2.0}, "of them"
        case _:
            return None
    if _agrees(count, values):
        return None
    told = ", ".join(f"{each:g}" for each in sorted(values))
    fact = prose.fact("count") if what == "peerings" else None
    return Finding("scope", count.span, f"{count.text!r}: the sheet counts {told} {what}", fact)


def _agrees(count: Count, values: set[float]) -> bool:
    if count.shade == "more":
        return any(each > count.value for each in values)
    if count.shade == "fewer":
        return any(each < count.value for each in values)
    if count.value in values or (count.other and count.value < max(values, default=0)):
        return True
    if count.shade == "least":
        return any(each >= count.value for each in values)
    if count.shade == "most":
        return any(each <= count.value for each in values)
    return count.shade == "about" and any(abs(each - count.value) <= 1 for each in values)


def _sessions(prose: Prose, sentence: Sentence, clause: Clause, count: Count) -> set[float]:
    """How many peerings a count can mean: of the clause's scope, of its nodes and families, still down, back."""
    outages, scope = prose.outages, prose.scope(clause)
    down = sum(each.restored_ns is None for each in outages)
    after = prose.reading.copy[count.span.end : count.span.end + 60]
    if count.part:
        return _part(prose, clause)
    if count.whole or WHOLE_OF.search(prose.reading.copy[: count.span.start][-24:]):
        return _every(prose, sentence, scope.outages)
    if DOWN_AFTER.match(after):
        return {float(down)}
    if count.value == 1 and not ALONE.search(prose.reading.copy[: count.span.start][-12:]) and OF_A_PAIR.match(after):
        return {1.0}  # "one session between e2 and r1" may have a twin
    values = _of_clause(prose, sentence, clause, count)
    families = {name.value for name in clause.names if name.kind == "family"} | {_family(count.text)} - {""}
    for family in families:
        values.add(float(sum(family in families_of(each) for each in outages)))
        values.add(float(sum(family in families_of(each) for each in scope.outages)))
    values |= {float(down)} if STILL.search(clause.text) else set()
    if down and any(each.kind == "restored" for each in clause.events):
        values.add(float(len(outages) - down))
    if re.search(r"\b(?:peers|neighbou?rs)\b", count.text, re.I):
        hubs = set(prose.sheet.incident.cause.nodes)
        values |= {float(len(prose.peers_of(hub))) for hub in hubs}
    values |= {float(len(clause.pairs)), float(sum(len(each.pairs) for each in sentence.clauses))} - {0.0}
    if re.search(r"\beach\b", sentence.text, re.I):
        values |= {float(sum({o.a, o.b} == {p.a, p.b} for p in outages)) for o in outages}
        values |= {float(sum(node in (o.a, o.b) for o in outages)) for o in outages for node in (o.a, o.b)}
    if scope.how != "node":
        values.add(float(len(outages)))
    if any(each.kind == "restored" for each in clause.events) or clause.durations:
        values |= _together(prose)
    if count.value == 1 and re.match(r"\s*(?:of|end|side)\b", after, re.I):
        values.add(1.0)
    return values - ({0.0} if count.value else set())


def _of_clause(prose: Prose, sentence: Sentence, clause: Clause, count: Count) -> set[float]:
    """All, where the clause names nobody; else those of the nodes before the count, or of the peers listed after it."""
    outages, scope = prose.outages, prose.scope(clause)
    copy = prose.reading.copy
    values = {float(len(scope.outages))}
    if not scope.named or len(scope.outages) == len(outages) or scope.how == "family":
        values.add(float(len(outages)))
    nodes = [each for each in clause.names if each.kind == "node"]
    left = {each.value for each in nodes if each.span.end <= count.span.start}
    right = [each for each in nodes if each.span.start >= count.span.end]
    if left and right:
        values.add(
            float(
                sum(
                    bool({each.a, each.b} & left) and bool({each.a, each.b} & {r.value for r in right})
                    for each in outages
                )
            )
        )
    own = {
        each.value
        for each in right
        if re.search(r"(?:\bof|\bon|\bat)\s+(?:\w+\s+)?$", copy[count.span.end : each.span.start], re.I)
    }
    earlier = (
        {node for each in sentence.clauses if each.span.start < clause.span.start for node in each.nodes()}
        if not nodes
        else set()
    )
    for node in left | own | earlier:
        values.add(float(sum(node in (each.a, each.b) for each in outages)))
        if re.search(r"peer|neighbou?r", count.text, re.I):
            values.add(float(len(prose.peers_of(node))))
    return values


def _together(prose: Prose) -> set[float]:
    """How many peerings were restored together, within a second: what "three of them after 9 s" counts."""
    back = sorted(each.restored_ns for each in prose.outages if each.restored_ns is not None)
    groups: list[int] = []
    for k, at_ns in enumerate(back):
        if k and at_ns - back[k - 1] <= S:
            groups[-1] += 1
        else:
            groups.append(1)
    return {float(each) for each in groups} if len(groups) > 1 else set()


def _part(prose: Prose, clause: Clause) -> set[float]:
    """The "two" of "two of three": still down, back, or some of them where the clause says neither."""
    down = sum(each.restored_ns is None for each in prose.outages)
    kinds = {each.kind for each in clause.events}
    if "down" in kinds:
        return {float(down)}
    if "restored" in kinds and down:
        return {float(len(prose.outages) - down)}
    return {float(each) for each in range(len(prose.outages) + 1)}


def _every(prose: Prose, sentence: Sentence, outages: Sequence[Outage]) -> set[float]:
    """How many there are in all: of the incident, of a scope, of a node that the sentence names."""
    of_nodes = {float(sum(node in (each.a, each.b) for each in prose.outages)) for node in sentence.nodes()}
    return {float(len(prose.outages)), float(len(outages))} | of_nodes


def _family(text: str) -> str:
    return (
        "ipv6Unicast"
        if re.search(r"v6", text, re.I)
        else "ipv4Unicast"
        if re.search(r"v4", text, re.I)
        else "l2VpnEvpn"
        if re.search(r"evpn", text, re.I)
        else ""
    )


def _nodes(prose: Prose, sentence: Sentence, count: Count) -> set[float]:
    """How many nodes a count can mean: all, those that lost something, the cause's, a node's peers, those named."""
    incident = prose.sheet.incident
    if role := re.search(r"\b(?P<l>leafs?|leaves)\b|\b(?P<s>spines?)\b", count.text, re.I):
        stem = "leaf" if role["l"] else "spine"
        mine = sum(node.lower().startswith(stem) for node in incident.nodes)
        if mine:
            return {float(mine), float(sum(node.lower().startswith(stem) for node in sentence.nodes()) or mine)}
    losers = {node for each in prose.outages for node in (each.a, each.b) if node}
    values = {len(incident.nodes), len(losers), len(incident.cause.nodes) or 1}
    for node in {*sentence.nodes(), *incident.cause.nodes}:
        values |= {len(prose.peers_of(node)), len(prose.peers_of(node) | {node})}
    named = len(sentence.nodes())
    values |= {named} if named else set()
    values |= {named - 1} if named > 2 else set()
    if any(clause.pairs for clause in sentence.clauses):
        values.add(2)
    return {float(each) for each in values if each}


def _acts(prose: Prose) -> set[float]:
    """How often the same node wrote the same line: what "twice refused" and "logged three times" count."""
    lines = Counter((each.node, WRITTEN.sub("", each.text)) for _, each in prose.sheet.evidence)
    return {float(each) for each in lines.values()}


def _losses(prose: Prose, clause: Clause, count: Count) -> set[float]:
    scope = prose.scope(clause)
    each_of = {float(each.losses) for each in scope.outages}
    total = {
        float(sum(each.losses for each in scope.outages)),
        float(sum(each.losses for each in prose.outages)),
        float(len(prose.outages)),
    }
    seen = {float(len(prose.known.cause_moments))} if prose.sheet.incident.cause.type == "link_flap" else set()
    seen |= _acts(prose) if ACT.search(clause.text) else set()
    if re.search(r"times|once|twice|thrice|occasions", count.text, re.I) and not TOTAL.search(clause.text):
        twins = {float(sum({o.a, o.b} == {p.a, p.b} for p in prose.outages)) for o in scope.outages}
        return each_of | seen | (twins if scope.named else set())
    return each_of | total | seen | (prose.known.numbers if not prose.outages else set())


MONITOR = Monitor("scope", check)
