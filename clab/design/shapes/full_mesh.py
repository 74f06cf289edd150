"""Every router joined to every other, each an edge."""

from itertools import combinations

from clab.design.intent import Intent
from clab.design.shape import Drawn, Pair, Shape, routers


def _draw(intent: Intent) -> tuple[list[Drawn], list[Pair]]:
    found = routers(intent, lambda _: True)
    return found, [(a.name, b.name) for a, b in combinations(found, 2)]


SHAPE = Shape("full_mesh", _draw)
