"""Statements as the phrases that demands and routing are made of. Pure."""

import re

from clab.design.grammar.roles import role_of
from clab.design.grammar.statements import Form, Hosts, Link, Statements, Who, Whos
from clab.design.meaning.members import CONTAINERS, Naming
from clab.design.meaning.phrases import Group, HostGroup, Joint, Protocol, Reading, Ref, Scoped, Where
from clab.design.structure import Unclear
from clab.design.words.tokens import HOST_NAME

_PEERING = re.compile(r"\bpeer(?:s|ed|ing)? (?:with|to)\b", re.IGNORECASE)
_WHOLE = (
    "no_v4", "apart", "routed", "on_loopbacks", "one_l2", "unconfigured", "bare", "light", "gateways",
    "isolated", "bridged", "end_to_end",
)  # fmt: skip
"""What is said of the lab as a whole, under the same names in phrases."""


def reading_of(said: Statements, naming: Naming | None) -> Reading:
    """The phrases of statements; `naming` knows who is meant, where that was worked out."""
    return _Adapter(said, naming).run()


class _Adapter:
    def __init__(self, said: Statements, naming: Naming | None) -> None:
        self.said, self.naming = said, naming
        self.out = Reading(slips=said.slips, said=said.said)

    def run(self) -> Reading:
        said, out = self.said, self.out
        self.groups()
        tenants = {name for group in said.groups if group.role == "tenant" for name in group.names}
        out.names = [name for name in said.named if not HOST_NAME.match(name) and name not in tenants]
        out.joints = [
            Joint(
                link.words,
                self.refs(link.a),
                self.refs(link.b),
                link.times,
                max((who.share for who in link.b), default=0) or (1 if link.one else 0),
            )
            for link in said.links
        ]
        if "bridged" in said.words:
            out.one_l2 = out.one_l2 or said.words["bridged"]
        self.inner_links()
        if any(form.shape == "lan" for form in said.forms):
            out.joints = [joint for joint in out.joints if joint.b]  # `peering with each other`: on it they do
        for form in said.forms:
            if self._of_sites(form):
                continue
            out.shapes.append((form.shape, form.words))
            if not form.who and said.links and self.naming is not None and form.shape in self.naming.made.forms:
                refs = tuple(Ref("name", name) for name in self.naming.made.forms[form.shape])
                out.scoped.append(Scoped(form.words, form.shape, refs))
            if form.who:
                out.scoped.append(Scoped(form.words, form.shape, self.stand(form.who)))
        out.hosts = [self.host(one) for one in said.hosts if one.count != 0]
        for run in said.runs:
            out.protocols.append(Protocol(run.words, run.name, run.wanted, self.between(run.who), run.optional))
        out.tenants = [group for group in out.groups if group.role == "tenant"]
        self.kinds()
        self.numbers()
        peering = [link for link in said.links if _PEERING.search(link.words) and not out.own_as]
        out.peered = [link.words for link in peering if not self.of_two_systems(link)]
        self.posts()
        self.one_kind()
        for link in said.gone:
            if link.b:
                out.unlinked.append((link.words, link.a[0].names[0], link.b[0].names[0]))
            else:
                out.unjoined.append((link.words, link.a[0].role))
        grid = any(form.shape == "grid" for form in said.forms)
        out.dimension, out.grid = (None, said.dimension) if grid else (said.dimension, None)
        out.stages, out.stage_word = said.stages
        out.parallel, out.links, out.mask, out.interface = said.parallel, said.link_count, said.mask, said.port
        out.link_mask = said.link_mask
        out.pool6 = said.pool6 or str(said.said.values.get("links6", ""))
        out.image, out.image_tag = next(iter(said.images), ""), next((tag for _, tag in said.tags), "")
        out.management, out.lab_name = said.management, said.lab_name
        out.no_hosts, out.configs, out.vlan_count = "no_hosts" in said.words, "configs" in said.words, said.vlan_count
        out.host_vlans = dict(said.host_vlans)
        for word in _WHOLE:
            setattr(out, word, said.words.get(word, ""))
        out.between_sites = "between_sites" in said.words
        out.beyond, out.left, out.purpose = list(said.beyond), list(said.left), list(said.purpose)
        out.aside = list(said.aside)
        for option in said.options:
            worse = option.what == "route" and option.value.split()[1] != "0"
            out.values.setdefault("distance" if worse else option.what, option.words)
        out.families = list(said.families)
        named = {one.name for one in out.protocols if one.wanted}
        if out.unconfigured and not ("rest" in out.unconfigured.lower() and named):
            out.protocols.append(Protocol(out.unconfigured, "routing", wanted=False))
        if out.bare:
            out.protocols.append(Protocol(out.bare, "routing", wanted=False))
        return out

    def of_two_systems(self, link: Link) -> bool:
        """Whether both ends of a link are known to be in different AS: then who peers is joined."""
        a, b = (self.systems_of(part) for part in (link.a, link.b))
        roles = {self.said.groups[who.group].role for who in (*link.a, *link.b) if who.by == "group"}
        return (bool(a and b) and not a & b) or roles == {"rr", "rrclient"}

    def systems_of(self, whos: Whos) -> set[int]:
        """The AS numbers that were said of routers."""
        groups = [self.out.groups[who.group] for who in whos if who.by == "group"]
        told = {number for group in groups for number in group.asns}
        names = [name for who in whos for name in who.names] + [name for group in groups for name in group.names]
        names += self.resolved(whos)
        return told | {self.out.name_asns[name] for name in names if name in self.out.name_asns}

    def inner_links(self) -> None:
        """`two sites, each with two routers linked to each other`: a mesh in every site."""
        for link, joint in zip(self.said.links, list(self.out.joints), strict=True):
            inside = [self.said.groups[who.group].inside for who in link.a if who.by == "group"]
            if not link.b and inside and inside[0] is not None and self.said.groups[inside[0]].role in CONTAINERS:
                self.out.inner = ("full_mesh", link.words)
                self.out.joints.remove(joint)

    def one_kind(self) -> None:
        """Where one system is named, it is the one of all."""
        out = self.out
        named = {*out.systems, *(group.kind for group in out.groups if group.kind), *out.name_kinds.values()}
        routing = [group for group in out.groups if group.role not in CONTAINERS]
        if len(named) == 1 and (len(routing) > 1 or len(out.name_kinds) > 0):
            out.systems = list(named)
            out.name_kinds = {}
            out.groups = [
                Group(one.words, one.role, one.count, None, one.names, one.inside, one.asns, one.plural)
                for one in out.groups
            ]

    def groups(self) -> None:
        for place, group in enumerate(self.said.groups):
            asns = [
                number
                for one in self.said.numbers
                if one.manner != "first" and any(who.by == "group" and who.group == place for who in one.who)
                for number in one.numbers
            ]
            asns = [] if group.role in CONTAINERS else asns
            inside = group.inside
            members = self.naming.made.groups[place] if self.naming is not None and self.naming.made.groups else ()
            names = group.names or (
                members if set(members) & set(self.said.named) and set(members) <= set(self.said.named) else ()
            )
            held = inside is not None and self.said.groups[inside].role in CONTAINERS
            count = group.count
            if self.naming is not None and place in self.naming.made.totals:
                count = len(self.naming.made.roles)
            self.out.groups.append(
                Group(
                    group.words,
                    group.role,
                    count,
                    group.kind,
                    names,
                    inside if held or inside is not None else None,
                    tuple(asns),
                    group.plural,
                )
            )

    def _of_sites(self, form: Form) -> bool:
        """A shape in which the routers of each site stand."""
        groups = [self.said.groups[who.group] for who in form.who if who.by == "group"]
        inside = [
            group for group in groups if group.inside is not None and self.said.groups[group.inside].role in CONTAINERS
        ]
        if not inside or not any((group.count or 0) > 1 for group in inside):
            return False
        self.out.inner = (form.shape, form.words)
        return True

    def stand(self, whos: Whos) -> tuple[Ref, ...]:
        """Who stands in a shape, by name where there are others."""
        routing = [group for group in self.said.groups if group.role not in CONTAINERS]
        plain = any(who.by == "group" and self.said.groups[who.group].role in ("router", *CONTAINERS) for who in whos)
        sites = any(who.by == "group" and self.said.groups[who.group].role in CONTAINERS for who in whos)
        names = self.resolved(whos) if plain and (len(routing) > 1 or self.said.named or sites) else []
        return tuple(Ref("name", name) for name in names) or self.refs(whos)

    def ref(self, who: Who) -> list[Ref]:
        if who.by == "names":
            return [Ref("name", name) for name in who.names]
        if who.by == "group":
            return [Ref("group", group=who.group)]
        if who.by == "role":
            return [Ref("name", name) for name in self.resolved((who,))] or [Ref("role", who.role)]
        return [Ref("name", name) for name in self.resolved((who,))]

    def refs(self, whos: Whos) -> tuple[Ref, ...]:
        return tuple(ref for who in whos for ref in self.ref(who))

    def resolved(self, whos: Whos) -> list[str]:
        if self.naming is None or not self.naming.made.roles:
            return []
        try:
            return self.naming.who(whos)
        except Unclear:
            return []

    def between(self, whos: Whos) -> tuple[str, ...]:
        found: list[str] = []
        for who in whos:
            group = self.said.groups[who.group] if who.by == "group" else None
            alone = group is not None and sum(one.role == group.role for one in self.said.groups) == 1
            if who.spot == "core":
                found.append("core")
            elif group is not None and alone and group.role not in ("router", *CONTAINERS):
                found.append(group.role)
            elif who.by == "role":
                found.append(who.role)
            else:
                found += self.resolved((who,))
        return tuple(dict.fromkeys(found))

    def host(self, one: Hosts) -> HostGroup:
        where: Where = "somewhere"
        role, at = "", []
        share = max((who.share for who in one.at), default=0)
        tenants = {name for group in self.said.groups if group.role == "tenant" for name in group.names}
        whos = tuple(who for who in one.at if not who.names or not set(who.names) <= tenants)
        for who in whos:
            group = self.said.groups[who.group] if who.by == "group" else None
            alone = (
                group is not None
                and sum(each.role == group.role for each in self.said.groups) == 1
                and len(one.at) == 1
            )
            if who.spot in ("ends", "edges"):
                where = "ends" if who.spot == "ends" else "edges"
            elif who.spot == "all":
                where = "each"
            elif group is not None and alone and group.role == "router" and one.each:
                where = "each" if len([g for g in self.said.groups if g.role not in CONTAINERS]) == 1 else "names"
                at += self.resolved((who,)) if where == "names" else []
            elif (
                group is not None
                and alone
                and group.role not in CONTAINERS
                and any(role_of(name) != group.role for name in group.names)
            ):
                where = "names"  # `four edge routers e1-e4`
                at += group.names
            elif group is not None and alone and (one.each or one.homed or group.role != "router"):
                where, role = "role", group.role
            elif who.by == "role":
                where, role = "role", who.role
            else:
                where = "names"
                at += self.resolved((who,)) or list(who.names)
        if one.but:
            gone = set(self.resolved(one.but))
            where, at = "names", [name for name in self.resolved(one.at) if name not in gone]
        count = one.count
        each = one.each
        if where in ("role", "each", "edges") and not one.each and not one.homed and count:
            size = len(self.resolved(one.at)) or 1
            count = count // size if count % size == 0 else count
        if where == "ends" and not one.each and count == 2:
            count = 1
        if where == "ends" and self.naming is not None and len(self.naming.made.order) == 1:
            where, count = "each", 2 * (count or 1)
        names = one.names
        return HostGroup(
            one.words, count, where, role, tuple(dict.fromkeys(at)), names, one.vlans, each, one.homed, one.whole, share
        )

    def kinds(self) -> None:
        out = self.out
        for one in self.said.kinds:
            if not one.who or all(who.spot == "all" for who in one.who):
                out.systems.append(one.kind)
                continue
            for who in one.who:
                if who.by == "group":
                    group = out.groups[who.group]
                    if group.kind is None:
                        out.groups[who.group] = Group(
                            group.words,
                            group.role,
                            group.count,
                            one.kind,
                            group.names,
                            group.inside,
                            group.asns,
                            group.plural,
                        )
                else:
                    told = {*self.of_a_kind(), *out.name_kinds} if who.spot == "rest" else set()
                    names = [name for name in self.resolved((who,)) if name not in told]
                    out.name_kinds |= dict.fromkeys(names, one.kind)

    def of_a_kind(self) -> set[str]:
        """The routers of groups of which the system was said: the rest are others."""
        made = self.naming.made.groups if self.naming is not None else []
        return {name for group, names in zip(self.out.groups, made, strict=False) if group.kind for name in names}

    def numbers(self) -> None:
        out = self.out
        told = {number for one in self.said.numbers if one.who for number in one.numbers}
        for one in self.said.numbers:
            if not one.who and not one.manner and one.numbers and set(one.numbers) <= told:
                continue  # `AS 65001 has r1 and r2 …, iBGP inside 65001`
            groups = [self.said.groups[who.group] for who in one.who if who.by == "group"]
            whole = not one.who or all(who.by == "spot" and who.spot == "all" for who in one.who)
            if one.manner == "own":
                out.own_as = one.words
                role = groups[0].role if groups else one.who[0].role if one.who else ""
                out.own_as_role = role if role not in ("as", "router", "site", "") else ""
                continue
            if one.manner == "same" and not one.numbers:
                out.one_as = True
                continue
            if one.manner == "first" and [who.spot for who in one.who] == ["rest"] and self.naming is not None:
                names = self.naming.who(one.who, out.name_asns)
                self.said.left += [one.words] if len(one.numbers) > 1 else []
                self.given({name: one.numbers[0] + k for k, name in enumerate(names)}, one.words)
                continue
            if one.manner == "first" or whole:
                out.asns += one.numbers
                out.first_asn = out.first_asn or one.manner == "first"
                continue
            for who in one.who:
                if who.by == "group" and self.said.groups[who.group].role in CONTAINERS:
                    self.of_sites(one.numbers)
                    continue
                if who.by == "group":
                    continue
                names = self.resolved((who,))
                if len(one.numbers) == 1:
                    self.given(dict.fromkeys(names, one.numbers[0]), one.words)
                elif len(one.numbers) == len(names):
                    self.given(dict(zip(names, one.numbers, strict=True)), one.words)
                else:
                    out.left.append(one.words)
        sites = self.naming.made.sites if self.naming is not None else {}
        runs = {one.name for one in self.said.runs if one.wanted}
        if not self.said.numbers and {"ibgp", "ebgp"} <= runs and "between_sites" in self.said.words:
            out.name_asns = {name: 65_000 + site for name, site in sites.items()}
        holders = [group for group in out.groups if group.role in CONTAINERS]
        counted = bool(holders) and holders[-1].count == len(out.asns) and not out.first_asn
        if counted and out.asns and self.of_sites(tuple(out.asns)):
            out.asns = []

    def given(self, numbers: dict[str, int], words: str) -> None:
        """An AS number of some; one that had another is told."""
        have = self.out.name_asns
        if any(have.get(name, number) != number for name, number in numbers.items()):
            self.said.left.append(words)
        have |= numbers

    def of_sites(self, numbers: tuple[int, ...]) -> bool:
        """An AS number of every site."""
        sites = self.naming.made.sites if self.naming is not None else {}
        if sites and len(sites) == max(sites.values()) == len(numbers):
            self.out.asns += numbers if not self.out.asns else ()
            return False
        if sites and max(sites.values()) == len(numbers):
            self.out.name_asns |= {name: numbers[site - 1] for name, site in sites.items()}
            return True
        return False

    def posts(self) -> None:
        out = self.out
        for post in self.said.posts:
            if post.role == "spoke":
                continue
            for who in post.who:
                group = self.said.groups[who.group] if who.by == "group" else None
                if post.role == "rr" and (
                    who.spot == "centre" or (group is not None and group.role in ("spine", "superspine", "hub"))
                ):
                    out.reflecting = (
                        "hub"
                        if who.spot == "centre" or (group is not None and group.role == "hub")
                        else group.role
                        if group
                        else ""
                    )
                elif group is not None and group.role in ("hub", "spoke"):
                    continue
                else:
                    out.named_roles |= dict.fromkeys(self.resolved((who,)), post.role)
