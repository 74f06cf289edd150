"""One router."""

from clab.design.intent import Intent
from clab.design.shape import Drawn, Pair, Shape, routers


def _draw(intent: Intent) -> tuple[list[Drawn], list[Pair]]:
    return routers(intent, lambda _: True), []


SHAPE = Shape("single", _draw)
