"""The sessions that a lab is expected to have, each with its two ends joined. Pure.

Expected is what was up in the lab's quiet minutes before (its baseline), what the startup configurations name, and what
the routers themselves list as configured. An end is one router's view; two ends that mean each other are one session.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Literal

from agent.detect.baseline import Expected
from agent.detect.name_resolver import NameResolver, parse_address, shared_bits
from agent.documents import UNPUBLISHED
from agent.readiness.intended import Intended
from agent.readiness.neighbors import Neighbor, View
from clab.model import Lab

Origin = Literal["named", "baseline", "startup configuration", "configured"]
ORIGINS: tuple[Origin, ...] = ("named", "baseline", "startup configuration", "configured")


@dataclass(frozen=True, slots=True)
class End:
    """One router's side of a session; `seen` is how the router itself has it, None where it does not list it."""

    node: str
    neighbor: str
    vrf: str
    peer: Annotated[str | None, UNPUBLISHED]
    origins: Annotated[tuple[Origin, ...], UNPUBLISHED]
    seen: Annotated[Neighbor | None, UNPUBLISHED] = None


@dataclass(frozen=True, slots=True)
class Session:
    """An expected session between `a` and `b` (names, or an address that no node of the lab owns)."""

    a: str
    b: str
    ends: tuple[End, ...] = ()
    named: bool = False

    @property
    def name(self) -> str:
        """`r1–r2`; two sessions may join the same two nodes."""
        return f"{self.a}–{self.b}"

    @property
    def full_name(self) -> str:
        """`r1–r2 (10.0.12.2, 10.0.12.1)`: with what each end calls the other."""
        return f"{self.name} ({', '.join(end.neighbor for end in self.ends)})" if self.ends else self.name

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Who expects it."""
        found = {origin for end in self.ends for origin in end.origins} | ({"named"} if self.named else set())
        return tuple(item for item in ORIGINS if item in found)

    @property
    def up_since_ns(self) -> int | None:
        """Since when both ends, as far as they are seen, are in ESTABLISHED; None where one is not, or none is seen."""
        seen = [end.seen for end in self.ends if end.seen is not None]
        times = [item.up_since_ns for item in seen if item.state == "established"]
        if not seen or len(times) < len(seen):
            return None
        return max(time for time in times if time is not None)

    @property
    def shut_at(self) -> str | None:
        """The node whose own setting keeps it down."""
        return next((end.node for end in self.ends if end.seen is not None and end.seen.held == "Admin"), None)


def sessions(
    views: Mapping[View, Neighbor],
    baseline: Iterable[Expected],
    intended: Mapping[str, Intended],
    directory: NameResolver,
    lab: Lab,
    carriers: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> list[Session]:
    """Every session that is expected, by name. `carriers`: the interface on whose network a neighbor lies, by node and
    neighbor, for neighbors of whom only the link tells who they are."""
    far = {(link.a.node, link.a.interface): link.b for link in lab.links}
    far |= {(link.b.node, link.b.interface): link.a for link in lab.links}
    peers = {item.view: item.peer for item in baseline}
    origins: dict[View, dict[Origin, None]] = {view: {"configured": None} for view in views}
    for view in peers:
        origins.setdefault(view, {})["baseline"] = None
    known = {(node, neighbor): (node, neighbor, vrf) for node, neighbor, vrf in origins}
    for node, told in intended.items():
        for neighbor in told.neighbors:
            view = known.get((node, neighbor), (node, neighbor, "default"))
            origins.setdefault(view, {})["startup configuration"] = None
    ends = []
    for view, why in origins.items():
        node, neighbor, vrf = view
        link = far.get((node, neighbor)) or far.get((node, carriers.get((node, neighbor), "")))
        peer = directory.owner(neighbor) or (link.node if link else None) or peers.get(view)
        ends.append(End(node, neighbor, vrf, peer if peer != node else None, tuple(why), views.get(view)))
    return sorted((_session(each) for each in _joined(ends, far)), key=lambda each: each.full_name)


def _joined(ends: list[End], far: Mapping[tuple[str, str], object]) -> list[tuple[End, ...]]:
    """Ends that mean each other, the surest pairs first; each end once."""
    pairs = [
        (score, i, k)
        for i, one in enumerate(ends)
        for k, other in enumerate(ends[i + 1 :], i + 1)
        if one.peer == other.node and other.peer == one.node and (score := _likeness(one, other, far)) is not None
    ]
    taken: dict[int, int] = {}
    for _, i, k in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in taken and k not in taken:
            taken[i], taken[k] = k, i
    return [
        (one, ends[taken[i]]) if i in taken else (one,) for i, one in enumerate(ends) if i not in taken or i < taken[i]
    ]


def _likeness(one: End, other: End, far: Mapping[tuple[str, str], object]) -> int | None:
    """How surely two ends are of one session; None where they cannot be."""
    if one.vrf != other.vrf:
        return None
    here, there = parse_address(one.neighbor), parse_address(other.neighbor)
    if here is None and there is None:
        linked = far.get((one.node, one.neighbor))
        return 256 if str(linked) == f"{other.node}:{other.neighbor}" else None
    if here is None or there is None or here.version != there.version:
        return None
    sources = [item.seen.facts.local_address for item in (one, other) if item.seen and item.seen.facts]
    sure = 200 if {one.neighbor, other.neighbor} & {source for source in sources if source} else 0
    return sure + shared_bits(here, there)


def _session(ends: tuple[End, ...]) -> Session:
    first = min(ends, key=lambda end: end.node)
    other = first.peer or first.neighbor
    a, b = sorted((first.node, other)) if first.peer else (first.node, other)
    return Session(a, b, tuple(sorted(ends, key=lambda item: item.node)))
