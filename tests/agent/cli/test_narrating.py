"""`analyze --narrate` and `report --narrate` as a stranger uses them, with engines that fail and one that lies."""

import json
from pathlib import Path

import pytest

from tests.program import labkeeper

REPLAYS = Path(__file__).parents[2] / "replays"
LINK_DOWN = REPLAYS / "given-01-link-down-both-ends"


def scripted(folder: Path, answer: object) -> None:
    """A configuration in force here, whose engine says the same to everything."""
    script = {"models": ["gemma3:12b", "gemma3:4b", "qwen2.5-coder:7b"], "answers": {"*": [answer]}}
    (folder / "script.yml").write_text(json.dumps(script))
    config = {"models": {"backend": "scripted", "script": str(folder / "script.yml")}}
    (folder / "labkeeper.yml").write_text(json.dumps(config))


def report(folder: Path) -> Path:
    """The one report that is there."""
    (found,) = (folder / "out" / "incidents").glob("*.md")
    return found


def test_without_asking_no_model_takes_part(tmp_path: Path) -> None:
    """`analyze --out` writes in labkeeper's own words, and the footer says that none was asked."""
    done = labkeeper("analyze", str(LINK_DOWN), "--out", "out", cwd=tmp_path)
    assert done.returncode == 0
    text = report(tmp_path).read_text()
    assert "no model took part: none was asked." in text
    assert "Two sessions between e1 and r1 were lost from 21:16:23.438 UTC on because the link at e1:eth1" in text


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"text": "some words", "fails": "cut", "after": 1}, "gemma3:12b: cut, as the script says."),
        ("The session was lost because of rain.", "no sentence of gemma3:12b says more than labkeeper's own"),
    ],
)
def test_a_model_without_words_ends_in_the_deterministic_report(answer: object, why: str, tmp_path: Path) -> None:
    """Status 0, the same sentences as without a model, and the reason in the footer, on stderr and in `calls`."""
    scripted(tmp_path, answer)
    done = labkeeper("analyze", str(LINK_DOWN), "--out", "out", "--narrate", cwd=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    text = report(tmp_path).read_text()
    assert "Two sessions between e1 and r1 were lost from 21:16:23.438 UTC on because the link at e1:eth1" in text
    assert f"no model took part: {why}" in text
    assert "0 of 13 sentences by the model" in done.stderr
    calls = json.loads(labkeeper("calls", "--json", cwd=tmp_path).stdout)["calls"]
    assert {"narrative"} == {call["task"] for call in calls}


def test_a_report_is_told_anew_and_printed(tmp_path: Path) -> None:
    """`report ID --narrate` asks the engine in force now, and prints what stands then."""
    labkeeper("analyze", str(LINK_DOWN), "--out", "out", cwd=tmp_path)
    scripted(tmp_path, {"fails": "unreachable"})
    before = report(tmp_path).read_text()
    id_ = json.loads(report(tmp_path).with_suffix(".json").read_text())["incident"]["id"]
    done = labkeeper("report", id_, "--out", "out", "--narrate", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, report(tmp_path).read_text())
    assert "no model took part: gemma3:12b: unreachable, as the script says." in done.stdout
    assert before.partition("\n---\nMeasured by")[0] == done.stdout.partition("\n---\nMeasured by")[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("analyze", str(LINK_DOWN), "--narrate"), "--out DIR"),
        (("analyze", str(LINK_DOWN), "--narrate", "--out", "out", "--config", "none.yml"), "models.backend is none"),
        (("report", "nonsense", "--narrate"), "no report of incident 'nonsense'"),
    ],
)
def test_asking_nobody_is_wrong_use(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """Status 2, with what is missing and what to do."""
    (tmp_path / "none.yml").write_text("models: {backend: none}\n")
    done = labkeeper(*arguments, cwd=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert said in done.stderr
