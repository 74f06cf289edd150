"""Peerings: two routers' views of one BGP session, joined.

A view is what one router says of one neighbor: `(node, vrf, neighbor)`. Two views are one peering when each looks at
an address of the other; twins between the same routers are told apart by their addresses, unnumbered sessions by the
lab's links. A view that finds no partner is a peering with one witness.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from agent.detect.name_resolver import Address, NameResolver, near, parse_address, shared_bits
from collectors.observations import NeighborFacts

View = tuple[str, str, str]
"""(node, vrf, neighbor as the node calls it)"""


Mirror = tuple[int, int, str, tuple[int, int] | None]
"""A NOTIFICATION as one end wrote it: when, how wide its stamp is, `sent` or `received`, its code where it is told."""

MOMENT_NS = 500_000_000
"""Both ends write of one NOTIFICATION within this time."""

TOGETHER_NS = 200_000_000
"""Two ends of a link see it go and come back within this time."""


@dataclass(frozen=True, slots=True)
class Peering:
    """One transport session: the views of its ends (one or two), and the two ends with what names them.

    `id` is stable for the same views. `a` sorts before `b`; an end that nobody knows is None. `links` are the lab's
    interfaces `(node, interface)` under a session that runs on one link, empty where that is not known.
    """

    views: tuple[View, ...]
    a: str | None
    b: str | None
    address_a: str | None
    address_b: str | None
    id: View = field(init=False, compare=False, repr=False)
    """The first of its views."""
    nodes: tuple[str, ...] = field(init=False, compare=False, repr=False)
    """The ends that are known."""
    ends: tuple[str, str, str, str] = field(init=False, compare=False, repr=False)
    """Both ends and their addresses, as text."""

    def __post_init__(self) -> None:
        """Work out, once, what the rules ask for all the time."""
        object.__setattr__(self, "id", self.views[0])
        object.__setattr__(self, "nodes", tuple(item for item in (self.a, self.b) if item is not None))
        ends = (self.a or "", self.b or "", self.address_a or "", self.address_b or "")
        object.__setattr__(self, "ends", ends)

    def other(self, node: str) -> str | None:
        """The far end, as `node` sees it."""
        return self.b if node == self.a else self.a

    def address_of(self, node: str) -> str | None:
        """The address (or interface) of one end."""
        return self.address_a if node == self.a else self.address_b if node == self.b else None

    def name_at(self, node: str) -> str:
        """The session as `node`'s configuration calls it: `r2 neighbor 10.1.2.2`."""
        view = next((item for item in self.views if item[0] == node), None)
        own = view[2] if view else None
        if own is None or own.startswith("proto:"):
            far = self.address_b if node == self.a else self.address_a
            own = far or self.other(node) or (own or "").removeprefix("proto:")
        return f"{node} neighbor {own}"


class Pairing:
    """Joins views to peerings. A pure function of the directory, the facts and the views it is given."""

    def __init__(self, directory: NameResolver, facts: Mapping[View, NeighborFacts]) -> None:
        self.directory = directory
        self.facts = facts

    def join(
        self,
        views: Iterable[View],
        times: Mapping[View, list[int]],
        mirrors: Mapping[View, Sequence[Mirror]] | None = None,
    ) -> list[Peering]:
        """All peerings of these views; `times` (when a view changed state) and `mirrors` (NOTIFICATIONs that one end
        sent and the other received) settle what names leave open."""
        todo = sorted(set(views))
        alias = {view: self._resolve(view) for view in todo}
        groups: dict[View, list[View]] = defaultdict(list)
        for view in todo:
            groups[alias[view]].append(view)
        partner: dict[View, View] = {}
        for _, one, other in sorted(self._mutual(groups), key=lambda item: (-item[0], item[1], item[2])):
            if one not in partner and other not in partner:
                partner[one], partner[other] = other, one
        self._match_by_time(groups, partner, times)
        self._match_unnumbered(groups, partner, times)
        self._match_mirrored(groups, partner, times, mirrors or {})
        done: set[View] = set()
        peerings = []
        for view in groups:
            if view in done:
                continue
            mate = partner.get(view)
            done.update([view, *([mate] if mate else [])])
            mine = [*groups[view], *(groups[mate] if mate else [])]
            peerings.append(self._peering(view, mate, tuple(sorted(mine))))
        return peerings

    def _resolve(self, view: View) -> View:
        """A view under its neighbor's address, where a router's own name for the session hides it."""
        facts = self.facts.get(view)
        if view[2].startswith("proto:") and facts and facts.remote_address:
            return (view[0], view[1], facts.remote_address)
        return view

    def _peer(self, view: View) -> str | None:
        node, _, neighbor = view
        if parse_address(neighbor) is None:
            link = self.directory.lab.link_at(node, neighbor)
            if link:
                return link.other(node).node
            facts = self.facts.get(view)
            return self.directory.node_of_host(facts.peer_host) if facts and facts.peer_host else None
        return self.directory.owner(neighbor)

    def _mutual(self, views: Iterable[View]) -> list[tuple[int, View, View]]:
        """All pairs that can be one session, with how well they fit."""
        by_node: dict[str, list[View]] = defaultdict(list)
        for view in views:
            by_node[view[0]].append(view)
        pairs = []
        for view in views:
            peer = self._peer(view)
            if peer is None or peer < view[0] or peer == view[0]:
                continue
            for other in by_node.get(peer, ()):
                fit = self._fit(view, other)
                if fit >= 0 and self._peer(other) == view[0]:
                    pairs.append((fit, view, other))
        return pairs

    def _fit(self, one: View, other: View) -> int:
        """Bits that the two neighbor addresses share; more than an address has where a router named them."""
        here, there = parse_address(one[2]), parse_address(other[2])
        if here is None or there is None:
            return self._fit_unnumbered(one, other) if here is None and there is None else -1
        fit = shared_bits(here, there)
        if fit < 0:
            return -1
        for view, far in ((one, other), (other, one)):
            facts = self.facts.get(view)
            if facts and facts.local_address:
                local = parse_address(facts.local_address)
                if local is not None and local != parse_address(far[2]):
                    return -1
                fit += 200
        return fit

    def _fit_unnumbered(self, one: View, other: View) -> int:
        link = self.directory.lab.link_at(one[0], one[2])
        if link:
            end = link.other(one[0])
            return 500 if (end.node, end.interface) == (other[0], other[2]) else -1
        return 0

    def _match_by_time(
        self, groups: Mapping[View, list[View]], partner: dict[View, View], times: Mapping[View, list[int]]
    ) -> None:
        """Give a session that never shows an address (BIRD) the one view of a peer that changes when it does."""
        for view in groups:
            if not view[2].startswith("proto:") or view in partner:
                continue
            rivals = [
                group
                for group in groups
                if group not in partner and group[0] != view[0] and self.directory.owner(group[2]) == view[0]
            ]
            if len(rivals) > 1:
                named = [rival for rival in rivals if rival[0] == view[2].removeprefix("proto:")]
                rivals = named or sorted(
                    rivals, key=lambda each: -_coincidences(times.get(view, []), times.get(each, []))
                )
            alone = len([item for item in groups if item[0] == view[0] and item[2].startswith("proto:")]) == 1
            if rivals and (
                (alone and len(rivals) == 1) or _coincidences(times.get(view, []), times.get(rivals[0], [])) > 0
            ):
                partner[view], partner[rivals[0]] = rivals[0], view

    def _match_unnumbered(
        self, groups: Mapping[View, list[View]], partner: dict[View, View], times: Mapping[View, list[int]]
    ) -> None:
        """Without the lab's links, two interfaces that always change together are the two ends of one session."""
        loose = [
            view
            for view in groups
            if view not in partner and parse_address(view[2]) is None and not view[2].startswith("proto:")
            if self.directory.lab.link_at(view[0], view[2]) is None and len(times.get(view, [])) > 1
        ]
        for view in loose:
            both = [
                item
                for item in loose
                if item[0] != view[0] and _coincidences(times[view], times[item], TOGETHER_NS) == len(times[view])
            ]
            if len(both) == 1 and view not in partner and both[0] not in partner:
                partner[view], partner[both[0]] = both[0], view

    def _match_mirrored(
        self,
        groups: Mapping[View, list[View]],
        partner: dict[View, View],
        times: Mapping[View, list[int]],
        mirrors: Mapping[View, Sequence[Mirror]],
    ) -> None:
        """Two ends that nobody names are one session where one sent what the other received, and all else fits."""
        loose = [view for view in groups if view not in partner and mirrors.get(view) and self._peer(view) is None]
        at: dict[int, set[View]] = defaultdict(set)
        for view in loose:
            for mirror in mirrors[view]:
                at[mirror[0] // _BUCKET_NS].add(view)
        fits: dict[View, set[View]] = defaultdict(set)
        for second, here in at.items():
            near_by = here | at.get(second + 1, set()) | at.get(second - 1, set())
            for view in here:
                fits[view].update(item for item in near_by if self._mirrored(view, item, times, mirrors))
        for view in loose:
            mates = fits[view]
            mate = next(iter(mates)) if len(mates) == 1 else None
            if mate is not None and len(fits[mate]) == 1 and view not in partner and mate not in partner:
                partner[view], partner[mate] = mate, view

    def _mirrored(
        self,
        one: View,
        other: View,
        times: Mapping[View, list[int]],
        mirrors: Mapping[View, Sequence[Mirror]],
    ) -> bool:
        """Whether two views can be the ends of one session by what they sent and received."""
        here, there = parse_address(one[2]), parse_address(other[2])
        if one[0] == other[0] or here is None or there is None or here == there or not near(here, there):
            return False
        if not any(_is_mirror(mine, theirs) for mine in mirrors[one] for theirs in mirrors[other]):
            return False
        ours, others = times.get(one, []), times.get(other, [])
        fewer, more = (ours, others) if len(ours) <= len(others) else (others, ours)
        return bool(fewer) and _coincidences(fewer, more, 2_000_000_000) == len(fewer)

    def _peering(self, view: View, mate: View | None, views: tuple[View, ...]) -> Peering:
        node = view[0]
        peer = mate[0] if mate else self._peer(view)
        if view[2].startswith("proto:"):
            far, near_end = None, mate[2] if mate else None
            facts = self.facts.get(mate) if mate else None
            far = facts.local_address if facts and facts.local_address else None
            if mate and far is None:
                far = self._local(mate, None)
        else:
            far = view[2]
            near_end = mate[2] if mate and not mate[2].startswith("proto:") else self._local(view, peer)
        ends = [(node, near_end), (peer, far)]
        if parse_address(view[2]) is None and not view[2].startswith("proto:"):
            ends = self._unnumbered_ends(view, mate, peer)
        ends.sort(key=lambda end: (end[0] is None, end[0] or "", end[1] or ""))
        (a, address_a), (b, address_b) = ends
        return Peering(views, a, b, _canonical(address_a), _canonical(address_b))

    def _unnumbered_ends(self, view: View, mate: View | None, peer: str | None) -> list[tuple[str | None, str | None]]:
        link = self.directory.lab.link_at(view[0], view[2])
        far = mate[2] if mate else link.other(view[0]).interface if link else None
        return [(view[0], view[2]), (peer, far)]

    def _local(self, view: View, peer: str | None) -> str | None:
        """A router's own address on a session: its word, else its address nearest to the neighbor's."""
        facts = self.facts.get(view)
        if facts and facts.local_address:
            return facts.local_address
        there = parse_address(view[2])
        if there is None:
            return None
        mine = [address for address in self.directory.addresses_of(view[0]) if address.version == there.version]
        best = max(mine, key=lambda item: shared_bits(item, there), default=None)
        if best is None or not (near(best, there) or len(mine) == 1):
            return None
        return str(best)


_BUCKET_NS = 4_000_000_000


def _is_mirror(one: Mirror, other: Mirror) -> bool:
    """Whether one end sent what the other received, within a moment."""
    wide_ns = MOMENT_NS + (one[1] if one[1] >= MOMENT_NS else 0) + (other[1] if other[1] >= MOMENT_NS else 0)
    coarse = max(one[1], other[1]) >= MOMENT_NS
    same = one[3] == other[3] if None not in (one[3], other[3]) else not coarse
    return {one[2], other[2]} == {"sent", "received"} and same and abs(one[0] - other[0]) <= wide_ns


def _canonical(text: str | None) -> str | None:
    parsed: Address | None = parse_address(text) if text else None
    return str(parsed) if parsed else text


def _coincidences(one: list[int], other: list[int], within_ns: int = 1_500_000_000) -> int:
    return sum(any(abs(a - b) <= within_ns for b in other) for a in one)
