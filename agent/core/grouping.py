"""Losses and claims become groups: what shares a cause is one incident, what does not is not. Pure.

Two causes that overlap in time stay two groups, however their lines interleave. A group takes a further loss while it
is open: until `QUIET_NS` after its last restoration.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from agent.core.cause import Claim, LostPeering, Rule

S = 1_000_000_000
QUIET_NS = 30 * S


@dataclass(slots=True)
class Group:
    """Losses of one cause, or one claim without loss."""

    losses: list[LostPeering] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    consequences: list[Claim] = field(default_factory=list)
    _down: bool = False
    _last_ns: int = 0

    def add(self, lost: LostPeering, claim: Claim) -> None:
        """Take a loss with its claim."""
        self.losses.append(lost)
        self.claims.append(claim)
        if lost.loss.restored_ns is None and lost.loss.ended_ns is None:
            self._down = True
        elif lost.loss.restored_ns is None:
            self._last_ns = max(self._last_ns, lost.loss.ended_ns or 0)
        else:
            self._last_ns = max(self._last_ns, lost.loss.restored_ns)

    @property
    def end_ns(self) -> int | None:
        """When the last of it was restored; None while a peering is down."""
        if self.losses:
            return None if self._down else self._last_ns
        return max(each.until_ns or each.started_ns for each in self.claims)

    def is_over(self, now_ns: int) -> bool:
        """Whether it is closed by now."""
        end = self.end_ns
        return end is not None and now_ns >= end + QUIET_NS

    def open_at(self, at_ns: int) -> bool:
        """Whether the group still takes what happens at a time."""
        end = self.end_ns
        return end is None or at_ns <= end + QUIET_NS

    def takes(self, lost: LostPeering, claim: Claim) -> bool:
        """Whether a loss with a claim of this group's key belongs here."""
        if not self.open_at(lost.loss.lost_ns):
            return False
        if not self.losses or claim.spread_ns is None:
            return True
        if any(each.peering.id == lost.peering.id for each in self.losses):
            return True
        return any(abs(each.loss.lost_ns - lost.loss.lost_ns) <= claim.spread_ns for each in self.losses)


def group(explained: Sequence[tuple[LostPeering, Claim]], lossless: Sequence[Claim]) -> list[Group]:
    """All groups, in order of their first loss; each loss is in exactly one."""
    groups: list[Group] = []
    homes: dict[tuple[object, ...], list[Group]] = defaultdict(list)
    for lost, claim in sorted(explained, key=lambda each: (each[0].loss.lost_ns, each[0].peering.id)):
        keys = _keys(claim)
        known = [each for key in keys for each in reversed(homes[key]) if each.takes(lost, claim)]
        home = known[0] if known else Group()
        if not known:
            groups.append(home)
        for key in keys:
            if home not in homes[key]:
                homes[key].append(home)
        home.add(lost, claim)
    _cover(groups)
    of_loss = {lost.key: each for each in groups for lost in each.losses}
    for claim in sorted(lossless, key=lambda each: each.started_ns):
        if claim.follows is not None:
            if claim.follows in of_loss:
                of_loss[claim.follows].consequences.append(claim)
            continue
        home = next((each for each in reversed(homes[claim.key]) if _absorbs(each, claim)), None)
        if home is None:
            home = Group()
            groups.append(home)
            homes[claim.key].append(home)
        home.claims.append(claim)
    return groups


def _keys(claim: Claim) -> list[tuple[object, ...]]:
    """What a claim's incident is found by: its key, and its cause on its subject, however a rule came to it."""
    if claim.subject is None or claim.type == "unknown":
        return [claim.key]
    return [claim.key, ("cause", claim.type, claim.subject)]


def _cover(groups: list[Group]) -> None:
    """Groups whose cause is part of another's at that time become part of it."""
    for whole in list(groups):
        keys = {key for claim in whole.claims for key in claim.covers}
        start_ns = min(each.started_ns for each in whole.claims)
        for part in [each for each in groups if keys and each is not whole and each.claims[0].key in keys]:
            lost = [each.loss.lost_ns for each in part.losses]
            if part.open_at(start_ns) and all(whole.open_at(at_ns) for at_ns in lost):
                speaker = whole.claims[0]
                for loss, claim in zip(part.losses, part.claims, strict=True):
                    whole.add(loss, replace(speaker, evidence=claim.evidence, started_ns=claim.started_ns))
                groups.remove(part)


def _absorbs(home: Group, claim: Claim) -> bool:
    first = min(each.started_ns for each in home.claims)
    return first - QUIET_NS <= claim.started_ns and home.open_at(claim.started_ns)


def strongest(claims: Sequence[Claim], rules: Mapping[str, Rule]) -> Claim:
    """The claim that speaks for a group: proved first, then by its rule's rank, then the earliest."""

    def order(claim: Claim) -> tuple[bool, bool, int, int]:
        rule = rules.get(claim.type)
        weak = rule is None or rule.strength == "weak"
        return (weak, claim.certainty != "proved", rule.rank if rule else 999, claim.started_ns)

    return min(claims, key=order)
