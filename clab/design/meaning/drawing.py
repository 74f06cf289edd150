"""The links that are said: one by one, between groups, between sites, or by a shape. Pure."""

from collections.abc import Sequence
from itertools import combinations, pairwise, product

from clab.design.grammar.roles import CONTAINERS, FABRIC
from clab.design.grammar.statements import Form, Link, Who
from clab.design.meaning.forms import form
from clab.design.meaning.sizes import Sizes
from clab.design.structure import PLAIN_SIZES, Unclear

Pairs = list[tuple[str, str]]
_LEAST = {"ring": 3, "triangle": 3, "square": 4, "diamond": 4}


class Drawing(Sizes):
    """Links as they are said."""

    def _linked(self, link: Link) -> None:
        if self._sites_joined(link):
            return
        a, b = self.who(link.a), self.who(link.b, self.who(link.a))
        routers = set(self.made.roles)
        if not set(a) | set(b) <= routers:
            return  # hosts by name: `_hosts`
        if not a or (link.b and not b):
            raise Unclear(f"{link.words!r}: it is not said which routers they are")
        share = max((who.share for who in link.b), default=0)
        if not link.b:
            pairs = self._mutual(link, a)
        elif any(who.spot == "ends" for who in link.b) and len(a) == len(b):
            pairs = list(zip(a, b, strict=True))
        elif link.one:
            pairs = self._one_each(link, a, b)
        elif share:
            pairs = [(one, b[(k * share + n) % len(b)]) for k, one in enumerate(a) for n in range(share)]
            self.remarks.append(f"{link.words!r}: which of them was not said, so they are taken in turn")
        else:
            pairs = [(one, other) for one, other in product(a, b) if one != other and self._same_site(one, other)]
        if not pairs:
            raise Unclear(f"{link.words!r}: it is not said to what")
        self._add(pairs, link.times)

    def _same_site(self, a: str, b: str) -> bool:
        sites = self.made.sites
        return sites.get(a, 0) == sites.get(b, 0) or 0 in (sites.get(a, 0), sites.get(b, 0))

    def _mutual(self, link: Link, a: list[str]) -> Pairs:
        if len(a) < 2:
            raise Unclear(f"{link.words!r}: it is not said to what")
        roles = {self.made.roles[name] for name in a}
        if roles == {"spine", "leaf"}:
            return [(one, other) for one, other in combinations(a, 2) if self.made.roles[one] != self.made.roles[other]]
        return [pair for pair in combinations(a, 2) if self._same_site(*pair)]

    def _one_each(self, link: Link, a: list[str], b: list[str]) -> Pairs:
        if not b or len(a) % len(b):
            raise Unclear(f"{link.words!r}: {len(a)} at {len(b)}: it is not said which is where")
        share = len(a) // len(b)
        return [(one, b[k // share]) for k, one in enumerate(a)]

    def _add(self, pairs: Pairs, times: int = 1) -> None:
        for pair in pairs:
            have = sum(set(pair) == set(one) for one in self.pairs)
            self.pairs += [pair] * (times - have)

    def _joined(self, a: str, b: str) -> bool:
        return any({a, b} == set(pair) for pair in self.pairs)

    def _of(self, role: str) -> list[str]:
        return [name for name, own in self.made.roles.items() if own == role]

    def _sites_joined(self, link: Link) -> bool:
        """`one link between the sites`, `sites joined through a WAN router`: at the first router of each."""
        groups = self.said.groups
        site = [who for who in (*link.a, *link.b) if who.by == "group" and groups[who.group].role in CONTAINERS]
        if not site:
            return False
        firsts = self._firsts(link, site[0].group)
        other = [who for who in (*link.a, *link.b) if who not in site]
        if other:
            centre = self.who(tuple(other))
            if len(centre) != 1 or len(site) > 1:
                raise Unclear(f"{link.words!r}: it is not said how the sites are joined")
            self._add([(centre[0], name) for names in firsts for name in names[:1]], link.times)
            if max(map(len, firsts)) > 1:
                self.remarks.append(f"{link.words!r}: at which router was not said: the first of each site")
            return True
        if len(site) > 1 and {who.group for who in site} != {site[0].group}:
            raise Unclear(f"{link.words!r}: it is not said how the sites are joined")
        forms = [one for one in self.said.forms if any(who in site for who in one.who)]
        if len(firsts) != 2 and forms:
            return True
        if (
            not link.b
            and len(firsts[0]) > 1
            and any(word in link.words.lower() for word in ("each other", "one another", "together"))
        ):
            raise Unclear(f"{link.words!r}: it is not said between which routers")
        if len(firsts) != 2:
            raise Unclear(f"{link.words!r}: it is not said how the {len(firsts)} sites are joined")
        if link.times > 1 and "parallel" not in link.words.lower() and len(firsts[0]) > 1:
            raise Unclear(f"{link.words!r}: it is not said between which routers")
        self._add([(firsts[0][0], firsts[1][0])], link.times)
        if max(map(len, firsts)) > 1:
            self.remarks.append(f"{link.words!r}: between which routers was not said: the first of both sites")
        return True

    def _firsts(self, link: Link, container: int) -> list[list[str]]:
        """The upper routers of every site."""
        names = self.contained(container)
        sites = sorted({self.made.sites[name] for name in names if name in self.made.sites})
        if not sites:
            raise Unclear(f"{link.words!r}: it is not said what is in each")
        rank = [*FABRIC[:2], "core", "hub"]
        found = []
        for site in sites:
            own = [name for name in names if self.made.sites[name] == site]
            top = next((role for role in rank if any(self.made.roles[name] == role for name in own)), "")
            found.append([name for name in own if not top or self.made.roles[name] == top])
        return found

    def _forms(self, *, said: bool) -> None:
        """Shapes of those who are named come before single links, which may be at their ends; shapes of all behind."""
        for one in self._meant():
            if (bool(one.who) and one.shape not in ("tree", "partial_mesh")) == said:
                self._form(one)

    def _meant(self) -> list[Form]:
        """The shapes that are of links: a full mesh beside another is one of sessions, `point to point` a word."""
        said = self.said
        forms = [one for one in said.forms if not one.words.lower().startswith(("point", "p2p"))]
        names = {one.shape for one in forms}
        ibgp = any(run.name == "ibgp" and run.wanted for run in said.runs)
        if "full_mesh" in names and ibgp and (len(names) > 1 or said.links):
            cabled = [one for one in forms if one.words.lower().startswith("every")]  # `everyone cabled to everyone`
            forms = [
                one
                for one in forms
                if one.shape != "full_mesh" or one in cabled or (len(names) == 1 and self._apart(one))
            ]
        if len(names) > 1:
            forms = [
                one for one in forms if not (one.shape == "pair" and one.words.lower().startswith(("back", "b2b")))
            ]
        several = sum(group.count or 1 for group in said.groups if group.role == "hub") > 1 and said.links
        return [one for one in forms if one.shape != "leaf_spine" and not (one.shape == "star" and several)]

    def _apart(self, one: Form) -> bool:
        """Whether no link is named between those that stand in a shape: then it is one of links."""
        inside = set(self._sure(one.who))
        joined = any(inside & set(self._sure(link.a)) and inside & set(self._sure(link.b)) for link in self.said.links)
        return bool(inside) and not joined

    def _form(self, one: Form) -> None:
        made, groups = self.made, self.said.groups
        if any(who.by == "group" and groups[who.group].role in CONTAINERS for who in one.who):
            self._form_of_sites(one)
            return
        inside = [
            who
            for who in one.who
            if who.by == "group"
            and groups[who.group].inside is not None
            and groups[groups[who.group].inside or 0].role in CONTAINERS
        ]
        if inside:
            names = self.who(one.who)
            own = [
                [name for name in names if made.sites.get(name) == site] for site in sorted(set(made.sites.values()))
            ]
            for part in own if max(map(len, own)) > 1 else [names]:
                self._draw(one, part)
            return
        names = self.who(one.who) if one.who else self._all_of()
        if one.shape == "pair" and one.who and len(names) == 1 and len(self.made.order) == 2:
            names = list(self.made.order)  # `dumbbell: r1 with two hosts, r2 with two hosts`
        if one.shape == "pair" and one.who and len(names) > 2:
            raise Unclear(f"{one.words!r}: {len(names)} routers stand in it")
        self._draw(one, names)

    def _all_of(self) -> list[str]:
        """Where nobody is named, those stand in a shape who are not beside it."""
        made = self.made
        linked = {name for link in self.said.links for name in (*self._sure(link.a), *self._sure(link.b))}
        hung = [
            name
            for name in made.order
            if made.roles[name] in ("ce", "customer")
            or (self.said.links and name in linked and name not in self._grouped())
        ]
        more = {name for k, group in enumerate(self.said.groups) if group.more for name in made.groups[k]}
        rest = [name for name in made.order if name not in hung and name not in more]
        counted = [
            k
            for k, group in enumerate(self.said.groups)
            if group.role == "router" and not group.spot and group.inside is None
        ]
        others = [
            name for k, group in enumerate(self.said.groups) if group.inside is not None for name in made.groups[k]
        ]
        rest = [name for name in rest if name not in others]
        if len(self.said.groups) > 1 and len(counted) == 1 and self.said.links and made.groups[counted[0]]:
            free = [
                k
                for k, group in enumerate(self.said.groups)
                if k not in counted
                and any(who.by == "group" and who.group == k for link in self.said.links for who in (*link.a, *link.b))
            ]
            rest = [name for name in rest if not any(name in made.groups[k] for k in free)]
        return rest or list(made.order)

    def _grouped(self) -> set[str]:
        return {name for names in self.made.groups for name in names}

    def _sure(self, whos: tuple[Who, ...]) -> list[str]:
        try:
            return self.who(tuple(who for who in whos if who.by != "spot"))
        except Unclear:
            return []

    def _draw(self, one: Form, names: list[str]) -> None:
        shape = one.shape
        if shape == "grid":
            return self._grid(names)
        if shape == "tree":
            return self._tree(one, names)
        if shape in ("partial_mesh", "lan"):
            if shape == "partial_mesh" and not self.pairs:
                raise Unclear("a partial mesh: it is not said which routers are joined")
            return None
        if PLAIN_SIZES.get(shape, len(names)) != len(names) or len(names) < _LEAST.get(shape, 1):
            raise Unclear(f"{one.words!r}: {len(names)} routers stand in it")
        if shape == "star":
            names = self._hub_first(names)
        self.made.forms[shape] = tuple(names)
        self.formed.append((shape, tuple(names)))
        pairs = form(shape, names)
        own = [pair for pair in self.pairs if set(pair) <= set(names)]
        if own and self._is_form(shape, names, own):
            return None
        self._add(pairs)
        return None

    def _is_form(self, shape: str, names: Sequence[str], pairs: Pairs) -> bool:
        """Whether the links that are named make the shape by themselves."""
        degree = sorted(len({end for pair in pairs if name in pair for end in pair} - {name}) for name in names)
        count = len(names)
        return {
            "ring": degree == [2] * count, "triangle": degree == [2] * 3, "square": degree == [2] * 4,
            "chain": degree == [1, 1, *[2] * (count - 2)], "star": degree == [*[1] * (count - 1), count - 1],
            "diamond": degree in ([2] * 4, [2, 2, 3, 3]), "pair": count == 2,
            "full_mesh": degree == [count - 1] * count,
        }.get(shape, False)  # fmt: skip

    def _hub_first(self, names: list[str]) -> list[str]:
        made = self.made
        outside = [name for name in made.order if made.roles[name] in ("hub", "rr") and name not in names]
        names = [*outside, *names] if len(outside) == 1 else names
        hubs = [name for name in names if made.roles[name] in ("hub", "rr")]
        posts = [
            name
            for post in self.said.posts
            if post.role == "hub"
            for name in self.who(tuple(who for who in post.who if who.by != "spot"))
        ]
        hubs = hubs or posts
        if len(hubs) > 1:
            raise Unclear(f"{len(hubs)} in the middle: it is not said how they are joined")
        single = [
            self.made.groups[k]
            for k, group in enumerate(self.said.groups)
            if len(self.made.groups[k]) == 1 and group.role == "router"
        ]
        if not hubs and len(single) == 1 and len(self.said.groups) > 1 and self.said.groups[0].count == 1:
            hubs = list(single[0])
        if hubs:
            return [*hubs, *(name for name in names if name not in hubs)]
        if all(name.startswith("r") and name[1:].isdigit() for name in names) and not made.said:
            renamed = {name: "hub" if not k else f"spoke{k}" for k, name in enumerate(names)}
            self._renamed(renamed)
            return list(renamed.values())
        return names

    def _renamed(self, names: dict[str, str]) -> None:
        made = self.made
        made.groups = [tuple(names.get(name, name) for name in group) for group in made.groups]
        made.order = [names.get(name, name) for name in made.order]
        made.roles = {
            names.get(name, name): ("hub" if names.get(name) == "hub" else "spoke" if name in names else role)
            for name, role in made.roles.items()
        }

    def _form_of_sites(self, one: Form) -> None:
        made = self.made
        inner = [name for name in made.order if made.sites.get(name)]
        sites = sorted({made.sites[name] for name in inner})
        own = [[name for name in inner if made.sites[name] == site] for site in sites]
        if not own:
            raise Unclear(f"{one.words!r}: it is not said what is in each")
        if max(map(len, own)) > 1:
            if one.words.lower() in ("triangle", "ring", "mesh", "full mesh", "line", "chain"):
                pass
            firsts = [names[0] for names in own]
            self._add(form(one.shape, firsts) if one.shape != "star" else [])
            self.remarks.append(f"{one.words!r}: between which routers was not said: the first of each site")
            return
        self._draw(one, [names[0] for names in own])

    def _grid(self, names: list[str]) -> None:
        size = self.said.dimension
        if size is None:
            raise Unclear("a grid: it is not said of how many rows and columns")
        rows, columns = size
        if rows < 2 or columns < 2 or rows * columns != len(names):
            raise Unclear(f"a grid of {rows} by {columns}: there are {len(names)} routers")
        at = {(k // columns, k % columns): name for k, name in enumerate(names)}
        self._add(
            [
                (name, at[other])
                for (row, column), name in at.items()
                for other in ((row, column + 1), (row + 1, column))
                if other in at
            ]
        )

    def _tree(self, one: Form, names: list[str]) -> None:
        tiers = [[name for name in names if self.made.roles[name] == role] for role in ("core", "dist", "access")]
        tiers = [tier for tier in tiers if tier]
        open_ = [
            (upper, lower)
            for upper, lower in pairwise(tiers)
            if not any(self._joined(a, b) for a, b in product(upper, lower))
        ]
        if len(tiers) > 1 and open_:
            if len(tiers[0]) != 1 or any(len(lower) % len(upper) for upper, lower in open_):
                raise Unclear("tree: it is not said which switch is under which")
            self._add(
                [
                    (upper[k // (len(lower) // len(upper))], name)
                    for upper, lower in open_
                    for k, name in enumerate(lower)
                ]
            )
            return
        if len(tiers) > 1:
            return
        if "binary" not in one.words.lower():
            if not self.pairs:
                raise Unclear("tree: it is not said which router is under which")
            return
        tops = {name for post in self.said.posts if post.role == "hub" for name in self._sure(post.who)}
        names = sorted(names, key=lambda name: name not in tops)
        if len(names) + 1 & len(names) or len(names) < 3:
            raise Unclear(f"{len(names)} routers are no whole binary tree: 3, 7, 15 or 31")
        self._add([(names[(k - 1) // 2], name) for k, name in enumerate(names) if k])
