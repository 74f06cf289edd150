"""Losses and diagnoses become groups: what shares a cause is one incident, what does not is not. Pure.

Two causes that overlap in time stay two groups, however their lines interleave. A group takes a further loss while it
is open: until `QUIET_NS` after its last restoration.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from agent.detect.diagnosis import Diagnosis, LostPeering, Rule
from agent.detect.peerings import View
from clab.units import SECOND_NS

QUIET_NS = 30 * SECOND_NS


@dataclass(slots=True)
class Group:
    """Losses of one cause, or one diagnosis without loss."""

    losses: list[LostPeering] = field(default_factory=list)
    diagnoses: list[Diagnosis] = field(default_factory=list)
    consequences: list[Diagnosis] = field(default_factory=list)
    _down: bool = False
    _last_ns: int = 0
    _newest_ns: int = 0
    _sessions: set[View] = field(default_factory=set)

    def add(self, lost: LostPeering, diagnosis: Diagnosis) -> None:
        """Take a loss with its diagnosis."""
        self.losses.append(lost)
        self.diagnoses.append(diagnosis)
        self._sessions.add(lost.peering.id)
        self._newest_ns = lost.loss.lost_ns
        end_ns = lost.loss.restored_ns if lost.loss.restored_ns is not None else lost.loss.ended_ns
        if end_ns is None:
            self._down = True
        elif end_ns > self._last_ns:
            self._last_ns = end_ns

    @property
    def end_ns(self) -> int | None:
        """When the last of it was restored; None while a peering is down."""
        if self.losses:
            return None if self._down else self._last_ns
        return max(diagnose.until_ns or diagnose.started_ns for diagnose in self.diagnoses)

    def is_over(self, now_ns: int) -> bool:
        """Whether it is closed by now."""
        end = self.end_ns
        return end is not None and now_ns >= end + QUIET_NS

    def open_at(self, at_ns: int) -> bool:
        """Whether the group still takes what happens at a time."""
        end = self.end_ns
        return end is None or at_ns <= end + QUIET_NS

    def takes(self, lost: LostPeering, diagnosis: Diagnosis) -> bool:
        """Whether a loss with a diagnosis of this group's key belongs here; losses come in order of time."""
        if not self.open_at(lost.loss.lost_ns):
            return False
        if not self.losses or diagnosis.spread_ns is None:
            return True
        if lost.peering.id in self._sessions:
            return True
        return lost.loss.lost_ns - self._newest_ns <= diagnosis.spread_ns


def group(explained: Sequence[tuple[LostPeering, Diagnosis]], lossless: Sequence[Diagnosis]) -> list[Group]:
    """All groups, in order of their first loss; each loss is in exactly one."""
    groups: list[Group] = []
    homes: dict[tuple[object, ...], list[Group]] = defaultdict(list)
    for lost, diagnosis in sorted(explained, key=lambda each: (each[0].loss.lost_ns, each[0].peering.id)):
        keys = keys_of(diagnosis)
        home = next((each for key in keys for each in reversed(homes[key]) if each.takes(lost, diagnosis)), None)
        if home is None:
            home = Group()
            groups.append(home)
        for key in keys:
            if not any(each is home for each in reversed(homes[key])):
                homes[key].append(home)
        home.add(lost, diagnosis)
    _cover(groups)
    of_loss = {lost.key: item for item in groups for lost in item.losses}
    for diagnosis in sorted(lossless, key=lambda each: each.started_ns):
        if diagnosis.follows is not None:
            if diagnosis.follows in of_loss:
                of_loss[diagnosis.follows].consequences.append(diagnosis)
            continue
        home = next((each for each in reversed(homes[diagnosis.key]) if _absorbs(each, diagnosis)), None) or Group()
        if not home.diagnoses and not home.losses:
            groups.append(home)
            homes[diagnosis.key].append(home)
        home.diagnoses.append(diagnosis)
    return groups


def keys_of(diagnosis: Diagnosis) -> list[tuple[object, ...]]:
    """What a diagnosis's incident is found by: its key, and its cause on its subject, however a rule came to it."""
    if diagnosis.subject is None or diagnosis.type == "unknown":
        return [diagnosis.key]
    return [diagnosis.key, ("cause", diagnosis.type, diagnosis.subject)]


def _cover(groups: list[Group]) -> None:
    """Groups whose cause is part of another's at that time become part of it."""
    for whole in list(groups):
        keys = {key for diagnosis in whole.diagnoses for key in diagnosis.covers}
        if not keys:
            continue
        start_ns = min(diagnose.started_ns for diagnose in whole.diagnoses)
        for part in [item for item in groups if item is not whole and item.diagnoses[0].key in keys]:
            lost = [each.loss.lost_ns for each in part.losses]
            if part.open_at(start_ns) and all(whole.open_at(at_ns) for at_ns in lost):
                speaker = whole.diagnoses[0]
                for loss, diagnosis in zip(part.losses, part.diagnoses, strict=True):
                    whole.add(loss, replace(speaker, evidence=diagnosis.evidence, started_ns=diagnosis.started_ns))
                groups.remove(part)


def _absorbs(home: Group, diagnosis: Diagnosis) -> bool:
    first = min(diagnose.started_ns for diagnose in home.diagnoses)
    return first - QUIET_NS <= diagnosis.started_ns and home.open_at(diagnosis.started_ns)


def strongest(diagnoses: Sequence[Diagnosis], rules: Mapping[str, Rule]) -> Diagnosis:
    """The diagnosis that speaks for a group: proved first, then by its rule's rank, then the earliest."""

    def order(diagnosis: Diagnosis) -> tuple[bool, bool, int, int]:
        rule = rules.get(diagnosis.type)
        weak = rule is None or rule.strength == "weak"
        return (weak, diagnosis.certainty != "proved", rule.rank if rule else 999, diagnosis.started_ns)

    return min(diagnoses, key=order)
