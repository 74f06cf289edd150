"""One way in which a containerlab of some age looks at a lab without making it, and what holds its answer to the file.

A way is one file with one constant. Each names what it cannot see: the lint stage looks at that, and no pass hides it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from agent.gates.topology.containerlab import Ended
from agent.gates.topology.docker_stub import SENTINEL
from clab.kinds.table import canonical_port
from clab.lint import SPECIAL, End, Topology

OF_THE_HOST = ("bridge", "ovs-bridge", "host")
"""Kinds that are there already, so that a plan need not name them (0.77 does, later versions do not)."""

STITCHED = "host:clab-s-"
NO_PLAN_SEES = "images, groups, MTUs, the management network and what nodes wait for"


@dataclass(frozen=True, slots=True)
class Way:
    """A command of containerlab: from version `since` on, up to before `until`.

    `wrong` says why an answer with exit 0 is not about this file, `excuse` why a crash is not the file's fault; both
    are empty where nothing is to be said. `advice` stands with a pass that is less than a plan.
    """

    words: Sequence[str]
    since: tuple[int, int]
    until: tuple[int, int] | None
    did: str
    unseen: str
    wrong: Callable[[Ended, Topology], str]
    excuse: Callable[[Ended, Topology], str] = lambda _ended, _lab: ""
    advice: str = ""

    def fits(self, minor: tuple[int, int] | None) -> bool:
        """Whether a version has this way and none better; one that is not told may have any."""
        return minor is None or (self.since <= minor and (self.until is None or minor < self.until))


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, whatever it was printed as: `more` is what no plan of a new lab may hold."""

    added: Sequence[str]
    deleted: Sequence[str]
    links: Sequence[str]
    more: Sequence[str] = ()


def unplanned(told: Planned, lab: Topology) -> str:
    """Why a plan is not this file's; empty where it is."""
    if list(told.deleted) != [SENTINEL]:
        return "containerlab did not look at the links"
    kinds = {node: lab.kind_of(node) for node in lab.nodes}
    there = [node for node, of in kinds.items() if of is not None and of.name in OF_THE_HOST]
    if sorted({*told.added, *there}) != sorted(kinds):
        return f"the plan has nodes {list(told.added)}, the file {sorted(kinds)}"
    if len(told.links) != len(lab.links):
        return f"the plan has {len(told.links)} links, the file {len(lab.links)}"
    planned = Counter(frozenset(_ends(link)) for link in told.links)
    wanted = Counter(frozenset(item) for item in _written(lab))
    if missing := wanted - planned:
        shown = [" -- ".join(sorted(each)) for each in missing]
        return f"the plan has not the links {shown}; it has {list(told.links)}"
    return f"the plan wants {'; '.join(told.more)}" if told.more else ""


def _ends(link: str) -> list[str]:
    """The ends of a planned link; a stitched one goes through two interfaces of the host that containerlab names."""
    return [part for part in link.split(" -- ") if not part.startswith(STITCHED)]


def _written(lab: Topology) -> Iterator[tuple[str, str]]:
    """Both ends of each link between two nodes of the file, as containerlab calls them."""
    for link in lab.links:
        if link.type in SPECIAL or len(link.ends) != 2:
            continue
        if all(end.node in lab.nodes and end.interface and not end.is_open for end in link.ends):
            first, second = (_end(lab, end) for end in link.ends)
            yield first, second


def _end(lab: Topology, end: End) -> str:
    of = lab.kind_of(end.node)
    return f"{end.node}:{canonical_port(of, end.interface) if of else end.interface}"


def pairs_of(lab: Topology) -> list[tuple[str, str]]:
    """The nodes at the ends of each link that has two."""
    two = [link for link in lab.links if link.type not in SPECIAL and len(link.ends) == 2]
    return [(item.ends[0].node, item.ends[1].node) for item in two]
