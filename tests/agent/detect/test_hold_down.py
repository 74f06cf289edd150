"""Bad news is held for a moment, good news never, and what was taken back meanwhile was never told."""

from dataclasses import replace

from agent.detect.hold_down import CAUGHT_UP_NS, LONGEST_NS, HoldDown
from agent.detect.incident import Cause, Incident, PeeringOutage
from agent.detect.incident_registry import IncidentChange
from clab.units import SECOND_NS
from collectors.observations import NodeEvent

HOLD = SECOND_NS // 2


def change(id_: str = "i1", *, version: int = 1, restored: bool = False, retracted: bool = False) -> IncidentChange:
    """An incident of one peering, down or back."""
    back = 2 * SECOND_NS if restored else None
    outage = PeeringOutage("a", "b", None, None, ("ipv4Unicast",), SECOND_NS, back, 0, 1, ())
    cause = Cause("link_down", "proved", False, "a:eth1", ("a", "b"), ())
    incident = Incident(id_, version, "ACTION", "open", SECOND_NS, cause, ("a", "b"), (outage,), ())
    return IncidentChange(incident, "opened" if version == 1 else f"v{version}", retracted=retracted)


def died(now_ns: int) -> NodeEvent:
    """A node's end."""
    return NodeEvent(node="a", source="runtime", seen_ns=now_ns, received_ns=now_ns, event="die")


def test_without_a_moment_everything_is_told_at_once() -> None:
    """What watches no lab's life has nothing to wait for."""
    assert [change()] == HoldDown().take([change()], 0)


def test_a_new_incident_is_told_after_its_moment_as_it_is_then() -> None:
    """The newest version, under the first one's reason."""
    patience = HoldDown(HOLD)
    assert [] == patience.take([change()], 0)
    assert [] == patience.take([change(version=2)], HOLD - 1)
    assert [replace(change(version=2), reason="opened")] == patience.take([], HOLD)
    assert [] == patience.take([], 2 * HOLD)


def test_what_is_taken_back_in_its_moment_was_never_told() -> None:
    """Neither the incident nor its retraction."""
    patience = HoldDown(HOLD)
    patience.take([change()], 0)
    assert [] == patience.take([change(version=2, retracted=True)], 1)
    assert [] == patience.take([], SECOND_NS)


def test_a_known_incidents_restoration_and_retraction_are_told_at_once() -> None:
    """And a loss that was held meanwhile is superseded by them."""
    patience = HoldDown(HOLD)
    patience.take([change()], 0)
    patience.take([], HOLD)
    assert [] == patience.take([change(version=2)], SECOND_NS)
    assert [change(version=3, restored=True)] == patience.take([change(version=3, restored=True)], SECOND_NS + 1)
    assert [change(version=4, retracted=True)] == patience.take([change(version=4, retracted=True)], SECOND_NS + 2)
    assert [] == patience.take([], 10 * SECOND_NS)


def test_while_nodes_are_being_ended_the_moment_lasts_but_not_for_ever() -> None:
    """A lab's destruction takes longer than one moment; an endless one must not hide an incident."""
    patience = HoldDown(HOLD)
    patience.take([change()], 0)
    for at_ns in range(0, LONGEST_NS, HOLD // 2):
        patience.saw([died(at_ns)], at_ns)
        assert [] == patience.take([], at_ns)
    patience.saw([died(LONGEST_NS)], LONGEST_NS)
    assert [change()] == patience.take([], LONGEST_NS)


def test_the_end_tells_what_is_held() -> None:
    """Stopping loses nothing."""
    patience = HoldDown(HOLD)
    patience.take([change()], 0)
    assert ([change()], []) == (patience.rest(), patience.rest())


def test_after_a_start_new_incidents_wait_until_every_source_is_read() -> None:
    """The journal may end between the lines of one fault; the rest of them stand in files that are read next."""
    patience = HoldDown(HOLD)
    patience.begin([], 0)
    assert [] == patience.take([change()], 0)
    assert [] == patience.take([], HOLD)
    assert [change()] == patience.take([], CAUGHT_UP_NS)


def test_what_an_earlier_life_told_is_known() -> None:
    """So its retraction and its restoration are told, at once."""
    patience = HoldDown(HOLD)
    patience.begin(["i1", "i2"], 0)
    back = change("i2", version=5, restored=True)
    gone = change(version=3, retracted=True)
    assert [gone, back] == patience.take([gone, back], 1)
