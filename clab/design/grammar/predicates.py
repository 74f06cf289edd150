"""What is said of a subject: is, has, stands on, is joined to, runs, is named. Pure."""

from dataclasses import replace

from clab.design.grammar.roles import CONTAINERS, role_of
from clab.design.grammar.runs_said import RunSentences
from clab.design.grammar.statements import Form, Kind, Link, Numbers, Option, Post, Run, Who, Whos
from clab.design.grammar.stating import STATED
from clab.design.words.address_words import ADDRESSES

POSTS = ("hub", "rr", "rs")


_PARTS = ("core", "edge", "access", "dist")
"""Parts of a network that `the` names, where no router is called so."""
_AFTER_COMMA = ("join", "have", "back", "dual", "multi", "in", "named", "run", "that")
_VALUES = ("option", "family", *ADDRESSES)
_LEADS = ("and", "that", "each", "all", "both", "join", "have", "in", "be", "back", "dual", "multi", "place", "run")
"""What leads to what is said of a subject."""


class Predicates(RunSentences):
    """All that can be said of a subject."""

    def predicates(self, start: int, whos: Whos, *, after: bool = False) -> None:
        """All that is said of a subject, right behind it."""
        self.subject, self.last = whos, whos
        first = not after
        while True:
            place = self.i
            opened = self.stop("(")
            if opened and self._bracket(start, whos if first else self.last):
                first = False
                continue
            comma = not opened and self.stop(",", "-", ":") and not first
            self.i += opened
            led = opened or first
            valued = self.peek().type in _VALUES
            valued = valued or (self.peek().type == "protocol" and self._is_row(whos))
            valued = valued or (self.peek().type == "asn" and self.peek(-1).type == "system" and not first)
            if not (led or comma or valued or self.at(*_LEADS)):
                return
            self.i += comma
            self.skip("and") if not first else None
            which = not first and self.at("that") and self.peek().text.lower() in ("which", "that", "who")
            verb = self.peek(1).text.lower()
            many = verb.startswith(("are", "both", "have")) or verb.partition(" ")[0] in ("connect", "link", "join")
            if which and self.last and self.last != whos and (self.size(self.last) == 1 or many):
                whos = self.subject = self.last  # `r3 connects to r4 which connects to r5 and r6`
            elif which and self.last != whos and (self.size(self.last) or 0) > 1 and self.size(whos) != 1:
                self.i = place
                return
            self.skip("that", "modal", "also")
            each = self.at("each", "all", "both") and not self._each_noun() and not (comma and self.at("all"))
            several = not first and self.last != whos and (self.size(self.last) or 1) > 1
            if each and comma and several and self.size(whos) == 1:
                whos = self.subject = self.last  # `r1 connects to r2 and r3, both connect to r4`
            if self.at("both") and each and self.size(whos) == 1:
                self.i = place
                return  # of two who were named one by one
            self.i += each
            valued = self.peek().type in _VALUES
            if comma and not each and not valued and not self.at(*_AFTER_COMMA):
                self.i = place
                return
            self.skip("that", "modal")
            here = self.i
            rules = (self._valued, self._lacks, self._joined, self._is, self._has, self._stands, self._in)
            others = (self._named_so, self._runs, self._bare)
            if not any(self._try(here, rule, start, whos, each) for rule in (*rules, *others)):
                self.i = place
                return
            if opened and self.stop(")"):
                self.i += 1
            first = False

    def _bracket(self, start: int, whos: Whos) -> bool:
        """`(SR Linux, both in AS 65000, iBGP between them)`: facts of who stands right before."""
        place, out = self.i, self.stated()
        self.i += 1
        rules = (self._valued, self._is, self._has, self._stands, self._in, self._named_so, self._runs, self._bare)
        while self.i < len(self.tokens):
            each = self.at("each", "all", "both") and not self._each_noun()
            self.i += each
            here = self.i
            read = self.tried(self.protocol) or any(self._try(here, rule, start, whos, each) for rule in rules)
            if not read:
                break
            if self.stop(")"):
                self.i += 1
                self.last = whos
                return True
            self.separated()
        for part, size in zip(STATED, out, strict=True):
            del getattr(self.out, part)[size:]
        self.i = place
        return False

    def _valued(self, start: int, whos: Whos, each: bool) -> bool:
        """`r1 has cost 10 towards r2`, `r2-r3 in area 1`, `r1 must become the DR`, `each announcing a /48`."""
        if self.peek().type == "protocol" and self._is_row(whos):
            return self._runs_on_rows(start, whos)
        if self._in_area(whos):
            return True
        self.i += self.at("to") and self.peek(1).type == "option"  # `r1 to prefer r2`
        self.skip("that", "modal", "have", "be", "in", "run", "via", "the", "article", "of")
        self.i += self.at("same") and self.peek(1).value == "area"  # `r1 and r2 share area 0`
        return self.option_said(whos)

    def _is(self, start: int, whos: Whos, each: bool) -> bool:
        """`is SR Linux`, `is the hub`, `are in AS 65000`, `= FRR`, `are named a and b`."""
        listed = self.peek(1).type == "system" and self.peek(2).type == "asn" and self.stop(":")
        if listed or not (self.skip("be") or self.stop(":", "=")):
            return False
        self.i += self.stop(":", "=")
        sited = bool(whos) and whos[-1].by == "group" and self.out.groups[whos[-1].group].role in CONTAINERS
        if sited and (self._formed_inside(start, whos) or self._has(start, (replace(whos[-1], each=True),), True)):
            return True
        self.skip("all", "each", "both", "the", "article", "have") if not self._each_noun() else None
        return self._said_of(start, whos)

    def _said_of(self, start: int, whos: Whos) -> bool:
        token = self.peek()
        if self._imaged(start, whos) or self._ranked_as(start, whos):
            return True
        if token.type == "system" and self.peek(1).type != "name":
            self.i += 1
            if self.peek().value == "router":
                self.i += 1
            self.out.kinds.append(Kind(self.said_from(start), token.value, whos))
            return True
        if self.at("lab") and token.text.lower().endswith("backbone") and self._is_row(whos):
            self.i += 1
            self.out.options.append(Option(self.said_from(start), "area", "0", whos, link=True))
            return True  # `r1-r2-r3 is the backbone`
        if self.at("area_border"):
            self.i += 1
            self.out.area_borders.append((self.said_from(start), whos))
            return True
        if token.type == "asn":
            return self._numbered_as(start, whos)
        if self.at("starting") or (token.type == "number" and token.numbers[0] > 1000):
            first = self.skip("starting")
            if self.peek().type not in ("number", "asn"):
                return False
            self.out.numbers.append(Numbers(self.said_from(start), self.take().numbers, whos, "first" if first else ""))
            return True
        if token.type == "role" and token.value in POSTS:
            self.i += 1
            self.out.posts.append(Post(self.said_from(start), token.value, whos))
            self._hub_of_all(token.value)
            return True
        if token.value == "host" and token.text.lower().startswith("client") and self._reflected():
            self.i += 1
            self.skip("place", "to", "the")
            return True
        plain = [self.out.groups[who.group] for who in whos if who.by == "group"]
        plain = [group for group in plain if group.role == "router" and not group.names]
        if token.type == "role" and token.value in ("spine", "leaf", "superspine", "core", "access", "dist", "edge"):
            if len(plain) != len(whos) or not plain:
                return False
            self.i += 1
            for group in plain:
                group.role = token.value  # `the FRRs are spines`
            return True
        if token.type == "role" and token.value == "rrclient":
            self.i += 1
            return True
        if self.at("centre") and whos:
            self.i += 1
            self.out.posts.append(Post(self.said_from(start), "hub", whos))
            return True
        if self.at("named"):
            return self._named_so(start, whos, False)
        if self.peek().type == "name" and whos and whos[-1].by == "group":
            names = self.name_list()
            return (
                len(names) == (self.size(whos[-1:]) or len(names))
                and self.peek().type != "mark"
                and not self.at("to")
                and self._give_names(names, whos)
            )
        return self._in(start, whos, False)

    def _hub_of_all(self, role: str) -> None:
        if role == "hub" and self.at("join") and self.peek(1).value in ("rest", "all"):
            self.i += 2

    def _in_area(self, whos: Whos) -> bool:
        """`r1 and r2 are in OSPF area 0`: the protocol, and where it has the area."""
        place = self.i
        self.skip("that", "modal", "be", "in", "run", "the")
        protocol = self.peek()
        if (
            protocol.type != "protocol"
            or self.peek(1).type != "option"
            or self.peek(1).value not in ("area", "iso_area")
        ):
            self.i = place
            return False
        self.i += 1
        self.out.runs.append(Run(protocol.text, protocol.value))
        return self.option_said(whos)

    def _stands(self, start: int, whos: Whos, each: bool) -> bool:
        """`ce1 on pe1`, `one CE behind each PE`, `r2 between r1 and r3`, `in the middle`."""
        if self.at("between"):
            if self._between_hosts(start, whos):
                return True
            self.i += 1
            found = self.nouns()
            if not found:
                bridged = "switch" in self.said_from(start).lower()
                others = whos[:-1] or (() if bridged else self._before(whos, 2))
                self.out.links.append(Link(self.said_from(start), whos[-1:], others))
                return bool(others)
            b = tuple(who for noun in found for who in self.who(noun))
            if self.size(b) != 2 or any(noun.is_host for noun in found):
                return False
            self._linked(start, whos, b, False)
            return True
        if self.at("centre"):
            self.i += 1
            if len(whos[-1].names) > 1:
                return True
            if self.size(whos[-1:]) != 1:
                return False
            self.out.posts.append(Post(self.said_from(start), "hub", whos[-1:]))
            return True
        if self.at("outer"):
            self.i += 1
            self._around(start, whos)
            return True
        if not self.at("place", "to", "in") and not (self.at("each") and self._each_noun()):
            return False
        inside, led = self.at("in"), self.peek().value
        each_named = self._each_of_names(start, whos)
        if each_named is not None:
            return each_named
        self.skip("place", "to", "in")
        if self.at("it", "them") and whos:
            before = tuple(
                Who("group", group=k) for k in range(len(self.out.groups)) if k not in [who.group for who in whos]
            )
            self.i += 1
            if self.size(before) != 1:
                return False
            self._linked(start, whos, before, False)
            return True
        found = self.nouns()
        if len(found) != 1 or found[0].is_host or self._only_count(found[0]):
            return False
        part = found[0].det == "the" and found[0].role in _PARTS and not (found[0].plural or found[0].count)
        if part and all(who.by == "names" for who in whos) and not self.known(found[0]):
            return True  # `p1 and p2 in the core`: which part of the lab they are
        if found[0].only_kind and led == "place":
            self.out.kinds.append(Kind(self.said_from(start), found[0].kind or "", whos))
            return True
        if found[0].det == "both" and found[0].role and self.size(self.known(found[0])) not in (None, 0, 2):
            return False
        if self._bare_all(found[0]):
            before = self._before(whos, 2 if found[0].det == "both" else 0)
            if before:
                self._linked(start, whos, before, False)
            return bool(before)
        if led == "to" and found[0].count and not found[0].article and found[0].role and not found[0].names:
            return self._link_to(start, whos, found, each, "join")  # `every access switch to two of the next`
        counted = [who for who in whos if who.by == "group"]
        b = self.who(found[0])
        last = self.out.groups[-1] if self.out.groups else None
        own = len(counted) == len(whos) == 1 and self.out.groups[counted[0].group] is last and led == "place"
        if own and last is not None and last.role == "rr" and not (last.count or last.names) and found[0].role:
            self.out.groups.pop()
            self.subject = self.last = b
            self.out.posts.append(Post(self.said_from(start), "rr", b))  # `RRs on the spines`
            return True
        if found[0].det == "each" and counted and b[0].by == "group" and len(whos) == 1:
            if b[0].group == counted[-1].group:
                return False
            return self._nested(counted[-1].group, b[0].group)
        if inside:
            return False
        self._linked(start, whos, b, False)
        return True

    def _each_of_names(self, start: int, whos: Whos) -> bool | None:
        """`one CE on each PE`, where the PEs have names: so many at each of them."""
        place = self.i
        self.skip("place", "to")
        noun = self.noun() if self.at("each") else None
        role = noun.role if noun is not None else ""
        names = tuple(name for name in self.all_names() if role_of(name) == role)
        single = len(whos) == 1 and whos[0].by == "group" and not self.out.groups[whos[0].group].names
        known = noun is None or role in ("", "router", "host") or any(group.role == role for group in self.out.groups)
        if known or not single or not names:
            self.i = place
            return None
        group = self.out.groups[whos[0].group]
        group.count = (group.count or 1) * len(names)
        self.out.links.append(Link(self.said_from(start), whos, (Who("names", names=names),), one=True))
        return True

    def _around(self, start: int, whos: Whos) -> None:
        """Those around one in the middle."""
        hubs = [post for post in self.out.posts if post.role == "hub"]
        self.out.posts.append(Post(self.said_from(start), "spoke", whos))
        if hubs and all(who.by == "names" for who in (*hubs[-1].who, *whos)):
            self.out.forms.append(Form(self.said_from(start), "star", (*hubs[-1].who, *whos)))

    def _in(self, start: int, whos: Whos, each: bool) -> bool:
        """`in a ring`, `in AS 65000`, `in its own AS`, `in the middle`."""
        self.skip("in", "be")
        if self.at("centre"):
            return self._stands(start, whos, each)
        if self._own_as(start, whos):
            return True
        self.skip("the")
        if self.peek().type == "asn" and whos:
            return self._numbered_as(start, whos)
        return self._shape_of(whos)

    def _named_so(self, start: int, whos: Whos, each: bool) -> bool:
        if not self.at("named"):
            return False
        self.i += 1
        self.skip("be")
        self.i += self.stop(":")
        names = self.name_list(free=True)
        return bool(names) and self._give_names(names, whos)

    def _give_names(self, names: tuple[str, ...], whos: Whos) -> bool:
        """Names of a group that has as many members, else of the lab's routers in all."""
        self.out.slips = [slip for slip in self.out.slips if slip[0] not in names]
        groups = [self.out.groups[who.group] for who in whos if who.by == "group"]
        sizes = [group.count or 0 for group in groups]
        if len(groups) > 1 and all(sizes) and sum(sizes) == len(names) and not any(group.names for group in groups):
            for group, size in zip(groups, sizes, strict=True):
                group.names, names = names[:size], names[size:]
            return True
        fits = [
            group
            for group in groups
            if group.count in (None, len(names)) and not group.names and group.role not in CONTAINERS
        ]
        if fits:
            fits[-1].names = names
            return True
        self.out.named += [name for name in names if name not in self.out.named]
        return True

    def _bare(self, start: int, whos: Whos, each: bool) -> bool:
        """`r1 FRR`, `r1 AS 65001`, `r1, r2 and r3 full mesh`, `leaf1 two hosts`: no verb at all."""
        names = bool(whos) and all(who.by in ("names", "nth") for who in whos)
        bare = self.peek().type == "system" and self.peek(1).type not in ("role", "name")
        if bare and (each or names or self._told_apart()):
            self.out.kinds.append(Kind(self.said_from(start), self.take().value, whos))
            return True
        if (
            self.peek().type == "number"
            and self.peek(1).type == "system"
            and self.peek(2).type not in ("role", "name")
            and self._told_apart()
        ):
            group = self.out.groups[whos[-1].group] if whos and whos[-1].by == "group" else None
            if group is not None and group.count is None:
                group.count = self.take().numbers[0]
                group.kind = self.take().value
                return True
        if self.peek().type == "asn" and whos:
            return self._numbered_as(start, whos)
        if self.at("the") and self.peek(1).type == "role" and self.peek(1).plural and whos[-1:][0].by == "group":
            self.i += 1
            return self._said_of(start, whos)  # `the SR Linux are the spines, the FRR the leaves`
        if self.at("each_other") and self.peek().text.lower().startswith("to ") and self.size(whos) != 1:
            self.i += 1
            self.out.links.append(Link(self.said_from(start), whos))  # `the Ps to one another`
            return True
        if self._imaged(start, whos) or self._ranked_as(start, whos):
            return True
        if self.peek().type == "shape" and whos:
            return self._shape_of(whos)
        if self.peek().type in ("number", "article") and whos and (names or each):
            return self._hosts_at(start, self.nouns(), whos, each)
        return False
