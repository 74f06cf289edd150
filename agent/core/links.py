"""The link under a session, and what was seen of its going down. Shared by the rules that speak of links. Pure."""

from collections.abc import Sequence

from agent.core.cause import INTERFACE_WORDS, Case, Losses
from agent.core.directory import near, parse_address
from agent.core.scene import Scene
from clab.model import Endpoint, Link
from collectors.observations import IgpAdjacency, InterfaceState, Seen

S = 1_000_000_000
AFTER_NS = 5 * S // 2
"""An interface's line may come this much after the session's: log order is not causal order, and the kernel tells of
a lost carrier up to a second late (`net/core/link_watch.c`)."""


def says_interface(reason: str) -> bool:
    """Whether a Down line's own words name the interface."""
    return any(word in reason.lower() for word in INTERFACE_WORDS)


def links_under(case: Case) -> tuple[Link, ...]:
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


def on_link(case: Case) -> bool:
    """Whether the session's two addresses look like one network, and not like loopbacks used for several peers."""
    peering = case.peering
    for view in peering.views:
        facts = case.scene.facts.get(view)
        if facts and facts.shared_network is not None:
            return facts.shared_network
    if any(says_interface(reason) for reason in case.reasons()):
        return True
    one, other = (parse_address(each) if each else None for each in (peering.address_a, peering.address_b))
    if one is None or other is None or not near(one, other):
        return False
    for node in peering.nodes:
        own = peering.address_of(node)
        if len({each.id for each in case.peerings if own and own == each.address_of(node)}) > 1:
            return False
    return True


def _ends_by_igp(case: Case) -> list[Endpoint]:
    """Interfaces that an IGP line ties to the session's own subnet."""
    ends = []
    for node in case.peering.nodes:
        own = parse_address(case.peering.address_of(node) or "")
        for each in case.scene.of_node(IgpAdjacency, node, 0, case.scene.now_ns):
            local = parse_address(each.local_address or "")
            if own is not None and local is not None and near(own, local):
                ends.append(Endpoint(node, each.interface))
    return ends


def igp_between(scene: Scene, a: str, b: str, links: Sequence[Link], from_ns: int, to_ns: int) -> list[IgpAdjacency]:
    """Adjacencies between two nodes that went down in a time, on these links where the lab tells of links."""
    ends = {(end.node, end.interface) for link in links for end in (link.a, link.b)}
    peers = {a: b, b: a}
    found = []
    for node, peer in peers.items():
        for each in scene.of_node(IgpAdjacency, node, from_ns, to_ns):
            if each.up:
                continue
            if (each.node, each.interface) in ends or (not ends and peer in _neighbors(scene, each)):
                found.append(each)
    return sorted(found, key=scene.at)


def names_interface(adjacency: IgpAdjacency) -> bool:
    """Whether an adjacency's own line names the interface as its reason; OSPF's KillNbr does not (RFC 2328 10.2)."""
    return adjacency.interface_down and "killnbr" not in adjacency.reason.lower()


def dropped_at_both_ends(scene: Scene, lines: Sequence[IgpAdjacency]) -> list[IgpAdjacency]:
    """The lines of an adjacency that both ends ended almost at once without waiting for a timer: what a link does, for
    a process that is removed at one end leaves the other end to its timer."""
    ended = [each for each in lines if not each.up and not each.hold_expired and "inactiv" not in each.reason.lower()]
    for one in ended:
        for other in ended:
            if one.node != other.node and abs(scene.at(one) - scene.at(other)) <= AFTER_NS:
                return sorted((one, other), key=scene.at)
    return []


def _neighbors(scene: Scene, adjacency: IgpAdjacency) -> set[str | None]:
    """What the far end of an adjacency may be called: its id, or the node that owns its id or address."""
    address = adjacency.neighbor_address
    return {adjacency.neighbor_id, scene.owner(adjacency.neighbor_id), scene.owner(address) if address else None}


def interface_evidence(case: Case, links: Sequence[Link]) -> list[Seen]:
    """What says that a link under this session went down, oldest first, in the time that can explain the loss."""
    scene, found = case.scene, list[Seen]()
    first_ns = case.lost_ns - (case.hold_ns if case.manner in ("timer", "unsaid") else 5 * S)
    last_ns = case.lost_ns + (0 if case.manner in ("closed", "told") else AFTER_NS)
    for link in links:
        for end in (link.a, link.b):
            went = scene.interface_went(end, first_ns, last_ns)
            found += [each for each in went if not _back_before(case, each)]
    found += [edge.seen for edge in case.loss.downs if says_interface(edge.reason)]
    if case.peering.a and case.peering.b and case.manner != "told":
        igp = igp_between(scene, case.peering.a, case.peering.b, links, first_ns, last_ns)
        found += [each for each in igp if names_interface(each)]
    return sorted(found, key=scene.at)


def _back_before(case: Case, down: InterfaceState) -> bool:
    """Whether the interface was up again so early that it cannot have cost the session."""
    scene = case.scene
    later = scene.of_node(InterfaceState, down.node, scene.at(down), case.lost_ns)
    up = [scene.at(each) for each in later if each.interface == down.interface and each.up]
    slack = case.hold_ns // 2 if case.manner == "timer" else 3 * S
    return any(at_ns < case.lost_ns - slack for at_ns in up)


def went_down(scene: Scene, losses: Losses, link: Link, from_ns: int, to_ns: int) -> list[Seen]:
    """Everything that says that a link went down in a time, oldest first."""
    found: list[Seen] = []
    from_ns = max(from_ns, scene.begun_ns(to_ns))
    for end in (link.a, link.b):
        found += scene.interface_went(end, from_ns, to_ns)
    igp = igp_between(scene, link.a.node, link.b.node, (link,), from_ns, to_ns)
    found += [each for each in igp if names_interface(each)]
    found += [each for each in dropped_at_both_ends(scene, igp) if each not in found]
    alone = len(scene.lab.links_between(link.a.node, link.b.node)) == 1
    for lost in losses.of_node(link.a.node):
        named = {lost.peering.address_a, lost.peering.address_b} == {link.a.interface, link.b.interface}
        if set(lost.peering.nodes) == {link.a.node, link.b.node} and (alone or named):
            found += [
                edge.seen for edge in lost.loss.downs if says_interface(edge.reason) and from_ns <= edge.at_ns <= to_ns
            ]
    return sorted(found, key=scene.at)


def moments(times_ns: Sequence[int], apart_ns: int = 3 * S // 2) -> list[int]:
    """The distinct moments among times that several witnesses wrote."""
    distinct: list[int] = []
    for at_ns in sorted(times_ns):
        if not distinct or at_ns - distinct[-1] > apart_ns:
            distinct.append(at_ns)
    return distinct


def link_key(case: Case, links: Sequence[Link]) -> tuple[object, ...]:
    """What losses over the same link share."""
    if len(links) == 1:
        return ("link", str(links[0].a), str(links[0].b))
    return ("link", case.peering.nodes)


def _set_down(case: Case, links: Sequence[Link]) -> list[InterfaceState]:
    """Ends of the links that an operator had set down when the routers were asked, while the session was lost."""
    scene, until_ns = case.scene, case.loss.restored_ns or case.scene.now_ns
    return [
        each
        for link in links
        for end in (link.a, link.b)
        for each in scene.of_node(InterfaceState, end.node, case.lost_ns - 5 * S, until_ns)
        if each.interface == end.interface and not each.up and each.admin_down
    ]


def _only_carrier(seen: Seen) -> bool:
    """Whether an interface only lost its carrier: it is the other end of what went (RFC 2863 lowerLayerDown)."""
    return isinstance(seen, InterfaceState) and (seen.reason.lower() in ("lowerlayerdown", "no carrier"))


def link_subject(case: Case, links: Sequence[Link], evidence: Sequence[Seen]) -> str | None:
    """The interface that went first, in the lab's words; the session where several links may be meant."""
    by_operator = [each for each in evidence if isinstance(each, InterfaceState) and each.admin_down]
    by_operator += _set_down(case, links)
    for each in [*by_operator, *(each for each in evidence if not _only_carrier(each)), *evidence]:
        if isinstance(each, InterfaceState | IgpAdjacency) and each.interface:
            return f"{each.node}:{each.interface}"
    for each in evidence if len(links) == 1 else ():
        end = links[0].at(each.node)
        if end:
            return str(end)
    return case.peering.name_at(evidence[0].node) if evidence else None
