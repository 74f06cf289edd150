"""How routers are joined, which system each has and where the hosts stand: statements as one lab. Pure.

What is said link by link or by a shape is taken as it is said; between the tiers of a fabric, a hub and its spokes,
reflectors and clients, a provider and its customers the usual links are added, and told. What is open ends it.
"""

from itertools import product
from typing import Any

from clab.design.builder import draw
from clab.design.grammar.roles import CONTAINERS, FABRIC, system_of
from clab.design.grammar.statements import Who
from clab.design.intent import MOST_NODES, CustomLink, CustomNode, Intent
from clab.design.meaning.forms import form
from clab.design.meaning.hosts_placed import TENANTS, HostPlaces
from clab.design.node_systems import FRR
from clab.design.structure import Structure, Unclear

_FLAT = {
    "ring": "ring",
    "triangle": "ring",
    "square": "ring",
    "chain": "chain",
    "full_mesh": "full_mesh",
    "diamond": "diamond",
    "pair": "pair",
    "star": "star",
}


class Compose(HostPlaces):
    """The statements of a request, put together."""

    def compose(self) -> Structure:
        """Values of an intent.

        Raises:
            Unclear: the statements do not fit, or leave something open.
        """
        if self._hosts_alone():
            return Structure(self._alone(), {}, self.remarks)
        self._counted()
        self._posted()
        made = self.run()
        if not made.roles:
            raise Unclear("it is not said how many routers there are")
        if len(made.roles) > MOST_NODES:
            raise Unclear(f"a lab of ours has 1 to {MOST_NODES} nodes")
        for place, group in enumerate(self.said.groups):
            several = group.role in CONTAINERS and group.role != TENANTS and ((group.count or 0) > 1 or group.plural)
            told = {
                number
                for one in self.said.numbers
                if one.who and all(who.by == "names" or self._of_routers(who) for who in one.who)
                for number in one.numbers
            }
            if several and group.role == "as" and len(told) == group.count:
                continue  # `two autonomous systems: AS 65001 with r1 and r2, …`
            if several and not self.contained(place):
                raise Unclear(f"{group.words!r}: it is not said what is in each")
        if "between_sites" in self.said.words and not any(run.name == "ibgp" for run in self.said.runs):
            raise Unclear("eBGP between the sites: it is not said what runs inside them")
        exchange = self._exchange()
        if exchange is not None:
            return exchange
        sites = self._site_fabrics()
        self._forms(said=True)
        shared = [(link.a, link.b) for link in self.said.links if link.one]
        for link in self.said.links:
            parties = {who.group for who in (*link.a, *link.b)}
            if link.one or not any({who.group for who in (*a, *b)} == parties for a, b in shared):
                self._linked(link)
        self._forms(said=False)
        self._systems_joined()
        if sites is None:
            self._usual()
        for who in (one.who for part in (self.said.numbers, self.said.runs) for one in part):
            self.who(tuple(each for each in who if each.by == "nth"))  # `a ninth spine, r2 and r3 in AS 65002`
        self._gone()
        self._alone_joined()
        self._hubs_led()
        self._systems()
        values = sites or self._shape()
        values |= self._attached()
        return Structure(values, dict(made.roles), self.remarks)

    def _systems_joined(self) -> None:
        """`…, eBGP between`: where two systems are not joined yet, they are for it."""
        sites = self.made.sites
        outside = any(sites.get(a) != sites.get(b) for a, b in self.pairs)
        firsts = [
            next(name for name in self.made.order if sites.get(name) == site) for site in sorted(set(sites.values()))
        ]
        if "between_sites" in self.said.words and len(firsts) == 2 and not outside:
            self._add([(firsts[0], firsts[1])])
            self.remarks.append(f"{self.said.words['between_sites']!r}: where was not said: between the first of both")

    def _hubs_led(self) -> None:
        """Those that are said by name to be hubs have more neighbors than any other, or stand in the middle of a row.

        Raises:
            Unclear: one has not.
        """
        if any(form.shape == "tree" for form in self.said.forms):
            return  # its root has not the most
        whos = tuple(who for post in self.said.posts if post.role == "hub" for who in post.who if who.by == "names")
        hubs = self.who(whos)
        near = {name: {end for pair in self.pairs if name in pair for end in pair} - {name} for name in self.made.order}
        most = max((len(near[name]) for name in near if name not in hubs), default=0)
        row = self.made.forms.get("chain", ())
        middle = row[len(row) // 2 : len(row) // 2 + 1] if len(row) % 2 else ()
        wrong = [name for name in hubs if len(near[name]) <= most and name not in middle]
        if wrong:
            raise Unclear(f"{wrong[0]}: it is said to be in the middle, and others have as many links")

    def _alone_joined(self) -> None:
        """`leaf4 connects to spine1 only`: it has no other link.

        Raises:
            Unclear: it has one.
        """
        for link in self.said.alone:
            ends = {*self.who(link.b)}
            near = {end for name in self.who(link.a) for pair in self.pairs if name in pair for end in pair}
            if not near <= ends | {*self.who(link.a)}:
                raise Unclear(f"{link.words!r} only: there are other links")

    def _of_routers(self, who: Who) -> bool:
        return who.by == "group" and self.said.groups[who.group].role not in CONTAINERS

    def _systems(self) -> None:
        """Which system each router has.

        Raises:
            Unclear: it is not said of some.
        """
        made, said = self.made, self.said
        kinds = made.kinds
        for place, group in enumerate(said.groups):
            if group.kind and place not in made.totals:
                kinds |= dict.fromkeys(made.groups[place] or self.contained(place), group.kind)
        for one in said.kinds:
            if one.who and not all(who.spot == "all" for who in one.who):
                names = self.who(one.who, kinds)
                if not names:
                    raise Unclear(f"{one.words!r}: there are no such routers")
                clash = [name for name in names if kinds.get(name, one.kind) != one.kind]
                if clash:
                    raise Unclear(f"{clash[0]}: it is said to be {kinds[clash[0]]} and {one.kind}")
                kinds |= dict.fromkeys(names, one.kind)
        whole = list(
            dict.fromkeys(one.kind for one in said.kinds if not one.who or all(who.spot == "all" for who in one.who))
        )
        whole += [group.kind for place, group in enumerate(said.groups) if place in made.totals and group.kind]
        whole = list(dict.fromkeys(whole))
        open_ = [name for name in made.order if name not in kinds]
        if len(whole) > 1:
            if len(whole) == len(made.order) and not kinds:
                kinds |= dict(zip(made.order, whole, strict=True))
                return
            raise Unclear(f"it is not said which routers are {' and which '.join(whole)}")
        by_name = {name: found for name in open_ if made.said and (found := system_of(name))}
        if by_name and not whole and set(by_name) == set(open_):
            kinds |= by_name
            return
        named = set(by_name.values())
        if by_name and not whole and not kinds and len(named) == 1:
            kinds |= dict.fromkeys(open_, *named)
            self.remarks.append(f"of one router the name tells the system: all are {next(iter(named))}")
            return
        if not whole and not kinds:
            self.remarks.insert(0, f"no system was named: the routers are {self.default}")
        if open_ and not whole and len(set(kinds.values())) > 1:
            raise Unclear(f"it is not said which system {open_[0]} is")
        if whole and not open_ and whole[0] not in kinds.values():
            raise Unclear(f"it is not said which routers are {whole[0]}")
        bridging = [name for name in open_ if made.roles[name] == "switch"]
        if bridging and whole == [FRR]:
            raise Unclear(f"{bridging[0]}: whether it routes or only bridges is not said")
        fallback = whole[0] if whole else next(iter(kinds.values()), self.default)
        kinds |= dict.fromkeys(open_, fallback)

    def _shape(self) -> dict[str, Any]:
        made = self.made
        parallel = self.said.parallel
        values: dict[str, Any] = {"parallel": parallel} if parallel > 1 else {}
        kinds = [made.kinds[name] for name in made.order]
        roles = set(made.roles.values())
        plain = len(self.pairs) == len({frozenset(pair) for pair in self.pairs})
        if roles <= set(FABRIC) and "spine" in roles and "leaf" in roles and plain and not made.sites:
            found = self._fabric_values()
            if found is not None:
                return values | found
        flat = [(shape, names) for shape, names in self.formed if set(names) == set(made.roles)]
        if len(made.order) == 1:
            return values | {"shape": "single", "kind": kinds[0], "routers": 1, "router_names": tuple(self.made.order)}
        if len(made.order) == 2 and len({frozenset(pair) for pair in self.pairs}) == 1 and not made.sites:
            times = max(len(self.pairs), parallel)
            times = self.said.link_count if self.said.link_count and times == 1 else times
            values = {"parallel": times} if times > 1 else {}
            return values | self._flat("pair", tuple(made.order))
        if flat and plain and len(self.formed) == 1 and not made.sites and not self.said.gone:
            shape, names = flat[0]
            if {frozenset(pair) for pair in form(shape, names)} == {frozenset(pair) for pair in self.pairs}:
                return values | self._flat(_FLAT[shape], names)
        degree = {
            name: len({end for pair in self.pairs if name in pair for end in pair} - {name}) for name in made.order
        }
        hub = [name for name in made.order if degree[name] == len(made.order) - 1]
        if plain and len(hub) == 1 and len(self.pairs) == len(made.order) - 1 and made.roles[hub[0]] in ("hub", "rr"):
            found = self._flat("star", (hub[0], *(name for name in made.order if name != hub[0])))
            return values | found
        nodes = tuple(CustomNode(name=name, kind=made.kinds[name]) for name in made.order)
        links = tuple(CustomLink(a=a, b=b) for a, b in self.pairs)
        return values | {"shape": "custom", "nodes": nodes, "links": links}

    def _flat(self, shape: str, names: tuple[str, ...]) -> dict[str, Any]:
        kinds = [self.made.kinds[name] for name in names]
        values: dict[str, Any] = {"shape": shape, "kind": kinds[0], "routers": len(names), "router_names": names}
        if len(set(kinds)) > 1:
            values["kinds"] = tuple(kinds)
        return values

    def _fabric_values(self) -> dict[str, Any] | None:
        made = self.made
        tiers = {role: self._of(role) for role in FABRIC}
        wanted = {
            frozenset(pair)
            for pair in (*product(tiers["superspine"], tiers["spine"]), *product(tiers["spine"], tiers["leaf"]))
        }
        kinds = {role: {made.kinds[name] for name in names} for role, names in tiers.items()}
        if wanted != {frozenset(pair) for pair in self.pairs} or any(len(found) > 1 for found in kinds.values()):
            return None
        values: dict[str, Any] = {
            "shape": "clos" if tiers["superspine"] else "leaf_spine",
            "kind": next(iter(kinds["leaf"])),
            "spines": len(tiers["spine"]),
            "leaves": len(tiers["leaf"]),
            "router_names": tuple(made.order),
        }
        if kinds["spine"] != kinds["leaf"]:
            values["spine_kind"] = next(iter(kinds["spine"]))
        if tiers["superspine"]:
            values |= {"superspines": len(tiers["superspine"]), "superspine_kind": next(iter(kinds["superspine"]))}
        return values

    def _exchange(self) -> Structure | None:
        said, made = self.said, self.made
        roles = set(made.roles.values())
        if roles & {"spine", "leaf"} and any(run.name == "evpn" and run.wanted for run in said.runs):
            shared = [one for one in said.forms if one.shape == "lan"]  # of the hosts
            said.forms = [one for one in said.forms if one not in shared]
            if shared:
                said.words["one_l2"] = shared[0].words
        if not any(one.shape == "lan" for one in said.forms) and "rs" not in roles:
            return None
        servers = self._of("rs")
        if len(servers) > 1:
            raise Unclear("more than one route server")
        links = [one for one in said.links if one.b]
        if said.gone or said.posts:
            raise Unclear(f"{(said.gone or said.posts)[0].words!r} does not fit an exchange")
        if links or made.sites:
            raise Unclear(f"{(links[0].words if links else 'sites')!r} does not fit an exchange")
        names = [*servers, *(name for name in made.order if name not in servers)]
        if len(names) < 2:
            raise Unclear("it is not said how many members the exchange has")
        self._systems()
        kinds = [made.kinds[name] for name in names]
        values: dict[str, Any] = {
            "shape": "exchange",
            "routers": len(names) - len(servers),
            "route_server": bool(servers),
            "router_names": tuple(names),
            "kind": kinds[-1],
        }
        if len(set(kinds)) > 1:
            values["kinds"] = tuple(kinds)
        values |= self._attached()
        return Structure(values, {name: "rs" if name in servers else "member" for name in names}, self.remarks)

    def _site_fabrics(self) -> dict[str, Any] | None:
        """Several sites of spines and leaves: joined by a WAN router, in full mesh or in a chain."""
        said, made = self.said, self.made
        holders = [
            k
            for k, group in enumerate(said.groups)
            if group.role == "site" and ((group.count or 0) > 1 or group.plural)
        ]
        if not holders or "superspine" in made.roles.values():
            return None
        (first, *more) = holders
        inside = {group.role: group for group in said.groups if group.inside == first}
        if said.dimension and not inside:
            raise Unclear("sites of two numbers: it is not said of what")
        outside = [group for group in said.groups if group.inside is None and group.role in ("spine", "leaf")]
        if set(inside) & {"spine", "leaf"} and outside:
            raise Unclear(f"{outside[0].words!r}: it is not said whether they are in each site")
        if set(inside) != {"spine", "leaf"} or more:
            return None
        count = said.groups[first].count
        outer = [name for name in made.order if name not in made.sites]
        joins = [
            link for link in said.links if any(who.by == "group" and who.group == first for who in (*link.a, *link.b))
        ]
        if len(joins) < len(said.links) or len(outer) > 1:
            return None
        forms = {one.shape for one in said.forms} & {"full_mesh", "chain"}
        spines = "spine_link" in said.words
        if spines and inside["spine"].count != 1:
            raise Unclear(f"{said.words['spine_link']!r}: it is not said which spine is joined to which")
        linked = bool(joins or said.link_count or outer or spines or "first_spines" in said.words)
        if not count or (not linked and not forms):
            raise Unclear("it is not said how the sites are joined")
        if not outer and count != 2 and not forms:
            raise Unclear(f"it is not said how the {count} sites are joined")
        said.links = [link for link in said.links if link not in joins]
        said.forms = [one for one in said.forms if one.shape == "leaf_spine"]
        self._systems()
        spine, leaf = (
            next(made.kinds[name] for name in made.order if made.roles[name] == role) for role in ("spine", "leaf")
        )
        values: dict[str, Any] = {
            "shape": "sites", "sites": count, "spines": inside["spine"].count, "leaves": inside["leaf"].count,
            "joined_by": "wan_router" if outer else "chain" if "chain" in forms else "full_mesh", "kind": leaf,
        }  # fmt: skip
        times = max((link.times for link in joins), default=1)
        if times > 1:
            raise Unclear(f"{joins[0].words!r}: it is not said between which routers")
        if spine != leaf:
            values["spine_kind"] = spine
        self._site_names(values)
        return values

    def _site_names(self, values: dict[str, Any]) -> None:
        """The names that the shape of sites gives its routers."""
        made = self.made
        drawn = draw(Intent(**values))[0]
        renamed: dict[str, str] = {}
        for site in range(1, values["sites"] + 1):
            for role in ("spine", "leaf"):
                old = [name for name in made.order if made.sites.get(name) == site and made.roles[name] == role]
                new = [one.name for one in drawn if one.site == site and one.role == role]
                renamed |= dict(zip(old, new, strict=False))
        wan = [one.name for one in drawn if not one.site]
        renamed |= dict(zip([name for name in made.order if name not in made.sites], wan, strict=False))
        made.groups = [tuple(renamed.get(name, name) for name in group) for group in made.groups]
        made.order = [renamed.get(name, name) for name in made.order]
        for part in ("roles", "sites", "kinds"):
            setattr(made, part, {renamed.get(name, name): value for name, value in getattr(made, part).items()})
