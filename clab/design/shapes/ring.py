"""Routers in a circle, each an edge."""

from clab.design.intent import Intent
from clab.design.shape import Drawn, Pair, Shape, routers


def _draw(intent: Intent) -> tuple[list[Drawn], list[Pair]]:
    found = routers(intent, lambda _: True)
    return found, [(a.name, b.name) for a, b in zip(found, found[1:] + found[:1], strict=True)]


SHAPE = Shape("ring", _draw)
