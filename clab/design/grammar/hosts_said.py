"""Hosts of a request, and where they stand. Pure."""

from dataclasses import replace

from clab.design.grammar.noun import Noun
from clab.design.grammar.roles import role_of
from clab.design.grammar.statements import Form, Hosts, Post, Who, Whos
from clab.design.grammar.vlans_said import VlanSentences
from clab.design.words.tokens import HOST_NAME


def spread_of(nouns: list[Noun]) -> bool:
    """Whether places are said of each."""
    return any(noun.det in ("each", "all") for noun in nouns)


def _stated(nouns: list[Noun]) -> tuple[list[Noun], Hosts]:
    """Hosts without a place. Of `3 hosts, hosts …` those that were counted, and nothing more."""
    told = [noun for noun in nouns if noun.count or noun.names]
    found = told if told and told[0] is nouns[0] else nouns
    count = sum(noun.count or len(noun.names) or (not noun.plural) for noun in found)
    uncounted = any(noun.count is None and noun.plural and not noun.names for noun in found)
    names = tuple(name for noun in found for name in noun.names)
    return found, Hosts("", None if uncounted else count, names=names)


class HostSentences(VlanSentences):
    """Hosts and their places."""

    def _shape_of(self, whos: Whos) -> bool:
        place = self.i
        self.i += self.at("place") and (self.peek(1).value == "lan" or self.peek(2).value == "lan")
        self.skip("in", "be", "article", "the", "other", "via")
        if self._several_shapes(whos):
            return True
        if self.peek().type == "number" and self.peek(1).type == "shape":
            self.i += 1
        if self.at("lan") and whos and place < self.i:
            self.out.forms.append(Form(self.take().text, "lan", whos))
            return True
        if (
            self.peek().type == "option"
            and self.peek().value == "lan"
            and (self.size(whos) or 0) > 1
            and place < self.i
        ):
            self.out.forms.append(Form(self.peek().text, "lan", whos))
            return self.option_said(whos)  # `on a LAN 10.9.9.0/24`
        if self.peek().type != "shape" or not whos:
            self.i = place
            return False
        token = self.take()
        self.skip("lab")
        around = self.out.links[-1] if token.value == "star" and self.out.links else None
        if around is not None and around.a == whos and self.size(around.b) == 1:
            self.out.posts.append(Post(around.words, "hub", around.b))  # `eight routers around one SRL in a star`
            whos = (*around.b, *whos)
        self.out.forms.append(Form(token.text, token.value, whos))
        self.last = whos
        return True

    def _several_shapes(self, whos: Whos) -> bool:
        """`six routers in two triangles`, `two rings of four routers`: each of so many, in the order of the routers."""
        place, (count, shape) = self.i, (self.peek(), self.peek(1))
        if count.type != "number" or count.numbers[0] < 2 or shape.type != "shape" or not shape.plural:
            return False
        self.i += 2
        noun: Noun | None = None
        if not whos and self.at("of"):
            self.i += 1
            noun = self.noun() or (Noun(self.i, count=self.take().numbers[0]) if self.peek().type == "number" else None)
        if noun is not None and noun.count and noun.role in ("", "router") and not noun.names:
            noun.count, noun.role, noun.plural = noun.count * count.numbers[0], "router", True
            whos = self._new(noun)
        whole = self.size(whos) or 0
        own = len(whos) == 1 and whos[0].by == "group" and self.out.groups[whos[0].group].role == "router"
        if not own or len(self.out.groups) > 1 or whole % count.numbers[0]:
            self.i = place
            return False
        size = whole // count.numbers[0]
        for first in range(1, whole, size):
            who = Who("nth", role="router", nth=tuple(range(first, first + size)))
            self.out.forms.append(Form(f"{shape.text} of {size}", shape.value, (who,)))
        self.last = self.subject = whos
        return True

    def _reflected(self) -> bool:
        return any(group.role == "rr" for group in self.out.groups) or any(post.role == "rr" for post in self.out.posts)

    def hosts(self, start: int, found: list[Noun]) -> bool:
        """Hosts, and where they stand; in a shape of routers they do not."""
        place = self.i
        self.skip("join", "in", "article", "be")
        if self.i > place and self.peek().type == "shape" and self.peek().value not in ("lan", "pair"):
            self.i += 1
            self.out.left.append(self.said_from(start))
            return True
        self.i = place
        if self._clients(found) or self._numbers_at(start, found):
            return True
        more, made = any(noun.other and noun.count for noun in found), len(self.out.hosts)
        found, stated = _stated(found)
        if found[0].det in ("each", "all", "both", "the") and not (
            found[0].names or (found[0].count and found[0].det in ("the", "all"))
        ):
            return self._those_hosts(start, found[0])
        read = self._placed(start, stated)
        if more and not any(one.at for one in self.out.hosts[made:]):
            self.out.left.append(self.said_from(start))  # `with three more hosts`: where is not said
        return read

    def _numbers_at(self, start: int, found: list[Noun]) -> bool:
        """`hosts: leaf1 2, leaf2 1`: how many stand at each name."""
        place, told = self.i, []
        if found[0].count or found[0].names or not self.stop(":"):
            return False
        self.i += 1
        while self.peek().type == "name":
            ahead = 1 + (self.peek(1).value in (":", "="))
            if self.peek(ahead).type != "number":
                break
            told.append((self.peek().text, self.peek(ahead).numbers[0]))
            self.i += ahead + 1
            self.separated()
        if not told:
            self.i = place
            return False
        for name, count in told:
            self.out.named += [name] if name not in self.all_names() else []
            self.out.hosts.append(Hosts(self.said_from(start), count, (Who("names", names=(name,)),), each=True))
        return True

    def _those_hosts(self, start: int, noun: Noun) -> bool:
        """`each server connected to both leaves`: hosts that were named before."""
        if noun.det in ("all", "both") and noun.plural and self.out.hosts and self.out.hosts[-1].at:
            place = self.i
            self.skip("be", "spread", "in", "place", "modal")
            if self.peek().type == "vlan" and len(self.peek().numbers) == 1:
                self.out.spread_vlans.append((self.take().numbers[0], ()))
                return True  # `…, all hosts in VLAN 100`
            self.i = place
        if not self.out.hosts or self.out.hosts[-1].at or not (noun.det == "each" or noun.plural):
            if not (self.out.hosts and noun.det != "each" and self.peek().type == "stop"):
                self.out.left.append(self.said_from(start))
            return True
        before = self.out.hosts.pop()
        self._placed(start, Hosts("", before.count, names=before.names), each=noun.det == "each")
        made = self.out.hosts[-1]
        self.out.hosts[-1] = replace(made, words=f"{before.words}, {made.words}")
        return True

    def _clients(self, found: list[Noun]) -> bool:
        """Clients of a route reflector are routers."""
        mentioned = self._reflected() or any(role_of(name) == "rr" for name in self.all_names())
        named = all(self.tokens[self.i - 1 if noun is found[-1] else noun.start].text for noun in found)
        word = any(token.text.lower().startswith("client") for token in self.tokens[found[0].start : self.i])
        place = self.i
        self.skip("be")
        stands = self.at("place") or (self.at("each") and self._each_noun())
        self.i = place
        if not (mentioned and word and named) or (stands and self.peek(1).type != "stop"):
            return False
        for noun in found:
            noun.role = "rrclient"
        whos = tuple(who for noun in found for who in self.who(noun))
        self.predicates(found[0].start, whos)
        return True

    def _placed(self, start: int, stated: Hosts, *, each: bool = False) -> bool:
        """Where hosts stand: `on each leaf`, `behind r1 and r4`, `dual-homed to both leaves`, `one each`."""
        if self._joined_alone(start, stated) or self._in_vlan(stated):
            return True
        vlans = self._vlans()
        if len(vlans) > (stated.count or len(vlans)) == 1:
            stated = replace(stated, count=len(vlans))  # `a host in VLAN 10 and another one in VLAN 20`
        place = self.i
        if (
            self.stop(",")
            and self.peek(1).value in ("each", "both", "all")
            and self.peek(2).value in ("join", "dual", "multi", "place")
        ):
            self.i += 1
        self.skip("that", "modal", "be")
        if (
            self.at("outer")
            and self.last
            and self.peek().text.lower().endswith(("around it", "round it", "around that"))
        ):
            self.i += 1
            # `one router in the middle and eight hosts around it`
            self.out.hosts.append(Hosts(self.said_from(start), stated.count, self.last, each, stated.names))
            return True
        floats = self.at("each", "both", "all") and not self._each_noun()
        self.i += floats
        each = each or floats
        dual = self.at("dual", "multi")
        joined = self.at("join", "dual", "multi") or (self.at("to") and len(stated.names) == 1)
        self.skip("be")
        self.skip("join", "dual", "multi", "modal")
        moved = self.skip("place", "to", "in", "between", "via", "of")
        at: Whos = ()
        spread = each
        homed = False
        per = self.at("each") and self._each_noun()
        beside = len(stated.names) == 1 and self.peek().type == "name" and not HOST_NAME.match(self.peek().text)
        per = per or (beside and (self.peek(1).type == "stop" or self.peek(1).value in ("and", "")))  # `h1 leaf1, h2 …`
        here = self.i
        if moved or joined or per or self.at("ends", "edges", "left", "right"):
            nouns = self.nouns()
            if self.at("it", "them", "each_other"):
                self.i += 1
                at = self.last
            elif nouns and not nouns[0].is_host and not (len(nouns) == 1 and self._only_count(nouns[0])):
                homed = dual or (joined and each and any(noun.det == "both" or (noun.count or 0) > 1 for noun in nouns))
                one = stated.count == 1 and (any(noun.det == "both" for noun in nouns) or len(stated.names) == 1)
                homed = homed or (joined and one and (self.size(self._places(nouns, homed=True)) or 1) > 1)
                many = any(noun.det in ("each", "all", "both") or noun.plural for noun in nouns)
                spread = (
                    spread
                    or any(noun.det in ("each", "all", "both") for noun in nouns)
                    or (many and stated.count in (None, 1))
                )
                at = self._places(nouns, homed)
                if (
                    joined
                    and not homed
                    and stated.count == 1
                    and not each
                    and (self.size(at) or 1) > 1
                    and not spread_of(nouns)
                ):
                    self.out.left.append(self.said_from(start))
                    return True  # `a host connected to leaf1 and leaf2`: one, or one at each?
            else:
                self.i = here
        if not at:
            closed = (
                joined
                and not floats
                and not self.at("each")
                and (self.peek().type == "stop" or self.i >= len(self.tokens))
            )
            self.i = here if floats or closed else place
            if floats:
                at, spread = self.last or (Who("spot", spot="all"),), True
        if self.at("each") and not self._each_noun():
            self.i += 1
            spread = True
            at = at or self.last or (Who("spot", spot="all"),)
        but = self._but() if at and spread else ()
        vlans = vlans or self._vlans()
        if stated.count is None and spread and (self.stop(":", "=") or self.at("be")) and self.peek(1).type == "number":
            stated = replace(stated, count=self.peek(1).numbers[0])
            self.i += 2  # `hosts per leaf: 2`
        words = self.said_from(start)
        self.out.hosts.append(Hosts(words, stated.count, at, spread, stated.names, homed, vlans, but=but))
        self._again(start)
        return True

    def _joined_alone(self, start: int, stated: Hosts) -> bool:
        """`two hosts wired to each other`, `two hosts on one cable`, `two hosts back to back`: and no router."""
        if self.last or self.out.groups or self.out.named or stated.count != 2:
            return False
        place = self.i
        self.skip("be")
        joined = self.skip("join")
        pair = self.at("back") or (self.peek().type == "shape" and self.peek().value == "pair")
        self.i += pair
        other = self.skip("each_other", "to")
        self.skip("via", "have", "article")
        cabled = self.skip("link") or (joined and "direct" in self.said_from(start).lower())
        ended = self.peek().type == "stop" or self.i >= len(self.tokens)
        if not ((joined and (other or cabled)) or pair) or not ended:
            self.i = place
            return False
        self.out.words["hosts_joined"] = self.said_from(start)
        self.out.hosts.append(Hosts(self.said_from(start), 2, names=stated.names))
        return True

    def _places(self, nouns: list[Noun], homed: bool) -> Whos:
        found: list[Who] = []
        for noun in nouns:
            places = [k for k, group in enumerate(self.out.groups) if group.role == noun.role]
            if noun.role and noun.count and not noun.article and places and not noun.names and not noun.nth and homed:
                size = sum(self.out.groups[k].count or 0 for k in places)
                share = noun.count if size > noun.count else 0
                found += [Who("group", group=k, share=share) for k in places]
                continue
            if (
                noun.role
                and noun.count
                and not noun.article
                and not noun.det
                and not noun.names
                and not noun.nth
                and any((self.out.groups[k].count or 0) > noun.count for k in places)
            ):
                self.out.left.append(noun.words)  # `each connected to one leaf`: it is not said to which
                continue
            found += self.who(noun)
        return tuple(found)

    def _again(self, start: int) -> None:
        """`one host on r1 and another on r4`, `hosts: two on leaf1, one on leaf2`, `four hosts, one per leaf`."""
        while True:
            place = self.i
            self.separated()
            self.i += self.stop(":", "(")
            token = self.peek()
            another = self.at("other")
            if not (token.type in ("number", "article") or another) or self.peek(1).value not in (
                "place",
                "each",
                "in",
                "to",
                "host",
                "other",
            ):
                self.i = place
                return
            self.i += 1
            count = token.numbers[0] if token.numbers else 1
            before = self.out.hosts[-1]
            if before.at and before.count is None and self.at("each") and not self._each_noun():
                self.i += 1  # `hosts on leaf2 and leaf3, two each`
                self.out.hosts[-1] = replace(before, words=self.said_from(start), count=count, each=True)
                return
            if self.peek().value in ("host", "other"):
                self.i += 1
            made = len(self.out.hosts)
            if self.peek().value not in ("place", "each", "in", "to"):
                self.i = place
                return
            self._placed(start, Hosts("", count))
            last = self.out.hosts[made]
            if not last.at:
                del self.out.hosts[made:]
                self.i = place
                return
            if self.stop(")"):
                self.i += 1
            if not before.at:
                self.out.hosts[made - 1 : made + 1] = [
                    Hosts(last.words, last.count, last.at, last.each, before.names or last.names, whole=before.count)
                ]
            return

    def _hosts_at(self, start: int, found: list[Noun], whos: Whos, each: bool) -> bool:
        """Routers have hosts."""
        if not found or not found[0].is_host:
            return False
        if self._clients(found):
            return True
        found, stated = _stated(found)
        place = self.i
        before, self.last = self.last, whos
        self._placed(start, stated)
        if found[0].other and found[0].count and self.out.hosts[-1].at in ((), whos) and not each:
            self.out.left.append(self.said_from(start))  # `with three more hosts`: where is not said
        but = () if self.out.hosts[-1].but or (self.out.hosts[-1].at and self.out.hosts[-1].at != whos) else self._but()
        if but:
            self.out.hosts[-1] = replace(self.out.hosts[-1], but=but, each=True)
            again = self.stop(",") and self.peek(1).value == "that" and self.peek(2).value == "have"
            self.i += 4 if again and self.peek(3).value == "none" else 0  # `except leaf5, which has none`
        made = self.out.hosts.pop() if self.out.hosts[-1].words else None
        self.last = before
        if made is None:
            return False
        own = made.at if made.at and made.at != whos else ()
        if made.whole is not None and own:
            self.out.hosts.append(made)  # `a router with two clients, one on each end`
            return True
        named = bool(own) and all(who.by == "names" for who in own) and self.tokens[place].value == "in"  # a tenant's
        if own and (named or (self.tokens[place].value in ("place", "join", "to") and not each)):
            self.out.hosts.append(made)  # `2 leaves with a host on each`, `… on leaf1`
            return True
        tenants = bool(whos) and whos[-1].by == "group" and self.out.groups[whos[-1].group].role == "tenant"
        if tenants and own and all(who.by == "group" for who in own):
            self.out.hosts.append(replace(made, at=whos, each=True))  # `each tenant with a host on each leaf`
            return True
        groups = [self.out.groups[who.group] for who in whos if who.by == "group"]
        alone = len(groups) == len(whos) == 1 and groups[0].inside is not None and groups[0].count in (1, None)
        spread = (
            each or made.each or any(who.each for who in whos) or stated.count is None or alone or self.size(whos) == 1
        )
        at = whos
        verb = self.tokens[found[0].start - 1].text.lower() if found[0].start else ""
        spread = spread or (verb in ("have", "get") and all(who.by == "names" for who in whos))
        if not spread and len(whos) > 1 and self.size(whos[-1:]) == 1:
            at, spread = whos[-1:], True
        self.out.hosts.append(
            Hosts(made.words, made.count, at, spread, made.names, made.homed, made.vlans, but=made.but)
        )
        return True
