"""The link under a session, and what was seen of its going down. Shared by the rules that speak of links. Pure."""

from collections.abc import Sequence

from agent.detect.diagnosis import INTERFACE_WORDS, DiagnosisContext, Losses, once
from agent.detect.evidence import EvidenceIndex
from agent.detect.name_resolver import near, parse_address
from clab.model import Endpoint, Link
from clab.units import SECOND_NS
from collectors.observations import IgpAdjacency, InterfaceState, Seen

AFTER_NS = 5 * SECOND_NS // 2
"""An interface's line may come this much after the session's: log order is not causal order, and the kernel tells of
a lost carrier up to a second late (`net/core/link_watch.c`)."""


def says_interface(reason: str) -> bool:
    """Whether a Down line's own words name the interface."""
    return any(word in reason.lower() for word in INTERFACE_WORDS)


@once
def links_under(case: DiagnosisContext) -> tuple[Link, ...]:
    """The lab's links that a session can run on directly: none for a session between loopbacks."""
    lab, peering = case.scene.lab, case.peering
    if peering.a is None or peering.b is None:
        return ()
    for node in (peering.a, peering.b):
        own = peering.address_of(node)
        if own and parse_address(own) is None:
            link = lab.link_at(node, own)
            return (link,) if link else lab.links_between(peering.a, peering.b)
    if not on_link(case):
        return ()
    links = lab.links_between(peering.a, peering.b)
    if len(links) > 1:
        named = {(end.node, end.interface) for end in _ends_by_igp(case)}
        exact = [link for link in links if {(link.a.node, link.a.interface), (link.b.node, link.b.interface)} & named]
        links = tuple(exact) or links
    return links


def on_link(case: DiagnosisContext) -> bool:
    """Whether the session's two addresses look like one network, and not like loopbacks used for several peers."""
    peering = case.peering
    for view in peering.views:
        facts = case.scene.facts.get(view)
        if facts and facts.shared_network is not None:
            return facts.shared_network
    if any(says_interface(reason) for reason in case.reasons):
        return True
    one, other = (parse_address(item) if item else None for item in (peering.address_a, peering.address_b))
    if one is None or other is None or not near(one, other):
        return False
    for node in peering.nodes:
        own = peering.address_of(node)
        if len({each.id for each in case.peerings if own and own == each.address_of(node)}) > 1:
            return False
    return True


def is_direct(case: DiagnosisContext) -> bool:
    """Whether the session needs no route: it runs over one link, as far as the lab and its addresses tell."""
    lab, nodes = case.scene.lab, case.peering.nodes
    if len(nodes) == 2 and all(lab.links_of(node) for node in nodes):
        return bool(links_under(case))
    return on_link(case)


def _ends_by_igp(case: DiagnosisContext) -> list[Endpoint]:
    """Interfaces that an IGP line ties to the session's own subnet."""
    ends = []
    for node in case.peering.nodes:
        own = parse_address(case.peering.address_of(node) or "")
        for item in case.scene.of_node(IgpAdjacency, node, 0, case.scene.now_ns):
            local = parse_address(item.local_address or "")
            if own is not None and local is not None and near(own, local):
                ends.append(Endpoint(node, item.interface))
    return ends


HEARD_EVENTS = ("1-wayreceived", "seqnumbermismatch", "badlsreq")
"""OSPF's events that only a received packet can raise (RFC 2328 10.2)."""


def igp_between(
    scene: EvidenceIndex, a: str, b: str, links: Sequence[Link], from_ns: int, to_ns: int
) -> list[IgpAdjacency]:
    """Adjacencies between two nodes that went down in a time, on these links where the lab tells of links."""
    ends = {(end.node, end.interface) for link in links for end in (link.a, link.b)}
    peers = {a: b, b: a}
    found = []
    for node, peer in peers.items():
        for item in scene.of_node(IgpAdjacency, node, from_ns, to_ns):
            if item.up:
                continue
            if (item.node, item.interface) in ends or (not ends and peer in _neighbors(scene, item)):
                found.append(item)
    return sorted(found, key=scene.at)


def names_interface(adjacency: IgpAdjacency) -> bool:
    """Whether an adjacency's own line names the interface as its reason; OSPF's KillNbr does not (RFC 2328 10.2)."""
    return adjacency.interface_down and "killnbr" not in adjacency.reason.lower()


def still_heard(adjacency: IgpAdjacency) -> bool:
    """Whether an adjacency ended by a packet of the neighbor's own: the link carried it."""
    return not adjacency.up and any(event in adjacency.reason.lower() for event in HEARD_EVENTS)


def dropped_at_both_ends(scene: EvidenceIndex, lines: Sequence[IgpAdjacency]) -> list[IgpAdjacency]:
    """The lines of an adjacency that both ends ended almost at once without waiting for a timer: what a link does, for
    a process that is removed at one end leaves the other end to its timer."""
    if any(still_heard(line) for line in lines):
        return []
    ended = [line for line in lines if not line.up and not line.hold_expired and "inactiv" not in line.reason.lower()]
    for one in ended:
        for other in ended:
            if one.node != other.node and abs(scene.at(one) - scene.at(other)) <= AFTER_NS:
                return sorted((one, other), key=scene.at)
    return []


def _neighbors(scene: EvidenceIndex, adjacency: IgpAdjacency) -> set[str | None]:
    """What the far end of an adjacency may be called: its id, or the node that owns its id or address."""
    address = adjacency.neighbor_address
    return {adjacency.neighbor_id, scene.owner(adjacency.neighbor_id), scene.owner(address) if address else None}


@once
def interface_evidence(case: DiagnosisContext, links: Sequence[Link]) -> list[Seen]:
    """What says that a link under this session went down, oldest first, in the time that can explain the loss."""
    scene, found = case.scene, list[Seen]()
    first_ns = case.lost_ns - (case.hold_ns if case.teardown_kind in ("timer", "unsaid") else 5 * SECOND_NS)
    first_ns = max(first_ns, case.came_back_ns)
    last_ns = case.lost_ns + (0 if case.teardown_kind in ("closed", "told") else AFTER_NS)
    for link in links:
        for end in (link.a, link.b):
            went = scene.interface_went(end, first_ns, last_ns)
            found += [each for each in went if not _back_before(case, each)]
    found += [edge.seen for edge in case.loss.downs if says_interface(edge.reason)]
    if case.peering.a and case.peering.b and case.teardown_kind != "told":
        igp = igp_between(scene, case.peering.a, case.peering.b, links, first_ns, last_ns)
        found += [item for item in igp if names_interface(item)]
    return sorted(found, key=scene.at)


def _back_before(case: DiagnosisContext, down: InterfaceState) -> bool:
    """Whether the interface was up again so early that it cannot have cost the session."""
    scene = case.scene
    later = scene.of_node(InterfaceState, down.node, scene.at(down), case.lost_ns)
    up = [scene.at(item) for item in later if item.interface == down.interface and item.up]
    slack = case.hold_ns // 2 if case.teardown_kind == "timer" else 3 * SECOND_NS
    return any(at_ns < case.lost_ns - slack for at_ns in up)


def went_down(scene: EvidenceIndex, losses: Losses, link: Link, from_ns: int, to_ns: int) -> list[Seen]:
    """Everything that says that a link went down in a time, oldest first."""
    found: list[Seen] = []
    from_ns = max(from_ns, scene.begun_ns(to_ns))
    for end in (link.a, link.b):
        found += scene.interface_went(end, from_ns, to_ns)
    igp = igp_between(scene, link.a.node, link.b.node, (link,), from_ns, to_ns)
    found += [item for item in igp if names_interface(item)]
    found += [each for each in dropped_at_both_ends(scene, igp) if each not in found]
    alone = len(scene.lab.links_between(link.a.node, link.b.node)) == 1
    for lost in losses.of_node(link.a.node):
        named = {lost.peering.address_a, lost.peering.address_b} == {link.a.interface, link.b.interface}
        if set(lost.peering.nodes) == {link.a.node, link.b.node} and (alone or named):
            found += [
                edge.seen for edge in lost.loss.downs if says_interface(edge.reason) and from_ns <= edge.at_ns <= to_ns
            ]
    return sorted(found, key=scene.at)


def moments(times_ns: Sequence[int], apart_ns: int = 3 * SECOND_NS // 2) -> list[int]:
    """The distinct moments among times that several witnesses wrote."""
    distinct: list[int] = []
    for at_ns in sorted(times_ns):
        if not distinct or at_ns - distinct[-1] > apart_ns:
            distinct.append(at_ns)
    return distinct


def link_key(case: DiagnosisContext, links: Sequence[Link]) -> tuple[object, ...]:
    """What losses over the same link share."""
    if len(links) == 1:
        return ("link", str(links[0].a), str(links[0].b))
    return ("link", case.peering.nodes)


def _set_down(case: DiagnosisContext, links: Sequence[Link], from_ns: int) -> list[InterfaceState]:
    """Ends of the links that an operator had set down when the routers were asked, until the session was back."""
    scene, until_ns = case.scene, case.loss.restored_ns or case.scene.now_ns
    return [
        item
        for link in links
        for end in (link.a, link.b)
        for item in scene.of_node(InterfaceState, end.node, from_ns, until_ns)
        if item.interface == end.interface and not item.up and item.admin_down
    ]


def _only_carrier(seen: Seen) -> bool:
    """Whether an interface only lost its carrier: it is the other end of what went (RFC 2863 lowerLayerDown)."""
    return isinstance(seen, InterfaceState) and (seen.reason.lower() in ("lowerlayerdown", "no carrier"))


def link_subject(
    case: DiagnosisContext, links: Sequence[Link], evidence: Sequence[Seen], from_ns: int | None = None
) -> str | None:
    """The interface that an operator set down since `from_ns` (this loss, if not given), else the one that went first,
    in the lab's words; the session where several links may be meant."""
    by_operator = [each for each in evidence if isinstance(each, InterfaceState) and each.admin_down]
    by_operator += _set_down(case, links, case.lost_ns - 5 * SECOND_NS if from_ns is None else from_ns)
    for each in [*by_operator, *(each for each in evidence if not _only_carrier(each)), *evidence]:
        if isinstance(each, InterfaceState | IgpAdjacency) and each.interface:
            return f"{each.node}:{each.interface}"
    for item in evidence if len(links) == 1 else ():
        end = links[0].at(item.node)
        if end:
            return str(end)
    return case.peering.name_at(evidence[0].node) if evidence else None
