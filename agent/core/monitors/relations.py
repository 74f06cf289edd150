"""Relations: nodes that share no peering, addresses at the wrong node, families on the wrong session."""

import re
from itertools import pairwise

from agent.core.monitor import Finding, Monitor, Prose, families_of
from agent.core.reading import Clause, Name, Span
from agent.core.reading.lexicon import LINK, SESSION
from agent.core.reading.pairs import Pair

OWN = re.compile(
    r"^\s*(?:\(\s*|,\s*|at\s+|with (?:the )?address\s+|'s address,?\s*|\(address\s+|=\s*|\[\s*|" r"using\s+|\(IP\s+)$",
    re.I,
)
OWNED = re.compile(r"^\s*(?:\(\s*|,\s*|of\s+|on\s+|at\s+|belonging to\s+|\(that is,?\s*|\(router\s+)$", re.I)
FAR = re.compile(r"^'?s?\s*(?:\(\s*)?(?:neighbou?r|peer)\s+(?:at\s+|address\s+)?$", re.I)
WROTE = re.compile(r"\b(?:log(?:s|ged)|warn(?:s|ed)|report(?:s|ed)|recorded|wrote|raised|printed)\b", re.I)
VERB = re.compile(r"\s+(?:(?:then|had|has|itself|also)\s+)*(?P<v>sent|sends|sending|received|receives|got)\b", re.I)
REFUSED = re.compile(
    r"\s+(?:(?:then|had|has|itself|also|twice)\s+)*(?:refused|rejected|turned (?:away|down)|declined)\b(?! by)",
    re.I,
)
REFUSED_BY = re.compile(r"\b(?:refused|rejected|turned (?:away|down)|declined) by (?:its (?:peer|neighbou?r) )?$", re.I)
DASHED = re.compile(r"\S+(?:\s*\([^()]*\))?\s*(?:-|/|<-+>|<>|>|\band\b)\s*\S+", re.I)
AND = re.compile(r"^\s*(?:-|/|<-+>|and|to|with|<>|>|~|,)\s*$")


def check(prose: Prose) -> list[Finding]:
    """What a clause puts together, against what belongs together."""
    found = []
    for clause in prose.reading.clauses:
        found += [each for pair in clause.pairs if (each := _pair(prose, clause, pair))]
        found += _addresses(prose, clause)
        found += _families(prose, clause) + _senders(prose, clause) + _moments(prose, clause)
    return found


def _pair(prose: Prose, clause: Clause, pair: Pair) -> Finding | None:
    known = set(prose.known.nodes)
    if pair.a == pair.b:
        return Finding("relations", pair.span, f"{pair.a} stands on both sides, or twice in a list")
    if not {pair.a, pair.b} <= known:
        return None
    if not prose.outages and prose.sheet.incident.cause.nodes:
        cause = set(prose.sheet.incident.nodes)
        return (
            None
            if {pair.a, pair.b} <= cause
            else Finding("relations", pair.span, f"{pair.a} and {pair.b} are not the two of this incident")
        )
    if any({each.a, each.b} == {pair.a, pair.b} for each in prose.outages):
        return None
    text = prose.reading.copy[clause.span.start : clause.span.end]
    linked = LINK.search(text) is not None and not SESSION.search(text)
    if linked and {pair.a, pair.b} <= set(prose.sheet.incident.cause.nodes):
        return None
    dashed = DASHED.fullmatch(prose.reading.copy[pair.span.start : pair.span.end])
    if not linked and not dashed and not clause.events and not SESSION.search(prose.sentence(clause).text):
        return None
    what = "no link of the cause joins" if linked else "no peering of the incident joins"
    return Finding("relations", pair.span, f"{what} {pair.a} and {pair.b}", prose.fact("peering"))


def _addresses(prose: Prose, clause: Clause) -> list[Finding]:
    copy, owners = prose.reading.copy, prose.known.owners
    found = []
    addresses = [each for each in clause.names if each.kind == "address" and each.value in prose.known.addresses]
    for one, other in zip(clause.names, clause.names[1:], strict=False):
        gap = copy[one.span.end : other.span.start]
        if one.kind == "node" and other.kind == "address" and other.value in owners:
            after = copy[other.span.end : other.span.end + 12]
            if (
                OWN.match(gap)
                and owners[other.value] != one.value
                and not re.match(r"\s*(?:-|/|<|>|to\b|and\b|with\b|,\s*[\da-fA-F]+[.:])", after)
            ):
                found.append(_wrong(prose, Span(one.span.start, other.span.end), other.value, one.value))
            elif FAR.match(gap) and not _peers(prose, one.value, owners[other.value]):
                found.append(
                    _wrong(prose, Span(one.span.start, other.span.end), other.value, f"a neighbor of {one.value}")
                )
        if (
            one.kind == "address"
            and other.kind == "node"
            and one.value in owners
            and (
                OWNED.match(gap)
                and owners[one.value] != other.value
                and ("(" in gap or not _is_neighbor(copy, one, other, prose))
            )
        ):
            found.append(_wrong(prose, Span(one.span.start, other.span.end), one.value, other.value))
        if one.kind == other.kind == "address" and AND.match(gap) and {one, other} <= set(addresses):
            found += _address_pair(prose, one, other) or _crossed(prose, clause, one, other)
    return found + _mixed(prose, clause, addresses)


def _mixed(prose: Prose, clause: Clause, addresses: list[Name]) -> list[Finding]:
    """An address in a clause about a pair of nodes that has no such address on it."""
    scope = prose.scope(clause)
    if (
        scope.how != "pair"
        or not scope.outages
        or len(clause.nodes()) != 2
        or len({frozenset((p.a, p.b)) for p in clause.pairs}) != 1
    ):
        return []
    mine = {
        address
        for each in prose.outages
        for address in (each.address_a, each.address_b)
        if {each.a, each.b} == {clause.pairs[0].a, clause.pairs[0].b}
    }
    return [
        Finding(
            "relations",
            each.span,
            f"{each.text} is no address of the session between {clause.pairs[0].a} and {clause.pairs[0].b}",
            prose.fact("address"),
        )
        for each in addresses
        if each.value in prose.known.owners
        and each.value not in mine
        and prose.known.owners[each.value] not in (clause.pairs[0].a, clause.pairs[0].b)
    ]


def _is_neighbor(copy: str, address: Name, node: Name, prose: Prose) -> bool:
    """Whether "neighbor 10.1.2.2 on r2" names the far end from the near one."""
    before = copy[max(0, address.span.start - 16) : address.span.start]
    return bool(re.search(r"(?:neighbou?r|nbr|peer|to|with|from|for|address)\.?\s+$", before, re.I)) and _peers(
        prose, node.value, prose.known.owners[address.value]
    )


def _peers(prose: Prose, one: str, other: str) -> bool:
    return any({each.a, each.b} == {one, other} for each in prose.outages) or not prose.outages


def _wrong(prose: Prose, span: Span, address: str, node: str) -> Finding:
    owner = prose.known.owners[address]
    fact = next((each.id for each in prose.sheet.facts if each.kind == "address" and each.value == address), None)
    return Finding("relations", span, f"{address} belongs to {owner}, not to {node}", fact)


def _address_pair(prose: Prose, one: Name, other: Name) -> list[Finding]:
    ends = {one.value, other.value}
    if any(ends == {each.address_a, each.address_b} for each in prose.outages) or not prose.outages:
        return []
    if not ends <= set(prose.known.owners):
        return []
    gap = prose.reading.copy[one.span.end : other.span.start]
    if gap.strip() in (",", "and") and not re.search(r"between\s*$", prose.reading.copy[: one.span.start][-10:], re.I):
        return []
    return [
        Finding(
            "relations",
            Span(one.span.start, other.span.end),
            f"no peering runs between {one.text} and {other.text}",
            prose.fact("address"),
        )
    ]


def _crossed(prose: Prose, clause: Clause, one: Name, other: Name) -> list[Finding]:
    """ "r2 - r4 (10.0.24.1 - 10.0.24.0)": two nodes and their two addresses, the wrong way round."""
    at = clause.names.index(one)
    if at < 2 or any(each.kind != "node" for each in clause.names[at - 2 : at]):
        return []
    left, right = clause.names[at - 2 : at]
    owners, gap = prose.known.owners, prose.reading.copy[right.span.end : one.span.start]
    if not re.fullmatch(r"\s*[(,]\s*", gap) or (owners.get(one.value), owners.get(other.value)) != (
        right.value,
        left.value,
    ):
        return []
    return [_wrong(prose, Span(left.span.start, other.span.end), one.value, left.value)]


def _families(prose: Prose, clause: Clause) -> list[Finding]:
    """A family named for peerings that the clause itself names, none of which carries it."""
    scope = prose.scope(clause)
    found = _twins(prose, clause)
    if not scope.named or not scope.outages:
        return found
    mine = {family for each in scope.outages for family in families_of(each)}
    whole = {family for each in prose.outages for family in families_of(each)}
    return found + [
        Finding(
            "relations", each.span, f"{each.text} does not run on the peering that is named here", prose.fact("family")
        )
        for each in clause.names
        if each.kind == "family" and mine and each.value in whole and each.value not in mine
    ]


def _twins(prose: Prose, clause: Clause) -> list[Finding]:
    """A family named twice over, or set beside an address of the other version."""
    copy, found = prose.reading.copy, []
    for one, other in pairwise(clause.names):
        if one.kind != "family":
            continue
        gap, span = copy[one.span.end : other.span.start], Span(one.span.start, other.span.end)
        if (
            other.kind == "family"
            and one.value == other.value
            and re.fullmatch(r"\s*(?:and|nor|or|/|,)\s*(?:the\s+)?", gap, re.I)
        ):
            found.append(Finding("relations", span, f"{one.text} is named twice", prose.fact("family")))
        if other.kind == "address" and re.fullmatch(
            r"\s*(?:unicast\s*)?(?:sessions?|peering|one|address(?:es)?|neighbou?r)?\s*[(,:]?\s*", gap, re.I
        ):
            mine = [each for each in prose.outages if other.value in (each.address_a, each.address_b)]
            if mine and not any(one.value in families_of(each) for each in mine):
                found.append(
                    Finding("relations", span, f"{one.text} does not run over {other.text}", prose.fact("family"))
                )
    return found


def _senders(prose: Prose, clause: Clause) -> list[Finding]:
    """Who sent a NOTIFICATION, and who received it."""
    found = _refusers(prose, clause)
    if not re.search(r"\bnotification|\bcease\b|\b\d/\d{1,2}\b", clause.text, re.I):
        return found
    sent, received = prose.known.notifiers
    for name in clause.names:
        verb = VERB.match(prose.reading.copy[name.span.end : clause.span.end])
        if name.kind != "node" or not verb:
            continue
        right = sent if verb["v"].lower().startswith("sen") else received
        if right and name.value not in right:
            found.append(
                Finding("relations", name.span, f"{name.value} did not {'send' if right is sent else 'receive'} it")
            )
    return found


def _refusers(prose: Prose, clause: Clause) -> list[Finding]:
    """Who refused the other's OPEN."""
    lines = [each for _, each in prose.sheet.evidence if re.search(r"sent to\b.*open message error", each.text, re.I)]
    who = {each.node for each in lines}
    return [
        Finding("relations", name.span, f"that was {', '.join(sorted(who))}, not {name.value}")
        for name in clause.names
        if who
        and name.kind == "node"
        and name.value not in who
        and (
            REFUSED.match(prose.reading.copy[name.span.end : clause.span.end])
            or REFUSED_BY.search(prose.reading.copy[clause.span.start : name.span.start])
        )
    ]


def _moments(prose: Prose, clause: Clause) -> list[Finding]:
    """A node and a time in one clause, where what happened then was at another node."""
    nodes = clause.nodes()
    if len(nodes) != 1 or len(clause.clocks) != 1 or clause.pairs or clause.events or not clause.clocks[0].timed:
        return []
    if any(each.kind == "interface" for each in clause.names) or re.search(
        r"\b(?:from|to|with|by)\s+\S*$", clause.text[: clause.text.find(nodes[0])] + nodes[0]
    ):
        return []
    at = prose.known.at_nodes
    there = {node for moment, mine in at for node in mine if clause.clocks[0].fits(moment)}
    if WROTE.search(clause.text):
        there = {node for moment, node in prose.known.writers if clause.clocks[0].fits(moment)}
    if not there or nodes[0] in there:
        return []
    return [
        Finding(
            "relations",
            clause.clocks[0].span,
            f"what happened then was at {', '.join(sorted(there))}, not at {nodes[0]}",
        )
    ]


MONITOR = Monitor("relations", check)
