"""Hosts in a request, and where they stand. Pure."""

from dataclasses import replace

from clab.design.composing import role_of
from clab.design.cursor import BE, CONTAINERS
from clab.design.phrases import Group, HostGroup, Ref, Where
from clab.design.place_phrases import PLACING, PlacePhrases
from clab.design.tokens import HOST_NAME

_ANOTHER = (["another"], ["other"], ["second"], ["one"])


class HostPhrases(PlacePhrases):
    """Hosts in a request, and where they stand."""

    def host(self, start: int, found: Group) -> None:
        """Hosts, where they stand, and in which VLAN."""
        groups = self.out.groups
        if (
            (any(item.role == "rr" for item in groups) or any(role_of(name) == "rr" for name in self.out.names))
            and found.words.lower().endswith(("client", "clients"))
            and (not self.placed() or self.at("outer"))
        ):
            self.i += self.at("outer")
            names = self.name_list()
            groups.append(replace(found, role="rrclient", names=names, count=found.count or len(names) or None))
            return
        if (
            any(item.role == "rs" for item in groups)
            and found.words.lower().endswith(("client", "clients"))
            and not self.placed()
        ):
            self.group(replace(found, role="member"))
            return
        names = self.host_names()
        if self.homed(start, found, names):
            return
        if self.on_one(start, found, names):
            return
        each = self.at("each") and self.peek(1).text.lower() in PLACING
        self.i += each
        self.shared()
        one_link = self.at("joined") and (found.count == 1 or not found.plural)
        where, role, at = self.place()
        if where == "unclear" or (one_link and len(at) > 1):
            self.out.left.append(self.words(start))
            return
        self.shared()
        if where == "somewhere":
            self.through()
        outer = [group for group in groups if group.inside is None]
        if where == "each" and not role and len(outer) == 1 and outer[0].role not in ("router", *CONTAINERS):
            where, role = "role", outer[0].role
        vlans = self.vlans(found.count)
        if vlans and where == "somewhere":
            where, role, at = self.place()
        if names:
            found = replace(found, count=found.count or len(names))
        elif found.count is None and not found.plural:
            found = replace(found, count=1)
        each = each or (where == "names" and self.at("each"))
        if each and self.at("each"):
            self.i += 1
        self.out.hosts.append(HostGroup(self.words(start), found.count, where, role, at, names, vlans, each))

    def host_names(self) -> tuple[str, ...]:
        """The names that follow hosts, as they stand or behind `named`."""
        place = self.i
        if not self.at("named"):
            return self.name_list()
        self.i += 1
        names = self.name_list(free=True)
        self.i = self.i if names else place
        return names

    def on_one(self, start: int, found: Group, names: tuple[str, ...]) -> bool:
        """`two hosts on one switch`: the switch is a group of its own, where none was named before."""
        place = self.i
        while self.peek().text.lower() in BE:
            self.i += 1
        self.i += self.at("joined")
        if self.peek().text.lower() in ("on", "behind", "off", "to", "at"):
            self.i += 1
        elif self.i == place:
            return False
        one = self.noun() if self.peek().numbers == (1,) else None
        known = one is not None and any(group.role == one.role for group in self.out.groups)
        if one is None or one.count != 1 or one.role in ("host", *CONTAINERS) or known or self.peek().type == "name":
            self.i = place
            return False
        self.group(one)
        count = found.count or len(names) or (None if found.plural else 1)
        self.out.hosts.append(HostGroup(self.words(start), count, "role", one.role, (), names))
        self.alone.append((self.words(start), one.role))
        return True

    def host_again(self) -> bool:
        """`four hosts, two per leaf`, `one host on r1 and another on r4`: hosts that were named before, by number."""
        if not self.out.hosts or self.out.hosts[-1].homed:
            return False
        start = self.i
        opened = self.peek(-1).value == "("
        token = self.peek()
        last = self.out.hosts[-1]
        count = token.numbers[0] if token.type == "number" else 1 if token.text.lower().split()[-1:] in _ANOTHER else 0
        if not count:
            return False
        self.i += 1
        if self.at("other") and token.type == "number":
            self.i += 1
        if self.peek().value == "host":
            if last.where != "somewhere" or not last.count:
                self.i = start
                return False
            self.i += 1
        where, role, at = self.place()
        each = self.at("each")
        self.i += each
        if last.where == "somewhere" and not last.count and not last.names and where in ("role", "each"):
            words = f"{last.words}, {self.words(start)}"  # `hosts, one per leaf`
            self.out.hosts[-1] = replace(last, words=words, count=count, where=where, role=role)
            return True
        if where in ("somewhere", "unclear") or (last.where == "somewhere" and not last.count):
            self.i = start
            return False
        if opened and self.peek().value == ")":
            self.i += 1
        words = f"{last.words}, {self.words(start)}"
        if last.where == "somewhere" and where in ("role", "each"):
            self.out.hosts[-1] = replace(
                last, words=words, count=count, where=where, role=role, at=at, whole=last.count
            )
        elif last.where == "somewhere":
            open_ = (last.count or 0) - count * max(1, len(at) if each else 1)
            first = replace(last, words=words, count=count, where=where, role=role, at=at, names=(), each=each)
            if open_ < 0 or last.names:
                self.i = start
                return False
            self.out.hosts[-1] = first
            self.hosts_open = open_
        else:
            self.out.hosts.append(HostGroup(words, count, where, role, at, each=each))
            self.hosts_open -= count if self.hosts_open else 0
        return True

    def shared(self) -> None:
        """`in the same L2`."""
        if self.at("one_l2"):
            self.out.one_l2 = self.take().text

    def homed(self, start: int, found: Group, names: tuple[str, ...]) -> bool:
        """`a host dual homed to leaf1 and leaf2`, `each homed to both leaves`: a link to every one of them."""
        place = self.i
        self.skip(stops=",", joints=False)
        while self.peek().text.lower() in BE or self.peek().value == "each":
            self.i += 1
        several = self.at("joined") and "each" in [one.text.lower() for one in self.tokens[place : self.i]]
        if not self.at("dual", "multi") and not (several and self.several_homes()):
            self.i = place
            return False
        self.i += 1
        self.skip()
        count = found.count or len(names) or (None if found.plural else 1)
        every = self.at("each") or self.peek().type == "number"
        number = self.peek().numbers[0] if self.peek().numbers else 0
        two = number == 2 or self.peek().text.lower() in ("both", "beide", "beiden")
        self.i += every
        self.skip(articles=True)
        at = () if every else self.name_list()
        role = "" if at else self.noun_role()
        if not (count and (at or (role and every))) or HOST_NAME.match((*at, "r")[0]):
            self.i = place
            return False
        named = role and (self.peek().type == "name")
        more = self.name_list() if named else ()
        if two and len(more) not in (0, 2):
            self.i = place
            return False
        at = at or more
        sizes = [group.count for group in self.out.groups if group.role == role]
        share = number if number > 1 and sizes and (sizes[0] or 0) > number else 0
        where: Where = "names" if at else "role"
        self.out.hosts.append(
            HostGroup(self.words(start), count, where, "" if at else role, at, names, homed=True, share=share)
        )
        return True

    def ordinal_hosts(self) -> bool:
        """`the second and the fifth have a host each`: hosts of routers by their place."""
        start = self.i
        if self.peek(-1).value == "each":
            return False  # `every second router`
        at = self.ordinals()
        holds = bool(at) and self.peek().text.lower() in ("has", "have", "gets", "get", "with", "having")
        self.i += holds
        found = self.noun() if holds else None
        if found is None or found.role != "host" or not (found.count or not found.plural):
            self.i = start
            return False
        if not self.at("each") and self.placed():
            self.i = start
            return False
        self.i += self.at("each")
        self.out.hosts.append(HostGroup(self.words(start), found.count or 1, "names", "", at, each=True))
        return True

    def several_homes(self) -> bool:
        """`connected to two leaves`, `attached to both leaves`: more than one place for one host."""
        ahead = 1 + (self.peek(1).value == "joint")
        both = self.peek(ahead).text.lower() == "both" or (self.peek(ahead).numbers or (0,))[0] > 1
        ahead += 1 + (self.peek(ahead + 1).type == "system")
        return (
            both and self.peek(ahead).type == "role" and self.peek(ahead).value not in ("host", "router", "site", "as")
        )

    def through(self) -> None:
        """`two hosts connected through one router`: the router is a group of its own."""
        place = self.i
        if not self.at("joined"):
            return
        self.i += 1
        self.skip()
        group = self.noun()
        if group is None or group.count != 1 or group.role == "host":
            self.i = place
            return
        self.group(group)

    def outer_hosts(self) -> bool:
        """`the outer ones each have a host`: the ends of a chain, the spokes of a star."""
        if not self.at("outer"):
            return False
        start = self.i
        self.i += 1
        while self.at("each") or self.peek().value == "joint":
            self.i += 1
        found = self.noun()
        shapes = {name for name, _ in self.out.shapes}
        where: Where = "ends" if shapes == {"chain"} else "role"
        if found is None or found.role != "host" or not shapes & {"chain", "star"}:
            self.i = start
            return False
        self.trailing()
        count = found.count or (None if found.plural else 1)
        self.out.hosts.append(HostGroup(self.words(start), count, where, "spoke" if where == "role" else ""))
        return True

    def vlans(self, count: int | None) -> tuple[int, ...]:
        """`one in vlan 10 and one in vlan 20`, after hosts."""
        found: list[int] = []
        while True:
            place = self.i
            self.skip(stops=",")
            times = 1
            if self.peek().type in ("number", "article"):
                times = self.take().numbers[0]
                self.skip()
            elif self.at("other"):
                self.i += 1
                self.skip()
            if self.peek().type != "vlan":
                self.i = place
                return tuple(found)
            numbers = self.take().numbers
            found += (
                [number for number in numbers for _ in range(times)] if len(numbers) == 1 or times == 1 else numbers
            )

    def host_named(self, refs: list[Ref]) -> bool:
        """`h2 on r3`: a host by its name, with its place."""
        if refs or self.peek().type != "name" or not HOST_NAME.match(self.peek().text):
            return False
        start = self.i
        names = self.name_list()
        after = self.peek()
        if self.both_homed(start, names):
            return True
        placed = after.value == "behind" or after.text.lower() in ("on", "at", "off")
        if not placed or not all(HOST_NAME.match(name) for name in names):
            self.i = start
            return False
        where, role, at = self.place()
        if where != "names" or len(at) != 1:
            self.i = start
            return False
        self.out.hosts.append(HostGroup(self.words(start), len(names), where, role, at, names))
        return True

    def both_homed(self, start: int, names: tuple[str, ...]) -> bool:
        """`server1 connected to both leaves`: a link to every one of them."""
        place = self.i
        while self.peek().text.lower() in BE:
            self.i += 1
        joined = self.at("joined", "dual", "multi")
        self.i += joined
        self.skip()
        both = self.at("each") and self.peek().text.lower().startswith("both") and self.peek(1).type == "role"
        if not joined or not both or self.peek(1).value in ("host", "router") or not names:
            self.i = place
            return False
        self.i += 1
        role = self.noun_role()
        self.out.hosts.append(HostGroup(self.words(start), len(names), "role", role, (), names, homed=True))
        return True

    def place_is_open(self) -> bool:
        """Whether no place of their own follows hosts."""
        return not self.placed()

    def trailing(self) -> None:
        """`attached`, `behind it`: words that close what each one has."""
        place = self.i
        if self.at("outer"):
            self.i += 1
            return
        if self.at("joined"):
            self.i += 1
            place = self.i
        while self.at("behind") or (
            self.peek().value == "joint" and self.peek().text.lower() in ("to", "on", "off", "in")
        ):
            self.i += 1
        if self.at("them"):
            self.i += 1
        elif not self.at("behind"):
            self.i = place
