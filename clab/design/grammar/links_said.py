"""Links of a request: who is joined to whom, and how often. Pure."""

from clab.design.grammar.noun import Noun
from clab.design.grammar.roles import CONTAINERS, role_of
from clab.design.grammar.rows_said import RowSentences
from clab.design.grammar.statements import Form, Hosts, Link, Who, Whos
from clab.design.words.tokens import HOST_NAME

_HOMES = ("isp", "pe", "hub", "core", "dist", "spine", "leaf", "border")
"""Of whom a pair is what somebody is dual-homed to, where nothing else is said."""


class LinkSentences(RowSentences):
    """Links, and those that stand in them."""

    def _has(self, start: int, whos: Whos, each: bool) -> bool:
        """What a subject has: `contents_said.py`."""
        return False

    def _joined(self, start: int, whos: Whos, each: bool) -> bool:
        """`connected to both spines`, `linked in a ring`, `dual-homed to pe1 and pe2`, `joined by two links`."""
        self.skip("be")
        if not self.at("join", "dual", "multi", "back"):
            return False
        verb = self.take()
        self.skip("to", "place") if verb.value != "back" else None
        if verb.value == "back":
            times = self._by_links()
            if whos and self.size(whos) != 1:
                self.out.links.append(Link(self.said_from(start), whos, (), times))
            else:
                self.out.forms.append(Form(verb.text, "pair"))
            return True
        if self.at("have") and "lan" in self.peek().text.lower():
            return self._has(start, whos, each)  # `connected to a LAN with two PCs`
        if self._shape_of(whos):
            return True
        if self.at("twice") and self.size(whos) == 2:
            self.i += 1
            self.out.links.append(Link(self.said_from(start), whos, (), 2))
            return True
        if self.peek().type == "protocol" and self.size(whos) == 2:
            self.out.links.append(Link(self.said_from(start), whos))  # `linked with iBGP`
            return self.protocol(whos)
        times = self._by_links()
        if self.at("between") and self.peek(1).value == "them":
            self.i += 2
        elif self.at("between"):
            # `joined by a single link between r3 and r4`
            return self._between_hosts(start, whos) or self._between(start, times, False)
        if self.at("each_other"):
            self.i += 1
            times = max(times, self._by_links())
            self.out.links.append(Link(self.said_from(start), whos, (), times))
            return True
        if times > 1 or (self.tokens[self.i - 1].value in ("link", "them") and self.tokens[self.i - 1].type == "word"):
            if self.size(whos) == 2:
                self.out.links.append(Link(self.said_from(start), whos, (), times))
                return True
            return False
        if self._others(whos):
            self.out.links.append(Link(self.said_from(start), whos))
            return True
        place = self.i
        found = self.nouns()
        if not found and verb.value in ("dual", "multi") and whos:
            own = {who.group for who in whos if who.by == "group"}
            pairs = [k for k, group in enumerate(self.out.groups) if group.role in _HOMES and k not in own]
            pairs = [k for k in pairs if self.size((Who("group", group=k),)) == 2]
            self.out.links += [Link(self.said_from(start), whos, (Who("group", group=pairs[0]),))] if pairs else []
            return len(pairs) == 1  # `two ISPs, …, customer dual-homed`
        if not found or (len(found) == 1 and self._only_count(found[0])):
            self.i = place
            mutual = (
                verb.value == "join"
                and verb.text.lower().split()[-1] not in ("to", "with", "into", "from", "on", "off", "of")
                and self.size(whos) == 2
                and not (
                    whos[0].by == "names"
                    and self.at("via")
                    and self.peek(1).type in ("number", "article", "role", "name")
                )
            )
            if mutual:
                self.out.links.append(Link(self.said_from(start), whos))
            return mutual
        if found[0].is_host:
            return self._hosts_at(start, found, whos, each)
        return self._link_to(start, whos, found, each, verb.value)

    def _between_hosts(self, start: int, whos: Whos) -> bool:
        """`two routers between a client and a server`: a host at each end."""
        place = self.i
        self.i += 1
        found = self.nouns()
        count = sum(noun.count or len(noun.names) for noun in found)
        if not found or not all(noun.is_host for noun in found) or count != 2 or not whos:
            self.i = place
            return False
        names = tuple(name for noun in found for name in noun.names)
        self.out.hosts.append(Hosts(self.said_from(start), 1, (Who("spot", spot="ends"),), each=True, names=names))
        return True

    def _others(self, whos: Whos) -> bool:
        """`each connected to the other two`, `to all the others`: all with all."""
        place, size = self.i, self.size(whos)
        self.skip("the", "all", "each")
        if not self.at("other", "rest") or size is None or size < 3:
            self.i = place
            return False
        self.i += 1
        number = self.take().numbers[0] if self.peek().type == "number" else size - 1
        self.i += self.peek().value == "router"
        if number == size - 1:
            return True
        self.i = place
        return False

    def _link_to(self, start: int, whos: Whos, found: list[Noun], each: bool, verb: str) -> bool:
        if self.out.forms and self.out.forms[-1].who == whos and not each and self.size(whos) != 2:
            return False  # `three routers in a ring connected with a fourth`: it is not said which of them
        known = len(self.out.groups)
        share, one = 0, False
        single = found[0] if len(found) == 1 else None
        if single is not None and single.kind and single.count and not (single.role or single.names or single.det):
            own = [k for k, group in enumerate(self.out.groups) if group.kind == single.kind and group.count]
            size = self.out.groups[own[0]].count or 0 if len(own) == 1 else 0
            if size >= single.count and own[0] not in [who.group for who in whos]:
                part = Who("group", group=own[0], share=0 if size == single.count else single.count)
                self._linked(start, whos, (part,), False)  # `each SRL connected to one FRR`
                return True
        if (
            single is not None
            and single.role
            and not single.names
            and not single.nth
            and single.det in ("", "both", "all", "the")
        ):
            places = [
                k
                for k, group in enumerate(self.out.groups)
                if group.role == single.role and k not in [who.group for who in whos]
            ]
            size = sum(self.out.groups[k].count or 0 for k in places)
            plain = single.det in ("", "both") and not single.other
            count = single.count or (2 if single.det == "both" else 0)
            if (
                places
                and count
                and plain
                and (single.kind is None or single.kind in [self.out.groups[k].kind for k in places])
            ):
                if count > size > 0:
                    return False
                if single.det == "both" and size and size != 2:
                    return False
                share = 0 if count == size or not size else count
                b = tuple(Who("group", group=k, share=share) for k in places)
                self._linked(start, whos, b, one)
                return True
        if single is not None and single.spot in ("it", "them") and self._before(whos, 0):
            self._linked(start, whos, self._before(whos, 0), False)
            return True
        if single is not None and self._bare_all(single):
            b = self._before(whos, 2 if single.det == "both" else 0)
            if not b:
                return False
            self._linked(start, whos, b, False)
            return True
        if self._hung_on_each(start, whos, single) or self._one_to_each_of(start, whos, single):
            return True
        b = tuple(who for noun in found for who in self.who(noun))
        both = [noun for noun in found if noun.det == "both"]
        if both and self.size(b) not in (None, 2) and len(b) == 1:
            return False
        if verb == "dual" and self.size(b) not in (None, 2) and not share:
            return False
        if any(who.by == "spot" and who.spot in ("all", "rest") for who in b):
            b = (Who("spot", spot="rest", role=b[0].role),)
        one = (
            single is not None
            and single.det == "each"
            and bool(single.role)
            and len(whos) == 1
            and whos[0].by == "group"
            and known > whos[0].group
        )
        self._linked(start, whos, b, one and self._in_turn(whos[0], b))
        return True

    def _hung_on_each(self, start: int, whos: Whos, noun: Noun | None) -> bool:
        """`one customer router attached to each core`: so many at every one of them."""
        verb = next((token.text.lower() for token in self.tokens[self.i - 1 : start : -1] if token.value == "join"), "")
        hung = verb.startswith(("attach", "hang", "hung", "hook", "plug", "sit"))
        if not hung or noun is None or noun.det != "each" or not noun.role or len(whos) != 1 or whos[0].by != "group":
            return False
        own = self.out.groups[whos[0].group]
        b = self.known(noun)
        fits = own.count and not own.names and own.inside is None and len(b) == 1 and b[0].by == "group"
        return bool(fits) and b[0].group < whos[0].group and self._nested(whos[0].group, b[0].group)

    def _one_to_each_of(self, start: int, whos: Whos, noun: Noun | None) -> bool:
        """`two borders connected to one spine each`: in turn, where there are as many."""
        closing = noun is not None and noun.count == 1 and self.at("each") and not self._each_noun()
        b = tuple(Who("group", group=k) for k, one in enumerate(self.out.groups) if noun and one.role == noun.role)
        if not closing or noun is None or not noun.role or len(b) != 1 or self.size(whos) != self.size(b):
            return False
        self.i += 1
        self.out.links.append(Link(self.said_from(start), whos, b, one=True))
        return True

    def _nested(self, inner: int, holder: int) -> bool:
        """Put a group inside each of another, unless that one is inside it."""
        above: int | None = holder
        while above is not None:
            if above == inner:
                return False
            above = self.out.groups[above].inside
        self.out.groups[inner].inside = holder
        return True

    def _before(self, whos: Whos, count: int) -> Whos:
        """What was named before a subject, and has as many: `each to both`."""
        own = {who.group for who in whos if who.by == "group"}
        if len(whos) > 1:
            return whos[:-1] if self.size(whos[:-1]) == (count or self.size(whos[:-1])) else ()
        for k in range(len(self.out.groups) - 1, -1, -1):
            group = (Who("group", group=k),)
            if (
                k not in own
                and (not own or k < max(own))
                and self.out.groups[k].role not in CONTAINERS
                and (not count or self.size(group) == count)
            ):
                return group
        rows = [
            tuple(who.names)
            for who in self.spoken
            if len(who.names) == count and not set(who.names) & {n for w in whos for n in w.names}
        ]
        return (Who("names", names=rows[-1]),) if rows else ()

    def _in_turn(self, a: Who, b: Whos) -> bool:
        """Whether `a` are shared out among `b`: as many, or some of them at each."""
        sizes = self.size((a,)), self.size(b)
        return bool(
            sizes[0]
            and sizes[1]
            and self.out.groups[a.group].role not in ("leaf", "spine", "superspine")
            and sizes[0] % sizes[1] == 0
        )

    def _linked(self, start: int, a: Whos, b: Whos, one: bool) -> None:
        a = tuple(who for who in a if (who.by, who.group, who.names) not in {(w.by, w.group, w.names) for w in b}) or a
        if len(a) > 1 and all(who.by == "group" for who in a) and any(who.each for who in a):
            a = tuple(who for who in a if who.each)
        tiers = [{role_of(name) for who in side for name in who.names} & {"leaf", "spine"} for side in (a, b)]
        if len(tiers[1]) > 1 and tiers[0]:
            self.out.left.append(self.said_from(start))  # `leaf1 to spine1, leaf2 …`: where the list ends is not clear
        times = self._by_links()
        if any(who.by == "group" and self.out.groups[who.group].role == "tenant" for who in (*a, *b)):
            return  # `two tenants on one router`
        self.out.links.append(Link(self.said_from(start), a, b, times, one))
        while self.at("to") and self.peek(1).type == "name" and len(b) == 1 and len(b[0].names) == 1:
            before, self.i = b, self.i + 1  # `r1 to r2 to r3`
            b = (Who("names", names=(self.take().text,)),)
            self.out.named += [name for name in b[0].names if name not in self.all_names()]
            self.out.links.append(Link(self.said_from(start), before, b))
            a = (*a, *before)
        self._object_as(start, a, b)
        if self.at("via", "have", "run") and self.peek(1).type == "protocol":
            self.i += 1
            self.protocol((*a, *b))  # `connected to r2 by eBGP`: it runs there
        self.last = b if all(who.by != "spot" for who in b) else self.last

    def _by_links(self) -> int:
        """`via two parallel links`, `with a single cable`: how often."""
        place = self.i
        self.skip("via", "have")
        count = 0
        if self.peek().type in ("number", "article"):
            count = self.take().numbers[0]
            if self.peek().type == "number":
                count = self.take().numbers[0]
        twice = self.at("parallel")
        self.i += twice
        if self.peek().type == "mask":
            self.out.link_mask = self.take().value
        if not self.at("link") or not (count or twice):
            self.i = place
            return 1
        self.i += 1
        if self.at("each") and (self.peek(1).type == "stop" or self.i + 1 >= len(self.tokens)):
            self.i += 1
        return count or 2

    def command(self) -> bool:
        """`connect r1 to r2 and r3`, `link all of them in a ring`, `attach a host to every leaf`."""
        start = self.i
        if not self.at("join", "back") or (
            self.subject and self.peek(-1).type not in ("stop",) and not self.at("join")
        ):
            return False
        verb = self.take()
        if verb.value == "back":
            self.out.forms.append(Form(verb.text, "pair"))
            return True
        self.skip("to", "each_other") if self.peek(1).type == "stop" else None
        if self.at("them", "all", "it") and self.peek(1).type != "role":
            self.skip("them", "all", "it")
            whos = tuple(Who("group", group=k) for k in range(len(self.out.groups))) or (Who("spot", spot="all"),)
            return self._commanded(start, whos)
        found = self.nouns(subject=self.peek().type == "name" and bool(HOST_NAME.match(self.peek().text)))
        if not found or (len(found) == 1 and self._only_count(found[0])):
            whos = self.subject or self.last
            self.i = start
            return bool(whos) and self._joined(start, whos, False)
        if found[0].is_host:
            return self.hosts(start, found)
        whos = tuple(who for noun in found for who in self.who(noun))
        return self._commanded(start, whos)

    def _commanded(self, start: int, whos: Whos) -> bool:
        self.last = self.subject = whos
        if self.at("each_other") or self.peek().type == "stop" or self.i >= len(self.tokens):
            self.i += self.at("each_other")
            self.out.links.append(Link(self.said_from(start), whos))
            return True
        self.skip("be")
        if self._shape_of(whos):
            return True
        times = self._by_links()
        self.skip("to", "have", "place", "and", "via")
        found = self.nouns()
        if not found:
            self.out.links.append(Link(self.said_from(start), whos, (), times))
            return times > 1 or self.size(whos) == 2
        if found[0].is_host:
            return self._hosts_at(start, found, whos, False)
        return self._link_to(start, whos, found, any(who.each for who in whos), "join")
