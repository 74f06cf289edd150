"""Nodes and links as they were named one by one; what has a single link is an edge."""

from collections import Counter

from clab.design.intent import Intent
from clab.design.node_systems import LAN
from clab.design.shape import Drawn, Pair, Role, Shape


def _draw(intent: Intent) -> tuple[list[Drawn], list[Pair]]:
    names = {node.name.lower(): node.name for node in intent.nodes}
    pairs = [(names[link.a.lower()], names[link.b.lower()]) for link in intent.links]
    degree = Counter(end for a, b in set(pairs) for end in (a, b))

    def role(name: str, kind: str) -> Role:
        if kind == LAN:
            return "lan"
        return "client" if kind == "linux" else "reflector" if name in intent.reflectors else "router"

    nodes = [Drawn(node.name, role(node.name, node.kind), node.kind, degree[node.name] <= 1) for node in intent.nodes]
    return nodes, pairs


SHAPE = Shape("custom", _draw)
