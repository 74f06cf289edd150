"""The claims' wordings as a grammar in data files.

A rule is `NAME: form | form`. A form is words (`was/were` is one of them), signs, `<kinds>` of values and NAMES of
other rules, each with `?` (or not) or `*` (any number) behind it. `slot=` before a value or NAME puts it into a slot,
a NAME without one gives its slots to the form that it stands in, and `{slot=text}` fills one by being there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, Union

from agent.detect.cause_catalog import load_rules
from agent.report.claims.tokens import Token

Slots = tuple[tuple[str, Union[str, Token, "Slots"]], ...]


@dataclass(frozen=True, slots=True)
class Symbol:
    """One part of a form."""

    kind: Literal["word", "value", "rule", "fill"]
    names: tuple[str, ...]
    slot: str = ""
    many: Literal["", "?", "*"] = ""


Rules = dict[str, tuple[tuple[Symbol, ...], ...]]


@dataclass(frozen=True, slots=True)
class First:
    """What a form or rule may begin with: words, kinds of values, and whether it may be empty."""

    words: frozenset[str]
    kinds: frozenset[str]
    empty: bool

    def fits(self, token: Token | None) -> bool:
        """Whether it is worth a try in front of a token."""
        if self.empty:
            return True
        return token is not None and (token.kind in self.kinds or token.lower in self.words)


class Grammar:
    """Rules with what each of their forms may begin with."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._first: dict[str, First] = {}
        self.forms = {name: tuple((form, self._of(form)) for form in forms) for name, forms in rules.items()}

    def _of(self, form: tuple[Symbol, ...]) -> First:
        words: set[str] = set()
        kinds: set[str] = set()
        for symbol in form:
            if symbol.kind == "fill":
                continue
            first = self._rule(symbol.names[0]) if symbol.kind == "rule" else None
            words |= first.words if first else set(symbol.names) if symbol.kind == "word" else set()
            kinds |= first.kinds if first else {symbol.names[0]} if symbol.kind == "value" else set()
            if not symbol.many and not (first and first.empty):
                return First(frozenset(words), frozenset(kinds), empty=False)
        return First(frozenset(words), frozenset(kinds), empty=True)

    def _rule(self, name: str) -> First:
        if name not in self._first:
            found = [self._of(form) for form in self._rules[name]]
            words = frozenset(word for item in found for word in item.words)
            kinds = frozenset(kind for each in found for kind in each.kinds)
            self._first[name] = First(words, kinds, any(each.empty for each in found))
        return self._first[name]


@cache
def grammar(*, published: bool = False) -> Grammar:
    """The grammar of the data files, and of what the cause rules call their causes; `published`: without the registers
    of chats and tickets, in which people write and reports do not."""
    room = files(__package__)
    names = ("grammar.txt", "causes.txt", *(() if published else ("events.txt", "registers.txt")))
    texts = [room.joinpath(name).read_text() for name in names]
    return Grammar(parse_rules("\n".join([*texts, *_of_causes()])))


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
