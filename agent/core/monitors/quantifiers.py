"""Quantifiers: "both", "several", "only one", "all are back", and a hub's sessions shared out among its peers."""

import re

from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Sentence, Span
from agent.core.reading.lexicon import negated
from agent.core.reading.numbers import NUMBER, value_of

BOTH = re.compile(
    r"\bboth (?:of )?(?:the |its |their |these |those )?(?:\w+[\s-]){0,3}?(?P<n>sessions|peerings|"
    r"neighbou?rs|adjacencies|connections|routers|nodes|peers)\b",
    re.I,
)
SEVERAL = re.compile(
    r"\b(?P<w>several|multiple|many|numerous|a number of|various|a handful of|dozens of|"
    r"most(?: of(?: the| its)?)?) (?:\w+ ){0,3}?(?P<n>sessions|peerings|neighbou?rs|routers|nodes|"
    r"devices)\b",
    re.I,
)
SINGLE = re.compile(
    r"\b(?:only|just|exactly|merely)?\s*(?P<w>a single|a sole|only one|just one|one sole|the only|"
    r"the sole)\s+(?:other )?(?:\w+ ){0,2}?(?P<n>session|peering|node|router|"
    r"neighbou?r)\b(?P<no>\s+(?:that|which|to|with|link))?",
    re.I,
)
ALL_BACK = re.compile(
    r"\b(?:all|every(?:thing|one)?|each|both)\b[^.;]{0,60}?\b(?:recovered|restored|came back|"
    r"come back|back|re-?established|returned|up again|healed|reconverged|resolved)\b",
    re.I,
)
NONE_LEFT = re.compile(
    r"\b(?:nothing|none|no (?:\w+ )?(?:sessions?|peerings?|neighbou?rs?)) (?:\w+ ){0,3}?(?:is |are |"
    r"was |were |remains?(?:ed)? |stay(?:s|ed)? |left )+(?:still )?(?:down|lost|open|unrestored|out)",
    re.I,
)
STILL = re.compile(
    r"\b(?:still|remain|remains|remained|unrestored|not (?:yet )?(?:recovered|restored|back|"
    r"come back)|have not|has not)\b",
    re.I,
)
SOLE = re.compile(r"\bthe (?:only|sole|single) (?:\w+ )?(?:session|peering) (?:that|which|to be|lost)\b", re.I)
ONLY_THE = re.compile(r"^\W*(?:only|just|merely) the (?:[\w-]+ ){1,3}?(?:session|peering|one)s?\b", re.I)
SHARE = re.compile(
    rf"(?<!the )(?<!that )(?<!this )(?<!v4 )(?<!v6 )(?<!EVPN )(?<!unicast )(?<!other )"
    rf"(?<![\w.,:/])(?P<n>{NUMBER})\s+(?:each\s+)?(?:between|to|with)\s+$",
    re.I,
)
SHARE_AFTER = re.compile(rf"\s*\((?P<n>{NUMBER})(?:\s+(?:sessions?|of them|times))?\)", re.I)
PRONOUN_ONE = re.compile(
    r"(?:\b(?:the|that|this|its|first|second|third|last|other|next|longest|shortest)|v[46]|EVPN|\w(?:nal|est)) one$",
    re.I,
)
EXCEPT = re.compile(r"\b(?:except|apart from|but|not|n't|save for|other)\b", re.I)
NARROWED = re.compile(r"IPv|v6|v4|still|remain|EVPN")
GROUPS = {
    "pair": (2, 2),
    "couple": (2, 2),
    "trio": (3, 3),
    "quartet": (4, 4),
    "quintet": (5, 5),
    "dozen": (12, 12),
    "handful": (3, 7),
}
GROUP = re.compile(rf"\ban? (?P<w>{'|'.join(GROUPS)}) of (?:\w+ ){{0,2}}?(?:sessions|peerings)\b", re.I)
OF_THE_LAB = re.compile(
    r"\b(?:every|all|each|most)(?: of)?(?: the)? (?:\w+ )?(?:nodes?|routers?|devices?|switch(?:es)?)(?: "
    r"(?:of|in|on) (?:the|this) (?:\w+ )?"
    r"(?:lab|network|fabric|topology)| (?:were|was|got|lost|had been|went)\b)|\b(?:the "
    r")?(?:whole|entire) (?:lab|network|fabric) "
    r"(?:was|went|lost|fell|broke|collapsed|is|has)\b",
    re.I,
)
MOST = re.compile(r"\bmost(?: of)?(?: the| its| these)? (?:\w+ )?(?:sessions|peerings|of them)\b", re.I)
ONLY = re.compile(r"\bonly (?:the |one )?(?:\w+ )?(?:session|peering)s? (?:between|of|from|to)\b", re.I)


def check(prose: Prose) -> list[Finding]:
    """Quantifiers, each against how many there were."""
    found: list[Finding] = []
    for sentence in prose.reading.statements:
        found += _groups(prose, sentence) + _all_of_the_lab(prose, sentence) + _most(prose, sentence)
        found += _numbers(prose, sentence) + _open(prose, sentence) + _only(prose, sentence)
        found += _apportioned(prose, sentence)
    return found


def _numbers(prose: Prose, sentence: Sentence) -> list[Finding]:
    """ "Both", "several", "a single"."""
    found = []
    outages, text = prose.outages, sentence.text
    for word in BOTH.finditer(text):
        allowed = _both(prose, sentence, word["n"].lower())
        if 2 not in allowed:
            found.append(_at(prose, sentence, word, f"there are {max(allowed, default=0)}, not two"))
    for word in SEVERAL.finditer(text):
        sessions = re.match(r"session|peering|neighb", word["n"], re.I)
        total = len(outages) if sessions else len(prose.sheet.incident.nodes)
        few = re.match(r"multiple|most", word["w"], re.I)
        least = 2 if few else 4 if re.match(r"many|numerous|dozens", word["w"], re.I) else 3
        if outages and total < least:
            found.append(_at(prose, sentence, word, f"there {'is' if total == 1 else 'are'} {total}"))
    for word in SINGLE.finditer(text):
        session = re.match(r"session|peering", word["n"], re.I)
        if session and len(outages) > 1 and not word["no"] and not _one_named(prose, sentence):
            found.append(_at(prose, sentence, word, f"{len(outages)} peerings were lost"))
    return found


def _groups(prose: Prose, sentence: Sentence) -> list[Finding]:
    """ "A pair of sessions", "a handful", "a dozen"."""
    found = []
    for word in GROUP.finditer(sentence.text):
        low, high = GROUPS[word["w"].lower()]
        allowed = {len(prose.outages)}
        for clause in sentence.clauses:
            if clause.span.start - sentence.span.start <= word.start() and prose.scope(clause).outages:
                allowed.add(len(prose.scope(clause).outages))
        if any(clause.durations or clause.clocks for clause in sentence.clauses) and len(prose.outages) > low:
            continue  # so many of them came back together
        if prose.outages and not any(low <= each <= high for each in allowed):
            found.append(_at(prose, sentence, word, f"there are {len(prose.outages)}"))
    return found


def _all_of_the_lab(prose: Prose, sentence: Sentence) -> list[Finding]:
    """ "Every node of the lab", which no incident tells."""
    word = OF_THE_LAB.search(sentence.text)
    lab = prose.sheet.lab
    if (
        not word
        or (lab and set(lab.nodes) <= set(prose.sheet.incident.nodes))
        or negated(sentence.text[: word.start()])
    ):
        return []
    return [_at(prose, sentence, word, f"{len(prose.sheet.incident.nodes)} nodes had a part in it")]


def _most(prose: Prose, sentence: Sentence) -> list[Finding]:
    """ "Most of the sessions are still down", where fewer than half are."""
    word = MOST.search(sentence.text)
    kinds = {each.kind for clause in sentence.clauses for each in clause.events}
    if not word or not prose.outages or len(kinds) != 1:
        return []
    down = sum(each.restored_ns is None for each in prose.outages)
    share = {"down": down, "restored": len(prose.outages) - down, "lost": len(prose.outages), "kept": 0}[kinds.pop()]
    if 2 * share > len(prose.outages):
        return []
    return [_at(prose, sentence, word, f"{share} of {len(prose.outages)} are")]


def _open(prose: Prose, sentence: Sentence) -> list[Finding]:
    """ "All are back" and "nothing is still down", where something is."""
    outages, text = prose.outages, sentence.text
    down = [each for each in outages if each.restored_ns is None]
    if not down:
        return []
    message = f"{len(down)} of {len(outages)} peerings are still down"
    back = None if EXCEPT.search(text) else ALL_BACK.search(text)
    return [_at(prose, sentence, word, message) for word in (back, NONE_LEFT.search(text)) if word]


def _only(prose: Prose, sentence: Sentence) -> list[Finding]:
    """ "Only the session between A and B", where there were more."""
    if found := _only_lost(prose, sentence):
        return found
    word = ONLY.search(sentence.text)
    if not word or NARROWED.search(sentence.text):
        return []
    mine = {each for clause in sentence.clauses if clause.pairs for each in prose.scope(clause).outages}
    if not mine or len(mine) == len(prose.outages):
        return []
    return [_at(prose, sentence, word, f"{len(prose.outages)} peerings were lost")]


def _only_lost(prose: Prose, sentence: Sentence) -> list[Finding]:
    """ "Just the IPv4 session was lost", "the only session that dropped was": where others were as well."""
    if any(each.kind != "lost" for clause in sentence.clauses for each in clause.events):
        return []
    sole = SOLE.search(sentence.text)
    if sole and len(prose.outages) > 1 and any(clause.events for clause in sentence.clauses):
        return [_at(prose, sentence, sole, f"{len(prose.outages)} peerings were lost")]
    for clause in sentence.clauses:
        word, mine = ONLY_THE.match(clause.text), prose.scope(clause)
        plain = not clause.clocks and not clause.durations and not clause.counts and clause.events
        if word and plain and mine.named and 0 < len(mine.outages) < len(prose.outages):
            span = Span(clause.span.start, clause.span.start + word.end())
            return [Finding("quantifiers", span, f"{len(prose.outages)} peerings were lost", prose.fact("count"))]
    return []


def _apportioned(prose: Prose, sentence: Sentence) -> list[Finding]:
    """ "two to e1", "one each with r2 and r4", "two between r2 and r4", "r1 (two)": how many of a hub's sessions."""
    found = []
    nodes = [each for clause in sentence.clauses for each in clause.names if each.kind == "node"]
    hubs = [node for node in prose.sheet.incident.cause.nodes if len(prose.peers_of(node)) > 1]
    if not hubs or len(prose.outages) < 2:
        return []
    for name in nodes:
        before = prose.reading.copy[sentence.span.start : name.span.start]
        after = prose.reading.copy[name.span.end : sentence.span.end]
        word = SHARE.search(before)
        if word and PRONOUN_ONE.search(before[: word.end("n")]):
            continue  # "the IPv6 one with r4"
        told = value_of(word["n"]) if word else value_of(behind["n"]) if (behind := SHARE_AFTER.match(after)) else None
        if told is None or name.value in hubs or (not word and told == len(prose.outages)):
            continue
        allowed = {sum({each.a, each.b} == {hub, name.value} for each in prose.outages) for hub in hubs}
        if told not in allowed:
            found.append(
                Finding(
                    "quantifiers", name.span, f"{max(allowed)} of its sessions ran to {name.value}", prose.fact("count")
                )
            )
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
    if not any(clause.pairs for clause in sentence.clauses) and len(sentence.nodes()) == 1:
        own = sentence.nodes()[0]
        return {sum(own in (each.a, each.b) for each in prose.outages)}
    pairs = {frozenset((pair.a, pair.b)) for clause in sentence.clauses for pair in clause.pairs}
    return allowed | ({2} if len(pairs) == 2 else set())


def _one_named(prose: Prose, sentence: Sentence) -> bool:
    """Whether the sentence narrows to one peering by naming it, its family or its state."""
    return (
        any(len(prose.scope(clause).outages) == 1 for clause in sentence.clauses)
        or bool(STILL.search(sentence.text))
        or any(len({o for o in prose.outages if node in (o.a, o.b)}) == 1 for node in sentence.nodes())
    )


def _at(prose: Prose, sentence: Sentence, word: "re.Match[str]", message: str) -> Finding:
    span = Span(sentence.span.start + word.start(), sentence.span.start + word.end())
    return Finding("quantifiers", span, message, prose.fact("count"))


MONITOR = Monitor("quantifiers", check)
