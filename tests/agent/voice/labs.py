"""Small labs that questions are asked about."""

from agent.detect.peering_status import PeeringStatus
from agent.report.knowledge import Knowledge, LabSession
from clab.model import Endpoint, Lab, Link, Node
from clab.units import SECOND_NS
from collectors.observations import NeighborFacts

NOW_NS = 1_780_000_000 * SECOND_NS
NODES = ("srl1", "srl2", "leaf1", "leaf2", "leaf12", "spine1", "client1", "r4", "border1")
NUMBERS = dict(zip(NODES, (65001, 65002, 65101, 65102, 65103, 65104, 64512, 65004, 65105), strict=True))
PAIRS = (
    ("srl1", "srl2", "10.0.12.1", "10.0.12.2"),
    ("leaf1", "spine1", "10.1.2.1", "10.1.2.2"),
    ("leaf12", "client1", "10.1.3.1", "10.1.3.2"),
    ("r4", "leaf2", "10.1.4.1", "10.1.4.2"),
    ("border1", "srl1", "10.1.5.1", "10.1.5.2"),
)


def knowledge() -> Knowledge:
    """Nine nodes in five sessions, an AS each."""
    facts = [
        NeighborFacts(
            node=node, seen_ns=NOW_NS, received_ns=NOW_NS, source="snapshot", raw="", neighbor=far, local_address=near,
            remote_address=far, local_as=NUMBERS[node], remote_as=NUMBERS[peer],
        )
        for a, b, one, other in PAIRS
        for node, near, far, peer in ((a, one, other, b), (b, other, one, a))
    ]  # fmt: skip
    links = [
        Link(Endpoint(a, f"ethernet-1/{k}"), Endpoint(b, f"ethernet-1/{k}")) for k, (a, b, _, _) in enumerate(PAIRS, 1)
    ]
    own = {name: tuple(text for a, b, *ends in PAIRS for node, text in zip((a, b), ends, strict=True) if node == name)
           for name in NODES}  # fmt: skip
    return Knowledge(
        LabSession(NOW_NS - 3600 * SECOND_NS, NOW_NS, "small"),
        peerings=tuple(PeeringStatus(a, b, one, other, True, NOW_NS - 60 * SECOND_NS) for a, b, one, other in PAIRS),
        heard=dict.fromkeys(NODES, NOW_NS),
        nodes=tuple(sorted(NODES)),
        lab=Lab("small", {name: Node(name, "linux", own[name]) for name in NODES}, tuple(links)),
        facts=tuple(facts),
    )
