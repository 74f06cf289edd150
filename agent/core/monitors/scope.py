"""Scope: counts and quantifiers ("three sessions", "both", "all", "only") against how many there were."""

import re
from collections.abc import Sequence

from agent.core.incident import Outage
from agent.core.monitor import Finding, Monitor, Prose, families_of
from agent.core.reading import Clause, Count, Sentence, Span
from agent.core.reading.numbers import NUMBER, value_of

BOTH = re.compile(
    r"\bboth (?:of )?(?:the |its |their |these |those )?(?:\w+[\s-]){0,3}?(?P<n>sessions|peerings|neighbou?rs|adjacencies|connections|routers|nodes|peers)\b",
    re.I,
)
SEVERAL = re.compile(
    r"\b(?P<w>several|multiple|many|numerous|a number of|various|a handful of|dozens of|most(?: of(?: the| its)?)?) (?:\w+ ){0,3}?(?P<n>sessions|peerings|neighbou?rs|routers|nodes|devices)\b",
    re.I,
)
SINGLE = re.compile(
    r"\b(?:only|just|exactly|merely)?\s*(?P<w>a single|a sole|only one|just one|one sole|the only|the sole)\s+(?:other )?(?:\w+ ){0,2}?(?P<n>session|peering|node|router|neighbou?r)\b(?P<no>\s+(?:that|which|to|with|link|between))?",
    re.I,
)
ALL_BACK = re.compile(
    r"\b(?:all|every(?:thing|one)?|each|both)\b[^.;]{0,60}?\b(?:recovered|restored|came back|come back|back|re-?established|returned|up again|healed|reconverged|resolved)\b",
    re.I,
)
NONE_LEFT = re.compile(
    r"\b(?:nothing|none|no (?:\w+ )?(?:sessions?|peerings?|neighbou?rs?)) (?:\w+ ){0,3}?(?:is |are |was |were |remains?(?:ed)? |stay(?:s|ed)? |left )+(?:still )?(?:down|lost|open|unrestored|out)",
    re.I,
)
STILL = re.compile(
    r"\b(?:still|remain|remains|remained|unrestored|not (?:yet )?(?:recovered|restored|back|come back)|have not|has not)\b",
    re.I,
)
TOTAL = re.compile(r"\b(?:in total|altogether|all told|in all|overall|between them|combined)\b(?![^.;]*\beach\b)", re.I)
SHARE = re.compile(rf"(?<!the )(?<!that )(?<!this )\b(?P<n>{NUMBER})\s+(?:each\s+)?(?:between|to|with)\s+$", re.I)
SHARE_AFTER = re.compile(rf"\s*\((?P<n>{NUMBER})(?:\s+(?:sessions?|of them|times))?\)", re.I)
ONLY = re.compile(r"\bonly (?:the |one )?(?:\w+ )?(?:session|peering)s? (?:between|of|from|to)\b", re.I)


def check(prose: Prose) -> list[Finding]:
    """Counts and quantifiers."""
    found: list[Finding] = []
    for sentence in prose.reading.statements:
        for clause in sentence.clauses:
            found += [each for count in clause.counts if (each := _count(prose, sentence, clause, count))]
        found += _quantified(prose, sentence) + _apportioned(prose, sentence)
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
    if count.whole:
        return _every(prose, sentence, scope.outages)
    if re.match(r"[^.;,]{0,20}\bstill\b|[^.;,]{0,12}\b(?:remain|are (?:still )?down|is (?:still )?down)", after, re.I):
        return {float(down)}
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
        values |= {float(len(_others(prose, hub))) for hub in hubs}
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
        values.add(float(sum(bool({each.a, each.b} & left) and bool({each.a, each.b} & {r.value for r in right}) for each in outages)))
    own = {each.value for each in right if re.search(r"(?:\bof|\bon|\bat)\s+(?:\w+\s+)?$", copy[count.span.end : each.span.start], re.I)}
    earlier = {node for each in sentence.clauses if each.span.start < clause.span.start for node in each.nodes()} if not nodes else set()
    for node in left | own | earlier:
        values.add(float(sum(node in (each.a, each.b) for each in outages)))
        if re.search(r"peer|neighbou?r", count.text, re.I):
            values.add(float(len(_others(prose, node))))
    return values


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


def _others(prose: Prose, node: str) -> set[str]:
    return {
        other
        for each in prose.outages
        if node in (each.a, each.b)
        for other in (each.a, each.b)
        if other and other != node
    }


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
    """How many nodes a count can mean: all, those that lost something, those of the cause, a node's peers, those named."""
    incident = prose.sheet.incident
    if role := re.search(r"\b(?P<l>leafs?|leaves)\b|\b(?P<s>spines?)\b", count.text, re.I):
        stem = "leaf" if role["l"] else "spine"
        mine = sum(node.lower().startswith(stem) for node in incident.nodes)
        if mine:
            return {float(mine), float(sum(node.lower().startswith(stem) for node in sentence.nodes()) or mine)}
    losers = {node for each in prose.outages for node in (each.a, each.b) if node}
    values = {len(incident.nodes), len(losers), len(incident.cause.nodes) or 1}
    for node in {*sentence.nodes(), *incident.cause.nodes}:
        values |= {len(_others(prose, node)), len(_others(prose, node) | {node})}
    named = len(sentence.nodes())
    values |= {named} if named else set()
    values |= {named - 1} if named > 2 else set()
    if any(clause.pairs for clause in sentence.clauses):
        values.add(2)
    return {float(each) for each in values if each}


def _losses(prose: Prose, clause: Clause, count: Count) -> set[float]:
    scope = prose.scope(clause)
    each_of = {float(each.losses) for each in scope.outages}
    total = {
        float(sum(each.losses for each in scope.outages)),
        float(sum(each.losses for each in prose.outages)),
        float(len(prose.outages)),
    }
    seen = {float(len(prose.known.cause_moments))} if prose.sheet.incident.cause.type == "link_flap" else set()
    if re.search(r"times|once|twice|thrice|occasions", count.text, re.I) and not TOTAL.search(clause.text):
        return each_of | seen
    return each_of | total | seen | (prose.known.numbers if not prose.outages else set())


def _quantified(prose: Prose, sentence: Sentence) -> list[Finding]:
    found = []
    outages, text = prose.outages, sentence.text
    for word in BOTH.finditer(text):
        allowed = _both(prose, sentence, word["n"].lower())
        if 2 not in allowed:
            found.append(_at(sentence, word, f"there are {max(allowed, default=0)}, not two", prose.fact("count")))
    for word in SEVERAL.finditer(text):
        total = (
            len(outages) if re.match(r"session|peering|neighb", word["n"], re.I) else len(prose.sheet.incident.nodes)
        )
        least = 2 if not re.match(r"many|numerous|dozens", word["w"], re.I) else 4
        if outages and total < least:
            found.append(_at(sentence, word, f"there {'is' if total == 1 else 'are'} {total}", prose.fact("count")))
    for word in SINGLE.finditer(text):
        if (
            re.match(r"session|peering", word["n"], re.I)
            and len(outages) > 1
            and not word["no"]
            and not _one_named(prose, sentence)
        ):
            found.append(_at(sentence, word, f"{len(outages)} peerings were lost", prose.fact("count")))
    down = [each for each in outages if each.restored_ns is None]
    if (
        down
        and (word := ALL_BACK.search(text))
        and not re.search(r"\b(?:except|apart from|but|not|n't|save for|other)\b", text, re.I)
    ):
        found.append(_at(sentence, word, f"{len(down)} of {len(outages)} peerings are still down", prose.fact("count")))
    if down and (word := NONE_LEFT.search(text)):
        found.append(_at(sentence, word, f"{len(down)} of {len(outages)} peerings are still down", prose.fact("count")))
    if (word := ONLY.search(text)) and len(outages) > 1:
        mine = {each for clause in sentence.clauses if clause.pairs for each in prose.scope(clause).outages}
        if mine and len(mine) < len(outages) and not re.search(r"IPv|v6|v4|still|remain|EVPN", text):
            found.append(_at(sentence, word, f"{len(outages)} peerings were lost", prose.fact("count")))
    return found


def _apportioned(prose: Prose, sentence: Sentence) -> list[Finding]:
    """"two to e1", "one each with r2 and r4", "two between r2 and r4", "r1 (two)": how many of a hub's sessions."""
    found = []
    nodes = [each for clause in sentence.clauses for each in clause.names if each.kind == "node"]
    hubs = [node for node in prose.sheet.incident.cause.nodes if len(_others(prose, node)) > 1]
    if not hubs or len(prose.outages) < 2:
        return []
    for name in nodes:
        before = prose.reading.copy[sentence.span.start : name.span.start]
        after = prose.reading.copy[name.span.end : sentence.span.end]
        word = SHARE.search(before)
        told = value_of(word["n"]) if word else value_of(behind["n"]) if (behind := SHARE_AFTER.match(after)) else None
        if told is None or name.value in hubs:
            continue
        allowed = {sum({each.a, each.b} == {hub, name.value} for each in prose.outages) for hub in hubs}
        if told not in allowed:
            found.append(Finding("scope", name.span, f"{max(allowed)} of its sessions ran to {name.value}", prose.fact("count")))
    return found


def _both(prose: Prose, sentence: Sentence, noun: str) -> set[int]:
    if noun in ("routers", "nodes", "peers"):
        return (
            {2}
            if len(sentence.nodes()) in (0, 2) or any(c.pairs for c in sentence.clauses)
            else {len(sentence.nodes()), len(prose.sheet.incident.nodes)}
        )
    allowed = {len(prose.outages)}
    for clause in sentence.clauses:
        allowed.add(len(prose.scope(clause).outages))
    for node in sentence.nodes():
        allowed.add(sum(node in (each.a, each.b) for each in prose.outages))
    for each in prose.outages:
        allowed.add(sum({each.a, each.b} == {other.a, other.b} for other in prose.outages))
    pairs = {frozenset((pair.a, pair.b)) for clause in sentence.clauses for pair in clause.pairs}
    return allowed | ({2} if len(pairs) == 2 else set())


def _one_named(prose: Prose, sentence: Sentence) -> bool:
    """Whether the sentence narrows to one peering by naming it, its family or its state."""
    return (
        any(len(prose.scope(clause).outages) == 1 for clause in sentence.clauses)
        or bool(STILL.search(sentence.text))
        or any(len({o for o in prose.outages if node in (o.a, o.b)}) == 1 for node in sentence.nodes())
    )


def _at(sentence: Sentence, word: "re.Match[str]", message: str, fact: str | None) -> Finding:
    return Finding("scope", Span(sentence.span.start + word.start(), sentence.span.start + word.end()), message, fact)


MONITOR = Monitor("scope", check)
