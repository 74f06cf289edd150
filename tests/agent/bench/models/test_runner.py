"""A run: rows as they come, what a bad model costs, and going on after a stop."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from agent.bench.models.comparison import verdict
from agent.bench.models.measures import Figures
from agent.bench.models.result import enough
from agent.bench.models.rows import FILE, Rows, read_rows
from agent.failure import UsageFailure
from tests.agent.bench.models.scripted_models import RINGS, ran, rows_of

KILLED = """
import sys, time
from pathlib import Path
from tests.agent.bench.models import scripted_models
before = scripted_models.HABITS["right"]
scripted_models.HABITS["right"] = lambda request: (time.sleep(0.05), before(request))[1]
scripted_models.ran(Path(sys.argv[1]), ("right", "poor"), rounds=2)
"""


def test_the_better_model_is_named() -> None:
    """Eight tasks, of which one model passes two: the better one is seen, by the gate alone."""
    found = Figures(rows_of(("right", "poor"), 2))
    told = verdict(found, ["topology"])
    cells = {cell.arm: cell for cell in told.cells}
    assert (1.0, 0.25) == (cells["right"].passed.value, cells["poor"].passed.value)
    assert (16, 8) == (cells["poor"].trials, cells["poor"].clusters)
    assert "right" == told.winner
    assert "ring" in cells["poor"].worst


def test_twins_are_not_told_apart() -> None:
    """The same answers under two names: no difference seen."""
    told = verdict(Figures(rows_of(("right", "twin"), 1)), ["topology"])
    assert (None, 1.0) == (told.winner, told.pairs[0].p)


def test_a_bad_model_costs_its_own_rows_alone(tmp_path: Path) -> None:
    """Absent, slow, looping, broken: every one has all its rows, and the right one is measured as if it were alone."""
    models = ("right", "absent", "slow", "looping", "broken")
    rows = ran(tmp_path, models)
    figures = Figures(rows)
    ends = {arm: Counter(row["end"] for row in figures.trials if row["arm"] == arm) for arm in models}
    count = len(RINGS)
    assert {"scored": count} == ends["right"]
    assert {"missing": count} == ends["absent"]
    assert {"timeout": 3, "given up": count - 3} == ends["slow"]
    assert {"bad_answer": count} == ends["looping"]
    assert {"server": 3, "given up": count - 3} == ends["broken"]
    assert "not in the script" in figures.absent("absent")
    cell = figures.cell("right", "topology")
    assert cell is not None
    assert (1.0, 0) == (cell.score.value, cell.left_out)
    assert figures.cell("absent", "topology") is None
    asked = Counter(row["arm"] for row in figures.calls)
    assert 0 == asked["absent"]


def test_every_call_is_a_row_with_its_times(tmp_path: Path) -> None:
    """One line a call: prompt, seed, answer, tokens; the first round asks as the product does."""
    rows = ran(tmp_path, ("poor",), rounds=2)
    calls = [row for row in rows if row["row"] == "call"]
    lines = [json.loads(line) for line in (tmp_path / FILE).read_text().splitlines()]
    assert rows == lines
    assert {(0, 0.0), (1, 0.2)} == {(row["round"], row["temperature"]) for row in calls}
    assert 2 == len({row["seed"] for row in calls})
    assert all(row["prompt_tokens"] > 0 and row["first_s"] is not None and row["answer"] for row in calls)
    machine = [row["when"] for row in rows if row["row"] == "machine"]
    assert ["before", "after"] * 2 == machine


def test_a_killed_run_goes_on(tmp_path: Path) -> None:
    """SIGKILL in the middle: what was written stands, nothing is done twice, the figures are a whole run's."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], env=environment) as process:
        until = time.monotonic() + 60
        while len(_trials(tmp_path)) < 5 and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    kept = _trials(tmp_path)
    assert 5 <= len(kept) < 4 * len(RINGS)
    rows = ran(tmp_path, ("right", "poor"), rounds=2)
    done = [row for row in rows if row["row"] == "trial"]
    assert kept == done[: len(kept)]
    assert 4 * len(RINGS) == len(done) == len({row["id"] for row in done})
    told = verdict(Figures(rows), ["topology"])
    assert {"right": 1.0, "poor": 0.25} == {cell.arm: cell.score.value for cell in told.cells}


def _trials(folder: Path) -> list[dict[str, object]]:
    return [row for row in read_rows(folder) if row["row"] == "trial"]


def test_a_line_that_was_cut_off_is_dropped_alone(tmp_path: Path) -> None:
    """The whole ones before it stand, and the next one begins on a line of its own."""
    (tmp_path / FILE).write_bytes(b'{"row": "trial", "id": "1"}\n{"row": "tri')
    assert ["1"] == [row["id"] for row in read_rows(tmp_path)]
    with Rows(tmp_path) as rows:
        rows.append({"row": "trial", "id": "2"})
    assert ["1", "2"] == [row["id"] for row in read_rows(tmp_path)]


def test_a_line_that_was_edited_is_named(tmp_path: Path) -> None:
    """A broken line in the middle is no crash's doing."""
    (tmp_path / FILE).write_bytes(b'{"row": "trial", "id": "1"}\n{"row": tri\n{"row": "trial", "id": "2"}\n')
    with pytest.raises(UsageFailure, match="line 2: is no JSON"):
        read_rows(tmp_path)


def test_two_runs_do_not_write_one_file(tmp_path: Path) -> None:
    """The second one is refused while the first one writes."""
    with Rows(tmp_path), pytest.raises(UsageFailure, match="another run"), Rows(tmp_path):
        pass


def test_rounds_end_where_they_no_longer_narrow_the_interval(tmp_path: Path) -> None:
    """±30 is reached at once; ±1 cannot be by more seeds, and ends when a round changed nothing."""
    wide = ran(tmp_path / "wide", ("right",), rounds=4, enough=enough(30.0))
    narrow = ran(tmp_path / "narrow", ("right",), rounds=4, enough=enough(1.0))
    assert 1 == Figures(wide).rounds
    assert 2 == Figures(narrow).rounds
