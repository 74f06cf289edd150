"""The host's clock may be set while the agent runs: what is told is as if nobody had set it, once, and in time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.app.pipeline import Pipeline, StartOptions
from agent.app.steady_clock import FAR_NS, FUTURE_NS, SteadyClock
from agent.app.store.memory import MemoryStore
from agent.app.store.protocol import Store
from agent.detect.detector import Detector
from agent.detect.incident_registry import IncidentChange
from clab.units import SECOND_NS
from collectors.observations import HostClock, NodeEvent, Observation, Poll
from collectors.queue import BoundedOutbox
from tests.agent.app.test_pipeline import LAB, MS, T0, stories, story

Steps = list[tuple[int, float]]
"""At which time of the story, in ms, the host's clock is set, and by how many seconds."""


@dataclass
class Host:
    """A machine: time passes, and its clock may be set."""

    steps: Steps = field(default_factory=list)
    passed_ns: int = 0

    def off_ns(self, at_ns: int) -> int:
        """How far its clock was set until a time."""
        return int(sum(by_s for at_ms, by_s in self.steps if T0 + at_ms * MS <= at_ns) * SECOND_NS)

    def clock(self) -> SteadyClock:
        """The clock of a program that is started now."""
        return SteadyClock(self.wall_ns, lambda: self.passed_ns)

    def wall_ns(self) -> int:
        """What its clock shows."""
        return T0 + self.passed_ns + self.off_ns(T0 + self.passed_ns)


@dataclass
class Watch:
    """A pump on that machine, over a store that outlives it."""

    host: Host
    store: Store
    told: list[IncidentChange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = self.host.clock()
        self.outbox = BoundedOutbox(self.clock)
        begin = StartOptions(hold_ns=250 * MS, host=self.clock)
        self.pipeline = Pipeline(Detector(LAB), self.store, self.outbox, self.clock, self.told.append, begin=begin)
        self.pipeline.replay_journal()

    def turn(self, *seen: Observation) -> None:
        """What is read now."""
        self.outbox.put([replace(item, received_ns=self.clock()) for item in seen])
        self.pipeline.pump(0.0)

    def play(self, seen: list[Observation], rest_s: int = 0) -> "Watch":
        """Everything at its time; the routers' stamps are those of the machine's clock. Then time runs on."""
        for item in seen:
            self._until(item.received_ns)
            self.turn(replace(item, seen_ns=item.seen_ns + self.host.off_ns(item.seen_ns)))
        self._until(T0 + self.host.passed_ns + rest_s * SECOND_NS)
        return self

    def _until(self, at_ns: int) -> None:
        """Time passes; a poll answers every two seconds, and the pump turns."""
        while T0 + self.host.passed_ns < at_ns:
            self.host.passed_ns = min(at_ns - T0, self.host.passed_ns + 2 * SECOND_NS)
            now_ns = self.clock()
            poll = {"node": "r1", "source": "snapshot", "command": "bgp-summary", "ok": True, "ms": 1.0}
            self.turn(Poll(seen_ns=now_ns, received_ns=now_ns, **poll))  # type: ignore[arg-type]

    def incidents(self) -> list[dict[str, object]]:
        """What stands, without the numbers of versions."""
        return [{**incident, "version": 0} for incident in self.store.incidents()]


LONG = story([(20_000, 0, 5, 60_000, (6, 2)), (200_000, 1, 5, 30_000, None)])
BACK_AND_FORTH: Steps = [(30_000, -120.0), (60_000, 120.0)]


def watched(seen: list[Observation], steps: Steps, cut: int | None = None) -> Watch:
    """A whole story, with a restart of the program at a cut."""
    watch = Watch(Host(steps), MemoryStore())
    if cut is not None:
        watch.play(seen[:cut])
        watch = Watch(watch.host, watch.store)
    return watch.play(seen[cut or 0 :], 120)


@pytest.mark.parametrize(
    "steps",
    [
        BACK_AND_FORTH,
        [(30_000, -120.0)],
        [(20_002, -120.0), (230_100, 120.0)],
        [(30_000, -2.0)],
        [(30_000, -3600.0), (60_000, 3600.0)],
        [(30_000, 120.0), (60_000, -120.0)],
        [(40_000, 90.0), (60_000, -120.0), (100_000, 30.0)],
    ],
)
def test_a_clock_that_is_set_in_the_middle_of_losses_changes_nothing(steps: Steps) -> None:
    """The same incidents with the same ids, causes and times, told as often, closed in time."""
    plain, moved = watched(LONG, []), watched(LONG, steps)
    assert plain.incidents() == moved.incidents()
    assert [item["status"] for item in moved.incidents()] == ["closed", "closed"]
    assert [each.reason for each in plain.told] == [each.reason for each in moved.told]
    walls = [seen for seen in moved.store.since(0) if isinstance(seen, HostClock)]
    assert len(walls) == len(steps)


@settings(max_examples=30, deadline=None)
@given(stories, st.integers(1, 400_000), st.sampled_from([-120.0, -7.0, -1.0]), st.floats(0, 1))
def test_whatever_the_moment_and_wherever_it_is_started_again(
    made: list[tuple[int, int, int, int, tuple[int, int] | None]], at_ms: int, by_s: float, cut: float
) -> None:
    """Set back for a while at any moment, and stopped and started in between: each loss is told once, at its time."""
    seen = story(made)
    steps = [(at_ms, by_s), (at_ms + 50_000, -by_s)]
    plain = watched(seen, [])
    moved = watched(seen, steps, int(cut * len(seen)))
    assert plain.incidents() == moved.incidents()


def test_a_clock_that_was_set_forward_is_followed_when_nothing_is_going_on() -> None:
    """The outage in whose middle it is set is as long as it was; the next one is told by the new time."""
    watch = watched(LONG, [(30_000, 120.0)])
    plain, moved = watched(LONG, []).incidents(), watch.incidents()
    assert plain[0] == moved[0]
    assert plain[1]["reconvergence_s"] == moved[1]["reconvergence_s"]
    assert (str(plain[1]["started_at"])[14:19], str(moved[1]["started_at"])[14:19]) == ("10:00", "12:00")
    walls = [seen for seen in watch.store.since(0) if isinstance(seen, HostClock)]
    assert [False, True] == [each.followed for each in walls]  # nobody set it back


def test_a_machine_that_was_asleep_is_followed_at_once() -> None:
    """Hours later it is hours later, whatever is open."""
    host = Host([(1_000, 7_200.0)])
    clock = host.clock()
    host.passed_ns = 1_000 * MS
    assert (clock(), clock.read()) == (host.wall_ns(), (host.wall_ns(), 0))


def test_engine_events_are_by_the_hosts_clock() -> None:
    """A node that dies after the clock was set back did so at its own time, which is in order with the losses."""
    died = {"node": "r2", "source": "runtime", "origin": "docker"}
    events: list[Observation] = []
    for event, at_ms in (("kill", 59_990), ("die", 59_995), ("start", 90_000)):
        ns = T0 + at_ms * MS
        events.append(NodeEvent(**died, event=event, seen_ns=ns, received_ns=ns + MS))  # type: ignore[arg-type]
    seen = sorted([*story([(60_000, 0, 1, 40_000, None)]), *events], key=lambda each: each.received_ns)
    (plain,), (moved,) = (watched(seen, steps).incidents() for steps in ([], [(50_000, -120.0)]))
    assert plain == moved
    assert (moved["cause"]["type"], moved["status"]) == ("node_down", "closed")  # type: ignore[index]


def test_a_router_with_a_clock_of_its_own_is_left_alone() -> None:
    """What does not share the host's clock goes on as it did."""
    host = Host([(30_000, -120.0)])
    watch = Watch(host, MemoryStore())
    moved = [replace(item, seen_ns=item.seen_ns - host.off_ns(item.seen_ns)) for item in LONG]  # not by the host's
    assert watch.play(moved, 120).incidents() == watched(LONG, []).incidents()


@contextmanager
def standing(off_s: float) -> Iterator[tuple[Host, SteadyClock]]:
    """A clock, and a host whose clock is set by so much after a second."""
    host = Host([(500, off_s)])
    clock = host.clock()
    host.passed_ns = SECOND_NS
    yield host, clock


@pytest.mark.parametrize(("off_s", "after_ns"), [(-120, 0), (100, 100 * SECOND_NS), (-1e6, 0), (0, 0)])
def test_it_never_goes_back(off_s: float, after_ns: int) -> None:
    """It follows only what is ahead, and only when asked or far ahead."""
    with standing(off_s) as (_, clock):
        assert clock.read() == (T0 + SECOND_NS, int(off_s * SECOND_NS))
        clock.catch_up()
        assert clock() == T0 + SECOND_NS + after_ns
    with standing(FAR_NS / SECOND_NS + 1) as (host, clock):
        assert clock() == host.wall_ns()


def test_it_goes_on_from_what_was_kept() -> None:
    """A journal that ends later than now was written before the clock was set back; one of next year was not."""
    with standing(0) as (host, clock):
        clock.not_before(T0)
        assert clock() == host.wall_ns()
        clock.not_before(T0 + 100 * SECOND_NS)
        assert clock.read() == (T0 + 100 * SECOND_NS, -99 * SECOND_NS)
        clock.not_before(T0 + 2 * FUTURE_NS)
        assert clock() == T0 + 100 * SECOND_NS


def test_the_real_clock_shows_the_time() -> None:
    """Without anybody who sets it, it is the wall's."""
    import time

    clock = SteadyClock()
    assert abs(clock() - time.time_ns()) < SECOND_NS
    assert abs(clock.read()[1]) < SECOND_NS // 100
