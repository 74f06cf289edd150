"""Four routers: the first and the last are its edges, the two between them its two ways."""

from clab.design.intent import Intent
from clab.design.shape import Drawn, Pair, Shape, routers


def _draw(intent: Intent) -> tuple[list[Drawn], list[Pair]]:
    found = routers(intent, lambda k: k in (0, 3))
    left, upper, lower, right = (item.name for item in found)
    return found, [(left, upper), (left, lower), (upper, right), (lower, right)]


SHAPE = Shape("diamond", _draw)
