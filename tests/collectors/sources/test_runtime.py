"""Event streams of the engine and of containerlab: what they tell, breaking off, and taking up again."""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from clab.docker_engine import DockerEngine, EngineError
from collectors.collector import Collector
from collectors.observations import Gap, InterfaceState, NodeEvent, Observation
from collectors.sources.clab_events import ClabEvents, EventsEnded
from collectors.sources.docker_events import DockerEvents
from tests.clab.engine import FakeEngine, served

LIFE = Path(__file__).parents[2] / "replays" / "life-clab-diamond" / "runtime"


class Box:
    """An outbox that a test can wait on."""

    def __init__(self) -> None:
        self.items: list[Observation] = []
        self._moved = threading.Condition()

    def put(self, observations: Iterable[Observation]) -> None:
        """Keep what was seen."""
        with self._moved:
            self.items += observations
            self._moved.notify_all()

    def wait_a_moment(self) -> None:
        """Until something more was seen, for a moment at most."""
        with self._moved:
            self._moved.wait(0.05)

    def wait(self, enough: Callable[[list[Observation]], bool]) -> list[Observation]:
        """What was seen, once it is enough."""
        with self._moved:
            assert self._moved.wait_for(lambda: enough(self.items), 10), self.items
            return list(self.items)


@contextmanager
def running(collector: Collector, box: Box) -> Iterator[list[BaseException]]:
    """Run a collector in a thread while the block runs; yields what it raised."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            collector.run(box)
        except (EngineError, EventsEnded) as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield raised
    finally:
        collector.stop()
        thread.join(10)
        assert not thread.is_alive()


def test_a_labs_events_come_with_both_times_and_are_recorded_as_they_came(tmp_path: Path) -> None:
    """The engine's own time, ours beside it; another lab's events are not asked for."""
    fake, box, rows = FakeEngine(), Box(), []
    r1, other = fake.add("one", "r1"), fake.add("two", "r1")

    def keep(stream: str, event: Any) -> None:
        rows.append((stream, event["Action"]))

    with (
        served(fake, tmp_path / "api.sock") as url,
        closing(DockerEngine(url)) as engine,
        running(DockerEvents("one", engine, lambda: 7, None, keep), box) as raised,
    ):
        assert fake.has_listeners(1)
        fake.happen(other, "die")
        fake.happen(r1, "exec_create: vtysh")
        fake.happen(r1, "kill", signal="9")
        fake.happen(r1, "die", exitCode="137")
        seen = box.wait(lambda items: len(items) == 2)
    told = [(item.node, item.event, item.signal, item.exit_code) for item in seen if isinstance(item, NodeEvent)]
    assert [("r1", "kill", 9, None), ("r1", "die", None, 137)] == told
    assert all(each.received_ns == 7 and each.seen_ns > 1_700_000_000 * 10**9 for each in seen)
    assert ([("docker", "exec_create: vtysh"), ("docker", "kill"), ("docker", "die")], []) == (rows, raised)


def test_an_engine_that_goes_away_is_a_failure_and_then_a_gap(tmp_path: Path) -> None:
    """The stream's end is raised, so that the supervisor tries again; the next one begins with the time not seen."""
    fake, box = FakeEngine(), Box()
    clock = iter(range(100, 10_000, 100))
    with served(fake, tmp_path / "api.sock") as url, closing(DockerEngine(url)) as engine:
        collector = DockerEvents("one", engine, lambda: next(clock))
        threading.Timer(0, lambda: fake.has_listeners(1) and fake.hang_up()).start()
        with pytest.raises(EngineError, match="event stream ended"):
            collector.run(box)
        assert [] == box.items
        with running(collector, box):
            (gap,) = box.wait(bool)
    assert isinstance(gap, Gap)
    assert ("runtime", True) == (gap.source, gap.from_ns < (gap.to_ns or 0))


def test_an_engine_that_is_absent_is_said_and_not_hidden(tmp_path: Path) -> None:
    """The supervisor shows the reason and goes on trying."""
    with pytest.raises(EngineError, match="no Docker engine here"):
        DockerEvents("one", DockerEngine(f"unix://{tmp_path}/none.sock"), lambda: 7).run(Box())


def test_containerlabs_own_stream_tells_nodes_and_interfaces_of_one_lab() -> None:
    """A recorded life of a real lab: all its nodes' ends, and interfaces that went."""
    box = Box()
    program = (sys.executable, "-c", f"print(open({str(LIFE / 'clab-events.jsonl')!r}).read())")
    with pytest.raises(EventsEnded, match="status 0"):
        ClabEvents("diamond", time.time_ns, program=program).run(box)
    died = {item.node for item in box.items if isinstance(item, NodeEvent) and item.event == "die"}
    gone = {each.node for each in box.items if isinstance(each, InterfaceState) and not each.up}
    assert ({"r1", "r2", "r3", "r4"}, {"r1", "r2", "r3", "r4"}) == (died, gone)


def test_other_labs_and_lines_that_are_none_are_left_out() -> None:
    """The program tells of all labs, and may print what is no event."""
    box, rows = Box(), []
    lines = ["no json", "[]", json.dumps({"type": "interface", "attributes": {"lab": "other"}})]
    lines.append((LIFE / "clab-events.jsonl").read_text().splitlines()[0])
    program = (sys.executable, "-c", f"print({chr(10).join(lines)!r})")
    with pytest.raises(EventsEnded):
        ClabEvents("nothing", time.time_ns, lambda stream, event: rows.append(event), program).run(box)
    assert ([], []) == (box.items, rows)


def test_stopping_ends_the_program_and_is_no_failure() -> None:
    """It would run for ever."""
    box = Box()
    sleeper = (sys.executable, "-c", "import sys, time; print('{}', flush=True); time.sleep(600)")
    started = time.monotonic()
    with running(ClabEvents("diamond", time.time_ns, program=sleeper), box) as raised:
        pass
    assert ([], True) == (raised, time.monotonic() - started < 8)
