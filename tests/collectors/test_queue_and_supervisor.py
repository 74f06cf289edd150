"""The queue that never blocks, and the supervisor that starts again what fails."""

import threading

from collectors.observations import BgpState, Gap, SourceAlive
from collectors.queue import BoundedOutbox
from collectors.supervisor import Supervisor

AT_NS = 1_795_600_800_000_000_000


def seen(number: int) -> SourceAlive:
    """Something small to put."""
    return SourceAlive(node="r1", source="log", seen_ns=number, received_ns=number)


def test_what_does_not_fit_is_counted_and_becomes_a_gap() -> None:
    """Nothing is lost in silence."""
    outbox = BoundedOutbox(lambda: 7, capacity=3)
    outbox.put(seen(k) for k in range(5))
    items, _ = outbox.drain(0)
    (gap,) = [item for item in items if isinstance(item, Gap)]
    assert (len(items), outbox.dropped_total, gap.reason) == (4, 2, "2 observations did not fit the queue")


class Failing:
    """A collector that fails twice, then works until stopped."""

    name = "failing"

    def __init__(self) -> None:
        self.runs = 0
        self.works = threading.Event()
        self._stop = threading.Event()

    def run(self, outbox: BoundedOutbox) -> None:
        """Fail, fail, work."""
        self.runs += 1
        if self.runs < 3:
            raise OSError("no such device")
        outbox.put([seen(AT_NS)])
        self.works.set()
        self._stop.wait(10)

    def stop(self) -> None:
        """End the work."""
        self._stop.set()


def test_a_collector_that_fails_is_started_again_and_shown() -> None:
    """Two failures, then health; stopping ends it in order."""
    collector = Failing()
    supervisor = Supervisor([collector], BoundedOutbox(lambda: 1), lambda: 1, jitter=lambda: 0.01)
    supervisor.start()
    assert collector.works.wait(10)
    (health,) = supervisor.health()
    assert (health.restarts, health.state, health.error) == (2, "ok", "OSError: no such device")
    assert (supervisor.stop(), supervisor.health()[0].state) == ([], "stopped")


class Calm:
    """A collector that waits until it is stopped."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.works = threading.Event()
        self._stop = threading.Event()

    def run(self, outbox: BoundedOutbox) -> None:
        """Wait."""
        self.works.set()
        self._stop.wait(10)

    def stop(self) -> None:
        """End the wait."""
        self._stop.set()


def test_collectors_come_and_go_while_the_others_run() -> None:
    """One that is added runs at once, one that is dropped is stopped and forgotten."""
    first, second = Calm("first"), Calm("second")
    supervisor = Supervisor([first], BoundedOutbox(lambda: 1), lambda: 1)
    supervisor.start()
    supervisor.add(second)
    assert first.works.wait(10)
    assert second.works.wait(10)
    assert supervisor.drop("first")
    assert ["second"] == [item.name for item in supervisor.health()]
    assert [] == supervisor.stop()


def test_a_collector_that_was_dropped_is_not_started_again() -> None:
    """Not even while it waits to be tried once more."""
    failing = Failing()
    supervisor = Supervisor([], BoundedOutbox(lambda: 1), lambda: 1, jitter=lambda: 20.0)
    supervisor.start()
    supervisor.add(failing)
    for _ in range(500):
        if any(item.state == "failed" for item in supervisor.health()):
            break
        threading.Event().wait(0.01)
    assert supervisor.drop("failing")
    assert (1, []) == (failing.runs, supervisor.health())


class Odd:
    """A collector that puts what cannot be, then what can."""

    name = "gnmi-r1"

    def __init__(self) -> None:
        self.done = threading.Event()
        self._stop = threading.Event()

    def run(self, outbox: BoundedOutbox) -> None:
        """Two odd ones among good ones."""
        odd = BgpState(
            node="r1",
            source="gnmi",
            seen_ns=AT_NS,
            received_ns=AT_NS,
            neighbor=["x"],
            state="down",  # type: ignore[arg-type]
        )
        outbox.put([seen(AT_NS), odd, seen(AT_NS + 1)])
        outbox.put([odd, seen(AT_NS + 2)])
        self.done.set()
        self._stop.wait(10)

    def stop(self) -> None:
        """End the work."""
        self._stop.set()


def test_an_observation_that_may_not_cross_costs_itself_and_is_said_once() -> None:
    """It is counted, the first is a gap that says why, and the others cross."""
    collector, outbox = Odd(), BoundedOutbox(lambda: AT_NS)
    supervisor = Supervisor([collector], outbox, lambda: AT_NS)
    supervisor.start()
    assert collector.done.wait(10)
    supervisor.stop()
    items, _ = outbox.drain(0)
    (gap,) = [item for item in items if isinstance(item, Gap)]
    assert [each.seen_ns for each in items if isinstance(each, SourceAlive)] == [AT_NS, AT_NS + 1, AT_NS + 2]
    assert gap.reason == "an observation was left out: BgpState: neighbor is ['x'], expected a text"
    assert (supervisor.health()[0].refused, supervisor.health()[0].restarts) == (2, 0)
