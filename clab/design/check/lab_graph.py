"""A finished draft as a graph: what its nodes are, how they are joined, and whether that is a named shape. Pure."""

import itertools
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from clab.design.grammar.roles import role_of, system_of_image
from clab.lint import Topology

_OWN_AS: Final = re.compile(
    r"^(?:router bgp|set / network-instance default protocols bgp autonomous-system)\s+(\d+)", re.MULTILINE
)
_PEER_AS: Final = re.compile(r"(?:remote-as|peer-as|allowed-peer-as \[)\s+(\d+)")


@dataclass(frozen=True)
class Drafted:
    """A finished draft as the demands see it: the topology, and each node's own configuration text."""

    topology: Topology
    configs: Mapping[str, str]

    def system(self, node: str) -> str:
        """`frr`, `linux_router`, `linux` for a host, `lan` for a Linux bridge, else the node's kind."""
        settings = list(self.topology.settings(node))
        kind = next((word for one in settings if (word := one.word("kind"))), "linux")
        if kind != "linux":
            return kind
        binds = [bind.text or "" for one in settings for bind in one.list("binds")]
        if any("frr.conf" in bind for bind in binds):
            return "frr"
        image = next((word for one in settings if (word := one.word("image"))), "")
        forwards = any(one.word("sysctls", "net.ipv4.ip_forward") == "1" for one in settings)
        if forwards:
            return "frr" if system_of_image(image) == "frr" else "linux_router"
        commands = [command.text or "" for one in settings for command in one.list("exec")]
        return "lan" if any(command.endswith("type bridge") for command in commands) else "linux"

    @cached_property
    def systems(self) -> dict[str, str]:
        """Every node's system."""
        return {node: self.system(node) for node in self.topology.nodes}

    @cached_property
    def routers(self) -> list[str]:
        """The nodes that route."""
        return [node for node, system in self.systems.items() if system not in ("linux", "lan")]

    @cached_property
    def hosts(self) -> list[str]:
        """The Linux hosts."""
        return [node for node, system in self.systems.items() if system == "linux"]

    @cached_property
    def links(self) -> Counter[frozenset[str]]:
        """How many links there are between two nodes."""
        return Counter(frozenset(end.node for end in link.ends) for link in self.topology.links)

    @cached_property
    def inner(self) -> dict[frozenset[str], int]:
        """The links between routers; a shared network joins all that are on it."""
        return {
            pair: count
            for pair, count in self.links.items()
            if len(pair) == 2 and all(end in self.routers for end in pair)
        }

    def neighbors(self, node: str) -> set[str]:
        """The routers beside one."""
        return {end for pair in self.inner if node in pair for end in pair if end != node}

    def hosts_at(self, node: str) -> int:
        """How many hosts are on a router."""
        return sum(
            count for pair, count in self.links.items() if node in pair and any(end in self.hosts for end in pair)
        )

    def of_role(self, role: str) -> list[str]:
        """The routers of a role by their names (`dc1-leaf2` is a leaf)."""
        return [node for node in self.routers if role_of(node) == role or role_of(node.rpartition("-")[2]) == role]

    def own_as(self, node: str) -> int | None:
        """A router's AS number."""
        found = _OWN_AS.search(self.configs.get(node, ""))
        return int(found[1]) if found else None

    def peers(self, node: str) -> list[int]:
        """The AS numbers of a router's neighbors."""
        return [int(number) for number in _PEER_AS.findall(self.configs.get(node, ""))]

    def tiers(self) -> list[set[str]]:
        """The routers in layers, from the leaves (else the larger half) upwards; empty where there are no layers."""
        bottom = set(self.of_role("leaf")) or self._two_sides()
        found: list[set[str]] = []
        layer, seen = bottom, set(bottom)
        while layer:
            found.append(layer)
            layer = {end for node in layer for end in self.neighbors(node)} - seen
            seen |= layer
        return found if seen == set(self.routers) else []

    def _two_sides(self) -> set[str]:
        """In a Clos of two stages the larger half."""
        first = self.routers[:1]
        other = self.neighbors(first[0]) if first else set()
        same = set(self.routers) - other
        return max(same, other, key=len)

    def is_shape(self, name: str) -> bool:
        """Whether the routers are joined in a named shape."""
        count = len(self.routers)
        degree = sorted(len(self.neighbors(node)) for node in self.routers)
        if name == "lan":
            return any(system == "lan" for system in self.systems.values())
        if not self.connected:
            return False
        if name in ("leaf_spine", "clos"):
            return self._clos(name)
        return {
            "tree": self._tree(),
            "grid": self._grid(degree),
            "ring": count >= 3 and degree == [2] * count,
            "triangle": degree == [2] * 3,
            "square": degree == [2] * 4,
            "chain": count >= 2 and degree == [1, 1, *[2] * (count - 2)],
            "star": count >= 2 and degree == sorted([*[1] * (count - 1), count - 1]),
            "full_mesh": degree == [count - 1] * count,
            "diamond": count == 4 and degree in ([2] * 4, [2, 2, 3, 3]),
            "pair": count == 2,
        }.get(name, False)

    def _grid(self, degree: list[int]) -> bool:
        """Rows and columns: four corners, edges of three, and inside four, with as many links as that makes."""
        count, links = len(self.routers), len(self.inner)
        sizes = [(rows, count // rows) for rows in range(2, count // 2 + 1) if count % rows == 0]
        return any(
            links == 2 * count - rows - columns
            and degree == sorted([2] * 4 + [3] * (2 * (rows + columns) - 8) + [4] * ((rows - 2) * (columns - 2)))
            for rows, columns in sizes
            if rows >= 2 and columns >= 2
        )

    def _tree(self) -> bool:
        """One at the top and no two ways, or tiers of which each has the next one's switches below it."""
        tiers = [set(self.of_role(role)) for role in ("core", "dist", "access")]
        tiers = [tier for tier in tiers if tier]
        if len(tiers) < 2:
            return len(self.inner) == len(self.routers) - 1
        return set().union(*tiers) == set(self.routers) and all(
            self.neighbors(node) & upper for upper, lower in itertools.pairwise(tiers) for node in lower
        )

    def is_root(self, node: str) -> bool:
        """Whether all ends of a tree are as far from a router."""
        far = {node: 0}
        queue = [node]
        for here in queue:
            new = self.neighbors(here) - far.keys()
            far |= dict.fromkeys(new, far[here] + 1)
            queue += sorted(new)
        return len({far[end] for end in far if end != node and len(self.neighbors(end)) == 1}) == 1

    def _clos(self, name: str) -> bool:
        tiers = self.tiers()
        if len(tiers) < 2 or (name == "clos" and len(tiers) < 3):
            return False
        inside = all(not (self.neighbors(node) & tier) for tier in tiers for node in tier)
        return inside and all(
            upper <= self.neighbors(node) for lower, upper in itertools.pairwise(tiers) for node in lower
        )

    def pods(self) -> int:
        """How many groups of leaves with spines of their own stand below the super-spines, or 0."""
        tiers = self.tiers()
        if len(tiers) != 3 or any(self.neighbors(node) & tier for tier in tiers for node in tier):
            return 0
        leaves, spines, tops = tiers
        own = {frozenset(self.neighbors(leaf)) for leaf in leaves}
        apart = sum(len(one) for one in own) == len(spines) and all(tops <= self.neighbors(spine) for spine in spines)
        return len(own) if apart else 0

    @cached_property
    def connected(self) -> bool:
        """Whether every router reaches every other over links."""
        lan = [node for node, system in self.systems.items() if system == "lan"]
        seen, queue = set(self.routers[:1]), list(self.routers[:1])
        while queue:
            here = queue.pop()
            for pair in self.links:
                if here in pair:
                    new = [end for end in pair if end not in seen and (end in self.routers or end in lan)]
                    seen.update(new)
                    queue += new
        return set(self.routers) <= seen
