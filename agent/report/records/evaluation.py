"""Which records a query's events are: of whom, by what, in which order, bound by which others. Pure."""

from dataclasses import dataclass, replace

from agent.detect.incident import PeeringOutage
from agent.detect.operator_actions import port
from agent.detect.peering_status import PeeringStatus
from agent.report.knowledge import Knowledge
from agent.report.questions.lexicon import CAUSES
from agent.report.questions.lookups import Lookup, canonical
from agent.report.questions.query import Bound, Event
from agent.report.records.selection import peerings_of
from agent.report.records.spells import SORTS, Spell, seen
from agent.report.records.table import Record, records
from collectors.observations import OperatorCommand

ACTIONS: dict[str, tuple[str, ...]] = {
    "reset": ("clear_bgp",),
    "shutdown": ("neighbor_shutdown",),
    "removed": ("neighbor_remove",),
    "pause": ("node_pause",),
    "restart": ("node_restart", "process_restart"),
    "crash": ("process_kill", "node_kill"),
    "stop": ("node_stop",),
}
"""What operators type that is named like a cause."""

SPELLS: dict[str, tuple[tuple[str, str], ...]] = {
    "pause": (("node", "pause"),),
    "stop": (("node", "die"),),
    "restart": (("node", "die"), ("daemon", "")),
    "crash": (("daemon", ""), ("node", "die")),
}
"""What was gone by a cause: its sort, and the runtime's word."""


@dataclass(frozen=True, slots=True)
class Found:
    """The records of an event, by its edge; `every`: all of which its order chose."""

    records: tuple[Record, ...]
    every: tuple[Record, ...]


def find(event: Event, knowledge: Knowledge) -> Found:
    """The records that an event is; none where nothing of the kind was seen."""
    table = records(knowledge)
    if event.sort == "interface" and not event.name and untold(event, knowledge):
        event = replace(event, sort="cause", causes=("link",))
    every = [item for item in _named(event, table) if _whose(event, item)]
    if event.sort == "cause" and event.causes == ("flap",) and not every:
        return find(replace(event, sort="outage", causes=()), knowledge)  # no link: its sessions
    every = [item for item in every if not any(set(one) <= set(item.nodes) for one in event.without)]
    if event.within:
        mine = {(one.a, one.b, one.address_a, one.address_b) for one in sessions(event, knowledge)}
        every = [item for item in every if item.thing in mine]
    if event.present and event.edge == "whole" and not event.bounds:
        every = [item for item in every if item.to_ns is None]
    for bound in event.bounds:
        if event.others and bound.event is not None:
            same_thing = {item.thing for item in find(bound.event, knowledge).records}
            every = [item for item in every if item.thing not in same_thing]
        if bound.relation == "same" and bound.event is not None:
            same = [(item.thing, item.from_ns) for item in find(bound.event, knowledge).records]
            every = [item for item in every if (item.thing, item.from_ns) in same]
            continue
        span = _span(bound, knowledge, moment=event.edge == "whole")
        every = [item for item in every if span and _lies(item, event, bound, span)]
    if event.edge == "to":
        every = [item for item in every if item.to_ns is not None]
    every.sort(key=lambda item: item.edge_ns(event.edge) or 0)
    every = _one_of_both_ends(every, event)
    return Found(tuple(_ordered(event, every)), tuple(every))


def sessions(event: Event, knowledge: Knowledge) -> list[PeeringStatus]:
    """The sessions that are known of whom an event is."""
    lookup = Lookup("lost", () if event.each else event.nodes, addresses=event.addresses, families=event.families,
                    slots=frozenset(event.within))  # fmt: skip
    found = [
        one
        for one in peerings_of(lookup, knowledge)
        if not any(set(names) <= {one.a, one.b} for names in event.without)
    ]
    found = [one for one in found if not event.each or set(event.nodes) & {one.a, one.b}]
    return [one for one in found if not event.roles or any((end or "").startswith(event.roles[0])
                                                          for end in (one.a, one.b))]  # fmt: skip


def _named(event: Event, table: tuple[Record, ...]) -> list[Record]:
    """The records of an event's sort; of a cause that has a name: what it did to a node or a daemon, else the command,
    else the incident of that cause."""
    if event.sort != "cause":
        mine = [item for item in table if item.sort == event.sort]
        wanted = {cause for one in event.causes for cause in CAUSES.get(one, ())}
        return [item for item in mine if not wanted or _cause(item) in wanted]
    slot = event.causes[0]
    spells = [item for item in table if (item.sort, _why(item)) in SPELLS.get(slot, ())]
    typed = [item for item in table if isinstance(item.of, OperatorCommand) and item.of.action in ACTIONS.get(slot, ())
             if not item.of.error]  # fmt: skip
    told = [item for item in table if item.sort == "incident" and _cause(item) in CAUSES.get(slot, ())]
    for found in (spells, typed, told):
        mine = [item for item in found if event.edge != "to" or item.to_ns is not None]
        if any(_whose(event, item) for item in mine):
            return mine
    return []


def _why(item: Record) -> str:
    return item.of.why if isinstance(item.of, Spell) and item.of.sort == "node" else ""


def _cause(item: Record) -> str:
    return item.incident.cause.type if item.incident else ""


def _whose(event: Event, item: Record) -> bool:
    """Whether a record is of whom the event is."""
    nodes, mine = set(event.nodes), set(item.nodes)
    if event.sort in ("cause", "daemon", "node", "command") or (event.sort == "cause" and item.sort == "incident"):
        subject = (item.incident.cause.subject or "").partition(":")[0].partition(" ")[0] if item.incident else ""
        if event.causes == ("link",) and item.sort == "incident":
            subject = ""
        if subject and item.sort == "incident" and len(nodes) == 2:
            return nodes <= {subject, *mine} and subject in nodes
        beside = item.incident is not None and " neighbor " in (item.incident.cause.subject or "")
        mine = {subject, *(mine if beside else ())} if subject else mine
    if isinstance(item.of, Spell):
        mine = {item.of.node, *(n for n in item.nodes if item.sort != "interface" or len(nodes) > 1)}
        if item.sort in ("interface", "adjacency"):
            mine = set(item.nodes)
        if event.name and not _is_named(event.name, item.of):
            return False
    elif event.name:
        return False
    if event.incident and not (item.incident and item.incident.id == event.incident):
        return False
    if nodes and not (nodes & mine if event.each else nodes <= mine):
        return False
    if event.families and not set(event.families) & set(item.families):
        return False
    if event.roles and not any(node.startswith(event.roles[0]) for node in mine):
        return False
    return not event.addresses or (isinstance(item.of, PeeringOutage) and _at(event, item.of))


def _at(event: Event, outage: PeeringOutage) -> bool:
    mine = {canonical(one) for one in (outage.address_a, outage.address_b) if one}
    return set(event.addresses) <= mine


def _is_named(name: str, spell: Spell) -> bool:
    """Whether a spell is of that interface, daemon or protocol."""
    if spell.sort == "interface":
        return port(spell.name) == port(name)
    if spell.sort == "adjacency":
        return name in (spell.protocol, "bgp") if name in ("ospf", "isis", "bgp") else port(spell.name) == port(name)
    return spell.name.startswith(name)


def _span(bound: Bound, knowledge: Knowledge, *, moment: bool) -> tuple[int, int | None] | None:
    """From when to when a bound is; None where what it names was not seen."""
    if bound.event is None:
        return bound.from_ns or 0, bound.to_ns
    found = find(bound.event, knowledge).records
    if not found:
        return None
    if bound.relation == "during" and moment and bound.event.edge != "whole":
        at = found[0].edge_ns(bound.event.edge) or found[0].from_ns
        return at, at
    if bound.relation == "during":
        overs = [item.to_ns for item in found]
        return found[0].from_ns, None if None in overs else max(end for end in overs if end is not None)
    whole = bound.event.edge == "whole"
    if bound.relation == "after":
        at = min((item.to_ns if whole and item.to_ns is not None and item.sort in ("outage", "incident") else
                  item.edge_ns(bound.event.edge) or item.from_ns) for item in found)  # fmt: skip
        return at, None
    at = min(item.edge_ns(bound.event.edge) or item.from_ns for item in found)
    return 0, at


def _lies(item: Record, event: Event, bound: Bound, span: tuple[int, int | None]) -> bool:
    """Whether a record lies in a time: its edge, or where it is meant as a whole any part of it."""
    from_ns, to_ns = span
    at = item.edge_ns(event.edge)
    if event.edge == "whole" and bound.relation == "during":
        return (to_ns is None or item.from_ns <= to_ns) and (item.to_ns is None or item.to_ns >= from_ns)
    if event.edge == "whole" and bound.relation == "after" and bound.event is not None and item.sort == "outage":
        return item.to_ns is None or item.to_ns > from_ns  # down then, or later
    if at is None:
        return False
    if bound.relation == "before" and bound.event is not None:
        return at < (to_ns or 0)
    return at >= from_ns and (to_ns is None or at <= to_ns)


def _one_of_both_ends(found: list[Record], event: Event) -> list[Record]:
    """Of a link or an adjacency that both ends tell of, what tells first of each time."""
    if event.sort not in ("interface", "adjacency"):
        return found
    if event.sort == "interface" and len(event.nodes) == 1:
        mine = [item for item in found if isinstance(item.of, Spell) and item.of.node in event.nodes]
        found = mine or found
    kept: list[Record] = []
    for item in found:
        same = (one for one in kept if set(one.nodes) == set(item.nodes) and len(item.nodes) == 2)
        overlap = any(one.to_ns is None or item.from_ns <= one.to_ns for one in same)
        if not overlap or (event.name and event.name not in ("ospf", "isis")):
            kept.append(item)
    return kept


def _ordered(event: Event, every: list[Record]) -> list[Record]:
    """Those that an order chooses."""
    if event.order is None:
        return every
    if event.order in ("longest", "shortest"):
        known = sorted((item for item in every if item.length_ns is not None), key=lambda item: item.length_ns or 0)
        chosen = known[::-1] if event.order == "longest" else known
    else:
        chosen = every if event.order == "first" else every[::-1]
    if event.sort == "outage" and event.rank > 1:
        things = dict.fromkeys(item.thing for item in chosen)
        each = [[item for item in chosen if item.thing == thing] for thing in things]
        return [one[event.rank - 1] for one in each if len(one) >= event.rank]
    return chosen[event.rank - 1 : event.rank - 1 + event.number]


def untold(event: Event, knowledge: Knowledge) -> bool:
    """Whether no source tells of the things that an event is of: all that is known of them is what incidents tell."""
    for sort in SORTS:
        if event.sort == sort and not any(item.sort == sort for item in records(knowledge)):
            known = seen(sort, knowledge)
            return not known or not set(event.nodes[:1]) <= known
    return False
