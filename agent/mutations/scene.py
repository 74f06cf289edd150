"""An incident as the plans' fields: each `{field}` of a template becomes words and slots, or says that it cannot.

A template is plain words with `[one|other]` choices and `{fields}`; one whose fields the incident does not have is not
used. Everything a field says is read from the incident's JSON, nothing else.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from agent.mutations.corpus import Case
from agent.mutations.pieces import Piece, Sentence, Slot

Peering = Mapping[str, Any]
Field = Callable[["Scene"], list[Piece]]
_CHOICE = re.compile(r"\[([^\[\]{}]*(?:\{\w+\}[^\[\]{}]*)*)\]")
_FIELD = re.compile(r"\{(\w+)\}")


class NotApplicable(Exception):
    """The incident does not have what a field names."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The cause's subject taken apart: its node, and an interface or a neighbor's address where it has one."""

    node: str | None = None
    interface: str | None = None
    neighbor: str | None = None
    peer: str | None = None


def subject(incident: Mapping[str, Any]) -> Subject:
    """The subject of an incident's cause."""
    said = incident["cause"]["subject"]
    if said is None or said == "host":
        return Subject()
    if " neighbor " in said:
        node, _, address = said.partition(" neighbor ")
        ends = [(p["a"], p["address_a"], p["b"]) for p in incident["peerings"]]
        ends += [(p["b"], p["address_b"], p["a"]) for p in incident["peerings"]]
        known = {end for end, own, other in ends if own == address and other == node}
        others = [each for each in incident["nodes"] if each != node]
        peer = next(iter(known)) if len(known) == 1 else None
        if not incident["peerings"] and len(others) == 1:
            peer = others[0]
        return Subject(node, neighbor=address, peer=peer)
    node, _, interface = said.partition(":")
    return Subject(node, interface=interface or None)


class Scene:
    """One incident (and, in some sentences, one of its peerings), ready to fill templates."""

    def __init__(self, case: Case, rng: Random, fields: Mapping[str, Field], peering: int | None = None) -> None:
        self.incident, self.rng, self.number = case.incident, rng, peering
        self._fields = fields
        self.subject = subject(case.incident)
        self.peering: Peering | None = None if peering is None else case.incident["peerings"][peering]

    def fill(self, role: str, template: str) -> Sentence:
        """A template as a sentence.

        Raises:
            NotApplicable: a field has nothing to say here.
        """
        chosen = template
        while found := _CHOICE.search(chosen):
            chosen = chosen[: found.start()] + self.rng.choice(found[1].split("|")) + chosen[found.end() :]
        return Sentence(role, self._pieces(chosen))

    def _pieces(self, template: str) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        end = 0
        for found in _FIELD.finditer(template):
            pieces += [template[end : found.start()]] if found.start() > end else []
            pieces += self._fields[found[1]](self)
            end = found.end()
        pieces += [template[end:]] if end < len(template) else []
        return tuple(pieces)

    def need(self, value: Any) -> Any:
        """The value, where there is one."""
        if value is None:
            raise NotApplicable
        return value

    def here(self) -> Peering:
        """The peering this sentence is about."""
        found: Peering = self.need(self.peering)
        return found

    def phrase(self, table: Mapping[str, tuple[str, ...]]) -> list[Piece]:
        """A cause's phrase from one of the tables, led by a slot that says which type it words."""
        kind = self.incident["cause"]["type"]
        options = [each for each in table.get(kind, ()) if self._can(each)]
        if not options:
            raise NotApplicable
        inner = self._pieces(self.rng.choice(options))
        return [Slot("cause", kind, kind, ""), *inner, Slot("cause_end", kind, kind, "")]

    def _can(self, template: str) -> bool:
        try:
            self._pieces(template)
        except NotApplicable:
            return False
        return True
