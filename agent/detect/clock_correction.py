"""The clocks of a lab put right: each node's error as it is known, and clocks that were set while they were watched."""

from collections.abc import Iterable

from agent.detect import clocks
from agent.detect.clock_steps import ClockSteps
from agent.detect.evidence import EvidenceIndex
from agent.detect.incident import Note
from agent.detect.peerings import Peering
from agent.detect.sessions import SessionTracker
from clab.units import SECOND_NS

REST_NS = 300 * SECOND_NS
"""While the clocks are found as they were, they are looked at less and less often, at least this often."""

OFF_NS = SECOND_NS // 20
"""Less than this is no other error than the one that is known."""


class Clocks:
    """All nodes' clocks, and the host's."""

    def __init__(self, scene: EvidenceIndex, sessions: SessionTracker, *, known: bool) -> None:
        """`known`: the errors in `scene.offsets` were given, and nothing is learned."""
        self._scene, self._sessions, self._known = scene, sessions, known
        self.steps = ClockSteps()
        self._due_ns = self._rest_ns = 0

    def errors(self, peerings: Iterable[Peering]) -> dict[str, int]:
        """How far each node's clock is off (ns), by everything that was observed."""
        return clocks.offsets(*self._sessions.clock_signs.errors(peerings))

    def look_again(self) -> None:
        """Sessions are joined otherwise than before: what they say of the clocks may be other, too."""
        self._sessions.clock_signs.new = True
        self._due_ns = self._rest_ns = 0

    def correct(self, peerings: Iterable[Peering]) -> None:
        """Learn the errors anew where there are new signs of them, and put everything at its right time."""
        signs, scene = self._sessions.clock_signs, self._scene
        if self._known or not signs.new or scene.now_ns < self._due_ns:
            return
        signs.new = False
        found = self.errors(peerings)
        nodes = {*found, *scene.offsets}
        if any(abs(found.get(node, 0) - scene.offsets.get(node, 0)) > OFF_NS for node in nodes):
            scene.shift(found)
            self._sessions.shift()
            self._rest_ns = 0
        self._rest_ns = min(REST_NS, 2 * self._rest_ns + SECOND_NS // 8)
        self._due_ns = scene.now_ns + self._rest_ns

    def notes(self) -> list[Note]:
        """Which clocks were set, and which are off."""
        was_set = [Note(step.at_ns, step.whose, step.said, "clock") for step in self.steps.steps]
        return was_set + [
            Note(None, node, _said(node, ns), "clock") for node, ns in sorted(self._scene.offsets.items()) if ns
        ]


def _said(node: str, error_ns: int) -> str:
    side = "ahead" if error_ns > 0 else "behind"
    return f"clock of {node} is {abs(error_ns) / SECOND_NS:.3f} s {side}; times are corrected"
