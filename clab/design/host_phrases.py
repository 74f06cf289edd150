"""Hosts in a request, and where they stand. Pure."""

import re
from dataclasses import replace

from clab.design.composing import role_of
from clab.design.cursor import AND, BE, CONTAINERS
from clab.design.part_phrases import PartPhrases
from clab.design.phrases import Group, HostGroup, Ref, Where
from clab.design.tokens import HOST_NAME

_NUMBERED = re.compile(r"(?P<word>[a-z][a-z_-]{0,30}?)(?P<number>\d{1,4})", re.IGNORECASE)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_PLACING = ("on", "at", "behind", "to", "off", "joined")


_ANOTHER = (["another"], ["other"], ["second"], ["one"])


class HostPhrases(PartPhrases):
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
        names = self.name_list()
        if self.homed(start, found, names):
            return
        if self.on_one(start, found, names):
            return
        each = self.at("each") and self.peek(1).text.lower() in _PLACING
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
        self.i += self.at("each")
        while self.peek().text.lower() in BE:
            self.i += 1
        if not self.at("dual", "multi"):
            self.i = place
            return False
        self.i += 1
        self.skip()
        count = found.count or len(names) or (None if found.plural else 1)
        every = self.at("each") or self.peek().type == "number"
        two = self.peek().numbers == (2,) or self.peek().text.lower() in ("both", "beide", "beiden")
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
        where: Where = "names" if at else "role"
        self.out.hosts.append(HostGroup(self.words(start), count, where, "" if at else role, at, names, homed=True))
        return True

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

    def placed(self) -> bool:
        """Whether a place follows."""
        place = self.i
        where, _, _ = self.place()
        self.i = place
        return where not in ("somewhere", "unclear")

    def place(self) -> tuple[Where, str, tuple[str, ...]]:
        """The place that follows hosts."""
        start = self.i
        while self.peek().text.lower() in BE and self.peek(1).value in ("joined", *BE):
            self.i += 1
        if self.at("joined"):
            self.i += 1
        prepositions = 0
        while (
            self.peek().value == "joint" and self.peek().text.lower() not in AND | {"with", "plus", "mit"}
        ) or self.at("behind", "between"):
            self.i += 1
            prepositions += 1
        every = False
        while self.at("each") or self.peek().type == "article":
            every = every or self.at("each")
            self.i += 1
            self.skip()
        if every and self.peek().type == "number":
            self.i += 1
        if self.at("outer"):
            self.i += 1
            alone = len(self.out.groups) == 1 and self.out.groups[0].count == 1
            return ("each", "", ()) if alone else ("role", "spoke", ())
        if not (every or prepositions or self.i > start):
            return "somewhere", "", ()
        token = self.peek()
        place = "" if every else self.ordinal()
        if place:
            return "names", "", (place,)
        if self.at("first_last"):
            self.i += 1
            return "ends", "", ()
        if token.type == "word" and token.value in ("end", "edges") and (every or token.text.lower().endswith("s")):
            self.i += 1
            return ("ends" if token.value == "end" else "edges"), "", ()
        if token.type in ("role", "system"):
            noun = self.noun_role()
            if noun:
                names = self.name_list()
                if names:
                    return "names", "", names
                if every or token.plural or self.tokens[self.i - 1].plural or self.single(noun):
                    return "role", noun, ()
        if token.type == "name" and not every:
            names = self.router_list()
            if names:
                return "names", "", names
        if token.value in ("them",) and (every or self.i > start):
            return self.of_it(every)
        if every:
            return "each", "", ()
        if (
            prepositions
            and self.tokens[start].text.lower() in _PLACING
            and token.type in ("role", "number", "name", "word")
        ):
            return "unclear", "", ()
        self.i = start
        return "somewhere", "", ()

    def of_it(self, every: bool) -> tuple[Where, str, tuple[str, ...]]:
        """`connected to it`: the one router that was named last; `to them`, `to each of them`: all."""
        it = self.take().text.lower() == "it" and not every
        if not it or len(self.out.groups) == 1 or not self.last:
            return "each", "", ()
        one = self.last[-1]
        if one.by == "name" and one.name:
            return "names", "", (one.name,)
        group = self.out.groups[one.group] if one.by == "group" else None
        if group is not None and group.role != "router" and group.count in (None, 1) and not group.plural:
            return "role", group.role, ()
        return "unclear", "", ()

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

    def ordinal(self) -> str:
        """`the first router`, `the last one`: a place in the order of the routers, from 1, or from the end, -1."""
        words = self.peek().text.lower().split()
        number = next((_ORDINALS[word] for word in words if word in _ORDINALS), None)
        if number is None or self.peek().value not in ("other", "ordinal"):
            return ""
        noun = self.peek(1)
        sizes = [group.count for group in self.out.groups if group.role == noun.value]
        if noun.type == "role" and noun.value not in ("router", "host"):
            if len(sizes) != 1 or not sizes[0] or not -1 <= number <= sizes[0]:
                return ""
            self.i += 2
            return f"{noun.value}{number if number > 0 else sizes[0]}"
        self.i += 1
        if self.peek().text.lower() in ("one", "router", "node", "switch"):
            self.i += 1
        return f"#{number}"

    def router_list(self) -> tuple[str, ...]:
        """Names up to the first that is a host's; `leaf1-leaf3` is all from one to the other."""
        start = self.i
        spread = self.spread()
        if spread:
            return spread
        names = self.name_list()
        for k, name in enumerate(names):
            if HOST_NAME.match(name):
                self.i = start
                found = []
                for _ in range(k):
                    self.skip_and()
                    found.append(self.take().text)
                return tuple(found)
        return names

    def spread(self) -> tuple[str, ...]:
        """A range of numbered routers, with nothing joined to it."""
        link = self.peek(1)
        plain = link.text in ("-", "–", "..", "...") or link.text.lower() == "through"
        if not plain or self.peek(2).type != "name" or self.peek(3).type == "mark":
            return ()
        ends = [_NUMBERED.fullmatch(self.peek(ahead).text) for ahead in (0, 2)]
        if not ends[0] or not ends[1] or ends[0]["word"] != ends[1]["word"]:
            return ()
        first, last = int(ends[0]["number"]), int(ends[1]["number"])
        if not 0 < last - first < 64:
            return ()
        self.i += 3
        return tuple(f"{ends[0]['word']}{number}" for number in range(first, last + 1))

    def noun_role(self) -> str:
        """The role of a place, without a number."""
        role = system = ""
        while self.peek().type in ("role", "system"):
            token = self.take()
            system = token.value if token.type == "system" else system
            if token.type == "role" and (not role or role == "router"):
                role = token.value
            elif token.type == "role" and token.value != "router":
                self.i -= 1
                break
        if system:
            self.placed_on.append((role, system))
        return role

    def single(self, role: str) -> bool:
        """Whether the lab has one of a role."""
        return role in ("hub", "rr", "rs") or any(group.role == role and group.count == 1 for group in self.out.groups)

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
