"""The detector: observations in, incidents out. One value of state, no clock of its own.

`observe` files what was seen; `settle(now)` folds the peerings that changed into losses, asks the rules for their
causes, groups them, and returns each incident that is new or other than before, as its next version with a reason.
Because every step is a fold over the sorted observations that are kept, the order of arrival does not matter within
what is kept, and a recording replays to the same incidents as live.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from agent.core import clocks
from agent.core.belief import Belief
from agent.core.cause import Case, Claim, Key, Losses, LostPeering, decide, proof_kept
from agent.core.cause_catalog import load_rules
from agent.core.directory import Directory
from agent.core.grouping import QUIET_NS, Group, group
from agent.core.identity import loss_marks
from agent.core.incident import GapSummary, Incident, Note, Outage
from agent.core.ledger import IncidentChange, Kept, Ledger, Told
from agent.core.notes import BEFORE_NS, LabStop, lab_stops, quiet_changes
from agent.core.operators import SLOW_NS, explained
from agent.core.peerings import Pairing, Peering
from agent.core.resuming import EVIDENCE_NS, Frozen, brought_up_to_date, ends_of
from agent.core.scene import HORIZON_NS, Scene
from agent.core.standing import Standing
from agent.core.telling import tell
from clab.model import Lab
from clab.ports import lab_ports
from collectors.observations import Gap, IgpAdjacency, InterfaceState, Observation, OperatorCommand

S = 1_000_000_000
FROZEN_NS = 400 * S
"""A cause that is this old stands: its evidence is about to leave the horizon."""

PRUNE_NS = 10 * S
"""How often what is beyond the horizon is looked for."""

YOUNG_NS, AGAIN_NS = 60 * S, S
"""For so long after a loss or its end, what happens elsewhere can still explain it: it is looked at again so often."""

OVER_NS = QUIET_NS + 120 * S
"""So long after its last restoration an incident that nobody contradicts is left as it is."""

GAPS_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Over:
    """An incident that is over: its losses, and when the first of it was seen."""

    members: tuple[Key, ...]
    id_: str | None
    started_ns: int


class Detector:
    """The state of detection over one lab."""

    def __init__(
        self,
        lab: Lab | None = None,
        *,
        hosts: Mapping[str, Iterable[str]] | None = None,
        offsets: Mapping[str, int] | None = None,
        keep: int | None = None,
    ) -> None:
        """`offsets` are clock errors that are known beforehand; without them they are learned on the way. `keep` is how
        many incidents that are over and out of sight are remembered: all, where nothing else keeps them."""
        self.lab = lab or Lab()
        self._ports = lab_ports(self.lab)
        self.rules = load_rules()
        self.directory = Directory(self.lab, hosts)
        self.scene = Scene(self.lab, self.directory.owner)
        self.scene.offsets = dict(offsets or {})
        self._clocks_known = offsets is not None
        self.belief = Belief(self.directory, self.scene)
        self.ledger = Ledger(keep, self.lab.name)
        self._peerings: list[Peering] = []
        self._joined_at: tuple[int, int] = (-1, -1)
        self._losses = Losses()
        self._rules = list(self.rules.values())
        self._claims: dict[Key, tuple[Claim, tuple[object, ...], int]] = {}
        self._over: dict[Key, _Over] = {}
        self._frozen = Frozen()
        self._told: dict[tuple[object, ...], Told] = {}
        self._stops: list[LabStop] = []
        self._pruned_ns = 0
        self._gaps: deque[Gap] = deque(maxlen=GAPS_AT_MOST)
        self._commands: list[OperatorCommand] = []
        self._last_ns = 0

    def observe(self, observations: Iterable[Observation]) -> None:
        """File what was seen. Cheap: nothing is decided before `settle`."""
        for each in observations:
            seen = each
            if isinstance(seen, Gap):
                self._gaps.append(seen)
            elif isinstance(seen, OperatorCommand):
                self._commands.append(seen)
            elif self._ports and isinstance(seen, InterfaceState | IgpAdjacency):
                seen = replace(seen, interface=self._ports.get((seen.node, seen.interface), seen.interface))
            self.belief.take(seen)
            at_ns = self.scene.at(seen) if seen.received_ns == seen.seen_ns else seen.received_ns
            if at_ns > self._last_ns:
                self._last_ns = at_ns

    def settle(self, now_ns: int) -> list[IncidentChange]:
        """Decide how things stand at `now_ns`; returns what changed since the last time."""
        before_ns, self.scene.now_ns = self.scene.now_ns, max(now_ns, self.scene.now_ns)
        if not self.belief.stirred and not self.ledger.has_open() and not self.belief.restless(before_ns):
            return []
        self._join()
        self._correct_clocks()
        stops = self._lab_stops()
        self._fold()
        lost = [each for each in self._losses if each.key not in self._over]
        if stops:
            lost = [each for each in lost if not any(stop.holds(each.loss.lost_ns) for stop in stops)]
        explained = [(each, self._explain(each)) for each in lost]
        lossless = [
            claim
            for rule in self.rules.values()
            if rule.search
            for claim in rule.search(self.scene, self._losses, self._peerings)
            if not any(stop.holds(claim.started_ns) for stop in stops)
        ]
        groups = group(explained, lossless)
        changes = [*self.ledger.update(self._tell(groups)), *self._left_open()]
        notes = quiet_changes(self.scene, self._losses)
        self.ledger.note([*(stop.note() for stop in stops), *notes, *self._clock_notes()])
        self.belief.stirred = False
        self._forget(groups)
        return changes

    def resume(self, kept: Iterable[Kept], from_ns: int) -> None:
        """Take what a store has of an earlier life; what is observed until `awake` is the journal, from a time on."""
        known = list(kept)
        self.ledger.resume(known, from_ns)
        for each in known:
            if each.incident.started_ns < from_ns and not each.retracted:
                self._frozen.add(each.incident)

    def awake(self, life_ns: int = 0) -> list[IncidentChange]:
        """The journal was read: what is other than it is stored. What began before the lab's life is closed."""
        changes = self.ledger.awake()
        ended = [each for each in self.ledger.left_open() if each.started_ns < life_ns]
        closed = [self.ledger.amend(replace(each, status="closed"), "closed: the lab had ended") for each in ended]
        return [*changes, *closed]

    def _left_open(self) -> list[IncidentChange]:
        """Open incidents of an earlier life whose beginning was not read again, as their sessions stand now."""
        changes = []
        for each in self.ledger.left_open():
            told = brought_up_to_date(each, self._stands, self.scene.now_ns)
            if told is not None:
                changes.append(self.ledger.amend(*told))
        return changes

    def _stands(self, outage: Outage) -> tuple[bool | None, int | None]:
        for each in self._peerings:
            if ends_of(each) == ends_of(outage) and not any(
                lost.loss.restored_ns is None for lost in self._losses.of_peering(each.id)
            ):
                return self.belief.stands(each)
        return None, None

    def finish(self) -> list[IncidentChange]:
        """Let time run on until nothing is pending: what a recording's end means."""
        last = max(self._last_ns, self.scene.now_ns)
        return [*self.settle(last), *self.settle(last + 2 * QUIET_NS + 5 * S)]

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents as they stand, oldest first."""
        return self.ledger.incidents()

    def notes(self) -> tuple[Note, ...]:
        """What is worth a line and no incident."""
        return self.ledger.notes()

    def gaps(self) -> tuple[GapSummary, ...]:
        """Times in which a source could not be seen."""
        return tuple(GapSummary(each.source, each.node, each.from_ns, each.to_ns, each.reason) for each in self._gaps)

    def standings(self) -> tuple[Standing, ...]:
        """How every peering that is known stands, by name."""
        self._join()
        found = []
        for each in self._peerings:
            up, since_ns = self.belief.stands(each)
            open_ = next(
                (lost.loss for lost in self._losses.of_peering(each.id) if lost.loss.restored_ns is None), None
            )
            if open_ is not None:
                up, since_ns = False, open_.lost_ns
            found.append(Standing(each.a, each.b, each.address_a, each.address_b, up, since_ns))
        return tuple(sorted(found, key=lambda each: (each.name, each.address_a or "", each.address_b or "")))

    def clock_errors(self) -> dict[str, int]:
        """How far each node's clock is off, by everything that was observed."""
        self._join()
        return clocks.offsets(*self.belief.clock_signs(self._peerings))

    def _correct_clocks(self) -> None:
        if self._clocks_known or not self.belief.new_signs:
            return
        self.belief.new_signs = False
        found = clocks.offsets(*self.belief.clock_signs(self._peerings))
        if any(
            abs(found.get(node, 0) - self.scene.offsets.get(node, 0)) > S // 20
            for node in {*found, *self.scene.offsets}
        ):
            self.scene.shift(found)
            self.belief.shift()

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

    def _lab_stops(self) -> list[LabStop]:
        """Every time at which the whole lab was stopped; a new one begins all sessions anew."""
        for each in lab_stops(self.scene):
            known = next((old for old in self._stops if old.from_ns - S <= each.from_ns <= old.to_ns + S), None)
            if known != each:
                self._stops = [*(old for old in self._stops if old != known), each]
                self.scene.stops_ns = sorted(stop.to_ns + BEFORE_NS for stop in self._stops)
                self.belief.stopped()
        return self._stops

    def _fold(self) -> None:
        for peering, losses in self.belief.fold(self.scene.now_ns):
            old = {each.key: each for each in self._losses.of_peering(peering.id)}
            now = tuple(LostPeering(peering, loss) for loss in losses)
            kept = tuple(old[each.key] if old.get(each.key) == each else each for each in now)
            for key in {*old, *(each.key for each in now)}:
                if old.get(key) not in kept:
                    self._reopen(key)
            self._losses.put(peering, kept)
            for each in kept:
                if each not in old.values() and self._is_frozen(each):
                    self._over[each.key] = _Over((), None, each.loss.lost_ns)

    def _is_frozen(self, lost: LostPeering) -> bool:
        """Whether a loss is one of an incident whose evidence is forgotten."""
        known = self.ledger.frozen(loss_marks(lost))
        return self._frozen.holds(lost) if known is None else known

    def _reopen(self, key: Key) -> None:
        """A loss of an incident that was over is other than it was: the whole of it is told again, while all of its
        evidence is there."""
        over = self._over.get(key)
        if over is not None and over.members:
            for member in over.members:
                self._over.pop(member, None)

    def _explain(self, lost: LostPeering) -> Claim:
        """The loss's cause; worked out again when it or what is known of its ends changed, and while it is young."""
        now_ns, key = self.scene.now_ns, lost.key
        known = self._claims.get(key)
        if known is not None and now_ns - lost.loss.lost_ns > FROZEN_NS:
            return known[0]
        state = (lost.loss, *map(self.scene.version, lost.peering.nodes), self.scene.shifts)
        if known is not None:
            claim, old, at_ns = known
            born_ns = max(lost.loss.lost_ns, lost.loss.restored_ns or 0)
            rest_ns = max(AGAIN_NS, (at_ns - born_ns) // 4)
            settled = at_ns - born_ns >= YOUNG_NS
            if old == state and (settled or now_ns - at_ns < rest_ns):
                return claim
        case = Case(lost.peering, lost.loss, self.scene, self._losses, self._peerings)
        claim = decide(case, self._rules)
        if known is not None and known[1][-1] == self.scene.shifts:
            claim = proof_kept(known[0], claim)
        self._claims[key] = (claim, state, now_ns)
        return claim

    def _tell(self, groups: Sequence[Group]) -> list[Told]:
        """Each group as an incident; a group that is as it was is not told anew."""
        peerings = {lost.peering.id: lost.peering for each in groups for lost in each.losses}
        afis = self.belief.afis(peerings.values())
        told: dict[tuple[object, ...], Told] = {}
        for each in groups:
            state: tuple[object, ...] = (
                *map(id, each.losses),
                *map(id, each.claims),
                *(seen for claim in each.consequences for seen in map(id, claim.evidence)),
                each.is_over(self.scene.now_ns),
                self.scene.shifts,
            )
            state = (*state, *(afis.get(lost.peering.id) for lost in each.losses))
            commands = self._beside(each)
            state = (*state, *map(id, commands))
            known = self._told.get(state)
            told[state] = known or Told(each, explained(tell(each, self.scene, self.rules, afis), commands, self.lab))
        self._told = told
        return list(told.values())

    def _beside(self, group: Group) -> list[OperatorCommand]:
        """What operators did from shortly before a group until its end."""
        if not self._commands:
            return []
        starts = [*(each.started_ns for each in group.claims), *(each.loss.lost_ns for each in group.losses)]
        end_ns = self.scene.now_ns if group.end_ns is None else group.end_ns
        return [each for each in self._commands if min(starts) - SLOW_NS <= each.seen_ns <= end_ns + S]

    def _clock_notes(self) -> list[Note]:
        return [
            Note(
                None,
                node,
                f"clock of {node} is {abs(error) / S:.3f} s {'ahead' if error > 0 else 'behind'}; times are corrected",
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
        for each in over:
            members = tuple(lost.key for lost in each.losses)
            starts = [*(claim.started_ns for claim in each.claims), *(lost.loss.lost_ns for lost in each.losses)]
            self._over.update(dict.fromkeys(members, _Over(members, self.ledger.id_of(each), min(starts))))
            for key in members:
                self._claims.pop(key, None)
        if before - self._pruned_ns > PRUNE_NS:
            self._pruned_ns = before
            self._freeze(before)
            live = (lost.loss.lost_ns for each in groups if each not in over for lost in each.losses)
            oldest = min(before, min(live, default=before) - S)
            self.scene.prune(before)
            self.belief.prune(oldest)
            self._commands = [each for each in self._commands if each.seen_ns > oldest - SLOW_NS]
            self._over = {key: members for key, members in self._over.items() if key[1] > before - HORIZON_NS}

    def _freeze(self, before_ns: int) -> None:
        """What is over stays as it is once the first of its evidence is about to be forgotten."""
        for key, over in list(self._over.items()):
            if over.members and over.started_ns - EVIDENCE_NS < before_ns:
                self._over[key] = replace(over, members=())
                if over.id_ is not None and self.ledger.freeze(over.id_):
                    self._frozen.add(self.ledger.incident(over.id_))
