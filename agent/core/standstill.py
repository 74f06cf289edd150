"""Times in which the collector itself stood still: what timers say then proves nothing. Pure."""

import itertools

from agent.core.scene import Scene
from collectors.observations import Poll, Seen

S = 1_000_000_000
MS = 1_000_000
STILL_NS = 3 * S
"""A pause between polls of all routers that is longer than this, and than three usual ones, is a stall."""


def stood_still(scene: Scene, from_ns: int, to_ns: int) -> list[Seen]:
    """The two polls between which no router at all was polled, in a time; none where the polls went on.

    A poll that waits for its answer is no standstill: the pause runs from one poll's end to the next one's beginning.
    """
    polls = sorted(scene.everywhere(Poll, from_ns, to_ns), key=scene.at)
    steps = [(scene.at(b) - scene.at(a) - int(a.ms * MS), a, b) for a, b in itertools.pairwise(polls)]
    usual = sorted(step for step, _, _ in steps if step > S // 10)
    if not usual:
        return []
    longest = max(steps, key=lambda each: each[0])
    if longest[0] < max(STILL_NS, 3 * usual[len(usual) // 2]):
        return []
    return [longest[1], longest[2]]
