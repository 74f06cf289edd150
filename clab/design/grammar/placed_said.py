"""Clauses that begin with a place or with how somebody is joined. Pure."""

from clab.design.grammar.preferences_said import PreferenceSentences
from clab.design.grammar.scopes_said import Scope
from clab.design.grammar.statements import Hosts, Post


class PlacedSentences(PreferenceSentences):
    """Where somebody stands, said first."""

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
        named = len(whos) == 1 and whos[0].by == "names" and self.tokens[hosts[0].start - 1].value != ","
        if not each and named and self.size(whos) == 1 and all(one.count and not one.only_kind for one in hosts):
            for noun in hosts:
                noun.role, noun.other = noun.role or "router", True
            new = tuple(who for noun in hosts for who in self.who(noun))
            self._linked(start, new, whos, False)  # `behind abr1 two routers`
            self.predicates(start, new, after=True)
            return True
        if whos and whos[-1].by == "group" and each:
            return self._contents(start, whos[-1], hosts, each)
        self.i = start
        return False

    def where_first(self) -> bool:
        """`between r1 and r2 area 0`, `on r2 redistribute OSPF into BGP`."""
        start = self.i
        if self.at("each", "all") and self.peek(1).value == "link":
            self.i += 2  # `every link the same metric 10`
            self.skip("be", "have", "the", "article", "same", "of")
            if self.peek().type != "option" or not self.option_said((), scopes=(Scope(link=True),)):
                self.i = start
                return False
            return True
        if not self.at("place", "between", "in", "to"):
            return False
        scopes = self.scopes()
        self.i += self.stop(",", ":")
        self.skip("have", "be", "the", "article", "run")
        if not scopes or self.peek().type != "option" or not self.option_said((), scopes=scopes):
            self.i = start
            return False
        return True

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
