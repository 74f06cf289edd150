"""What people see of an analysis."""

from pathlib import Path

import pytest

from agent.app.analysis import analyze
from agent.app.console import CleanConsole, incident_table, show_analysis
from tests.recordings import REPLAYS


def test_silent_files_of_a_node_are_one_line_that_names_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Many daemons of a router write nothing; what is of no node names none."""
    for name in ("bgpd", "zebra", "staticd", "bfdd", "pimd"):
        (tmp_path / f"e1.{name}.log").write_text("\n")
    (tmp_path / "r2.log").write_text("\n")
    (tmp_path / "runtime").mkdir()
    (tmp_path / "runtime" / "docker-events.jsonl").write_text("")
    show_analysis(analyze(tmp_path))
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("source: ")]
    assert [
        "source: runtime: silent (runtime/docker-events.jsonl)",
        "source: log of e1: silent (5 files: e1.bfdd.log, e1.bgpd.log, e1.pimd.log, e1.staticd.log and 1 more)",
        "source: log of r2: silent (r2.log)",
    ] == lines


@pytest.mark.parametrize("width", [80, 100, 200])
def test_an_incidents_cause_place_and_end_are_shown_at_any_width(width: int) -> None:
    """Nothing is cut and nothing goes: what does not fit into the row stands below it."""
    (incident,) = analyze(REPLAYS / "diamond-prefix-limit").incidents
    console = CleanConsole(width=width, force_terminal=False, color_system=None)
    with console.capture() as caught:
        console.print(incident_table([incident], labs=["diamond"], width=width))
    shown = caught.get()
    assert all(len(line) <= width for line in shown.splitlines())
    whole = " ".join(shown.split())
    for text in (
        incident.id,
        "diamond",
        "prefix_limit_exceeded",
        "r2 neighbor 10.1.2.2",
        "e2–r2",
        "13.0 s",
        "07:58:46",
    ):
        assert text in whole


def test_what_is_quoted_stays_in_one_line_where_no_terminal_shows_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A search finds the whole quote."""
    odd = "2026/05/09 16:10:24.1 BGP: %ADJCHANGE: neighbor somebody " + "sideways " * 15
    (tmp_path / "r1.log").write_text(odd + "\n")
    show_analysis(analyze(tmp_path))
    assert f"{odd.strip()!r}" in capsys.readouterr().out
