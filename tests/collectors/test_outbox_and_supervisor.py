"""The queue that never blocks, and the supervisor that starts again what fails."""

import threading

from collectors.observations import Activity, Gap
from collectors.outbox import BoundedOutbox
from collectors.supervisor import Supervisor


def seen(number: int) -> Activity:
    """Something small to put."""
    return Activity(node="r1", source="log", seen_ns=number, received_ns=number)


def test_what_does_not_fit_is_counted_and_becomes_a_gap() -> None:
    """Nothing is lost in silence."""
    outbox = BoundedOutbox(lambda: 7, capacity=3)
    outbox.put(seen(k) for k in range(5))
    items, _ = outbox.drain(0)
    (gap,) = [each for each in items if isinstance(each, Gap)]
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
        outbox.put([seen(1)])
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
    assert ["second"] == [each.name for each in supervisor.health()]
    assert [] == supervisor.stop()


def test_a_collector_that_was_dropped_is_not_started_again() -> None:
    """Not even while it waits to be tried once more."""
    failing = Failing()
    supervisor = Supervisor([], BoundedOutbox(lambda: 1), lambda: 1, jitter=lambda: 20.0)
    supervisor.start()
    supervisor.add(failing)
    for _ in range(500):
        if any(each.state == "failed" for each in supervisor.health()):
            break
        threading.Event().wait(0.01)
    assert supervisor.drop("failing")
    assert (1, []) == (failing.runs, supervisor.health())
