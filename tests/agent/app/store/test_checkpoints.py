"""The write-ahead log is moved beside the writer: it never waits, and the log does not grow for ever."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from agent.app.store.checkpoints import ROWS, Checkpoints, checkpoint
from agent.app.store.sqlite import SqliteStore
from tests.agent.app.store.test_stores import state


def threads() -> set[str]:
    """The names of the threads that run."""
    return {each.name for each in threading.enumerate()}


def test_what_is_written_gets_into_the_database_while_it_is_open(tmp_path: Path) -> None:
    """Long before the log is as long as the writer lets it be; nothing of it is missing."""
    path = tmp_path / "j.sqlite"
    with closing(SqliteStore(path)) as store:
        store.journal([state(k) for k in range(ROWS - 1)])
        before = path.stat().st_size
        checkpoints = Checkpoints(path)
        checkpoints.wrote(ROWS)
        checkpoints.stop()
        assert path.stat().st_size >= before + ROWS * 50
        assert ROWS - 1 == len(list(store.since(0)))


def test_a_store_makes_them_when_it_has_written_enough_and_ends_their_thread(tmp_path: Path) -> None:
    """Few rows start no thread."""
    with closing(SqliteStore(tmp_path / "j.sqlite")) as store:
        store.journal([state(k) for k in range(ROWS - 1)])
        assert "checkpoints" not in threads()
        store.journal([state(ROWS)])
        assert "checkpoints" in threads()
    assert "checkpoints" not in threads()


def test_a_file_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    """The writer notices it and says so; a checkpoint is no reason to make an empty one."""
    path = tmp_path / "j.sqlite"
    with pytest.raises(sqlite3.OperationalError):
        checkpoint(path)
    checkpoints = Checkpoints(path)
    checkpoints.wrote(ROWS)
    checkpoints.stop()
    assert not path.exists()
