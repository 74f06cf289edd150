"""Waiting of nodes for each other: nodes and stages that are there, and no circle. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from clab.document import Item
from clab.finding import Finding, did_you_mean
from clab.written import Topology
from clab.written import found_at as _at

STAGES: Final = ("create", "create-links", "configure", "healthy", "exit")


def waits(lab: Topology) -> Iterator[Finding]:
    """Waiting for a node or a stage that never comes makes a deployment hang."""
    before: dict[str, list[tuple[str, Item]]] = defaultdict(list)
    for node, own in lab.nodes.items():
        for _, stage in own.each("stages"):
            for wait in stage.list("wait-for"):
                other, name = wait.get("node"), wait.get("stage")
                if other is not None and other.text and other.text not in lab.nodes:
                    what = f"node {node} waits for {other.text!r}, which the lab does not have"
                    yield _at(other, "wait-for", what, did_you_mean(other.text, lab.nodes))
                elif other is not None and other.text:
                    before[node].append((other.text, other))
                if name is not None and name.text not in STAGES:
                    hint = did_you_mean(name.text or "", STAGES) or ", ".join(STAGES)
                    yield _at(name, "wait-for", f"there is no stage {name.text!r}; the deployment would hang", hint)
    for node in lab.nodes:
        way = _circle(node, before)
        if way and node == min(way):
            at = next(item for other, item in before[node] if other in way)
            yield _at(at, "wait-cycle", f"nodes wait for each other: {' -> '.join([*way, way[0]])}")


def _circle(start: str, before: dict[str, list[tuple[str, Item]]]) -> list[str]:
    """The nodes of a circle through `start`; empty where there is none."""
    stack, seen = [(start, [start])], set[str]()
    while stack:
        node, way = stack.pop()
        for other, _ in before.get(node, ()):
            if other == start:
                return way
            if other not in seen:
                seen.add(other)
                stack.append((other, [*way, other]))
    return []
