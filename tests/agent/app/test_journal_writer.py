"""The journal while its disk is full, on a real database that may not grow."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from agent.app.journal_writer import BACKLOG_AT_MOST, JournalWriter
from agent.app.store.memory import MemoryStore
from agent.app.store.sqlite import SqliteStore
from agent.failure import Failure
from clab.units import SECOND_NS
from collectors.collector import OffsetMark
from collectors.observations import Gap, Observation
from tests.agent.app.store.test_stores import state


class Clock:
    """Time that a test sets."""

    def __init__(self) -> None:
        self.now_ns = SECOND_NS

    def __call__(self) -> int:
        return self.now_ns


@contextmanager
def full(path: Path) -> Iterator[SqliteStore]:
    """A database on a disk that is as good as full."""
    with closing(SqliteStore(path, max_pages=20)) as store:
        yield store


def mark(offset: int) -> OffsetMark:
    """How far one log was read."""
    return OffsetMark("r1.log", 1, offset, b"")


def grow(store: SqliteStore) -> None:
    """The disk has room again."""
    store._db.execute("PRAGMA max_page_count=1000000")


def test_what_could_not_be_written_is_written_first_and_once(tmp_path: Path) -> None:
    """With room again, the order is the order of arrival; how far the log was read is kept with the last of it."""
    clock = Clock()
    with full(tmp_path / "j.sqlite") as store:
        writer = JournalWriter(store, clock)
        gaps = [writer.write([state(k) for k in range(n, n + 500)], [mark(n)]) for n in range(0, 5000, 500)]
        assert [type(gap) for gap in gaps].count(Gap) == 1
        assert "full" in writer.error
        assert mark(4500) == store.mark("r1.log")
        grow(store)
        clock.now_ns += 3600 * SECOND_NS
        writer.catch_up()
        assert not writer.error
        assert [state(k) for k in range(5000)] == [*store.since(0)]


class Unwritable(MemoryStore):
    """Counts what it is asked to write, and writes nothing until it has room. A try takes a second."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self.tried = list[int]()
        self.room = False

    def journal(self, observations: Iterable[Observation], marks: Iterable[OffsetMark] = ()) -> None:
        """Fail, or keep."""
        batch = [*observations]
        self.remember(marks)
        self._clock.now_ns += SECOND_NS
        self.tried.append(len(batch))
        if not self.room:
            raise Failure("journal: the disk is full", "make room")
        super().journal(batch)


def test_trying_takes_a_small_part_of_the_time() -> None:
    """However often something new comes, and however long it lasts."""
    clock = Clock()
    store = Unwritable(clock)
    writer = JournalWriter(store, clock)
    for turn in range(10_000):
        writer.write([state(turn)], [mark(turn)])
        clock.now_ns += SECOND_NS // 20
        assert mark(turn) == store.mark("r1.log")
    assert 20 <= len(store.tried) <= 30


def test_the_last_try_does_not_wait() -> None:
    """What waits when all ends has no later time."""
    clock = Clock()
    store = Unwritable(clock)
    writer = JournalWriter(store, clock)
    writer.write([state(1)], [])
    writer.catch_up()
    writer.catch_up(last=True)
    assert [1, 1] == store.tried


def test_what_waits_is_bounded_and_what_was_lost_is_said() -> None:
    """The oldest go first; one gap says how many."""
    clock = Clock()
    store = Unwritable(clock)
    writer = JournalWriter(store, clock)
    many: list[Observation] = [state(k) for k in range(1000)]
    for _ in range(BACKLOG_AT_MOST // 1000 + 2):
        writer.write(many, [])
        clock.now_ns += 60 * SECOND_NS
    store.room = True
    writer.catch_up()
    first, *others = store.since(0)
    assert isinstance(first, Gap)
    assert first.reason == "journal: 2000 observations could not be kept"
    assert len(others) == BACKLOG_AT_MOST
