"""From when to when something besides a session was gone: interfaces, IGP adjacencies, daemons, nodes. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from agent.report.failed_daemon import full_name
from agent.report.knowledge import Knowledge
from agent.report.questions.lookups import addresses
from clab.units import SECOND_NS

Sort = Literal["interface", "adjacency", "daemon", "node"]

SORTS: dict[Sort, frozenset[str]] = {
    "interface": frozenset(("n.iface", "n.link", "c.link", "c.flap", "c.isolated")),
    "adjacency": frozenset(("n.adjacency", "c.igp")),
    "daemon": frozenset(("n.process", "c.crash", "c.restart", "d.bgp", "d.ospf", "d.isis", "d.zebra", "d.bird")),
    "node": frozenset(("c.pause", "c.stop")),
}
"""The slots that ask about each sort of thing."""

PROTOCOLS = {"ospf": "OSPF", "isis": "IS-IS", "": "IGP"}
ENDED = {"die": "start", "pause": "unpause"}
"""How a node ends or freezes, and what ends that."""

LATER_NS = 5 * SECOND_NS
"""The other end of an adjacency follows within this time."""

SAME_NS = SECOND_NS // 20
"""The two ends of a link go within this time of one another."""


@dataclass(frozen=True, slots=True)
class Spell:
    """One time in which a thing of a node was gone; `to_ns` None where it was not seen to come back. `name`: the
    interface or the daemon; `peer`: the node at the other end, where it is known; `line`: what told that it went."""

    sort: Sort
    node: str
    name: str
    peer: str | None
    from_ns: int
    to_ns: int | None
    line: str
    why: str = ""
    protocol: str = ""

    @property
    def thing(self) -> tuple[str, str]:
        """What it is of."""
        return self.node, self.name


@dataclass(frozen=True, slots=True)
class _Edge:
    """A thing went (`up` False) or came, or was found so."""

    key: tuple[str, str, str | None]
    at_ns: int
    up: bool
    line: str
    why: str = ""
    protocol: str = ""


def spells(sort: Sort, knowledge: Knowledge) -> list[Spell]:
    """Every time in which a thing of a sort was gone, by its begin."""
    begun: dict[tuple[str, str, str | None], _Edge] = {}
    found: list[Spell] = []
    for edge in sorted(_edges(sort, knowledge), key=lambda item: item.at_ns):
        if not edge.up:
            begun.setdefault(edge.key, edge)
        elif edge.key in begun:
            found.append(_spell(sort, begun.pop(edge.key), edge.at_ns))
    found += [_spell(sort, edge, None) for edge in begun.values()]
    if sort == "adjacency":
        found = [_full_at_both(item, knowledge) for item in found]
    return sorted(found, key=lambda item: item.from_ns)


def _full_at_both(item: Spell, knowledge: Knowledge) -> Spell:
    """An adjacency is back when both ends say so: the later of them."""
    owners = _owners(knowledge)
    if item.to_ns is None:
        return item
    other = [
        one.seen_ns
        for one in knowledge.adjacencies
        if one.up and one.node == item.peer and 0 < one.seen_ns - item.to_ns <= LATER_NS
        if item.node in (owners.get(one.neighbor_id), owners.get(one.neighbor_address or ""))
    ]
    return replace(item, to_ns=max([item.to_ns, *other]))


def _spell(sort: Sort, edge: _Edge, to_ns: int | None) -> Spell:
    return Spell(sort, *edge.key, edge.at_ns, to_ns, edge.line, edge.why, edge.protocol)


def seen(sort: Sort, knowledge: Knowledge) -> set[str]:
    """The nodes whose things of a sort some source tells of: only there nothing seen is nothing gone."""
    if sort == "adjacency":
        return {item.node for item in knowledge.adjacencies}
    if sort == "node":
        return set(knowledge.heard) if knowledge.events else set()
    return {item.node for item in (knowledge.ports if sort == "interface" else knowledge.daemons)}


def _edges(sort: Sort, knowledge: Knowledge) -> Iterator[_Edge]:
    if sort == "interface":
        far = _ends(knowledge)
        for port in knowledge.ports:
            yield _Edge(
                (port.node, port.interface, far.get((port.node, port.interface))), port.seen_ns, port.up, port.raw
            )
    elif sort == "adjacency":
        owners = _owners(knowledge)
        for one in knowledge.adjacencies:
            peer = owners.get(one.neighbor_id) or owners.get(one.neighbor_address or "")
            yield _Edge(
                (one.node, one.interface, peer or one.neighbor_id),
                one.seen_ns,
                one.up,
                one.raw,
                one.reason,
                one.protocol,
            )
    elif sort == "daemon":
        for daemon in knowledge.daemons:
            if daemon.event != "starved":
                up = daemon.event == "started"
                yield _Edge(
                    (daemon.node, full_name(daemon.process), None), daemon.seen_ns, up, daemon.raw, daemon.detail
                )
    else:
        for event in knowledge.events:
            if event.event in ENDED or event.event in ENDED.values():
                yield _Edge((event.node, "", None), event.seen_ns, event.event not in ENDED, event.raw, event.event)


def _ends(knowledge: Knowledge) -> dict[tuple[str, str], str]:
    """The node at the other end of each link."""
    both = [(link.a, link.b) for link in knowledge.lab.links]
    return {(one.node, one.interface): other.node for a, b in both for one, other in ((a, b), (b, a))}


def _owners(knowledge: Knowledge) -> dict[str, str]:
    """The node of each address and router id."""
    found = {address: node for address, node in addresses(knowledge).items() if node}
    found |= {item.local_router_id: item.node for item in knowledge.facts if item.local_router_id}
    found |= {item.local_address: item.node for item in knowledge.adjacencies if item.local_address}
    return found
