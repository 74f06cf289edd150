"""The claims' wordings as a grammar in a data file, and how tokens are matched with it: every way, in bounded time.

A rule is `NAME: form | form`. A form is words (`was/were` is one of them), signs, `<kinds>` of values and NAMES of other
rules, each with `?` (or not) or `*` (any number) behind it. `slot=` before a value or NAME puts it into a slot, a NAME
without one gives its slots to the form that it stands in, and `{slot=text}` fills one by being there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, Union

from agent.core.cause_catalog import load_rules
from agent.report.claims.tokens import Token

Slots = tuple[tuple[str, Union[str, Token, "Slots"]], ...]
Match = tuple[int, Slots]
WAYS_AT_MOST = 48
"""So many readings of a phrase are followed; the grammar has far fewer for what people write."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One part of a form."""

    kind: Literal["word", "value", "rule", "fill"]
    names: tuple[str, ...]
    slot: str = ""
    many: Literal["", "?", "*"] = ""


Rules = dict[str, tuple[tuple[Symbol, ...], ...]]


@cache
def rules() -> Rules:
    """The grammar of the data files, and of what the cause rules call their causes."""
    room = files(__package__)
    texts = [room.joinpath(name).read_text() for name in ("grammar.txt", "causes.txt")]
    return parse_rules("\n".join([*texts, *_of_causes()]))


def _of_causes() -> Iterator[str]:
    """`CAUSENP` and `CAUSECL` lines out of the titles and clauses of the cause rules."""
    for kind, rule in load_rules().items():
        found = rule.text
        for title in found.titles:
            yield f"CAUSENP: {_form(title)} WHERE* {{cause={kind}}}"
        for clause in (*found.clauses, *found.clauses_many):
            yield f"CAUSECL: {_form(clause)} {{cause={kind}}}"


def _form(text: str) -> str:
    """A rule's words as a form: `{where}` is a place, in brackets or behind a preposition one that may be left out."""
    for spelled, symbol in (("({where})", "WHERE*"), ("at {where}", "WHERE*"), ("on {where}", "WHERE*")):
        text = text.replace(spelled, f" {symbol}")
    parts = text.replace("{where}", " where=PLACE ").replace("'s", " 's ").replace(",", " , ").split()
    return " ".join(part if part in ("WHERE*", "where=PLACE") else part.lower() for part in parts)


def parse_rules(text: str) -> Rules:
    """Rules out of their text; a name may have several lines."""
    found: dict[str, list[tuple[Symbol, ...]]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, forms = line.partition(": ")
            found.setdefault(name, []).extend(tuple(map(_symbol, form.split())) for form in forms.split(" | "))
    return {name: tuple(forms) for name, forms in found.items()}


def _symbol(text: str) -> Symbol:
    if text.startswith("{"):
        slot, _, value = text[1:-1].partition("=")
        return Symbol("fill", (value.replace("_", " "),), slot)
    many: Literal["", "?", "*"] = "?" if text[-1] == "?" and len(text) > 1 else "*" if text[-1] == "*" else ""
    slot, equals, name = text.removesuffix(many).rpartition("=")
    if name.startswith("<"):
        return Symbol("value", (name[1:-1],), slot or name[1:-1], many)
    if name.isupper() and name.isascii():
        return Symbol("rule", (name,), slot, many)
    return Symbol("word", tuple(name.split("/")) if len(name) > 1 else (name,), slot if equals else "", many)


class Matcher:
    """One sentence's tokens against the grammar; remembers what was tried where."""

    def __init__(self, tokens: list[Token], grammar: Rules) -> None:
        self.tokens, self.grammar = tokens, grammar
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
            for form in self.grammar[name]:
                for match in self._follow(form, at):
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
