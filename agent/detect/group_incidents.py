"""The incidents of all groups: an unchanged group is not built again, and one in a storm not at each change. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from agent.detect.diagnosis import Key, LostPeering, Rule
from agent.detect.evidence import EvidenceIndex
from agent.detect.grouping import QUIET_NS, Group, strongest
from agent.detect.incident_builder import build_incident
from agent.detect.incident_registry import BuiltIncident
from agent.detect.operator_actions import SLOW_NS, explained
from agent.detect.sessions import SessionTracker
from clab.units import SECOND_NS
from collectors.observations import OperatorCommand

STORM_TIMES = 200
"""An incident whose sessions were lost more often than this is built less often."""

STORM_NS = 5 * SECOND_NS
"""So often an incident in a storm is built at most, unless its cause or the number of its sessions changes, or it
ends."""

NEVER_NS = 1 << 63


@dataclass(frozen=True, slots=True)
class _Shown:
    """A group's incident as it was built at `built_ns`, and what it was built of: the group's own `state`, and what
    else it depends on (`beside`). `held`: the group has changed since, and the older incident stands."""

    group: Group
    built: BuiltIncident
    state: tuple[object, ...]
    beside: tuple[object, ...]
    built_ns: int
    held: bool = False


class GroupIncidents:
    """All groups, as their incidents were built last."""

    def __init__(self, scene: EvidenceIndex, rules: Mapping[str, Rule], sessions: SessionTracker) -> None:
        self._scene, self._rules, self._sessions = scene, rules, sessions
        self._commands: list[OperatorCommand] = []
        self._shown: dict[int, _Shown] = {}
        self._of_state: dict[tuple[object, ...], _Shown] = {}
        self._of_first: dict[Key, _Shown] = {}
        self._due_ns = 0
        self._families = 0

    def typed(self, command: OperatorCommand) -> None:
        """An operator did something."""
        self._commands.append(command)

    def prune(self, before_ns: int) -> None:
        """Forget what operators did before a time."""
        self._commands = [command for command in self._commands if command.seen_ns > before_ns - SLOW_NS]

    def is_due(self) -> bool:
        """Whether time alone, or what lies beside the groups, can change an incident."""
        families = self._sessions.families_version
        return self._scene.now_ns >= self._due_ns or families != self._families or bool(self._commands)

    def build(self, groups: Sequence[Group]) -> list[BuiltIncident]:
        """Each group as an incident."""
        shown = [self._show(item) for item in groups]
        self._shown = {id(item.group): item for item in shown}
        self._of_state = {item.state: item for item in shown}
        self._of_first = {item.group.losses[0].key: item for item in shown if item.group.losses}
        self._families = self._sessions.families_version
        self._due_ns = min((self._due_again_ns(item) for item in shown), default=NEVER_NS)
        return [item.built for item in shown]

    def _due_again_ns(self, shown: _Shown) -> int:
        """When a group is to be built again though nothing else happens: it is over by then, or was held back."""
        end_ns = shown.group.end_ns
        over_ns = NEVER_NS if end_ns is None or end_ns + QUIET_NS <= self._scene.now_ns else end_ns + QUIET_NS
        return min(over_ns, shown.built_ns + STORM_NS) if shown.held else over_ns

    def _show(self, item: Group) -> _Shown:
        commands = self._beside(item)
        over = item.is_over(self._scene.now_ns)
        beside = (over, self._scene.shifts, self._sessions.families_version, *map(id, commands))
        known = self._shown.get(id(item))
        if known is not None and known.beside == beside and not known.held:
            return known
        afis = self._sessions.afis(lost.peering for lost in _one_of_each(item.losses))
        state = (*_state(item), over, self._scene.shifts, *afis.items(), *map(id, commands))
        if (known := self._of_state.get(state)) is not None and not known.held:
            return _Shown(item, known.built, state, beside, known.built_ns)
        if not over and item.losses and (held := self._held_back(item)) is not None:
            return _Shown(item, held.built, state, beside, held.built_ns, held=True)
        incident = explained(build_incident(item, self._scene, self._rules, afis), commands, self._scene.lab)
        return _Shown(item, BuiltIncident(item, incident), state, beside, self._scene.now_ns)

    def _held_back(self, item: Group) -> _Shown | None:
        """The incident that a group in a storm had a moment ago, where cause and sessions are still the same."""
        shown = self._of_first.get(item.losses[0].key)
        if shown is None or shown.built.id_ is None or self._scene.now_ns - shown.built_ns >= STORM_NS:
            return None
        built = shown.built
        if sum(lost.loss.count for lost in built.group.losses) <= STORM_TIMES or built.incident.status != "open":
            return None
        cause = strongest(item.diagnoses, self._rules)
        before = (built.incident.cause.type, built.incident.cause.certainty, len(built.incident.peerings))
        return shown if before == (cause.type, cause.certainty, len(_one_of_each(item.losses))) else None

    def _beside(self, group: Group) -> list[OperatorCommand]:
        """What operators did from shortly before a group until its end."""
        if not self._commands:
            return []
        starts = [*(diagnose.started_ns for diagnose in group.diagnoses), *(loss.loss.lost_ns for loss in group.losses)]
        end_ns = self._scene.now_ns if group.end_ns is None else group.end_ns
        return [command for command in self._commands if min(starts) - SLOW_NS <= command.seen_ns <= end_ns + SECOND_NS]


def _state(item: Group) -> tuple[object, ...]:
    return (
        *map(id, item.losses),
        *map(id, item.diagnoses),
        *(seen for diagnosis in item.consequences for seen in map(id, diagnosis.evidence)),
    )


def _one_of_each(losses: Iterable[LostPeering]) -> list[LostPeering]:
    """One loss of each session."""
    return list({lost.peering.id: lost for lost in losses}.values())
