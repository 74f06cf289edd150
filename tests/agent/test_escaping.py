"""Names and texts that would steer a terminal or put something into a page: they show what they are, and do nothing."""

import re
from pathlib import Path

import pytest

from agent.app.analysis import analyze
from agent.app.console import CleanConsole, incident_table, show_analysis
from agent.app.digest_files import Digests
from agent.app.event_lines import EventLines
from agent.app.report_files import Reports
from agent.app.session_loader import from_recording
from agent.detect.incident import GapSummary
from agent.detect.incident_registry import IncidentChange
from agent.report.knowledge import LabSession
from agent.report.render import cell, code, prose
from agent.tasks import brief, digest
from clab.model import Endpoint, Lab, Link
from tests.agent.incidents import incident, outage

EVIL = (
    "![x](http://evil/x.png)<img src=http://evil/y.png>`|[a](javascript:x)",
    "\x1b[31mred\x1b]0;title\x07",
    "\u202egnp.exe\u2066\u200b",
    "r1\n## Head\n| a | b |",
    "```\n<script>",
)


def _harmless(page: str) -> None:
    """No image, no tag, no link of a page is one that a name or a text brought in; no sign steers anything."""
    assert all(line.isprintable() for line in page.splitlines())
    plain = re.sub(r"(?ms)^(`{3,})text$.*?^\1$", "", page)  # what stands in a fence is shown as it is
    plain = re.sub(r"`[^`\n]*`", "", plain)
    plain = re.sub(r"\\.", "", plain)
    assert not re.search(r"!\[|\]\(|<\w", plain), plain
    assert not [item for item in plain.splitlines() if item.startswith("## Head")]


@pytest.mark.parametrize("evil", EVIL)
def test_a_report_takes_nothing_from_names_and_texts(evil: str, tmp_path: Path) -> None:
    """Nodes, addresses, families, subject, reason, lab and gaps may say anything."""
    made = incident(
        outage(evil, f"b{evil}", addresses=(evil, evil), afis=(evil,)), subject=evil, nodes=(evil,), text=evil
    )
    lab = Lab(evil, {}, (Link(Endpoint(evil, evil), Endpoint(f"b{evil}", evil)),))
    path = Reports(tmp_path, lab, "1").write(made, [GapSummary("log", evil, 1, 2, evil)])
    _harmless(path.read_text())
    assert path.name.isascii()


@pytest.mark.parametrize("evil", EVIL)
def test_lines_and_tables_move_no_cursor(evil: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What `watch` and `incidents` print of such an incident."""
    made = incident(outage(evil, "r2"), subject=evil, nodes=(evil,))
    console = CleanConsole(width=160, highlight=False)
    console.print(EventLines().line(IncidentChange(made, evil), 1, evil), markup=False)
    console.print(incident_table([made], labs=[evil]))
    console.print(f"note: {evil}", markup=False)
    assert all(line.isprintable() for line in capsys.readouterr().out.splitlines())


def _recorded(folder: Path, evil: str) -> Path:
    """A recording whose router has such a name and says such things."""
    (folder / "logs").mkdir(parents=True)
    line = "2026/11/24 10:00:05.4 BGP: %ADJCHANGE: neighbor 10.1.2.2({}) in vrf default {} {}\n"
    text = line.format(evil.split()[0], "Down", evil.replace("\n", " ")) + line.format("r2", "Up", "").replace(
        "05", "25"
    )
    (folder / "logs" / "r1.frr.log").write_text(text)
    (folder / "lab.clab.yml").write_text(f"name: {evil!a}\ntopology: {{nodes: {{r1: {{kind: linux}}}}}}\n")
    return folder


@pytest.mark.parametrize("evil", EVIL)
def test_what_routers_write_is_shown_and_does_nothing(
    evil: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the log through analysis, digest and brief to the pages."""
    folder = _recorded(tmp_path / "rec", evil)
    answer = analyze(folder)
    show_analysis(answer)
    assert all(line.isprintable() for line in capsys.readouterr().out.splitlines())
    for item in answer.incidents:
        _harmless(Reports(tmp_path, Lab(answer.lab), "1").write(item).read_text())
    knowledge = from_recording(folder)
    assert isinstance(knowledge.session, LabSession)
    _harmless(Digests(tmp_path).write(digest.tell(knowledge, None)).read_text())
    _harmless(Digests(tmp_path).write_brief(brief.tell(knowledge, None)).read_text())


def test_the_escapes_by_themselves() -> None:
    """A cell, a sentence, code."""
    assert cell("a|b\n![x](y)") == r"a\|b \!\[x\](y)"
    assert prose("<img> [x](y)") == r"\<img\> \[x\](y)"
    assert code("a`b\x1b") == "`a\N{RIGHT SINGLE QUOTATION MARK}b\N{SYMBOL FOR ESCAPE}`"
