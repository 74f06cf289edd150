"""What can befall a journal's file: damaged pages, rows that are none, deleted or moved while it is written."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from agent.app.store.sqlite import SqliteStore
from agent.failure import Failure
from collectors.observations import BgpState, Observation

DOCUMENT = {"id": "a", "version": 1, "started_at": "2026-11-22T00:00:00.000000Z"}


def state(ns: int) -> Observation:
    """Something to journal."""
    return BgpState(
        node="r1", source="log", seen_ns=ns, received_ns=ns, neighbor="10.0.0.1", state="down", raw="x" * 200
    )


def filled(path: Path, rows: int = 2_000) -> Path:
    """A journal of many pages."""
    with closing(SqliteStore(path)) as store:
        store.journal([state(k) for k in range(rows)])
        store.save(DOCUMENT, "opened")
    return path


def test_damaged_pages_are_found_when_they_are_read_and_the_file_is_put_aside(tmp_path: Path) -> None:
    """As a damaged head is: named, kept, and a new journal begins with the next start."""
    path = filled(tmp_path / "j.sqlite")
    data = bytearray(path.read_bytes())
    for page in range(8, len(data) // 4096 - 4, 3):
        data[page * 4096 : page * 4096 + 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    store = SqliteStore(path)
    with pytest.raises(Failure) as raised:
        list(store.since(0))
    store.close()
    assert "put aside as j.sqlite.corrupt-" in raised.value.what
    assert raised.value.hint.startswith("start again")
    assert [item.name[:18] for item in tmp_path.glob("*.corrupt-*")] == ["j.sqlite.corrupt-1"]
    with closing(SqliteStore(path)) as fresh:
        fresh.journal([state(1)])
        assert len(list(fresh.since(0))) == 1


@pytest.mark.parametrize(
    "row",
    [
        "",
        "no JSON",
        "[]",
        '["BgpState"]',
        '["BgpState", []]',
        '["BgpState", {"node": 1}]',
        "[[], {}]",
        "[" * 100_000,
        b"\xff",
    ],
)
def test_a_row_that_is_none_costs_itself_and_is_named_once(
    row: object, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The rows around it come back, and one line says how many did not."""
    path = filled(tmp_path / "j.sqlite", 3)
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany("INSERT INTO journal (id, received_ns, row) VALUES (?, 2, ?)", [(50, row), (51, row)])
    with caplog.at_level(logging.WARNING), closing(SqliteStore(path)) as store:
        store.journal([state(9)])
        assert [item.seen_ns for item in store.since(0)] == [0, 1, 2, 9]
    (said,) = [record.getMessage() for record in caplog.records]
    assert "2 rows of the journal are left out" in said


def test_incidents_and_calls_that_are_no_json_cost_themselves(tmp_path: Path) -> None:
    """The others are listed."""
    path = filled(tmp_path / "j.sqlite", 3)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO incident VALUES ('b', 1, '', 0, '2026', 'no JSON')")
        db.execute("INSERT INTO incident VALUES ('c', 1, '', 0, '2026', '[]')")
        db.execute("INSERT INTO call (at_ns, task, model, outcome, row) VALUES (1, 't', 'm', 'done', '{\"x\": 1}')")
        db.execute("INSERT INTO call (at_ns, task, model, outcome, row) VALUES (1, 't', 'm', 'done', x'ff')")
    with closing(SqliteStore(path)) as store:
        assert [incident["id"] for incident in store.incidents()] == ["a"]
        assert store.calls() == []


@pytest.mark.parametrize("how", ["deleted", "moved", "replaced", "with its folder"])
def test_a_journal_that_goes_while_it_is_written_is_noticed(how: str, tmp_path: Path) -> None:
    """The next write says so, and a new journal takes what comes after."""
    path = filled(tmp_path / "state" / "j.sqlite", 3)
    with closing(SqliteStore(path)) as store:
        store.journal([state(3)])
        if how == "moved":
            path.rename(tmp_path / "elsewhere")
        elif how == "replaced":
            path.unlink()
            path.touch()
        else:
            for item in path.parent.iterdir():
                item.unlink()
        if how == "with its folder":
            path.parent.rmdir()
        with pytest.raises(Failure, match="deleted or moved"):
            store.journal([state(4)])
        store.journal([state(5)])
        assert [each.seen_ns for each in store.since(0)] == [5]
    assert path.is_file()
