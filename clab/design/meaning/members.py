"""Who is meant, by name: every router of a request gets its name, its role, its system and its site. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from clab.design.grammar.roles import CONTAINERS, FABRIC, OUTER, role_of, system_of
from clab.design.grammar.statements import Group, Hosts, Statements, Who, Whos
from clab.design.intent import MOST_NODES
from clab.design.structure import Unclear
from clab.design.words.tokens import HOST_NAME

_NUMBERED = re.compile(r"(?P<word>[A-Za-z]{1,30}[-_]?)(?P<number>\d{1,3})")
_SHORT = {"router": "r", "rrclient": "r", "as": "as"}
_PLAIN = ("sw", "switch", "r", "rtr", "router", "node", "n", "s")
"""Words with which routers are numbered that have no names."""


def _in_order(names: list[str]) -> list[str]:
    """`r2 runs OSPF with r1 …`: routers that are numbered stand in a shape as they are numbered."""
    found = [_NUMBERED.fullmatch(name) for name in names]
    if None in found or len({one["word"] for one in found if one}) > 1:
        return names
    return sorted(names, key=lambda name: int(_NUMBERED.fullmatch(name)["number"]))  # type: ignore[index]


@dataclass(slots=True)
class Members:
    """The routers by group, in order; `roles`, `kinds` and `sites` by name; `order` as they are drawn."""

    groups: list[tuple[str, ...]] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    sites: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    totals: set[int] = field(default_factory=set)
    said: bool = False
    """Whether some have names of their own."""


class Naming:
    """The statements of a request, and the names of its routers."""

    def __init__(self, said: Statements) -> None:
        self.said = said
        self.made = Members()
        self.free = [name for name in dict.fromkeys([*said.named, *self._link_names()]) if not HOST_NAME.match(name)]
        taken = {name for group in said.groups for name in group.names}
        self.free = [name for name in self.free if name not in taken]

    def _link_names(self) -> Iterable[str]:
        for link in self.said.links:
            for who in (*link.a, *link.b):
                yield from who.names

    def run(self) -> Members:
        """Name all.

        Raises:
            Unclear: the numbers do not fit.
        """
        made, groups = self.made, self.said.groups
        made.groups = [()] * len(groups)
        made.totals = {place for place, group in enumerate(groups) if self._is_total(place, group)}
        for place, group in sorted(enumerate(groups), key=lambda one: one[1].more):
            if group.role not in CONTAINERS and place not in made.totals:
                self._name(place, group)
        for place in made.totals:
            made.groups[place] = tuple(made.roles)
        for name in self.free:
            if name not in made.roles:
                made.roles[name] = role_of(name) or "router"
                made.said = True
        made.order = (
            sorted(made.roles, key=lambda name: FABRIC.index(made.roles[name]) if made.roles[name] in FABRIC else 9)
            if set(made.roles.values()) <= set(FABRIC)
            else list(made.roles)
        )
        return made

    def _is_total(self, place: int, group: Group) -> bool:
        """Whether a number of routers is the sum of the others: `six nodes: two cores, four edges`."""
        if group.role != "router" or group.names or group.inside is not None or group.spot or group.more:
            return False
        others = [one for k, one in enumerate(self.said.groups) if k != place and one.role not in CONTAINERS]
        counts = [self._count(one, strict=False) for one in others]
        if not others:
            return False
        if group.count is None:
            return group.plural and all(counts)
        if not all(counts):
            return False
        whole = sum(count or 0 for count in counts)
        hosts = sum(one.whole or self._hosts_of(one) for one in self.said.hosts)
        kinds = {one.kind for one in others if one.role == "router"}
        bare = [one for one in others if one.role == "router"]
        apart = group.kind is None and len(bare) == 1 < len(others) and group.count == whole
        if bare and not (len(kinds) > 1 or apart or any(one.names for one in bare)):
            return False
        if any(one.more for one in others):
            return False
        return group.count == whole or (group.count == whole + hosts and hosts > 0)

    def _hosts_of(self, one: Hosts) -> int:
        """How many hosts there are, as far as the groups tell at which they stand."""
        groups = [self.said.groups[who.group] for who in one.at if who.by == "group"]
        places = sum(group.count or len(group.names) or 1 for group in groups)
        return (one.count or 0) * (places if one.each and groups else 1)

    def _count(self, group: Group, *, strict: bool = True) -> int:
        count = group.count if group.count is not None else len(group.names) or (0 if group.plural else 1)
        if not count and strict:
            raise Unclear(f"{group.words!r}: it is not said how many")
        if group.inside is not None and not group.names:
            count *= self._count(self.said.groups[group.inside], strict=strict)
        return count

    def _name(self, place: int, group: Group) -> None:
        made = self.made
        holder = self.said.groups[group.inside] if group.inside is not None else None
        names = group.names or self._spoken(group)
        if group.names and group.count not in (None, len(group.names)):
            names = self._completed(list(group.names), group.count or 0, group.role) or self._wrong(group, group.names)
        if names:
            made.said = True
        if not names and holder is not None and holder.role in CONTAINERS:
            sites = self._count(holder)
            each = group.count or (0 if group.plural else 1)
            word = "pod" if "pod" in holder.words.lower() else "as" if holder.role == "as" else "site"
            short = "wan" if group.role == "wan" else _SHORT.get(group.role, group.role)
            alone = (
                each == 1
                and group.role == "router"
                and sum(one.inside == group.inside for one in self.said.groups) == 1
            )
            if holder.names and len(holder.names) != sites:
                raise Unclear(f"{holder.words!r}: {len(holder.names)} are named")
            for site in range(sites):
                stem = holder.names[site] if holder.names else f"{word}{site + 1}"
                own = tuple(stem if alone else f"{stem}-{short}{k + 1}" for k in range(each))
                names = (*names, *own)
                made.sites |= dict.fromkeys(own, site + 1)
        if not names:
            count = self._count(group)
            short = _SHORT.get(group.role, group.role)
            taken = {*made.roles, *self.free, *(name for one in self.said.groups for name in one.names)}
            numbers = (f"{short}{k}" for k in range(1, 2 * MOST_NODES))
            names = tuple(islice((name for name in numbers if name not in taken), count))
            if count == 1 and group.role == "hub":
                names = ("hq",) if re.search(r"\bhq\b", group.words, re.IGNORECASE) else ("hub",)
        made.groups[place] = names
        made.roles |= {
            name: (role_of(name) if made.said and group.role == "router" and group.inside is None else "") or group.role
            for name in names
        }

    def _spoken(self, group: Group) -> tuple[str, ...]:
        """The names that a number of routers means: those of its role, or all."""
        if group.inside is not None and group.role != "router" and not group.more:
            own = [name for name in self.free if role_of(name) == group.role]
            return self._take(own) if own and len(own) == self._count(group, strict=False) else ()
        if group.inside is not None or group.more:
            return ()
        others = {one.role for one in self.said.groups} - {"router", group.role}
        own = [name for name in self.free if role_of(name) == group.role]
        own = [name for name in self.free if role_of(name) not in others] if group.role == "router" else own
        if group.kind and any(one.kind not in (None, group.kind) for one in self.said.groups):
            own = [name for name in own if system_of(name) in ("", group.kind)]  # `1 frr attached to srl1`
        if group.role != "router" or not own:
            return self._numbered(group, own)
        totals = [self.said.groups[place] for place in self.made.totals]
        plain = [one for one in self.said.groups if one.role == "router" and not (one.names or one.more)]
        plain = [one for one in plain if not any(one is whole for whole in totals)]
        plain = [one for one in plain if one.inside is None]
        if group.count == len(own):
            return self._take(_in_order(own))
        if len(plain) == 1:
            return self._take(self._numbered(group, own))
        whole = self._completed(own, group.count or 0, group.role) if plain[0] is group else ()
        if whole:
            return self._take(whole)
        kinds = [name for name in own if system_of(name) == group.kind]
        return self._take(kinds) if kinds and len(kinds) == group.count else ()

    def _numbered(self, group: Group, own: list[str]) -> tuple[str, ...]:
        if not own:
            return ()
        if group.count in (None, len(own)):
            return self._take(_in_order(own))
        whole = self._completed(own, group.count or 0, group.role)
        if whole:
            return self._take(whole)
        raise Unclear(f"{group.words!r}: {len(own)} are named ({', '.join(own)})")

    def _wrong(self, group: Group, names: Sequence[str]) -> tuple[str, ...]:
        raise Unclear(f"{group.words!r}: {len(names)} are named ({', '.join(names)})")

    def _take(self, names: Sequence[str]) -> tuple[str, ...]:
        self.free = [name for name in self.free if name not in names]
        return tuple(names)

    def _completed(self, own: list[str], count: int, role: str) -> tuple[str, ...]:
        """Of four routers r1 and r3 are named: the others are r2 and r4."""
        found = [_NUMBERED.fullmatch(name) for name in own]
        words = {one["word"] for one in found if one}
        if None in found or len(words) != 1 or count <= len(own):
            return ()
        if next(iter(words)).lower().rstrip("-_") not in _PLAIN and any(
            role_of(name) != role and not system_of(name) for name in own
        ):
            return ()
        if not all(1 <= int(one["number"]) <= count for one in found if one):
            return ()
        (word,) = words
        return tuple(f"{word}{k + 1}" for k in range(count))

    # --- who

    def who(self, whos: Whos, taken: Iterable[str] = ()) -> list[str]:
        """The routers that are meant; `taken` are those of whom the same was said before, so not the rest.

        Raises:
            Unclear: it is not said which they are.
        """
        found: list[str] = []
        for who in whos:
            found += self._one(who, set(taken))
        return list(dict.fromkeys(found))

    def _one(self, who: Who, taken: set[str]) -> Sequence[str]:
        made = self.made
        if who.by == "names":
            places = [name.lower() for group in self.said.groups if group.role == "site" for name in group.names]
            if places and all(name.lower() in places for name in who.names):
                wanted = [places.index(name.lower()) + 1 for name in who.names]
                return [name for site in wanted for name in made.order if made.sites.get(name) == site]
            known = {name.lower(): name for name in made.roles}
            missing = [name for name in who.names if name.lower() not in known and not HOST_NAME.match(name)]
            if missing:
                raise Unclear(f"no router is named {missing[0]}")
            return [known.get(name.lower(), name) for name in who.names]
        if who.by == "group":
            return made.groups[who.group] or self.contained(who.group)
        if who.by == "role":
            return [name for name, role in made.roles.items() if role == who.role]
        if who.by == "nth":
            return self._nth(who)
        return self._spot(who, taken)

    def contained(self, container: int) -> list[str]:
        """The routers of all sites of a group."""
        inside = [k for k, group in enumerate(self.said.groups) if group.inside == container]
        return [name for k in inside for name in self.made.groups[k]]

    def _nth(self, who: Who) -> list[str]:
        made = self.made
        own = made.order if who.role == "router" else [name for name, role in made.roles.items() if role == who.role]
        if who.role in CONTAINERS:
            own = [name for name in made.order if made.sites.get(name)]
            if len(own) != len(set(made.sites.values())):
                raise Unclear(f"the {who.role}s have several routers: it is not said which")
        if who.role == "router" and (
            len(set(made.roles.values())) > 1 or {group.role for group in self.said.groups} & set(FABRIC)
        ):
            raise Unclear("the routers have different roles: it is not said which is the first")
        if not own or not all(-len(own) <= number <= len(own) for number in who.nth):
            raise Unclear(f"there are {len(own)} of that {who.role}, so no {max(who.nth)}.")
        return [own[number - 1 if number > 0 else number] for number in who.nth]

    def _spot(self, who: Who, taken: set[str]) -> Sequence[str]:
        made = self.made
        own = [name for name in made.order if who.role in ("", "router", made.roles[name])]
        row = made.forms.get("chain", ())
        if who.spot == "all":
            return own
        if who.spot == "rest":
            return [name for name in own if name not in taken]
        if who.spot == "core":
            inner = [name for name in own if made.roles[name] not in OUTER]
            if len(inner) == len(own) and set(made.roles.values()) <= {"p", "pe", "rr", "core", "rrclient"}:
                return inner
            if len(inner) == len(own):
                raise Unclear("it is not said which routers are the core")
            return inner
        if who.spot == "ends":
            if row:
                return [row[0], row[-1]]
            if len(made.order) in (1, 2):
                return list(made.order)
            raise Unclear("it is not said which routers are the ends")
        if who.spot in ("alternate", "even"):
            return own[who.spot == "even" :: 2]
        if who.spot in ("left", "right"):
            line = row or made.forms.get("diamond", ()) or (tuple(made.order) if len(made.order) in (2, 3) else ())
            if not line:
                raise Unclear(f"{who.spot}: it is not said which router that is")
            return [line[0] if who.spot == "left" else line[-1]]
        hubs = [name for name in made.order if made.roles[name] == "hub"]
        if who.spot == "centre":
            if len(hubs) == 1:
                return hubs
            if len(row) % 2 and len(row) > 1:
                return [row[len(row) // 2]]
            if "star" in made.forms:
                return [made.forms["star"][0]]
            sides = {who.spot for one in self.said.links for who in (*one.a, *one.b)} & {"left", "right"}
            if sides and len(made.order) == 3:
                return [made.order[1]]
            if any(form.shape == "tree" for form in self.said.forms):
                return list(made.order[:1])
            raise Unclear("it is not said which router is in the middle")
        if who.spot == "edges" and FABRIC[2] in made.roles.values():
            return [name for name in own if made.roles[name] == FABRIC[2]]
        if who.spot in ("outer", "edges"):
            if hubs:
                return [name for name in made.order if name not in hubs]
            if "star" in made.forms:
                return list(made.forms["star"][1:])
            if row:
                return [row[0], row[-1]]
            raise Unclear("it is not said which routers are the outer ones")
        raise Unclear(f"{who.spot}: it is not said which routers they are")
