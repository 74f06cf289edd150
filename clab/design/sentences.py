"""Statements of a request: a subject and what is said of it, read from left to right; no word is lost. Pure.

A clause is a list of noun phrases and its predicates. A predicate without a subject is one of what was named last,
or of the whole lab. What no rule takes is left, by its own words.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from clab.design.nouns import CONTAINERS, Noun
from clab.design.predicates import Predicates
from clab.design.roles import role_of
from clab.design.statements import Form, Group, Hosts, Kind, Link, Option, Post, Run, Statements, Who, Whos
from clab.design.structure import PLAIN_SIZES
from clab.design.tokens import HOST_NAME

_VALUED = ("priority", "cost", "hello", "dead", "local_pref", "med")
"""What others may have another value of."""


def state(request: str) -> Statements:
    """Read a request."""
    return Sentences(request).run()


class Sentences(Predicates):
    """All rules, tried in their order at each place."""

    def __init__(self, request: str) -> None:
        super().__init__(request)
        self.parts: dict[int, int] = {}

    def run(self) -> Statements:
        rules: tuple[Callable[[], bool], ...] = (
            self.titled,
            self.personal,
            self.homed_first,
            self.lab_named,
            self.names_given,
            self.negation,
            self.vlan_holds,
            self.placed_first,
            self.link_networks,
            self.links,
            self.command,
            self.floating,
            self.kinds_listed,
            self.alternating,
            self.others_valued,
            self.option_said,
            self.where_first,
            self.shape,
            self.protocol,
            self.numbers,
            self.clause,
            self.option,
        )
        while self.i < len(self.tokens):
            if self.stop(".", ";", "!", "?"):
                self.i += 1
                self.subject = ()
                self.purposeful = False
                continue
            if any(self.tried(rule) for rule in rules):
                continue
            self.unread()
        self.strays()
        self.of_segment()
        self.implied()
        self.of_igp()
        if not (self.out.groups or self.out.named):
            for noun in self.between_kinds:
                self.who(noun)  # `OSPF between FRR and SR Linux`
        return self.out

    def implied(self) -> None:
        """An area is one of OSPF, a level one of IS-IS, where none of them is named."""
        runs, elected = {run.name for run in self.out.runs}, re.search(r"\bbdr\b", self.text, re.IGNORECASE)
        for one in self.out.options:
            own = "ospf" if one.words.lower().endswith("dr") or (elected and one.what == "priority") else ""
            name = {"area": "ospf", "level": "isis", "iso_area": "isis"}.get(one.what, own)
            if name and not runs:
                self.out.runs.append(Run(one.words, name))
                runs.add(name)

    def of_segment(self) -> None:
        """`routers on a LAN 10.9.9.0/24`: where there are no hosts, it is the network that they share."""
        values = self.out.said.values
        if "hosts" in values and not self.out.hosts and any(form.shape == "lan" for form in self.out.forms):
            values.setdefault("shared", values.pop("hosts"))

    def of_igp(self) -> None:
        """A default route that is originated where no BGP runs is OSPF's."""
        runs = {run.name for run in self.out.runs if run.wanted}
        if "ospf" in runs and not runs & {"bgp", "ebgp", "ibgp", "evpn"} and not self.out.numbers:
            self.out.options = [
                replace(one, what="ospf_default") if one.what == "default" and not one.to else one
                for one in self.out.options
            ]

    def strays(self) -> None:
        """Names of some routers of which nothing is said: what they were named for was not read."""
        out = self.out
        told = {name for link in (*out.links, *out.gone) for who in (*link.a, *link.b) for name in who.names}
        told |= {
            name
            for part in (out.forms, out.runs, out.kinds, out.posts, out.numbers)
            for one in part
            for who in one.who
            for name in who.names
        }
        told |= {name for one in out.options for who in (*one.who, *one.to) for name in who.names}
        told |= {name for one in out.hosts for who in (*one.at, *one.but) for name in who.names}
        reflected = any(group.role == "rrclient" for group in out.groups)
        stray = [name for name in out.named if name not in told and not (reflected and role_of(name) == "rr")]
        for one in out.hosts:
            alone = [out.groups[who.group] for who in one.at if who.by == "group" and out.groups[who.group].count == 1]
            alike = [
                [other for other in out.groups if (other.role, other.kind) == (one.role, one.kind)] for one in alone
            ]
            if any(len(same) > 1 for same in alike):
                out.left.append(one.words)  # `hosts on one leaf`, of several
        sided = any(who.spot in ("left", "right") for one in out.hosts for who in one.at)
        size = max((PLAIN_SIZES.get(form.shape, 0) for form in out.forms), default=0)
        if not out.groups and (sided or len(out.named) < size):
            out.left += stray
        groups = [group for group in out.groups if not group.names and group.role not in CONTAINERS]
        if not stray or not (groups or out.dimension):
            return
        counts: dict[str, int] = {}
        for group in groups:
            counts[group.role] = counts.get(group.role, 0) + (group.count or 0)
        whole = counts.get("router")
        for role in {role_of(name) for name in stray}:
            own = [name for name in stray if role_of(name) == role]
            sizes = (counts.get(role), whole, out.dimension[0] * out.dimension[1] if out.dimension else 0)
            if len(own) not in sizes and len(out.named) != whole:
                out.left += own

    def homed_first(self) -> bool:
        """`a dual-homed customer ce1 to pe1 and pe2`: how it is joined stands before it."""
        start = self.i
        self.i += self.peek().type == "article"
        verb = self.peek()
        if not self.at("dual", "multi") or verb.text.lower().endswith((" to", " into", " with")):
            self.i = start
            return False
        self.i += 1
        noun = self.noun()
        if noun is None or not (noun.role or noun.names) or noun.plural or not self.at("to", "join"):
            self.i = start
            return False
        self.i += 1
        if noun.is_host:
            found = self.nouns()
            whos = tuple(who for one in found if not one.is_host for who in self.who(one))
            if self.size(whos) != 2:
                self.i = start
                return False
            self.out.hosts.append(Hosts(self.said_from(start), 1, whos, names=noun.names, homed=True))
            return True
        whos = self.who(noun)
        found = self.nouns()
        if not found or found[0].is_host or not self._link_to(start, whos, found, False, verb.value):
            self.i = start
            return False
        self.subject = whos
        return True

    def names_given(self) -> bool:
        """`…, named a, b and c`: names of the last group, or of all."""
        start = self.i
        whos = tuple(Who("group", group=k) for k in range(len(self.out.groups)))
        if self._named_so(start, self.last, False) if len(whos) < 2 else self._named_so(start, whos, False):
            return True
        self.i = start
        return False

    def clause(self) -> bool:
        start = self.i
        self._labelled()
        found = self.nouns(subject=True)
        if not found:
            return False
        if self.peek().type == "mark" and len(found) == 1 and len(found[0].names) == 1 and found[0].role == "core":
            found[0].role = ""  # `ISP core p1 -- p2 -- p3`
        if self.peek().type == "mark" and found[-1].names and not found[-1].role:
            whos = tuple(who for noun in found for who in self.who(noun))
            if self._row(start, whos):
                return True
        if len(found) == 1 and self._whole_lab(found[0]):
            return True
        if len(found) == 1 and self._of_number(start, found[0]):
            return True
        if len(found) == 1 and self._describes(found[0], start):
            self.predicates(start, self.subject, after=True)
            return True
        found = [
            noun
            for noun in found
            if not (
                noun.role == "site"
                and noun.det not in ("each", "all", "both")
                and not noun.plural
                and noun.count in (None, 1)
                and not noun.names
            )
        ]
        if not found:
            self.skip("lab")
            return True  # `a small data centre`: a word for the whole lab
        for noun in found:
            if noun.names and not noun.role and self._like_hosts(noun.names):
                noun.role = "host"
        if found[0].is_host:
            return self.hosts(start, found)
        if self._bare_all(found[0]):
            self.i = start
            return False
        if (
            len(found) == 1
            and not found[0].role
            and not found[0].names
            and found[0].count
            and not found[0].kind
            and not found[0].nth
            and not found[0].spot
        ):
            return self._elliptical(start, found[0])
        if all(noun.only_kind for noun in found):
            joined = (
                self.at("to", "join", "back")
                or self.peek().type == "mark"
                or (len(found) > 1 and self.peek().type == "shape")
                or (self.at("bridged") and len(found) == 1 and not self.out.hosts)
            )
            there = {group.kind for group in self.out.groups if group.count}
            again = {noun.kind for noun in found} <= there and (
                self.at("be", "join", "each", "have", "run") or self.peek().value == "announce"
            )
            if not again and (
                self.out.groups
                or self.out.named
                or not (len(found) > 1 or (joined and self.peek(1).type == "system") or self.at("bridged"))
            ):
                self.i = start
                return False  # a system alone is an option
            for noun in found:
                noun.count = None if again else 1
        if len(found) == 1 and found[0].role and found[0].count and self.at("each") and self._each_noun():
            known = any(group.role == found[0].role and group.inside is None for group in self.out.groups)
            if self._per(start, found[0].count, found[0].role):
                return True
            if known:
                self.out.left.append(self.said_from(start))
                return True
        first = found[0]
        if (
            len(found) == 1
            and first.kind
            and first.article
            and not (first.role or first.names)
            and (self.peek().type == "shape" or self.at("lab"))
        ):
            self.out.kinds.append(Kind(first.words, first.kind))
            return True  # `an SR Linux fabric`
        before, names = self.told(), {*self.all_names()}
        whos = tuple(who for noun in found for who in self.who(noun))
        if self._row(start, whos):
            return True
        if self._of_part(first if len(found) == 1 else None, whos):
            return True
        if self.peek().type == "protocol" and all(noun.names and not noun.role for noun in found):
            self.subject = self.last = whos
            return self._runs_now(start, whos)  # `…, r2 and r3 iBGP`
        if (len(found) == 1 or first.role in CONTAINERS) and self._one_in_each(found[-1], whos[-1:]):
            return True
        self.predicates(start, whos)
        if self.told() == before and self.at("nothing"):
            return True  # `each peer announces its own loopback`
        if self.told() == before and not self.introduces(found, names):
            self.out.left.append(self.said_from(start))  # `each access switch …`, `…, r1 only`
        return True

    def _one_in_each(self, noun: Noun, whos: Whos) -> bool:
        """`five autonomous systems …, one FRR each`: what each of the sites that were counted holds."""
        held = {group.inside for group in self.out.groups}
        open_ = [k for k, one in enumerate(self.out.groups) if one.role in CONTAINERS[:2] and k not in held]
        new = len(whos) == 1 and whos[0].by == "group" and whos[0].group == len(self.out.groups) - 1
        closing = self.at("each") and not self._each_noun()
        systems = self.out.named and all(name.startswith("as") and name[2:].isdigit() for name in self.out.named)
        single = noun.count == 1 and noun.role in ("", "router") and not noun.names and not open_
        place = self.i
        self.skip("in", "place", "to")
        if systems and single and self.at("each") and whos and whos[0].by == "group":
            self.i += 1
            self.i += self.peek().value == "router"
            del self.out.groups[whos[0].group :]
            self.out.kinds += [Kind(noun.words, noun.kind)] if noun.kind else []
            return True  # `AS100 connects to AS200, one FRR router each`
        self.i = place
        if not closing or not new or len(open_) != 1 or not noun.count or noun.names or whos[0].group == open_[0]:
            return False
        self.i += 1
        self._nested(whos[0].group, open_[0])
        self.predicates(noun.start, whos, after=True)
        return True

    def _labelled(self) -> None:
        """`Core: c1, c2 and c3 fully meshed`: a word before a colon, and names behind it."""
        role, colon, name = (self.peek(ahead) for ahead in range(3))
        begins = not self.i or self.peek(-1).value in (".", ";", ",")
        known = any(group.role == role.value for group in self.out.groups)
        labels = ("core", "edge", "access", "dist", "isp", "customer", "wan", "site")
        if (
            begins
            and role.type == "role"
            and role.value in labels
            and colon.value == ":"
            and name.type == "name"
            and not known
        ):
            self.i += 2

    def _of_part(self, noun: Noun | None, whos: Whos) -> bool:
        """`customers eBGP AS 65101 65102`, `core iBGP over OSPF`: a part of the lab, and what runs there."""
        part = (
            noun is not None and noun.role not in ("", "router", "host", *CONTAINERS) and not (noun.count or noun.names)
        )
        if not part or self.peek().type != "protocol" or not self.out.groups:
            return False
        self.subject, before, self.within = whos, self.within, whos
        self._runs_now(self.i, whos)
        self.predicates(self.i, whos, after=True)
        self.within = before
        return True

    def _like_hosts(self, names: tuple[str, ...]) -> bool:
        """`clients c1 on r1 and c2 on r3`: names that go on as those of hosts did."""
        stems = {name.rstrip("0123456789") for one in self.out.hosts for name in one.names}
        known = {name for group in self.out.groups for name in group.names} | {*self.out.named}
        return all(name.rstrip("0123456789") in stems and name not in known for name in names)

    def introduces(self, found: list[Noun], known: set[str]) -> bool:
        """Whether a list without a predicate names somebody who was not named before, or gives somebody a name."""
        names = {name for noun in found for name in noun.names}
        if names:
            return any(noun.role for noun in found) or not names <= self.spoken_before(found) | known
        return not any(noun.det for noun in found)

    def spoken_before(self, found: list[Noun]) -> set[str]:
        """The names that were spoken before a list, and those of numbered routers."""
        before = {name for who in self.spoken[: -len(found)] for name in who.names}
        return before | {name for group in self.out.groups for name in group.names}

    def _whole_lab(self, noun: Noun) -> bool:
        """`a provider network with …`, `ISP with two PEs`: a word for the lab."""
        if (
            noun.role not in ("isp", "core", "access", "dist", "wan", "customer")
            or noun.plural
            or (noun.count or 1) > 1
            or noun.names
            or noun.kind
        ):
            return False
        if self.at("lab"):
            self.skip("lab")
            return True
        if noun.article and self.stop(":") and not self.out.groups and noun.role in ("isp", "customer", "wan"):
            return True
        ahead = 1
        while self.peek(ahead).type in ("number", "article") or self.peek(ahead).value in ("the", "centre"):
            ahead += 1
        held = {"isp": ("pe", "p", "rr"), "customer": ("hub", "spoke", "site")}.get(noun.role, ())
        inside = self.peek(ahead).value in held or role_of(self.peek(ahead).text) in held
        return not self.out.groups and self.at("have") and inside

    def _of_number(self, start: int, noun: Noun) -> bool:
        """`a core of three routers`, `core ring of four routers`: the routers have that role."""
        plain = (
            noun.role
            and noun.role not in ("router", "host", *CONTAINERS)
            and not noun.plural
            and (noun.count or 1) == 1
            and not noun.names
        )
        shape = self.peek() if self.peek().type == "shape" else None
        ahead = 1 if shape else 0
        if (
            not plain
            or self.peek(ahead).value not in ("of", "have")
            or not (self.peek(ahead + 1).type == "number" or (shape and self.peek(ahead + 1).type == "name"))
            or (self.peek(ahead).value == "have" and not shape)
        ):
            return False
        self.i += ahead + 1
        inner = self.noun()
        if inner is None or inner.is_host or inner.role in CONTAINERS or not (inner.role or inner.kind or inner.names):
            return False
        if not inner.names:
            inner.role, inner.plural = noun.role if inner.role in ("", "router") else inner.role, True
        whos = self.who(inner)
        if shape is not None:
            self.out.forms.append(Form(shape.text, shape.value, whos))
        self.predicates(start, whos, after=shape is not None)
        return True

    def _describes(self, noun: Noun, start: int) -> bool:
        """`p1 -- p2 -- p3 core`: a word for what was named right before."""
        plain = noun.role and not (noun.count or noun.det or noun.plural or noun.names or noun.nth or noun.kind)
        return bool(plain and self.subject and start and self.tokens[start - 1].type == "name" and not self.known(noun))

    def _elliptical(self, start: int, noun: Noun) -> bool:
        """`(two on each leaf)`, `one in the middle, four around it`, `two of them FRR`: what was counted before."""
        count = noun.count or 0
        of_them = self.at("of") and self.peek(1).value in ("them", "the", "which", "that")
        if of_them:
            self.i += 2
            self.i += self.peek().value == "router"
        place = self.i
        self.skip("join", "place", "be")
        if self.at("each") and self._each_noun() and self._per(start, count, ""):
            return True
        self.i = place
        if self.out.hosts and self.at("place", "each") and not of_them:
            self.i = start
            made = len(self.out.hosts)
            self._again(start)
            if len(self.out.hosts) > made or self.i > start:
                return True
        groups = self.out.groups
        whole = next(
            (
                k
                for k in range(len(groups) - 1, -1, -1)
                if groups[k].role not in CONTAINERS and (groups[k].count or 0) >= count
            ),
            -1,
        )
        if whole < 0:
            self.i = start
            return False
        return self._part(start, whole, count)

    def _per(self, start: int, count: int, role: str) -> bool:
        """`two per distribution`: how many of those that were counted stand below each."""
        place = self.i
        noun = self.noun()
        b = self.known(noun) if noun is not None and not noun.is_host else ()
        size = self.size(b) or 0
        whole = [
            k
            for k, group in enumerate(self.out.groups)
            if group.count == count * size and role in ("", group.role) and size and group.inside is None
        ]
        whole = [k for k in whole if k not in [who.group for who in b]]
        if not whole or (not role and self.out.hosts and not self.out.hosts[-1].at):
            self.i = place
            return False
        if self.stop(")"):
            self.i += 1
        self.out.links.insert(0, Link(self.said_from(start), (Who("group", group=whole[-1]),), b, one=True))
        return True

    def _part(self, start: int, whole: int, count: int) -> bool:
        """Some of a group: they become a group of their own."""
        group = self.out.groups[whole]
        self.skip("be", "the", "article", "have", "that", "in")
        token = self.peek()
        part: tuple[str, str | None] | None = None
        if token.type == "system":
            part = (group.role, token.value)
        elif token.type == "role" and token.value not in ("host", "router", *CONTAINERS):
            part = (token.value, group.kind)
        elif token.value == "host" and token.text.lower().startswith("client") and self._reflected():
            part = ("rrclient", group.kind)
        elif token.type == "asn" and len(token.numbers) == 1 and group.role == "router":
            return self._part_in_as(start, whole, count)
        elif self.at("centre"):
            part = ("hub", group.kind)
        elif self.at("outer"):
            part = ("spoke", group.kind)
        if part is None or group.names:
            self.i = start
            return False
        self.i += 1
        new = Group(self.said_from(start), part[0], count, part[1], plural=count > 1)
        group.count = (group.count or 0) - count
        self.out.groups.insert(whole, new) if not group.count else self.out.groups.append(new)
        if not group.count:
            self.out.groups.remove(group)
        self.last = self.subject = (Who("group", group=self.out.groups.index(new)),)
        return True

    def _part_in_as(self, start: int, whole: int, count: int) -> bool:
        """`one in AS 65010, the other in AS 65020`: AS numbers in the order of the routers."""
        first = self.parts.get(whole, 0)
        self.parts[whole] = first + count
        who = Who("nth", role="router", nth=tuple(range(first + 1, first + count + 1)))
        return self._numbered_as(start, (who,))

    def placed_first(self) -> bool:
        """`behind each leaf two hosts`, `in each site there are two routers`, `in the middle is r1`."""
        start = self.i
        if self.at("centre", "outer") and (
            not start or self.peek(-1).type == "stop" or self.peek(-1).value in ("and", "have")
        ):
            placed = self.peek().text.lower().startswith(("in", "at", "on", "around", "all around"))
            post = "hub" if self.take().value == "centre" else "spoke"
            headed = self.stop(":") and self.peek(1).type in ("system", "name", "number", "article", "role")
            self.i += headed
            called = post == "hub" and self.peek().type == "name" and self.peek(1).value in ("be", "(", ",")
            if not placed and not headed and not called and not (post == "hub" and self.at("be", "named")):
                self.i = start
                return False
            here = self.i
            self.skip("be", "have", "modal", "named")
            self.skip("the")
            if post == "hub" and self.peek().value in ("rr", "rs") and self.peek().type == "role":
                self.i = start
                return False
            self.i = here
            self.skip("be", "have", "named")
            found = self.nouns(subject=True)
            if found and not found[0].is_host and (found[0].role or found[0].names or found[0].kind or found[0].count):
                for noun in found:
                    noun.role = noun.role or ("" if noun.names else "router")
                    noun.count = noun.count or (1 if noun.kind and not noun.names else None)
                whos = tuple(who for noun in found for who in self.who(noun))
                if post == "spoke":
                    self._around(start, whos)
                else:
                    self.out.posts.append(Post(self.said_from(start), post, whos))
                self.predicates(start, whos, after=True)
                return True
            self.i = start
        sided = self.at("each", "both") and self.peek(1).value in ("ends", "left", "right")
        if not sided and (not self.at("place", "in", "to") or self.peek(-1).type in ("role", "name", "system")):
            return False
        self.i += not sided
        found = self.nouns()
        if not found or found[0].is_host or (self._only_count(found[0])):
            self.i = start
            return False
        self.skip("be", "modal", "have", "join")
        self.i += self.stop(",")
        if self.peek().type not in ("number", "article"):
            self.i = start
            return False
        hosts = self.nouns()
        if not hosts:
            self.i = start
            return False
        whos = tuple(who for noun in found for who in self.who(noun))
        each = any(noun.det in ("each", "both", "all") for noun in found)
        if hosts[0].is_host:
            return self._hosts_at(start, hosts, whos, each)
        if whos[-1].by == "group" and each:
            return self._contents(start, whos[-1], hosts, each)
        self.i = start
        return False

    def where_first(self) -> bool:
        """`between r1 and r2 area 0`, `on r2 redistribute OSPF into BGP`."""
        start = self.i
        if not self.at("place", "between", "in", "to"):
            return False
        scopes = self.scopes()
        self.i += self.stop(",", ":")
        self.skip("have", "be", "the", "article", "run")
        if not scopes or self.peek().type != "option" or not self.option_said((), scopes=scopes):
            self.i = start
            return False
        return True

    def floating(self) -> bool:
        """`each with two hosts`, `all FRR`, `they run OSPF`: said of what was named last, or of all."""
        start = self.i
        pronoun = self.at("them", "it")
        if not pronoun and not (self.at("each", "all", "both") and not self._each_noun()):
            return False
        word = self.take().value
        of_last = self.last or tuple(Who("group", group=k) for k in range(len(self.out.groups)))
        whos = of_last if word in ("each", "both", "it") else (Who("spot", spot="all"),)
        self.skip("of", "them", "it", "the", "that", "modal")
        if self.at("nothing"):
            self.i += 1
            return True
        if word in ("all", "them", "it") and self.at("in") and self.peek(1).type == "protocol":
            return True
        here = self.i
        for rule in (self._valued, self._joined, self._is, self._has, self._stands, self._in, self._runs, self._bare):
            if self._try(here, rule, start, whos, word in ("each", "both")):
                return True
        if word in ("all", "them", "it") and self.peek().type in ("protocol", "system", "asn", "shape"):
            return True
        if word in ("all", "them") and (self.peek().type == "stop" or self.i >= len(self.tokens)):
            return True
        self.i = start
        return False

    def shape(self) -> bool:
        """`a ring of six`, `chain: a - b - c`, `full mesh between the spines`."""
        token = self.peek()
        if token.type == "number" and self._several_shapes(self.i, ()):
            return True
        if token.type != "shape":
            return False
        start = self.i
        self.i += 1
        self.skip("lab")
        place = self.i
        whos: Whos = ()
        if self.at("of", "between", "have") or self.stop(":"):
            led = self.peek().value
            self.i += 1
            if self.at("them", "each_other"):
                self.i += 1
                whos = self.last
            elif (
                self.peek().type == "number"
                and self.peek(1).type in ("stop", "word", "protocol")
                and self.peek(1).value not in ("link", "parallel", "other", "centre", "of")
            ):
                noun = Noun(self.i, count=self.take().numbers[0], role="router", plural=True)
                noun.words = self.said_from(self.i - 1)
                self.who(noun)
            else:
                self._plus_ends = True  # `a ring of four, plus two stubs`
                found = self.nouns(subject=token.value == "tree")
                self._plus_ends = False
                plain = bool(found) and not found[0].is_host and not self._only_count(found[0])
                plain = plain and not (
                    found[0].kind and not found[0].role and not found[0].names and found[0].count is None
                )
                if plain and led != "have":
                    whos = tuple(who for noun in found for who in self.who(noun))
                    if not self._row(start, whos):
                        self.out.forms.append(Form(token.text, token.value, whos))
                        self.predicates(start, whos)
                        return True
                    self.out.forms.append(Form(token.text, token.value, self.last))
                    return True
                self.i = place
        elif self.peek().type == "name" and self.peek(1).type != "mark" and not HOST_NAME.match(self.peek().text):
            names = self.name_list()  # `top row a1 a2 a3`
            if len(names) > 1 and self.peek().type != "mark":
                self.out.named += [name for name in names if name not in self.out.named]
                whos = (Who("names", names=names),)
                self.out.forms.append(Form(token.text, token.value, whos))
                self.last = self.subject = whos
                return True
            self.i = place
        elif self.subject and self._same_clause(start):
            whos = self.subject
        self.out.forms.append(Form(token.text, token.value, whos))
        return True

    def alternating(self) -> bool:
        """`alternating SRL and FRR`, `srl and frr alternating, starting with srl`: every other router."""
        start, found = self.i, [group.kind for group in self.out.groups if group.kind]
        if self.peek().type != "beyond" or not self.peek().text.lower().startswith("alternat"):
            return False
        self.i += 1
        ahead: list[str] = []
        while self.peek().type == "system":
            ahead.append(self.take().value)
            place = self.i
            if not (self.separated() and self.peek().type == "system"):
                self.i = place
                break
        kinds = list(dict.fromkeys(ahead or [*found, *(one.kind for one in self.out.kinds if not one.who)]))
        self.i += self.stop(",") and self.peek(1).value == "starting"
        if self.at("starting") and self.peek(1).type == "system" and self.peek(1).value in kinds:
            kinds.sort(key=lambda kind: kind != self.peek(1).value)
            self.i += 2
        groups = self.out.groups
        whole = sum(group.count or 0 for group in groups)
        plain = all(group.role == "router" and group.count and not group.names for group in groups)
        if len(kinds) != 2 or not plain or whole < 3:
            self.i = start
            return False
        if len(groups) > 1:
            words = ", ".join(group.words for group in groups)
            groups[:] = [Group(words, "router", whole, plural=True)]
            self.out.forms = [Form(one.words, one.shape) for one in self.out.forms]
            self.subject = self.last = ()
        groups[0].kind = None
        self.out.kinds = [one for one in self.out.kinds if one.who]
        for first in (1, 2):
            who = Who("nth", role="router", nth=tuple(range(first, whole + 1, 2)))
            self.out.kinds.append(Kind(self.said_from(start), kinds[first - 1], (who,)))
        return True

    def others_valued(self) -> bool:
        """`r1 priority 100, r2 priority 50, others 0`: the value that was said last, of the rest."""
        start = self.i
        last = self.out.options[-1] if self.out.options else None
        self.skip("the", "all", "and")
        if not self.at("rest") or self.peek(1).type != "number" or last is None or last.what not in _VALUED:
            self.i = start
            return False
        after = self.peek(2)
        if after.type in ("role", "system", "option") or after.value in ("link", "parallel"):
            self.i = start
            return False
        self.i += 1
        value = str(self.take().numbers[0])
        self.out.options.append(Option(self.said_from(start), last.what, value, (Who("spot", spot="rest"),)))
        return True

    def kinds_listed(self) -> bool:
        """`a chain of six: FRR, FRR, SRL, …`: the systems in the order of the routers."""
        start, found = self.i, []
        while self.peek().type == "system" and self.peek(1).type not in ("role", "name"):
            found.append(self.take().value)
            if not (self.separated() or self.peek().type == "mark"):
                break
            self.i += self.peek().type == "mark"
        whole = [group for group in self.out.groups if group.count]
        if len(found) < 2 or len(whole) != 1 or whole[0].count != len(found) or len(set(found)) < 2:
            self.i = start
            return False
        for place, kind in enumerate(found, 1):
            who = (Who("nth", role="router", nth=(place,)),)
            self.out.kinds.append(Kind(self.said_from(start), kind, who))
        return True

    def _same_clause(self, start: int) -> bool:
        """Whether a shape right behind a subject is one of it."""
        return self.tokens[start - 1].type not in ("stop",) if start else False
