"""containerlab 0.43 to 0.76 has no plan: `graph --mermaid` reads the file, makes its nodes and links, and draws them.

That refuses unknown keys, kinds, types and nodes of links, and files that are not there; all that a plan compares
across links, nodes and the host it never reaches.
"""

from collections import Counter

from agent.gates.topology.containerlab import Ended
from agent.gates.topology.strategy import NO_PLAN_SEES, Way, pairs_of
from clab.lint import Topology


def edges(drawn: str) -> list[tuple[str, str]]:
    """The pairs of nodes that a Mermaid flowchart joins."""
    lines = [line.strip().partition("---") for line in drawn.splitlines()]
    return [(a, b) for a, join, b in lines if join and a and b]


def _wrong(ended: Ended, lab: Topology) -> str:
    if not ended.drawn:
        return "containerlab drew nothing"
    drawn = Counter(frozenset(edge) for edge in edges(ended.drawn))
    missing = Counter(frozenset(pair) for pair in pairs_of(lab) if all(end in lab.nodes for end in pair)) - drawn
    return f"the drawing lacks the links of {sorted(map(sorted, missing))}" if missing else ""


def _excuse(ended: Ended, lab: Topology) -> str:
    """Versions before 0.77 look for the second end of every link, also of those that have one."""
    if "index out of range [1] with length 1" in ended.crash and len(pairs_of(lab)) < len(lab.links):
        return "this version cannot draw a link with one end, so it was not asked about the file"
    return ""


GRAPH = Way(
    ("graph", "--mermaid"),
    (0, 43),
    (0, 77),
    "read and drawn",
    "an interface used twice, interface names of container kinds, names of labs and nodes, start-up files, licences,"
    f" equal management addresses, bridges, {NO_PLAN_SEES}",
    _wrong,
    _excuse,
    "only the lint stage has looked at these; containerlab 0.78 or newer plans a lab completely",
)
