"""What a look-up is about: incidents, outages and peerings by whom, which family, cause and time. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.detect.incident import Incident, PeeringOutage
from agent.detect.operator_actions import port
from agent.detect.peering_status import PeeringStatus
from agent.report.knowledge import Knowledge, ends
from agent.report.questions.lookups import Lookup, canonical
from agent.report.records.single_outages import inside, single
from clab.model import Link
from collectors.observations import NeighborFacts


@dataclass(frozen=True, slots=True)
class Lost:
    """One peering's outage, and its incident."""

    incident: Incident
    outage: PeeringOutage


def outages_of(lookup: Lookup, knowledge: Knowledge) -> list[Lost]:
    """The outages that a look-up is about, by their losses."""
    known = numbers(lookup, knowledge)
    found = [
        Lost(incident, outage)
        for incident in knowledge.incidents
        if _of_cause(lookup, incident, knowledge) and lookup.incident in (None, incident.id)
        for outage in incident.peerings
        if of_session(lookup, outage.a, outage.b, outage.address_a, outage.address_b)
        if _inside(lookup, known, outage, knowledge)
        and (not lookup.families or set(lookup.families) & set(families(outage, knowledge)))
    ]
    found.sort(key=lambda item: item.outage.lost_ns)
    first = [item for item in found if begun(item, lookup)]
    return first or [item for item in found if touches(item, lookup)]


def begun(item: Lost, lookup: Lookup) -> bool:
    """Whether it was lost, the first time or again, in the time that is asked about."""
    number = losses(item, lookup)
    return bool(number) or (number is None and _within(lookup, item.outage.lost_ns, item.outage.restored_ns))


def incidents_of(lookup: Lookup, knowledge: Knowledge) -> list[Incident]:
    """The incidents that a look-up is about, oldest first."""
    found = []
    narrow = (
        len(lookup.nodes) > 1
        or lookup.addresses
        or lookup.families
        or lookup.relations.roles
        or lookup.relations.peers
        or INSIDE & lookup.slots
    )
    lost = {item.incident.id for item in outages_of(lookup, knowledge)}
    for incident in knowledge.incidents:
        named = {*incident.nodes, *incident.cause.nodes, (incident.cause.subject or "").partition(":")[0].split(" ")[0]}
        mine = incident.id in lost if narrow and incident.peerings else set(lookup.nodes) <= named
        if narrow and not incident.peerings and (lookup.families or lookup.addresses):
            mine = False
        timely = _within(lookup, incident.started_ns, ends(incident))
        if mine and timely and _of_cause(lookup, incident, knowledge) and lookup.incident in (None, incident.id):
            found.append(incident)
    begun = "e.start" in lookup.slots  # by its first sign, not by what it cost
    found.sort(key=lambda one: one.started_ns if begun else one.first_loss_ns or one.started_ns)
    if lookup.superlative == "first":
        return found[:1]
    return found[-1:] if lookup.superlative == "last" else found


def losses(item: Lost, lookup: Lookup) -> int | None:
    """How many times a session was lost in the time that is asked about; None where that is not known."""
    if lookup.from_ns is None and lookup.to_ns is None:
        return item.outage.losses
    spans = single(item.outage, item.incident)
    return None if spans is None else sum(_within(lookup, start, start) for start, _ in spans)


def touches(item: Lost, lookup: Lookup) -> bool:
    """Whether one of its single outages lies in the time that is asked about; as a whole where they are not known."""
    spans = single(item.outage, item.incident) or ((item.outage.lost_ns, item.outage.restored_ns),)
    return bool(inside(spans, lookup.from_ns, lookup.to_ns))


def peerings_of(lookup: Lookup, knowledge: Knowledge) -> list[PeeringStatus]:
    """The peerings that a look-up is about."""
    known = numbers(lookup, knowledge)
    return [
        item
        for item in knowledge.peerings
        if of_session(lookup, item.a, item.b, item.address_a, item.address_b)
        and _inside(lookup, known, item, knowledge)
        and (not lookup.families or set(lookup.families) & set(families(item, knowledge)))
    ]


def families(peering: PeeringStatus | PeeringOutage, knowledge: Knowledge) -> tuple[str, ...]:
    """A session's address families: as its incidents and its routers name them, else as its addresses show."""
    if isinstance(peering, PeeringOutage) and peering.afis:
        return peering.afis
    pair = {peering.address_a, peering.address_b}
    found = {
        afi
        for incident in knowledge.incidents
        for outage in incident.peerings
        if {outage.address_a, outage.address_b} == pair and {outage.a, outage.b} == {peering.a, peering.b}
        for afi in outage.afis
    }
    for node, neighbor in ((peering.a, peering.address_b), (peering.b, peering.address_a)):
        for fact in knowledge.facts:
            if fact.node == node and neighbor and canonical(fact.neighbor) == canonical(neighbor):
                found |= set(fact.afis)
    if not found:
        known = [address for address in pair if address]
        found = {
            "ipv6Unicast" if ":" in address else "ipv4Unicast" for address in known if "." in address or ":" in address
        }
    return tuple(sorted(found))


def numbers(lookup: Lookup, knowledge: Knowledge) -> dict[str, int]:
    """Each node's AS number, where the question asks for internal or external sessions only."""
    if not WITHIN & lookup.slots:
        return {}
    return {item.node: item.local_as for item in knowledge.facts if item.local_as}


WITHIN = frozenset(("b.internal", "b.external"))
INSIDE = WITHIN | {"b.loopback"}


def _inside(lookup: Lookup, known: dict[str, int], item: PeeringStatus | PeeringOutage, knowledge: Knowledge) -> bool:
    """Whether a session is of the sort that is asked for: internal or external, between loopbacks; one of which nobody
    knows is not."""
    views = ((item.a, item.address_b), (item.b, item.address_a))
    if "b.loopback" in lookup.slots and not elsewhere(
        [one for one in knowledge.facts if (one.node, one.neighbor) in views]
    ):
        return False
    if not WITHIN & lookup.slots:
        return True
    both = [known.get(end or "") for end in (item.a, item.b)]
    return None not in both and (both[0] == both[1]) == ("b.internal" in lookup.slots)


def elsewhere(facts: Sequence[NeighborFacts]) -> bool:
    """Whether a session's ends are on no network that they share, by the routers' own word."""
    told = [one.shared_network for one in facts if one.shared_network is not None]
    return bool(told) and not any(told)


def of_session(lookup: Lookup, a: str | None, b: str | None, address_a: str | None, address_b: str | None) -> bool:
    """Whether a session is one of those that are asked about."""
    mine = {canonical(item) for item in (address_a, address_b) if item}
    ends_, peers = {a, b}, lookup.relations.peers
    if ends_ & set(lookup.relations.excluded):
        return False
    if peers and not (ends_ - set(lookup.nodes)) & set(peers):
        return False
    for stem in lookup.relations.roles:
        if not any((end or "").startswith(stem) for end in ends_):
            return False
    return set(lookup.nodes) <= {a, b} and set(lookup.addresses) <= mine


def _of_cause(lookup: Lookup, incident: Incident, knowledge: Knowledge) -> bool:
    if lookup.causes and incident.cause.type not in lookup.causes:
        return False
    return lookup.interface is None or bool(
        {(node, port(lookup.interface)) for node in lookup.nodes or incident.nodes}
        & set(link_ends(incident, knowledge))
    )


def link_of(incident: Incident, knowledge: Knowledge) -> list[tuple[str, str]]:
    """The ends of the link that an incident's cause names (node and port), as the topology or the cause spells them."""
    node, _, name = (incident.cause.subject or "").partition(":")
    if not name or " " in node:
        return []
    for link in knowledge.lab.links:
        both = [(end.node, end.interface) for end in (link.a, link.b)]
        if (node, port(name)) in [(mine, port(its)) for mine, its in both]:
            return both
    return [(node, name)]


def link_ends(incident: Incident, knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """The same, each port by its number or plain name, so that two spellings compare."""
    return tuple((node, port(name)) for node, name in link_of(incident, knowledge))


def _within(lookup: Lookup, from_ns: int, to_ns: int | None) -> bool:
    return (lookup.from_ns is None or to_ns is None or to_ns >= lookup.from_ns) and (
        lookup.to_ns is None or from_ns <= lookup.to_ns
    )


def far_end(knowledge: Knowledge, node: str, neighbor: str) -> str | None:
    """The node at the other end of a session, by the neighbor's address or interface as a router names it."""
    ends_ = far_ends(knowledge)
    return ends_.get((node, neighbor)) or ends_.get((node, canonical(neighbor)))


def far_ends(knowledge: Knowledge) -> Mapping[tuple[str, str], str]:
    """The node at the other end of each session, by a node and its neighbor's address; of a link, its other end."""
    return _far_ends(knowledge.peerings, knowledge.lab.links)


@lru_cache(maxsize=16)
def _far_ends(peerings: tuple[PeeringStatus, ...], links: tuple[Link, ...]) -> Mapping[tuple[str, str], str]:
    both = [(item.a, item.b, item.address_b) for item in peerings]
    both += [(item.b, item.a, item.address_a) for item in peerings]
    found = {(here, canonical(address)): there for here, there, address in both if here and there and address}
    found |= {(here, address): there for here, there, address in both if here and there and address}
    for link in links:
        ends_ = [f"{end.node}:{end.interface}" for end in (link.a, link.b)]
        found |= {(ends_[0], ""): ends_[1], (ends_[1], ""): ends_[0]}
    for item in peerings:  # without addresses a router names its own interface
        for here, there, own in ((item.a, item.b, item.address_a), (item.b, item.a, item.address_b)):
            if here and there and own and not {".", ":"} & set(own):
                found[here, own] = there
    return found
