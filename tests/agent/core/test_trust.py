"""The monitors together, on everyday prose about real incidents that shares no wording with ours."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.analysis import analyze
from agent.core.incident import analysis_json
from agent.core.trust import check, load_monitors, verdict_json
from agent.schemas import schema
from tests.agent.core.texts import HERE, NAMES, everyday, sheet_of

REPLAYS = Path(__file__).parents[2] / "replays"
WORDS = st.sampled_from(
    [
        *["r1", "r2", "e1", "r9", "10.1.1.2", "fd00:e1::2", "eth1", "r1:eth3", "6/2", "AS65001", "66 s", "23 minutes"],
        *[
            "lost",
            "the session",
            "to",
            "with",
            "between",
            "and",
            "because of",
            "a link failure",
            "never recovered",
            "before",
        ],
        *[
            "both",
            "three",
            "all",
            "no",
            "not",
            "after",
            "first",
            "then",
            "WARNING",
            "at 21:16:23",
            "{F7}",
            '"',
            "(",
            ")",
            "-",
        ],
        *[",", ".", ";", "–", "%", "?", "\n- "],
    ]
)


@pytest.mark.parametrize(("about", "text"), [(name, text) for name, good, text in everyday() if good])
def test_a_faithful_text_passes(about: str, text: str) -> None:
    """Everyday words for what was measured are no finding."""
    assert [] == [(each.monitor, each.message) for each in check(text, sheet_of(about)).findings]


@pytest.mark.parametrize(("about", "text"), [(name, text) for name, good, text in everyday() if not good])
def test_a_corrupted_text_is_found(about: str, text: str) -> None:
    """One thing that is not so is a finding."""
    assert "unsupported" == check(text, sheet_of(about)).verdict


@pytest.mark.parametrize(
    ("text", "monitor"),
    [
        ("The network reconverged after 23 minutes.", "durations"),
        ("Severity WARNING: r2 tore down its session to e2.", "severity"),
    ],
)
def test_the_mistakes_of_the_losing_model_are_found(text: str, monitor: str) -> None:
    """A 66-second reconvergence called "23 minutes", and WARNING written for ACTION."""
    about = "made-srl-link-down" if monitor == "durations" else "given-11"
    assert monitor in {each.monitor for each in check(text, sheet_of(about)).findings}


def test_a_dropped_plot_is_an_omission() -> None:
    """The prefix limit at srl2 may not be left out of a whole account; a part of one need not tell it."""
    told = (
        "WARNING: the link at srl1:ethernet-1/1 went down at 10:15:00, so srl1 and srl2 lost their session. "
        "It was back 66 seconds later, at 10:16:06."
    )
    verdict = check(told, sheet_of("made-srl-link-down"), complete=True)
    assert ["a prefix limit at srl2 is not told"] == [each.message for each in verdict.omissions]
    assert "unsupported" == verdict.verdict
    assert "supported" == check(told, sheet_of("made-srl-link-down")).verdict
    whole = told + " Meanwhile srl2 warned at 10:15:30 that 16 prefixes had come in, with a limit of 20."
    assert "supported" == check(whole, sheet_of("made-srl-link-down"), complete=True).verdict


def test_findings_know_their_sentence() -> None:
    """Spans lie in the text as it was given, and each finding belongs to the sentence it stands in."""
    text = "e1 lost both sessions to r1.\n\n**They were down for 23 minutes.**"
    verdict = check(text, sheet_of("given-01"))
    (finding,) = verdict.findings
    assert "23 minutes" == text[finding.span.start : finding.span.end]
    assert (1, (finding,), ()) == (verdict.sentence_of(finding), verdict.of_sentence(1), verdict.of_sentence(0))


def test_the_verdict_has_the_published_shape() -> None:
    """`labkeeper schema text-verdict` holds."""
    verdict = verdict_json(check("r9 lost 12 sessions.", sheet_of("given-01"), complete=True))
    jsonschema.validate(verdict, schema("text-verdict"))
    assert ("unsupported", 1) == (verdict["verdict"], verdict["sentences"])


@pytest.mark.parametrize("about", NAMES)
def test_sentences_may_come_as_a_list(about: str) -> None:
    """A list of sentences is judged as the text they make."""
    whole = check(["It began well.", "r9 died."], sheet_of(about))
    assert 2 == len(whole.sentences)
    assert any(each.monitor in ("entities", "causality") for each in whole.of_sentence(1))


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=30).map(" ".join)))
def test_any_text_is_judged_alike_each_time(text: str) -> None:
    """The monitors take any text, put their spans inside it, and say the same twice."""
    verdict = check(text, sheet_of("diamond-node-pause"), complete=True)
    assert all(0 <= each.span.start <= each.span.end <= len(text) for each in verdict.findings)
    assert verdict_json(verdict) == verdict_json(check(text, sheet_of("diamond-node-pause"), complete=True))


def test_every_monitor_has_its_test() -> None:
    """A monitor without a file of mutations beside it is a red test."""
    tested = {path.stem.removeprefix("test_") for path in (HERE.parent / "monitors").glob("test_*.py")}
    assert set(load_monitors()) <= tested


def test_the_stored_incidents_are_what_the_detector_says() -> None:
    """The incidents beside the texts are the detector's own, not hand-made."""
    fresh = analysis_json(analyze(REPLAYS / "given-01-link-down-both-ends"))["incidents"][0]
    assert fresh == json.loads((HERE / "incidents" / "given-01.json").read_text())
