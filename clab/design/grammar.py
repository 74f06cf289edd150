"""The grammar of requests: tokens become phrases, from left to right, and no word is lost. Pure.

A phrase has slots for a number, a system, a role, names, and a relation to other phrases. What no phrase takes is left,
by its own words. The rules stand by what they read in `*_phrases.py`, each file over the one before.
"""

from collections.abc import Callable
from dataclasses import replace

from clab.design.fact_phrases import FactPhrases
from clab.design.phrases import Reading

_THINGS = ("role", "shape", "system", "protocol")


def read(request: str) -> Reading:
    """Read a request."""
    return _Parser(request).run()


class _Parser(FactPhrases):
    """All rules, tried in their order at each place."""

    def run(self) -> Reading:
        rules: tuple[Callable[[], bool], ...] = (
            self.named,
            self.role_of_name,
            self.negation,
            self.each_clause,
            self.links,
            self.entities,
            self.joined_first,
            self.protocol,
            self.numbers_of_as,
            self.attribute,
        )
        while self.i < len(self.tokens):
            if any(rule() for rule in rules):
                continue
            token = self.take()
            if token.type in ("stop", "article") or token.value in ("joint", "lab", "layer", "as_role"):
                continue
            describes = (
                token.type == "unknown"
                and bool(self.out.systems or any(each.kind for each in self.out.groups) or self.system_ahead())
                and self.peek(-2).type != "number"
                and self.peek().type in _THINGS
            )
            (self.out.aside if describes else self.out.left).append(token.text)
        self.scopes()
        return self.out

    def system_ahead(self) -> bool:
        """Whether a system is named further on."""
        return any(token.type == "system" for token in self.tokens[self.i :])

    def scopes(self) -> None:
        """`r1-r2 OSPF, r2-r3 eBGP`: with more than one, each protocol is one of the links right before it."""
        if len(self.run_protocols) > 1:
            for place, names in self.run_protocols:
                self.out.protocols[place] = replace(self.out.protocols[place], between=names)
