"""Which of several ways is preferred: `isp1 (primary) and isp2 (backup)`, `prefer the path via r2`. Pure."""

from clab.design.grammar.kinds_said import KindSentences
from clab.design.grammar.noun import RANKS
from clab.design.grammar.statements import Link, Option, Preference, Run, Whos


class PreferenceSentences(KindSentences):
    """Primary and backup."""

    def _rank(self) -> int:
        token = self.peek()
        return RANKS.get(token.text.lower(), 0) if token.type in ("beyond", "unknown") else 0

    def ranked(self) -> bool:
        """`primary via r2`, `backup link cost 100`, `prefer the path via r2`."""
        start, rank = self.i, self._rank()
        prefers = self.peek().type == "option" and self.peek().value == "prefer"
        if not rank and not prefers:
            return False
        self.i += 1
        if rank and self.stop("/") and self.peek(1).text.lower() in RANKS:
            self.i += 2
            self.skip("link", "uplink", "lab")
            self.i += self.stop(":")
            self.out.purpose.append(self.said_from(start))  # `primary/backup links: …`: what it is about
            return self.peek(-1).value == ":"
        self.skip("routes_of", "the", "article", "link", "uplink", "of")
        self.i += self.stop(":")
        if rank and self._ranked_cost(start, rank):
            return True
        row = self.peek().type == "name" and self.peek(1).type == "mark"
        led = self.skip("via", "to", "place", "be", "have")
        found = self.nouns() if (led or prefers) and not row else []
        over: Whos = ()
        if prefers and self.at("via", "to") and found:
            self.i += 1
            over = tuple(who for noun in self.nouns() for who in self.who(noun))
        whos = tuple(who for noun in found if not noun.is_host for who in self.who(noun))
        if not whos or self.size(whos) != 1 or (over and self.size(over) != 1) or self.peek().type == "option":
            self.i = start
            return False
        self.out.preferences.append(Preference(self.said_from(start), whos, rank or 1))
        self.out.preferences += [Preference(self.said_from(start), over, 2)] if over else []
        return True

    def _ranked_cost(self, start: int, rank: int) -> bool:
        """`primary has OSPF cost 10, backup cost 100`: of two parallel links."""
        place = self.i
        self.skip("have", "be", "run")
        named = self.take() if self.peek().type == "protocol" else None
        if self.peek().type != "option" or self.peek().value != "cost":
            self.i = place
            return False
        self.i += 1
        value = self.amount()
        if value is None:
            self.i = place
            return False
        self.out.runs += [Run(named.text, named.value)] if named is not None else []
        self.out.options.append(Option(self.said_from(start), "cost", value, (), (), True, rank))
        return True

    def _ranked_as(self, start: int, whos: Whos) -> bool:
        """`r2 is the primary, r3 as backup`, `isp1 (primary)`; `has a primary link to pe1 and a backup link to pe2`."""
        rank = self._rank()
        if not rank or not whos:
            return False
        self.i += 1
        linked = self.skip("link", "uplink", "routes_of")
        if linked and self.at("to", "via", "place"):
            self.i += 1
            found = self.nouns()
            b = tuple(who for noun in found if not noun.is_host for who in self.who(noun))
            if self.size(b) != 1:
                return False
            self.out.links.append(Link(self.said_from(start), whos, b))
            self.out.preferences.append(Preference(self.said_from(start), b, rank))
            return True
        self.out.preferences.append(Preference(self.said_from(start), whos, rank))
        return self.size(whos) == 1 and self.peek().type not in ("role", "system", "name", "number")
