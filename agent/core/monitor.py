"""What a trust monitor is: a text that was read and a fact sheet go in, findings come out. Pure.

A monitor is one file in `monitors/` with a constant `MONITOR`; it knows nothing of the others. It finds what the sheet
contradicts or does not hold; where prose says nothing that can be checked, it is silent.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from agent.core.facts import FactKind, FactSheet
from agent.core.incident import Outage
from agent.core.known import Known
from agent.core.reading import Clause, Reading, Sentence, Span, read
from agent.core.reading.lexicon import EventKind
from agent.core.reading.names import Name

How = Literal["pair", "address", "node", "family", "carried", "whole"]
PRONOUN = re.compile(
    r"^\W*(?:and |but |then |which |while |after |before |when |until |where)*(?:it|they|both|this|"
    r"that|these|those|the (?:two|same|former|latter|pair)|"
    r"the (?!first|last|earliest|latest|final|other|only|next|remaining|longest|shortest)(?:\w+ "
    r")?(?:sessions?|peerings?|neighbou?rs?|peers?|connections?|outages?))\b",
    re.I,
)
WHOLE = re.compile(
    r"\b(?:all|every(?:thing)?|each|overall|in total|altogether|total|entire|whole|incident|network|"
    r"none|any|others?|rest|remaining|"
    r"loopback|iBGP|eBGP|internal|external|longest|shortest|slowest|fastest|average)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the sheet does not support: where in the text, why, and the fact that says otherwise."""

    monitor: str
    span: Span
    message: str
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Omission:
    """A fact that a whole account has to tell and this one does not."""

    fact: str
    message: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The peerings that a clause is about, and how it says so; no peering where it names a pair that lost none."""

    outages: tuple[Outage, ...]
    how: How

    @property
    def named(self) -> bool:
        """Whether the clause itself names them."""
        return self.how in ("pair", "address", "node", "family")


@dataclass(frozen=True)
class Prose:
    """A text beside the sheet it is about."""

    reading: Reading
    sheet: FactSheet
    known: Known

    @property
    def outages(self) -> tuple[Outage, ...]:
        """All peerings of the incident."""
        return self.sheet.incident.peerings

    def fact(self, kind: FactKind, about: str | None = None) -> str | None:
        """The id of the first fact of a kind (about somebody)."""
        return next((f.id for f in self.sheet.facts if f.kind == kind and (about is None or about in f.about)), None)

    def scope(self, clause: Clause) -> Scope:
        """The peerings that a clause is about."""
        return self._scopes[clause.span.start]

    def peers_of(self, node: str) -> set[str]:
        """The nodes that a node lost a session to."""
        ends = [{each.a, each.b} for each in self.outages if node in (each.a, each.b)]
        return {end for both in ends for end in both if end and end != node}

    def sentence(self, clause: Clause) -> Sentence:
        """The sentence of a clause."""
        return self.reading.sentences[clause.sentence]

    def event(self, clause: Clause, span: Span) -> EventKind | None:
        """The kind of event that a value belongs to: the last before it in its clause, else the first after it, else
        the last of the clause that it goes on from."""
        before = [each for each in clause.events if each.span.end <= span.start]
        after = [each for each in clause.events if each.span.start >= span.end]
        if before or after:
            return before[-1].kind if before else after[0].kind
        if clause.causes:
            return None
        earlier = [each for each in self.sentence(clause).clauses if each.span.start < clause.span.start]
        return earlier[-1].events[-1].kind if earlier and earlier[-1].events else None

    @cached_property
    def _scopes(self) -> dict[int, Scope]:
        found: dict[int, Scope] = {}
        last: Scope | None = None
        for sentence in self.reading.sentences:
            within: Scope | None = None
            for clause in sentence.clauses:
                scope = self._own(clause)
                if scope is None:
                    carried = within or (last if PRONOUN.match(clause.text) else None)
                    if carried and not WHOLE.search(clause.text):
                        scope = within = Scope(self._of_family(clause, carried.outages), "carried")
                    else:
                        narrowed = self._of_family(clause, self.outages)
                        scope = Scope(narrowed, "family" if len(narrowed) < len(self.outages) else "whole")
                else:
                    within = last = scope
                found[clause.span.start] = scope
        return found

    def _own(self, clause: Clause) -> Scope | None:
        """What the clause itself names: pairs first, then addresses, then nodes."""
        known = set(self.known.nodes)
        paired = [{each.a, each.b} for each in clause.pairs if each.a in known and each.b in known]
        mentioned = {each.value for each in clause.names if each.kind == "address"}
        at = [o for o in self.outages if mentioned & {o.address_a, o.address_b}]
        if paired:
            mine = [o for o in self.outages if {o.a, o.b} in paired]
            exact = [o for o in mine if o in at]
            return Scope(self._of_family(clause, tuple(exact or mine)), "pair")
        if at:
            both = [o for o in at if {o.address_a, o.address_b} <= mentioned]
            return Scope(tuple(both or at), "address")
        nodes = clause.nodes()
        if nodes:
            of_all = [o for o in self.outages if set(nodes) == {o.a, o.b}]
            mine = [o for o in self.outages if {o.a, o.b} & set(nodes)]
            if not mine and set(nodes) <= set(self.known.culprits):
                return None  # the clause says where the cause lies, not whose sessions it means
            return Scope(self._of_family(clause, tuple(of_all or mine)), "node")
        return None

    def _of_family(self, clause: Clause, outages: Sequence[Outage]) -> tuple[Outage, ...]:
        """Those of the address families that the clause names, where it names any that these have."""
        families = {each.value for each in clause.names if each.kind == "family"}
        if not families:
            return tuple(outages)
        return tuple(each for each in outages if families & families_of(each)) or tuple(outages)


@dataclass(frozen=True, slots=True)
class Monitor:
    """One check; `completeness` monitors say what is missing instead of what is wrong."""

    name: str
    check: Callable[[Prose], list[Finding]]
    missing: Callable[[Prose], list[Omission]] | None = None


def families_of(outage: Outage) -> set[str]:
    """A peering's address families; where none was seen, that of its addresses."""
    if outage.afis:
        return set(outage.afis)
    address = outage.address_a or outage.address_b or ""
    return {"ipv6Unicast"} if ":" in address else {"ipv4Unicast"} if "." in address else set()


def prose(text: str, sheet: FactSheet) -> Prose:
    """Read a text with the sheet's names."""
    known = Known(sheet)
    return Prose(read(text, known.vocabulary), sheet, known)


def whose(name: Name) -> str:
    """A name in a message."""
    return repr(name.text)
