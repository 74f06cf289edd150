"""Which lab a question is about: the one that is named, the configuration's, the only one, the last one."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from agent.app.store.journals import choose
from agent.app.store.reading import opened
from agent.app.store.sqlite import SqliteStore
from agent.detect.incident import to_json
from agent.failure import Failure, UsageFailure
from collectors.observations import BgpState
from tests.agent.incidents import incident, outage
from tests.program import labkeeper

BARE = "models: {backend: none}\n"


def _watched(home: Path, *labs: str) -> None:
    """Journals of labs, each written a minute after the one before."""
    for number, lab in enumerate(labs):
        path = home / ".state" / "labkeeper" / lab / "journal.sqlite"
        with closing(SqliteStore(path)) as store:
            store.save(to_json(incident(outage("r1", "r2", down_s=None), id_=f"00150{number}-abcdef")), "opened")
            at_ns = time.time_ns() - (60 - number) * 60_000_000_000
            seen = BgpState(
                node="r1", source="log", seen_ns=at_ns, received_ns=at_ns, neighbor="10.0.0.2", state="down"
            )
            store.journal([seen])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    (tmp_path / "labkeeper.yml").write_text(BARE)
    return tmp_path


def test_the_only_lab_that_was_watched_is_meant(home: Path) -> None:
    """Nothing has to be said where one lab was watched."""
    _watched(home, "diamond")
    choice = choose(None, None, None)
    assert choice.journal is not None
    assert (choice.journal.lab, choice.note) == ("diamond", "")


def test_of_several_the_last_is_meant_and_the_others_are_named(home: Path) -> None:
    """The one that was written last, whatever its name."""
    _watched(home, "mesh", "zebra", "diamond")
    choice = choose(None, None, None)
    assert choice.journal is not None
    assert choice.journal.lab == "diamond"
    assert choice.note == "lab diamond, which was watched last; also watched: zebra, mesh (--lab NAME)"
    named = choose(None, "mesh", None).journal
    assert named is not None
    assert named.lab == "mesh"


def test_a_lab_that_was_not_watched_is_an_error_that_names_those_that_were(home: Path) -> None:
    """`--lab` says something that can be wrong."""
    _watched(home, "diamond")
    with pytest.raises(UsageFailure) as raised:
        choose(None, "dimond", None)
    assert "diamond" in raised.value.hint


def test_a_store_of_calls_alone_is_no_lab_that_was_watched(home: Path) -> None:
    """What `brief` itself keeps of its calls does not hide the lab."""
    _watched(home, "diamond")
    SqliteStore(home / ".state/labkeeper/default/journal.sqlite").close()
    choice = choose(None, None, None)
    assert choice.journal is not None
    assert (choice.journal.lab, choice.note) == ("diamond", "")


def test_a_state_folder_of_several_labs_is_looked_into(home: Path) -> None:
    """`watch --state-dir DIR` keeps each lab's journal in a folder of its own."""
    _watched(home, "mesh", "diamond")
    found = choose(home / ".state" / "labkeeper", None, None).journal
    assert found is not None
    assert found.lab == "diamond"
    one = choose(home / ".state" / "labkeeper" / "mesh", None, None).journal
    assert one is not None
    assert one.folder.name == "mesh"


def test_without_any_journal_it_is_said_where_it_was_looked_for(home: Path) -> None:
    """And where root's would be."""
    choice = choose(None, None, None)
    assert choice.journal is None
    assert str(home / ".state" / "labkeeper") in choice.note


def test_a_lab_whose_name_is_a_path_stays_below_the_state_folder(home: Path) -> None:
    """Names come from labels, which anybody may write."""
    from agent.config.loading import state_dir

    base = home / ".state" / "labkeeper"
    for name in ("../../x", "..", "a/b", "/etc", "x" * 300):
        assert state_dir(None, name).resolve().parent == base.resolve()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_journal_that_may_not_be_read_is_named_with_the_reason(home: Path) -> None:
    """Where it lies, and why it cannot be read."""
    _watched(home, "diamond")
    path = home / ".state/labkeeper/diamond/journal.sqlite"
    path.chmod(0)
    with pytest.raises(Failure) as raised:
        choose(None, None, None)
    assert str(path) in raised.value.what
    assert raised.value.hint


def test_a_journal_can_be_read_without_writing_to_it(home: Path) -> None:
    """As another user's is; nothing is changed, and nothing can be."""
    _watched(home, "diamond")
    journal = choose(None, None, None).journal
    assert journal is not None
    with closing(SqliteStore(journal.path, read_only=True)) as store:
        assert [item["id"] for item in store.incidents()] == ["001500-abcdef"]
        with pytest.raises((Failure, sqlite3.OperationalError)):
            store.save(to_json(incident(outage("r1", "r2"))), "opened")
    with closing(opened(journal)) as store:
        assert len(store.incidents()) == 1


def test_every_command_finds_the_lab_that_was_watched(home: Path) -> None:
    """`brief`, `digest`, `ask`, `incidents` and `report` know of it without a configuration of the lab."""
    _watched(home, "diamond")
    for words in (
        ("brief",),
        ("digest", "--since", "2026-01-01"),
        ("ask", "what is down?"),
        ("report", "001500-abcdef"),
    ):
        done = labkeeper(*words, cwd=home)
        assert done.returncode == 0, done.stderr
        assert "r1" in done.stdout, (words, done.stdout, done.stderr)
    assert "001500-abcdef" in labkeeper("incidents", cwd=home).stdout
    refused = labkeeper("brief", "--lab", "mesh", cwd=home)
    assert (refused.returncode, "diamond" in refused.stderr) == (2, True)


def test_with_several_labs_the_others_are_named_beside_the_answer(home: Path) -> None:
    """On stderr; stdout is the answer."""
    _watched(home, "mesh", "diamond")
    done = labkeeper("brief", cwd=home)
    assert "also watched: mesh (--lab NAME)" in done.stderr
    assert "mesh" not in done.stdout
    assert "also watched" not in labkeeper("brief", "--lab", "mesh", cwd=home).stderr
