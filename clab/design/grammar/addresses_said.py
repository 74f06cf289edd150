"""Addresses in a request, and whose they are: `r1 10.0.0.1/30`, `LAN of r1 is 10.1.0.0/24`. Pure.

They are kept as they were written, several of one list in one option; whose each is, and of which port, is worked out
by `addresses_read.py` when the lab is known.
"""

import ipaddress

from clab.design.grammar.routes_said import RouteSentences
from clab.design.grammar.scopes_said import Scope
from clab.design.grammar.statements import Option, Who, Whos
from clab.design.words.address_words import ADDRESSES, is_end, is_network, is_single, of_number
from clab.design.words.said import note

LED = ("loopback", "router_id", "lan", "gateway")
"""What words that lead to addresses are of."""


class AddressSentences(RouteSentences):
    """Addresses and their owners."""

    def address_list(self) -> list[str]:
        """Addresses one after the other; `.2` goes on from the one before, `to .4` fills up."""
        found: list[str] = []
        while True:
            place = self.i
            spread = bool(found) and (self.at("to") or self.peek().type == "mark" or self.stop("-"))
            self.i += spread
            if found and not spread:
                self.separated()
            if self.peek().type not in ADDRESSES:
                self.i = place
                return found
            token = self.take()
            value = token.value
            if token.type == "part" and found and not found[-1].startswith("."):
                stem, _, length = found[-1].partition("/")
                value = f"{stem.rpartition('.')[0]}{value}"
                value += f"/{length}" if length and "/" not in value else ""
            if self.peek().type == "mask" and "/" not in value:
                value += f"/{self.take().value}"
            more = _filled(found[-1], value) if spread else [value]
            if not more:
                self.i = place
                return found
            found += more

    def _of_lead(self, start: int, what: str, whos: Whos, scopes: tuple[Scope, ...]) -> bool:
        """Behind a word that leads to addresses: `of r1 is …`, `… on r1 and … on r2`, `r1 …, r2 …`, a list of all."""
        made = 0
        before = self._before_lead(start) or tuple(who for one in scopes for who in one.who) or whos
        while True:
            place = self.i
            self.separated() if made else None
            who = self._owner()
            self._to_address()
            values = self.address_list()
            if not values:
                self.i = place
                return made > 0
            self.i += self.stop(")")
            self._single_length()
            after = () if who or before else self.scopes()
            if any(one.link or one.nth or not one.who for one in after):
                return False
            who = who or tuple(one for scope in after for one in scope.who)
            more = self.at("starting") and "so on" in self.peek().text.lower()
            self.i += more
            self.i += self.at("respectively")
            of_all = len(values) > 1 and before == whos and self.size(whos) not in (None, len(values)) and what != "lan"
            values += ["+"] if more else []
            made += self._addresses_of(start, what, values, who or (() if of_all else before))
            if not who or not made:
                return made > 0

    def _before_lead(self, start: int) -> Whos:
        """`spoke LANs …`, `leaf loopbacks …`: a role right before the word."""
        token = self.tokens[start - 1] if start else None
        if token is None or token.type != "role" or token.value in ("host", "router"):
            return ()
        groups = [k for k, group in enumerate(self.out.groups) if group.role == token.value]
        return tuple(Who("group", group=k) for k in groups) or (Who("role", role=token.value),)

    def _single_length(self) -> None:
        """`… as /32s`, `… each as a /32`: said again of single addresses."""
        place = self.i
        self.skip("be", "all", "each", "have", "article")
        self.i = self.i + 1 if self.peek().type == "mask" and self.peek().value == "32" else place

    def _owner(self) -> Whos:
        """`of r1`, `on the leaves`, `r1`, in front of an address."""
        place = self.i
        self.skip("of", "place", "to", "in", "have")
        if of_number(self.peek()):
            self.i += 1
            return ()
        found = self.nouns() if self.peek().type in ("name", "role") or self.at("the", "each", "all", "both") else []
        if not found or any(noun.is_host or self._only_count(noun) for noun in found):
            self.i = place
            return ()
        return tuple(who for noun in found for who in self.who(noun))

    def _to_address(self) -> None:
        while (
            self.skip(
                "be", "of", "in", "have", "via", "to", "the", "all", "each", "both", "starting", "modal", "article"
            )
            or self.stop(":", "=", "(")
            or of_number(self.peek())
        ):
            self.i += self.stop(":", "=", "(") or of_number(self.peek())

    def _addresses_of(self, start: int, what: str, values: list[str], who: Whos) -> bool:
        """Keep what was read; pools and lists of hosts' networks are values of the whole lab."""
        words, said = self.said_from(start), self.out.said
        nets = all(map(is_network, values))
        if what == "loopback" and not who and len(values) > 1 and all(map(is_single, values)):
            own = tuple(one.partition("/")[0] for one in values)
            return note(said, "loopbacks", own, [f"config {one}/32" for one in own], words)
        if what == "loopback" and not who and nets and len(values) == 1:
            return note(said, "loopback_pool", values[0], [f"within {values[0]}"], words)
        needles = [f"within {one}" for one in values]
        if what == "lan" and nets and len(values) == 1 and any(one.shape == "lan" for one in self.out.forms):
            return note(said, "shared", values[0], needles, words)
        if what == "lan" and not who and nets:
            several = len(values) > 1
            return note(
                said, "host_list" if several else "hosts", tuple(values) if several else values[0], needles, words
            )
        if what == "gateway" and not who:
            return False
        self.out.options.append(Option(words, what, " ".join(values), who))
        return True

    def _addressed(self, whos: Whos, scopes: tuple[Scope, ...]) -> bool:
        """`10.0.12.0/30 between r1 and r2`, `r1-r2: 10.0.12.0/30`, `r1 has 10.0.12.1/30 towards r2`."""
        start = self.i
        values = self.address_list()
        self.i += self.at("respectively")
        if self._as_lead(start, values, whos):
            return True
        row = (Scope(whos, link=True),) if self._is_row(whos) else ()
        lead = self.peek().text.lower()
        places = scopes or self.scopes() or row
        if not places and self._one_link() and self.tokens[start - 1].value in ("via", "join", "place", "link"):
            places = (Scope(link=True, nth=1),)
        links = [one for one in places if one.link and (one.who or one.nth)]
        words = self.said_from(start)
        if len(links) == 1 == len(values) and is_network(values[0]):
            (one,) = links
            self.out.options.append(Option(words, "subnet", values[0], one.who, one.to, True, one.nth))
            return True
        if len(links) == 1 and len(values) == 2 and all(map(is_end, values)):
            (one,) = links
            self.out.options.append(Option(words, "ends", " ".join(values), one.who, one.to, True, one.nth))
            return True
        who = () if row else whos
        lone = len(values) == 1 and is_network(values[0]) and values[0].endswith(("/30", "/31"))
        if lone and not places and self.size(who) != 1:
            return note(
                self.out.said, "links", values[0], [f"within {values[0]}"], words
            )  # of the links, so of the one
        if len(values) == 1 and "{n}" in values[0] and "/" in values[0] and self.out.hosts and not places:
            self.out.options.append(Option(words, "lan", values[0]))
            return True
        towards = tuple(each for one in places if who and one.led in ("to", "of", "via") for each in one.who)
        owned = [one for one in places if not one.link and (one.led in ("place", "in") or lead in ("for", "of"))]
        owners = who or tuple(each for one in owned for each in one.who)
        shared = len(values) == 1 and self.size(owners) != 1
        if not values or not owners or shared or any(one.link and not towards for one in places):
            self.i = start
            return False
        what = "lan" if all(map(is_network, values)) else "address"
        if what == "lan" and start and self.tokens[start - 1].value in ("link", "join", "parallel"):
            self.out.link_nets = self.out.link_nets or tuple(values)
            return self.out.link_nets == tuple(values)  # `joined by two links 10.0.1.0/30 and 10.0.2.0/30`
        if what == "lan" and self.size(owners) != 1:
            self.i = start
            return False  # whose they are, or whose links', is not said
        loopback = all(one.endswith(("/32", "/128")) for one in values)
        values = [one.partition("/")[0] for one in values] if loopback else values
        self.out.options.append(Option(words, "loopback" if loopback else what, " ".join(values), owners, towards))
        return True

    def _more_loopbacks(self, whos: Whos) -> bool:
        """`two loopbacks on r1`, `a second loopback 10.9.9.9/32`: those beside the one that each router has."""
        start = self.i
        count = self.peek().numbers[0] if self.peek().type == "number" else 0
        self.i += 2
        self._to_address()
        values = self.address_list()
        each = self.at("each") and self.i + 1 < len(self.tokens) and self._each_noun()
        self.i += 2 if each else 0
        found = () if each else self.scopes()
        who = tuple(one for scope in found for one in scope.who) or (() if each else whos)
        words, rest = self.said_from(start), values[1:] if count else values
        extra = max(count - 1, 1)
        if any(one.link for one in found) or not all(map(is_single, values)) or (values and len(rest) != extra):
            self.i = start
            return False
        if count and values:
            self.out.options.append(Option(words, "loopback", values[0].partition("/")[0], who))
        more = [f"{one.partition('/')[0]}/32" for one in rest] or [f"auto/32 {k}" for k in range(extra)]
        self.out.options += [Option(words, "announce", one, who) for one in more]
        return True

    def _of_links(self, start: int) -> bool:
        """`/31s out of 10.50.0.0/22`, behind the length; `link addresses 10.0.0.1/30 and 10.0.0.2/30`, at `link`."""
        length = self.tokens[start].value if self.tokens[start].type == "mask" else ""
        place = self.i
        self.i += self.at("link") and not length
        self.skip("be", "of", "in", "via", "have")
        values, words = self.address_list(), self.said_from(start)
        if length and len(values) == 1 and is_network(values[0]) and 24 <= int(length) <= 31:
            pooled = note(self.out.said, "links", values[0], [f"within {values[0]}"], words)
            return pooled and note(self.out.said, "link_length", int(length), [], words)
        if not length and len(values) == 2 and all(map(is_end, values)):
            self.out.options.append(Option(words, "ends", " ".join(values), (), (), True, 1))
            return True
        self.i = place
        return False

    def _as_lead(self, start: int, values: list[str], whos: Whos) -> bool:
        """`10.0.0.1/32 as loopback of r1`."""
        place = self.i
        self.skip("be", "to", "the", "article")
        if not values or self.peek().type != "option" or self.peek().value not in LED:
            self.i = place
            return False
        what = self.take().value
        who = self._owner() or whos
        if not self._addresses_of(start, what, values, who):
            self.i = place
            return False
        return True


def _filled(first: str, last: str) -> list[str]:
    """The addresses behind the first up to the last; networks of one length one after the other."""
    try:
        a, b = ipaddress.ip_interface(first), ipaddress.ip_interface(last)
    except ValueError:
        return []
    networks = is_network(first) and is_network(last)
    step = a.network.num_addresses if networks else 1
    count = (int(b.ip) - int(a.ip)) // step
    if type(a) is not type(b) or not 0 < count < 128 or (networks and a.network.prefixlen != b.network.prefixlen):
        return []
    ending = f"/{first.partition('/')[2]}" if "/" in first else ""
    return [f"{ipaddress.ip_address(int(a.ip) + step * k)}{ending}" for k in range(1, count + 1)]
