"""The detector: observations in, incidents out. One value of state, no clock of its own.

`observe` files what was seen; `settle(now)` folds the peerings that changed into losses, asks the rules for their
causes, groups them, and returns each incident that is new or other than before, as its next version with a reason.
Because every step is a fold over the sorted observations that are kept, the order of arrival does not matter within
what is kept, and a recording replays to the same incidents as live.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from agent.detect import clocks
from agent.detect.cause_catalog import load_rules
from agent.detect.clock_steps import ClockSteps
from agent.detect.diagnosis import (
    Diagnosis,
    DiagnosisContext,
    Key,
    Losses,
    LostPeering,
    proof_kept,
    select_diagnosis,
    unknown,
)
from agent.detect.evidence import HORIZON_NS, EvidenceIndex
from agent.detect.faults import DAY_NS, EARLIEST_NS, LATEST_NS, Faults
from agent.detect.grouping import QUIET_NS, Group, group
from agent.detect.incident import GapSummary, Incident, Note, PeeringOutage
from agent.detect.incident_builder import build_incident
from agent.detect.incident_registry import IncidentChange, IncidentRegistry, Kept, Told
from agent.detect.name_resolver import NameResolver
from agent.detect.notes import BEFORE_NS, LabStop, lab_stops, quiet_changes
from agent.detect.operator_actions import SLOW_NS, explained
from agent.detect.outages import Outage
from agent.detect.peering_status import PeeringStatus
from agent.detect.peerings import Pairing, Peering, View
from agent.detect.resuming import EVIDENCE_NS, Frozen, brought_up_to_date, ends_of
from agent.detect.sessions import SessionTracker
from clab.model import Lab
from clab.ports import lab_ports
from clab.units import SECOND_NS
from collectors.observations import (
    BgpState,
    Gap,
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

FROZEN_NS = 400 * SECOND_NS
"""A cause that is this old stands: its evidence is about to leave the horizon."""

PRUNE_NS = 10 * SECOND_NS
"""How often what is beyond the horizon is looked for."""

YOUNG_NS, AGAIN_NS = 60 * SECOND_NS, SECOND_NS
"""For so long after a loss or its end, what happens elsewhere can still explain it: it is looked at again so often."""

OVER_NS = QUIET_NS + 120 * SECOND_NS
"""So long after its last restoration an incident that nobody contradicts is left as it is."""

CLOCKS_REST_NS = 300 * SECOND_NS
"""While the clocks are found as they were, they are looked at less and less often, at least this often."""

FRESH_NS = 5 * SECOND_NS
"""So long after a loss or its end, everything that is seen at its ends is looked at at once."""

FLAPS = 6
"""A session that was lost more often than this in sight is looked at less often each time."""

SETTLED_NS = 90 * SECOND_NS
"""So long after their end the outages of a long flap are put together."""

TOGETHER = 24
"""Outages of one incident beyond which those that are settled are put together, and how few stay as they are."""

GAPS_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Over:
    """An incident that is over: its losses, and when the first of it was seen."""

    members: tuple[Key, ...]
    id_: str | None
    started_ns: int


@dataclass(frozen=True, slots=True)
class _Explained:
    """A loss's cause as it was last worked out: for which state of the loss, its ends and the clocks, and when."""

    diagnosis: Diagnosis
    loss: Outage
    versions: tuple[int, ...]
    shifts: int
    at_ns: int


def _as_before(old: LostPeering | None, peering: Peering, loss: Outage) -> LostPeering:
    """A loss with its peering; the very same as before where nothing of it is other."""
    if (
        old is not None
        and (old.peering is peering or old.peering == peering)
        and (old.loss is loss or old.loss == loss)
    ):
        return old
    return LostPeering(peering, loss)


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
        self._clocks_known = offsets is not None
        self._steps = ClockSteps()
        self._faults = Faults()
        self._touched: dict[str, int] = {}
        self.belief = SessionTracker(self.directory, self.scene, down_at_start=down_at_start)
        self.ledger = IncidentRegistry(keep, self.lab.name)
        self._peerings: list[Peering] = []
        self._joined_at: tuple[int, int] = (-1, -1)
        self._losses = Losses()
        self._rules = list(self.rules.values())
        self._claims: dict[Key, _Explained] = {}
        self._over: dict[Key, _Over] = {}
        self._frozen = Frozen()
        self._told: dict[tuple[object, ...], Told] = {}
        self._stops: list[LabStop] = []
        self._pruned_ns = 0
        self._clocks_ns = self._clocks_rest_ns = 0
        self._gaps: deque[Gap] = deque(maxlen=GAPS_AT_MOST)
        self._commands: list[OperatorCommand] = []
        self._last_ns = 0

    def observe(self, observations: Iterable[Observation]) -> None:
        """File what was seen. Cheap: nothing is decided before `settle`. One that cannot be used costs itself."""
        for observation in observations:
            try:
                self._file(observation)
            except Exception as error:  # noqa: BLE001 - whatever it is, what stands behind it must be filed
                shown = f"{observation.raw or type(observation).__name__!r}: {type(error).__name__}: {error}"
                self._faults.add("an observation could not be used", observation.node, shown)

    def _file(self, seen: Observation) -> None:
        received_ns, seen_ns = seen.received_ns, self._steps.corrected_ns(seen)
        if seen_ns != seen.seen_ns:
            seen = replace(seen, seen_ns=seen_ns)
        if not (EARLIEST_NS <= received_ns <= LATEST_NS and EARLIEST_NS <= seen_ns <= received_ns + DAY_NS):
            if not EARLIEST_NS <= received_ns <= LATEST_NS:
                self._faults.add("an observation came at no time that can be", seen.node, seen.raw)
                return
            self._faults.add("a stamp can not be, the time of arrival stands for it", seen.node, seen.raw)
            seen = replace(seen, seen_ns=received_ns, precision_ns=SECOND_NS)
        if not isinstance(seen, PrefixCount | SourceAlive):
            if self._ports and isinstance(seen, InterfaceState | IgpAdjacency):
                seen = replace(seen, interface=self._ports.get((seen.node, seen.interface), seen.interface))
            self._note(seen)
        self.belief.take(seen)
        at_ns = self.scene.at(seen) if received_ns == seen.seen_ns else received_ns
        if at_ns > self._last_ns:
            self._last_ns = at_ns

    def _note(self, seen: Observation) -> None:
        if isinstance(seen, Gap):
            self._gaps.append(seen)
        elif isinstance(seen, OperatorCommand):
            self._commands.append(seen)
        if not isinstance(seen, BgpState | Poll | NeighborFacts | InitialSync):
            self._touched[seen.node] = min(self._touched.get(seen.node, LATEST_NS), self.scene.at(seen))

    def settle(self, now_ns: int) -> list[IncidentChange]:
        """Decide how things stand at `now_ns`; returns what changed since the last time."""
        before_ns, self.scene.now_ns = self.scene.now_ns, max(now_ns, self.scene.now_ns)
        if not self.belief.dirty and not self.ledger.has_open() and not self.belief.has_pending_timers(before_ns):
            return []
        self._join()
        self._correct_clocks()
        stops = self._lab_stops()
        self._fold()
        lost = [loss for loss in self._losses if loss.key not in self._over]
        if stops:
            lost = [each for each in lost if not any(stop.holds(each.loss.lost_ns) for stop in stops)]
        explained = [(item, self._explain(item)) for item in lost]
        lossless = [each for each in self._search() if not any(stop.holds(each.started_ns) for stop in stops)]
        groups = group(explained, lossless)
        changes = [*self.ledger.update(self._tell(groups)), *self._left_open()]
        notes = quiet_changes(self.scene, self._losses)
        self.ledger.note([*(stop.note() for stop in stops), *notes, *self._clock_notes()])
        self.belief.dirty = False
        self._touched.clear()
        self._put_together(groups)
        self._forget(groups)
        return changes

    def _search(self) -> list[Diagnosis]:
        """What the rules find that cost no session; a rule that fails costs its own findings."""
        found: list[Diagnosis] = []
        for rule in self._rules:
            try:
                found += rule.search(self.scene, self._losses, self._peerings) if rule.search else ()
            except Exception as error:  # noqa: BLE001 - the other rules go on
                self._faults.add(f"rule {rule.type} failed", None, f"{type(error).__name__}: {error}")
        return found

    def _decide(self, case: DiagnosisContext) -> Diagnosis:
        """The cause of a loss; unknown where a rule fails on it."""
        try:
            return select_diagnosis(case, self._rules)
        except Exception as error:  # noqa: BLE001 - one loss without a cause, and all others with theirs
            shown = f"{case.peering.name_at(case.peering.nodes[0])}: {type(error).__name__}: {error}"
            self._faults.add("no cause could be worked out", case.peering.nodes[0], shown)
            return unknown(case)

    def resume(self, kept: Iterable[Kept], from_ns: int) -> None:
        """Take what a store has of an earlier life; what is observed until `awake` is the journal, from a time on."""
        known = list(kept)
        self.ledger.resume(known, from_ns)
        for item in known:
            if item.incident.started_ns < from_ns and not item.retracted:
                self._frozen.add(item.incident)

    def awake(self, life_ns: int = 0) -> list[IncidentChange]:
        """The journal was read: what is other than it is stored. What began before the lab's life is closed."""
        changes = self.ledger.awake()
        ended = [item for item in self.ledger.left_open() if item.started_ns < life_ns]
        closed = [self.ledger.amend(replace(each, status="closed"), "closed: the lab had ended") for each in ended]
        return [*changes, *closed]

    def _left_open(self) -> list[IncidentChange]:
        """Open incidents of an earlier life whose beginning was not read again, as their sessions stand now."""
        changes = []
        for item in self.ledger.left_open():
            told = brought_up_to_date(item, self._stands, self.scene.now_ns)
            if told is not None:
                changes.append(self.ledger.amend(*told))
        return changes

    def _stands(self, outage: PeeringOutage) -> tuple[bool | None, int | None]:
        for peering in self._peerings:
            if ends_of(peering) == ends_of(outage) and self._open_loss(peering) is None:
                return self.belief.stands(peering)
        return None, None

    def finish(self) -> list[IncidentChange]:
        """Let time run on until nothing is pending: what a recording's end means."""
        last = max(self._last_ns, self.scene.now_ns)
        return [*self.settle(last), *self.settle(last + 2 * QUIET_NS + 5 * SECOND_NS)]

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents as they stand, oldest first."""
        return self.ledger.incidents()

    def notes(self) -> tuple[Note, ...]:
        """What is worth a line and no incident."""
        return (*self.ledger.notes(), *self._faults.notes())

    def gaps(self) -> tuple[GapSummary, ...]:
        """Times in which a source could not be seen."""
        return tuple(GapSummary(gap.source, gap.node, gap.from_ns, gap.to_ns, gap.reason) for gap in self._gaps)

    def standings(self) -> tuple[PeeringStatus, ...]:
        """How every peering that is known stands, by name."""
        self._join()
        found = []
        for peering in self._peerings:
            if self.belief.gone(peering):
                continue
            up, since_ns = self.belief.stands(peering)
            open_ = self._open_loss(peering)
            if open_ is not None:
                up, since_ns = False, open_.lost_ns
            never_up = open_ is None and up is False and self.belief.never_up(peering)
            ends = (peering.a, peering.b, peering.address_a, peering.address_b)
            found.append(PeeringStatus(*ends, up, since_ns, never_up))
        return tuple(sorted(found, key=lambda item: (item.name, item.address_a or "", item.address_b or "")))

    def _open_loss(self, peering: Peering) -> Outage | None:
        """The loss from which a peering has not come back, and still can."""
        losses = (lost.loss for lost in self._losses.of_peering(peering.id))
        return next((loss for loss in losses if loss.restored_ns is None and loss.ended_ns is None), None)

    def clock_errors(self) -> dict[str, int]:
        """How far each node's clock is off, by everything that was observed."""
        self._join()
        return clocks.offsets(*self.belief.clock_signs(self._peerings))

    def _correct_clocks(self) -> None:
        if self._clocks_known or not self.belief.new_signs or self.scene.now_ns < self._clocks_ns:
            return
        self.belief.new_signs = False
        found = clocks.offsets(*self.belief.clock_signs(self._peerings))
        if any(
            abs(found.get(node, 0) - self.scene.offsets.get(node, 0)) > SECOND_NS // 20
            for node in {*found, *self.scene.offsets}
        ):
            self.scene.shift(found)
            self.belief.shift()
            self._clocks_rest_ns = 0
        self._clocks_rest_ns = min(CLOCKS_REST_NS, 2 * self._clocks_rest_ns + SECOND_NS // 8)
        self._clocks_ns = self.scene.now_ns + self._clocks_rest_ns

    def _join(self) -> None:
        state = (self.directory.version, self.belief.version)
        if state != self._joined_at:
            self._joined_at = state
            pairing = Pairing(self.directory, self.scene.facts)
            self._peerings = pairing.join(self.belief.views(), self.belief.times(), self.belief.mirrors())
            for gone in {*self._losses.ids()} - {peering.id for peering in self._peerings}:
                self._losses.drop(gone)
            self.belief.regroup(self._peerings)
            self.belief.new_signs = True
            self._clocks_ns = self._clocks_rest_ns = 0

    def _lab_stops(self) -> list[LabStop]:
        """Every time at which the whole lab was stopped; a new one begins all sessions anew."""
        for item in lab_stops(self.scene, self.belief.nodes()):
            known = next(
                (old for old in self._stops if old.from_ns - SECOND_NS <= item.from_ns <= old.to_ns + SECOND_NS), None
            )
            if known != item:
                self._stops = [*(old for old in self._stops if old != known), item]
                self.scene.stops_ns = sorted(stop.to_ns + BEFORE_NS for stop in self._stops)
                self.belief.stopped()
        return self._stops

    def _fold(self) -> None:
        for peering, losses in self.belief.fold(self.scene.now_ns):
            old = {each.key: each for each in self._losses.of_peering(peering.id)}
            kept = tuple(_as_before(old.get((peering.id, loss.lost_ns)), peering, loss) for loss in losses)
            same = set(map(id, old.values())) & set(map(id, kept))
            for key in {each.key for each in (*old.values(), *kept) if id(each) not in same}:
                self._reopen(key)
            self._losses.put(peering, kept)
            for item in kept:
                if id(item) not in same and self._is_frozen(item):
                    self._over[item.key] = _Over((), None, item.loss.lost_ns)

    def _is_frozen(self, lost: LostPeering) -> bool:
        """Whether a loss is one of an incident whose evidence is forgotten."""
        known = self.ledger.frozen(lost.marks)
        return self._frozen.holds(lost) if known is None else known

    def _reopen(self, key: Key) -> None:
        """A loss of an incident that was over is other than it was: the whole of it is told again, while all of its
        evidence is there."""
        over = self._over.get(key)
        if over is not None and over.members:
            for member in over.members:
                self._over.pop(member, None)

    def _explain(self, lost: LostPeering) -> Diagnosis:
        """The loss's cause; worked out again when it or what is known of its ends changed, and while it is young."""
        now_ns, key = self.scene.now_ns, lost.key
        known = self._claims.get(key)
        if known is not None and self._stands_still(lost, known):
            return known.diagnosis
        diagnosis = self._decide(DiagnosisContext(lost.peering, lost.loss, self.scene, self._losses, self._peerings))
        if known is not None and known.shifts == self.scene.shifts:
            diagnosis = proof_kept(known.diagnosis, diagnosis, self.rules)
        self._claims[key] = _Explained(diagnosis, lost.loss, self._versions(lost), self.scene.shifts, now_ns)
        return diagnosis

    def _versions(self, lost: LostPeering) -> tuple[int, ...]:
        return tuple(map(self.scene.version, lost.peering.nodes))

    def _stands_still(self, lost: LostPeering, known: _Explained) -> bool:
        """Whether a loss's cause need not be worked out again now: soon after it whenever its ends tell something, then
        less and less often, in the end only for what is of its own time."""
        loss, now_ns = lost.loss, self.scene.now_ns
        if now_ns - loss.lost_ns > FROZEN_NS or loss.count > 1:
            return True
        if known.loss is not loss or known.shifts != self.scene.shifts:
            return known.loss == loss and known.shifts == self.scene.shifts
        born_ns = loss.lost_ns if loss.restored_ns is None else loss.restored_ns
        looked_ns = known.at_ns - born_ns
        flaps = len(self._losses.of_peering(lost.peering.id)) > FLAPS
        enough_ns = FRESH_NS if flaps and known.diagnosis.certainty == "proved" else YOUNG_NS
        if looked_ns >= enough_ns:
            return not self._touched or not self._touches(lost, born_ns)
        if flaps:
            rest_ns = max(3 * FRESH_NS, looked_ns)
        else:
            if now_ns - born_ns < FRESH_NS and known.versions != self._versions(lost):
                return False
            rest_ns = max(AGAIN_NS, looked_ns // 4)
        return now_ns - known.at_ns < rest_ns

    def _touches(self, lost: LostPeering, until_ns: int) -> bool:
        """Whether something of a loss's own time was seen at its ends since the last look."""
        return any(self._touched.get(node, until_ns + 1) <= until_ns for node in lost.peering.nodes)

    def _tell(self, groups: Sequence[Group]) -> list[Told]:
        """Each group as an incident; a group that is as it was is not told anew."""
        peerings = {lost.peering.id: lost.peering for each in groups for lost in each.losses}
        afis = self.belief.afis(peerings.values())
        told: dict[tuple[object, ...], Told] = {}
        for item in groups:
            state: tuple[object, ...] = (
                *map(id, item.losses),
                *map(id, item.diagnoses),
                *(seen for diagnosis in item.consequences for seen in map(id, diagnosis.evidence)),
                item.is_over(self.scene.now_ns),
                self.scene.shifts,
            )
            state = (*state, *(afis.get(lost.peering.id) for lost in item.losses))
            commands = self._beside(item)
            state = (*state, *map(id, commands))
            known = self._told.get(state)
            told[state] = known or Told(
                item, explained(build_incident(item, self.scene, self.rules, afis), commands, self.lab)
            )
        self._told = told
        return list(told.values())

    def _beside(self, group: Group) -> list[OperatorCommand]:
        """What operators did from shortly before a group until its end."""
        if not self._commands:
            return []
        starts = [*(diagnose.started_ns for diagnose in group.diagnoses), *(loss.loss.lost_ns for loss in group.losses)]
        end_ns = self.scene.now_ns if group.end_ns is None else group.end_ns
        return [command for command in self._commands if min(starts) - SLOW_NS <= command.seen_ns <= end_ns + SECOND_NS]

    def _clock_notes(self) -> list[Note]:
        set_ = [
            Note(
                step.at_ns,
                step.node,
                f"clock of {step.node} was set {'forward' if step.by_ns > 0 else 'back'} by "
                f"{abs(step.by_ns) / SECOND_NS:.3f} s; its stamps are put right from then on",
                "clock",
            )
            for step in self._steps.steps
        ]
        return set_ + [
            Note(
                None,
                node,
                f"clock of {node} is {abs(error) / SECOND_NS:.3f} s {'ahead' if error > 0 else 'behind'}; "
                "times are corrected",
                "clock",
            )
            for node, error in sorted(self.scene.offsets.items())
            if error
        ]

    def _forget(self, groups: Sequence[Group]) -> None:
        """Drop what no rule can need: evidence beyond the horizon, and losses of incidents that are over."""
        now_ns, before = self.scene.now_ns, self.scene.now_ns - HORIZON_NS
        over = [each for each in groups if each.end_ns is not None and each.end_ns + OVER_NS < now_ns]
        self.ledger.settled(id_ for id_ in map(self.ledger.id_of, over) if id_)
        for item in over:
            members = tuple(lost.key for lost in item.losses)
            starts = [
                *(diagnosis.started_ns for diagnosis in item.diagnoses),
                *(lost.loss.lost_ns for lost in item.losses),
            ]
            self._over.update(dict.fromkeys(members, _Over(members, self.ledger.id_of(item), min(starts))))
            for key in members:
                self._claims.pop(key, None)
        if before - self._pruned_ns > PRUNE_NS:
            self._pruned_ns = before
            self._freeze(before)
            done = set(map(id, over))
            live = (lost.loss.lost_ns for each in groups if id(each) not in done for lost in each.losses)
            oldest = min(before, min(live, default=before) - SECOND_NS)
            self.scene.prune(before)
            self.belief.prune(oldest)
            self._commands = [command for command in self._commands if command.seen_ns > oldest - SLOW_NS]
            self._over = {key: members for key, members in self._over.items() if key[1] > before - HORIZON_NS}

    def _put_together(self, groups: Sequence[Group]) -> None:
        """The settled outages of a long flap become one, where no other incident's lie between them."""
        until_ns = self.scene.now_ns - SETTLED_NS
        for item in groups:
            if len(item.losses) <= TOGETHER:
                continue
            mine: dict[View, list[Key]] = defaultdict(list)
            for lost in item.losses:
                if lost.loss.restored_ns is not None and lost.loss.restored_ns < until_ns:
                    mine[lost.peering.id].append(lost.key)
            for id_, keys in mine.items():
                if len(keys) > TOGETHER // 2:
                    self._put_together_of(id_, set(keys))

    def _put_together_of(self, id_: View, keys: set[Key]) -> None:
        run: list[LostPeering] = []
        for lost in self._losses.of_peering(id_):
            if lost.key in keys:
                run.append(lost)
            elif len(run) > TOGETHER // 3:
                break
            else:
                run = []
        if len(run) > TOGETHER // 3:
            self.belief.put_together(run[0].peering, run[0].loss.lost_ns, run[-1].loss.lost_ns)
            for lost in run[1:]:
                self._claims.pop(lost.key, None)

    def _freeze(self, before_ns: int) -> None:
        """What is over stays as it is once the first of its evidence is about to be forgotten."""
        for key, over in list(self._over.items()):
            if over.members and over.started_ns - EVIDENCE_NS < before_ns:
                self._over[key] = replace(over, members=())
                if over.id_ is not None and self.ledger.freeze(over.id_):
                    self._frozen.add(self.ledger.incident(over.id_))
