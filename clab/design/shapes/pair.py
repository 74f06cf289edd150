"""Two routers and one link."""

from clab.design.intent import Intent
from clab.design.shape import Drawn, Pair, Shape, routers


def _draw(intent: Intent) -> tuple[list[Drawn], list[Pair]]:
    found = routers(intent, lambda _: True)
    return found, [(found[0].name, found[1].name)]


SHAPE = Shape("pair", _draw)
