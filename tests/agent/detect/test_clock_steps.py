"""A router's clock that is set while its log is read makes no incidents, and times stay right."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.detect.clock_steps import ClockSteps
from agent.detect.detector import Detector
from agent.detect.incident import Incident
from clab.units import SECOND_NS
from collectors.observations import Gap, HostClock, Observation, Poll, SourceAlive
from collectors.sources.recording import Recording
from collectors.sources.replay import read_recording

PLACES = count()
T0 = 1_795_000_000 * SECOND_NS
FOLDER = Path(__file__).parents[2] / "replays" / "drill-frr-diamond"


def line(at_s: float, delay_s: float = 0.01, source: str = "log") -> SourceAlive:
    """A line that was stamped at a time and read a while later, behind all that were made before it."""
    stamped = T0 + int(at_s * SECOND_NS)
    read = stamped + int(delay_s * SECOND_NS)
    common = {"node": "r1", "source": source, "origin": "r1.log", "seq": next(PLACES)}
    return SourceAlive(**common, seen_ns=stamped, received_ns=read)  # type: ignore[arg-type]


def poll(at_s: float) -> Poll:
    """The collector hears another source."""
    at_ns = T0 + int(at_s * SECOND_NS)
    return Poll(node="r2", source="snapshot", seen_ns=at_ns, received_ns=at_ns, command="bgp-summary", ok=True, ms=1.0)


def corrected(*seen: Observation) -> tuple[list[float], list[float]]:
    """The stamps of the lines as they are taken, in seconds of the story, and the steps that were found."""
    steps = ClockSteps()
    times = [(steps.corrected_ns(each) - T0) / SECOND_NS for each in seen if isinstance(each, SourceAlive | Poll | Gap)]
    lines = [at for at, each in zip(times, seen, strict=True) if isinstance(each, SourceAlive)]
    return [round(at, 1) for at in lines], [round(step.by_ns / SECOND_NS, 1) for step in steps.steps]


LIVE = (line(0), line(2), line(4))


def test_a_clock_that_is_set_forward_is_put_right_at_once() -> None:
    """No line can arrive before it was written."""
    ahead = replace(line(10), seen_ns=T0 + 40 * SECOND_NS)
    assert corrected(*LIVE, ahead) == ([0, 2, 4, 10], [30])


def test_a_clock_that_is_set_back_is_put_right_where_the_collector_was_not_late() -> None:
    """It heard others meanwhile, so the line was not waiting for it."""
    heard = [poll(at) for at in range(5, 40, 5)]
    assert corrected(*LIVE, *heard, line(10, 30)) == ([0, 2, 4, 40], [-30])
    assert corrected(*LIVE, line(10, 30)) == ([0, 2, 4, 10], [])


def test_what_is_read_after_an_off_time_keeps_its_stamp() -> None:
    """A collector that was off, once or twice, reads late what was written meanwhile; no clock was set."""
    once = (poll(39), line(10, 30), line(20, 20), line(40), line(42))
    assert corrected(*LIVE, *once) == ([0, 2, 4, 10, 20, 40, 42], [])
    twice = (line(10, 5), line(16), line(20, 5), line(26), line(28))
    assert corrected(*LIVE, *twice) == ([0, 2, 4, 10, 16, 20, 26, 28], [])
    one_read = (line(10, 5), line(14, 1), line(11, 4), line(14.5, 0.5))
    assert corrected(*LIVE, *one_read) == ([0, 2, 4, 10, 14, 11, 14.5], [])
    from_the_start = (line(0, 5), line(2, 5), line(8), line(10))
    assert corrected(*from_the_start) == ([0, 2, 8, 10], [])


def test_what_a_relay_or_a_gap_may_have_held_up_keeps_its_stamp() -> None:
    """Only a second read of the same delay shows that it is the clock's."""
    late = (poll(39), line(10, 30, "syslog"), poll(44), line(15, 30, "syslog"))
    first = tuple(line(at, source="syslog") for at in (0, 2, 4))
    assert corrected(*first, *late) == ([0, 2, 4, 10, 45], [-30])
    gap = Gap(node="r1", source="log", seen_ns=T0, received_ns=T0, from_ns=T0, to_ns=T0, reason="x")
    assert corrected(*LIVE, gap, poll(39), line(10, 30)) == ([0, 2, 4, 10], [])


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0.0, 1.0)), min_size=3, max_size=30))
def test_a_clock_that_nobody_sets_is_left_alone(story: list[tuple[float, float]]) -> None:
    """Lines that are read up to a second after they were written have no steps."""
    at, lines = 0.0, []
    for wait_s, delay_s in story:
        at += wait_s
        lines.append(line(at, delay_s))
    assert corrected(*lines)[1] == []


@given(st.lists(st.floats(0, 3_000), min_size=1, max_size=30))
def test_a_log_that_is_read_later_has_no_steps(stamps: list[float]) -> None:
    """A backlog is read at one moment."""
    lines = [line(at, 4_000 - at) for at in sorted(stamps)]
    assert corrected(*lines)[1] == []


@cache
def recorded() -> tuple[Recording, tuple[Observation, ...]]:
    """A drill of fifteen faults with the times at which its lines were read."""
    recording = read_recording(FOLDER)
    return recording, tuple(sorted(recording.observations, key=lambda each: (each.received_ns, each.seq)))


def told(seen: Sequence[Observation]) -> tuple[Incident, ...]:
    """What a detector says that looks on live: nothing is known of the clocks beforehand."""
    recording, _ = recorded()
    detector, until_ns, batch = Detector(recording.lab, hosts=recording.hosts), seen[0].received_ns, []
    for each in seen:
        while each.received_ns >= until_ns:
            detector.observe(batch)
            detector.settle(until_ns)
            batch, until_ns = [], until_ns + SECOND_NS
        batch.append(each)
    detector.observe(batch)
    detector.finish()
    return detector.incidents()


@cache
def undisturbed() -> tuple[Incident, ...]:
    """The same drill with clocks that nobody sets."""
    return told(recorded()[1])


def set_clock(node: str, at_s: int, by_s: int) -> list[tuple[Incident, Incident]]:
    """Each incident of the drill beside the one that is told when a node's clock is set in its middle."""
    seen = recorded()[1]
    from_ns = seen[0].received_ns + at_s * SECOND_NS
    moved = [
        replace(each, seen_ns=each.seen_ns + by_s * SECOND_NS)
        if each.node == node and each.source == "log" and each.received_ns >= from_ns
        else each
        for each in seen
    ]
    pairs = list(zip(undisturbed(), told(moved), strict=True))
    assert [(a.cause.type, a.cause.subject) for a, _ in pairs] == [(b.cause.type, b.cause.subject) for _, b in pairs]
    return pairs


def off_ns(one: Incident, other: Incident) -> int:
    """How far two incidents' times are apart at most."""
    first = abs((one.first_loss_ns or 0) - (other.first_loss_ns or 0))
    return max(first, abs((one.reconvergence_ns or 0) - (other.reconvergence_ns or 0)))


@pytest.mark.parametrize(("node", "at_s", "by_s"), [("r3", 60, 30), ("r3", 60, -30), ("r2", 50, 3600), ("r4", 99, -99)])
def test_a_drill_reads_the_same_when_a_clock_is_set_in_its_middle(node: str, at_s: int, by_s: int) -> None:
    """Each incident is found as before, at its time, and no other."""
    assert max(off_ns(*pair) for pair in set_clock(node, at_s, by_s)) < SECOND_NS // 20


@pytest.mark.parametrize(("at_s", "times"), [(70, 1), (190, 2)])
def test_a_log_that_is_read_a_second_time_is_no_clock_that_was_set(at_s: int, times: int) -> None:
    """A node comes back, its log is opened anew, and nobody could keep how far it was read: every incident stays."""
    seen = recorded()[1]
    for node in ("r2", "e1"):
        from_ns = seen[0].received_ns + at_s * SECOND_NS
        old = [each for each in seen if each.node == node and each.source == "log" and each.received_ns < from_ns]
        assert len(old) > 10
        again = [replace(each, received_ns=from_ns + k * SECOND_NS // 3) for k in range(times) for each in old]
        story = sorted([*seen, *again], key=lambda each: each.received_ns)
        after = told(story)
        assert [(one.cause.type, one.cause.subject, one.started_ns) for one in undisturbed()] == [
            (one.cause.type, one.cause.subject, one.started_ns) for one in after
        ]
        assert max(off_ns(*pair) for pair in zip(undisturbed(), after, strict=True)) < SECOND_NS // 5


def set_host(*steps: tuple[float, float]) -> list[Observation]:
    """The drill on a host whose clock is set at some times of it, by so many seconds each: containers and their engine
    stamp with it, and the agent's own clock goes on."""
    seen = list(recorded()[1])
    begun_ns = seen[0].received_ns
    for at_s, by_s in steps:
        at_ns, by_ns = begun_ns + int(at_s * SECOND_NS), int(by_s * SECOND_NS)
        seen = [
            replace(each, seen_ns=each.seen_ns + by_ns)
            if each.received_ns >= at_ns and (each.source in ("log", "runtime") or isinstance(each, HostClock))
            else each
            for each in seen
        ]
        before_ns = next((each.seen_ns - each.received_ns for each in seen[::-1] if isinstance(each, HostClock)), 0)
        set_ = HostClock(node="-", source="runtime", seen_ns=at_ns + before_ns + by_ns, received_ns=at_ns)
        seen = sorted([*seen, set_], key=lambda each: (each.received_ns, not isinstance(each, HostClock), each.seq))
    return seen


@pytest.mark.parametrize(
    "steps",
    [
        ((60, -120), (120, 120)),
        ((60, -120),),
        ((61.5, -3),),
        ((60, -0.5),),
        ((60, -90), (99, -30), (150, 120)),
        ((70, 300),),
    ],
)
def test_a_drill_reads_the_same_when_the_hosts_clock_is_set_in_its_middle(
    steps: tuple[tuple[float, float], ...],
) -> None:
    """Also by little, and in quiet logs: how far it was set is known, and every source shows whether it shares it."""
    pairs = list(zip(undisturbed(), told(set_host(*steps)), strict=True))
    assert [(a.id, a.cause.type, a.cause.subject) for a, _ in pairs] == [
        (b.id, b.cause.type, b.cause.subject) for _, b in pairs
    ]
    assert max(off_ns(*pair) for pair in pairs) < SECOND_NS // 20


def test_the_hosts_clock_is_noted_once_each_time_it_is_set() -> None:
    """The host's, and no router's."""
    detector = Detector()
    for each in set_host((60, -120), (120, 120)):
        detector.observe([each])
    detector.finish()
    notes = [note for note in detector.notes() if note.kind == "clock"]
    assert [(note.node, note.text) for note in notes] == [
        (None, "the clock of the watching host was set back by 120.000 s; times go on as before"),
        (None, "the clock of the watching host was set forward by 120.000 s; times go on as before"),
    ]
