"""What is worth a line but is no incident: a lab that was stopped, a link or IGP change that cost no session. Pure."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from agent.detect.diagnosis import Losses
from agent.detect.evidence import EvidenceIndex
from agent.detect.incident import Note
from agent.detect.outages import HOLDS_NS, Attempts
from agent.detect.peerings import Peering
from clab.units import SECOND_NS
from collectors.observations import IgpAdjacency, InterfaceState, NodeEvent

TOGETHER_NS = 15 * SECOND_NS
BEFORE_NS = 2 * SECOND_NS
"""`containerlab destroy` takes the links away before the first kill."""


LATER_NS = 200 * SECOND_NS
"""So long after a link went, a session may still be lost by it: a hold time of 180 s, with slack."""

NO_LIFE = ("create", "destroy")
"""Events of a container that need not have run."""


SETTLED_NS = 60 * SECOND_NS
"""So long after its stop a lab that was started again still learns its routes."""


@dataclass(frozen=True, slots=True)
class LabStop:
    """The whole lab ended between two moments; what was lost then is no incident."""

    from_ns: int
    to_ns: int
    nodes: int

    def holds(self, at_ns: int) -> bool:
        """Whether a loss at this time belongs to the stop."""
        return self.from_ns - BEFORE_NS <= at_ns <= self.to_ns + BEFORE_NS

    def shadows(self, at_ns: int) -> bool:
        """Whether what costs no session is no finding at this time: counts of prefixes while a lab comes back."""
        return self.from_ns - BEFORE_NS <= at_ns <= self.to_ns + SETTLED_NS

    def is_same(self, other: "LabStop") -> bool:
        """Whether this is another stop as it is known by now: its first sign may have been learned later."""
        return self.from_ns - SECOND_NS <= other.to_ns and other.from_ns <= self.to_ns + SECOND_NS

    def note(self) -> Note:
        """The one line that it is worth."""
        return Note(self.from_ns, None, f"the lab was stopped: all {self.nodes} nodes ended", "lab_stopped")


def lab_stops(scene: EvidenceIndex, heard: Collection[str] = ()) -> list[LabStop]:
    """The times at which every node that ran ended together; `heard` are the nodes that ever said something. A node
    that the lab's file names and that was never started did not run."""
    lives = {node: scene.of_node(NodeEvent, node, 0, scene.now_ns) for node in scene.nodes_with(NodeEvent)}
    ran = {node for node, events in lives.items() if any(item.event not in NO_LIFE for item in events)}
    members = ran | (set(heard) & set(scene.lab.nodes))
    if len(members) < 2 or not members <= set(lives):
        return []
    deaths = sorted(
        (scene.at(event), node) for node, events in lives.items() for event in events if event.event == "die"
    )
    stops: list[LabStop] = []
    for at_ns, _ in deaths:
        if stops and at_ns <= stops[-1].to_ns:
            continue
        group = [(when, node) for when, node in deaths if at_ns <= when <= at_ns + TOGETHER_NS]
        last_ns = group[-1][0]
        group = [(when, node) for when, node in group if not _starts(scene, lives[node], when, last_ns)]
        already = {node for node in members if _ended_before(scene, lives[node], at_ns)}
        if members <= {node for _, node in group} | already and len({node for _, node in group}) > 1:
            first = min(_first_sign(scene, lives[node], when) for when, node in group)
            stops.append(LabStop(first, group[-1][0], len(members)))
    return stops


def _starts(scene: EvidenceIndex, events: Sequence[NodeEvent], from_ns: int, to_ns: int) -> bool:
    """Whether a node was started again between two moments: its end was one of its own."""
    return any(event.event == "start" and from_ns < scene.at(event) < to_ns for event in events)


def _ended_before(scene: EvidenceIndex, events: Sequence[NodeEvent], at_ns: int) -> bool:
    last = [event for event in events if scene.at(event) < at_ns and event.event in ("start", "die", "unpause")]
    return bool(last) and last[-1].event == "die"


def _first_sign(scene: EvidenceIndex, events: Sequence[NodeEvent], died_ns: int) -> int:
    """The kill or stop that led to a death, at most 12 s before it."""
    signs = [
        scene.at(event)
        for event in events
        if event.event in ("kill", "stop") and 0 <= died_ns - scene.at(event) < 12 * SECOND_NS
    ]
    return min([died_ns, *signs])


def never_held(peering: Peering, attempts: Attempts) -> Note:
    """A session that came up and never stayed: nothing was lost, and nothing works."""
    times = "once" if attempts.count == 1 else f"{attempts.count} times"
    digits = 0 if attempts.precision_ns >= SECOND_NS else 3
    said = (
        f"{peering.name_at(peering.nodes[0])} came up {times} and never held for {HOLDS_NS // SECOND_NS} s"
        f" ({attempts.longest_ns / SECOND_NS:.{digits}f} s at the longest), so that nothing was lost"
    )
    return Note(attempts.first_ns, peering.nodes[0], said, "never_held")


class QuietChanges:
    """Links and adjacencies that went down without costing a session; looked for again when that may be other."""

    def __init__(self) -> None:
        self._state: tuple[object, ...] = ()
        self._looked_ns = 0
        self._due_ns = 0

    def notes(self, scene: EvidenceIndex, losses: Losses) -> list[Note]:
        """What is found now; nothing where it cannot be other than it was."""
        state = (scene.version_of(IgpAdjacency, InterfaceState), losses.version, scene.shifts)
        if (state == self._state and scene.now_ns < self._due_ns) or scene.now_ns - self._looked_ns < SECOND_NS:
            return []
        self._state, self._looked_ns = state, scene.now_ns
        waiting = (scene.at(item) for item in _downs(scene, scene.now_ns - LATER_NS, 1 << 62))
        self._due_ns = min(waiting, default=1 << 62) + LATER_NS
        return quiet_changes(scene, losses)


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
