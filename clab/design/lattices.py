"""Grids and binary trees of routers: shapes whose size says who is joined to whom. Pure."""

from clab.design.composing import Structure, Unclear, numbered
from clab.design.tiers import TierRules


class LatticeRules(TierRules):
    """Grids and binary trees."""

    def grid(self, roles: set[str]) -> Structure | None:
        """`3x4 grid`: rows and columns, each router with those beside it."""
        if "grid" not in self.shapes:
            return None
        self.plain()
        if self.reading.grid is None:
            raise Unclear("a grid: it is not said of how many rows and columns")
        rows, columns = self.reading.grid
        if rows < 2 or columns < 2:
            raise Unclear("a grid has two rows and two columns or more")
        count = rows * columns
        self.total(count, *(role for role in roles if role != "site"))
        names = self.names(count) or numbered("r", count)
        at = {(k // columns, k % columns): name for k, name in enumerate(names)}
        pairs = [
            (name, at[other])
            for (row, column), name in at.items()
            for other in ((row, column + 1), (row + 1, column))
            if other in at
        ]
        return self.nodes([(name, "router") for name in names], pairs)

    def binary_tree(self, roles: set[str]) -> Structure | None:
        """`a binary tree of seven`: each router with two below it."""
        binary = any(name == "tree" and "binary" in words.lower() for name, words in self.reading.shapes)
        if not binary or roles - {"router"}:
            return None
        self.plain()
        count = self.count("router") or len(self.reading.names) or 7
        if count + 1 & count or count < 3:
            raise Unclear(f"{count} routers are no whole binary tree: 3, 7, 15 or 31")
        names = self.names(count) or numbered("r", count)
        pairs = [(names[(k - 1) // 2], name) for k, name in enumerate(names) if k]
        return self.nodes([(name, "router") for name in names], pairs)
