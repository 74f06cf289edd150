"""The suite put together: all operators, and corrupted texts of each."""

from collections.abc import Sequence
from random import Random

import agent.mutations.operators
from agent.mutations.corruption import Corrupted, Operator, Room
from agent.mutations.pieces import Narrative
from clab.plugins import load

ROUNDS = 3


def operators() -> list[Operator]:
    """All operators, those held out last."""
    modules = load(agent.mutations.operators, "OPERATORS")
    held = load(agent.mutations.operators, "HELD_OUT")
    found = [
        Operator(each.name, each.work, each.complete, bool(held[name]))
        for name, members in modules.items()
        for each in members  # type: ignore[attr-defined]  # the loader gives objects
    ]
    return sorted(found, key=lambda each: (each.held_out, each.name))


def corrupt(operator: Operator, texts: Sequence[Narrative], count: int, seed: int) -> list[Corrupted]:
    """Up to `count` corrupted texts of one operator, no two the same, spread over the faithful ones."""
    rng = Random(f"{operator.name} {seed}")
    found: list[Corrupted] = []
    said = {each.text for each in texts}
    for _ in range(ROUNDS):
        for text in rng.sample(texts, len(texts)):
            if len(found) == count:
                return found
            result = operator.work(Room(text, rng, texts))
            if result and result[0].text not in said:
                said.add(result[0].text)
                found.append(Corrupted(operator, *result))
    return found
