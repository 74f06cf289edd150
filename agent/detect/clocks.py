"""How far each node's clock is off, estimated from what both ends wrote of the same moment. Pure.

A NOTIFICATION is sent at one end and received at the other within milliseconds; both ends enter ESTABLISHED together;
an interface goes at both ends of a link at once. Where such pairs between two nodes agree on one distance that is not
nothing, one of the two clocks is off. Arrival times, where somebody wrote them down, tell it directly.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from clab.units import SECOND_NS

Signal = tuple[str, ...]
"""What can be seen at both ends, as the sending end would name it: ("up",), ("6", "2"), ..."""

SLACK_NS = 400_000_000
"""Pairs of one true distance lie this close together."""

WRONG_NS = 900_000_000
"""A clock is called wrong from this distance on; less is a session's own delay."""

ZONE_NS = 900 * SECOND_NS
"""Time zones differ by quarters of an hour."""

ARRIVALS, READS = 3, 2
"""So many lines, of so many reads, tell of a clock: what waited for its reader is read at once, and late alike."""


def from_arrivals(arrived: Sequence[tuple[int, int]]) -> int | None:
    """A clock's error by when lines were read, and the delay (received minus stamp) of each, both in ns.

    None where the delays do not agree: a log that was read later tells nothing.
    """
    if len(arrived) < ARRIVALS or len({received_ns for received_ns, _ in arrived}) < READS:
        return None
    ordered = sorted(delay_ns for _, delay_ns in arrived)
    if ordered[ARRIVALS - 1] - ordered[0] > SECOND_NS // 2:
        return None
    return -ordered[0] if abs(ordered[0]) > 2 * SECOND_NS or ordered[0] < -WRONG_NS else 0


@dataclass(frozen=True, slots=True)
class Distance:
    """By how much one node's stamps are later than another's, and on how many moments, seconds apart, that rests."""

    ns: int
    moments: int

    @property
    def sure(self) -> bool:
        """Nothing, or a whole time zone, or what several moments tell alike."""
        return self.ns == 0 or self.moments >= 2 or _is_zone(self.ns)


def distance(
    pairs: Sequence[tuple[Sequence[int], Sequence[int]]], slack_ns: int = SLACK_NS, wrong_ns: int = WRONG_NS
) -> Distance | None:
    """How far the second node's stamps are from the first's; None where the pairs do not tell.

    Each pair holds the times of one signal of one session at both nodes.
    """
    gaps = sorted(
        (theirs - mine, k, mine, theirs) for k, (ours, others) in enumerate(pairs) for mine in ours for theirs in others
    )
    best: list[tuple[int, int, int, int]] = []
    score = (0, False)
    start = 0
    for end in range(len(gaps)):
        while gaps[end][0] - gaps[start][0] > slack_ns:
            start += 1
        if end + 1 - start < score[0]:
            continue  # too few to be more than the best
        window = gaps[start : end + 1]
        found = min(len({(k, mine) for _, k, mine, _ in window}), len({(k, theirs) for _, k, _, theirs in window}))
        here = (found, abs(gaps[start][0]) < wrong_ns)
        if here > score:
            score, best = here, window
    if not best:
        return None
    middle = int(median(item[0] for item in best))
    times = sorted({mine for _, _, mine, _ in best})
    moments = 1 + sum(later - earlier > SECOND_NS for earlier, later in pairwise(times))
    if abs(middle) > ZONE_NS // 2 and abs(middle - round(middle / ZONE_NS) * ZONE_NS) < slack_ns:
        middle = round(middle / ZONE_NS) * ZONE_NS
    return Distance(0 if abs(middle) < wrong_ns else middle, moments)


def _is_zone(ns: int) -> bool:
    return ns != 0 and ns % ZONE_NS == 0


def agreed(found: Mapping[tuple[str, str], Distance], anchors: Mapping[str, Distance]) -> dict[tuple[str, str], int]:
    """The distances to believe: the sure ones, those that a second peer confirms, and those that the polls confirm."""
    toward: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (one, other), gap in found.items():
        toward[other].append((one, gap.ns))
        toward[one].append((other, -gap.ns))
    believed = {}
    for (one, other), gap in found.items():
        confirmed = any(
            peer != far and abs(ns - mine) < SLACK_NS
            for node, far, mine in ((other, one, gap.ns), (one, other, -gap.ns))
            for peer, ns in toward[node]
        )
        polled = one in anchors and other in anchors
        by_polls = polled and abs(gap.ns - (anchors[other].ns - anchors[one].ns)) < 3 * SECOND_NS // 2
        if gap.sure or confirmed or by_polls:
            believed[(one, other)] = gap.ns
    return believed


def with_zones(
    found: Mapping[tuple[str, str], Distance], believed: Mapping[tuple[str, str], int], errors: Mapping[str, int]
) -> dict[tuple[str, str], int]:
    """The believed distances, and those that put a further node a whole time zone off, seen from a known one."""
    known = {node for pair in believed for node in pair}
    more = dict(believed)
    for (one, other), gap in found.items():
        for near_end, far_ns in ((one, errors.get(one, 0) + gap.ns), (other, errors.get(other, 0) - gap.ns)):
            far = other if near_end == one else one
            zone_ns = round(far_ns / ZONE_NS) * ZONE_NS
            if near_end in known and far not in known and zone_ns and abs(far_ns - zone_ns) < SLACK_NS:
                more[(near_end, far)] = zone_ns - errors.get(near_end, 0)
    return more


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
            clusters,
            key=lambda cluster: (len(anchored & set(clusters[cluster])) > 0, len(clusters[cluster]), -abs(cluster)),
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
