"""`labkeeper verify` as a stranger uses it."""

import io
import json
import sys
from pathlib import Path

import jsonschema
import pytest

from agent.cli import run
from agent.schemas import schema
from tests.agent.report.texts import HERE

INCIDENT = str(HERE / "incidents" / "given-01.json")
GOOD = "The severity is WARNING, and the incident is closed."
ODD = "The weather was fine."


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A file for the prose."""
    return tmp_path / "text.md"


@pytest.mark.parametrize(
    ("words", "options", "status", "verdict"),
    [
        (GOOD, [], 0, "supported"),
        (GOOD, ["--strict"], 0, "supported"),
        (GOOD, ["--complete"], 3, "supported"),
        (ODD, [], 0, "not_read"),
        (ODD, ["--strict"], 3, "not_read"),
    ],
)
def test_the_status_is_the_verdict(
    words: str, options: list[str], status: int, verdict: str, text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """3 where something is contradicted; what is not read and what is left out count where that is asked for."""
    text.write_text(words)
    assert status == run(["verify", INCIDENT, str(text), "--json", *options])
    answer = json.loads(capsys.readouterr().out)
    jsonschema.validate(answer, schema("text-verdict"))
    assert verdict == answer["verdict"]


def test_people_see_each_sentence_and_its_verdict(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The findings stand beneath their sentence, the verdict in the last line."""
    text.write_text(f"{GOOD}\n{ODD}")
    assert 0 == run(["verify", INCIDENT, str(text)])
    lines = capsys.readouterr().out.splitlines()
    assert f"supported: {GOOD}" == lines[0]
    assert f"not read: {ODD}" == lines[1]
    assert lines[2].startswith("    ")
    assert lines[-1].startswith("not read: 2 sentences (1 supported, 1 not read)")


def test_text_comes_from_stdin(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`-` reads standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert 0 == run(["verify", INCIDENT, "-"])
    assert capsys.readouterr().out.splitlines()[-1].startswith("supported: 1 sentence (1 supported)")


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


def test_words_on_the_command_line_are_told_the_way_in(capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence is no file's name, however long it is."""
    assert 2 == run(["verify", INCIDENT, "It was down for 23 minutes."])
    hint = f"name a file, or give the words to stdin: echo '...' | labkeeper verify {INCIDENT} -"
    said = "labkeeper: 'It was down for 23 minutes.': no such file, but the words themselves\n"
    assert f"{said}  {hint}\n" == capsys.readouterr().err
    assert 2 == run(["verify", INCIDENT, "It was down. " * 400])
    assert "It wa...': no such file, but the words themselves" in capsys.readouterr().err


def test_an_empty_text_is_no_supported_one(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to check is wrong use, not a verdict."""
    text.write_text(" \n")
    assert 2 == run(["verify", INCIDENT, str(text)])
    told = capsys.readouterr()
    assert f"labkeeper: {text}: is empty: there is nothing to check\n" in told.err
    assert "" == told.out


def test_an_incident_by_its_id_is_told_what_to_name(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first argument is a file of an incident, never standard input."""
    text.write_text(GOOD)
    assert 2 == run(["verify", "075833-827c8a", str(text)])
    first, second = capsys.readouterr().err.splitlines()
    assert "labkeeper: 075833-827c8a: cannot be read: No such file or directory" == first
    assert second.startswith("  name a report's .json twin (labkeeper analyze DIR --out reports)")
