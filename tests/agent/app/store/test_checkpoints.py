"""The write-ahead log is moved beside the writer: it never waits, and the log does not grow for ever."""

import threading
import time
from contextlib import closing
from pathlib import Path

from agent.app.store.checkpoints import PAGES_AT_MOST, ROWS, Checkpoints
from agent.app.store.sqlite import SqliteStore
from tests.agent.app.store.test_stores import state

PAGE = 4096


def size(path: Path) -> int:
    """Bytes of a file; 0 where there is none."""
    return path.stat().st_size if path.exists() else 0


def test_what_is_written_gets_into_the_database_while_it_is_written(tmp_path: Path) -> None:
    """Long before the log is as long as the writer lets it be; nothing of it is missing."""
    path, batch = tmp_path / "j.sqlite", 250
    with closing(SqliteStore(path)) as store:
        for start in range(0, 5 * ROWS, batch):
            store.journal([state(k) for k in range(start, start + batch)])
        until = time.monotonic() + 30
        while size(path) < ROWS * 50 and time.monotonic() < until:
            time.sleep(0.01)
        assert size(path) >= ROWS * 50
        assert size(path.with_name("j.sqlite-wal")) < PAGES_AT_MOST * PAGE
        assert 5 * ROWS == len(list(store.since(0)))
        names = {each.name for each in threading.enumerate()}
        assert "checkpoints" in names
    assert "checkpoints" not in {each.name for each in threading.enumerate()}


def test_few_rows_start_no_thread(tmp_path: Path) -> None:
    """And ending without one is nothing."""
    checkpoints = Checkpoints(tmp_path / "j.sqlite")
    checkpoints.wrote(ROWS - 1)
    assert "checkpoints" not in {each.name for each in threading.enumerate()}
    checkpoints.stop()


def test_a_file_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    """The writer notices it and says so; a checkpoint is no reason to make an empty one."""
    path = tmp_path / "j.sqlite"
    checkpoints = Checkpoints(path)
    checkpoints.wrote(ROWS)
    time.sleep(0.1)
    checkpoints.stop()
    assert not path.exists()
