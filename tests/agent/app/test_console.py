"""What people see of an analysis."""

from pathlib import Path

import pytest

from agent.app.analysis import analyze
from agent.app.console import show_analysis


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
