"""`labkeeper verify` as a stranger uses it."""

import io
import json
import sys
from pathlib import Path

import jsonschema
import pytest

from agent.cli import run
from agent.schemas import schema
from tests.agent.core.texts import HERE

INCIDENT = str(HERE / "incidents" / "given-01.json")
GOOD = (
    "WARNING: e1 and r1 lost both sessions at 21:16:23 because the link at e1:eth1 failed. Both were back at 21:16:48."
)
BAD = "e1 lost its sessions to r1 at 21:16:23.\nThey were down for 23 minutes."


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A file for the prose."""
    return tmp_path / "text.md"


@pytest.mark.parametrize(
    ("words", "options", "status", "verdict"),
    [
        (GOOD, [], 0, "supported"),
        (GOOD, ["--complete"], 0, "supported"),
        (BAD, [], 3, "unsupported"),
        ("e1 lost its sessions to r1.", [], 0, "supported"),
        ("e1 lost its sessions to r1.", ["--complete"], 3, "unsupported"),
    ],
)
def test_the_status_is_the_verdict(
    words: str, options: list[str], status: int, verdict: str, text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 where nothing is unsupported, 3 where something is; omissions count with --complete alone."""
    text.write_text(words)
    assert status == run(["verify", INCIDENT, str(text), "--json", *options])
    answer = json.loads(capsys.readouterr().out)
    jsonschema.validate(answer, schema("text-verdict"))
    assert verdict == answer["verdict"]


def test_people_see_each_sentence_and_what_is_wrong_with_it(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The findings stand beneath their sentence, the verdict in the last line."""
    text.write_text(BAD)
    assert 3 == run(["verify", INCIDENT, str(text)])
    assert [
        "e1 lost its sessions to r1 at 21:16:23.",
        "They were down for 23 minutes.",
        "    durations: '23 minutes' is not how long it was down: 25.0 s [F34]",
        "    not told: the severity (WARNING) is not told [F2]",
        "    not told: the cause (link down) is not told [F4]",
        "    not told: when it was over (21:16:48.475) is not told [F33]",
        "unsupported: 2 sentences, 1 finding, 3 not told",
    ] == capsys.readouterr().out.splitlines()


def test_text_comes_from_stdin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`-` reads standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert 0 == run(["verify", INCIDENT, "-"])
    assert "supported: 2 sentences, 0 findings" == capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    ("incident", "message"),
    [
        ("", "not JSON: "),
        ("{}", "not an incident: id: field required (and 11 more)"),
        (
            '{"incidents": [{"id": "a"}, {"id": "b"}]}',
            "the answer holds 2 incidents (a, b); a text is checked against one",
        ),
    ],
)
def test_a_file_that_is_no_incident_is_wrong_use(
    incident: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2, with the file, the reason, and what to name instead."""
    path = tmp_path / "incident.json"
    path.write_text(incident)
    assert 2 == run(["verify", str(path), str(path)])
    told = capsys.readouterr()
    assert "" == told.out
    assert f"{path}: {message}" in told.err
    assert "name a report's .json twin" in told.err


def test_files_that_cannot_be_read_are_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing text and one that is not UTF-8 are told apart."""
    assert 2 == run(["verify", INCIDENT, str(tmp_path / "missing.md")])
    assert "missing.md: cannot be read: No such file or directory" in capsys.readouterr().err
    (tmp_path / "latin.md").write_bytes("Störung".encode("latin-1"))
    assert 2 == run(["verify", INCIDENT, str(tmp_path / "latin.md")])
    assert "latin.md: not UTF-8 text: invalid start byte at byte 2" in capsys.readouterr().err
