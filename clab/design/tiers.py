"""Labs in tiers: reflectors and clients, providers, core, distribution and access. Pure."""

from itertools import combinations, pairwise, product

from clab.design.composing import Composer, Structure, Unclear, numbered


class TierRules(Composer):
    """Labs whose routers stand in tiers that are joined with one another."""

    def provided(self, roles: set[str]) -> Structure | None:
        """One provider and its customers, who have nobody else to be joined to."""
        if roles != {"isp", "customer"} or self.count("isp") != 1 or self.shapes or self.reading.joints or self.inside:
            return None
        customers = self.count("customer")
        if not customers:
            raise Unclear("it is not said how many customers there are")
        named = [name for group in self.groups for name in group.names]
        if named or self.reading.names:
            return None
        outer = numbered("customer", customers)
        built = self.nodes(
            [("isp1", "isp"), *((name, "customer") for name in outer)], [("isp1", name) for name in outer]
        )
        built.remarks.append("how they are joined was not said: every customer with the provider")
        return built

    def reflected(self, roles: set[str]) -> Structure | None:
        """Several route reflectors, which are joined with each other, and their clients at every one of them."""
        if "rr" not in roles or (self.count("rr") or 0) < 2 or not roles <= {"rr", "rrclient", "router"}:
            return None
        if self.shapes or self.reading.joints or self.inside:
            return None
        clients = self.count("rrclient")
        reflectors = self.count("rr") or 0
        total = self.count("router")
        if clients is None and total is not None:
            raise Unclear(f"{total} routers and {reflectors} route reflectors: it is not said who is a client")
        if not clients:
            raise Unclear("it is not said how many clients the route reflectors have")
        self.total(reflectors + clients, "rr", "rrclient")
        own = [name for group in self.groups if group.role == "rr" for name in group.names]
        top = tuple(own) if len(own) == reflectors else numbered("rr", reflectors)
        outer = tuple(name for group in self.groups if group.role == "rrclient" for name in group.names)
        below = outer if len(outer) == clients else numbered("r", clients)
        pairs = [*combinations(top, 2), *product(top, below)]
        named = [*((name, "rr") for name in top), *((name, "rrclient") for name in below)]
        built = self.nodes(named, pairs)
        built.values["reflectors"] = top
        built.remarks.append("how they are joined was not said: every client with every reflector, and those in a mesh")
        return built

    def provider(self, roles: set[str]) -> Structure | None:
        """PEs at every P, the Ps joined with each other, the CEs shared out among the PEs."""
        if "pe" not in roles or self.reading.joints:
            return None
        pes, ps, ces = self.count("pe"), self.count("p") or 0, self.count("ce") or 0
        for group in self.inside:
            if group.role != "ce" or self.reading.groups[group.inside or 0].role != "pe" or ces:
                raise Unclear(f"{group.words!r} does not fit the rest")
            ces = (group.count or 0) * (pes or 0)
        if not pes or ces % pes:
            raise Unclear(f"{ces} CEs on {pes} PEs: it is not said which is where")
        self.total(pes + ps + ces, "pe", "p", "ce")
        pe, p, ce = numbered("pe", pes), numbered("p", ps), numbered("ce", ces)
        pairs = [*combinations(p, 2), *product(p, pe)] if p else list(combinations(pe, 2))
        pairs += [(one, pe[k // (ces // pes)]) for k, one in enumerate(ce)]
        built = self.nodes(
            [(name, role) for role, names in (("pe", pe), ("p", p), ("ce", ce)) for name in names], pairs
        )
        if ps > 1 or (not ps and pes > 2):
            built.remarks.append(
                "how the core is joined was not said: every P with every PE, and the core in full mesh"
            )
        return built

    def tiers(self, roles: set[str]) -> Structure | None:
        """Core, distribution and access: every node of a tier joined to every node of the next."""
        found = [role for role in ("core", "dist", "access") if role in roles]
        if len(found) < 2:
            return None
        if self.shapes - {"tree"}:
            raise Unclear(f"{', '.join(sorted(self.shapes))}: it is not said which routers are in it")
        self.plain()
        counts = [self.count(role) for role in found]
        if any(count is None for count in counts):
            raise Unclear("it is not said how many switches each tier has")
        named = [
            numbered({"access": "access"}.get(role, role), count or 0)
            for role, count in zip(found, counts, strict=True)
        ]
        self.total(sum(count or 0 for count in counts), *found)
        pairs = list(combinations(named[0], 2)) if len(named[0]) == 2 and not self.reading.tiered else []
        if "tree" in self.shapes:
            return self.branched(found, named)
        for upper, lower in pairwise(named):
            pairs += list(product(upper, lower))
        built = self.nodes([(name, role) for role, names in zip(found, named, strict=True) for name in names], pairs)
        if not self.reading.tiered:
            said = "how the tiers are joined was not said: every switch with every one of the next tier"
            built.remarks.append(said + (", and the two at the top" if len(named[0]) == 2 else ""))
        return built

    def branched(self, roles: list[str], named: list[tuple[str, ...]]) -> Structure:
        """A tree: one at the top, and every tier shared out evenly among those of the tier above."""
        if len(named[0]) != 1 or any(len(lower) % len(upper) for upper, lower in pairwise(named)):
            raise Unclear("tree: it is not said which switch is under which")
        pairs = [
            (upper[k // (len(lower) // len(upper))], name)
            for upper, lower in pairwise(named)
            for k, name in enumerate(lower)
        ]
        return self.nodes([(name, role) for role, names in zip(roles, named, strict=True) for name in names], pairs)
