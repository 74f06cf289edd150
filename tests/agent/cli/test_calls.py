"""`labkeeper calls` from outside: the table, the document, what narrows them, and what is no time."""

import json
import time
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from agent.app.store.sqlite import SqliteStore
from agent.cli import run
from agent.cli.shared.moments import moment_ns
from agent.failure import UsageFailure
from agent.models.call_log import Call, degraded
from agent.schemas import schema

AT_NS = 1_763_805_600_000_000_000
CALLS = (
    Call(
        AT_NS,
        "narrative",
        "inc-7",
        "background",
        "gemma3:12b",
        "preempted",
        "voice went first; it waits again",
        placement="resident",
        price_s=6.5,
    ),
    Call(
        AT_NS + 10**9,
        "answer",
        "",
        "voice",
        "gemma3:4b",
        "done",
        placement="resident",
        engine="ollama",
        digest="sha256:aa",
        server="0.32.15",
        wait_s=0.01,
        prompt_tokens=220,
        prefill_s=0.9,
        first_s=0.95,
        answer_tokens=40,
        decode_s=8.5,
        total_s=9.4,
        vram_share=0.61,
        degraded="61% of it on the card, expected 90%; 4.7 tokens/s, expected 15",
    ),
    Call(
        AT_NS,
        "narrative",
        "inc-7",
        "background",
        "gemma3:12b",
        "cut",
        "the stream ended without its end",
        attempt=2,
        placement="resident",
        wait_s=15.0,
        total_s=3.0,
    ),
)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state folder with three calls in it."""
    store = SqliteStore(tmp_path / "journal.sqlite")
    for call in CALLS:
        store.record(call)
    store.close()
    return tmp_path


def test_the_table_shows_where_the_time_went_and_how_each_call_ended(
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One row an attempt, failures in words below, and what works worse than expected."""
    assert 0 == run(["calls", "--state-dir", str(state)])
    lines = capsys.readouterr().out.splitlines()
    assert ["asked", "(UTC)", "task", "subject", "lane"] == lines[0].split()[:5]
    assert "preempted" in lines[1]
    assert ["0.900", "s", "220", "t", "8.5", "s", "40", "t", "4.7/s"] == lines[2].split()[-9:]
    assert "cut (2)" in lines[3]
    assert "2025-11-22 10:00:00.000 narrative: cut: the stream ended without its end" in lines
    assert "degraded: gemma3:4b: 61% of it on the card, expected 90%; 4.7 tokens/s, expected 15" == lines[-1]


def test_the_document_is_what_its_schema_says(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All fields of every attempt, with the rate worked out."""
    assert 0 == run(["calls", "--state-dir", str(state), "--json"])
    document = json.loads(capsys.readouterr().out)
    jsonschema.validate(document, schema("calls"))
    assert ["preempted", "done", "cut"] == [item["outcome"] for item in document["calls"]]
    assert 4.71 == document["calls"][1]["tokens_per_s"]
    assert ["gemma3:4b"] == list(document["degraded"])


def test_a_task_or_a_time_narrows_it(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By name, and from a moment on."""
    for narrow in (["--task", "answer"], ["--since", "2025-11-22T10:00:01Z"]):
        assert 0 == run(["calls", "--state-dir", str(state), "--json", *narrow])
        assert ["answer"] == [load["task"] for load in json.loads(capsys.readouterr().out)["calls"]]


def test_without_a_journal_there_is_no_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is made, and that is no error."""
    assert 0 == run(["calls", "--state-dir", str(tmp_path / "none")])
    assert "no call of a model\n" == capsys.readouterr().out
    assert not (tmp_path / "none").exists()


def test_times_are_spans_or_moments() -> None:
    """Anything else is a usage error with examples."""
    assert (100 - 7 * 86400) * 10**9 == moment_ns("7d", 100 * 10**9)
    assert AT_NS == moment_ns("2025-11-22T10:00:00", 0) == moment_ns("2025-11-22T11:00:00+01:00", 0)
    with pytest.raises(UsageFailure, match="'yesterday' is no time"):
        moment_ns("yesterday", 0)


def test_a_model_that_works_well_again_is_degraded_no_more() -> None:
    """The last answer counts; a failure says nothing of it."""
    well = Call(AT_NS, "answer", "", "voice", "gemma3:4b", "done")
    assert {} == degraded([*CALLS, well])
    assert ["gemma3:4b"] == list(degraded([well, *CALLS]))


def test_doctor_names_a_model_that_works_worse_than_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As long as its last answer within a day was so."""
    store = SqliteStore(tmp_path / "journal.sqlite")
    store.record(replace(CALLS[1], at_ns=time.time_ns()))
    store.close()
    assert 0 == run(["doctor", "--state-dir", str(tmp_path)])
    said = "FAIL model gemma3:4b: 61% of it on the card, expected 90%; 4.7 tokens/s, expected 15"
    assert said in capsys.readouterr().out.splitlines()
