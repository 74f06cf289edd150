"""The links that need not be said: between tiers, a hub and its spokes, reflectors and clients, providers. Pure."""

from itertools import combinations, pairwise, product

from clab.design.grammar.roles import CONTAINERS
from clab.design.meaning.drawing import Drawing
from clab.design.structure import Unclear


class UsualLinks(Drawing):
    """Links that go without saying."""

    def _usual(self) -> None:
        made = self.made
        self._held()
        roles = set(made.roles.values())
        for upper, lower in (("superspine", "spine"), ("spine", "leaf"), ("hub", "spoke"), ("rr", "rrclient")):
            if {upper, lower} <= roles and not self._tiers_joined(upper, lower):
                apart = [pair for pair in self.pairs if any(made.roles[end] != lower for end in pair)]
                elsewhere = {end for pair in apart for end in pair} if upper == "hub" else set()
                below = [name for name in self._of(lower) if name not in elsewhere]
                self._add([pair for pair in product(self._of(upper), below) if self._same_site(*pair)])
        for upper, lower in (("spine", "leaf"), ("hub", "spoke")):
            alone = [name for name in self._of(lower) if not any(name in pair for pair in self.pairs)]
            if {upper, lower} <= roles and alone and self._tiers_joined(upper, lower):
                self._add([pair for pair in product(self._of(upper), alone) if self._same_site(*pair)])
        if "rr" in roles and "rrclient" in roles and len(self._of("rr")) > 1 and not self.said.links:
            self.pairs[:0] = list(combinations(self._of("rr"), 2))
            self.remarks.append(
                "how they are joined was not said: every client with every reflector, and those in a mesh"
            )
        self._tiers(roles)
        self._provider(roles)
        buyer = "customer" if "customer" in roles else "ce"
        single = 1 in (len(self._of("isp")), len(self._of(buyer)))
        if {"isp", buyer} == roles and single and not self._tiers_joined("isp", buyer):
            self._add(list(product(self._of("isp"), self._of(buyer))))
            self.remarks.append("how they are joined was not said: every customer with every provider")
        if (
            "hub" in roles
            and roles <= {"hub", "router"}
            and len(self._of("hub")) == 1
            and not self.pairs
            and len(made.roles) > 1
        ):
            self._add(list(product(self._of("hub"), self._of("router"))))
        led = [name for post in self.said.posts if post.role == "hub" for name in self._sure(post.who)]
        if led and not self.pairs and len(made.roles) > 2:
            self._add([(led[0], name) for name in made.order if name != led[0]])
        if not self.pairs and len(made.order) == 2:
            self._add([(made.order[0], made.order[1])])
        if not self.pairs or not self._connected():
            self._spoken_of()
        self._inside()
        if not self.pairs and len(made.order) > 1:
            raise Unclear(f"it is not said how the {len(made.order)} routers are joined")
        if not self._connected():
            raise Unclear("not all routers are joined to the others")

    def _spoken_of(self) -> None:
        """`area 0 between r1 and r2`, `r2 and r3 talk eBGP`: those between whom something runs are joined."""
        said = self.said
        areas = [one for one in said.options if one.what == "area" and not one.link]
        values = [] if self.pairs else [one for one in said.options if one.link and one.who]
        pairs = [self._sure(one.who + one.to) for one in values]
        pairs += [self._sure(one.who) for one in areas if all(who.by == "names" for who in one.who)]
        pairs += [[*self._sure(a), *self._sure(b)] for a, b in said.implied]
        pairs += [self._sure(one.who) for one in said.runs if one.who and one.wanted and one.name != "ibgp"]
        made = self._add_apart(pairs)
        pairs = [self._sure(one.who) for one in said.runs if one.who and one.wanted and one.name == "ibgp"]
        made = self._add_apart([*pairs, *self._inside_systems()]) or made
        if made:
            self.remarks.append("the links were read from where protocols run between two routers")

    def _add_apart(self, pairs: list[list[str]]) -> bool:
        """Join each two who are not joined yet, not even over others; where no link is said, all."""
        free, made = not self.pairs, False
        for pair in pairs:
            if len(pair) == 2 and (free or pair[1] not in self._reached(pair[0])):
                self._add([(pair[0], pair[1])])
                made = True
        return made

    def _inside(self) -> None:
        """iBGP between two of an AS needs a way inside it, which is a link.

        Raises:
            Unclear: there are more than two, and not all are joined inside their AS.
        """
        if not any(run.name == "ibgp" and run.wanted for run in self.said.runs):
            return
        asns = {name: number for number, names in self._systems_said().items() for name in names}
        for names in self._systems_said().values():
            own = (asns[names[0]], None) if names else ()
            inside = [pair for pair in self.pairs if asns.get(pair[0]) in own and asns.get(pair[1]) in own]
            reached = self._reached(names[0], inside) if names else set()
            if len(names) == 2 and names[1] not in reached:
                self._add([(names[0], names[1])])
                self.remarks.append(f"iBGP runs between {names[0]} and {names[1]}, so they are joined")
            elif not set(names) <= reached:
                raise Unclear(f"{', '.join(names)}: it is not said how they are joined inside their AS")

    def _systems_said(self) -> dict[int, list[str]]:
        """The routers of each AS, as far as they were said."""
        inside: dict[int, list[str]] = {}
        for one in self.said.numbers:
            for who in one.who if len(one.numbers) == 1 else ():
                inside.setdefault(one.numbers[0], []).extend(self._sure((who,)))
        if any(group.role == "as" and ((group.count or 0) > 1 or group.plural) for group in self.said.groups):
            for name, site in self.made.sites.items():
                inside.setdefault(-site, []).append(name)
        return {number: list(dict.fromkeys(names)) for number, names in inside.items()}

    def _inside_systems(self) -> list[list[str]]:
        """The routers of each AS that has two: inside it they are joined."""
        return list(self._systems_said().values())

    def _tiers_joined(self, upper: str, lower: str) -> bool:
        roles = self.made.roles
        return any({roles[a], roles[b]} == {upper, lower} for a, b in self.pairs)

    def _held(self) -> None:
        """What each member of a group has: `two hubs, each with three spokes`."""
        made = self.made
        for place, group in enumerate(self.said.groups):
            if group.inside is None or self.said.groups[group.inside].role in CONTAINERS:
                continue
            holder, own = made.groups[group.inside], made.groups[place]
            if not holder or any(self._joined(a, b) for a, b in product(holder, own)):
                continue
            if len(own) % len(holder) or not own:
                raise Unclear(f"{group.words!r}: it is not said which are where")
            share = len(own) // len(holder)
            self._add([(holder[k // share], name) for k, name in enumerate(own)])

    def _tiers(self, roles: set[str]) -> None:
        found = [role for role in ("core", "dist", "access") if role in roles]
        if len(found) < 2:
            return
        told = False
        for upper, lower in pairwise(found):
            if not self._tiers_joined(upper, lower):
                self._add(list(product(self._of(upper), self._of(lower))))
                told = True
        top = self._of(found[0])
        if (
            len(top) == 2
            and not self._joined(top[0], top[1])
            and not self.said.links
            and "tiered" not in self.said.words
            and not any(shape == "tree" for shape in (one.shape for one in self.said.forms))
        ):
            self.pairs.insert(0, (top[0], top[1]))
        if told:
            self.remarks.append("how the tiers are joined was not said: every switch with every one of the next tier")

    def _provider(self, roles: set[str]) -> None:
        if "pe" not in roles:
            return
        pes, ps, ces = self._of("pe"), self._of("p"), self._of("ce")
        if ps and not self._tiers_joined("p", "pe"):
            if len(ps) > 1 and not any(self._joined(a, b) for a, b in combinations(ps, 2)):
                self._add(list(combinations(ps, 2)))
            self._add(list(product(ps, pes)))
            self.remarks.append("how the core is joined was not said: every P with every PE, and the core in full mesh")
        elif not ps and len(pes) > 1 and not any(self._joined(a, b) for a, b in combinations(pes, 2)):
            speaking = any(run.name == "ibgp" and set(self._sure(run.who)) == set(pes) for run in self.said.runs)
            if (not self.said.links or speaking) and not set(pes) <= self._reached(pes[0]):
                self._add(list(combinations(pes, 2)))
                self.remarks.append("how the PEs are joined was not said: each with the others")
        if ces and not self._tiers_joined("pe", "ce"):
            if len(ces) % len(pes):
                raise Unclear(f"{len(ces)} CEs on {len(pes)} PEs: it is not said which is where")
            self._add([(one, pes[k // (len(ces) // len(pes))]) for k, one in enumerate(ces)])

    def _connected(self) -> bool:
        return set(self.made.roles) <= self._reached(self.made.order[0])

    def _reached(self, name: str, pairs: list[tuple[str, str]] | None = None) -> set[str]:
        """All that are joined to a router, over others as well."""
        seen, queue = {name}, [name]
        while queue:
            here = queue.pop()
            for pair in self.pairs if pairs is None else pairs:
                if here in pair:
                    new = [end for end in pair if end not in seen]
                    seen.update(new)
                    queue += new
        return seen

    def _gone(self) -> None:
        """Links that are left out."""
        for link in self.said.gone:
            if not link.b:
                own = set(self.who(link.a))
                if any(set(pair) <= own for pair in self.pairs):
                    raise Unclear(f"{link.words!r}: the rest asks for them")
                continue
            ends = {*self.who(link.a), *self.who(link.b)}
            if not any(set(pair) == ends for pair in self.pairs):
                raise Unclear(f"{link.words!r}: the lab has no such link")
            self.pairs = [pair for pair in self.pairs if set(pair) != ends]
            if not self._connected():
                raise Unclear(f"{link.words!r}: not all routers are joined without it")
