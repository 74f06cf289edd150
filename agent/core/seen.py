"""What the evidence shows beside sessions that go and come: interfaces, adjacencies, timers, each with its time.

A clause that tells of one of these is bound to the lines that show it: by its words, by the nodes that wrote them, and
by the interfaces that it names. Pure.
"""

import re
from dataclasses import dataclass

from agent.core.monitor import Prose
from agent.core.reading import Clause, Span

SIGHTS: tuple[tuple[str, str, str], ...] = (
    ("unpause", r"\b(?:un-?paus\w*|thawed)\b", r"container unpause"),
    ("igp", r"\b(?:OSPF|IS-?IS)\b", r"\bospf|\bis-?is\b"),
    ("starvation", r"\bstarv\w+", r"starvation"),
    ("timer", r"\btimers?\b[^.;]{0,24}\b(?:ran|run|expir\w*|elaps\w*|laps\w*|fired)\b", r"sent to\b.*hold timer"),
)
INTERFACE_DOWN = re.compile(r"interface\b.*\bdown\b|state=down|killnbr", re.I)
PRONOUN = re.compile(r"\W*(?:(?:after|before|and|only|did|then|when|once) )*(?:it|they|itself)\b", re.I)
BACK = re.compile(r"\b(?:up|back|again|restored|recovered|re-?formed|full)\b", re.I)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a stretch of prose tells of: its kind, when the lines it means were written, and when all of the kind."""

    kind: str
    mine: tuple[int, ...]
    every: tuple[int, ...]


def sighted(prose: Prose, clause: Clause, where: Span) -> Sight | None:
    """The lines that a stretch of a clause tells of, if it tells of any."""
    text = prose.reading.copy[where.start : where.end]
    for kind, told, raw in SIGHTS:
        if re.search(told, text, re.I) and not BACK.search(text):
            return _sight(prose, clause, where, kind, re.compile(raw, re.I))
    return None


def interface_down(prose: Prose, clause: Clause) -> Sight | None:
    """The lines about the interfaces that a clause names; none where it names none, or says that one came back."""
    named = [each.text.lower() for each in clause.names if each.kind == "interface"]
    if not named or BACK.search(clause.text):
        return None
    whose = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, named))})(?![\w/-])", re.I)
    return _sight(prose, clause, clause.span, "interface", INTERFACE_DOWN, whose)


def _sight(
    prose: Prose, clause: Clause, where: Span, kind: str, raw: "re.Pattern[str]", also: "re.Pattern[str] | None" = None
) -> Sight | None:
    nodes = {each.value for each in clause.names if each.kind == "node" and where.covers(each.span)}
    lines = [each for _, each in prose.sheet.evidence if raw.search(each.text)]
    mine = [each for each in lines if (not nodes or each.node in nodes) and (also is None or also.search(each.text))]
    if not mine:
        return None
    return Sight(kind, tuple(sorted(each.at_ns for each in mine)), tuple(sorted(each.at_ns for each in lines)))


def losses_seen(prose: Prose, clause: Clause) -> tuple[int, ...]:
    """When the losses of a clause were seen: by the node that it begins with, else by either end."""
    edges = prose.known.edges(prose.scope(clause).outages, up=False)
    nodes = clause.nodes()
    own = {
        each.at_ns
        for each in prose.sheet.incident.timeline
        if nodes and each.node == nodes[0] and each.text.startswith("left ESTABLISHED")
    }
    if own:
        return tuple(each for each in edges if each in own) or edges
    return edges if PRONOUN.match(clause.text) else tuple(each.lost_ns for each in prose.scope(clause).outages)
