"""What is down when the watching begins: an incident whose time is the router's word, where it was up before."""

from typing import Literal

import pytest

from agent.detect.detector import Detector
from agent.detect.incident import Incident
from clab.model import Lab, Node
from clab.units import SECOND_NS
from collectors.observations import BgpState, FsmState, NeighborFacts, Observation

T0 = 1_795_000_000 * SECOND_NS
Way = Literal["sent", "received"]
LAB = Lab("pair", {f"r{k}": Node(f"r{k}", addresses=(f"10.0.0.{k}",)) for k in (1, 2)})


def polls(state: FsmState, since_s: float | None, *, flaps: int = 1, at_s: float = 0.0) -> list[Observation]:
    """Both ends, as a poll finds them."""
    at = T0 + int(at_s * SECOND_NS)
    since = None if since_s is None else T0 + int(since_s * SECOND_NS)
    return [
        BgpState(node=f"r{k}", source="snapshot", seen_ns=at, received_ns=at, neighbor=f"10.0.0.{3 - k}", state=state,
                 kind="level", since_ns=since, flaps=flaps, precision_ns=SECOND_NS)
        for k in (1, 2)
    ]  # fmt: skip


def incidents(*seen: list[Observation], down_at_start: bool = True) -> tuple[Incident, ...]:
    """What is found when all of it was seen, half a minute later at the latest."""
    detector = Detector(LAB, down_at_start=down_at_start)
    for item in seen:
        detector.observe(item)
        detector.settle(max(one.received_ns for one in item) + 3 * SECOND_NS)
    return detector.incidents()


def test_a_session_that_was_lost_before_is_an_open_incident() -> None:
    """Lost when its router says, as one peering with both ends, and its timeline says how it is known."""
    (found,) = incidents(polls("active", -3600))
    assert (found.status, found.severity, found.first_loss_ns) == ("open", "ACTION", T0 - 3600 * SECOND_NS)
    assert [(peering.a, peering.b, peering.losses) for peering in found.peerings] == [("r1", "r2", 1)]
    assert all("down already when it was first asked" in item.text for item in found.timeline)


def reset(node: str, at_s: float, text: str, code: tuple[int, int] | None, way: Way = "received") -> NeighborFacts:
    """How a router says that its session ended last."""
    return NeighborFacts(
        node=node, source="snapshot", seen_ns=T0, received_ns=T0, neighbor="10.0.0.2" if node == "r1" else "10.0.0.1",
        last_reset=text, last_reset_ns=T0 + int(at_s * SECOND_NS), last_code=code and code[0],
        last_subcode=code and code[1], last_direction=way, shutdown_text="works", raw=f"last reset {text}",
    )  # fmt: skip


@pytest.mark.parametrize("facts_first", [False, True])
@pytest.mark.parametrize(
    ("told", "cause", "subject"),
    [
        (reset("r1", -3599, "BGP Notification received", (6, 2)), "admin_shutdown", "r2 neighbor 10.0.0.1"),
        (reset("r2", -3601, "Admin. shutdown", None), "admin_shutdown", "r2 neighbor 10.0.0.1"),
        (reset("r2", -3600, "BGP Notification send", (4, 0), "sent"), "hold_timer_expired", "r2 neighbor 10.0.0.1"),
        (reset("r1", -20, "BGP Notification received", (2, 2)), "remote_as_mismatch", "r1 neighbor 10.0.0.2"),
        (reset("r1", -9000, "BGP Notification received", (6, 2)), "unknown", None),
    ],
)
def test_the_cause_is_what_a_router_still_tells_of_the_end(
    told: NeighborFacts, cause: str, subject: str | None, facts_first: bool
) -> None:
    """Of this loss, or of a try to come back since; not of a loss before it."""
    seen = [[told], polls("active", -3600)]
    (found,) = incidents(*(seen if facts_first else reversed(seen)))
    assert (found.cause.type, found.cause.subject) == (cause, subject)
    assert found.first_loss_ns == T0 - 3600 * SECOND_NS


def test_it_ends_when_the_session_is_back() -> None:
    """By the next polls."""
    (found,) = incidents(polls("active", -60), polls("active", -60, at_s=5), polls("established", 7, at_s=10))
    assert found.last_restored_ns == T0 + 7 * SECOND_NS
    assert found.reconvergence_ns == 67 * SECOND_NS


def test_a_session_that_was_never_up_is_no_loss() -> None:
    """Nor is one of which nothing tells since when, one that is up, or any in an analysis of a recording."""
    assert incidents(polls("active", -60, flaps=0)) == ()
    assert incidents(polls("active", None)) == ()
    assert incidents(polls("established", -60)) == ()
    assert incidents(polls("active", -60), down_at_start=False) == ()


def test_a_router_s_own_line_of_the_loss_is_not_told_twice() -> None:
    """The log had it before the poll."""
    line = BgpState(
        node="r1", source="log", seen_ns=T0 - 2 * SECOND_NS, received_ns=T0 - 2 * SECOND_NS,
        neighbor="10.0.0.2", state="down",
        reason="Interface down",
    )  # fmt: skip
    (found,) = incidents([line], polls("active", -1.5))
    assert [peering.losses for peering in found.peerings] == [1]
    assert found.first_loss_ns == T0 - 2 * SECOND_NS
