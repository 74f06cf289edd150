"""What a subject has: hosts, uplinks, an AS, what is inside each of several. Pure."""

from dataclasses import replace

from clab.design.grammar.noun import Noun
from clab.design.grammar.roles import CONTAINERS, system_of_image
from clab.design.grammar.statements import Form, Hosts, Kind, Link, Who, Whos
from clab.design.grammar.stating import Stating
from clab.design.structure import PLAIN_SIZES

_OUTER = ("customer", "ce", "stub", "peer", "access")
"""Who stands around one that has them."""


class ContentSentences(Stating):
    """What somebody has."""

    def _runs_now(self, start: int, whos: Whos) -> bool:
        """What runs on a subject: `predicates.py`."""
        return False

    def _lacks(self, start: int, whos: Whos, each: bool) -> bool:
        """`the other leaves don't need anything`, `leaf3 has none`."""
        self.skip("have")
        if not self.at("no", "none") or not whos:
            return False
        no = self.take().value == "no"
        if no and not (self.at("none") or self.peek().value == "host"):
            return False
        self.i += no
        self.out.hosts.append(Hosts(self.said_from(start), 0, whos, each=True))
        return True

    def _told_apart(self) -> bool:
        """Whether several systems are named: then each is one of what it stands beside."""
        return len({token.value for token in self.tokens if token.type == "system"}) > 1

    def _imaged(self, start: int, whos: Whos) -> bool:
        """`the leaves use image ghcr.io/nokia/srlinux:24.10`: which names their system."""
        led = self.at("image")
        image = self.peek(led)
        found = system_of_image(image.value) if image.type == "image" and whos else ""
        if not found:
            return False
        self.i += 1 + led
        self.out.images += [image.value] if image.value not in self.out.images else []
        self.out.kinds.append(Kind(self.said_from(start), found, whos))
        return True

    def _runs_on_rows(self, start: int, whos: Whos) -> bool:
        """`r1-r2 iBGP, r2-r3 eBGP`, `r1-r2, r2-r3 and r3-r4 OSPF`: of each row since the last of which one was said."""
        rows = self.row_run if whos == self.row_run[-1:] else whos
        made = len(self.out.runs)
        self._runs_now(start, whos)
        self.out.runs[made:] = [
            replace(run, who=() if run.name == "ibgp" and len(rows) > 1 else rows) if run.who == whos else run
            for run in self.out.runs[made:]
        ]
        return True

    def _ranked_as(self, start: int, whos: Whos) -> bool:
        """How a way is ranked: `preferences_said.py`."""
        return False

    def _has(self, start: int, whos: Whos, each: bool) -> bool:
        """`with two hosts each`, `has its own AS`, `contains two spines and two leaves`."""
        sited = bool(whos) and whos[-1].by == "group" and self.out.groups[whos[-1].group].role in CONTAINERS
        if not self.skip("have", *(("of",) if sited else ())) and not (
            (each or (whos and whos[-1].each)) and self.peek().type in ("number", "article")
        ):
            return False
        self.skip("that")
        if self._own_as(start, whos) or self._uplinks(start, whos):
            return True
        place = self.i
        self.i += self.peek().type == "article"
        if self._ranked_as(start, whos):
            return True
        self.i = place
        if self.at("none") or (self.at("no") and self.peek(1).value == "host"):
            self.i += 1 + self.at("no")
            self.out.hosts.append(Hosts(self.said_from(start), 0, whos, each=True))
            return True
        if self.peek().type == "asn":
            return self._numbered_as(start, whos)
        if (
            self.peek().type == "system"
            and self.peek(1).type not in ("role", "name")
            and whos
            and self.peek(-1).value == "have"
        ):
            self.out.kinds.append(Kind(self.said_from(start), self.take().value, whos))
            return True
        if self.peek().type == "protocol" and whos:
            return self._runs_now(start, whos)
        if self._formed_inside(start, whos):
            return True
        found = self.nouns()
        if found and len(found) == 1 and self._only_count(found[0]) and found[0].count and self.out.hosts and whos:
            ended = self.peek().type == "stop" or self.at("and") or self.i >= len(self.tokens)
            self.out.hosts += [Hosts(self.said_from(start), found[0].count, whos, each=True)] if ended else []
            return ended  # `r1 has two hosts, r3 has one`
        if not found or (len(found) == 1 and self._only_count(found[0])):
            return False
        if found[0].is_host:
            return self._hosts_at(start, found, whos, each)
        if len(found) == 1 and found[0].names and set(found[0].names) < {name for who in whos for name in who.names}:
            self.predicates(start, self.who(found[0]), after=True)
            return True  # `r2-r3 eBGP with r3 in AS 65002`
        holder = whos[-1] if whos else None
        kinds = {self.out.groups[who.group].role for who in whos if who.by == "group"}
        contained = holder is not None and holder.by == "group" and self.out.groups[holder.group].role in CONTAINERS
        if (
            all(noun.names and not noun.role for noun in found)
            and self.at("place", "to", "between", "join")
            and self.peek(1).type == "name"
        ):
            self.i = found[0].start
            return True  # `p1 -- p2, with pe1 on p1`
        if (
            holder is not None
            and holder.by == "group"
            and (contained or ((each or holder.each) and (found[0].count or 0) and not found[0].names))
        ):
            return self._contents(start, holder, found, each)
        if (each or any(who.each for who in whos)) and not kinds and self._at_each_name(start, whos, found):
            return True
        if contained or (each and not kinds):
            return False
        if (
            whos
            and all(who.by == "names" for who in whos)
            and len(whos) == 1
            and any(noun.count or noun.names for noun in found)
        ):
            b = tuple(who for noun in found for who in self.who(noun))
            self.skip("join", "place", "outer")
            self.skip("it", "them", "to")
            self._linked(start, whos, b, False)
            return True
        b = tuple(who for noun in found for who in self.who(noun))
        place = self.i
        self.skip("that", "be")
        around = self.at("outer") or (
            self.at("join", "place") and (self.peek(1).value in ("it", "them", "each") or self.peek(1).type == "stop")
        )
        if around and self.size(whos) == 1:
            self.i += 1 if self.at("outer") or self.peek(1).type == "stop" else 2
            self._linked(start, whos, b, False)
            return True
        self.i = place
        outer = all(who.by == "group" and self.out.groups[who.group].role in _OUTER for who in b)
        served = any(who.by == "group" and self.out.groups[who.group].role in ("rs", "rr") for who in whos)
        if outer and not served and self.size(whos) == 1 and all(noun.count for noun in found):
            self._linked(start, whos, b, False)  # `a core router with four customer routers`
            self.last = b
            return True
        self.subject = self.last = (*whos, *b)
        self.predicates(start, b) if not self.at("and") and not self.stop(",") else None
        return True

    def _at_each_name(self, start: int, whos: Whos, found: list[Noun]) -> bool:
        """`dist1 and dist2, each with 3 access switches behind`: so many at each of them."""
        single = len(found) == 1 and bool(found[0].count) and bool(found[0].role) and not found[0].names
        size = self.size(whos)
        if not single or not size or not all(who.by in ("names", "role") for who in whos):
            return False
        noun = found[0]
        noun.count, noun.plural = (noun.count or 1) * size, True
        b = self._new(noun)
        self.skip("join", "place")
        self.skip("it", "them")
        self.out.links.append(Link(self.said_from(start), b, whos, one=True))
        self.last = b
        return True

    def _formed_inside(self, start: int, whos: Whos) -> bool:
        """`two sites, each a triangle of FRR routers`, `each with a ring of four`."""
        sites = bool(whos) and whos[-1].by == "group" and self.out.groups[whos[-1].group].role in CONTAINERS
        place = self.i
        self.skip("article", "the")
        shape = self.peek()
        if not sites or shape.type != "shape" or self.peek(1).value not in ("of", "have"):
            self.i = place
            return False
        self.i += 2
        found = self.nouns()
        if len(found) != 1 or found[0].is_host:
            self.i = place
            return False
        found[0].role = found[0].role or "router"
        found[0].count = found[0].count or PLAIN_SIZES.get(shape.value)
        (who, *_) = self._new(found[0])
        self.out.groups[who.group].inside = whos[-1].group
        self.out.forms.append(Form(shape.text, shape.value, (who,)))
        self.last = (who,)
        return True

    def _contents(self, start: int, holder: Who, found: list[Noun], each: bool) -> bool:
        """What each member of a group holds."""
        if self._is_site_of(holder, found):
            self.predicates(start, (holder,), after=True)
            return True
        count = self.size((holder,))
        closing = self.at("each")
        own = each or holder.each or closing or count == 1 or self.out.groups[holder.group].role in CONTAINERS
        if not own:
            return False
        self.i += closing
        inside: list[Who] = []
        for noun in found:
            (who, *_) = self._new(noun)
            if noun.count is None and not noun.names:
                return False
            if not self._nested(who.group, holder.group):
                return False
            inside.append(who)
        while self.separated_host():
            hosts = self.nouns()
            self._hosts_at(start, hosts, (Who("group", group=holder.group, each=True),), True)
        self.last = tuple(inside)
        if self.stop(",") and self.peek(1).value != "back" and self.peek(2).value != "back":
            self.predicates(start, (replace(holder, each=False),), after=True)
            return True
        place = self.i
        self.skip("join", "place", "behind")
        self.skip("it", "them")
        closed = self.peek().type == "stop" or self.i >= len(self.tokens)
        if closed and self.i > place:
            pass
        elif self.i == place or self.tokens[self.i - 1].value not in ("it", "them"):
            self.i = place
        self.predicates(start, tuple(inside), after=True)
        self.subject = (holder,)
        return True

    def _is_site_of(self, holder: Who, found: list[Noun]) -> bool:
        """`three branches, each with one FRR router`: a branch is its router."""
        group, noun = self.out.groups[holder.group], found[0]
        single = len(found) == 1 and noun.count == 1 and noun.role in ("", "router") and not (noun.names or noun.other)
        behind = self.at("place", "join") and self.peek(1).value in ("it", "them")
        if not single or behind or group.role not in ("spoke", "hub", "customer", "isp") or group.kind:
            return False
        group.kind = noun.kind
        return True

    def separated_host(self) -> bool:
        """Whether `and one host` follows."""
        place = self.i
        if self.separated():
            noun = self.noun()
            if noun is not None and noun.is_host and not self.at("place", "join", "each", "to"):
                self.i = noun.start
                return True
        self.i = place
        return False
