"""What a question with yes or no for an answer asks: of whom which predicate, of all or of any, for longer or for less
than so long. Pure.

A look-up has such a proposition only where every slot of it has its place there: what an answer begins with is of the
whole question, or is not said.
"""

from dataclasses import dataclass, replace
from typing import Literal

from agent.report.questions.lookups import Lookup
from agent.report.questions.relations import Compared
from agent.report.questions.rows import FREE

Predicate = Literal[
    "closed", "cause", "which_cause", "sole", "incident", "else", "open", "over", "length", "number",
]  # fmt: skip
"""What is said of a subject: that a node closed its sessions; that a cause was the one, or one of two; that there was
an incident, was more than one, is one, or is none any more; how long it was, how many there were."""


Verdict = Literal["yes", "no", "part", "so"]
Held = tuple[Verdict, str]
"""Whether it holds, and what is so, in words."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """A predicate of a subject. `of` is whom, which family, which time and which causes; `every`: it is said of all
    that belongs to the subject, not of something of it; `limit`: with what it is compared."""

    predicate: Predicate
    of: Lookup
    every: bool = False
    negated: bool = False
    limit: Compared | None = None


COMMON = FREE | {"x.except", "t.perfect", "x.all", "x.any", "x.again", "n.session", "n.node", "e.happen"}
"""Slots that say nothing of a predicate."""

MEANS = frozenset(("n.process", "n.link", "n.iface", "n.incident", "n.prefix", "n.received", "n.sent", "n.change",
                   "e.change", "n.operator", "q.who", "e.lost", "e.down", "e.did", "e.affected", "e.take",
                   "x.both"))  # fmt: skip
"""Slots beside a cause: what it was done to."""

ITSELF = frozenset(("caused", "only", "related", "planned", "limit", "retry", "prefixes", "asn", "noticed",
                    "unseen", "side", "message", "router_id", "clock", "severity", "changes",
                    "notifications", "spread"))  # fmt: skip
"""Kinds of which the answer itself says what holds, or that ask for more than whether it does."""

BESIDE = ("b.", "p.", "d.")
"""Slots of what a subject is, not of what it does."""


def proposition(lookup: Lookup) -> Proposition | None:
    """What a look-up asks to be so or not; None where it asks for facts, or for more than one predicate."""
    if lookup.form == "open" or lookup.kind in ITSELF or lookup.superlative:
        return None
    slots = {slot for slot in lookup.slots if slot[:2] not in BESIDE} - COMMON - {"x.not"}
    causes = {slot for slot in slots if slot[:2] == "c." and slot != "c.planned"}
    limit = lookup.relations.compared
    if lookup.form == "choice":
        fits = len(causes) > 1 and not slots - causes - MEANS
        return Proposition("which_cause", lookup) if fits and not lookup.relations.counted else None
    if limit is not None:
        return _compared(lookup, slots - causes, limit)
    if "x.else" in lookup.slots:
        return Proposition("else", lookup) if slots <= PAST | {"n.incident", "e.did"} else None
    if lookup.relations.counted or lookup.incident or {"x.any", "x.all"} <= lookup.slots:
        return None
    found = _plain(lookup, slots, causes)
    return replace(found, every="x.all" in lookup.slots, negated=lookup.form == "negative") if found else None


def _plain(lookup: Lookup, slots: set[str], causes: set[str]) -> Proposition | None:
    """A predicate without a number."""
    if "e.fixed" in slots:
        return Proposition("over", lookup) if slots - causes <= {"e.fixed", "e.bad", "m.now", "n.incident"} else None
    if causes:
        return _of_causes(lookup, slots, causes)
    things = bool(lookup.interface or THINGS & slots or {"d.ospf", "d.isis", "d.zebra"} & lookup.slots)
    return None if things else _of_sessions(lookup, slots)


def _compared(lookup: Lookup, slots: set[str], limit: Compared) -> Proposition | None:
    """A length, or a number."""
    lengths = {"e.lost", "e.down", "e.back", "e.take", "n.incident", "m.now", "e.affected"} | THINGS
    if limit.seconds and slots <= lengths:
        return Proposition("length", lookup, limit=limit)
    if limit.thing and slots <= {"e.lost", "e.down", "e.affected", "n.incident", "n.times", "e.flap"}:
        return Proposition("number", lookup, limit=limit)
    return None


def _of_causes(lookup: Lookup, slots: set[str], causes: set[str]) -> Proposition | None:
    """That something was lost by a cause, or that a cause was the one."""
    if len(causes) == 1 and slots - causes == {"x.only"} and not lookup.nodes:
        return Proposition("sole", lookup)
    if len(causes) > 1 or slots - causes - MEANS or lookup.interface or lookup.present:
        return None
    if {"n.sent", "n.received", "n.prefix"} & slots and not causes <= {"c.withdraw", "c.filter"}:
        return None  # who sent too much to whom
    return Proposition("cause", lookup)


THINGS = frozenset(("n.link", "n.iface", "n.process", "n.adjacency", "c.igp"))
PAST = frozenset(("e.lost", "e.affected", "e.down", "e.stayed", "e.up", "e.fine", "e.bad"))


def _of_sessions(lookup: Lookup, slots: set[str]) -> Proposition | None:
    """How sessions stand or stood, whether they were lost, or whether anything was."""
    if "e.open" in slots and slots <= {"e.open", "e.over", "n.incident", "m.now"}:
        return Proposition("open", lookup)
    if "e.over" in slots and slots <= {"e.over", "n.incident", "m.now"} and lookup.kind == "open":
        return Proposition("over", lookup)
    if slots <= {"n.incident", "e.bad"} and ("n.incident" in slots or "e.happen" in lookup.slots):
        return None if lookup.present else Proposition("incident", lookup)
    kinds = ("lost", "stayed", "how_long", "nodes_hit", "story", "node_down")
    if slots and slots <= PAST and lookup.kind in kinds and not lookup.present and lookup.relations.agent:
        return Proposition("closed", lookup)
    return None
