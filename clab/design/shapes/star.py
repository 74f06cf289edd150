"""The first router in the middle, the others around it, as its edges."""

from clab.design.intent import Intent
from clab.design.shape import Drawn, Pair, Shape, routers


def _draw(intent: Intent) -> tuple[list[Drawn], list[Pair]]:
    found = routers(intent, lambda k: k > 0)
    return found, [(found[0].name, item.name) for item in found[1:]]


SHAPE = Shape("star", _draw)
