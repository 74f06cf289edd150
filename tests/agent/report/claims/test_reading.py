"""Texts read back: true wordings are read, corrupted ones never are, and what is not understood is not read."""

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.report.claims.reading import TEXT_LIMIT, TextTooLong, read_text
from agent.report.claims.verdict import verdict_json
from agent.schemas import schema
from tests.agent.report.claims.corruptions import OPERATORS, claims, corrupted, joins
from tests.agent.report.claims.held import verdict
from tests.agent.report.texts import NAMES, sheet_of


@pytest.mark.parametrize("about", NAMES)
def test_true_wordings_and_their_joins_are_supported(about: str) -> None:
    """At least 98 of 100 over all incidents; here each of every incident's own."""
    sheet = sheet_of(about)
    assert [] == [text for text in (*claims(sheet), *joins(sheet)) if read_text(text, sheet).verdict != "supported"]


@pytest.mark.parametrize("about", NAMES[::4])
def test_corrupted_claims_are_not_supported(about: str) -> None:
    """Every third corruption of some incidents; `python -m tests.bench.corruptions` holds all against the floor."""
    sheet = sheet_of(about)
    found = list(corrupted(sheet))[::3]
    wrong = [item for item in found if read_text(item[2], sheet).verdict == "supported"]
    assert len(wrong) <= 0.005 * len(found), wrong


def test_every_operator_has_work() -> None:
    """None of the corruptions is one that no claim of any incident can suffer."""
    done = {name for about in NAMES for name, _, _ in corrupted(sheet_of(about))}
    assert set(OPERATORS) - done <= {"hedge added"}


@pytest.mark.parametrize(
    ("about", "text"),
    [
        ("given-01", "e1 and r1 lost both sessions at 21:16:23 because the link at e1:eth1 failed."),
        ("given-01", "Both sessions were lost. They came back 25.0 s later, at 21:16:48."),
        ("given-01", "A link failure at e1:eth1 took down two sessions between e1 and r1 for about 25 seconds."),
        ("given-01", "On 22 November the link between e1 and r1 went down, so both sessions were lost."),
        ("given-11", "Severity: ACTION."),
        ("given-11", "r2 and e2 lost their session for just under 42 seconds."),
        ("diamond-node-pause", "r4 lost five sessions, and the last one came back at 07:50:44."),
        ("diamond-node-pause", "The session between b4 and r4 was the first to be lost."),
        ("diamond-node-pause", "r4 was paused by an operator."),
        ("diamond-password-changed", "The cause is probably an authentication mismatch; this is likely, not proved."),
        ("diamond-bird-killed", "Why the session was lost is not known."),
        ("made-spine-open", "One of the lost sessions is still down."),
        ("diamond-link-flap", "The IPv4 session was lost four times and was down for 12.1 s in all."),
    ],
)
def test_other_people_s_words_are_read(about: str, text: str) -> None:
    """True sentences in words that code would not have chosen."""
    assert "supported" == verdict(about, text)


@pytest.mark.parametrize(
    ("about", "text"),
    [
        ("given-01", "e1 and r1 lost both sessions at 21:17:23."),
        ("given-01", "Three sessions between e1 and r1 were lost."),
        ("given-01", "e1 lost its sessions to r4."),
        ("given-01", "The sessions were lost because r1 stood still."),
        ("given-01", "The severity is ACTION."),
        ("given-01", "The incident was planned."),
        ("given-01", "The session between e1 and r9 was lost."),
        ("given-01", "No session was lost."),
        ("given-11", "The session was down for 23 minutes."),
        ("diamond-node-pause", "The session between r1 and r4 was lost first."),
        ("diamond-link-flap", "Both sessions were lost four times, and were down for 12.1 s each time."),
        ("made-spine-open", "All sessions are back."),
        ("diamond-bird-killed", "The sessions were lost because of a link failure."),
    ],
)
def test_what_is_false_is_not_supported(about: str, text: str) -> None:
    """One thing that is not so."""
    assert "supported" != verdict(about, text)


@pytest.mark.parametrize(
    "text",
    [
        "The session was torn down after 25.0 s.",
        "Four losses lasted 25 s each.",
        "No further action is required at this time.",
        "A network engineer reported that both sessions were lost.",
        "Both sessions were lost, and services suffered.",
        "Both sessions were lost again.",
        "Both sessions were lost although the link at e1:eth1 went down.",
        "Down for ouch (25.0 s) seconds.",
        "The loss of the sessions caused the link failure at e1:eth1.",
        "The sessions dropped, and then the link at e1:eth1 failed.",
        "Probably the link at e1:eth1 went down.",
    ],
)
def test_what_no_fact_licenses_is_not_supported(text: str) -> None:
    """Impact, advice, persons, history, and relations turned round."""
    assert "supported" != verdict("given-01", text)


def test_a_fact_that_says_otherwise_is_named() -> None:
    """Contradicted, with the place in the text and the fact."""
    text = "All is told here. Both sessions were lost at 21:17:23."
    (found,) = read_text(text, sheet_of("given-01")).sentences[1].findings
    assert "21:17:23" == text[found.span[0] : found.span[1]]
    assert found.fact is not None


def test_what_is_published_is_spelled_as_it_is() -> None:
    """A stranger may write `E1`; a report may not, nor may it say `it` of nothing."""
    text = "E1 and r1 lost both sessions."
    assert ["supported", "not_read"] == [verdict("given-01", text, published=item) for item in (False, True)]
    assert ["supported", "not_read"] == [
        verdict("given-11", "It was lost at 21:29:25.", published=each) for each in (False, True)
    ]


def test_a_text_that_is_too_long_is_refused() -> None:
    """Sixty-four thousand bytes are read at once."""
    with pytest.raises(TextTooLong, match="at most 64000 are read"):
        read_text("x" * (TEXT_LIMIT + 1), sheet_of("given-01"))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_judged_alike_each_time(text: str) -> None:
    """Spans lie in the text, the published shape holds, and the same is said twice."""
    sheet = sheet_of("diamond-node-pause")
    found = verdict_json(read_text(text, sheet))
    jsonschema.validate(found, schema("text-verdict"))
    assert found == verdict_json(read_text(text, sheet))
    assert all(text[slice(*item["span"])] == item["text"] for item in found["sentences"])


@pytest.mark.parametrize(
    ("about", "text", "read"),
    [
        ("given-01", "The incident began in the evening.", True),
        ("given-01", "The incident began in the morning.", False),
        ("diamond-one-way-loss", "The hold timers expired on both ends.", True),
        ("given-11", "Both ends sent a notification.", False),
    ],
)
def test_parts_of_the_day_and_both_ends_are_looked_at(about: str, text: str, read: bool) -> None:
    """Small words that say something of the facts are held against them."""
    assert read == (verdict(about, text) == "supported")


@pytest.mark.parametrize(
    "text",
    [
        "The session recovered on its own.",
        "The session came back automatically.",
        "The operator cleared it by hand.",
        "The session was reset by the operator 42 s later.",
        "An operator brought the session back.",
    ],
)
def test_who_brought_a_session_back_is_not_read(text: str) -> None:
    """A command that nobody saw may have been typed all the same, or not."""
    assert "not_read" == verdict("given-11", text)
