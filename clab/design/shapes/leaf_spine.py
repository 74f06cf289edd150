"""A Clos of two stages: every leaf joined to every spine; the leaves are its edges."""

from clab.design.intent import Intent
from clab.design.shape import Drawn, Pair, Shape


def _draw(intent: Intent) -> tuple[list[Drawn], list[Pair]]:
    names = intent.router_names or (
        *(f"spine{k + 1}" for k in range(intent.spines)),
        *(f"leaf{k + 1}" for k in range(intent.leaves)),
    )
    spines = [Drawn(name, "spine", intent.spine_kind or intent.kind, False) for name in names[: intent.spines]]
    leaves = [Drawn(name, "leaf", intent.kind, True) for name in names[intent.spines :]]
    return [*spines, *leaves], [(spine.name, leaf.name) for leaf in leaves for spine in spines]


SHAPE = Shape("leaf_spine", _draw)
