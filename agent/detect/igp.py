"""What became of the IGP under a session: adjacencies that went while their links stayed up, and whose they were. Pure.

OSPF and IS-IS write the same lines when an interface goes and when the process is removed; only both ends together,
and what is known of the interfaces, tell the two apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.detect.diagnosis import DiagnosisContext
from agent.detect.evidence import EvidenceIndex
from agent.detect.links import dropped_at_both_ends, is_direct, names_interface, still_heard
from clab.model import Endpoint, Link
from clab.units import SECOND_NS
from collectors.observations import IgpAdjacency, InterfaceState, Poll, ProcessEvent, Seen

IGP_DAEMONS = ("ospfd", "ospf6d", "isisd", "eigrpd", "ripd", "ripngd", "babeld", "fabricd")
MENDED_NS = 10 * SECOND_NS
"""A session whose way is back for so long has had its keepalive: TCP sends a lost one again within seconds."""

Pair = tuple[str, ...]
"""The two nodes of an adjacency and, where the lab has it, its link."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The IGP's loss that explains a session's: `subject` is the node all lost adjacencies share, else an interface.

    `evidence` are the adjacency lines, `process` what the IGP's own process said. `links_up` tells that every link was
    seen to stay up, `alive` that the subject's node wrote or answered meanwhile.
    """

    subject: str
    node: str | None
    nodes: tuple[str, ...]
    evidence: tuple[IgpAdjacency, ...]
    process: tuple[ProcessEvent, ...]
    links_up: bool
    alive: bool


def cut(case: DiagnosisContext) -> Cut | None:
    """What the IGP lost before this session was lost, where that leaves no way between its ends."""
    scene, peering = case.scene, case.peering
    if peering.a is None or peering.b is None:
        return None
    from_ns, to_ns = max(case.lost_ns - case.hold_ns, case.came_back_ns), case.lost_ns + SECOND_NS // 2
    gone, down = _sorted(scene, from_ns, to_ns)
    if not gone or not _explains(case, gone, down):
        return None
    lines = tuple(sorted((each for many in gone.values() for each in many), key=scene.at))
    node = _owner(scene, gone, lines)
    place = next((line for line in lines if line.reason == "KillNbr"), lines[0])
    mine = {pair: many for pair, many in gone.items() if node is None or node in pair[:2]}
    lines = tuple(item for item in lines if any(item in many for many in mine.values()))
    first_ns = scene.at(lines[0])
    nodes = (node,) if node else tuple(sorted({name for pair in mine for name in pair[:2]}))
    process = tuple(
        each
        for name in nodes
        for each in scene.of_node(ProcessEvent, name, from_ns, to_ns)
        if each.event in ("died", "ended") and each.process in IGP_DAEMONS
    )
    return Cut(
        subject=node or f"{place.node}:{place.interface}",
        node=node,
        nodes=nodes,
        evidence=lines,
        process=process,
        links_up=all(_stayed_up(scene, pair, many) for pair, many in mine.items()),
        alive=node is None or _lives(scene, node, first_ns, case.lost_ns + SECOND_NS),
    )


def daemon_gone(case: DiagnosisContext) -> tuple[ProcessEvent, ...]:
    """How an IGP daemon at an end of a session of several hops ended, no longer before the loss than the session can
    live without a way, and not back soon enough: its routes go with it, and its neighbors may miss it only later."""
    if is_direct(case):
        return ()
    scene, from_ns = case.scene, max(case.lost_ns - case.hold_ns, case.came_back_ns)
    return tuple(
        event
        for node in case.peering.nodes
        for event in scene.of_node(ProcessEvent, node, from_ns, case.lost_ns)
        if event.event in ("died", "ended") and event.process in IGP_DAEMONS and not _back(scene, event, case.lost_ns)
    )


def _back(scene: EvidenceIndex, gone: ProcessEvent, lost_ns: int) -> bool:
    """Whether a daemon was at work again so long before a session was lost that the session would have lived."""
    from_ns, to_ns = scene.at(gone), lost_ns - MENDED_NS
    if to_ns <= from_ns:
        return False
    if any(line.up for line in scene.of_node(IgpAdjacency, gone.node, from_ns, to_ns)):
        return True
    later = scene.of_node(ProcessEvent, gone.node, from_ns, to_ns)
    return any(event.event == "started" and event.process == gone.process for event in later)


def _sorted(scene: EvidenceIndex, from_ns: int, to_ns: int) -> tuple[dict[Pair, list[IgpAdjacency]], set[Link]]:
    """Adjacencies that went in a time while nothing speaks of their interface, and the links that went down."""
    found: dict[Pair, list[IgpAdjacency]] = defaultdict(list)
    down: set[Link] = set()
    for item in scene.all_of(IgpAdjacency, from_ns, to_ns):
        link = scene.lab.link_at(item.node, item.interface)
        if item.up or _mended(scene, item, to_ns):
            continue
        peer = link.other(item.node).node if link else far_end(scene, item)
        if link is not None and link_went(scene, link, from_ns, to_ns):
            down.add(link)
        elif peer is not None and not names_interface(item):
            names = tuple(sorted((item.node, peer)))
            found[(*names, str(link.a)) if link else names].append(item)
    return found, down


def _mended(scene: EvidenceIndex, adjacency: IgpAdjacency, lost_ns: int) -> bool:
    """Whether an adjacency was back so long before a session was lost that the session would have lived."""
    later = scene.of_node(IgpAdjacency, adjacency.node, scene.at(adjacency), lost_ns - MENDED_NS)
    return any(line.up and line.interface == adjacency.interface for line in later)


def far_end(scene: EvidenceIndex, adjacency: IgpAdjacency) -> str | None:
    """The node at the far end of an adjacency: by its address, its router id, or the name that stands for it."""
    for word in (adjacency.neighbor_address, adjacency.neighbor_id):
        owner = scene.owner(word) if word else None
        if owner is not None:
            return owner
    return adjacency.neighbor_id if adjacency.neighbor_id in scene.lab.nodes else None


def link_went(scene: EvidenceIndex, link: Link, from_ns: int, to_ns: int) -> bool:
    """Whether a link itself was seen to go down in a time."""
    ends = (link.a, link.b)
    if any(scene.interface_went(end, from_ns, to_ns) for end in ends):
        return True
    lines = [
        item
        for end in ends
        for item in scene.of_node(IgpAdjacency, end.node, from_ns, to_ns)
        if item.interface == end.interface and not item.up
    ]
    return any(names_interface(line) for line in lines) or bool(dropped_at_both_ends(scene, lines))


def _explains(case: DiagnosisContext, gone: Iterable[Pair], down: Iterable[Link]) -> bool:
    """Whether there was a way before, and none without what the IGP lost."""
    scene, a, b = case.scene, case.peering.a or "", case.peering.b or ""
    if not scene.lab.links_of(a) or not scene.lab.links_of(b):
        return any({a, b} == set(pair[:2]) for pair in gone) or any(
            sum(name in pair[:2] for pair in gone) > 1 for name in (a, b)
        )
    lost = {str(link.a): link for link in scene.lab.links}
    igp = {lost[pair[2]] for pair in gone if len(pair) > 2}
    cut_off = set(down)
    return scene.reachable(a, b, cut_off) and not scene.reachable(a, b, cut_off | igp)


def _owner(scene: EvidenceIndex, gone: dict[Pair, list[IgpAdjacency]], lines: Sequence[IgpAdjacency]) -> str | None:
    """The node that all or most of the lost adjacencies are of; None where two have the same diagnosis to it."""
    count = Counter(name for pair in gone for name in pair[:2])
    said = Counter(line.node for line in lines if line.reason == "KillNbr")
    if len(gone) < 2:
        return None
    ranked = sorted(count, key=lambda name: (-count[name], -said[name], name))
    first, second = ranked[0], ranked[1]
    return None if (count[first], said[first]) == (count[second], said[second]) else first


def _stayed_up(scene: EvidenceIndex, pair: Pair, lines: Sequence[IgpAdjacency]) -> bool:
    """Whether a link is known to have stayed up: both ends' interfaces by their states, both ends' own timers, or a
    packet that came over it."""
    if len({line.node for line in lines if line.hold_expired}) == 2 or any(still_heard(line) for line in lines):
        return True
    if len(pair) < 3:
        return False
    link = next(item for item in scene.lab.links if str(item.a) == pair[2])
    return all(_is_up(scene, end) for end in (link.a, link.b))


def _is_up(scene: EvidenceIndex, end: Endpoint) -> bool:
    states = [
        item for item in scene.of_node(InterfaceState, end.node, 0, scene.now_ns) if item.interface == end.interface
    ]
    return bool(states) and states[0].up


def _lives(scene: EvidenceIndex, node: str, from_ns: int, to_ns: int) -> bool:
    """Whether a node wrote something or answered a poll in a time."""
    if scene.has_log_line(node, from_ns + 1, to_ns):
        return True
    return any(item.ok for item in scene.of_node(Poll, node, from_ns, to_ns))


def seen_of(found: Cut) -> tuple[Seen, ...]:
    """A cut's evidence, the process's own words first."""
    return (*found.process, *found.evidence)
