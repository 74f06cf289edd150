"""Tokens matched with the claims' grammar: every way in which they fit, in bounded time."""

from collections.abc import Iterator

from agent.report.claims.grammar import Grammar, Slots, Symbol
from agent.report.claims.tokens import Token

Match = tuple[int, Slots]
WAYS_AT_MOST = 48
"""So many readings of a phrase are followed; the grammar has far fewer for what people write."""


class Matcher:
    """One sentence's tokens against the grammar; remembers what was tried where."""

    def __init__(self, tokens: list[Token], grammar: Grammar) -> None:
        self.tokens, self._forms = tokens, grammar.forms
        self.furthest = 0
        self._known: dict[tuple[str, int], tuple[Match, ...]] = {}

    def whole(self, name: str) -> tuple[Slots, ...]:
        """Every way in which a rule matches all tokens."""
        return tuple(slots for end, slots in self.rule(name, 0) if end == len(self.tokens))

    def rule(self, name: str, at: int) -> tuple[Match, ...]:
        """Where a rule that begins here may end, and what is in its slots."""
        key = (name, at)
        if key not in self._known:
            self._known[key] = ()
            found: dict[Match, None] = {}
            token = self.tokens[at] if at < len(self.tokens) else None
            self.furthest = max(self.furthest, at)
            for form, first in self._forms[name]:
                for match in self._follow(form, at) if first.fits(token) else ():
                    found[match] = None
            self._known[key] = tuple(found)[:WAYS_AT_MOST]
        return self._known[key]

    def _follow(self, form: tuple[Symbol, ...], at: int) -> list[Match]:
        states: list[Match] = [(at, ())]
        for symbol in form:
            following: dict[Match, None] = {}
            for state in states:
                if symbol.many:
                    following[state] = None
                for match in self._step(symbol, state):
                    following[match] = None
            states = list(following)[:WAYS_AT_MOST]
            if not states:
                return []
        return states

    def _step(self, symbol: Symbol, state: Match) -> Iterator[Match]:
        for end, slots in self._once(symbol, state[0]):
            done = (end, state[1] + slots)
            yield done
            if symbol.many == "*" and end > state[0]:
                yield from self._step(symbol, done)

    def _once(self, symbol: Symbol, at: int) -> Iterator[Match]:
        if symbol.kind == "fill":
            yield at, ((symbol.slot, symbol.names[0]),)
        elif symbol.kind == "rule":
            for end, slots in self.rule(symbol.names[0], at):
                yield end, ((symbol.slot, slots),) if symbol.slot else slots
        else:
            self.furthest = max(self.furthest, at)
            if at < len(self.tokens) and self._fits(symbol, self.tokens[at]):
                token = self.tokens[at]
                self.furthest = max(self.furthest, at + 1)
                yield at + 1, ((symbol.slot, token),) if symbol.slot else ()

    def _fits(self, symbol: Symbol, token: Token) -> bool:
        if symbol.kind == "value":
            return token.kind == symbol.names[0]
        named = token.kind == "node" and token.text.isalpha()  # a router may be called `host`
        return (named or token.kind in ("word", "sign", "number")) and token.lower in symbol.names
