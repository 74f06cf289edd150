"""Routers in a row; the ends are its edges."""

from itertools import pairwise

from clab.design.intent import Intent
from clab.design.shape import Drawn, Pair, Shape, routers


def _draw(intent: Intent) -> tuple[list[Drawn], list[Pair]]:
    found = routers(intent, lambda k: k in (0, intent.routers - 1))
    return found, [(a.name, b.name) for a, b in pairwise(found)]


SHAPE = Shape("chain", _draw)
