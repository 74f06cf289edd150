"""The bench counts right, shows what may be shown, and hides what is held out."""

from typing import Any

import pytest

from agent.commands.monitors import run_bench_monitors
from agent.failure import UsageFailure
from agent.mutations.bench import as_json, measure
from agent.mutations.faithful import by_hand, paraphrases
from tests.mutations.reading import doubts

COUNT = 100


def reader(document: dict[str, Any], text: str, complete: bool) -> dict[str, Any]:
    """A verifier that knows the values and nothing else."""
    found = [{"monitor": "reader", "message": each} for each in doubts(document, text)]
    return {"verdict": "unsupported" if found else "supported", "findings": found, "omissions": []}


def suspicious(document: dict[str, Any], text: str, complete: bool) -> dict[str, Any]:
    """A verifier that believes nothing."""
    return {"verdict": "unsupported", "findings": [{"monitor": "no", "message": "no"}], "omissions": []}


def test_who_believes_nothing_catches_all_and_alarms_always() -> None:
    """Both rates are one."""
    measured = as_json(measure(suspicious, seed=1, count=COUNT))
    assert {row["rate"] for row in measured["operators"] if row["total"]} == {1.0}
    assert measured["faithful"] == {"total": COUNT, "alarms": COUNT, "rate": 1.0}


def test_a_reader_of_values_is_measured_as_what_it_is() -> None:
    """It catches every wrong severity, no injected consequence, and raises no alarm."""
    measured = as_json(measure(reader, seed=1, count=COUNT))
    rates = {row["name"]: row["rate"] for row in measured["operators"]}
    assert (rates["severity: wrong token"], rates["consequence: invented"]) == (1.0, 0.0)
    assert measured["faithful"]["alarms"] == 0
    assert 0 < measured["corrupted"]["held_out"]["rate"] < 1


def test_what_is_held_out_is_counted_and_not_kept() -> None:
    """Missed texts are kept of the other operators only."""
    measured = measure(reader, seed=1, count=COUNT)
    assert any(row.called < row.total for row in measured.rows if row.held_out)
    assert not any(row.wrongly for row in measured.rows if row.held_out)
    assert all(len(row.wrongly) == row.total - row.called for row in measured.rows if not row.held_out)


def test_omissions_are_asked_for_where_something_was_dropped() -> None:
    """`complete` is set for the dropping operators and for complete faithful texts, never else."""
    asked: list[bool] = []

    def note(document: dict[str, Any], text: str, complete: bool) -> dict[str, Any]:
        asked.append(complete)
        return {"verdict": "supported", "findings": [], "omissions": []}

    measured = measure(note, seed=1, count=COUNT)
    dropped = sum(row.total for row in measured.rows if row.name.startswith("dropped"))
    assert sum(asked) == dropped + measured.complete.total
    assert measured.complete.total == sum(each.complete for each in paraphrases(COUNT, 1))


def run(capsys: pytest.CaptureFixture[str], show: str | None = None, count: int = COUNT) -> str:
    """The command's own output with the reader as verifier."""
    status = run_bench_monitors(seed=1, count=count, show=show, misses=2, json_wanted=False, verify=reader)
    assert status == 0
    return capsys.readouterr().out


def test_the_table_names_every_kind_and_sets_held_out_apart(capsys: pytest.CaptureFixture[str]) -> None:
    """Rates of each operator, two sums, the false alarms, and the seconds."""
    lines = run(capsys).splitlines()
    assert sum(" * " in line for line in lines) >= 18
    assert "texts in" in lines[-1]
    assert any(line.startswith("false alarms: faithful") and "0.00%" in line for line in lines)


def test_misses_are_shown_with_what_is_false(capsys: pytest.CaptureFixture[str]) -> None:
    """The text, its case, and what was made false in it; no more than asked for."""
    shown = run(capsys, show="consequence: invented")
    assert shown.startswith("consequence: invented: 5 of 5 judged wrongly")
    assert shown.count("\n[") == 2


@pytest.mark.parametrize("name", ["impact: invented", "nonsense"])
def test_what_is_held_out_or_unknown_is_not_shown(name: str) -> None:
    """A usage failure says why, before anything is measured."""
    with pytest.raises(UsageFailure):
        run_bench_monitors(seed=1, count=COUNT, show=name, misses=2, json_wanted=False, verify=reader)


def test_too_few_texts_are_refused() -> None:
    """The hand-written ones are always in, so a smaller count would not be what was asked for."""
    with pytest.raises(UsageFailure, match="too few"):
        run_bench_monitors(seed=1, count=len(by_hand()) - 1, show=None, misses=2, json_wanted=False, verify=reader)
