"""A Clos of three tiers: every spine joined to every super-spine, every leaf (its edges) to every spine."""

from itertools import product

from clab.design.intent import Intent
from clab.design.shape import Drawn, Pair, Role, Shape


def _draw(intent: Intent) -> tuple[list[Drawn], list[Pair]]:
    tiers: list[list[Drawn]] = []
    names = list(intent.router_names)
    wanted: list[tuple[Role, int, str]] = [
        ("superspine", intent.superspines, intent.superspine_kind or intent.spine_kind or intent.kind),
        ("spine", intent.spines, intent.spine_kind or intent.kind),
        ("leaf", intent.leaves, intent.kind),
    ]
    for role, count, kind in wanted:
        own = [names.pop(0) if names else f"{role}{k + 1}" for k in range(count)]
        tiers.append([Drawn(name, role, kind, role == "leaf") for name in own])
    top, middle, bottom = tiers
    pairs = [*product(top, middle), *((spine, leaf) for leaf in bottom for spine in middle)]
    return [*top, *middle, *bottom], [(a.name, b.name) for a, b in pairs]


SHAPE = Shape("clos", _draw)
