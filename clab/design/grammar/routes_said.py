"""Routes in a request: announced, redistributed, preferred, static; and where a value stands. Pure."""

import ipaddress
import re

from clab.design.grammar.scopes_said import Scope, ScopeSentences
from clab.design.grammar.statements import Option, Whos

_SOURCES = {
    "ospf": "ospf",
    "isis": "isis",
    "rip": "rip",
    "bgp": "bgp",
    "ebgp": "bgp",
    "ibgp": "bgp",
    "static": "static",
}
PREFERRED = "200"
USUAL_PREPEND = "3"
"""Values where one is asked for and none is said: above the usual local preference, paths as many as are usual."""
WORSE = 200
"""The distance of a route that is to be worse than the usual one."""


def _is_network(text: str) -> bool:
    try:
        network = ipaddress.ip_network(text)
    except ValueError:
        return False
    return network.prefixlen < network.max_prefixlen or "/" in text


class RouteSentences(ScopeSentences):
    """Routes, and places of values."""

    def _put(self, start: int, what: str, value: str, whos: Whos, scopes: tuple[Scope, ...]) -> bool:
        """The value at its places; `cost 10 on the first and 100 on the second` goes on."""
        self.i += 2 * (self.at("to", "between", "in") and self.peek(1).value == "each_other")
        self.i += self.at("each_other")
        found = scopes or self.scopes()
        told = bool(found)
        for one in found or (Scope(),):
            self.out.options.append(self._option(start, what, value, whos, one))
        while told and not scopes:
            place = self.i
            self.separated()
            again = self.amount() if self.i > place else None
            more = self.scopes() if again is not None else ()
            if again is None or not more:
                self.i = place
                break
            self.out.options += [self._option(start, what, again, whos, one) for one in more]
        return True

    def _option(self, start: int, what: str, value: str, whos: Whos, scope: Scope) -> Option:
        who, to, link = scope.who, scope.to, scope.link
        if who and who[0].spot == "rest" and any(one.what == what and one.link for one in self.out.options):
            return Option(self.said_from(start), what, value)  # of links: where nothing closer is said
        if not scope.link and scope.who and (whos or scope.led in ("to", "of", "via")):
            who, to = whos, scope.who
        elif not who:
            who, link = whos, link or (not scope.nth and self._is_row(whos))
        return Option(self.said_from(start), what, value, who, to, link, scope.nth)

    def _redistributed(self, start: int, whos: Whos, scopes: tuple[Scope, ...]) -> bool:
        """`redistribute OSPF into BGP`, `redistribution between OSPF and BGP`, `redistribute in both directions`."""
        mutual = self.tokens[start].text.lower().startswith("mutual")
        self.skip("of", "the", "routes_of", "all")
        mutual = self._both_ways() or mutual
        between = self.at("between")
        self.i += between
        sources = self._protocols()
        into: list[str] = []
        if sources and self.at("to", "in"):
            self.i += 1
            into = self._protocols()
        mutual = self._both_ways() or between or mutual
        runs = {_SOURCES[run.name] for run in self.out.runs if run.name in _SOURCES}
        bare = not sources and not into and self.tokens[start].text.lower().endswith("redistribution")
        mutual = mutual or (bare and len(runs) == 2 and self.at("place", "in"))  # `redistribution on r2`
        if mutual and len(sources) + len(into) not in (0, 2):
            return False
        if not mutual and not (sources and into):
            return False
        pairs = [(one, other) for one in into for other in sources if one != other]
        pairs += [(b, a) for a, b in pairs] if mutual and into else []
        both = (sources[0], sources[1]) if between and len(sources) == 2 else ("mutual", "mutual")
        pairs = pairs or [both, both[::-1]]
        pairs += self._more_redistributed() if into else []
        found = scopes or self.scopes()
        for one in found or (Scope(),):
            who = one.who or whos
            self.out.options += [
                Option(self.said_from(start), "redistribute", f"{a} {b}", who) for a, b in dict.fromkeys(pairs)
            ]
        return True

    def _more_redistributed(self) -> list[tuple[str, str]]:
        """`…, and OSPF into IS-IS`."""
        place = self.i
        self.separated()
        sources = self._protocols()
        into = self._protocols() if sources and self.skip("to", "in") else []
        self.i = self.i if into else place
        return [(one, other) for one in into for other in sources if one != other]

    def _both_ways(self) -> bool:
        place = self.i
        self.skip("in", "and")
        if self.at("nothing") and self.peek().text.lower().startswith(("both", "vice versa", "the other way")):
            self.i += 1
            return True
        self.i = place
        return False

    def _protocols(self) -> list[str]:
        found: list[str] = []
        while True:
            place = self.i
            if found:
                self.separated()
            self.skip("the")
            token = self.peek()
            known = _SOURCES.get(token.value) if token.type == "protocol" else None
            known = "connected" if token.text.lower() in ("connected", "connected to") else known
            if known is None:
                self.i = place
                return found
            self.i += 1
            self.skip("routes_of", "lab")
            found.append(known)

    def _announced(self, start: int, whos: Whos, scopes: tuple[Scope, ...]) -> bool:
        """`announces 203.0.113.0/24`, `each announces one prefix`, `each announcing a /48`."""
        self.skip("the", "article", "of", "own")
        values: list[str] = []
        lengths = ""
        while self.peek().type in ("prefix", "prefix6", "mask", "pattern") or self.peek().value == "prefix":
            token = self.take()
            if token.type == "pattern":
                values.append(token.value)
            elif token.type == "mask":
                values.append(f"auto/{token.value}")
            elif token.value == "prefix":
                continue
            elif not _is_network(token.value):
                return False
            else:
                values.append(token.value)
            place = self.i
            if values == [f"auto/{token.value}"] and self.stop(":", "(") and self.peek(1).type == "prefix":
                self.i += 1  # `its own /24: 10.1.0.0/24 and 10.2.0.0/24`
                values, lengths = [], token.value
            elif not self.separated() or self.peek().type not in ("prefix", "prefix6"):
                self.i = place
        self.i += self.stop(")") and bool(lengths)
        if lengths and not all(one.endswith(f"/{lengths}") for one in values):
            return False
        told = re.search(r"prefix|network|route", self.said_from(start), re.IGNORECASE)
        if not values and not told:
            return False
        values = values or ["auto/24"]
        each = self.at("each") and not self._each_noun()
        self.i += each
        while self.at("in", "to", "via") and self.peek(1).type == "protocol":
            self.i += 2
        if self.at("in", "to", "via") and self.peek(1).value in ("each_other", "all"):
            self.i += 2
        found = scopes or (() if whos else self.scopes())
        where = tuple(one.who for one in found if one.who) or ((whos,) if whos else ())
        if not where and not each and values != ["auto/24"]:
            return False
        self.i += self.at("respectively")
        sizes = [self.size(who) for who in where]
        single = all(not one.startswith("auto") for one in values) and sizes == [len(values)] and len(values) > 1
        spread = bool(whos) and whos[-1].each and self.peek(-1).value != "respectively"
        if single and (lengths or not (spread or each)):
            self.out.options += [
                Option(self.said_from(start), "announce", value, (one,))
                for value, one in zip(values, self.singles(where[0]), strict=True)
            ]
            return True
        for who in where or ((),):
            self.out.options += [Option(self.said_from(start), "announce", value, who) for value in values]
        return True

    def _preferred(self, start: int, whos: Whos) -> bool:
        """`prefer A by local preference`, `prefer r2 over r3 with local-pref 200`."""
        scopes = self._preference()
        if self.at("via", "have", "place", "run"):
            self.i += 1
            self.skip("the", "article")
        if not scopes or self.peek().type != "option" or self.peek().value != "local_pref":
            return False
        self.i += 1
        value = self.amount() or PREFERRED
        at = () if whos else self.scopes()
        if any(one.link or not one.who for one in at):
            return False
        return self._put(start, "local_pref", value, whos or tuple(who for one in at for who in one.who), scopes)

    def _preference(self) -> tuple[Scope, ...]:
        """Whom one prefers, and over whom."""
        self.skip("routes_of", "of", "via", "the")
        found = self.nouns()
        if not found or any(noun.is_host for noun in found):
            return ()
        who = tuple(who for noun in found for who in self.who(noun))
        place = self.i
        if self.at("via", "to") and self.peek(1).type != "option":
            self.i += 1
            other = self.nouns()
            if not other:
                self.i = place
        return (Scope(who, led="to"),)

    def _route(self, start: int, what: str, whos: Whos) -> bool:
        """`10.50.0.0/24 on r4 via r2, with r3 as backup`, `default route on r1 towards r2`."""
        prefix = "0.0.0.0/0"
        holder: Whos = ()
        if what == "reach":
            whos = self._by("place", "in", "of") or whos
            self.skip("to")
            if self.peek().type not in ("prefix", "prefix6") or not _is_network(self.peek().value):
                return False
            prefix = self.take().value
            holder = self._by("place", "in") if whos else ()
            whos = whos or self._by("place", "in")
        elif self.at("place", "of"):
            whos = self._by("place", "of") or whos
        if self.at("via", "to") and self.peek(1).type == "prefix" and "/" not in self.peek(1).value and whos:
            self.i += 2
            hop = self.peek(-1).value
            self.out.options.append(
                Option(self.said_from(start), "route", f"{prefix} {self._distance() or 0} {hop}", whos)
            )
            return True
        via = self._by("via", "to", "place")
        if not via or not whos or self.size(via) != 1:
            return False
        distance = self._distance() or 0
        self.out.options.append(Option(self.said_from(start), "route", f"{prefix} {distance}", whos, via))
        self.out.implied.append((whos, via))
        if holder:
            self.out.options.append(Option(self.said_from(start), "announce", prefix, holder))
            self.out.implied.append((via, holder))
        place = self.i
        self.separated()
        self.skip("have", "the", "via", "of")
        spare = self._spare()
        self.skip("via", "have")
        second = self.nouns()
        self.skip("be", "the", "article", "place", "via")
        spare = self._spare() or spare
        if second and spare and second[0].names:
            worse = self._distance() or WORSE
            other = tuple(who for noun in second for who in self.who(noun))
            self.out.options.append(Option(self.said_from(start), "route", f"{prefix} {worse}", whos, other))
            self.out.implied += [(whos, other), *([(other, holder)] if holder else [])]
        else:
            self.i = place
        return True

    def _by(self, *words: str) -> Whos:
        place = self.i
        if not self.at(*words):
            return ()
        self.i += 1
        found = self.nouns()
        if not found or any(noun.is_host for noun in found):
            self.i = place
            return ()
        return tuple(who for noun in found for who in self.who(noun))

    def _spare(self) -> bool:
        if self.peek().type == "beyond" and self.peek().text.lower() in ("backup", "back-up", "standby", "secondary"):
            self.i += 1
            return True
        return False

    def _distance(self) -> int | None:
        """`(distance 200)`, `having worse distance`."""
        place = self.i
        opened = self.stop("(", ",")
        self.i += opened
        self.skip("have", "the", "article", "of")
        if self.peek().type != "option" or self.peek().value != "distance":
            self.i = place
            return None
        worse = self.take().text.lower().split()[0] in ("worse", "higher", "larger", "greater", "bigger")
        amount = self.amount()
        self.i += self.stop(")") and opened
        return int(amount) if amount else WORSE if worse else None
