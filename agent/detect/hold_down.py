"""Holds bad news back for a moment, since the first line of a fault seldom says what it is. Pure.

A node that is stopped loses its links before the engine tells of its death, and a lab that is destroyed looks like many
faults for half a second. What is taken back within that moment was never told. While nodes are being ended, or the
sources are still being read up to now after a start, the moment lasts until that is over, within a limit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from agent.detect.incident_registry import IncidentChange
from clab.units import SECOND_NS
from collectors.observations import NodeEvent, Observation

ENDINGS = ("kill", "die", "stop", "destroy")
SETTLED_NS, LONGEST_NS = SECOND_NS // 2, 3 * SECOND_NS
"""How long after a node's end others may still follow, and how long an incident is held at most for that."""

CAUGHT_UP_NS = SECOND_NS
"""So long after a start every source has been read up to now; before, the first loss of an incident may be unread."""

REMEMBERED = 10_000


@dataclass(slots=True)
class HoldDown:
    """Changes go in and come out, new incidents and new losses `hold_ns` later (0: at once)."""

    hold_ns: int = 0
    _held: dict[str, tuple[int, IncidentChange]] = field(default_factory=dict)
    _told: dict[str, None] = field(default_factory=dict)
    _unsettled_until_ns: int = 0

    def begin(self, known: Iterable[str], now_ns: int) -> None:
        """Take up after a restart: what earlier lives have told is known."""
        self._told.update(dict.fromkeys(known))
        self._unsettled_until_ns = now_ns + CAUGHT_UP_NS

    def saw(self, observations: Iterable[Observation], now_ns: int) -> None:
        """What was seen now: whether nodes are being ended."""
        if self.hold_ns and any(
            isinstance(observation, NodeEvent) and observation.event in ENDINGS for observation in observations
        ):
            self._unsettled_until_ns = max(self._unsettled_until_ns, now_ns + SETTLED_NS)

    def take(self, changes: Sequence[IncidentChange], now_ns: int) -> list[IncidentChange]:
        """The changes that are to be told now: those that say nothing worse, and others whose moment is over."""
        told: list[IncidentChange] = []
        for change in changes:
            id_ = change.incident.id
            if change.was in self._held:
                self._held[id_] = self._held.pop(change.was)[0], change
            known = id_ in self._told
            if not self.hold_ns or (known and (change.retracted or not _is_down(change))):
                self._held.pop(id_, None)
                told.append(change)
            elif change.retracted:
                self._held.pop(id_, None)
            else:
                since_ns, first = self._held.get(id_, (now_ns, change))
                self._held[id_] = since_ns, replace(change, reason=change.reason if known else first.reason)
        return [*self._due(now_ns), *told]

    def _due(self, now_ns: int) -> list[IncidentChange]:
        due = [id_ for id_, (since_ns, _) in self._held.items() if self._over(since_ns, now_ns)]
        changes = [self._held.pop(id_)[1] for id_ in due]
        self._told.update(dict.fromkeys(due))
        while len(self._told) > REMEMBERED:
            del self._told[next(iter(self._told))]
        return changes

    def _over(self, since_ns: int, now_ns: int) -> bool:
        waited_ns = now_ns - since_ns
        return waited_ns >= LONGEST_NS or (waited_ns >= self.hold_ns and now_ns >= self._unsettled_until_ns)

    def rest(self) -> list[IncidentChange]:
        """All that is still held, at the end."""
        held = [change for _, change in self._held.values()]
        self._held.clear()
        return held


def _is_down(change: IncidentChange) -> bool:
    """Whether a session of the incident is down as of this change."""
    return bool(change.incident.peerings) and change.incident.last_restored_ns is None
