"""When the cause of a loss is worked out again. Pure.

Soon after a loss (or its end) whenever its ends tell something, then less and less often, in the end only for what is
of its own time. Which losses may be due is kept by time and by node, so that a look costs nothing for all others.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from agent.detect.diagnosis import TOGETHER_NS, Diagnosis, Key, Losses, LostPeering, Rule
from agent.detect.diagnosis_choice import is_weak, proof_kept
from agent.detect.evidence import EvidenceIndex
from agent.detect.outages import Outage
from clab.units import SECOND_NS

FROZEN_NS = 400 * SECOND_NS
"""A cause that is this old stands: its evidence is about to leave the horizon."""

YOUNG_NS, AGAIN_NS = 60 * SECOND_NS, SECOND_NS
"""For so long after a loss or its end, what happens elsewhere can still explain it: it is looked at again so often."""

FRESH_NS = 5 * SECOND_NS
"""So long after a loss or its end, everything that is seen at its ends is looked at at once."""

FLAPS = 6
"""A session that was lost more often than this in sight is looked at less often each time."""


@dataclass(frozen=True, slots=True)
class _Look:
    """A loss's cause as it was last worked out: for which state of the loss, its ends and the clocks, and when."""

    diagnosis: Diagnosis
    loss: Outage
    versions: tuple[int, ...]
    shifts: int
    at_ns: int


class Looks:
    """The causes of all losses in sight, as they were last worked out."""

    def __init__(
        self,
        scene: EvidenceIndex,
        losses: Losses,
        decide: Callable[[LostPeering], Diagnosis],
        rules: Mapping[str, Rule],
    ) -> None:
        self._scene, self._losses, self._decide, self._rules = scene, losses, decide, rules
        self._known: dict[Key, _Look] = {}
        self._lost: dict[Key, LostPeering] = {}
        self._asked: set[Key] = set()
        self._beside: set[Key] = set()
        self._weak: dict[str, set[Key]] = defaultdict(set)
        self._fresh: dict[str, set[Key]] = defaultdict(set)
        self._versions_seen: dict[str, int] = {}
        self._due: list[tuple[int, Key]] = []
        self._due_ns: dict[Key, int] = {}
        self._old: dict[str, dict[Key, int]] = defaultdict(dict)
        self._newest_old_ns: dict[str, int] = defaultdict(int)
        self._shifts = 0

    def ask(self, lost: LostPeering) -> None:
        """A loss is new, other than before, or in sight again."""
        self.leave(lost.key)
        self._lost[lost.key] = lost
        self._asked.add(lost.key)

    def ask_all_of(self, before: int, lost: Sequence[LostPeering]) -> None:
        """A session was lost so often, and now otherwise: that says how often its losses are looked at."""
        if (before > FLAPS) != (len(lost) > FLAPS):
            self._asked.update(item.key for item in lost if item.key in self._lost)

    def ask_beside(self, new: LostPeering) -> None:
        """A session was lost: what the same routers lost at that time, for no known reason, may share its cause."""
        at_ns = new.loss.lost_ns
        for node in new.peering.nodes:
            self._beside.update(key for key in self._weak.get(node, ()) if abs(key[1] - at_ns) <= TOGETHER_NS)

    def leave(self, key: Key) -> None:
        """A loss is out of sight."""
        lost = self._lost.pop(key, None)
        if lost is not None:
            self._asked.discard(key)
            self._unplan(lost)
            for node in lost.peering.nodes:
                self._weak[node].discard(key)

    def forget(self, key: Key) -> None:
        """What was found for a loss stands for it no more."""
        self._known.pop(key, None)
        if key in self._lost:
            self._asked.add(key)

    def prune(self, before_ns: int) -> None:
        """Forget the causes of losses that are out of sight since a time."""
        gone = [key for key in self._known if key[1] < before_ns and key not in self._lost]
        for key in gone:
            del self._known[key]

    def cause(self, key: Key) -> Diagnosis:
        """What a loss that is in sight was last found to come from."""
        return self._known[key].diagnosis

    def look(self, now_ns: int, touched: Mapping[str, int]) -> set[Key]:
        """Work out again what is due; returns the losses whose cause is other than before. `touched`: the first moment
        of which something was seen, by node, since the last time."""
        todo = self._candidates(now_ns, touched)
        beside, self._beside = self._beside, set()
        changed = set()
        for key in todo:
            lost = self._lost[key]
            known = self._known.get(key)
            if known is None or key in beside or not self._stands_still(lost, known, now_ns, touched):
                new = self._explain(lost, known, now_ns)
                if known is None or new.diagnosis is not known.diagnosis:
                    changed.add(key)
                known = new
            self._plan(lost, known, now_ns)
        return changed

    def _candidates(self, now_ns: int, touched: Mapping[str, int]) -> set[Key]:
        todo, self._asked = self._asked, set()
        if self._shifts != self._scene.shifts:
            self._shifts = self._scene.shifts
            todo.update(self._lost)
        while self._due and self._due[0][0] <= now_ns:
            due_ns, key = heapq.heappop(self._due)
            if self._due_ns.get(key) == due_ns:
                todo.add(key)
        todo |= self._beside
        for node, fresh in self._fresh.items():
            version = self._scene.version(node)
            if fresh and self._versions_seen.get(node) != version:
                self._versions_seen[node] = version
                todo |= fresh
        for node, at_ns in touched.items():
            if at_ns <= self._newest_old_ns.get(node, 0):
                todo.update(key for key, born_ns in self._old[node].items() if at_ns <= born_ns)
        return {key for key in todo if key in self._lost}

    def _explain(self, lost: LostPeering, known: _Look | None, now_ns: int) -> _Look:
        diagnosis = self._decide(lost)
        if known is not None and known.shifts == self._scene.shifts:
            diagnosis = proof_kept(known.diagnosis, diagnosis, self._rules)
        look = _Look(diagnosis, lost.loss, self._versions(lost), self._scene.shifts, now_ns)
        self._known[lost.key] = look
        weak = is_weak(diagnosis, self._rules)
        for node in lost.peering.nodes:
            (self._weak[node].add if weak else self._weak[node].discard)(lost.key)
        return look

    def _versions(self, lost: LostPeering) -> tuple[int, ...]:
        return tuple(map(self._scene.version, lost.peering.nodes))

    def _stands_still(self, lost: LostPeering, known: _Look, now_ns: int, touched: Mapping[str, int]) -> bool:
        """Whether a loss's cause need not be worked out again now."""
        loss = lost.loss
        if now_ns - _found_ns(loss) > FROZEN_NS or loss.count > 1:
            return True
        if known.loss is not loss or known.shifts != self._scene.shifts:
            return known.loss == loss and known.shifts == self._scene.shifts
        born_ns = _born_ns(loss)
        if self._is_old(lost, known):
            return not any(touched.get(node, born_ns + 1) <= born_ns for node in lost.peering.nodes)
        flaps = self._flaps(lost)
        if not flaps and now_ns - born_ns < FRESH_NS and known.versions != self._versions(lost):
            return False
        return now_ns - known.at_ns < _rest_ns(known, born_ns, flaps=flaps)

    def _flaps(self, lost: LostPeering) -> bool:
        return len(self._losses.of_peering(lost.peering.id)) > FLAPS

    def _is_old(self, lost: LostPeering, known: _Look) -> bool:
        """Whether only what is of the loss's own time can still change its cause: what a strong rule proved of a loss
        that is over, or of a session that flaps, is that early."""
        proved = known.diagnosis.certainty == "proved"
        over = lost.loss.restored_ns is not None and not is_weak(known.diagnosis, self._rules)
        early = proved and (over or self._flaps(lost))
        return known.at_ns - _born_ns(lost.loss) >= (FRESH_NS if early else YOUNG_NS)

    def _plan(self, lost: LostPeering, known: _Look, now_ns: int) -> None:
        """When a loss may have to be looked at again."""
        key, loss = lost.key, lost.loss
        planned_ns = self._unplan(lost)
        if now_ns - _found_ns(loss) > FROZEN_NS or loss.count > 1 or known.loss is not loss:
            return
        born_ns = _born_ns(loss)
        if self._is_old(lost, known):
            for node in lost.peering.nodes:
                self._old[node][key] = born_ns
                self._newest_old_ns[node] = max(self._newest_old_ns[node], born_ns)
            return
        flaps = self._flaps(lost)
        if not flaps and now_ns - born_ns < FRESH_NS:
            for node in lost.peering.nodes:
                self._fresh[node].add(key)
        self._due_ns[key] = due_ns = known.at_ns + _rest_ns(known, born_ns, flaps=flaps)
        if due_ns != planned_ns:
            heapq.heappush(self._due, (due_ns, key))

    def _unplan(self, lost: LostPeering) -> int | None:
        """Take a loss off every plan; returns for when it was planned."""
        for node in lost.peering.nodes:
            self._fresh[node].discard(lost.key)
            self._old[node].pop(lost.key, None)
        return self._due_ns.pop(lost.key, None)


def _found_ns(loss: Outage) -> int:
    """When a loss could be seen: one that was there already when the watching began is as old as the first look."""
    first = loss.downs[0]
    return max(loss.lost_ns, first.seen.seen_ns) if first.inferred else loss.lost_ns


def _born_ns(loss: Outage) -> int:
    """Since when a loss is as it is."""
    return _found_ns(loss) if loss.restored_ns is None else loss.restored_ns


def _rest_ns(known: _Look, born_ns: int, *, flaps: bool) -> int:
    looked_ns = known.at_ns - born_ns
    return max(3 * FRESH_NS, looked_ns) if flaps else max(AGAIN_NS, looked_ns // 4)
