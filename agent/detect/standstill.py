"""Times in which the collector itself stood still: what timers say then proves nothing. Pure."""

import itertools
from collections import defaultdict

from agent.detect.evidence import EvidenceIndex
from clab.units import SECOND_NS
from collectors.observations import Poll, Seen

STILL_NS = 3 * SECOND_NS
"""A pause between polls of all routers that is longer by this than one router's usual one is a stall."""

USUAL_NS = 120 * SECOND_NS
"""How far back a router's usual pause is looked for."""


def stood_still(scene: EvidenceIndex, from_ns: int, to_ns: int) -> list[Seen]:
    """The two polls between which no router at all was polled, in a time; none where the polls went on.

    A poll that waits for its answer is no standstill: the pause runs from one poll's end to the next one's beginning.
    """
    polls = sorted(scene.all_of(Poll, from_ns - USUAL_NS, to_ns), key=scene.at)
    usual_ns = _usual(scene, polls)
    if usual_ns is None:
        return []
    pairs = [item for item in itertools.pairwise(polls) if scene.at(item[1]) >= from_ns]
    longest = max(pairs, key=lambda pair: _pause(scene, *pair), default=None)
    if longest is None or _pause(scene, *longest) < usual_ns + STILL_NS:
        return []
    return list(longest)


def _usual(scene: EvidenceIndex, polls: list[Poll]) -> int | None:
    """The middle of the pauses between two polls of one router by one command."""
    times: dict[tuple[str, str], list[Poll]] = defaultdict(list)
    for poll in polls:
        times[(poll.node, poll.command)].append(poll)
    pauses = sorted(_pause(scene, a, b) for mine in times.values() for a, b in itertools.pairwise(mine))
    return pauses[len(pauses) // 2] if pauses else None


def _pause(scene: EvidenceIndex, one: Poll, other: Poll) -> int:
    return scene.at(other) - scene.at(one) - one.took_ns
