"""Moves what SQLite's write-ahead log holds into the database, beside the thread that writes.

A checkpoint waits for the disk (https://www.sqlite.org/wal.html#performance_considerations). Left to SQLite it is made
by whoever commits next: the pump, which then holds up every incident by the time that the disk takes.
"""

import logging
import sqlite3
import threading
from pathlib import Path
from urllib.parse import quote

log = logging.getLogger(__name__)
ROWS = 4_000
"""After so many rows a checkpoint is made: about as many as fill the 1,000 pages of SQLite's own rule."""

PAGES_AT_MOST = 16_000
"""A log that grew so long all the same (64 MB) is moved by the next commit."""

PASSES = 8
"""The log begins anew where a pass moved all of it: what was written meanwhile is moved by a further one."""


class Checkpoints:
    """One database's checkpoints, in a thread that is started with the first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows = 0
        self._due, self._ended = threading.Event(), False
        self._thread: threading.Thread | None = None

    def wrote(self, rows: int) -> None:
        """So many rows are in the log since the last call. Returns at once."""
        self._rows += rows
        if self._rows < ROWS or self._ended:
            return
        self._rows = 0
        if self._thread is None:
            self._thread = threading.Thread(target=self._loop, name="checkpoints", daemon=True)
            self._thread.start()
        self._due.set()

    def stop(self) -> None:
        """End, after a last checkpoint where a thread was started."""
        self._ended = True
        self._due.set()
        if self._thread is not None:
            self._thread.join(5)

    def _loop(self) -> None:
        ended = False
        while not ended:
            self._due.wait()
            self._due.clear()
            ended = self._ended
            try:
                checkpoint(self._path)
            except sqlite3.Error as error:  # a full disk, a file that is gone: whoever writes says so
                log.debug("no checkpoint: %s", error)


def checkpoint(path: Path) -> None:
    """Move what the write-ahead log of a database holds into it, by a connection of its own.

    Raises:
        sqlite3.Error: the file is not there, or the disk is full or fails.
    """
    db = sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, isolation_level=None, timeout=1)
    try:
        for _ in range(PASSES):
            busy, in_log, moved = db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if busy or in_log == moved:
                return
    finally:
        db.close()
