"""What is worth a line but is no incident: a link or IGP change that cost no session. Pure."""

from collections import defaultdict
from collections.abc import Iterator

from agent.detect.diagnosis import TOGETHER_NS, Losses, LostPeering, back_apart_ns
from agent.detect.evidence import LITTLE_NS, EvidenceIndex
from agent.detect.igp import IGP_DAEMONS
from agent.detect.incident import Note
from agent.detect.outages import HOLDS_NS, Attempts
from agent.detect.peerings import Peering
from clab.units import SECOND_NS
from collectors.observations import IgpAdjacency, InterfaceState, ProcessEvent

LATER_NS = 200 * SECOND_NS
"""So long after a link went, a session may still be lost by it: a hold time of 180 s, with slack."""


ROUTING = ("bgpd", "bird", "bird6", "gobgpd", "exabgp", "rpd", *IGP_DAEMONS)
SOON_NS = 10 * SECOND_NS
"""So long after a daemon died its sessions are lost at the latest: their connections end with it."""


def never_held(peering: Peering, attempts: Attempts) -> Note:
    """A session that came up and never stayed: nothing was lost, and nothing works."""
    times = "once" if attempts.count == 1 else f"{attempts.count} times"
    digits = 0 if attempts.precision_ns >= SECOND_NS else 3
    said = (
        f"{peering.name_at(peering.nodes[0])} came up {times} and never held for {HOLDS_NS // SECOND_NS} s"
        f" ({attempts.longest_ns / SECOND_NS:.{digits}f} s at the longest), so that nothing was lost"
    )
    return Note(attempts.first_ns, peering.nodes[0], said, "never_held")


def times_apart(losses: Losses) -> Iterator[Note]:
    """Two routers that say at different times that their session was back: nothing shows which clock was set, or when,
    so their times hold within as much. Each two are named once, with the most that they were apart."""
    most: dict[tuple[str, ...], tuple[int, LostPeering]] = {}
    for lost in losses:
        apart_ns = back_apart_ns(lost.peering, lost.loss)
        if TOGETHER_NS < apart_ns < LITTLE_NS and apart_ns > most.get(lost.peering.nodes, (0, lost))[0]:
            most[lost.peering.nodes] = apart_ns, lost
    for (one, other), (apart_ns, lost) in most.items():
        said = (
            f"{one} and {other} say {apart_ns / SECOND_NS:.1f} s apart that their session was back: one of their clocks"
            " was set, or one of the lines was written late; times of both hold within that"
        )
        yield Note(lost.loss.lost_ns, one, said, "clock")


class QuietChanges:
    """Links and adjacencies that went down without costing a session; looked for again when that may be other."""

    def __init__(self) -> None:
        self._state: tuple[object, ...] = ()
        self._looked_ns = 0
        self._due_ns = 0

    def notes(self, scene: EvidenceIndex, losses: Losses) -> list[Note]:
        """What is found now; nothing where it cannot be other than it was."""
        state = (scene.version_of(IgpAdjacency, InterfaceState, ProcessEvent), losses.version, scene.shifts)
        if (state == self._state and scene.now_ns < self._due_ns) or scene.now_ns - self._looked_ns < SECOND_NS:
            return []
        self._state, self._looked_ns = state, scene.now_ns
        links = (scene.at(item) + LATER_NS for item in _downs(scene, scene.now_ns - LATER_NS, 1 << 62))
        daemons = (scene.at(item) + SOON_NS for item in _deaths(scene, scene.now_ns - SOON_NS, 1 << 62))
        self._due_ns = min((*links, *daemons), default=1 << 62)
        return [*quiet_changes(scene, losses), *quiet_deaths(scene, losses)]


def _deaths(scene: EvidenceIndex, from_ns: int, to_ns: int) -> list[ProcessEvent]:
    """Deaths of daemons that sessions rest on, but for those that say themselves that they end in order."""
    return [
        each
        for each in scene.all_of(ProcessEvent, from_ns, to_ns)
        if each.event == "died" and each.process in ROUTING and not _ended_in_order(scene, each)
    ]


def _ended_in_order(scene: EvidenceIndex, death: ProcessEvent) -> bool:
    at_ns = scene.at(death)
    near = scene.of_node(ProcessEvent, death.node, at_ns - SOON_NS, at_ns + SOON_NS)
    return any(each.event == "ended" and each.process == death.process for each in near)


def quiet_deaths(scene: EvidenceIndex, losses: Losses) -> list[Note]:
    """Routing daemons that died on a node that lost no session then, as far as is known: each once."""
    found: dict[tuple[str, str], ProcessEvent] = {}
    for death in sorted(_deaths(scene, 0, scene.now_ns - SOON_NS), key=scene.at):
        at_ns = scene.at(death)
        lost = (each.loss.lost_ns for each in losses.of_node(death.node))
        if not any(-SOON_NS <= lost_ns - at_ns <= LATER_NS for lost_ns in lost):
            found.setdefault((death.node, death.process), death)
    return [
        Note(scene.at(death), node, f"{process} on {node} died; no loss of a BGP session is known", "process_died")
        for (node, process), death in found.items()
    ]


def _downs(scene: EvidenceIndex, from_ns: int, to_ns: int) -> list[IgpAdjacency | InterfaceState]:
    seen: list[IgpAdjacency | InterfaceState] = [*scene.all_of(IgpAdjacency, from_ns, to_ns)]
    seen += scene.all_of(InterfaceState, from_ns, to_ns)
    return [each for each in seen if not (each.up or (isinstance(each, InterfaceState) and each.kind == "level"))]


def quiet_changes(scene: EvidenceIndex, losses: Losses) -> list[Note]:
    """Links and adjacencies that went down without costing a session between the same two nodes."""
    notes: list[Note] = []
    events: dict[tuple[str, str], IgpAdjacency | InterfaceState] = {}
    downs = _downs(scene, 0, scene.now_ns - LATER_NS)
    if not downs:
        return notes
    spans = [
        (loss.loss.lost_ns - LATER_NS, loss.loss.restored_ns or scene.now_ns, set(loss.peering.nodes))
        for loss in losses
    ]
    for down in downs:
        at_ns = scene.at(down)
        if not any(from_ns <= at_ns <= to_ns and down.node in nodes for from_ns, to_ns, nodes in spans):
            events.setdefault((down.node, down.interface), down)
    counts: dict[str, int] = defaultdict(int)
    for (node, interface), event in sorted(events.items(), key=lambda item: scene.at(item[1])):
        counts[node] += 1
        what = f"{event.protocol} adjacency on" if isinstance(event, IgpAdjacency) else "interface"
        kind = "igp_change" if isinstance(event, IgpAdjacency) else "link_change"
        if counts[node] <= 5:
            notes.append(
                Note(scene.at(event), node, f"{what} {node}:{interface} went down; no BGP session was lost", kind)
            )
    return notes
