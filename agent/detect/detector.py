"""The detector: observations in, incidents out. One value of state, no clock of its own.

`observe` files what was seen. `settle(now)` builds the losses of the peerings that changed, asks the rules for their
causes, groups them, and returns each incident that is new or differs from before, as its next version with a reason.
Every step is computed from the sorted observations that are kept, so the order of their arrival does not matter, and
a recording replays to the same incidents as live.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import replace

from agent.detect.cause_catalog import load_rules
from agent.detect.clock_correction import Clocks
from agent.detect.courses import LATE_NS
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Key, Losses, LostPeering, Rule, RuleDefectError
from agent.detect.diagnosis_choice import OrderedRules, select_diagnosis, unknown
from agent.detect.evidence import HORIZON_NS, LITTLE_NS, EvidenceIndex
from agent.detect.group_incidents import GroupIncidents
from agent.detect.grouping import QUIET_NS
from agent.detect.incident import GapSummary, Incident, Note, PeeringOutage, by_time
from agent.detect.incident_registry import IncidentChange, IncidentRegistry, StoredIncident
from agent.detect.lab_stops import LabStop, LabStops
from agent.detect.looks import Looks
from agent.detect.name_resolver import NameResolver
from agent.detect.notes import QuietChanges, never_held, times_apart
from agent.detect.peering_status import PeeringStatus
from agent.detect.peerings import Pairing, Peering
from agent.detect.regrouping import Explained, Groups
from agent.detect.resuming import brought_up_to_date, ends_of
from agent.detect.retiring import OVER_NS, Retired, ripe_ns, settled_runs
from agent.detect.searches import Searches
from agent.detect.sessions import SessionTracker
from agent.detect.unusable import DAY_NS, EARLIEST_NS, LATEST_NS, UnusableInput
from clab.model import Lab
from clab.ports import lab_ports
from clab.units import SECOND_NS
from collectors.observations import (
    BgpState,
    Gap,
    HostClock,
    IgpAdjacency,
    InitialSync,
    InterfaceState,
    NeighborFacts,
    Observation,
    OperatorCommand,
    Poll,
    PrefixCount,
    SourceAlive,
)

PRUNE_NS = 10 * SECOND_NS
"""How often what is beyond the horizon is looked for."""

REST_NS, CATCH_UP_NS = 5 * SECOND_NS, 60 * SECOND_NS
"""Old lines are caught up with when none came for so long, or for so long at most."""

GAPS_AT_MOST = 10_000


class Detector:
    """The state of detection over one lab."""

    def __init__(
        self,
        lab: Lab | None = None,
        *,
        hosts: Mapping[str, Iterable[str]] | None = None,
        offsets: Mapping[str, int] | None = None,
        keep: int | None = None,
        down_at_start: bool = False,
    ) -> None:
        """`offsets` are clock errors that are known beforehand; without them they are learned on the way. `keep` is how
        many incidents that are over and out of sight are remembered: all, where nothing else keeps them."""
        self.lab = lab or Lab()
        self._ports = lab_ports(self.lab)
        self.rules = load_rules()
        self.directory = NameResolver(self.lab, hosts)
        self.scene = EvidenceIndex(self.lab, self.directory.owner)
        self.scene.offsets = dict(offsets or {})
        self._unusable = UnusableInput()
        self._touched: dict[str, int] = {}
        self.sessions = SessionTracker(self.directory, self.scene, down_at_start=down_at_start)
        self._clocks = Clocks(self.scene, self.sessions, known=offsets is not None)
        self.registry = IncidentRegistry(keep, self.lab.name)
        self._peerings: list[Peering] = []
        self._joined_at: tuple[int, int] = (-1, -1)
        self._losses = Losses()
        self._rules = list(self.rules.values())
        self._ordered = OrderedRules(self._rules)
        self._looks = Looks(self.scene, self._losses, self._decide, self.rules)
        self._searches = Searches(self._rules, self._search_failed)
        self._found: list[Diagnosis] = []
        self._groups = Groups()
        self._incidents = GroupIncidents(self.scene, self.rules, self.sessions)
        self._retired = Retired(self.registry)
        self._in_sight: dict[Key, LostPeering] = {}
        self._changed: set[Key] = set()
        self._forget_due_ns = 0  # when the next loss or evidence can be old enough to be dropped
        self._late_ns = self._late_from_ns = 0
        self._ripe_ns: int | None = None
        self._stops = LabStops(self.scene)
        self._quiet = QuietChanges()
        self._pruned_ns = 0
        self._gaps: deque[Gap] = deque(maxlen=GAPS_AT_MOST)
        self._last_ns = 0

    def observe(self, observations: Iterable[Observation]) -> None:
        """File what was seen. Cheap: nothing is decided before `settle`. One that cannot be used costs itself."""
        for observation in observations:
            try:
                self._file(observation)
            except Exception as error:  # noqa: BLE001 - whatever it is, what stands behind it must be filed
                shown = f"{observation.raw or type(observation).__name__!r}: {type(error).__name__}: {error}"
                self._unusable.add("an observation could not be used", observation.node, shown)

    def _file(self, seen: Observation) -> None:
        if isinstance(seen, HostClock):
            self._clocks.steps.set_host(seen)
            return
        received_ns, seen_ns = seen.received_ns, self._clocks.steps.corrected_ns(seen)
        if seen_ns != seen.seen_ns:
            seen = replace(seen, seen_ns=seen_ns)
        if not (EARLIEST_NS <= received_ns <= LATEST_NS and EARLIEST_NS <= seen_ns <= received_ns + DAY_NS):
            if not EARLIEST_NS <= received_ns <= LATEST_NS:
                self._unusable.add("an observation came at no time that can be", seen.node, seen.raw)
                return
            self._unusable.add("a stamp can not be, the time of arrival stands for it", seen.node, seen.raw)
            seen = replace(seen, seen_ns=received_ns, precision_ns=SECOND_NS)
        if self._clocks.steps.read_again(seen):
            seen = replace(seen, received_ns=seen_ns)
        if not isinstance(seen, PrefixCount | SourceAlive):
            if self._ports and isinstance(seen, InterfaceState | IgpAdjacency):
                seen = replace(seen, interface=self._ports.get((seen.node, seen.interface), seen.interface))
            self._remember(seen)
            if received_ns - seen.seen_ns > LATE_NS and received_ns - self.scene.at(seen) > LATE_NS:
                self._came_late(received_ns)
        self.sessions.take(seen)
        at_ns = self.scene.at(seen) if received_ns == seen.seen_ns else received_ns
        if at_ns > self._last_ns:
            self._last_ns = at_ns

    def _came_late(self, received_ns: int) -> None:
        if received_ns - self._late_ns > CATCH_UP_NS:
            self._late_from_ns = received_ns
        self._late_ns = max(self._late_ns, received_ns)

    def _is_catching_up(self) -> bool:
        """Whether what was written long ago is being read, one source after the other: nothing is over yet."""
        now_ns = self.scene.now_ns
        return now_ns - self._late_ns < REST_NS and now_ns - self._late_from_ns < CATCH_UP_NS

    def _remember(self, seen: Observation) -> None:
        """Keep gaps and what operators typed, and since when a node has something new that may explain a loss."""
        if isinstance(seen, Gap):
            self._gaps.append(seen)
        elif isinstance(seen, OperatorCommand):
            self._incidents.typed(seen)
        if not isinstance(seen, BgpState | Poll | NeighborFacts | InitialSync):
            self._touched[seen.node] = min(self._touched.get(seen.node, LATEST_NS), self.scene.at(seen))

    def settle(self, now_ns: int) -> list[IncidentChange]:
        """Decide how things stand at `now_ns`; returns what changed since the last time."""
        before_ns, self.scene.now_ns = self.scene.now_ns, max(now_ns, self.scene.now_ns)
        if not self.sessions.dirty and not self.registry.has_open() and not self.sessions.has_pending_timers(before_ns):
            return []
        self._join()
        self._clocks.correct(self._peerings)
        if self._stops.look(self.sessions.nodes()):
            self.sessions.stopped()
            self._changed.update(lost.key for lost in self._losses)
        self._fold()
        changes = self._update()
        changes += self._left_open()
        notes = self._quiet.notes(self.scene, self._losses)
        self.registry.note([*notes, *self._clocks.notes()])
        self.sessions.dirty = False
        self._touched.clear()
        return changes

    def _update(self) -> list[IncidentChange]:
        """Explain what changed, group it, and return what differs from the last version."""
        regrouped = self._groups.update(self._explained(), self._search())
        changes: list[IncidentChange] = []
        if regrouped or self._incidents.is_due():
            changes = self.registry.update(self._incidents.build(self._groups.all))
        if regrouped:
            ripe = (at_ns for at_ns in map(ripe_ns, self._groups.all) if at_ns is not None)
            self._ripe_ns = min(ripe, default=None)
        if self._ripe_ns is not None and self.scene.now_ns > self._ripe_ns:
            self._put_together()
        if regrouped or self.scene.now_ns >= self._forget_due_ns:
            self._forget()
        return changes

    def _explained(self) -> dict[Key, Explained | None]:
        """By key: the losses that are new, changed or explained otherwise, and None for those that are gone."""
        gone: dict[Key, Explained | None] = {}
        other: set[Key] = set()
        for key in self._changed:
            lost = self._live_loss(key)
            if lost is None and self._in_sight.pop(key, None) is not None:
                gone[key] = None
                self._looks.leave(key)
            elif lost is not None and self._in_sight.get(key) is not lost:
                self._in_sight[key] = lost
                self._looks.ask(lost)
                other.add(key)
        self._changed.clear()
        other |= self._looks.look(self.scene.now_ns, self._touched)
        return gone | {key: (self._in_sight[key], self._looks.cause(key)) for key in other}

    def _live_loss(self, key: Key) -> LostPeering | None:
        """A loss that can still change: it is not retired, and no stop of the whole lab."""
        lost = None if key in self._retired else self._losses.get(key)
        return None if lost is None or self._stops.hold(lost.loss.lost_ns) else lost

    def _search(self) -> list[Diagnosis]:
        """What the rules find that cost no session; the very same list where nothing changed."""
        found = self._searches.found(self.scene, self._losses, self._peerings, self._last_ns)
        if self._stops.found:
            found = [each for each in found if not self._stops.shadow(each.started_ns)]
        if found and self.scene.clock_in_doubt:
            times = [(lost.loss.lost_ns, lost.loss.restored_ns or LATEST_NS) for lost in self._losses]
            found = [
                each for each in found if not any(a - LITTLE_NS < each.started_ns < b + LITTLE_NS for a, b in times)
            ]
        if found != self._found:
            self._found = found
        return self._found

    def _search_failed(self, rule: Rule, error: Exception) -> None:
        self._unusable.add(f"rule {rule.type} failed", None, f"{type(error).__name__}: {error}")

    def _decide(self, lost: LostPeering) -> Diagnosis:
        """The cause of a loss; unknown where a rule fails on it."""
        case = DiagnosisContext(lost.peering, lost.loss, self.scene, self._losses, self._peerings)
        try:
            return select_diagnosis(case, self._ordered)
        except Exception as error:  # noqa: BLE001 - one loss without a cause, and all others with theirs
            shown = f"{case.peering.name_at(case.peering.nodes[0])}: {type(error).__name__}: {error}"
            rule = error.rule if isinstance(error, RuleDefectError) else None
            what = f"rule {rule} is at fault" if rule else "no cause could be worked out"
            self._unusable.add(what, case.peering.nodes[0], shown)
            return unknown(case)

    def resume(self, kept: Iterable[StoredIncident], from_ns: int) -> None:
        """Take what a store has of an earlier run. What is observed until `awake` is the journal, from `from_ns` on."""
        known = list(kept)
        self.registry.resume(known, from_ns)
        for item in known:
            if item.incident.started_ns < from_ns and not item.retracted:
                self._retired.add(item.incident)

    def awake(self, life_ns: int = 0) -> list[IncidentChange]:
        """The journal was replayed: return what differs from the store. What began before `life_ns` (when the lab
        started) is closed."""
        changes = self.registry.awake()
        ended = [item for item in self.registry.left_open() if item.started_ns < life_ns]
        closed = [self.registry.amend(replace(each, status="closed"), "closed: the lab had ended") for each in ended]
        return [*changes, *closed]

    def _left_open(self) -> list[IncidentChange]:
        """Open incidents of an earlier life whose beginning was not read again, as their sessions stand now."""
        changes = []
        for item in self.registry.left_open():
            told = brought_up_to_date(item, self._stands, self.scene.now_ns)
            if told is not None:
                changes.append(self.registry.amend(*told))
        return changes

    def _stands(self, outage: PeeringOutage) -> tuple[bool | None, int | None]:
        for peering in self._peerings:
            if ends_of(peering) == ends_of(outage) and self._losses.open_of(peering.id) is None:
                return self.sessions.stands(peering)
        return None, None

    def finish(self) -> list[IncidentChange]:
        """Let time run on until nothing is pending: what a recording's end means."""
        last = max(self._last_ns, self.scene.now_ns)
        return [*self.settle(last), *self.settle(last + 2 * QUIET_NS + 5 * SECOND_NS)]

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents as they stand, oldest first."""
        return self.registry.incidents()

    def notes(self) -> tuple[Note, ...]:
        """What is worth a line and no incident."""
        stops = (stop.note() for stop in self.lab_stops())
        found = (*self.registry.notes(), *stops, *self._never_held(), *times_apart(self._losses))
        return (*sorted(found, key=by_time), *self._unusable.notes())

    def _never_held(self) -> list[Note]:
        """Sessions that came up again and again, and were never there."""
        tried = ((peering, self.sessions.never_held(peering, self.scene.now_ns)) for peering in self._peerings)
        return [never_held(peering, attempts) for peering, attempts in tried if attempts is not None]

    def is_calm(self) -> bool:
        """Whether nothing goes on whose length would be told: no incident is open, and none is about to be."""
        return not self.registry.has_open() and not self.sessions.has_pending_timers(self.scene.now_ns)

    def lab_stops(self) -> tuple[LabStop, ...]:
        """Every time at which the whole lab was stopped, as far as is known by now."""
        return tuple(self._stops.found)

    def gaps(self) -> tuple[GapSummary, ...]:
        """Times in which a source could not be seen."""
        return tuple(GapSummary(gap.source, gap.node, gap.from_ns, gap.to_ns, gap.reason) for gap in self._gaps)

    def standings(self) -> tuple[PeeringStatus, ...]:
        """How every peering that is known stands, by name."""
        self._join()
        found = []
        for peering in self._peerings:
            if self.sessions.gone(peering):
                continue
            up, since_ns = self.sessions.stands(peering)
            open_ = self._losses.open_of(peering.id)
            if open_ is not None:
                up, since_ns = False, open_.lost_ns
            never_up = open_ is None and up is False and self.sessions.never_up(peering)
            ends = (peering.a, peering.b, peering.address_a, peering.address_b)
            found.append(PeeringStatus(*ends, up, since_ns, never_up))
        return tuple(sorted(found, key=lambda item: (item.name, item.address_a or "", item.address_b or "")))

    def clock_errors(self) -> dict[str, int]:
        """How far each node's clock is off, by everything that was observed."""
        self._join()
        return self._clocks.errors(self._peerings)

    def _join(self) -> None:
        state = (self.directory.version, self.sessions.version)
        if state != self._joined_at:
            self._joined_at = state
            pairing = Pairing(self.directory, self.scene.facts)
            self._peerings = pairing.join(self.sessions.views(), self.sessions.times(), self.sessions.mirrors())
            for gone in {*self._losses.ids()} - {peering.id for peering in self._peerings}:
                self._changed.update(lost.key for lost in self._losses.of_peering(gone))
                self._losses.drop(gone)
            self.sessions.regroup(self._peerings)
            self._clocks.look_again()

    def _fold(self) -> None:
        new: list[LostPeering] = []
        for peering, losses in self.sessions.fold(self.scene.now_ns):
            known = {each.key for each in self._losses.of_peering(peering.id)}
            other = self._losses.put(peering, losses)
            kept = self._losses.of_peering(peering.id)
            self._changed |= other
            for key in other:
                self._changed.update(self._retired.reopen(key))
            for item in kept:
                if item.key in other:
                    self._retired.take(item)
            self._looks.ask_all_of(len(known), kept)
            new += (item for item in kept if item.key not in known)
        for item in new:
            self._looks.ask_beside(item)

    def _put_together(self) -> None:
        """The settled outages of a long flap become one."""
        for run in settled_runs(self._groups.all, self._losses, self.scene.now_ns):
            self.sessions.put_together(run[0].peering, run[0].loss.lost_ns, run[-1].loss.lost_ns)
            for lost in run[1:]:
                self._looks.forget(lost.key)

    def _forget(self) -> None:
        """Drop what no rule can need: evidence beyond the horizon, and losses of incidents that are over."""
        now_ns, before_ns = self.scene.now_ns, self.scene.now_ns - HORIZON_NS
        if self._is_catching_up():
            self._forget_due_ns = now_ns
            return
        groups = self._groups.all
        over = self._retired.retire(groups, now_ns)
        for key in (lost.key for item in over for lost in item.losses):
            self._looks.forget(key)
            self._changed.add(key)
        if before_ns - self._pruned_ns > PRUNE_NS:
            self._pruned_ns = before_ns
            self._retired.freeze(before_ns)
            done = set(map(id, over))
            live = (lost.loss.lost_ns for each in groups if id(each) not in done for lost in each.losses)
            oldest_ns = min(before_ns, min(live, default=before_ns) - SECOND_NS)
            self.scene.prune(before_ns)
            self.sessions.prune(oldest_ns)
            self._incidents.prune(oldest_ns)
            self._looks.prune(before_ns - HORIZON_NS)
            self._retired.prune(before_ns, self._losses)
        turns = [self._pruned_ns + PRUNE_NS + HORIZON_NS]
        turns += (item.end_ns + OVER_NS for item in groups if item.end_ns is not None)
        self._forget_due_ns = min(turns)
