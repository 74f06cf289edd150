"""What a router says of a neighbor while it tries to reach it is no news of the session."""

from dataclasses import replace

from agent.detect.detector import Detector
from agent.detect.neighbor_facts import merged
from clab.model import Endpoint, Lab, Link, Node
from clab.units import SECOND_NS
from collectors.observations import BgpState, NeighborFacts, Observation

T0_NS = 1_795_000_000 * SECOND_NS
LAB = Lab("two", {"e1": Node("e1"), "r1": Node("r1")}, (Link(Endpoint("e1", "eth1"), Endpoint("r1", "eth1")),))
ENDS = {"e1": ("10.1.1.2", "10.1.1.1"), "r1": ("10.1.1.1", "10.1.1.2")}
MANAGEMENT = "172.20.20.6"


def _facts(node: str, at_s: float) -> NeighborFacts:
    own, peer = ENDS[node]
    at_ns = T0_NS + int(at_s * SECOND_NS)
    return NeighborFacts(
        node=node,
        source="snapshot",
        seen_ns=at_ns,
        received_ns=at_ns,
        neighbor=peer,
        local_address=own,
        hold_time_s=9.0,
    )


def _state(node: str, at_s: float, state: str, reason: str = "") -> BgpState:
    at_ns = T0_NS + int(at_s * SECOND_NS)
    said = {"seen_ns": at_ns, "received_ns": at_ns, "raw": f"{node} {at_s} {state}", "reason": reason}
    return BgpState(node=node, source="log", neighbor=ENDS[node][1], state=state, **said)  # type: ignore[arg-type]


def test_the_addresses_of_a_session_outlive_its_tries() -> None:
    """Until it is up again, from wherever; a try's are better than none."""
    up = _facts("e1", 0)
    attempt = replace(up, local_address=MANAGEMENT, shared_network=False, trying=True)
    assert merged(up, attempt).local_address == "10.1.1.2"
    assert merged(merged(up, attempt), attempt).local_address == "10.1.1.2"
    assert merged(up, replace(attempt, trying=False)).local_address == MANAGEMENT
    assert merged(None, attempt).local_address == MANAGEMENT
    assert merged(attempt, up).local_address == "10.1.1.2"


def test_a_try_by_another_interface_tears_no_old_incident_apart() -> None:
    """A later loss lets one end try from its management address: what was told of the session stays as it was."""
    seen: list[Observation] = [_facts(node, 0) for node in ENDS]
    for lost_s, back_s in ((10.0, 20.0), (90.0, 120.0)):
        seen += [_state(node, lost_s, "down", "Interface down") for node in ENDS]
        seen += [_state(node, back_s, "established") for node in ENDS]
    seen.append(replace(_facts("e1", 95), local_address=MANAGEMENT, trying=True))
    detector = Detector(LAB)
    told: dict[str, int] = {}
    for item in sorted(seen, key=lambda each: each.received_ns):
        detector.observe([item])
        for change in detector.settle(item.received_ns):
            told[change.incident.id] = len(change.incident.peerings)
    detector.finish()
    assert [1, 1] == list(told.values())
    assert [(item.peerings[0].address_a, item.peerings[0].losses) for item in detector.incidents()] == [
        ("10.1.1.2", 1)
    ] * 2
