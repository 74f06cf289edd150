"""The times at which a whole lab was stopped: what ended together then is no incident. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from agent.detect.evidence import EvidenceIndex
from agent.detect.incident import Note
from clab.units import SECOND_NS
from collectors.observations import NodeEvent

TOGETHER_NS = 15 * SECOND_NS
BEFORE_NS = 2 * SECOND_NS
"""`containerlab destroy` takes the links away before the first kill."""

SETTLED_NS = 60 * SECOND_NS
"""So long after its stop a lab that was started again still learns its routes."""

NO_LIFE = ("create", "destroy")
"""Events of a container that need not have run."""


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


class LabStops:
    """All stops that are known by now, in `found`."""

    def __init__(self, scene: EvidenceIndex) -> None:
        self._scene = scene
        self._state: tuple[object, ...] = ()
        self.found: list[LabStop] = []

    def look(self, heard: Collection[str]) -> bool:
        """Look again where that may be other; whether a stop is new or other than it was known: all sessions begin
        anew with it. `heard`: the nodes that ever said something."""
        state = (self._scene.version_of(NodeEvent), len(heard), self._scene.shifts)
        if state == self._state:
            return False
        self._state = state
        before = self.found
        for item in lab_stops(self._scene, heard):
            known = next((old for old in self.found if old.is_same(item)), None)
            if known != item:
                self.found = [*(old for old in self.found if old != known), item]
        if self.found is before:
            return False
        self._scene.stops_ns = sorted(stop.to_ns + BEFORE_NS for stop in self.found)
        return True

    def hold(self, at_ns: int) -> bool:
        """Whether a loss at this time belongs to a stop."""
        return any(stop.holds(at_ns) for stop in self.found)

    def shadow(self, at_ns: int) -> bool:
        """Whether what costs no session is no finding at this time."""
        return any(stop.shadows(at_ns) for stop in self.found)
