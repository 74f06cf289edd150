"""Who is who: which node owns an address, which node a peer's host name means.

The lab's own words come first (inventory, links), then what routers say of themselves (a snapshot's local address
and host name, the host in a syslog header), then what they say of each other (`neighbor 10.1.1.2(sw-01)`). What none
of them tells is worked out from shared subnets, and only where one answer is left.
"""

import ipaddress
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from clab.model import Lab

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

SAME_SUBNET_BITS = {4: 24, 6: 64}
"""Leading bits that two addresses must share to be taken for neighbors on one network when nothing else is known."""


@lru_cache(maxsize=65_536)
def parse_address(text: str) -> Address | None:
    """The address that a text holds, without its zone; None for an interface or protocol name."""
    try:
        return ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None


def shared_bits(one: Address, other: Address) -> int:
    """How many leading bits two addresses share; -1 for two families."""
    if one.version != other.version:
        return -1
    return one.max_prefixlen - (int(one) ^ int(other)).bit_length()


def near(one: Address, other: Address) -> bool:
    """Whether two addresses look like one network."""
    return shared_bits(one, other) >= SAME_SUBNET_BITS[one.version]


class NameResolver:
    """Names and addresses, learned as they are seen; `version` changes whenever an answer may."""

    def __init__(self, lab: Lab, hosts: Mapping[str, Iterable[str]] | None = None) -> None:
        self.lab = lab
        self.version = 0
        self.nodes: set[str] = set(lab.nodes)
        self._owner: dict[str, str] = {}
        self._node_of_host: dict[str, str] = {}
        self._called: dict[str, Counter[str]] = defaultdict(Counter)
        self._callers: dict[str, set[str]] = defaultdict(set)
        self._deduced: tuple[int, dict[str, str]] = (-1, {})
        self._views: dict[str, set[str]] = defaultdict(set)
        for node in lab.nodes.values():
            for address in node.addresses:
                self.owns(node.name, address)
        for name, words in (hosts or {}).items():
            for word in words:
                self.is_host(name, word)

    def seen(self, node: str) -> None:
        """A node that sources speak of."""
        if node not in self.nodes:
            self.nodes.add(node)
            self.version += 1

    def owns(self, node: str, address: str) -> None:
        """`node` itself uses this address; link-local addresses say nothing and are left out."""
        parsed = parse_address(address)
        if parsed is None or parsed.is_link_local or parsed.is_unspecified:
            return
        if str(parsed) not in self._owner:
            self._owner[str(parsed)] = node
            self.seen(node)
            self.version += 1

    def is_host(self, node: str, host: str) -> None:
        """`node` calls itself `host`."""
        if self._node_of_host.get(host) != node:
            self._node_of_host[host] = node
            self.version += 1

    def called(self, by: str, neighbor: str, host: str | None) -> None:
        """`by` has a neighbor at this address (or interface) and says the peer's host name is `host`."""
        fresh = neighbor not in self._views[by]
        self._views[by].add(neighbor)
        if host:
            fresh = fresh or host not in self._called[neighbor]
            self._called[neighbor][host] += 1
            self._callers[neighbor].add(by)
        if fresh:
            self.version += 1

    def addresses_of(self, node: str) -> list[Address]:
        """All addresses known to be the node's, in the order of the inventory where there is one."""
        return [ipaddress.ip_address(text) for text, owner in self._owner.items() if owner == node]

    def node_of_host(self, host: str) -> str | None:
        """The node that a host name means."""
        if host in self._node_of_host:
            return self._node_of_host[host]
        if host in self.nodes:
            return host
        return self._deduce().get(host)

    def owner(self, address: str) -> str | None:
        """The node that owns an address: by its own word, else by its peers'."""
        parsed = parse_address(address)
        text = str(parsed) if parsed else address
        if text in self._owner:
            return self._owner[text]
        for host, _ in self._called[text].most_common() if text in self._called else ():
            node = self.node_of_host(host)
            if node and not (parsed and not parsed.is_link_local and text in self._views[node]):
                return node  # nobody has a session with an address of its own: two routers can have one host name
        return None

    def _deduce(self) -> dict[str, str]:
        """Host names that no node diagnoses, joined to nodes by the subnets they share; only where one node is best."""
        if self._deduced[0] == self.version:
            return self._deduced[1]
        self._deduced = (self.version, {})
        known = set(self._node_of_host.values())
        hosts = {host for words in self._called.values() for host in words} - set(self._node_of_host) - self.nodes
        found: dict[str, str] = {}
        scores = {host: self._score(host, known) for host in hosts}
        while scores:
            ranked = sorted(
                ((score, host, node) for host, s in scores.items() for node, score in s.items()), reverse=True
            )
            if not ranked:
                break
            best = ranked[0]
            rivals = [item for item in ranked[1:] if item[0] == best[0] and (item[1] == best[1] or item[2] == best[2])]
            if rivals:
                break
            found[best[1]] = best[2]
            scores.pop(best[1])
            for rest in scores.values():
                rest.pop(best[2], None)
        self._deduced = (self.version, found)
        return found

    def _score(self, host: str, known: set[str]) -> Counter[str]:
        """How many of a node's neighbors lie on a network on which a peer calls it `host`."""
        score: Counter[str] = Counter()
        for text, words in self._called.items():
            there = parse_address(text)
            if host not in words or there is None:
                continue
            for node, neighbors in self._views.items():
                if node in known or node in self._callers[text]:
                    continue
                here = [parse_address(neighbor) for neighbor in neighbors]
                score[node] += any(item is not None and item != there and near(item, there) for item in here)
        return +score
