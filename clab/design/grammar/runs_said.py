"""What runs on a subject, and towards whom. Pure."""

from clab.design.grammar.contents_said import ContentSentences
from clab.design.grammar.statements import Kind, Link, Run, Whos
from clab.design.grammar.stating import STATED


class RunSentences(ContentSentences):
    """Protocols of a subject."""

    def _runs(self, start: int, whos: Whos, each: bool) -> bool:
        """`running OSPF`, `speaks eBGP with both spines`."""
        again = bool(whos and self.out.runs) and self.peek(-1).value == "and" and self.out.runs[-1].who == whos
        if not (self.skip("run", "via") or again) or self.peek().type not in ("protocol", "system"):
            return False
        if self.peek().type == "system":
            self.out.kinds.append(Kind(self.said_from(start), self.take().value, whos))
            return True
        return self._runs_now(start, whos)

    def _runs_now(self, start: int, whos: Whos) -> bool:
        plain = all(one.by in ("names", "nth", "role") or (one.by == "group" and one.each) for one in whos)
        who = whos if plain or whos == self.within else ()
        while self.peek().type == "protocol":
            if not self._runs_towards(start, whos):
                self.protocol(who)
            place = self.i
            if not (self.separated() and self.peek().type == "protocol") or self.peek(1).value == "denied":
                self.i = place
                break
        return True

    def _runs_towards(self, start: int, whos: Whos) -> bool:
        """`the borders run OSPF to core1`, `r1 speaks eBGP with r2`: between both, who are joined for it."""
        place, made = self.i, self.stated()
        name = self.take().value
        led = self.at("to", "have") and name in ("ospf", "isis", "rip", "ebgp", "bgp") and bool(whos)
        self.i += 1
        found = self.nouns() if led else []
        known = len(self.out.groups)
        fits = bool(found) and not any(noun.is_host or self._only_count(noun) or noun.only_kind for noun in found)
        b = tuple(who for noun in found for who in self.who(noun)) if fits else ()
        single = all(who.by == "names" or (who.by == "group" and who.group >= known) for who in b)
        if not b or not single or any(who.by == "spot" for who in whos):
            for part, size in zip(STATED, made, strict=True):
                del getattr(self.out, part)[size:]
            self.i = place
            return False
        self.out.runs.append(Run(self.said_from(place), name, who=(*whos, *b)))
        self.out.links.append(Link(self.said_from(start), whos, b))
        self.last = b
        self.i += self.at("in") and self.peek(1).type == "asn" and self.size(b) == 1
        return self.peek().type != "asn" or self._numbered_as(start, b)  # `r3 runs eBGP to ext1 in AS 65099`
