"""Which two nodes a text puts together: "between r1 and r3", "r4 lost its sessions to r1, r2 and r3", "r1–r3". Pure."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from agent.core.reading.names import Name
from agent.core.reading.text import Span

GLUE = re.compile(
    r"\s*(?:,|,?\s*and|,?\s*or|&|,?\s*as well as|,?\s*plus)\s*(?:also\s+)?(?:(?:the|both|router|node|to|with)\s+)*$",
    re.I,
)
REMARK = r"(?:\s*\([^()]*\))?"
JOINT = (
    r"(?:the|its|their|both|each|all|of|router|routers|node|nodes|peer|peers|neighbor|neighbors|"
    r"neighbour|neighbours|other|two|three|four|five|six|far|end|fellow|respective|following|namely)"
)
LINKING = re.compile(
    rf"^{REMARK}(?:'s?)?,?(?:\s+(?!(?:while|but|whereas|because|after|before|when|since|until|which|"
    rf"due|by|from|so|that|then|at|on|under|as)\b)[\w'/:-]+|\s*\([^()]*\)){{0,9}}?"
    rf"\s+(?:to|with|towards?|against|from|lost|loses|losing|lose|dropped|reach(?:ed)?|hear|heard|"
    rf"contact|see)(?:\s+{JOINT})*{REMARK}\s*:?\s*$",
    re.I,
)
SHARED = re.compile(
    r"(?:,|\band)\s+(?:one|two|three|four|five|\d|both|all|the|its)\s+(?:each\s+|other\s+)?"
    r"(?:(?:\w+\s+)?(?:sessions?|peerings?|ones?)\s+)?(?:to|with|between)\s+$",
    re.I,
)
"""The next share of a hub's sessions: "two to e1, one each with r2"."""
POSSESSIVE = re.compile(
    rf"^'s?\s+(?:\w+\s+)?(?:peers?|neighbou?rs?)(?:\s+(?:on|at|is|was|,))?(?:\s+{JOINT})*\s*(?:\(|,|:)?\s*$", re.I
)
DASH = re.compile(rf"^{REMARK}\s*(?:-|/|<-+>|<>|>|<=>|~|to)\s*$")
BETWEEN = re.compile(rf"\b(?:between|among|amongst|connecting|joining)(?:\s+{JOINT}|\s+\d+)*\s*$", re.I)
AND_PEERS = re.compile(
    rf"^{REMARK}\s+and\s+(?:each\s+of\s+)?(?:its|the|his|their|"
    rf"all)?\s*(?:of\s+its\s+)?(?:\w+\s+)?(?:peers?|neighbou?rs?)?(?:\s+{JOINT})*\s*[,:(]?\s*$",
    re.I,
)
LABEL = re.compile(
    r"(?:\s*\([^()]*\))?\s*(?:v[46]|IPv[46](?:[ -]?unicast)?|EVPN)?\s*:|(?:\s*\([^()]*\))?\s+(?:v[46]|"
    r"IPv[46](?:[ -]?unicast)?|EVPN)"
    r"\s+(?:was|is|went|needed|had|down|lost|out|session)\b",
    re.I,
)
"""What makes two names at the head of a line its title: "r4 and r1: down 00:03:16"."""
THEIRS = re.compile(
    r"\s+(?:then |also )?(?:lost|dropped)\s+their\s+(?:[\w-]+\s+){0,2}?(?:session|connection|"
    r"peering)\b(?!\s+(?:to|with|towards?)\b)",
    re.I,
)
SESSION_OF = re.compile(r"\b(?:session|peering) of (?:the )?(?:routers? |nodes? )?$", re.I)
EACH_OTHER = re.compile(r"[^.;,]{0,60}\b(?:each other|one another|mutual\w*)\b", re.I)
PairKind = Literal["session", "link"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes that a text puts together, and the stretch that does so."""

    span: Span
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class _Row:
    """Nodes in a row: "r1, r2 and r3"."""

    names: tuple[Name, ...]

    @property
    def span(self) -> Span:
        return Span(self.names[0].span.start, self.names[-1].span.end)


def pairs(copy: str, where: Span, found: Sequence[Name]) -> list[Pair]:
    """The pairs that a stretch of text makes of its nodes, strange ones as well."""
    nodes = [each for each in found if each.kind in ("node", "strange_node") and where.covers(each.span)]
    nodes = [each for each in nodes if not _is_interface_prefix(copy, each)]
    result: list[Pair] = []
    rows = _rows(copy, nodes)
    result += _between(copy, rows)
    for row in rows:
        if len(row.names) == 2 and _are_one(copy, where, row.span):
            result.append(_pair(*row.names))
    for left, right in itertools.pairwise(rows):
        gap = copy[left.span.end : right.span.start]
        if DASH.match(gap) and len(left.names) == len(right.names) == 1:
            result.append(_pair(left.names[0], right.names[0]))
        elif (LINKING.match(gap) and not SHARED.search(gap)) or POSSESSIVE.match(gap):
            result += [_pair(one, other) for one in left.names for other in right.names]
    # "r1-r3 and r2-r3" reads as rows r1 / r3 and r2 / r3: the dashes inside a row split it
    result += [Pair(row.span, name, name) for row in rows if (name := _twice(copy, row))]
    return list(dict.fromkeys(result))


def _are_one(copy: str, where: Span, row: Span) -> bool:
    """Whether two names in a row are the ends of one session: a line's title, or by "each other", "their session"."""
    titled = LABEL.match(copy, row.end) and not copy[where.start : row.start].strip(" \n-*#")
    headed = SESSION_OF.search(copy[max(where.start, row.start - 30) : row.start])
    return bool(titled or headed or EACH_OTHER.match(copy[row.end : where.end]) or THEIRS.match(copy, row.end))


def _twice(copy: str, row: "_Row") -> str | None:
    """A node that a list names twice, with nothing to tell the two apart: not "r1 (v4), r1 (v6)"."""
    values = [each.value for each in row.names if not re.match(r"\s*[(\[]", copy[each.span.end :])]
    return next((each for each in values if values.count(each) > 1), None)


def _pair(one: Name, other: Name) -> Pair:
    first, last = sorted((one, other), key=lambda each: each.span.start)
    return Pair(Span(first.span.start, last.span.end), first.value, last.value)


def _is_interface_prefix(copy: str, name: Name) -> bool:
    """Whether the node only says where an interface is: `r1:eth2`."""
    return bool(re.match(r":[A-Za-z]", copy[name.span.end : name.span.end + 2]))


def _rows(copy: str, nodes: Sequence[Name]) -> list[_Row]:
    rows: list[list[Name]] = []
    dashes = {k for k in range(len(nodes) - 1) if DASH.match(copy[nodes[k].span.end : nodes[k + 1].span.start])}
    for k, name in enumerate(nodes):
        gap = copy[nodes[k - 1].span.end : name.span.start] if k else ""
        glued = k > 0 and re.sub(r"\s*\([^()]*\)", "", gap)
        apart = k in dashes or k - 1 in dashes or k - 2 in dashes
        if glued and GLUE.match(glued if isinstance(glued, str) else "") and not apart:
            rows[-1].append(name)
        else:
            rows.append([name])
    return [_Row(tuple(each)) for each in rows]


def _between(copy: str, rows: Sequence[_Row]) -> list[Pair]:
    """ "between A and B", and a hub with its peers: "between r4 and r1, r2 and r3"."""
    result = []
    for k, row in enumerate(rows):
        if not BETWEEN.search(copy[: row.span.start][-60:]):
            continue
        names = row.names
        if len(names) > 2 and "," in copy[names[0].span.end : names[1].span.start]:
            continue  # "the sessions between e1, r1 and r2" says not which with which
        if len(names) >= 2:
            result += [_pair(names[0], other) for other in names[1:]]
        elif k + 1 < len(rows) and AND_PEERS.match(copy[row.span.end : rows[k + 1].span.start]):
            result += [_pair(names[0], other) for other in rows[k + 1].names]
    return result
