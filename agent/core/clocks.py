"""How far each node's clock is off, estimated from what both ends wrote of the same moment. Pure.

A NOTIFICATION is sent at one end and received at the other within milliseconds; both ends enter ESTABLISHED together;
an interface goes at both ends of a link at once. Where such pairs between two nodes agree on one distance that is not
nothing, one of the two clocks is off. Arrival times, where somebody wrote them down, tell it directly.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

S = 1_000_000_000
Signal = tuple[str, ...]
"""What can be seen at both ends, as the sending end would name it: ("up",), ("6", "2"), ..."""

SLACK_NS = 400_000_000
"""Pairs of one true distance lie this close together."""

WRONG_NS = 900_000_000
"""A clock is called wrong from this distance on; less is a session's own delay."""

ARRIVALS = 3


def from_arrivals(delays_ns: Sequence[int]) -> int | None:
    """A clock's error by the delays (received minus stamp) of lines that were read as they were written.

    None where the delays do not agree: a log that was read later tells nothing.
    """
    if len(delays_ns) < ARRIVALS:
        return None
    ordered = sorted(delays_ns)
    if ordered[ARRIVALS - 1] - ordered[0] > S // 2:
        return None
    return -ordered[0] if abs(ordered[0]) > 2 * S or ordered[0] < -WRONG_NS else 0


def distance(pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> int | None:
    """By how much the second node's stamps are later than the first's; None where the pairs do not tell.

    Each pair holds the times of one signal of one session at both nodes.
    """
    gaps = sorted(
        (theirs - mine, k, mine, theirs) for k, (ours, others) in enumerate(pairs) for mine in ours for theirs in others
    )
    best: list[tuple[int, int, int, int]] = []
    score = (0, False)
    start = 0
    for end in range(len(gaps)):
        while gaps[end][0] - gaps[start][0] > SLACK_NS:
            start += 1
        window = gaps[start : end + 1]
        found = min(len({(k, mine) for _, k, mine, _ in window}), len({(k, theirs) for _, k, _, theirs in window}))
        here = (found, abs(gaps[start][0]) < WRONG_NS)
        if here > score:
            score, best = here, window
    if not best:
        return None
    middle = int(median(each[0] for each in best))
    if abs(middle) < WRONG_NS:
        return 0
    return middle if score[0] >= 2 and _distinct(best) >= 2 else None


def _distinct(window: Sequence[tuple[int, int, int, int]]) -> int:
    """How many moments, seconds apart, a distance rests on."""
    times = sorted({mine for _, _, mine, _ in window})
    return 1 + sum(later - earlier > S for earlier, later in pairwise(times))


def offsets(between: Mapping[tuple[str, str], int], arrivals: Mapping[str, int], anchored: set[str]) -> dict[str, int]:
    """Each node's clock error, from distances between nodes and, first of all, from arrivals.

    Nodes that agree with each other are right when they are most; `anchored` nodes (whose stamps fit the collector's
    own clock) decide a tie.
    """
    result = {node: error for node, error in arrivals.items() if error}
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (one, other), gap in between.items():
        near[one].append((other, gap))
        near[other].append((one, -gap))
    for nodes in _components(near):
        relative = _walk(nodes[0], near)
        clusters: dict[int, list[str]] = defaultdict(list)
        for node in nodes:
            home = next((base for base in clusters if abs(base - relative[node]) < WRONG_NS), relative[node])
            clusters[home].append(node)
        base = max(
            clusters, key=lambda each: (len(anchored & set(clusters[each])) > 0, len(clusters[each]), -abs(each))
        )
        for value, members in clusters.items():
            for node in members:
                if value != base and node not in arrivals:
                    result[node] = relative[node] - base
    return result


def _components(near: Mapping[str, list[tuple[str, int]]]) -> list[list[str]]:
    seen: set[str] = set()
    parts = []
    for node in sorted(near):
        if node not in seen:
            part = sorted(_walk(node, near))
            seen.update(part)
            parts.append(part)
    return parts


def _walk(start: str, near: Mapping[str, list[tuple[str, int]]]) -> dict[str, int]:
    """The distance of every reachable node's stamps from the first node's."""
    found, todo = {start: 0}, [start]
    while todo:
        here = todo.pop()
        for there, gap in near[here]:
            if there not in found:
                found[there] = found[here] + gap
                todo.append(there)
    return found
