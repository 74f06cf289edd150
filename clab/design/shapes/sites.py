"""Several sites of one shape, joined by a WAN router, by a full mesh or in a row.

A site is a Clos of two stages, or one router, or two that are joined. What stands at its top (the spines, else its
first router) is joined to the other sites.
"""

from itertools import combinations, pairwise

from clab.design.intent import Intent
from clab.design.shape import Drawn, Pair, Shape


def _draw(intent: Intent) -> tuple[list[Drawn], list[Pair]]:
    drawn: list[Drawn] = []
    pairs: list[Pair] = []
    tops: list[list[Drawn]] = []
    for number in range(1, intent.sites + 1):
        own, inner, top = _site(intent, number)
        drawn += own
        pairs += inner
        tops.append(top)
    if intent.joined_by == "wan_router":
        wan = Drawn("wan1", "wan", intent.spine_kind or intent.kind, False)
        return [*drawn, wan], [*pairs, *((wan.name, one.name) for top in tops for one in top)]
    outer = pairwise(tops) if intent.joined_by == "chain" else combinations(tops, 2)
    return drawn, [*pairs, *((a[0].name, b[0].name) for a, b in outer)]


def _site(intent: Intent, number: int) -> tuple[list[Drawn], list[Pair], list[Drawn]]:
    if not intent.spines:
        own = [Drawn(f"site{number}-r{k + 1}", "router", intent.kind, True, number) for k in range(intent.routers)]
        return own, [(a.name, b.name) for a, b in pairwise(own)], own[:1]
    kind = intent.spine_kind or intent.kind
    spines = [Drawn(f"dc{number}-spine{k + 1}", "spine", kind, False, number) for k in range(intent.spines)]
    leaves = [Drawn(f"dc{number}-leaf{k + 1}", "leaf", intent.kind, True, number) for k in range(intent.leaves)]
    return [*spines, *leaves], [(spine.name, leaf.name) for leaf in leaves for spine in spines], spines


SHAPE = Shape("sites", _draw)
