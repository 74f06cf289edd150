"""Questions about the lab as typed look-ups: what, of whom, which family, which time, which superlative. Pure.

Code answers only a question of which it read every content word; what is left over is named. What it cannot read (a
typo, another language) a model may read word by word; the same table is asked again with what it gave.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from typing import Annotated, Literal

from pydantic import Field

from agent.documents import UNPUBLISHED, Time
from agent.report.knowledge import Knowledge
from agent.report.questions.aspects import ALWAYS, ASPECTS
from agent.report.questions.form import Form
from agent.report.questions.query import Query
from agent.report.questions.relations import Relations
from agent.report.questions.rows import ROWS

KINDS: tuple[str, ...] = tuple(
    dict.fromkeys((*(row.kind for row in ROWS), *(kind for _, kind in ASPECTS), "story", "local_time"))
)
"""Everything that can be looked up."""

Superlative = Literal["longest", "shortest", "first", "last"]
PLAINLY = Relations()
"""The relations of a question that has none."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """What is looked up. `nodes` and `addresses`: whom it is about, one for a node, two for a session. `from_ns` and
    `to_ns` bound the time where the question does; `at`: one moment was named. `causes`: types of cause that it names.
    `present`: it asks how things stand. `slots`: all that was read, by the words of the table of rows. `either`: each
    of the nodes is asked about alone. `then`: what the same question asks besides. `figures`: numbers that it takes
    for granted, as words, value, and whether it is one of seconds. `corrected`: typing errors that matter, with what
    they were taken for. `form`: whether it is answered with yes or no.
    `chosen_by`: who read it. `queries`: what it asks, where the whole of it was parsed (kind `query`)."""

    kind: str
    nodes: tuple[str, ...] = ()
    incident: str | None = None
    from_ns: Annotated[Time | None, Field(alias="from")] = None
    to_ns: Annotated[Time | None, Field(alias="to")] = None
    at: Annotated[bool, UNPUBLISHED] = False
    addresses: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    interface: str | None = None
    causes: tuple[str, ...] = ()
    superlative: Superlative | None = None
    present: Annotated[bool, UNPUBLISHED] = False
    slots: Annotated[frozenset[str], UNPUBLISHED] = frozenset()
    either: Annotated[bool, UNPUBLISHED] = False
    relations: Annotated[Relations, UNPUBLISHED] = PLAINLY
    then: Annotated[tuple["Lookup", ...], UNPUBLISHED] = ()
    figures: Annotated[tuple[tuple[str, float, bool], ...], UNPUBLISHED] = ()
    corrected: Annotated[tuple[tuple[str, str], ...], UNPUBLISHED] = ()
    form: Annotated[Form, UNPUBLISHED] = "open"
    chosen_by: str = "labkeeper"
    queries: Annotated[tuple[Query, ...], UNPUBLISHED] = ()

    @property
    def total(self) -> bool:
        """Whether a sum is asked for."""
        return "x.total" in self.slots


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as far as it was read: the look-up, where every content word was used; else the words that were not,
    names that nobody knows, and what was understood. `about`: of whom and of which time a question speaks that was not
    read whole; None where it names neither."""

    lookup: Lookup | None
    unread: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    understood: tuple[str, ...] = ()
    about: Lookup | None = None


def aspects(lookup: Lookup) -> tuple[str, ...]:
    """The kinds of look-up of which a question asks something besides the story of its incidents."""
    asked = lookup.slots | ({"at"} if lookup.at else set())
    return tuple(kind for slots, kind in ASPECTS if slots & asked and (kind in ALWAYS or slots <= asked))


def names(knowledge: Knowledge) -> dict[str, str]:
    """The names of all nodes that are known, by their spelling in lower case."""
    ends = {end for peering in knowledge.peerings for end in peering.ends}
    return {name.lower(): name for name in sorted({*knowledge.nodes, *knowledge.heard, *ends}) if name}


def addresses(knowledge: Knowledge) -> dict[str, str | None]:
    """The addresses that are known, with the node that each belongs to."""
    found: dict[str, str | None] = {}
    for peering in knowledge.peerings:
        for node, address in ((peering.a, peering.address_a), (peering.b, peering.address_b)):
            if address and re.search(r"[.:]", address):
                found[canonical(address)] = node
    for name, member in knowledge.lab.nodes.items():
        found.update((canonical(address), name) for address in member.addresses)
    return found


@lru_cache(maxsize=4096)
def canonical(address: str) -> str:
    """An address in its one spelling (RFC 5952); what is none stays as it is."""
    try:
        return str(ip_address(address.lower()))
    except ValueError:
        return address.lower()
