"""Nodes that run without any of their links: an engine starts a container again, and nobody makes its links anew.

containerlab makes links when it deploys. A container that was restarted by Docker (the engine was restarted, the node
crashed, `docker restart`) has a network of its own without them, and its sessions cannot come back by themselves.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from clab.proc_reader import interfaces
from clab.running_lab import FoundLab, FoundNode
from clab.units import SECOND_NS

WHOLE_NS = 15 * SECOND_NS
"""A node that has run for so long, and its neighbours too, has all its links."""

NAMED = 6
NO_LINKS = ("lo", "eth0", "mgmt0", "tunl0", "sit0", "gre0", "gretap0", "erspan0", "ip_vti0", "ip6_vti0", "ip6tnl0",
            "ip6gre0", "pimreg", "pim6reg")  # fmt: skip
"""Interfaces that a network namespace has by itself, the management's, and those that FRR makes."""


def _of(node: FoundNode) -> frozenset[str] | None:
    return interfaces(node.pid, node.container_id)


@dataclass(slots=True)
class BareNodes:
    """Says once of each life of a container that it has none of its links."""

    of: Callable[[FoundNode], frozenset[str] | None] = _of
    _done: dict[str, str] = field(default_factory=dict)

    def look(self, found: FoundLab, now_ns: int, ours: Callable[[int], int] = lambda ns: ns) -> Iterator[str]:
        """The lab as it is now; returns what is worth a line. Each node's life is looked at once. `ours` is a
        time by the engine's clock by our own."""
        lives = {name: f"{node.container_id}@{node.started_at}" for name, node in found.nodes.items()}
        far: dict[str, set[str]] = defaultdict(set)
        for link in found.lab.links:
            far[link.a.node].add(link.b.node)
            far[link.b.node].add(link.a.node)

        def runs(name: str) -> bool:
            node = found.nodes.get(name)
            return node is not None and node.state == "running" and now_ns - ours(node.started_ns) >= WHOLE_NS

        ripe = {
            name
            for name, peers in far.items()
            if self._done.get(name) != lives.get(name) and all(runs(each) for each in (name, *peers))
        }
        bare = []
        for name in sorted(ripe):
            self._done[name] = lives[name]
            has = self.of(found.nodes[name])
            if has is not None and not has.difference(NO_LINKS):
                bare.append(name)
        if bare:
            yield _said(bare, found, far)


def _said(bare: list[str], found: FoundLab, far: Mapping[str, set[str]]) -> str:
    more = f" and {len(bare) - NAMED} more" if len(bare) > NAMED else ""
    whole = len(bare) == len(far) and len(bare) > 1
    who = f"all {len(bare)} nodes run" if whole else f"{', '.join(bare[:NAMED])}{more} {'run' if bare[1:] else 'runs'}"
    file = f" -t {found.topology_file}" if found.topology_file else ""
    return (
        f"{who} without any links: Docker restarts a container, and not the links that containerlab made for it; "
        f"sudo containerlab redeploy{file} brings the lab back"
    )
