"""The table of what happened: every outage, incident, lost interface, adjacency, daemon and node, and every command of
an operator, each with its time and of whom it is. Questions are answered from it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from agent.detect.incident import Incident, PeeringOutage
from agent.report.knowledge import Knowledge, ends
from agent.report.questions.query import Sort
from agent.report.records.selection import families
from agent.report.records.single_outages import single
from agent.report.records.spells import Spell, spells
from collectors.observations import OperatorCommand


@dataclass(frozen=True, slots=True)
class Record:
    """One of them. `to_ns` is None while it goes on, or where no end of it was seen. `nodes` are both ends of a
    session, link or adjacency, else whose it is. `losses` above one: the single outages of a session are not known,
    this is all of them, and `length_ns` their sum."""

    sort: Sort
    from_ns: int
    to_ns: int | None
    nodes: tuple[str, ...]
    of: PeeringOutage | Incident | Spell | OperatorCommand
    incident: Incident | None = None
    families: tuple[str, ...] = ()
    length_ns: int | None = None
    losses: int = 1

    @property
    def thing(self) -> tuple[str | None, ...]:
        """What it is of: the session, the interface, the daemon, the node."""
        if isinstance(self.of, PeeringOutage):
            return (self.of.a, self.of.b, self.of.address_a, self.of.address_b)
        if isinstance(self.of, Spell):
            return (self.of.sort, *self.of.thing)
        return (self.of.id,) if isinstance(self.of, Incident) else (self.of.node, self.of.command)

    def edge_ns(self, edge: str) -> int | None:
        """When it began, or was over."""
        return self.to_ns if edge == "to" else self.from_ns


def records(knowledge: Knowledge) -> tuple[Record, ...]:
    """All of them, by their begin."""
    found = [*_outages(knowledge), *_incidents(knowledge), *_things(knowledge), *_commands(knowledge)]
    return tuple(sorted(found, key=lambda item: item.from_ns))


def _outages(knowledge: Knowledge) -> Iterator[Record]:
    for incident in knowledge.incidents:
        for outage in incident.peerings:
            nodes = tuple(end for end in (outage.a, outage.b) if end)
            afis, spans = families(outage, knowledge), single(outage, incident)
            if spans is None:
                yield Record("outage", outage.lost_ns, outage.restored_ns, nodes, outage, incident, afis,
                             outage.outage_ns, outage.losses)  # fmt: skip
            for start, end in spans or ():
                length = None if end is None else end - start
                yield Record("outage", start, end, nodes, outage, incident, afis, length)


def _incidents(knowledge: Knowledge) -> Iterator[Record]:
    for incident in knowledge.incidents:
        over = ends(incident)
        length = None if over is None else incident.reconvergence_ns
        nodes = tuple(dict.fromkeys((*incident.nodes, *incident.cause.nodes)))
        yield Record("incident", incident.started_ns, over, nodes, incident, incident, (), length)


def _things(knowledge: Knowledge) -> Iterator[Record]:
    sorts: tuple[tuple[Sort, tuple[Spell, ...]], ...] = (
        ("interface", tuple(spells("interface", knowledge))),
        ("adjacency", tuple(spells("adjacency", knowledge))),
        ("daemon", tuple(spells("daemon", knowledge))),
        ("node", tuple(spells("node", knowledge))),
    )
    for sort, found in sorts:
        for item in found:
            length = None if item.to_ns is None else item.to_ns - item.from_ns
            nodes = (item.node, item.peer) if item.peer else (item.node,)
            yield Record(sort, item.from_ns, item.to_ns, nodes, item, None, (), length)


def _commands(knowledge: Knowledge) -> Iterator[Record]:
    for one in knowledge.commands:
        if one.action not in ("look", "other"):
            yield Record("command", one.seen_ns, one.seen_ns, (one.node,), one)
