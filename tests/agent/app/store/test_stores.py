"""One suite for both stores, and what only a disk can do: crash, fill up, be damaged."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.app.store.codec import TYPES, dumps, loads
from agent.app.store.memory import MemoryStore
from agent.app.store.protocol import Store
from agent.app.store.sqlite import SqliteStore
from agent.detect.incident import Closing, to_json
from agent.failure import Failure
from agent.models.call_log import Call
from collectors.collector import OffsetMark
from collectors.observations import BgpState, Observation
from tests.agent.detect.test_closing import OPEN as OPEN_INCIDENT


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each store that ships."""
    made: Store = MemoryStore() if request.param == "memory" else SqliteStore(tmp_path / "j.sqlite")
    yield made
    made.close()


def state(ns: int) -> Observation:
    """Something to journal."""
    return BgpState(node="r1", source="log", seen_ns=ns, received_ns=ns, neighbor="10.0.0.1", state="down", raw="ä\n")


def document(id_: str, version: int) -> dict[str, object]:
    """As much of an incident as a store looks at."""
    return {"id": id_, "version": version, "started_at": "2026-11-22T00:00:00.000000Z"}


def test_what_was_journaled_comes_back_in_order(store: Store) -> None:
    """From a time on, as it was; the newest is the one that was received last."""
    assert store.newest_ns() == 0
    store.journal([state(k) for k in range(5)])
    assert [state(k) for k in (2, 3, 4)] == list(store.since(2))
    store.journal([state(3)])
    assert store.newest_ns() == 4


def test_a_version_is_kept_once(store: Store) -> None:
    """Saving the same version again says so and changes nothing."""
    assert [store.save(document("a", v), f"r{v}") for v in (1, 1, 2)] == [1, 0, 2]
    assert store.versions("a") == [(1, "r1"), (2, "r2")]
    assert [incident["version"] for incident in store.incidents()] == [2]


def test_the_newest_facts_are_kept_whatever_their_number(store: Store) -> None:
    """A number that other facts have is counted on, and marks are gathered over the versions."""
    store.save(document("a", 3), "opened", marks=["one"])
    assert store.save({**document("a", 1), "status": "closed"}, "closed", marks=["two"]) == 4
    kept = {**document("a", 4), "status": "closed"}
    assert [(kept, False, ["one", "two"])] == [(d, gone, sorted(marks)) for d, gone, marks in store.kept()]


def test_a_retracted_incident_does_not_stand(store: Store) -> None:
    """It keeps its versions and is listed no more."""
    store.save(document("a", 1), "opened")
    store.save(document("a", 2), "retracted", retracted=True)
    assert store.incidents() == []


def test_marks_are_kept_with_what_was_read(store: Store) -> None:
    """The last mark of a path is the one in force."""
    store.journal([], [OffsetMark("/x.log", 7, 10, b"tail"), OffsetMark("/x.log", 7, 20, b"more")])
    assert (OffsetMark("/x.log", 7, 20, b"more"), None) == (store.mark("/x.log"), store.mark("/y.log"))


def test_old_observations_are_forgotten(store: Store) -> None:
    """Retention by age."""
    store.journal([state(k) for k in range(5)])
    store.prune(3, 10**9)
    assert [state(3), state(4)] == list(store.since(0))


def test_calls_come_back_as_they_were_recorded(store: Store) -> None:
    """All of them in order, or those of one task, or those from a time on."""
    calls = [
        Call(1, "narrative", "inc-1", "background", "gemma3:12b", "preempted", "voice went first", price_s=3.5),
        Call(1, "narrative", "inc-1", "background", "gemma3:12b", "done", attempt=2, digest="sha256:ab", decode_s=7.25),
        Call(9, "answer", "", "voice", "gemma3:4b", "cut", "the stream ended without its end"),
    ]
    for call in calls:
        store.record(call)
    assert calls == store.calls()
    assert (calls[:2], calls[2:]) == (store.calls("narrative"), store.calls(since_ns=2))


def test_old_calls_are_forgotten(store: Store) -> None:
    """Retention by age holds for the calls, too."""
    for at_ns in (1, 5):
        store.record(Call(at_ns, "brief", "", "background", "gemma3:4b", "done"))
    store.prune(3, 10**9)
    assert [5] == [call.at_ns for call in store.calls()]


@given(st.data())
def test_every_observation_survives_the_codec(data: st.DataObject) -> None:
    """Whatever its type and fields."""
    kind = data.draw(st.sampled_from(sorted(TYPES.values(), key=lambda item: item.__name__)))
    seen = data.draw(st.builds(kind))
    assert seen == loads(dumps(seen))  # type: ignore[arg-type]


def test_kill_nine_loses_nothing_that_was_journaled(tmp_path: Path) -> None:
    """A process that is killed right after journaling leaves everything behind."""
    path = tmp_path / "j.sqlite"
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from agent.app.store.sqlite import SqliteStore; from tests.agent.app.store.test_stores import state\n"
        "SqliteStore(Path(sys.argv[1])).journal([state(k) for k in range(1000)])\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=Path(__file__).parents[4], check=False)
    with closing(SqliteStore(path)) as store:
        assert (-signal.SIGKILL, 1000) == (done.returncode, len(list(store.since(0))))


def test_a_full_disk_is_a_clear_error_and_half_a_batch_is_not_kept(tmp_path: Path) -> None:
    """All of a batch or none of it."""
    with closing(SqliteStore(tmp_path / "j.sqlite", max_pages=20)) as store:
        with pytest.raises(Failure, match="full"):
            store.journal([state(k) for k in range(5000)])
        assert [] == list(store.since(0))


def test_what_was_read_is_known_though_the_disk_is_full(tmp_path: Path) -> None:
    """A file that is opened anew is not read a second time; the next process reads again what nobody kept."""
    path, mark = tmp_path / "j.sqlite", OffsetMark("r1.log", 1, 4096, b"tail")
    with closing(SqliteStore(path, max_pages=20)) as store:
        store.journal([], [OffsetMark("r1.log", 1, 10, b"head")])
        with pytest.raises(Failure, match="full"):
            store.journal([state(k) for k in range(5000)], [mark])
        assert store.mark("r1.log") == mark
    with closing(SqliteStore(path)) as store:
        assert store.mark("r1.log") == OffsetMark("r1.log", 1, 10, b"head")


def test_a_damaged_file_is_put_aside_and_named(tmp_path: Path) -> None:
    """It is never deleted, and the next start works."""
    path = tmp_path / "j.sqlite"
    path.write_bytes(b"no database at all, but longer than a header" * 100)
    with pytest.raises(Failure, match="put aside"):
        SqliteStore(path)
    with closing(SqliteStore(path)) as store:
        assert [] == store.incidents()
    assert any("corrupt" in item.name for item in tmp_path.iterdir())


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """A clear error instead of damage."""
    store = SqliteStore(tmp_path / "j.sqlite")
    store._db.execute("PRAGMA user_version=99")
    store.close()
    with pytest.raises(Failure, match="newer labkeeper"):
        SqliteStore(tmp_path / "j.sqlite")
    assert os.path.exists(tmp_path / "j.sqlite")


def test_a_closing_by_hand_lies_over_every_version(store: Store) -> None:
    """It is closed in what is read, also when a later version says that it is open, and by another program."""
    whole = to_json(OPEN_INCIDENT)
    store.save(whole, "opened")
    store.close_by_hand(OPEN_INCIDENT.id, Closing(20, "planned work", OPEN_INCIDENT.losses))
    store.save({**whole, "version": 2}, "more evidence")
    (found,) = store.incidents()
    assert (found["version"], found["status"], found["closed_by_hand"]["why"]) == (2, "closed", "planned work")
