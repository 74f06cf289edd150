"""The store on disk: one SQLite database in WAL mode. What was journaled survives `kill -9`; a version is kept once."""

import json
import logging
import sqlite3
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from agent.app.store.checkpoints import PAGES_AT_MOST, Checkpoints
from agent.app.store.codec import dumps, loads
from agent.app.store.migrations import MIGRATIONS
from agent.detect.closing import document_with_closing
from agent.detect.incident import Closing
from agent.failure import Failure
from agent.models.call_log import Call, from_row
from clab.cleaning import clean_data
from collectors.collector import OffsetMark
from collectors.observations import Observation

log = logging.getLogger(__name__)
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class SqliteStore:
    """A database file; every method is one transaction."""

    def __init__(self, path: Path, *, max_pages: int | None = None, read_only: bool = False) -> None:
        """Open, or make, the database. `read_only`: of another user, or on a medium that cannot be written.

        Raises:
            Failure: the folder cannot be written, the file is of a newer version, or it is damaged (it is put aside).
        """
        self.path = path
        self._max_pages, self._read_only, self._inode = max_pages, read_only, 0
        self._lock = threading.Lock()
        self._read_to: dict[str, OffsetMark] = {}
        self._checkpoints = Checkpoints(path)
        self._open()

    def _open(self) -> None:
        path, read_only = self.path, self._read_only
        try:
            if read_only:
                self._db = reader(path)
                self._db.text_factory = _text
                self._check_version()
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
            self._db.text_factory = _text
            self._prepare(self._max_pages)
            self._inode = path.stat().st_ino
        except Failure:
            self._db.close()
            raise
        except sqlite3.DatabaseError as error:
            if hasattr(self, "_db"):
                self._db.close()
            if isinstance(error, sqlite3.OperationalError):
                raise Failure(f"{path}: {error}", _what_to_do(read_only)) from error
            raise self._put_aside(error) from error
        except OSError as error:
            raise Failure(f"{path}: {error.strerror}", "name another folder with --state-dir") from error

    def _put_aside(self, error: sqlite3.Error) -> Failure:
        """Move a damaged file out of the way, with what SQLite keeps beside it; the failure that says so."""
        if self._read_only:
            return Failure(f"{self.path}: is damaged or no database ({error})", "watch puts it aside when it starts")
        aside = self.path.with_name(f"{self.path.name}.corrupt-{int(time.time())}")
        for ending in ("", "-wal", "-shm"):
            part = self.path.with_name(self.path.name + ending)
            if part.exists():
                part.rename(aside.with_name(aside.name + ending))
        what = f"{self.path}: is damaged or no database ({error}); it was put aside as {aside.name}"
        return Failure(what, "start again: a new journal is begun, the old file is kept")

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """The answer to a question.

        Raises:
            Failure: the file is damaged (it is put aside), or cannot be read now.
        """
        with self._lock:
            try:
                return self._db.execute(query, values).fetchall()
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGED:
                    self._db.close()
                    raise self._put_aside(error) from error
                raise Failure(f"{self.path}: cannot be read: {error}", "is its folder still there?") from error

    def _notice_loss(self) -> None:
        """The file that is written to is the one that has the name; where it is not, a new one is begun.

        Raises:
            Failure: it was deleted or moved; what comes from here on is kept in the new one.
        """
        if self._read_only or not self._inode:
            return
        try:
            if self.path.stat().st_ino == self._inode:
                return
        except OSError:
            pass
        self._db.close()
        self._open()
        what = f"{self.path}: was deleted or moved while it was written; what it held is gone, and a new one is begun"
        raise Failure(what, "leave the state folder alone while watch runs")

    def _prepare(self, max_pages: int | None) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(f"PRAGMA wal_autocheckpoint={PAGES_AT_MOST}")
        if max_pages is not None:
            self._db.execute(f"PRAGMA max_page_count={int(max_pages)}")
        version = self._check_version()
        for number in range(version, len(MIGRATIONS)):
            self._db.executescript(f"BEGIN; {MIGRATIONS[number]} PRAGMA user_version={number + 1}; COMMIT;")

    def _check_version(self) -> int:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            what = f"{self.path}: was written by a newer labkeeper (format {version}, this one knows {len(MIGRATIONS)})"
            raise Failure(what, "update labkeeper, or name another folder with --state-dir")
        return int(version)

    def journal(self, observations: Iterable[Observation], marks: Iterable[OffsetMark] = ()) -> None:
        """Keep observations and marks: all of them, or none.

        Raises:
            Failure: the disk is full or fails.
        """
        observations, marks = list(observations), list(marks)
        self.remember(marks)
        try:  # rows are made while they are written: a disk that is full ends a long batch at its beginning
            self._keep(_journal_rows(observations), marks)
        except (ValueError, OverflowError):  # a row that no database takes: a lone surrogate, a number of 5,000 digits
            self._keep((row for item in _journal_rows(observations) if (row := _storable(*item))), marks)

    def remember(self, marks: Iterable[OffsetMark]) -> None:
        """Know how far files were read, in this process, before that can be kept with the observations from them."""
        self._read_to.update({mark.path: mark for mark in marks})

    def _keep(self, rows: Iterable[tuple[int, str]], marks: Iterable[OffsetMark]) -> None:
        places = [(mark.path, mark.inode, mark.offset, mark.tail) for mark in marks]
        with self._lock:
            self._notice_loss()
        with self._lock, self._transaction():
            written = self._db.executemany("INSERT INTO journal (received_ns, row) VALUES (?, ?)", rows).rowcount
            self._db.executemany("INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?)", places)
        self._checkpoints.wrote(written)

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._db, self.path)

    def since(self, received_ns: int) -> Iterator[Observation]:
        """The observations received from a time on, in the order they were kept."""
        yield from self._loaded(
            self._rows("SELECT row FROM journal WHERE received_ns >= ? ORDER BY id", (received_ns,))
        )

    def newest_ns(self) -> int:
        """When the newest observation was received; 0 where there is none."""
        (newest,) = next(iter(self._rows("SELECT max(received_ns) FROM journal", ())))
        return int(newest or 0)

    def _loaded(self, rows: Iterable[tuple[str]]) -> Iterator[Observation]:
        bad: list[ValueError] = []
        for (row,) in rows:
            try:
                yield loads(row)
            except ValueError as error:
                bad.append(error)
        if bad:
            log.warning("%s: %d rows of the journal are left out; the first: %s", self.path, len(bad), bad[0])

    def news(self, kinds: Collection[str], since_ns: int = 0) -> Iterator[Observation]:
        """The observations of these types received from a time on, without levels (states as a poll found them)."""
        names = " OR ".join("row LIKE ?" for _ in kinds) or "0"
        query = f"""SELECT row FROM journal WHERE received_ns >= ? AND ({names})
            AND row NOT LIKE '%"kind":"level"%' ORDER BY id"""
        yield from self._loaded(self._rows(query, (since_ns, *(f'["{kind}",%' for kind in kinds))))

    def last_run(self, job: str) -> int | None:
        """Until when a scheduled job is done; None where it never ran."""
        rows = self._rows("SELECT due_ns FROM run WHERE job = ?", (job,))
        return int(rows[0][0]) if rows else None

    def claim_run(self, job: str, due_ns: int) -> bool:
        """Take a due run of a job; False where it, or a later one, is taken already."""
        query = """INSERT INTO run VALUES (?, ?) ON CONFLICT (job) DO UPDATE SET due_ns = excluded.due_ns
            WHERE excluded.due_ns > run.due_ns"""
        with self._lock, self._transaction():
            return self._db.execute(query, (job, due_ns)).rowcount > 0

    def save(self, document: dict[str, Any], reason: str, *, retracted: bool = False, marks: Iterable[str] = ()) -> int:
        """Keep an incident's newest version; returns the number that it is kept as, 0 where it is kept already.

        Raises:
            Failure: the disk is full or fails.
        """
        id_, version = document["id"], document["version"]
        last = "SELECT version, retracted, document FROM incident WHERE id = ? ORDER BY version DESC LIMIT 1"
        with self._lock, self._transaction():
            kept = self._db.execute(last, (id_,)).fetchone()
            self._db.executemany("INSERT OR REPLACE INTO loss VALUES (?, ?)", [(mark, id_) for mark in marks])
            if kept is not None and version <= kept[0]:
                if (retracted, document) == (bool(kept[1]), _document(kept[2])):
                    return 0
                version = kept[0] + 1
            text = json.dumps({**document, "version": version}, ensure_ascii=False).encode(errors="replace").decode()
            self._db.execute("UPDATE incident SET document = '' WHERE id = ? AND document <> ''", (id_,))
            row = (id_, version, reason, retracted, document["started_at"], text)
            self._db.execute("INSERT INTO incident VALUES (?, ?, ?, ?, ?, ?)", row)
        return int(version)

    def kept(self) -> list[tuple[dict[str, Any], bool, tuple[str, ...]]]:
        """The newest version of every incident, whether it is retracted, and all its marks."""
        query = """SELECT id, retracted, document FROM incident AS i
            WHERE version = (SELECT max(version) FROM incident WHERE id = i.id) ORDER BY started_at, id"""
        rows = self._rows(query)
        losses = self._rows("SELECT incident, mark FROM loss")
        marks: dict[str, list[str]] = {}
        for id_, mark in losses:
            marks.setdefault(id_, []).append(mark)
        return [(_document(text), bool(retracted), tuple(marks.get(id_, ()))) for id_, retracted, text in rows]

    def incidents(self) -> list[dict[str, Any]]:
        """The latest version of every incident that stands."""
        query = """SELECT document FROM incident AS i WHERE retracted = 0
            AND version = (SELECT max(version) FROM incident WHERE id = i.id) ORDER BY started_at, id"""
        closings = self.closings()
        documents = [_document(text) for (text,) in self._rows(query)]
        lost = sum(item is None for item in documents)
        if lost:
            log.warning("%s: %d incidents cannot be read and are left out", self.path, lost)
        return [document_with_closing(document, closings) for document in documents if document is not None]

    def versions(self, id_: str) -> list[tuple[int, str]]:
        """All versions of one incident."""
        query = "SELECT version, reason FROM incident WHERE id = ? ORDER BY version"
        return self._rows(query, (id_,))

    def close_by_hand(self, id_: str, closing: Closing) -> None:
        """Keep a person's closing of an incident; a later one of the same incident takes its place."""
        row = (id_, closing.at_ns, closing.why, closing.losses)
        with self._lock, self._transaction():
            self._db.execute("INSERT OR REPLACE INTO closing VALUES (?, ?, ?, ?)", row)

    def closings(self) -> dict[str, Closing]:
        """All closings by hand, by the incident's id."""
        return {id_: Closing(*rest) for id_, *rest in self._rows("SELECT * FROM closing")}

    def mark(self, path: str) -> OffsetMark | None:
        """How far a file was read, by this process also where that could not be written."""
        if path in self._read_to:
            return self._read_to[path]
        rows = self._rows("SELECT inode, offset, tail FROM mark WHERE path = ?", (path,))
        return OffsetMark(path, *rows[0]) if rows else None

    def record(self, call: Call) -> None:
        """Keep the record of one call of a model."""
        text = json.dumps(call.as_row(), ensure_ascii=False)
        row = (call.at_ns, call.task, call.model, call.outcome, text)
        with self._lock, self._transaction():
            self._db.execute("INSERT INTO call (at_ns, task, model, outcome, row) VALUES (?, ?, ?, ?, ?)", row)

    def calls(self, task: str | None = None, since_ns: int = 0) -> list[Call]:
        """The calls of models in the order they ended: of one task, and asked for from a time on."""
        query = "SELECT row FROM call WHERE at_ns >= ? AND (? IS NULL OR task = ?) ORDER BY id"
        documents = [_document(row) for (row,) in self._rows(query, (since_ns, task, task))]
        return [call for document in documents if (call := _call(document)) is not None]

    def prune(self, before_ns: int, max_bytes: int) -> None:
        """Forget observations and calls that are older, and the oldest tenth as long as the file is too large."""
        with self._lock, self._transaction():
            self._db.execute("DELETE FROM call WHERE at_ns < ?", (before_ns,))
            self._db.execute("DELETE FROM journal WHERE received_ns < ?", (before_ns,))
            (pages,) = self._db.execute("PRAGMA page_count").fetchone()
            (free,) = self._db.execute("PRAGMA freelist_count").fetchone()
            (size,) = self._db.execute("PRAGMA page_size").fetchone()
            if (pages - free) * size > max_bytes:
                bounds = self._db.execute("SELECT min(id), max(id) FROM journal").fetchone()
                if bounds[0] is not None:
                    self._db.execute("DELETE FROM journal WHERE id <= ?", (bounds[0] + (bounds[1] - bounds[0]) // 10,))

    def close(self) -> None:
        """Close the database."""
        self._checkpoints.stop()
        with self._lock:
            self._db.close()


def _journal_rows(observations: Iterable[Observation]) -> Iterator[tuple[int, str]]:
    for observation in observations:
        try:
            yield observation.received_ns, dumps(observation)
        except (ValueError, TypeError) as error:
            log.warning("an observation of %s cannot be kept: %s", observation.node, error)


def _storable(received_ns: int, row: str) -> tuple[int, str] | None:
    """A row as the database takes it; None for one that it never does."""
    if not 0 <= received_ns < 1 << 63:
        log.warning("an observation that came at no time that can be is not kept: %r", row[:80])
        return None
    return received_ns, row.encode(errors="replace").decode()


def _what_to_do(read_only: bool) -> str:
    if read_only:
        return "ask as the user that watch runs as"
    return "name a folder that can be written with --state-dir"


def reader(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing; where the folder takes no file of SQLite's own, the database as it lies."""
    name = f"file:{quote(str(path))}?mode=ro"
    beside = path.with_name(f"{path.name}-wal")
    quiet = not (beside.exists() and beside.stat().st_size)
    for uri in (f"{name}&immutable=1", name) if quiet else (name,):
        db = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None, timeout=10)
        try:
            db.execute("SELECT 1 FROM sqlite_master").fetchone()
            return db
        except sqlite3.OperationalError:
            db.close()
    raise sqlite3.OperationalError("it cannot be read while another user's watch writes it: ask as that user")


def _document(text: str) -> Any:
    """A row's document; None where it is no JSON object."""
    try:
        found = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None
    return clean_data(found) if isinstance(found, dict) else None


def _call(row: dict[str, Any] | None) -> Call | None:
    try:
        return None if row is None else from_row(row)
    except TypeError:
        return None


def _text(data: bytes) -> str:
    return data.decode(errors="replace")


class _Transaction:
    """BEGIN and COMMIT, or ROLLBACK; SQLite's errors in our words."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db, self._path = db, path

    def __enter__(self) -> None:
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            what = f"{self._path}: cannot be written: {error}"
            raise Failure(what, "free some disk space, or name another folder with --state-dir") from error

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            try:
                self._db.execute("COMMIT")
            except sqlite3.Error as problem:
                error = problem
        if error is not None:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                what = f"{self._path}: cannot be written: {error}"
                raise Failure(what, "free some disk space, or name another folder with --state-dir") from error
