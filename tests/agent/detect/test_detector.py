"""The detector as a function of what was seen: neither order nor repetition changes what is lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.detect.detector import Detector
from agent.detect.incident import Incident
from clab.model import Endpoint, Lab, Link, Node
from clab.units import SECOND_NS
from collectors.observations import BgpNotification, BgpState, InterfaceState, Observation
from collectors.sources.replay import read_recording

T0 = 1_795_000_000 * SECOND_NS
LAB = Lab(
    "pair",
    {"a": Node("a", addresses=("10.0.0.1",)), "b": Node("b", addresses=("10.0.0.2",))},
    (Link(Endpoint("a", "eth1"), Endpoint("b", "eth1")),),
)
FAR = {"a": "10.0.0.2", "b": "10.0.0.1"}


def edge(node: str, at_s: float, up: bool, reason: str = "", **more: object) -> BgpState:
    """A state line of one end of the pair."""
    ns = T0 + int(at_s * SECOND_NS)
    fields: dict[str, object] = {"source": "log", "origin": f"{node}.log", "seq": int(at_s * 1000)}
    fields |= {"raw": f"{node} {at_s} {'Up' if up else 'Down'} {reason}", **more}
    state = "established" if up else "down"
    return BgpState(  # type: ignore[arg-type]
        node=node, seen_ns=ns, received_ns=ns, neighbor=FAR[node], state=state, reason=reason, **fields
    )


def note(node: str, at_s: float, direction: str, code: int, subcode: int = 0) -> BgpNotification:
    """A NOTIFICATION line of one end of the pair."""
    ns = T0 + int(at_s * SECOND_NS)
    return BgpNotification(
        node=node,
        source="log",
        seen_ns=ns,
        received_ns=ns,
        origin=f"{node}.log",
        seq=int(at_s * 1000) - 1,
        neighbor=FAR[node],
        direction=direction,
        code=code,
        subcode=subcode,
        raw=f"{node} {direction} {code}/{subcode}",  # type: ignore[arg-type]
    )


def told(*observations: Observation, lab: Lab = LAB) -> tuple[Incident, ...]:
    """The incidents of these observations, all at once."""
    detector = Detector(lab)
    detector.observe(observations)
    detector.finish()
    return detector.incidents()


def test_a_loss_runs_from_the_first_down_to_the_later_up() -> None:
    """Both ends count: the earlier one for the loss, the later one for the return."""
    (one,) = told(edge("a", 10, False), edge("b", 10.5, False), edge("a", 20, True), edge("b", 20.25, True))
    assert (T0 + 10 * SECOND_NS, T0 + int(20.25 * SECOND_NS)) == (one.first_loss_ns, one.last_restored_ns)


def test_a_cold_start_loses_nothing() -> None:
    """Ups, and a collision's Down within milliseconds, are a start."""
    assert told(edge("a", 1, True), edge("a", 1.01, False), edge("b", 1.02, True), edge("a", 2, True)) == ()


def test_an_established_of_less_than_five_seconds_ends_no_outage() -> None:
    """A short return is folded into the outage."""
    (one,) = told(edge("a", 10, False), edge("a", 12, True), edge("a", 16, False), edge("a", 30, True))
    assert (one.peerings[0].losses, one.last_restored_ns) == (1, T0 + 30 * SECOND_NS)


def test_an_established_of_more_than_five_seconds_ends_it() -> None:
    """A return that held is one, and the next loss another."""
    (one,) = told(edge("a", 10, False), edge("a", 12, True), edge("a", 18, False), edge("a", 30, True))
    assert (one.peerings[0].losses, one.peerings[0].outage_ns) == (2, 14 * SECOND_NS)


def held(*observations: Observation) -> list[tuple[str, str]]:
    """The notes of sessions that never held."""
    detector = Detector(LAB)
    detector.observe(observations)
    detector.finish()
    return [(each.kind, each.text) for each in detector.notes() if each.kind == "never_held"]


def test_a_session_that_never_holds_is_named() -> None:
    """How often it came up, at both ends, and the longest that it stayed."""
    tries = [
        line
        for at, long in ((1, 4.0), (20, 4.5), (40, 0.25))
        for line in (edge("a", at, True), edge("b", at, True), edge("a", at + long, False), edge("b", at + long, False))
    ]
    assert () == told(*tries)
    ((_, text),) = held(*tries)
    assert "a neighbor 10.0.0.2 came up 3 times" in text
    assert "4.500 s at the longest" in text
    assert ["came up once"] == [text[20:32] for _, text in held(*tries[:4])]


def test_a_session_that_holds_at_last_is_not_named() -> None:
    """A start with a collision is none; nor is a session that was lost, or one that is up while the log ends."""
    tries = (edge("a", 1, True), edge("a", 1.01, False), edge("a", 2, True))
    assert [] == held(*tries)
    assert [] == held(*tries, edge("a", 9, False), edge("a", 12, True), edge("a", 13, False))
    assert [] == held(edge("a", 0, False), *tries[:2])


def test_an_open_end_is_open() -> None:
    """No return seen: no time is invented, and a person is wanted."""
    (one,) = told(edge("a", 10, False, "Interface down"))
    assert (one.last_restored_ns, one.reconvergence_ns, one.severity, one.status) == (None, None, "ACTION", "open")


@pytest.mark.parametrize(
    ("lines", "cause"),
    [
        ((note("a", 10, "sent", 6, 2), edge("a", 10.001, False, "Admin. shutdown")), "admin_shutdown"),
        ((note("b", 10, "received", 6, 4), edge("b", 10.001, False)), "admin_reset"),
        ((edge("a", 10, False, "Neighbor deleted"),), "peer_deconfigured"),
        ((edge("a", 10, False, "Interface down"),), "link_down"),
        ((note("a", 10, "sent", 4), edge("a", 10.001, False)), "hold_timer_expired"),
        ((note("a", 10, "sent", 6, 1), edge("a", 10.001, False)), "prefix_limit_exceeded"),
        ((note("a", 10, "sent", 6, 10), edge("a", 10.001, False)), "bfd_down"),
        ((edge("a", 10, False, "Peer closed the session"),), "unknown"),
        ((edge("a", 10, False),), "unknown"),
    ],
)
def test_a_cause_is_what_the_lines_prove(lines: tuple[Observation, ...], cause: str) -> None:
    """Each rule's own evidence, and nothing where there is none."""
    (one,) = told(*lines, edge("a", 40, True), edge("b", 40, True))
    assert cause == one.cause.type


def test_an_interface_that_was_up_again_long_before_is_not_the_cause() -> None:
    """A link's flap that the session outlived does not explain a loss a minute later."""
    flap = [
        InterfaceState(
            node="a",
            source="gnmi",
            seen_ns=T0 + at * SECOND_NS,
            received_ns=T0 + at * SECOND_NS,
            interface="eth1",
            up=up,
        )
        for at, up in ((1, False), (2, True))
    ]
    (one,) = told(*flap, edge("a", 60, False, "Peer closed the session"), edge("a", 70, True))
    assert one.cause.type == "unknown"


def losses(incidents: tuple[Incident, ...]) -> list[tuple[object, ...]]:
    """What was lost, and when."""
    return [(p.a, p.b, p.lost_ns, p.restored_ns, p.losses) for incident in incidents for p in incident.peerings]


RECORDED = read_recording(Path(__file__).parents[2] / "replays" / "given-17-overlap-link-and-maxprefix")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_change_what_is_lost(random: object) -> None:
    """Any order within the lateness bound, and any duplicates, give the same losses and causes."""
    wanted = [observation for observation in RECORDED.observations if observation.source != "snapshot"]
    straight = told(*wanted, lab=RECORDED.lab)
    delayed = sorted(
        wanted + random.sample(wanted, 40), key=lambda each: each.seen_ns + random.random() * 29 * SECOND_NS
    )  # type: ignore[attr-defined]
    detector = Detector(RECORDED.lab)
    for k in range(0, len(delayed), 25):
        detector.observe(delayed[k : k + 25])
        detector.settle(max(each.seen_ns for each in delayed[: k + 25]))
    detector.finish()
    assert losses(straight) == losses(detector.incidents())
    assert [item.cause.type for item in straight] == [incident.cause.type for incident in detector.incidents()]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 300), st.booleans()), max_size=30))
def test_no_history_is_an_error(history: list[tuple[str, int, bool]]) -> None:
    """Whatever two routers diagnosis, the answer is one with times in order."""
    for one in told(*(edge(node, at, up) for node, at, up in history)):
        for peering in one.peerings:
            assert peering.restored_ns is None or peering.restored_ns >= peering.lost_ns


def test_a_clock_that_is_ahead_is_corrected() -> None:
    """Both ends' words of the same moments tell that b's clock is five seconds ahead of the recorder's and a's."""
    down = [note("a", 10, "sent", 6, 4), edge("a", 10, False), note("b", 15.001, "received", 6, 4)]
    rest = [edge("b", 15.001, False), edge("a", 20, True), edge("b", 25.002, True), edge("a", 60, False)]
    lines = [*down, *rest, edge("b", 65, False), edge("a", 90, True), edge("b", 95.001, True)]
    anchored = [
        replace(edge("a", at, up), source="snapshot", kind="level", seq=0) for at, up in ((1, True), (10.5, False))
    ]
    incidents = told(*lines, *anchored)
    seen = [(incident.first_loss_ns or 0, incident.last_restored_ns or 0) for incident in incidents]
    off = [abs(got - T0 - at * SECOND_NS) for got, at in zip(sum(seen, ()), (10, 20, 60, 90), strict=True)]
    assert max(off) < SECOND_NS // 100


def test_of_twin_links_none_is_named_by_guess() -> None:
    """Two links join the routers and no line names an interface: the subject is the session; with one link, its end."""
    twin = replace(LAB, links=(*LAB.links, Link(Endpoint("a", "eth2"), Endpoint("b", "eth2"))))
    lines = [
        edge(node, at_s, up, "" if up else "Interface down") for node in "ab" for at_s, up in ((0, True), (60, False))
    ]
    assert [item.cause.subject for item in told(*lines, lab=LAB)] == ["a:eth1"]
    assert [each.cause.subject for each in told(*lines, lab=twin)] == ["a neighbor 10.0.0.2"]
