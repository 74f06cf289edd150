"""`labkeeper incidents` over real stores: the table, the selection, and closing by hand."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from agent.app.store.sqlite import SqliteStore
from agent.detect.incident import to_json
from agent.schemas import schema
from clab.units import SECOND_NS
from tests.agent.detect.test_closing import OPEN, OUTAGE
from tests.program import labkeeper

DONE = replace(
    OPEN,
    id="100100-fedcba",
    status="closed",
    started_ns=100 * SECOND_NS,
    severity="WARNING",
    peerings=(replace(OUTAGE, lost_ns=100 * SECOND_NS, restored_ns=130 * SECOND_NS, outage_ns=30 * SECOND_NS),),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's folder in which two labs were watched."""
    for lab, found in (
        ("diamond", [OPEN, DONE]),
        ("ring", [replace(OPEN, id="100200-aaaaaa", started_ns=200 * SECOND_NS)]),
    ):
        with closing(SqliteStore(tmp_path / ".state" / "labkeeper" / lab / "journal.sqlite")) as store:
            for item in found:
                store.save(to_json(item), "opened")
    return tmp_path


def listed(home: Path, *arguments: str) -> list[str]:
    """The ids that are printed as data, which hold to the schema."""
    done = labkeeper("incidents", *arguments, "--json", cwd=home)
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, schema("incidents"))
    return [item["id"] for item in answer["incidents"]]


def test_lab_last_and_since_select(home: Path) -> None:
    """By lab, the newest, and what went on, began or ended since a time; what is open always goes on."""
    assert listed(home) == [OPEN.id, DONE.id, "100200-aaaaaa"]
    assert listed(home, "--lab", "diamond") == [OPEN.id, DONE.id]
    assert listed(home, "--lab", "diamond", "--last", "1") == [DONE.id]
    assert listed(home, "--lab", "diamond", "--since", "1970-01-01T00:02:09Z") == [OPEN.id, DONE.id]
    assert listed(home, "--lab", "diamond", "--since", "1970-01-01T00:02:11Z") == [OPEN.id]


def test_the_table_has_an_end(home: Path) -> None:
    """The last restoration, or that it is not over."""
    lines = labkeeper("incidents", "--lab", "diamond", cwd=home).stdout.splitlines()
    assert "end (UTC)" in lines[0]
    assert "not over" in lines[1]
    assert "1970-01-01 00:02:10.000" in lines[2]


def test_closing_by_hand_is_kept_with_its_reason(home: Path) -> None:
    """In the data, in the table, and once only."""
    done = labkeeper("incidents", "close", OPEN.id, "--why", "cable ordered", cwd=home)
    assert (done.returncode, done.stdout) == (0, "")
    answer = json.loads(labkeeper("incidents", OPEN.id, "--json", cwd=home).stdout)
    jsonschema.validate(answer, schema("incidents"))
    (found,) = answer["incidents"]
    assert (found["status"], found["closed_by_hand"]["why"]) == ("closed", "cable ordered")
    assert f"{OPEN.id} closed by hand: cable ordered" in labkeeper("incidents", cwd=home).stdout
    again = labkeeper("incidents", "close", OPEN.id, "--why", "again", cwd=home)
    assert (again.returncode, "cable ordered" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("close", OPEN.id), "needs a reason"),
        (("close", "100000-abcdee", "--why", "x"), f"did you mean '{OPEN.id}'?"),
        (("close",), "expected nothing, ID, or close ID"),
        ((OPEN.id, "--why", "x"), "a reason belongs to: labkeeper incidents close ID"),
        (("--lab", "diamant"), "did you mean 'diamond'?"),
        (("--since", "soon"), "is no time"),
    ],
)
def test_wrong_use_names_what_is_meant(home: Path, arguments: tuple[str, ...], said: str) -> None:
    """Status 2, and the nearest."""
    done = labkeeper("incidents", *arguments, cwd=home)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
