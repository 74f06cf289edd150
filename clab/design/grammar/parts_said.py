"""Parts of what was counted, words for the whole lab, labels: what a noun alone can mean. Pure."""

from clab.design.grammar.conclusions import Conclusions
from clab.design.grammar.noun import Noun
from clab.design.grammar.roles import CONTAINERS, role_of
from clab.design.grammar.statements import Form, Group, Kind, Link, Who, Whos


class PartSentences(Conclusions):
    """Nouns that are parts, labels or the whole."""

    def __init__(self, request: str) -> None:
        super().__init__(request)
        self.parts: dict[int, int] = {}

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
            self.i += self.peek().value in ("router", "as")
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
        lettered = colon.type in ("name", "unknown", "number") and name.value == ":" and self.peek(3).type == "name"
        if begins and role.value == "site" and role.type == "role" and not role.plural and lettered and not known:
            self.i += 3  # `site A: r1 and r2`
            return
        if begins and role.value == "router" and role.plural and colon.value == ":" and self.peek(3).value == "(":
            self.i += 2  # `nodes: r1 (frr), s1 (srl)`
            return
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
        beside = {noun.start for noun in found if noun.spot in ("left", "right")}  # `frr1 left and frr2 right`
        beside = {place for place in beside if place and self.tokens[place - 1].type == "name"}
        return not any(noun.det or noun.nth or (noun.spot and noun.start not in beside) for noun in found)

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
