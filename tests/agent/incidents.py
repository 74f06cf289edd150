"""Incidents for tests: those of the recordings, and made-up ones of every shape."""

from functools import cache

from agent.detect.incident import Cause, Certainty, Evidence, Incident, Moment, PeeringOutage
from clab.model import Lab
from clab.topology import parse_topology
from clab.units import SECOND_NS
from tests.recordings import REPLAYS, knowledge

T0 = 1_795_000_000 * SECOND_NS


@cache
def recorded(name: str) -> tuple[tuple[Incident, ...], Lab]:
    """A recording's incidents, and its lab."""
    file = next(iter((REPLAYS / name).glob("*.clab.yml")), None)
    return knowledge(name).incidents, parse_topology(file.read_text(), str(file)) if file else Lab()


def outage(
    a: str | None,
    b: str | None,
    *,
    lost_s: float = 10.0,
    down_s: float | None = 66.0,
    losses: int = 1,
    addresses: tuple[str | None, str | None] = ("10.0.0.1", "10.0.0.2"),
    afis: tuple[str, ...] = ("ipv4Unicast",),
) -> PeeringOutage:
    """One peering's part; `down_s` None is still down."""
    lost_ns = T0 + int(lost_s * SECOND_NS)
    length = None if down_s is None else int(down_s * SECOND_NS)
    seen = tuple(Evidence(lost_ns, end, "log", f"{end} lost it") for end in (a, b) if end)
    back = None if length is None else lost_ns + length
    return PeeringOutage(a, b, *addresses, afis, lost_ns, back, length, losses, seen)


def incident(
    *peerings: PeeringOutage,
    cause: str = "link_down",
    certainty: Certainty = "proved",
    subject: str | None = "r1:eth1",
    planned: bool = False,
    text: str | None = None,
    started_s: float = 9.0,
    nodes: tuple[str, ...] = ("r1", "r2"),
    version: int = 1,
    open_: bool | None = None,
    id_: str = "001500-abcdef",
) -> Incident:
    """An incident of these peerings; open while one of them is down, where nothing else is said."""
    down = any(peering.restored_ns is None for peering in peerings)
    ends = {end for item in peerings for end in (item.a, item.b) if end} | set(nodes)
    evidence = tuple(Evidence(T0 + int(started_s * SECOND_NS), node, "log", "it went") for node in nodes[:1])
    timeline = tuple(
        Moment(each.lost_ns, each.a, f"left ESTABLISHED with {each.b} ({each.address_b})", "log") for each in peerings
    )
    return Incident(
        id=id_,
        version=version,
        severity="ACTION" if down else "WARNING",
        status="open" if (down if open_ is None else open_) else "closed",
        started_ns=T0 + int(started_s * SECOND_NS),
        cause=Cause(cause, certainty, planned, subject, nodes, evidence, text),
        nodes=tuple(sorted(ends)),
        peerings=peerings,
        timeline=timeline,
    )
