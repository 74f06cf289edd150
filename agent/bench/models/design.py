"""The order of a run: rounds of blocks, so that heat, load and luck of the hour hit all models alike. Pure.

A block is one kind of task by one model, which is loaded once for it. Within a round every kind is done by all models,
one after the other. Which model comes first moves on from kind to kind and from round to round (a Latin square), and
half of the kinds go the other way round, so that no model always follows the same one.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.bench.models.arms import Arm
from agent.bench.models.kind import BenchTask

SEED_STEP = 1000
"""So far apart are the seeds of two rounds; a task counts its own tries from there."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One task put to one model in one round."""

    arm: Arm
    task: BenchTask
    round: int

    @property
    def id(self) -> str:
        """The same in a run that goes on."""
        return f"{self.round} {self.task.id} {self.arm.label}"

    @property
    def seed(self) -> int:
        """What is added to the seeds of its calls."""
        return SEED_STEP * self.round


@dataclass(frozen=True, slots=True)
class Block:
    """The tasks of one kind for one model in one round."""

    arm: Arm
    kind: str
    round: int
    trials: tuple[Trial, ...]


def blocks(arms: Sequence[Arm], tasks: Sequence[BenchTask], round_: int, seed: int = 1) -> Iterator[Block]:
    """One round, block by block."""
    kinds = list(dict.fromkeys(task.kind for task in tasks))
    turned = kinds[round_ % len(kinds) :] + kinds[: round_ % len(kinds)]
    for kind in turned:
        mine = [task for task in tasks if task.kind == kind]
        random.Random(f"{seed} {round_} {kind}").shuffle(mine)
        for arm in _row(arms, kinds.index(kind), round_):
            yield Block(arm, kind, round_, tuple(Trial(arm, task, round_) for task in mine))


def _row(arms: Sequence[Arm], kind: int, round_: int) -> list[Arm]:
    """The order of the models for one kind in one round."""
    ordered = list(arms) if kind % 2 == 0 else list(reversed(arms))
    start = (kind + round_) % len(ordered)
    return ordered[start:] + ordered[:start]
