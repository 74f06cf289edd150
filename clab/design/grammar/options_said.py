"""Values of routing protocols in a request: `area 1 between r2 and r3`, `cost 10 on the first`. Pure."""

from dataclasses import replace

from clab.design.grammar.addresses_said import LED
from clab.design.grammar.routes_said import PREFERRED, USUAL_PREPEND
from clab.design.grammar.scopes_said import Scope
from clab.design.grammar.statements import Option, Whos
from clab.design.grammar.values_said import ValueSentences
from clab.design.words.address_words import ADDRESSES
from clab.design.words.tokens import HOST_NAME

_NETWORKS = {"pair": "point-to-point", "lan": "broadcast"}
USUAL_PATHS = "8"


class OptionSentences(ValueSentences):
    """Values of routing protocols."""

    def option_said(self, whos: Whos = (), *, scopes: tuple[Scope, ...] = ()) -> bool:
        """A value and where it holds; `whos` is the subject that it is said of, `scopes` what was said before it."""
        token = self.peek()
        if token.type == "family":
            self.i += 1
            self.out.families.append((token.value, token.text))
            opened = self.stop("(") and self.peek(1).type == "family" and self.peek(2).value == ")"
            self.i += 3 if opened else 0
            return not any(one.who or one.nth for one in self.scopes())
        if token.type in ADDRESSES and self._addressed(whos, scopes):
            return True
        if token.type == "number" and self._limits(whos):
            return True
        if self.peek(1).value == "loopbacks" and self.peek(1).type == "option":
            return self._more_loopbacks(whos)
        if token.type == "mask":
            return self._length()
        if self.at("link") and self.peek(1).type == "prefix" and self._of_links(self.i):
            return True
        if self.at("link") and token.plural and self.peek(1 + (self.peek(1).value == "be")).type == "mask":
            self.i += 1 + (self.peek(1).value == "be")
            self.out.link_mask = self.take().value  # `all links /31`
            return True
        if token.type == "prefix6" and token.value.lower() in ("2001:db8::", "2001:db8::/32"):
            self.i += 1
            self.out.pool6 = token.value
            return True
        if token.type != "option":
            return False
        if self._is_row(whos) and whos == self.row_run[-1:]:
            if self.row_open:
                return False  # `r1-r2, r2-r3 cost 10`
            whos = self.row_run
        if not whos and self.row_open and self.row_end == self.i:
            return False
        start, made = self.i, len(self.out.options)
        self.i += 1
        what = token.value
        if not self._read(start, what, whos, scopes):
            del self.out.options[made:]
            self.i = start
            return False
        words = self.said_from(start)
        self.out.options[made:] = [replace(one, words=words) for one in self.out.options[made:]]
        return True

    def _read(self, start: int, what: str, whos: Whos, scopes: tuple[Scope, ...]) -> bool:
        if what in LED:
            return self._of_lead(start, what, whos, scopes)
        read = self._value_of(start, what, whos, scopes)
        if read is not None:
            return read
        if what == "area" and not whos and not scopes and self._typed_area(start):
            return True
        if what.startswith("level "):
            return self._put(start, "level", what.removeprefix("level "), whos, scopes)
        if what.startswith("iso_area "):
            return self._put(start, "iso_area", what.removeprefix("iso_area "), whos, scopes)
        if what.startswith("network "):
            return self._put(start, "network", what.removeprefix("network "), whos, scopes)
        if what in ("dr", "bdr"):
            return self._designated(start, "255" if what == "dr" else "100", whos)
        if what == "timers":
            return self._timers(start, whos, scopes)
        if what == "redistribute":
            return self._redistributed(start, whos, scopes)
        if what in ("announce", "prefix"):
            return self._announced(start, whos, scopes)
        if what == "prefer":
            return self._preferred(start, whos)
        if what == "send":
            return self._sent(whos)
        if what in ("reach", "default_route"):
            return self._route(start, what, whos)
        if what in ("hello", "dead") and self._hello_dead(start, whos, scopes):
            return True
        if what == "local_pref" and self.at("to") and self.peek(1).value == "prefer":
            self.i += 2
            return self._put(start, what, PREFERRED, whos, self._preference())
        if what == "next_hop_self":
            self._at_borders()
        if what == "cost" and self._one_by_one(start):
            return True
        value = self._value(what)
        if what == "area" and value is not None and not whos and not scopes and self._holds():
            found = self.nouns()
            whos = tuple(who for noun in found for who in self.who(noun))
            return self._put(start, what, value, whos, ())
        if value is None and what in ("cost", "priority", "area", "hello", "dead"):
            return self._place_first(start, what, whos)
        return value is not None and self._put(start, what, value, whos, scopes)

    def _holds(self) -> bool:
        """`area 1 with r2 and r3`, `area 2: r1, r4`."""
        place = self.i
        led = self.at("have") or self.stop(":")
        self.i += led
        row = self.peek(1).type == "mark"
        named = led and self.peek().type == "name" and not row and not HOST_NAME.match(self.peek().text)
        self.i = self.i if named else place
        return named

    def _one_by_one(self, start: int) -> bool:
        """`metric 10, 20 and 30` of as many parallel links, in their order."""
        place = self.i
        self.skip("be", "of", "in")
        self._equals()
        found: list[str] = []
        while self.peek().type == "number" and self.peek(1).type not in ("role", "system", "shape"):
            found.append(str(self.take().numbers[0]))
            if not self.separated():
                break
        times = max([self.out.parallel, *(link.times for link in self.out.links)])
        if len(found) < 2 or len(found) != times:
            self.i = place
            return False
        for nth, value in enumerate(found, 1):
            self.out.options.append(Option(self.said_from(start), "cost", value, (), (), True, nth))
        return True

    def _at_borders(self) -> None:
        """`next-hop-self on the borders`: where none is named so, it is of all who have somebody outside."""
        ahead = 1 + (self.peek(1).value == "the")
        if self.at("place", "in") and self.peek(ahead).value == "border" and self.peek(ahead).type == "role":
            self.i += 0 if any(name.startswith("border") for name in self.all_names()) else ahead + 1

    def _place_first(self, start: int, what: str, whos: Whos) -> bool:
        """`the cost between r1 and r2 is 10, between r2 and r3 20`."""
        made = 0
        while True:
            place = self.i
            self.separated() if made else None
            row = self.peek().type == "name" and self.peek(1).type == "mark"
            here = self._link_scope("") if row else None  # `cost r1-r2 10, r2-r3 20`
            found = (here,) if here is not None else self.scopes()
            value = self.amount() if found else None
            if value is None:
                self.i = place
                return made > 0
            made += self._put(start, what, value, whos, found)

    # --- values

    def _value(self, what: str) -> str | None:
        """What a value is, where it may be one; those that need none have their usual one."""
        place = self.i
        if what == "network":
            self.skip("be", "to", "of", "in")
            network = _NETWORKS.get(self.peek().value) or ("broadcast" if self.peek().value == "broadcast" else None)
            self.i += network is not None
            return network
        amount = self.amount()
        usual = {"prepend": USUAL_PREPEND, "paths": USUAL_PATHS, "next_hop_self": "", "default": "", "ospf_default": ""}
        if what in ("next_hop_self", "default", "ospf_default") and amount is not None:
            self.i = place
            return ""
        if what == "prepend":
            amount = amount or self._twice()
            self._times()
        return usual.get(what) if amount is None else amount

    def _times(self) -> None:
        """`three times`, behind the number."""
        if self.peek().type in ("unknown", "beyond") and self.peek().text.lower() in ("times", "time", "x"):
            self.i += 1

    def _twice(self) -> str | None:
        """`twice`, where a number would stand."""
        if not self.at("twice"):
            return None
        self.i += 1
        return "2"

    # --- places

    # --- readers of their own

    def _length(self) -> bool:
        """`a /29 on the link`."""
        start = self.i
        value = self.take().value
        if self._of_links(start):
            return True
        found = self.scopes()
        if len(found) == 1 and found[0].link and not (found[0].who or found[0].nth):
            self.out.link_mask = value
            return True
        self.i = start
        return False

    def _designated(self, start: int, priority: str, whos: Whos) -> bool:
        """`r1 must become the DR`, `DR: r1`."""
        place = self.i
        if not whos:
            self.skip("be", "place")
            self._equals()
            found = self.nouns()
            if not found or found[0].is_host:
                self.i = place
                return False
            whos = tuple(who for noun in found for who in self.who(noun))
        if self.size(whos) != 1:
            return False
        self.out.options.append(Option(self.said_from(start), "priority", priority, whos))
        return True

    def _timers(self, start: int, whos: Whos, scopes: tuple[Scope, ...]) -> bool:
        """`BGP timers 3 9`."""
        names = {"ospf": ("hello", "dead"), "bgp": ("keepalive", "hold"), "ebgp": ("keepalive", "hold")}
        names |= {"ibgp": ("keepalive", "hold")}
        which = names.get(self.tokens[start - 1].value) if start else None
        first = self.amount()
        self._between_numbers()
        second = self.amount() if first else None
        if which is None or first is None or second is None or int(first) >= int(second):
            return False
        found = scopes or self.scopes() or (Scope(),)
        self._put(start, which[0], first, whos, found)
        return self._put(start, which[1], second, whos, found)

    def _sent(self, whos: Whos) -> bool:
        """`r2 sends r1 a default route`, `r1 sends a MED of 50 to r2`."""
        start = self.i
        self.skip("to")
        found = [] if self.peek().type == "option" else self.nouns()
        to = tuple(who for noun in found if not noun.is_host for who in self.who(noun))
        self.skip("the", "article")
        what = {"default_route": "default"}.get(self.peek().value, self.peek().value)
        if self.peek().type != "option" or what not in ("default", "med", "prepend") or not whos:
            return False
        self.i += 1
        value = self._value(what)
        return value is not None and self._put(start, what, value, whos, (Scope(to, led="to"),) if to else ())

    def _between_numbers(self) -> None:
        self.i += self.stop("/", ",") or self.at("and")

    def _hello_dead(self, start: int, whos: Whos, scopes: tuple[Scope, ...]) -> bool:
        """`hello/dead timers 5/20`."""
        place = self.i
        self._between_numbers()
        if self.i == place or self.peek().value not in ("hello", "dead") or self.peek().type != "option":
            self.i = place
            return False
        order = (self.tokens[start].value, self.take().value)
        first = self.amount()
        self._between_numbers()
        second = self.amount() if first else None
        if first is None or second is None:
            self.i = place
            return False
        found = scopes or self.scopes() or (Scope(),)
        self._put(start, order[0], first, whos, found)
        return self._put(start, order[1], second, whos, found)
