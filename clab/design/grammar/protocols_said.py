"""Protocols of a request, of whom they are said, and what there shall not be. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from clab.design.grammar.noun import Noun
from clab.design.grammar.numbers_said import NumberSentences
from clab.design.grammar.statements import Hosts, Link, Numbers, Run, Who, Whos
from clab.design.words.tokens import Token

_DENIABLE = {name: name for name in ("redistribute", "prepend", "med", "local_pref", "default", "route")}
_DENIABLE["default_route"] = "default"
"""What no lab has unless it is asked for."""


_DENIED = ("host", "rr", "rs", "gateways", "vlans", "layer")


class ProtocolSentences(NumberSentences):
    """Protocols, and negations."""

    between_kinds: Sequence[Noun] = ()

    def negation(self) -> bool:
        """`no hosts`, `without BGP`, `no links between the spines`, `full mesh except r1-r4`, `BGP is not needed`."""
        if self._denied() or self._without_link() or self._none_there():
            return True
        start = self.i
        if not self.at("no"):
            return False
        self.i += 1
        place = self.i
        self.skip("the")
        if self.diagonal and self.at("other", "rest") and self.peek(1).type == "stop":
            self.i += 1
            return True  # `the diagonal r1-r3 (not the other one)`
        self.i = place
        self.skip("the", "article", "each", "other")
        while True:
            token = self.peek()
            if token.type == "role" and token.value == "host":
                self.i += 1
                place = self.i
                self.skip("place", "to")
                found = self.nouns() if self.i > place else []
                if found and not found[0].is_host:
                    whos = tuple(who for noun in found for who in self.who(noun))
                    self.out.hosts.append(Hosts(self.said_from(start), 0, whos, each=True))
                else:
                    self.i = place
                    self.out.words["no_hosts"] = self.said_from(start)
            elif token.type == "protocol":
                self.i += 1
                self.out.runs.append(Run(f"{self.said_from(start)}", token.value, wanted=False))
                self.i += 2 * (self.at("place", "between", "in") and self.peek(1).value in ("them", "it", "all"))
                self._not_there()
            elif token.type == "option" and token.value in _DENIABLE and self.peek(1).type == "stop":
                self.i += 1
                self.out.words[f"no {_DENIABLE[token.value]}"] = self.said_from(start)
            elif token.type == "beyond" or token.value in ("rr", "rs", "lab", "layer") or self._no_router(token):
                self.i += 1
                ends = [self.peek(ahead).type for ahead in (1, 3)] if self.at("of", "between") else []
                self.i += 4 if ends == ["name", "name"] else 0  # `no diagonal from r1 to r3`
            elif token.type == "role" and token.value in ("spine", "superspine") and not self._roles(token.value):
                self.i += 1  # `(no spine)`
            elif self.at("configs"):
                self.i += 1
                self.out.left.append(self.said_from(start))
            elif not self._no_links(start):
                self.i = start
                return False
            place = self.i
            self.i += self.stop(",", "/")
            if self.at("or", "no", "and") and (
                self.peek(1).type in ("protocol", "beyond") or self.peek(1).value == "host"
            ):
                self.i += 1
                continue
            self.i = place
            return True

    def _no_router(self, token: Token) -> bool:
        """`no routers at all: six hosts …`."""
        return (
            token.value == "router" and token.plural and not self.out.groups and self.peek(1).type in ("stop", "word")
        )

    def _not_there(self) -> None:
        """`no BGP on leaf2`: of some alone."""
        if not self.at("place", "to", "between"):
            return
        place, made = self.i, len(self.out.groups)
        self.i += 1
        found = self.nouns()
        if not found or any(noun.is_host or noun.only_kind for noun in found):
            self.i = place
            return
        whos = tuple(who for noun in found for who in self.who(noun))
        if len(self.out.groups) > made or any(who.by == "spot" for who in whos):
            del self.out.groups[made:]
            self.i = place
            return
        last = self.out.runs.pop()
        self.out.runs.append(replace(last, who=whos))

    def _none_there(self) -> bool:
        """`…, none on the others`: of hosts that stand elsewhere."""
        start = self.i
        if self.at("layer") and self.peek(1).value in (":", "=", "be") and self.peek(2).value in ("none", "no"):
            self.i += 3  # `overlay: none`
            return True
        led = self.peek(1).value in ("place", "to")
        if not self.at("none") or not self.out.hosts or not (led or self.peek(1).value == "rest"):
            return False
        self.i += 1 + led
        found = self.nouns()
        if not found or found[0].is_host:
            self.i = start
            return False
        whos = tuple(who for noun in found for who in self.who(noun))
        self.out.hosts.append(Hosts(self.said_from(start), 0, whos, each=True))
        return True

    def _roles(self, role: str) -> bool:
        return any(group.role == role for group in self.out.groups)

    def _denied(self) -> bool:
        start = self.i
        found = []
        while self.peek().type in ("protocol", "beyond", "unknown") or self.peek().value in _DENIED:
            found.append(self.take())
            while self.peek().type == "unknown" and found[-1].type == "unknown":
                found.append(self.take())
            if not self.at("or"):
                break
            self.i += 1
        several = self.peek(start - self.i - 1).value == "and" and self.peek(start - self.i - 2).type == "protocol"
        told = self.stop(":", "=")
        after = self.peek(1 + told)
        ended = after.type == "stop" or after.value == "and" or self.i + 1 + told >= len(self.tokens)
        no = self.peek(told).value in ("no", "none") and ended and (told or len(found) == 1)
        if not found or several or not (self.at("denied") or no):
            self.i = start
            return False
        self.i += 1 + (told and no)
        for token in found:
            if token.type == "protocol":
                self.out.runs.append(Run(self.said_from(start), token.value, wanted=False))
            elif token.value == "host":
                self.out.words["no_hosts"] = self.said_from(start)
            elif token.type == "unknown":
                self.out.purpose.append(token.text)
        return True

    def _no_links(self, start: int) -> bool:
        """`no spoke to spoke links`, `no links between the spines`: the role whose routers are not joined."""
        one, to, other = self.peek(), self.peek(1), self.peek(2)
        if (
            one.type == other.type == "role"
            and one.value == other.value
            and to.value in ("to", "-")
            and self.peek(3).value == "link"
        ):
            self.i += 4
            self.out.gone.append(Link(self.said_from(start), (Who("role", role=one.value),)))
            return True
        if not self.at("link"):
            return False
        self.i += 1
        if not self.at("between", "of"):
            return False
        self.i += 1
        found = self.nouns()
        if len(found) != 1 or not found[0].plural or found[0].role in ("host", "router", "site", "as", ""):
            return False
        self.out.gone.append(Link(self.said_from(start), (Who("role", role=found[0].role),)))
        return True

    def _without_link(self) -> bool:
        """`except r1-r4`, `without the link between r2 and r5`."""
        start, first = self.i, self.peek()
        but = first.type == "beyond" and first.text.lower().startswith(("except", "excluding", "apart from"))
        if not (but or self.at("no")):
            return False
        self.i += 1
        self.skip("the", "article", "for")
        link = self.at("link") and not self.peek().plural
        self.i += link
        between = self.at("between", "of")
        self.i += between
        a, to, b = (self.peek(ahead) for ahead in range(3))
        pair = to.type == "mark" or (between and to.value in ("and", "to"))
        behind = self.peek(3).value == "link"
        if (
            not (but or link or behind)
            or not pair
            or a.type != "name"
            or b.type != "name"
            or self.peek(3).type == "mark"
        ):
            self.i = start
            return False
        self.i += 3
        self.i += self.at("link") and not link
        self.spoken.append(Who("names", names=(a.text, b.text)))
        self.out.gone.append(
            Link(self.said_from(start), (Who("names", names=(a.text,)),), (Who("names", names=(b.text,)),))
        )
        return True

    def protocol(self, who: Whos = ()) -> bool:
        """A protocol, and of whom it is said."""
        if self.peek().type != "protocol":
            return False
        start = self.i
        self.i += 2 * (self.peek().value == "routing" and self.peek(1).value == ":" and self.peek(2).type == "protocol")
        name = self.take().value
        if name == "ospfv3":
            self.out.families.append((name, self.peek(-1).text))
            name = "ospf"
        self.skip("layer", "run", "be")
        self.i += self.at("adjacent") and name != "ibgp"  # `eBGP between neighbors`: on each link
        self.i += self.at("lab") and self.peek(1).value == "between"
        self.i += self.at("link") and self.peek().plural and self.peek(1).type == "stop"  # `meshed by OSPF links`
        meshed = name in ("ibgp", "bgp") and self.peek().value == "full_mesh" and bool(self.out.links or self.out.forms)
        self.i += meshed and self.peek(1).value in ("between", "to", "place", "in")  # of sessions
        numbers: tuple[int, ...] = ()
        place = self.i
        self.skip("in", "have")
        if self.peek().type == "asn" and name in ("ibgp", "bgp", "ebgp"):
            numbers = self._asns()
        else:
            self.i = place
        again = bool(numbers) and not meshed and name in ("ibgp", "bgp") and self.peek().value == "full_mesh"
        self.i += again and bool(self.out.links or self.out.forms)  # `iBGP AS 65000 full mesh`: of sessions
        found = self._session(name)
        found = found or self._scope() or who
        if self.peek().type == "asn" and name == "ibgp" and len(self.peek().numbers) == 1 and found:
            self.out.numbers.append(Numbers(self.said_from(start), self.take().numbers, found))
        if numbers:
            own = found if name != "ibgp" and (len(numbers) == 1 or self.size(found) == len(numbers)) else ()
            self.out.numbers.append(Numbers(self.said_from(start), numbers, own))
            self._starting()
            found = found if not own else ()
        if found and self.at("join", "back"):
            self.predicates(start, found, after=False)  # `OSPF between two routers directly connected`
        optional = self.at("optional")
        self.i += optional
        self.out.runs.append(Run(self.said_from(start), name, who=found, optional=optional))
        if self.size(found) == 2 and self.at("via") and self.peek(1).type == "name":
            self._over(found)
        return True

    def _session(self, protocol: str) -> Whos:
        """`iBGP pe1 <-> pe2`, whatever joins them; `OSPF domain r1-r2`, over their link."""
        a, mark, b, after = (self.peek(ahead) for ahead in range(4))
        if a.type != "name" or mark.type != "mark" or b.type != "name" or after.type == "mark":
            return ()
        self.i += 3
        names = (a.text, b.text)
        self.out.named += [name for name in names if name not in self.all_names()]
        ends = [(Who("names", names=(name,)),) for name in names]
        self.out.links += [Link(f"{a.text}-{b.text}", ends[0], ends[1])] if protocol != "ibgp" else []
        return (Who("names", names=names),)

    def _over(self, ends: Whos) -> None:
        """`between r1 and r3 over r2`: who stands between them, and `which does not speak BGP`."""
        self.i += 1
        a, b = self.singles(ends)
        middle = self.name_list()
        self.out.named += [name for name in middle if name not in self.out.named]
        row = [a, *(Who("names", names=(name,)) for name in middle), b]
        self.out.implied += [((one,), (other,)) for one, other in pairwise(row)]
        place = self.i
        self.i += self.stop(",")
        self.skip("that", "modal")
        denied = self.at("no")
        self.i += denied
        self.skip("run")
        if denied and self.peek().type == "protocol":
            token = self.take()
            who = tuple(Who("names", names=(name,)) for name in middle)
            self.out.runs.append(Run(self.said_from(place), token.value, wanted=False, who=who))
        else:
            self.i = place

    def _scope(self) -> Whos:
        """`in the core`, `between PE and CE`, `between r1 and r2`, `on the leaves`, `towards the customers`."""
        place = self.i
        if not self.at("in", "between", "place", "to", "via", "of", "have"):
            return ()
        word, text = self.peek().value, self.take().text.lower()
        if (self.peek().type == "stop" or self.i >= len(self.tokens)) and text in ("inside", "within", "between"):
            self.out.words["between_sites" if word == "between" else "ibgp_inside"] = self.said_from(place)
            return ()
        core = self.peek(self.at("the"))
        alone = core.value == "core" and not core.plural and not any(group.role == "core" for group in self.out.groups)
        if alone and word in ("in", "place"):
            self.skip("the")
            self.i += 1
            return (Who("spot", spot="core"),)
        if self.at("them", "each_other", "all") and (self.peek().value != "all" or not self._named_ahead()):
            systems = word == "between" and any(one.role == "as" and (one.count or 0) > 1 for one in self.out.groups)
            if systems and place and self.tokens[place - 1].value == "ebgp":
                self.out.words["between_sites"] = self.said_from(place)
            self.i += 1
            if self.at("link") or self.peek().value == "router":
                self.i += 1
            return ()
        if self.at("each", "all", "both"):
            ahead = 1
            while self.peek(ahead).value == "the" or (
                self.peek(ahead).type == "shape" and self.peek(ahead + 1).value == "link"
            ):
                ahead += 1
            if self.peek(ahead).type == "stop" or self.i + ahead >= len(self.tokens):
                self.i += ahead
                return ()
            if self.peek(ahead).value in ("link", "pair", "router"):
                self.i += ahead + 1
                return ()
        if self.at("link") or (self.at("the") and self.peek(1).value == "link"):
            self.i += 1 + self.at("the")
            if self.at("between") and self.peek(1).value in ("them", "each_other"):
                self.i += 2
            return ()
        if word in ("via", "have"):
            self.i = place
            return ()
        found = (self._two_names() or self._two_things()) if word == "between" else []
        found = found or self.nouns()
        while found and found[-1].names and self.peek().type == "mark" and self.peek(1).type == "name":
            self.i += 1
            found[-1].names += (self.take().text,)  # `OSPF on r1-r2-r3`
        if word == "between" and len(found) > 1 and all(noun.only_kind for noun in found):
            self.between_kinds = found
            return ()
        plain = bool(found) and not any(noun.is_host for noun in found)
        if word == "of" and found:
            self.skip("to")
            found += self.nouns()
        if not plain or any(self._unsuited(noun, word) for noun in found):
            self.i = place
            return ()
        whole = (
            len(found) == 1
            and (not found[0].role or found[0].role in ("router", "as", "site"))
            and not found[0].names
            and not found[0].nth
            and not found[0].spot
        )
        if whole and found[0].count is not None and not found[0].det and word != "between":
            self.i = place
            return ()
        if whole and found[0].role in ("as", "site"):
            self.i += 0
            self.out.words["ibgp_inside" if word == "in" else "between_sites"] = self.said_from(place)
            return ()
        whos = tuple(who for noun in found for who in self.who(noun))
        return () if all(one.spot == "all" for one in whos) else whos

    def _two_names(self) -> list[Noun]:
        """`between r1 and r2 with BFD`: both, whatever is said behind them."""
        a, joined, b = (self.peek(ahead) for ahead in range(3))
        if a.type != "name" or joined.value != "and" or b.type != "name" or self.peek(3).value in (",", "and"):
            return []
        if self.peek(3).type == "mark" or self.peek(3).value == "(":
            return []
        nouns = [Noun(self.i, names=(a.text,)), Noun(self.i + 2, names=(b.text,))]
        self.i += 3
        return nouns

    def _two_things(self) -> list[Noun]:
        """`between an FRR called x and an SR Linux called y over …`: both."""
        place = self.i
        a = self.noun()
        joined = a is not None and a.article and self.at("and")
        self.i += joined
        b = self.noun() if joined else None
        if a is not None and b is not None and b.article and not (a.is_host or b.is_host):
            return [a, b]
        self.i = place
        return []

    def _unsuited(self, noun: Noun, word: str) -> bool:
        """A noun that introduces routers is no scope: `OSPF on four routers`."""
        if noun.only_kind:
            return True
        counted = bool(noun.count) and not noun.article and not noun.det and not noun.names
        return word != "between" and counted and noun.role in ("router", "")
