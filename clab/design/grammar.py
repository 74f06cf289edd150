"""The grammar of requests: tokens become phrases, from left to right, and no word is lost. Pure.

A phrase has slots for a number, a system, a role, names, and a relation to other phrases. What no phrase takes is left,
by its own words.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from clab.design.phrases import Group, HostGroup, Joint, Protocol, Reading, Ref, Where
from clab.design.tokens import HOST_NAME, Token, tokens

_AND = frozenset("and und & plus".split())
_BE = frozenset("is are be that which".split())
_CONTAINERS = ("site", "as")
_NUMBERED = re.compile(r"(?P<word>[a-z][a-z_-]*?)(?P<number>\d{1,4})", re.IGNORECASE)
_THINGS = ("role", "shape", "system", "protocol")


def read(request: str) -> Reading:
    """Read a request."""
    return _Parser(request).run()


class _Parser:
    """A place in the tokens, and what was read so far."""

    def __init__(self, request: str) -> None:
        self.text = " ".join(request.split())
        self.tokens = tokens(request)
        self.i = 0
        self.out = Reading(slips=[(each.text, each.read_as) for each in self.tokens if each.read_as])
        self.last: tuple[Ref, ...] = ()

    def run(self) -> Reading:
        rules: tuple[Callable[[], bool], ...] = (
            self.named,
            self.role_of_name,
            self.negation,
            self.each_clause,
            self.links,
            self.entities,
            self.joined_first,
            self.protocol,
            self.numbers_of_as,
            self.attribute,
        )
        while self.i < len(self.tokens):
            if any(rule() for rule in rules):
                continue
            token = self.take()
            if token.type in ("stop", "article") or token.value in ("joint", "lab", "layer", "as_role"):
                continue
            describes = token.type == "unknown" and self.peek(-2).type != "number" and self.peek().type in _THINGS
            (self.out.aside if describes else self.out.left).append(token.text)
        return self.out

    # the tokens

    def peek(self, ahead: int = 0) -> Token:
        place = self.i + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else Token("stop", "", "", len(self.text))

    def take(self) -> Token:
        token = self.peek()
        self.i += 1
        return token

    def at(self, *values: str) -> bool:
        return self.peek().type == "word" and self.peek().value in values

    def words(self, start: int) -> str:
        first, last = self.tokens[start], self.tokens[max(start, self.i - 1)]
        return self.text[first.start : last.start + len(last.text)]

    def skip(self, *, stops: str = "", joints: bool = True, articles: bool = False) -> None:
        while self.i < len(self.tokens):
            token = self.peek()
            if (
                (token.type == "stop" and token.value != "" and token.value in stops)
                or (joints and token.value == "joint")
                or (articles and token.type == "article")
            ):
                self.i += 1
            else:
                return

    # names

    def name_list(self, *, free: bool = False) -> tuple[str, ...]:
        """Names with commas and `and` between them; `free`: any word can be one, as after `named`."""
        found: list[str] = []
        while True:
            place = self.i
            if found:
                self.skip_and()
            token = self.peek()
            plain = token.type == "name" or (
                free and (token.type == "unknown" or (not found and token.type not in ("stop",)))
            )
            plain = plain or (free and bool(token.read_as))
            if not plain or self.peek(1).type == "mark" or (found and place == self.i and free):
                self.i = place
                return tuple(found)
            found.append(token.text)
            if token.read_as:
                self.out.slips = [each for each in self.out.slips if each[0] != token.text]
            self.i += 1

    def skip_and(self) -> None:
        while (self.peek().type == "stop" and self.peek().value in (",", "/")) or self.peek().text.lower() in _AND:
            self.i += 1

    def named(self) -> bool:
        if not self.at("named"):
            return False
        start = self.i
        before = self.peek(-1)
        self.take()
        self.skip(stops=":")
        found = self.name_list(free=True)
        if not found:
            self.i = start
            return False
        if before.value == "lab" and len(found) == 1:
            self.out.lab_name = found[0]
        else:
            self.give_names(found)
        return True

    def role_of_name(self) -> bool:
        """`r1 as the hub`, `spines as route reflectors`, `route reflectors on the spines`."""
        first, link, last = self.peek(), self.peek(1), self.peek(2)
        if (
            first.type == "name"
            and link.value == "as_role"
            and last.type == "role"
            and last.value in ("hub", "rr", "rs")
        ):
            self.out.named_roles[first.text] = last.value
            self.i += 3
            return True
        if first.value == "rr" and link.text.lower() in ("on", "at") and last.value in ("spine", "superspine"):
            self.out.reflecting = last.value
            self.i += 3
            return True
        if first.value in ("spine", "superspine") and link.value == "as_role" and last.value == "rr":
            self.out.reflecting = first.value
            self.i += 3
            return True
        if (
            first.value == "as_role"
            and link.value == "rr"
            and self.out.groups
            and self.out.groups[-1].role in ("spine", "superspine")
        ):
            self.out.reflecting = self.out.groups[-1].role
            self.i += 2
            return True
        return False

    def give_names(self, names: tuple[str, ...]) -> None:
        """Names belong to the last group, where it has as many members; else to the lab's routers in all."""
        groups = self.out.groups
        if (
            groups
            and not groups[-1].names
            and groups[-1].count in (None, len(names))
            and groups[-1].role not in _CONTAINERS
        ):
            groups[-1] = replace(groups[-1], names=names)
        else:
            self.out.names += names

    # routers, hosts, and how they are joined

    def noun(self) -> Group | None:
        """A number, a system and a role, in the orders in which people put them; `role` is `host` for hosts."""
        start = self.i
        count: int | None = None
        token = self.peek()
        if token.type == "article" and self.peek(1).type == "number":
            self.i += 1
            token = self.peek()
        if token.type in ("number", "article"):
            count = token.numbers[0]
            self.i += 1
        system, role, plural = None, "", False
        while True:
            token = self.peek()
            if token.type == "system" and system is None:
                system = token.value
            elif token.type == "role" and (not role or role == "router" or token.value == "router"):
                role = role if token.value == "router" and role else token.value
                plural = token.plural
            elif token.type == "mark" and token.text == "-":
                pass
            else:
                break
            self.i += 1
            if role == "as":
                break
        if not role and (system is None or count is None):
            self.i = start
            return None
        if role == "as" and count is None and not plural:
            self.i = start
            return None
        return Group(self.words(start), role or "router", count, system, plural=plural)

    def entities(self) -> bool:
        """Routers and hosts by phrase or name, and the relation that follows them."""
        start = self.i
        refs: list[Ref] = []
        while True:
            place = self.i
            if refs:
                self.skip_and()
                if self.i == place and self.peek().type != "name":
                    break
            if self.host_named(refs):
                return True
            if self.peek().type == "name":
                refs += self.name_run()
                continue
            found = self.noun()
            if found is None:
                self.i = place
                break
            if found.role == "host":
                if refs:
                    self.i = place
                    break
                self.host(start, found)
                return True
            refs.append(self.group(found))
        if not refs:
            self.i = start
            return False
        self.relation(start, refs)
        return True

    def host_named(self, refs: list[Ref]) -> bool:
        """`h2 on r3`: a host by its name, with its place."""
        name, after = self.peek(), self.peek(1)
        if (
            refs
            or name.type != "name"
            or not HOST_NAME.match(name.text)
            or not (after.value == "behind" or after.text.lower() in ("on", "at", "off"))
        ):
            return False
        start = self.i
        self.i += 1
        where, role, at = self.place()
        if where == "somewhere":
            self.i = start
            return False
        self.out.hosts.append(HostGroup(self.words(start), 1, where, role, at, (name.text,)))
        return True

    def name_run(self) -> list[Ref]:
        """A name, or a chain of names with link marks between them."""
        names = self.name_range(None)
        if names:
            self.out.names += names
            return [Ref("name", name) for name in names]
        start = self.i
        run = [Ref("name", self.take().text)]
        while (self.peek().type == "mark" or self.peek().text.lower() == "to") and self.peek(1).type == "name":
            self.i += 1
            run.append(Ref("name", self.take().text))
        if len(run) == 1:
            self.name_asn(run[0].name)
            self.out.names += [] if HOST_NAME.match(run[0].name) else [run[0].name]
            return run
        words = self.words(start)
        self.out.joints += [Joint(words, (a,), (b,)) for a, b in zip(run, run[1:], strict=False)]
        return [run[-1]] if self.at("joined") else [Ref("name", "")]

    def name_asn(self, name: str) -> None:
        """`r1 (AS 65001)`."""
        found = self.group_asns(1)
        if found:
            self.out.name_asns[name] = found[0]

    def group(self, found: Group) -> Ref:
        """Register a group with the names and AS numbers that follow it; a second word for a group is the same one."""
        names = self.group_names(found)
        asns = self.group_asns(found.count or (len(names) or None))
        known = [k for k, each in enumerate(self.out.groups) if each.role == found.role and each.inside is None]
        if known and not names:
            old = self.out.groups[known[-1]]
            if found.count is None and (found.kind is None or old.kind in (None, found.kind)):
                kind = old.kind or found.kind
                self.out.groups[known[-1]] = replace(old, asns=old.asns or asns, kind=kind)
                return Ref("group", group=known[-1])
            if old.count is None and not old.names and old.kind in (None, found.kind):
                self.out.groups[known[-1]] = replace(found, asns=old.asns or asns)
                return Ref("group", group=known[-1])
        self.out.groups.append(replace(found, names=names, asns=asns))
        return Ref("group", group=len(self.out.groups) - 1)

    def group_names(self, found: Group) -> tuple[str, ...]:
        place = self.i
        named = self.at("named")
        if named:
            self.i += 1
        before = self.i
        self.skip(stops=":(", joints=False)
        names = self.name_range(found.count) or self.name_list(free=named)
        if not names and self.i > before and self.tokens[before].value == ":" and (found.count or 0) > 1:
            names = self.letters(found.count or 0)
        if names and found.count in (None, len(names)):
            self.skip(stops=")", joints=False)
            return names
        self.i = place
        return ()

    def name_range(self, count: int | None) -> tuple[str, ...]:
        """`r1-r4`, `acc1 to acc4`: a range where it has as many members as were said, or a relation of its own follows."""
        first, link, last = self.peek(), self.peek(1), self.peek(2)
        if (
            first.type != "name"
            or last.type != "name"
            or not (link.type == "mark" or link.text.lower() in ("to", "through"))
        ):
            return ()
        ends = [_NUMBERED.fullmatch(one.text) for one in (first, last)]
        if not ends[0] or not ends[1] or ends[0]["word"].lower() != ends[1]["word"].lower():
            return ()
        start, end = int(ends[0]["number"]), int(ends[1]["number"])
        follows = (
            self.peek(3 + (self.peek(3).value == "each")).value in ("joined", "dual", "multi")
            or self.peek(3).value == "each"
        )
        if not 1 <= end - start < 64 or not (count == end - start + 1 if count else follows and end - start > 1):
            return ()
        self.i += 3
        return tuple(f"{ends[0]['word']}{number}" for number in range(start, end + 1))

    def letters(self, count: int) -> tuple[str, ...]:
        """`4 routers: a, b, c and d`: as many words as routers, each a name."""
        found: list[str] = []
        while len(found) < count:
            if found:
                self.skip_and()
            if self.peek().type not in ("unknown", "article", "name"):
                return ()
            found.append(self.take().text)
        return tuple(found)

    def group_asns(self, count: int | None) -> tuple[int, ...]:
        """The AS numbers that follow a group: one for all, or one for each."""
        place = self.i
        self.skip(stops="(")
        found: list[int] = []
        while self.peek().type == "asn":
            found += self.take().numbers
            after = self.i
            self.skip_and()
            if self.peek().type != "asn":
                self.i = after
        if found and len(found) in (1, count or 1):
            self.skip(stops=")", joints=False)
            return tuple(found)
        self.i = place
        return ()

    def relation(self, start: int, refs: list[Ref]) -> None:
        """`connected to …` after a list of parties."""
        refs = [each for each in refs if each.by != "name" or each.name]
        place = self.i
        self.skip(stops=",", joints=False)
        if self.at("each") and self.peek(1).value in ("joined", "dual", "multi", "back_to_back"):
            self.i += 1
        while self.peek().text.lower() in _BE:
            self.i += 1
        if not self.at("joined", "dual", "multi", "back_to_back") or not refs:
            self.i = place
            self.last = tuple(refs) or self.last
            return
        verb = self.take()
        self.skip()
        if self.peek(self.peek().type == "article").type == "shape" or self.at("each_pair"):
            self.last = tuple(refs)
            return
        if self.peek().type in ("number", "article") and self.counted_links():
            times = self.peek(-2).numbers[0] if self.peek(-2).numbers else self.peek(-3).numbers[0]
            self.last = tuple(refs)
            if self.size(refs) == 2:
                self.out.joints.append(Joint(self.words(start), tuple(refs), (), times))
                return
            self.i = place
            return
        a, b, whole = self.objects(verb, refs)
        if not whole:
            self.i = place
            self.last = tuple(refs)
            return
        self.last = tuple(refs)
        self.out.joints.append(Joint(self.words(start), a, b))

    def counted_links(self) -> bool:
        """`connected by two parallel links`: skips to behind the word."""
        ahead = 1 + (self.peek(1).value == "parallel")
        if self.peek(ahead).value != "link":
            return False
        self.i += ahead + 1
        return True

    def objects(self, verb: Token, refs: list[Ref]) -> tuple[tuple[Ref, ...], tuple[Ref, ...], bool]:
        """Who is joined to whom, by what follows the verb; the last is False where it is not said."""
        earlier = self.last or tuple(Ref("group", group=k) for k in range(len(self.out.groups)))
        if self.at("each_other") or verb.value == "back_to_back":
            if self.at("each_other"):
                self.i += 1
            return tuple(refs), (), True
        if self.at("each"):
            self.i += 1
            self.skip(articles=True)
            while self.peek().type == "number":
                self.i += 1
            if self.peek().type == "role" and self.peek().value != "host":
                token = self.take()
                return tuple(refs), (self.role_ref(token.value, refs),), True
            if len(refs) > 1:
                return tuple(refs[-1:]), tuple(refs[:-1]), True
            others = tuple(each for each in earlier if each not in refs)
            return tuple(refs), others, bool(others)
        found = self.parties()
        if found:
            return tuple(refs), tuple(found), True
        mutual = verb.text.lower().split()[-1] not in ("to", "with", "into") and verb.value == "joined"
        return tuple(refs), (), mutual and self.size(refs) == 2

    def role_ref(self, role: str, refs: list[Ref]) -> Ref:
        """Every router of a role; of `router` those that are not the subject."""
        known = [k for k, each in enumerate(self.out.groups) if each.role == role]
        return Ref("group", group=known[-1]) if known else Ref("role", role)

    def parties(self) -> list[Ref]:
        """A list of names and groups, as an object."""
        found: list[Ref] = []
        while True:
            place = self.i
            if found:
                self.skip_and()
                if self.i > place and self.tokens[place].type == "stop" and self.subject_ahead():
                    self.i = place
                    return found
            else:
                self.skip(articles=False)
            if self.peek().type == "name":
                if found and place == self.i:
                    self.i = place
                    return found
                name = self.take().text
                self.name_asn(name)
                following = self.peek()
                if (
                    found
                    and following.value in ("joined", "dual", "multi")
                    or (found and following.value == "each" and self.peek(1).value in ("joined", "dual", "multi"))
                ):
                    self.i = place
                    return found
                if found and following.type == "mark":
                    self.i = place
                    return found
                found.append(Ref("name", name))
                continue
            group = self.noun() if not found or self.i != place else None
            if group is None or group.role == "host":
                self.i = place
                return found
            after = self.peek()
            if found and after.value in ("joined", "dual", "multi"):
                self.i = place
                return found
            if group.count is None or (
                group.count == 1 and self.text[self.tokens[place].start :][:4].lower().startswith("the ")
            ):
                known = [k for k, each in enumerate(self.out.groups) if each.role == group.role]
                found.append(Ref("group", group=known[-1]) if known else Ref("role", group.role))
                continue
            found.append(self.group(group))

    def subject_ahead(self) -> bool:
        """Whether the list that begins here is the subject of a relation of its own."""
        ahead = 0
        while (
            self.peek(ahead).type in ("name", "role", "number", "article", "system")
            or self.peek(ahead).text.lower() in _AND | _BE
        ):
            ahead += 1
        ahead += self.peek(ahead).value == "each"
        return self.peek(ahead).value in ("joined", "dual", "multi", "back_to_back") or self.peek(ahead).type == "mark"

    def size(self, refs: list[Ref]) -> int:
        return sum((self.out.groups[each.group].count or 0) if each.by == "group" else 1 for each in refs)

    def joined_first(self) -> bool:
        """`connect r1 to r2 and r3`."""
        if not self.at("joined"):
            return False
        start = self.i
        verb = self.take()
        outer = [Ref("group", group=k) for k, group in enumerate(self.out.groups) if group.inside is None]
        if outer and (
            self.peek().text.lower() in ("by", "via", "over", "to") or verb.text.lower().split()[-1] in ("to", "via")
        ):
            self.skip()
            b = self.parties()
            if b:
                self.out.joints.append(Joint(self.words(start), tuple(outer[-1:]), tuple(b)))
                return True
            self.i = start
            return False
        self.skip(articles=True)
        a = self.parties()
        if not a and self.at("each_other") and outer:
            self.i += 1
            self.out.joints.append(Joint(self.words(start), tuple(outer[-1:])))
            return True
        if not a:
            self.i = start
            return False
        place = self.i
        self.skip()
        b = self.parties() if self.i != place else []
        if not b and self.at("each_other"):
            self.i += 1
        if not b and self.size(a) != 2:
            self.i = start
            return False
        self.out.joints.append(Joint(self.words(start), tuple(a), tuple(b)))
        return True

    def links(self) -> bool:
        """`two parallel links between each pair`, `three point-to-point /31 links`."""
        start = self.i
        count, mask, twice = None, "", False
        while True:
            token = self.peek()
            if token.type == "number" and count is None:
                count = token.numbers[0]
            elif token.value == "parallel":
                twice = True
            elif token.type == "mask":
                mask = token.value
            elif token.type == "article" or (token.value == "pair" and "poin" in token.text.lower()):
                pass
            else:
                break
            self.i += 1
        if not self.at("link"):
            self.i = start
            return False
        self.i += 1
        place = self.i
        self.skip()
        if self.at("between"):
            self.i += 1
            self.skip(articles=True)
            if self.at("each_pair", "them", "each_other"):
                self.i += 1
                self.out.parallel = count or (2 if twice else 1)
                return self.masked(mask)
            place = self.i
            a = self.parties()
            if a:
                self.between(start, a, count or (2 if twice else 1), singular=count is not None)
                return self.masked(mask)
        self.i = place
        if twice:
            self.out.parallel = count or 2
        elif count is not None:
            self.out.links = count
        return self.masked(mask)

    def masked(self, mask: str) -> bool:
        self.out.mask = mask or self.out.mask
        return True

    def between(self, start: int, parties: list[Ref], count: int, *, singular: bool) -> None:
        """Links between the first party and the rest; of one group, between its own members."""
        if len(parties) == 1:
            self.out.parallel = count
            self.out.joints.append(Joint(self.words(start), (parties[0],), (), count))
        else:
            self.out.joints.append(Joint(self.words(start), (parties[0],), tuple(parties[1:]), count))

    # hosts

    def host(self, start: int, found: Group) -> None:
        """Hosts, where they stand, and in which VLAN."""
        groups = self.out.groups
        if (
            any(each.role == "rr" for each in groups)
            and found.words.lower().endswith(("client", "clients"))
            and not self.placed()
        ):
            groups.append(replace(found, role="rrclient"))
            return
        names = self.name_list()
        where, role, at = self.place()
        if where == "somewhere":
            self.through()
        vlans = self.vlans(found.count)
        if names:
            found = replace(found, count=found.count or len(names))
        self.out.hosts.append(HostGroup(self.words(start), found.count, where, role, at, names, vlans))

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
        return where != "somewhere"

    def place(self) -> tuple[Where, str, tuple[str, ...]]:
        """The place that follows hosts."""
        start = self.i
        if self.at("joined"):
            self.i += 1
        prepositions = 0
        while (
            self.peek().value == "joint"
            and self.peek().text.lower() not in _AND | {"with", "plus", "mit"}
            or self.at("behind", "between")
        ):
            self.i += 1
            prepositions += 1
        every = False
        while self.at("each") or self.peek().type == "article":
            every = every or self.at("each")
            self.i += 1
            self.skip()
        if every and self.peek().type == "number":
            self.i += 1
        if not (every or prepositions or self.i > start):
            return "somewhere", "", ()
        token = self.peek()
        if token.type == "word" and token.value in ("end", "edges"):
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
        if token.value in ("them",) and (every or prepositions):
            self.i += 1
            return "each", "", ()
        if every:
            return "each", "", ()
        self.i = start
        return "somewhere", "", ()

    def router_list(self) -> tuple[str, ...]:
        """Names up to the first that is a host's."""
        start = self.i
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

    def noun_role(self) -> str:
        """The role of a place, without a number."""
        role = ""
        while self.peek().type in ("role", "system"):
            token = self.take()
            if token.type == "role" and (not role or role == "router"):
                role = token.value
            elif token.type == "role" and token.value != "router":
                self.i -= 1
                break
        return role

    def single(self, role: str) -> bool:
        """Whether the lab has one of a role."""
        return any(each.role == role and each.count == 1 for each in self.out.groups)

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
            found += [each for each in numbers for _ in range(times)] if len(numbers) == 1 or times == 1 else numbers

    def each_clause(self) -> bool:
        """`each with two hosts`, `every leaf has one host`, `each in its own AS`, `all FRR`."""
        if not self.at("each"):
            return False
        start = self.i
        self.i += 1
        self.skip(articles=True)
        role = ""
        if self.at("them"):
            self.i += 1
        elif self.peek().type == "number" and self.tokens[start].text.lower() in ("all", "both", "alle", "beide"):
            self.i += 1
        if self.peek().type == "role" and self.peek().value not in ("host",) and self.peek().value != "as":
            role = self.noun_role()
        elif self.peek().type == "role" and self.peek().value == "as":
            self.i += 1
            role = "as"
        self.skip(stops=":", articles=False)
        return self.each_own(start, role) or self.each_holds(start, role) or self.each_other_fact(start, role)

    def each_own(self, start: int, role: str) -> bool:
        if not self.at("own", "same"):
            return False
        own = self.take()
        if self.peek().type == "role" and self.peek().value == "as" or self.at("as_word"):
            self.i += 1
        elif not own.text.lower().rstrip("ns").endswith("as"):
            self.i = start
            return False
        if own.value == "own":
            self.out.own_as = self.words(start)
        else:
            self.out.one_as = True
        return True

    def each_holds(self, start: int, role: str) -> bool:
        """What each member of the last group, or of a role, has behind it or in it."""
        found = self.noun()
        if found is None:
            return False
        holder = self.holder(role)
        if found.role == "host":
            names = self.name_list()
            self.trailing()
            where: Where = "role" if role else "each"
            if not role and holder is not None and self.out.groups[holder].role not in ("router",):
                where, role = "role", self.out.groups[holder].role
            self.out.hosts.append(HostGroup(self.words(start), found.count, where, role, (), names, self.vlans(None)))
            return True
        if found.count is None or holder is None or found.role == "as":
            self.i = start
            return False
        while True:
            self.out.groups.append(replace(found, inside=holder, words=self.words(start)))
            place = self.i
            self.skip_and()
            following = self.noun() if self.i != place else None
            if following is not None and following.role == "host" and self.place_is_open():
                where: Where = "role"
                own = self.out.groups[holder].role
                self.out.hosts.append(HostGroup(self.words(start), following.count, where, own))
                self.trailing()
                return True
            if following is None or following.role == "host" or following.count is None:
                self.i = place
                self.trailing()
                return True
            found = following

    def place_is_open(self) -> bool:
        """Whether no place of their own follows hosts."""
        return not self.placed()

    def trailing(self) -> None:
        """`attached`, `behind it`: words that close what each one has."""
        place = self.i
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

    def holder(self, role: str) -> int | None:
        """The group that `each` means: the role's, else the last that is in none."""
        for k in range(len(self.out.groups) - 1, -1, -1):
            group = self.out.groups[k]
            if (role in ("", "router") and group.inside is None) or group.role == role:
                return k
        if len(self.out.asns) > 1:
            self.out.groups.append(Group("", "as", len(self.out.asns), asns=tuple(self.out.asns)))
            self.out.asns = []
            return len(self.out.groups) - 1
        return None

    def each_other_fact(self, start: int, role: str) -> bool:
        """`all FRR`, `all running OSPF`, `all in AS 65000`: the fact itself is read by its own rule."""
        token = self.peek()
        if token.type == "system" and role in ("", "router"):
            self.i += 1
            self.out.systems.append(token.value)
            if self.peek().type == "role" and self.peek().value == "router":
                self.i += 1
            return True
        if token.type == "system":
            self.i += 1
            holder = self.holder(role)
            if holder is not None and self.out.groups[holder].role == role:
                self.out.groups[holder] = replace(self.out.groups[holder], kind=token.value)
                return True
        if role in ("", "router") and token.type in ("protocol", "asn"):
            return True
        if role in ("", "router") and self.at("configs"):
            return True
        if role and self.at("joined", "dual", "multi"):
            refs = [self.role_ref(role, [])]
            before = len(self.out.joints)
            self.relation(start, refs)
            if len(self.out.joints) > before:
                return True
        self.i = start
        return False

    # protocols, numbers, attributes

    def negation(self) -> bool:
        if not self.at("no"):
            return False
        start = self.i
        self.i += 1
        self.skip(articles=True)
        if self.peek().type == "role" and self.peek().value == "host":
            self.i += 1
            self.out.no_hosts = True
            return True
        if self.peek().type == "protocol":
            while self.peek().type == "protocol":
                self.out.protocols.append(
                    Protocol(self.words(start) + " " + self.peek().text, self.take().value, wanted=False)
                )
                place = self.i
                if self.peek().type == "stop" and self.peek().value in (",", "/"):
                    self.i += 1
                if self.peek().text.lower() in ("or", "nor") or self.at("no"):
                    self.i += 1
                    continue
                self.i = place
                break
            return True
        if self.peek().type == "beyond":
            self.i += 1
            return True
        if self.at("configs"):
            self.i += 1
            self.out.left.append(self.words(start))
            return True
        self.i = start
        return False

    def protocol(self) -> bool:
        if self.peek().type != "protocol":
            return False
        start = self.i
        name = self.take().value
        while self.at("layer"):
            self.i += 1
        between = self.scope()
        self.out.protocols.append(Protocol(self.words(start), name, between=between))
        return True

    def scope(self) -> tuple[str, ...]:
        """`in the core`, `between PE and CE`, `between r1 and r2`."""
        place = self.i
        if self.peek().text.lower() in ("in", "im") and self.peek(1).value == "core" and not self.peek(1).plural:
            if not any(each.role == "core" for each in self.out.groups):
                self.i += 2
                return ("core",)
        if (
            self.peek().value == "joint"
            and self.peek(1).value == "each"
            and (self.peek(2).value in ("link", "router", "them") or self.peek(2).type == "stop")
        ):
            self.i += 2 + (self.peek(2).type != "stop")
            return ()
        if self.at("between") or (self.peek().text.lower() == "on" and self.peek(1).type == "role"):
            self.i += 1
            self.skip(articles=True)
            if self.peek().type == "asn":
                return ()
            if self.at("them", "each_pair", "each_other"):
                self.i += 1
                return ()
            if self.at("each"):
                self.i += 1
                while self.peek().type == "role" and self.peek().value in ("router",) or self.at("them"):
                    self.i += 1
                return ()
            found: list[str] = []
            while self.peek().type in ("role", "name") and self.peek().value != "host":
                found.append(self.take().value)
                last = self.i
                self.skip_and()
            if found:
                self.i = last
                return tuple(found)
        self.i = place
        return ()

    def numbers_of_as(self) -> bool:
        start = self.i
        starting = False
        while self.at("starting", "between") or self.peek().value == "joint":
            starting = starting or self.at("starting")
            self.i += 1
        if self.at("own", "same"):
            self.i = self.i
            if self.each_own(start, ""):
                return True
        if (
            self.peek().type == "role"
            and self.peek().value == "as"
            and self.peek(1).value == "starting"
            and self.peek(2).type in ("number", "asn")
        ):
            self.i += 2
            starting = True
            self.out.asns += self.take().numbers
            self.out.first_asn = True
            return True
        if self.peek().type != "asn":
            self.i = start
            return False
        while self.peek().type == "asn":
            self.out.asns += self.take().numbers
            place = self.i
            self.skip_and()
            if self.peek().type != "asn":
                self.i = place
        if self.at("starting"):
            self.i += 1
            starting = True
        self.out.first_asn = self.out.first_asn or starting
        if (
            self.peek().text.lower() in ("for", "on", "at")
            and self.peek(1 + (self.peek(1).value == "each")).type == "role"
        ):
            ahead = 1 + (self.peek(1).value == "each")
            role = self.peek(ahead).value
            known = [k for k, each in enumerate(self.out.groups) if each.role == role]
            if known and not self.out.groups[known[-1]].asns:
                self.i += ahead + 1
                self.out.groups[known[-1]] = replace(self.out.groups[known[-1]], asns=tuple(self.out.asns))
                self.out.asns, self.out.first_asn = [], False
                return True
        groups = self.out.groups
        if groups and groups[-1].role == "as" and groups[-1].count == len(self.out.asns):
            groups[-1] = replace(groups[-1], asns=tuple(self.out.asns))
            self.out.asns = []
        return True

    def attribute(self) -> bool:
        """Everything that is said of the lab as a whole."""
        token, out = self.peek(), self.out
        following = self.peek(1)
        if token.type == "shape":
            out.shapes.append((token.value, token.text))
            self.shape_number()
            if self.peek(1).type == "role" and self.peek(1).value in ("site",) and not self.peek(1).plural:
                self.i += 1
        elif token.type == "dimension" and len(token.numbers) == 2:
            out.dimension = (token.numbers[0], token.numbers[1])
        elif token.type == "stages":
            out.stages = token.numbers[0]
        elif token.type == "system":
            out.systems.append(token.value)
        elif token.type == "image":
            out.image = token.value
        elif token.value == "image" and following.type in ("image",):
            pass
        elif token.type == "prefix" and self.near("mgmt"):
            out.management = token.value
        elif token.value == "mgmt" and any(each.type == "prefix" for each in self.tokens[self.i : self.i + 4]):
            pass
        elif token.type == "interface":
            out.interface = token.value
        elif token.type == "mask":
            out.mask = token.value
        elif token.value == "configs":
            out.configs = True
        elif token.value == "mixed":
            out.mixed = True
        elif token.value == "each_other" and out.shapes:
            pass
        elif token.type == "beyond":
            out.beyond.append((token.text, "" if token.value == "beyond" else token.value))
        else:
            return False
        self.i += 1
        return True

    def shape_number(self) -> None:
        """`a ring of six`: a number without a noun is one of routers."""
        if self.peek(1).text.lower() not in ("of", "von", "de", "with") or self.peek(2).type != "number":
            return
        here, self.i = self.i, self.i + 2
        noun = self.noun()
        links = self.peek(1).value == "link" or self.peek().type == "mask"
        self.i = here
        if noun is None and not links and self.peek(3).type in ("stop", "word", "protocol"):
            self.out.groups.append(Group(self.peek(2).text, "router", self.peek(2).numbers[0]))
            self.i += 2

    def near(self, value: str) -> bool:
        return any(each.value == value for each in self.tokens[max(0, self.i - 4) : self.i + 4])
