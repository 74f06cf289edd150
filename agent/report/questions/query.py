"""What a question asks, as a typed query over a table of events: which of them, of whom, in which order, bound by which
others, and what of them is wanted. Values; pure.
"""

from dataclasses import dataclass
from typing import Literal

Sort = Literal["outage", "incident", "interface", "adjacency", "daemon", "node", "command", "cause"]
"""What an event is of. `cause`: whatever shows a cause by its name (a pause, a reset, a crash)."""

Edge = Literal["from", "to", "whole"]
"""Of an event with a begin and an end: that it began, that it was over, or all of it."""

Order = Literal["longest", "shortest", "first", "last"]
Relation = Literal["before", "after", "during", "same"]
"""`same`: not of a time, but of what the other event is of: the session that fell first."""
Noun = Literal["session", "node", "incident", "link", "daemon", "adjacency", ""]
"""What is named in the answer: of an outage its session, or the node at its other end."""

Ask = Literal["when", "how_long", "count", "which", "holds", "lag", "first_of", "longer_of", "earlier", "state",
              "spared", "overlap", "why", "evidence", "severity", "who"]  # fmt: skip
"""`holds`: whether there was such an event; `lag`: the time between two; `first_of`, `longer_of`: which of two;
`earlier`: whether one was before the other;`state`: how sessions stood during others."""


@dataclass(frozen=True, slots=True)
class Event:
    """Some events: of which sort, which edge of them, of whom, by what, and which of them in an order.

    `nodes` are the ends of a session, or whose the event is; `each`: of each of them, not between them. `roles` are the
    beginnings of nodes' names, `within` slots of sorts of sessions (`b.internal`), `causes` slots of causes (`pause`).
    `name` is an interface, a daemon or a protocol. `rank` counts in `order`, from one on, `number` how many of them are
    wanted. `agent`: who is said to have done it; `every`: all of them together; `counted`: how many the question says
    that there are; `without`: nodes, or the two ends of sessions, whose events are left out; `others`: what the events
    that bound it are of is left out. `negated`: that there was none; `up`: of the time without any; `it`: of what else
    is named in the question; `present`: said of now."""

    sort: Sort
    edge: Edge = "from"
    nodes: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    name: str = ""
    incident: str = ""
    each: bool = False
    agent: str = ""
    order: Order | None = None
    rank: int = 1
    number: int = 1
    every: bool = False
    counted: int = 0
    without: tuple[tuple[str, ...], ...] = ()
    others: bool = False
    within: tuple[str, ...] = ()
    negated: bool = False
    up: bool = False
    it: bool = False
    present: bool = False
    bounds: tuple["Bound", ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """A time that events lie in: before, after or during other events, or from one moment to another."""

    relation: Relation = "during"
    event: Event | None = None
    from_ns: int | None = None
    to_ns: int | None = None
    at: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is wanted of which events. `other` is what they are compared with, or the begin of a time between two;
    `noun` what is named; `up`: of a state, whether it is asked to be up; `before`: of two events, that `of` is asked to
    be the earlier (or the longer) one; `polar`: whether it is so; `total`: the sum; `present`: how it is by now."""

    ask: Ask
    of: Event
    other: Event | None = None
    noun: Noun = ""
    up: bool = False
    before: bool | None = None
    total: bool = False
    polar: bool = False
    present: bool = False
