"""What stories are written with: a small lab of three routers and an edge peer, and what each of them says when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from clab.model import Endpoint, Lab, Link, Node
from clab.units import SECOND_NS
from collectors.observations import (
    BgpNotification,
    BgpState,
    IgpAdjacency,
    InterfaceState,
    NeighborFacts,
    NodeEvent,
    Observation,
    Poll,
    PrefixCount,
    PrefixLimit,
    PrefixSent,
    ProcessEvent,
    SourceAlive,
)

T0 = 1_795_000_000 * SECOND_NS
WIRES = (("r1:eth1", "r2:eth1"), ("r1:eth2", "r3:eth1"), ("r2:eth2", "r3:eth2"), ("r1:eth3", "e1:eth1"))
ADDRESSES = {"r1": ("10.255.0.1", "10.1.1.1"), "r2": ("10.255.0.2",), "r3": ("10.255.0.3",), "e1": ("10.1.1.2",)}
SESSIONS = (("r1", "r2"), ("r1", "r3"), ("r2", "r3"), ("e1", "r1"))
"""Internal sessions between loopbacks over OSPF, and an external one on its link."""

LAB = Lab(
    "story",
    {name: Node(name, addresses=addresses) for name, addresses in ADDRESSES.items()},
    tuple(Link(*(Endpoint(*end.split(":")) for end in wire)) for wire in WIRES),
)


@dataclass(frozen=True, slots=True)
class Story:
    """What was seen in the lab, and the causes that it comes to: `types` in order of time, `subject` and `certainty`
    of the first."""

    what: str
    seen: tuple[Observation, ...]
    types: tuple[str, ...]
    subject: str | None = None
    certainty: str | None = None


def address(node: str, peer: str) -> str:
    """The address by which `node` calls its peer."""
    return ADDRESSES[peer][1 if peer == "r1" and node == "e1" else 0]


def _seen(node: str, at: float, source: str = "log", **more: Any) -> dict[str, Any]:
    ns = T0 + int(at * SECOND_NS)
    said = " ".join(f"{key}={value}" for key, value in more.items())
    stamps = {"node": node, "source": source, "seen_ns": ns, "received_ns": ns, "origin": f"{node}.{source}"}
    return {**stamps, "seq": int(at * 1000), "raw": f"{node} {at} {said}", **more}


def state(node: str, peer: str, at: float, up: bool, reason: str = "") -> BgpState:
    """One end's line that its session came up or went."""
    word = "established" if up else "down"
    return BgpState(**_seen(node, at, neighbor=address(node, peer), state=word, reason=reason))


def lost(a: str, b: str, at: float, reason: str = "", late: float = 0.002) -> tuple[BgpState, ...]:
    """Both ends' Down lines."""
    return state(a, b, at, False, reason), state(b, a, at + late, False, reason)


def back(at: float, *pairs: tuple[str, str]) -> tuple[BgpState, ...]:
    """Both ends' Up lines of these sessions; of all where none is named."""
    return tuple(state(*ends, at, True) for a, b in pairs or SESSIONS for ends in ((a, b), (b, a)))


def note(node: str, peer: str, at: float, code: int, subcode: int = 0, way: str = "sent") -> BgpNotification:
    """A NOTIFICATION as one end logged it."""
    return BgpNotification(**_seen(node, at, neighbor=address(node, peer), direction=way, code=code, subcode=subcode))


def told(a: str, b: str, at: float, code: int, subcode: int = 0) -> tuple[Observation, ...]:
    """`a` ends the session and says why: sent at one end, received at the other."""
    ends = note(a, b, at, code, subcode), note(b, a, at + 0.001, code, subcode, "received")
    return (*ends, *lost(a, b, at + 0.0015))


def timed_out(a: str, b: str, at: float, late: float = 0.002) -> tuple[Observation, ...]:
    """Both ends' hold timers end by themselves."""
    ends = note(a, b, at, 4), note(b, a, at + late, 4)
    return (*ends, state(a, b, at + 0.0005, False), state(b, a, at + late + 0.0005, False))


def adjacency(node: str, interface: str, peer: str, at: float, reason: str = "", *, up: bool = False) -> IgpAdjacency:
    """An OSPF adjacency came up or went."""
    return IgpAdjacency(
        **_seen(node, at, reason=reason),
        protocol="ospf",
        up=up,
        interface=interface,
        neighbor_id=ADDRESSES[peer][0],
        hold_expired=reason == "InactivityTimer",
    )


def link(node: str, interface: str, at: float, up: bool = False, kind: str = "edge") -> InterfaceState:
    """What the runtime says of an interface."""
    return InterfaceState(**_seen(node, at, "runtime", interface=interface, up=up, kind=kind))


def links_up(at: float = 0.0) -> tuple[InterfaceState, ...]:
    """The runtime's first word: every interface is up."""
    ends = (end.partition(":") for wire in WIRES for end in wire)
    return tuple(link(node, interface, at, True, "level") for node, _, interface in ends)


def process(node: str, name: str, event: str, at: float) -> ProcessEvent:
    """A daemon's life."""
    return ProcessEvent(**_seen(node, at, process=name, event=event))


def life(node: str, event: str, at: float) -> NodeEvent:
    """A container's life."""
    return NodeEvent(**_seen(node, at, "runtime", event=event))


def polls(
    nodes: Iterable[str], from_s: int, to_s: int, *, ok: bool = True, command: str = "bgp-summary", ms: float = 1.0
) -> Iterator[Poll]:
    """A poll a second of each node, each over after so many milliseconds."""
    for at in range(from_s, to_s):
        for node in nodes:
            yield Poll(**_seen(node, at, "snapshot", command=command, ok=ok, ms=ms))


def count(node: str, peer: str, at: float, received: int, afi: str = "ipv4Unicast") -> PrefixCount:
    """Prefixes that a node gets from a peer."""
    return PrefixCount(**_seen(node, at, "snapshot", neighbor=address(node, peer), afi=afi, received=received))


def sent(node: str, peer: str, at: float, number: int, afi: str = "ipv4Unicast") -> PrefixSent:
    """Prefixes that a node says it sends to a peer."""
    return PrefixSent(**_seen(node, at, "snapshot", neighbor=address(node, peer), afi=afi, sent=number))


def limit(node: str, peer: str, at: float, level: str) -> PrefixLimit:
    """A prefix limit that was reached or passed."""
    return PrefixLimit(**_seen(node, at, neighbor=address(node, peer), level=level))


def facts(node: str, peer: str, at: float, **more: Any) -> NeighborFacts:
    """What a node's snapshot says of a session."""
    return NeighborFacts(**_seen(node, at, "snapshot", neighbor=address(node, peer), **more))


def writes(node: str, at: float) -> SourceAlive:
    """A line that says nothing of interest: the node runs."""
    return SourceAlive(**_seen(node, at))


def begun(hold_s: float = 9.0) -> tuple[Observation, ...]:
    """All sessions are up, with a hold time of nine seconds."""
    known = [
        facts(*ends, 0, hold_time_s=hold_s, local_address=address(ends[1], ends[0]))
        for a, b in SESSIONS
        for ends in ((a, b), (b, a))
    ]
    return (*known, *back(0.5))
