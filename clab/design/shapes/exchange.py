"""Routers on one shared network, with or without a route server; a Linux bridge joins them."""

from clab.design.intent import Intent
from clab.design.shape import Drawn, Pair, Shape, kind_at


def _draw(intent: Intent) -> tuple[list[Drawn], list[Pair]]:
    names = list(intent.router_names) or [
        *(["rs1"] if intent.route_server else []),
        *(f"member{k + 1}" for k in range(intent.routers)),
    ]
    found = [
        Drawn(
            name,
            "route_server" if intent.route_server and not k else "router",
            kind_at(intent, k),
            k > 0 or not intent.route_server,
        )
        for k, name in enumerate(names)
    ]
    lan = Drawn("lan", "lan", "linux", False)
    return [*found, lan], [(lan.name, router.name) for router in found]


SHAPE = Shape("exchange", _draw)
