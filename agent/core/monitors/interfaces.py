"""Interfaces: "eth1 of e1", "e1:eth1", "on e1, eth1 failed": an interface at a node where it has no part."""

import re

from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Clause, Span
from agent.core.reading.lexicon import SESSION
from agent.core.reading.roots import roots

OWNER = re.compile(r"(?<![\w:.-])([A-Za-z][\w-]*\d):$")
ON = re.compile(r"^\s*(?:on|of|at)\s+(?:the\s+)?(?:router\s+|node\s+|switch\s+)?$", re.I)
HAS = re.compile(
    r"^(?::|'s\s+(?:interface\s+|port\s+)?|\s+(?:interface\s+|port\s+)|\s+|\s*\(\s*(?:interface\s+)?)$", re.I
)


def check(prose: Prose) -> list[Finding]:
    """Every interface beside a node."""
    found = [each for clause in prose.reading.clauses for each in _interfaces(prose, clause) or _lone(prose, clause)]
    return found + [each for clause in prose.reading.clauses for each in _of_strangers(prose, clause)]


def _of_strangers(prose: Prose, clause: Clause) -> list[Finding]:
    """ "e9:eth1": an interface of a node that the sheet does not know."""
    found = []
    known = {each.lower() for each in (*prose.known.nodes, *prose.known.aliases)}
    for name in (each for each in clause.names if each.kind == "interface"):
        owner = OWNER.search(prose.reading.copy[: name.span.start][-40:])
        if owner and owner[1].lower() not in known and f"{owner[1]}:{name.text}".lower() not in prose.known.raw:
            found.append(Finding("interfaces", name.span, f"the sheet knows no node {owner[1]!r}"))
    return found


def _interfaces(prose: Prose, clause: Clause) -> list[Finding]:
    copy, known = prose.reading.copy, prose.known.interfaces
    found = []
    for one, other in zip(clause.names, clause.names[1:], strict=False):
        gap = copy[one.span.end : other.span.start]
        node, interface = (one, other) if one.kind == "node" else (other, one)
        if node.kind != "node" or interface.kind != "interface":
            continue
        if not (HAS.match(gap) if one is node else ON.match(gap) or re.match(r"^\s*\(\s*$", gap)):
            continue
        if gap.strip() == "(" and re.match(r"\s*-", copy[interface.span.end : interface.span.end + 3]):
            continue
        if (node.value, interface.text.lower()) not in known and any(
            each == interface.text.lower() for _, each in known
        ):
            span = Span(one.span.start, other.span.end)
            found.append(
                Finding(
                    "interfaces",
                    span,
                    f"{interface.text} on {node.value} has no part in the incident",
                    prose.fact("subject"),
                )
            )
    return found


def _lone(prose: Prose, clause: Clause) -> list[Finding]:
    """ "On r1, eth1 lost its link": the one node and the one interface of a clause that tells of the cause."""
    nodes, known = prose.sentence(clause).nodes(), prose.known.interfaces
    mine = [each for each in clause.names if each.kind == "interface"]
    if len(nodes) != 1 or len(mine) != 1 or SESSION.search(clause.text):
        return []
    if not roots(prose.sheet.incident.cause.type, prose.reading.copy, clause.span):
        return []
    interface = mine[0].text.lower()
    if (nodes[0], interface) in known or not any(each == interface for _, each in known):
        return []
    message = f"{mine[0].text} on {nodes[0]} has no part in the incident"
    return [Finding("interfaces", mine[0].span, message, prose.fact("subject"))]


MONITOR = Monitor("interfaces", check)
