"""The statements of a request with everybody who is meant: the system and AS numbers of each group and name. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from clab.design.grammar.roles import CONTAINERS
from clab.design.grammar.statements import Form, Group, Hosts, Link, Numbers, Run, Statements, Who, Whos
from clab.design.meaning.members import Members, Naming
from clab.design.structure import Unclear
from clab.design.words.tokens import HOST_NAME

_PEERING = re.compile(r"\bpeer(?:s|ed|ing)? (?:with|to)\b", re.IGNORECASE)


@dataclass(slots=True)
class Asns:
    """The AS numbers that are said. `listed` are of nobody in particular, from the `first` on where so said; `named` of
    routers by name. `own` are the words by which each (of `own_role`) has one of its own; `shared`: all have one."""

    listed: list[int] = field(default_factory=list)
    first: bool = False
    named: dict[str, int] = field(default_factory=dict)
    own: str = ""
    own_role: str = ""
    shared: bool = False


class Resolved:
    """`groups` have their systems, names and AS numbers, `runs` whom each is said of, `forms` are of the whole lab;
    `systems` are said of all routers, `kinds` of some by name, `posts` what some are beside it. `inner` is how the
    routers of each site are joined, `reflecting` the role of the route reflectors, `left` words that nothing holds."""

    def __init__(self, said: Statements, naming: Naming | None = None) -> None:
        self.said, self.naming = said, naming
        self.made = naming.made if naming is not None else Members()
        self.left = list(said.left)
        self.asns = Asns()
        self.systems: list[str] = []
        self.kinds: dict[str, str] = {}
        self.posts: dict[str, str] = {}
        self.reflecting = ""
        self.inner: tuple[str, str] | None = None
        self.groups = [self._group(place, group) for place, group in enumerate(said.groups)]
        self.links = [link for link in said.links if not self._of_site(link)]
        if any(form.shape == "lan" for form in said.forms):
            self.links = [link for link in self.links if self.parties(link.b)]  # `peering with each other`: on it
        self.forms = [form for form in said.forms if not self._of_sites(form)]
        self.runs = [replace(run, between=self._between(run.who)) for run in said.runs]
        self._kinds()
        self._numbers()
        self.peered = [link.words for link in said.links if self._peering(link)]
        self._posts()
        self._one_kind()
        named = {one.name for one in self.runs if one.wanted}
        rest = self.word("unconfigured")
        if rest and not ("rest" in rest.lower() and named):
            self.runs.append(Run(rest, "routing", wanted=False))
        if self.word("bare"):
            self.runs.append(Run(self.word("bare"), "routing", wanted=False))

    # --- what is said of the lab as a whole

    def word(self, concept: str) -> str:
        """The words by which a concept (`no_v4`, `routed` …) is said of the lab as a whole, or none."""
        return self.said.words.get(concept, "")

    @property
    def names(self) -> list[str]:
        """The routers that are named."""
        tenants = {name for group in self.tenants for name in group.names}
        return [name for name in self.said.named if not HOST_NAME.match(name) and name not in tenants]

    @property
    def tenants(self) -> list[Group]:
        return [group for group in self.groups if group.role == "tenant"]

    @property
    def hosts(self) -> list[Hosts]:
        return [one for one in self.said.hosts if one.count != 0]

    @property
    def pool6(self) -> str:
        """The IPv6 prefix of the links."""
        return self.said.pool6 or str(self.said.said.values.get("links6", ""))

    @property
    def grid(self) -> tuple[int, int] | None:
        """Rows and columns."""
        return self.said.dimension if any(form.shape == "grid" for form in self.said.forms) else None

    @property
    def dimension(self) -> tuple[int, int] | None:
        """Spines and leaves, or leaves and spines."""
        return None if self.grid else self.said.dimension

    @property
    def image(self) -> str:
        """The image of all routers."""
        return next(iter(self.said.images), "")

    @property
    def image_tag(self) -> str:
        return next((tag for _, tag in self.said.tags), "")

    @property
    def values(self) -> dict[str, str]:
        """The values of routing protocols that are named, each with the words of its first."""
        found: dict[str, str] = {}
        for option in self.said.options:
            worse = option.what == "route" and option.value.split()[1] != "0"
            found.setdefault("distance" if worse else option.what, option.words)
        return found

    @property
    def told_asns(self) -> list[int]:
        """The AS numbers that are said of groups and of names."""
        return [*(number for group in self.groups for number in group.asns), *self.asns.named.values()]

    @property
    def reaches_outside(self) -> bool:
        """Whether iBGP runs inside and eBGP to those outside."""
        return {"ibgp", "ebgp"} <= {one.name for one in self.runs if one.wanted}

    # --- who is meant

    def who(self, whos: Whos) -> list[str]:
        """The routers that are meant, as far as that was worked out."""
        if self.naming is None or not self.made.roles:
            return []
        try:
            return self.naming.who(whos)
        except Unclear:
            return []

    def group(self, who: Who) -> Group | None:
        """The group that is meant, as it was said."""
        return self.said.groups[who.group] if who.by == "group" else None

    def alone(self, group: Group) -> bool:
        """Whether a group is the only one of its role."""
        return sum(one.role == group.role for one in self.said.groups) == 1

    def parties(self, whos: Whos) -> Whos:
        """Who is meant by name or group; a role by its routers, where they are known."""
        found: list[Who] = []
        for who in whos:
            names = who.names if who.by == "names" else () if who.by == "group" else tuple(self.who((who,)))
            if names:
                found.append(Who("names", names=names))
            elif who.by in ("group", "role"):
                found.append(who)
        return tuple(found)

    def named(self, parties: Whos) -> list[str]:
        """The names of parties, where all have some."""
        found: list[str] = []
        for who in parties:
            own = self.groups[who.group].names if who.by == "group" else who.names
            if not own:
                return []
            found += own
        return found

    def roles(self, parties: Whos) -> list[str]:
        """The roles of parties, each once."""
        told = ((self.groups[who.group] if who.by == "group" else who).role or "router" for who in parties)
        return list(dict.fromkeys(told))

    def _between(self, whos: Whos) -> tuple[str, ...]:
        """The roles or names of which a protocol is said."""
        found: list[str] = []
        for who in whos:
            group = self.group(who)
            if who.spot == "core":
                found.append("core")
            elif group is not None and self.alone(group) and group.role not in ("router", *CONTAINERS):
                found.append(group.role)
            elif who.by == "role":
                found.append(who.role)
            else:
                found += self.who((who,))
        return tuple(dict.fromkeys(found))

    # --- groups, and what stands in sites

    def _group(self, place: int, group: Group) -> Group:
        said, made = self.said, self.made
        asns = [
            number
            for one in said.numbers
            if one.manner != "first" and any(who.by == "group" and who.group == place for who in one.who)
            for number in one.numbers
        ]
        members = made.groups[place] if made.groups else ()
        spoken = members if set(members) & set(said.named) and set(members) <= set(said.named) else ()
        return replace(
            group,
            count=len(made.roles) if place in made.totals else group.count,
            names=group.names or spoken,
            asns=() if group.role in CONTAINERS else tuple(asns),
        )

    def _inside(self, group: Group | None) -> bool:
        """Whether routers stand in every site."""
        return group is not None and group.inside is not None and self.said.groups[group.inside].role in CONTAINERS

    def _of_site(self, link: Link) -> bool:
        """`two sites, each with two routers linked to each other`: a mesh in every site."""
        groups = [group for who in link.a if (group := self.group(who)) is not None]
        if link.b or not groups or not self._inside(groups[0]):
            return False
        self.inner = ("full_mesh", link.words)
        return True

    def _of_sites(self, form: Form) -> bool:
        """A shape in which the routers of each site stand."""
        inside = [group for who in form.who if (group := self.group(who)) is not None and self._inside(group)]
        if not any((group.count or 0) > 1 for group in inside):
            return False
        self.inner = (form.shape, form.words)
        return True

    # --- systems

    def _kinds(self) -> None:
        for one in self.said.kinds:
            if not one.who or all(who.spot == "all" for who in one.who):
                self.systems.append(one.kind)
                continue
            for who in one.who:
                if who.by == "group":
                    group = self.groups[who.group]
                    self.groups[who.group] = replace(group, kind=group.kind or one.kind)
                else:
                    told = {*self._of_a_kind(), *self.kinds} if who.spot == "rest" else set()
                    self.kinds |= dict.fromkeys((name for name in self.who((who,)) if name not in told), one.kind)

    def _of_a_kind(self) -> set[str]:
        """The routers of groups of which the system was said: the rest are others."""
        return {name for group, own in zip(self.groups, self.made.groups, strict=False) if group.kind for name in own}

    def _one_kind(self) -> None:
        """Where one system is named, it is the one of all."""
        named = {*self.systems, *(group.kind for group in self.groups if group.kind), *self.kinds.values()}
        routing = [group for group in self.groups if group.role not in CONTAINERS]
        if len(named) == 1 and (len(routing) > 1 or self.kinds):
            self.systems = list(named)
            self.kinds = {}
            self.groups = [replace(group, kind=None) for group in self.groups]

    # --- AS numbers

    def _numbers(self) -> None:
        said, asns = self.said, self.asns
        told = {number for one in said.numbers if one.who for number in one.numbers}
        for one in said.numbers:
            if not one.who and not one.manner and one.numbers and set(one.numbers) <= told:
                continue  # `AS 65001 has r1 and r2 …, iBGP inside 65001`
            if one.manner == "own":
                groups = [group for who in one.who if (group := self.group(who)) is not None]
                role = groups[0].role if groups else one.who[0].role if one.who else ""
                asns.own, asns.own_role = one.words, role if role not in ("as", "router", "site") else ""
            elif one.manner == "same" and not one.numbers:
                asns.shared = True
            elif one.manner == "first" and [who.spot for who in one.who] == ["rest"] and self.naming is not None:
                names = self.naming.who(one.who, asns.named)
                self.left += [one.words] if len(one.numbers) > 1 else []
                self._given([one.numbers[0] + k for k in range(len(names))], names, one.words)
            elif one.manner == "first" or all(who.by == "spot" and who.spot == "all" for who in one.who):
                asns.listed += one.numbers
                asns.first = asns.first or one.manner == "first"
            else:
                self._of_some(one)
        runs = {one.name for one in said.runs if one.wanted}
        if not said.numbers and {"ibgp", "ebgp"} <= runs and "between_sites" in said.words:
            asns.named = {name: 65_000 + site for name, site in self.made.sites.items()}
        holders = [group for group in self.groups if group.role in CONTAINERS]
        counted = bool(holders) and holders[-1].count == len(asns.listed) and not asns.first
        if counted and asns.listed and self._each_site(tuple(asns.listed)):
            asns.listed = []

    def _of_some(self, one: Numbers) -> None:
        """AS numbers of some by name, or of every site."""
        for who in one.who:
            group = self.group(who)
            if group is not None and group.role in CONTAINERS:
                self._each_site(one.numbers)
            elif group is None:
                names = self.who((who,))
                if len(one.numbers) in (1, len(names)):
                    self._given(one.numbers * len(names) if len(one.numbers) == 1 else one.numbers, names, one.words)

    def _given(self, numbers: Sequence[int], names: Sequence[str], words: str) -> None:
        """An AS number of each; one that had another is told."""
        have, own = self.asns.named, dict(zip(names, numbers, strict=True))
        if any(have.get(name, number) != number for name, number in own.items()):
            self.left.append(words)
        have |= own

    def _each_site(self, numbers: Sequence[int]) -> bool:
        """An AS number of every site: whether they are those of its routers by name."""
        sites = self.made.sites
        if sites and len(sites) == max(sites.values()) == len(numbers):
            self.asns.listed += numbers if not self.asns.listed else ()
            return False
        if sites and max(sites.values()) == len(numbers):
            self.asns.named |= {name: numbers[site - 1] for name, site in sites.items()}
            return True
        return False

    def _peering(self, link: Link) -> bool:
        """`r1 peers with r2`: who peers, unless both are known to be in different AS; then they are joined."""
        if not _PEERING.search(link.words) or self.asns.own:
            return False
        a, b = (self._asns_of(part) for part in (link.a, link.b))
        roles = {group.role for who in (*link.a, *link.b) if (group := self.group(who)) is not None}
        return not ((a and b and not a & b) or roles == {"rr", "rrclient"})

    def _asns_of(self, whos: Whos) -> set[int]:
        groups = [self.groups[who.group] for who in whos if who.by == "group"]
        names = {*(name for who in whos for name in who.names), *(name for group in groups for name in group.names)}
        told = {number for group in groups for number in group.asns}
        return told | {self.asns.named[name] for name in (*names, *self.who(whos)) if name in self.asns.named}

    # --- posts

    def _posts(self) -> None:
        for post in self.said.posts:
            for who in post.who if post.role != "spoke" else ():
                group = self.group(who)
                role = "hub" if who.spot == "centre" else group.role if group is not None else ""
                if post.role == "rr" and role in ("spine", "superspine", "hub"):
                    self.reflecting = role
                elif role not in ("hub", "spoke") or group is None:
                    self.posts |= dict.fromkeys(self.who((who,)), post.role)
