"""The links of simple shapes, by the order of those that stand in them. Pure."""

from collections.abc import Sequence
from itertools import combinations, pairwise

FORMS = frozenset(("ring", "triangle", "square", "full_mesh", "chain", "diamond", "pair"))
"""Shapes in which some of a lab's routers may stand."""


def form(shape: str, names: Sequence[str]) -> list[tuple[str, str]]:
    """Who is joined to whom: a ring closes, a star has its first in the middle."""
    row = list(pairwise(names))
    if shape in ("ring", "triangle", "square"):
        return [*row, (names[-1], names[0])]
    if shape == "full_mesh":
        return list(combinations(names, 2))
    if shape == "star":
        return [(names[0], name) for name in names[1:]]
    if shape == "diamond":
        left, upper, lower, right = names
        return [(left, upper), (left, lower), (upper, right), (lower, right)]
    return row
