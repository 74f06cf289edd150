"""What the rules find that cost no session: looked for again when something changed or is still to settle. Pure."""

from collections.abc import Callable, Sequence

from agent.detect.diagnosis import Diagnosis, Losses, Rule
from agent.detect.evidence import EvidenceIndex
from agent.detect.peerings import Peering
from clab.units import SECOND_NS
from collectors.observations import IgpAdjacency, InterfaceState, NodeEvent, PrefixLimit

SETTLES_NS = 20 * SECOND_NS
"""So long after what is searched changed, time alone can still change what is found."""


class Searches:
    """The claims without loss, as they stand; the very same list while nothing of it is other."""

    def __init__(self, rules: Sequence[Rule], failed: Callable[[Rule, Exception], None]) -> None:
        self._rules, self._failed = rules, failed
        self._state: tuple[object, ...] = ()
        self._until_ns = 0
        self._searched_ns = 0
        self._found: list[Diagnosis] = []

    def found(self, scene: EvidenceIndex, losses: Losses, peerings: Sequence[Peering], last_ns: int) -> list[Diagnosis]:
        """What is found now; `last_ns` is the last moment of which anything was seen."""
        state: tuple[object, ...] = (
            scene.version_of(NodeEvent, PrefixLimit, InterfaceState, IgpAdjacency),
            (scene.counts.version, scene.families.version, scene.shifts, losses.version),
            peerings,
        )
        changed = not self._state or state[:2] != self._state[:2] or state[2] is not self._state[2]
        if changed:
            self._state, self._until_ns = state, max(scene.now_ns, last_ns) + SETTLES_NS
        if changed or self._searched_ns <= self._until_ns:  # once more behind it, however far time was moved on
            self._searched_ns = scene.now_ns
            found = self._search(scene, losses, peerings)
            if found != self._found:
                self._found = found
        return self._found

    def _search(self, scene: EvidenceIndex, losses: Losses, peerings: Sequence[Peering]) -> list[Diagnosis]:
        found: list[Diagnosis] = []
        for rule in self._rules:
            try:
                found += rule.search(scene, losses, peerings) if rule.search else ()
            except Exception as error:  # noqa: BLE001 - a rule that fails costs its own findings; the others go on
                self._failed(rule, error)
        return found
