"""What a shape is: routers in roles and the pairs that are joined. Pure. One file per shape in `shapes/`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from clab.design.intent import Intent

Role = Literal["router", "superspine", "spine", "leaf", "wan", "client", "reflector", "route_server", "lan"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A router before it has ports. `edge`: clients belong there; `site` counts from 1 where there are some."""

    name: str
    role: Role
    kind: str
    edge: bool
    site: int = 0


Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape: `draw` makes the routers and the pairs, in the order in which people read them."""

    name: str
    draw: Callable[[Intent], tuple[list[Drawn], list[Pair]]]


def routers(intent: Intent, edges: Callable[[int], bool]) -> list[Drawn]:
    """The routers of a flat shape, r1 and on where no names are given; `edges` says which positions are edges."""
    names = intent.router_names or tuple(f"r{k + 1}" for k in range(intent.routers))
    return [Drawn(name, "router", kind_at(intent, k), edges(k)) for k, name in enumerate(names)]


def kind_at(intent: Intent, place: int) -> str:
    """The system of the router at a place."""
    return intent.kinds[place] if intent.kinds else intent.kind
