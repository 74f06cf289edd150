"""What a fault is chosen from: the lab's sessions, wires and routers as they stand. Pure."""

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from clab.actions import WireEnd

Wire = tuple[WireEnd, WireEnd]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class SessionEnd:
    """One router's view of a session: `neighbor` is what it calls the peer, `address` its own end, `prefixes` what it
    got by family, `limits` the prefix limits in force by family. `direct`: the peer is one hop away."""

    node: str
    neighbor: str
    address: str
    local_as: int
    remote_as: int
    direct: bool
    hold_s: float
    prefixes: Mapping[str, int] = field(default_factory=dict, hash=False)
    limits: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Bgp:
    """A session with both its ends; `wire` is the link it runs over where it is a direct one."""

    a: SessionEnd
    b: SessionEnd
    wire: Wire | None = None

    @property
    def external(self) -> bool:
        """Between two autonomous systems."""
        return self.a.local_as != self.b.local_as

    @property
    def nodes(self) -> tuple[str, str]:
        """Both routers."""
        return self.a.node, self.b.node

    @property
    def hold_s(self) -> float:
        """The hold time that was negotiated."""
        return min(self.a.hold_s, self.b.hold_s)

    def ends(self) -> tuple[tuple[SessionEnd, SessionEnd], tuple[SessionEnd, SessionEnd]]:
        """Each end with the other."""
        return (self.a, self.b), (self.b, self.a)


@dataclass(frozen=True, slots=True)
class Stage:
    """A running lab: routers by name with their running configuration, wires, and the sessions that are up. `lasting`:
    its containers outlive their engine. `down`: the neighbors that were not up, as `r1 10.1.1.2`. `adjacencies`: the
    ends of links over which OSPF is adjacent."""

    lab: str
    running: dict[str, str]
    wires: tuple[Wire, ...]
    sessions: tuple[Bgp, ...]
    plain: frozenset[str] = frozenset()
    lasting: bool = False
    down: frozenset[str] = frozenset()
    adjacencies: frozenset[WireEnd] = frozenset()

    def wires_of(self, node: str) -> list[Wire]:
        """The wires of a node, its own end first."""
        own = [(a, b) if a.node == node else (b, a) for a, b in self.wires if node in (a.node, b.node)]
        return sorted(own, key=lambda item: item[0].interface)

    def sessions_of(self, node: str) -> list[Bgp]:
        """The sessions that end at a node."""
        return [session for session in self.sessions if node in session.nodes]

    def was_down(self, peering: Mapping[str, Any]) -> bool:
        """Whether an incident's peering was down when the lab was surveyed: no fault of a drill is about it."""
        ends = (peering["a"], peering["address_a"]), (peering["b"], peering["address_b"])
        return any(f"{node} {name}" in self.down for node, _ in ends for _, name in ends)

    def direct(self) -> list[Bgp]:
        """Sessions that run over one wire, external ones first; of a router's sessions, IPv4 first."""
        over = [session for session in self.sessions if session.wire is not None]
        return sorted(over, key=lambda item: (not item.external, ":" in item.a.address, item.nodes))

    def routers(self) -> list[str]:
        """Routers by how many sessions they hold, most first."""
        return sorted(self.running, key=lambda node: (-len(self.sessions_of(node)), node))

    def hold_s(self, node: str) -> float:
        """The longest hold time of a node's sessions."""
        return max((session.hold_s for session in self.sessions_of(node)), default=0.0)


def peering_addresses(session: Bgp) -> tuple[str, str]:
    """Both ends in the contract's words: addresses, or interface names where the session is unnumbered."""
    if session.wire and not _is_address(session.a.neighbor) and not _is_address(session.b.neighbor):
        return session.wire[0].interface, session.wire[1].interface
    return session.a.address, session.b.address


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def pair(ends: list[SessionEnd], owners: dict[str, str], wires: tuple[Wire, ...]) -> Iterator[Bgp]:
    """Join the ends that belong together: by each other's addresses, or over the wire they name."""
    free = list(ends)
    while free:
        one = free.pop(0)
        for other in free:
            if one.node != other.node and _mates(one, other, wires):
                free.remove(other)
                a, b = sorted((one, other), key=lambda item: item.node)
                yield Bgp(a, b, _wire(a, b, owners, wires))
                break


def _mates(one: SessionEnd, other: SessionEnd, wires: tuple[Wire, ...]) -> bool:
    if _is_address(one.neighbor) and _is_address(other.neighbor):
        return (one.neighbor, one.address) == (other.address, other.neighbor)
    if _is_address(one.neighbor) or _is_address(other.neighbor):
        return False
    ends = {(one.node, one.neighbor), (other.node, other.neighbor)}
    return any(ends == {(a.node, a.interface), (b.node, b.interface)} for a, b in wires)


def _wire(a: SessionEnd, b: SessionEnd, owners: dict[str, str], wires: tuple[Wire, ...]) -> Wire | None:
    """The wire under a session: the one whose ends carry its addresses, `a`'s end first."""
    for x, y in wires:
        for mine, theirs in ((x, y), (y, x)):
            if (mine.node, theirs.node) != (a.node, b.node):
                continue
            if a.neighbor == mine.interface and b.neighbor == theirs.interface:
                return mine, theirs
            if owners.get(f"{a.node} {a.address}") == mine.interface and (
                owners.get(f"{b.node} {b.address}") == theirs.interface
            ):
                return mine, theirs
    return None
