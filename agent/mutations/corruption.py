"""What an operator is, and what it may know: the text, its incident, and other incidents' texts to borrow from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

from agent.mutations.corpus import cases
from agent.mutations.moments import instant
from agent.mutations.pieces import Narrative, Piece, Slot

MARGIN = 0.05
MARGIN_S = 0.6
SAME_S = 0.5


@dataclass(frozen=True)
class Known:
    """Every value that holds for an incident, to be sure that an invented one does not."""

    incident: dict[str, Any]

    @cached_property
    def durations_s(self) -> list[float]:
        """Outages, reconvergence, and every span between two moments that the incident names."""
        marks = sorted(set(self.moments))
        spans = [(two - one).total_seconds() for place, one in enumerate(marks) for two in marks[place + 1 :]]
        found = [each["outage_s"] for each in self.incident["peerings"]] + [self.incident["reconvergence_s"], *spans]
        return sorted({each for each in found if each and each > SAME_S})

    @cached_property
    def moments(self) -> list[datetime]:
        """Every moment that the incident names."""
        incident, cause = self.incident, self.incident["cause"]
        found = [incident[name] for name in MARKS]
        found += [peering[name] for peering in incident["peerings"] for name in ("lost_at", "restored_at")]
        found += [each["at"] for each in (*incident["timeline"], *cause["evidence"])]
        return [instant(each) for each in found if each]

    @cached_property
    def counts(self) -> set[int]:
        """Every number that the incident can be said to have of something."""
        peerings, nodes = self.incident["peerings"], self.incident["nodes"]
        down = sum(each["restored_at"] is None for each in peerings)
        found = {len(peerings), len(nodes), down, len(peerings) - down, sum(each["losses"] for each in peerings)}
        found |= {each["losses"] for each in peerings} | {len({(each["a"], each["b"]) for each in peerings})}
        found |= {sum(name in (each["a"], each["b"]) for each in peerings) for name in nodes}
        return found | {len(self.incident["cause"]["nodes"]), len(nodes) - 1}

    @cached_property
    def pairs(self) -> set[frozenset[str]]:
        """The node pairs whose peerings were lost."""
        return {frozenset((each["a"], each["b"])) for each in self.incident["peerings"]}

    @cached_property
    def words(self) -> str:
        """The whole incident as text, to see that an invented name is nowhere in it."""
        return repr(self.incident).lower()

    def is_no_duration(self, seconds: float) -> bool:
        """Whether a duration is clearly none of the incident's, in any rounding that a text may use."""
        return all(abs(seconds - each) > max(MARGIN_S, MARGIN * each) for each in self.durations_s)

    def is_no_moment(self, at: datetime) -> bool:
        """Whether a moment is clearly none of the incident's."""
        return all(abs(at - each) >= timedelta(seconds=2) for each in self.moments)


MARKS = ("started_at", "first_loss_at", "last_restored_at")


@dataclass(frozen=True, slots=True)
class Room:
    """What an operator works with."""

    text: Narrative
    rng: Random
    others: Sequence[Narrative]

    @property
    def incident(self) -> dict[str, Any]:
        """The incident the text is about."""
        return self.text.case.incident

    @property
    def known(self) -> Known:
        """What holds for it."""
        return Known(self.incident)

    def pick(self, *kinds: str, having: Callable[[Slot], bool] = lambda slot: True) -> tuple[int, int, Slot] | None:
        """One of the text's slots of these kinds, by chance."""
        found = [each for each in self.text.slots(*kinds) if having(each[2])]
        return self.rng.choice(found) if found else None

    def lab_nodes(self) -> list[str]:
        """Nodes that other incidents of the suite name and this one does not mention anywhere."""
        mine = self.known.words
        return sorted({name for case in cases() for name in case.incident["nodes"] if name not in mine})


Result = tuple[Narrative, str] | None
Work = Callable[[Room], Result]


@dataclass(frozen=True, slots=True)
class Operator:
    """One way to corrupt: its work returns the false text and what is false in it, or None where it does not fit.

    `complete`: the fault is what is missing, so the text is to be verified with `--complete`.
    """

    name: str
    work: Work
    complete: bool = False
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class Corrupted:
    """A text that is false, and why."""

    operator: Operator
    text: Narrative
    what: str


def swap(text: Narrative, place: tuple[int, int, Slot], said: str) -> Result:
    """The text with one slot worded otherwise."""
    row, column, slot = place
    piece: Piece = Slot(slot.kind, slot.key, slot.value, said)
    return text.put(row, column, piece), f"{slot.key}: {slot.text!r} became {said!r}"
