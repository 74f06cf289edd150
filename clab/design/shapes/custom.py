"""Nodes and links as they were named one by one; what has a single link is an edge."""

from collections import Counter

from clab.design.intent import Intent
from clab.design.shape import Drawn, Pair, Shape


def _draw(intent: Intent) -> tuple[list[Drawn], list[Pair]]:
    degree = Counter(end for link in intent.links for end in (link.a, link.b))
    nodes = [
        Drawn(each.name, "client" if each.kind == "linux" else "router", each.kind, degree[each.name] == 1)
        for each in intent.nodes
    ]
    return nodes, [(link.a, link.b) for link in intent.links]


SHAPE = Shape("custom", _draw)
