"""The tailer on real files: whatever is done to them, no complete line is lost."""

import threading
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collectors.collector import OffsetMark
from collectors.observations import BgpState, Gap, Observation
from collectors.sources.logtail import LogTail, TailOptions


class Box:
    """An outbox that keeps everything, and lets a test wait for a number of losses or returns."""

    def __init__(self) -> None:
        self.items: list[Observation] = []
        self.marks: dict[str, OffsetMark] = {}
        self.moved = threading.Condition()

    def put(self, observations: list[Observation], mark: OffsetMark | None = None) -> None:
        """Keep what was seen."""
        with self.moved:
            self.items += observations
            if mark:
                self.marks[mark.path] = mark
            self.moved.notify_all()

    def seconds(self) -> list[int]:
        """The seconds of all state lines, in the order they came."""
        return [item.seen_ns // 10**9 % 3600 for item in self.items if isinstance(item, BgpState)]

    def wait(self, count: int) -> None:
        """Wait until so many state lines have come."""
        with self.moved:
            assert self.moved.wait_for(lambda: len(self.seconds()) >= count, timeout=10), self.seconds()


def line(second: int) -> bytes:
    """A state line of its own second."""
    stamp = f"2026/11/22 10:{second // 60:02}:{second % 60:02}.000001"
    return f"{stamp} BGP: [N9HHH-F8H1M] %ADJCHANGE: neighbor 10.0.0.2(r2) in vrf default Up\n".encode()


def tail(folder: Path, box: Box, *, from_start: bool = True) -> LogTail:
    """A tailer of every log in a folder."""
    options = TailOptions("r1", (str(folder / "*.log"),), from_start=from_start)
    return LogTail(options, lambda: 1, box.marks.get)


def test_it_reads_what_is_appended_while_it_runs(tmp_path: Path) -> None:
    """Lines written while the tailer runs arrive, a late file's, too."""
    box, path = Box(), tmp_path / "a.log"
    path.write_bytes(line(1))
    collector = tail(tmp_path, box)
    thread = threading.Thread(target=collector.run, args=(box,))
    thread.start()
    box.wait(1)
    with path.open("ab") as file:
        file.write(line(2))
    box.wait(2)
    (tmp_path / "b.log").write_bytes(line(3))
    box.wait(3)
    collector.stop()
    thread.join(10)
    assert (box.seconds(), thread.is_alive()) == ([1, 2, 3], False)


def test_it_starts_at_the_end_of_what_was_there_before(tmp_path: Path) -> None:
    """History is not news, unless it is asked for."""
    box = Box()
    (tmp_path / "a.log").write_bytes(line(1))
    with closing(tail(tmp_path, box, from_start=False)) as collector:
        collector.scan(box)
        with (tmp_path / "a.log").open("ab") as file:
            file.write(line(2))
        collector.scan(box)
    assert box.seconds() == [2]


def test_what_was_there_before_is_never_news(tmp_path: Path) -> None:
    """A file that was opened at its end is known from then on: a tail that is made anew for a node's new start, and
    would read from the first line, goes on where the file was."""
    box, path = Box(), tmp_path / "a.log"
    path.write_bytes(line(1))
    with closing(tail(tmp_path, box, from_start=False)) as first:
        first.scan(box)
    with path.open("ab") as file:
        file.write(line(2))
    with closing(tail(tmp_path, box, from_start=True)) as second:
        second.scan(box)
    assert box.seconds() == [2]


def test_it_goes_on_where_it_was_after_a_restart(tmp_path: Path) -> None:
    """The mark of the last complete line is where the next tailer starts."""
    box, path = Box(), tmp_path / "a.log"
    path.write_bytes(line(1) + line(2)[:30])
    with closing(tail(tmp_path, box)) as collector:
        collector.scan(box)
    with path.open("ab") as file:
        file.write(line(2)[30:] + line(3))
    with closing(tail(tmp_path, box, from_start=False)) as collector:
        collector.scan(box)
    assert box.seconds() == [1, 2, 3]


def test_a_file_that_was_truncated_and_grew_again_is_read_anew(tmp_path: Path) -> None:
    """Not the size but the bytes before the offset tell; what may be lost is a gap."""
    box, path = Box(), tmp_path / "a.log"
    path.write_bytes(line(1))
    with closing(tail(tmp_path, box)) as collector:
        collector.scan(box)
        path.write_bytes(line(2) + line(3))
        collector.scan(box)
    assert (box.seconds(), len([item for item in box.items if isinstance(item, Gap)])) == ([1, 2, 3], 1)


ACTS = st.lists(st.sampled_from(["append", "part", "rotate", "look", "restart"]), max_size=30)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_no_complete_line_is_lost_or_told_twice(tmp_path_factory: object, acts: list[str]) -> None:
    """Any order of writing, writing in parts, rotating and restarting gives each line once."""
    folder: Path = tmp_path_factory.mktemp("logs")  # type: ignore[attr-defined]
    box, path, second = Box(), folder / "a.log", 0
    collector, whole, rest = tail(folder, box), [], b""
    for act in acts:
        if act == "append" or (act == "part" and rest):
            second += not rest
            with path.open("ab") as file:
                file.write(rest or line(second))
            whole.append(second)
            rest = b""
        elif act == "part":
            second += 1
            with path.open("ab") as file:
                file.write(line(second)[:40])
            rest = line(second)[40:]
        elif act == "rotate" and not rest:
            collector.scan(box)
            if path.exists():
                path.rename(folder / f"a.log.{second}.{len(list(folder.iterdir()))}")
        elif act == "restart":
            collector.close()
            collector = tail(folder, box)
        else:
            collector.scan(box)
    collector.scan(box)
    collector.close()
    assert whole == box.seconds()


def test_a_file_in_a_container_keeps_its_place_when_its_path_changes(tmp_path: Path) -> None:
    """The same file under the path of a container's next start: only what is new is read, under its own name."""
    real = tmp_path / "real.log"
    real.write_bytes(line(1))
    box = Box()
    for number in (1, 2):
        path = tmp_path / f"proc{number}.log"
        path.hardlink_to(real)
        options = TailOptions("r1", (str(path),), from_start=True, names={str(path): "clab-x-r1:/frr.log"})
        with closing(LogTail(options, lambda: 1, box.marks.get)) as tail_:
            tail_.scan(box)
        with real.open("ab") as file:
            file.write(line(number + 1))
    assert ([1, 2], ["clab-x-r1:/frr.log"]) == (box.seconds(), list(box.marks))


def test_a_file_that_is_deleted_is_said_once_and_one_that_is_rotated_never(tmp_path: Path) -> None:
    """After some seconds in which it did not come back."""
    box, now, path = Box(), [1], tmp_path / "a.log"
    path.write_bytes(line(1))
    options = TailOptions("r1", (str(tmp_path / "*.log"),), from_start=True)
    with closing(LogTail(options, lambda: now[0], box.marks.get)) as collector:
        collector.scan(box)
        path.unlink()
        collector.scan(box)
        path.write_bytes(line(2))
        now[0] += 5 * 10**9
        collector.scan(box)
        assert ([1, 2], []) == (box.seconds(), [each for each in box.items if isinstance(each, Gap)])
        path.unlink()
        for _ in range(4):
            collector.scan(box)
            now[0] += 2 * 10**9
    (gap,) = [item for item in box.items if isinstance(item, Gap)]
    assert (gap.reason, gap.to_ns) == (f"{path} is gone (deleted or moved): nothing more is read", None)
