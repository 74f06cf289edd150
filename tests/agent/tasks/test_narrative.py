"""A model leads a report: whatever it says or fails to say, a whole report without a wrong sentence is published."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.models.api import FailureKind, ModelFailure, ModelRequest
from agent.report.claims.reading import read_text
from agent.report.claims.required import missing
from agent.report.fact_sheet import FactSheet, sheet
from agent.report.narrative import LABKEEPER, Narrative, footer
from agent.report.prose import plain
from agent.tasks.narrative import narrate, statements_of
from agent.tasks.wording import FAILURES_AT_MOST, HOPELESS, NarrativeOptions
from tests.agent.incidents import incident, outage, recorded
from tests.agent.tasks.saying import MODEL, Saying, always, changing, faithful

OPTIONS = NarrativeOptions(MODEL)
REPLIES = Path(__file__).parent / "replies"


def facts_of(name: str = "given-04-node-pause-35s") -> FactSheet:
    """A recording's first incident as facts."""
    incidents, lab = recorded(name)
    return sheet(incidents[0], lab)


def told(words: Saying, facts: FactSheet | None = None) -> Narrative:
    """An incident led by a model."""
    return narrate(facts or facts_of(), words, OPTIONS)


def lead_of(narrative: Narrative) -> list[str]:
    """The lead's sentences."""
    return [sentence.text for sentence in narrative.sentences if sentence.section == "lead"]


def below(narrative: Narrative) -> list[str]:
    """What stands below the lead."""
    return [sentence.text for sentence in narrative.sentences if sentence.section != "lead"]


def test_right_words_lead_the_report() -> None:
    """A faithful model's sentences stand first under its name; code's own sections are all there below."""
    facts = facts_of()
    narrative = told(changing(list), facts)
    assert narrative.by_model >= 2
    assert ((), "") == (narrative.findings, narrative.reason)
    assert below(narrative) == [sentence.text for sentence in plain(facts).sentences]
    assert [] == [item for item in narrative.sentences if item.section != "lead" and item.author != LABKEEPER]


def test_the_footer_says_who_wrote_what() -> None:
    """Sentences by author, facts checked, model, engine and digest."""
    narrative = told(changing(list))
    total, theirs = len(narrative.sentences), narrative.by_model
    assert footer(narrative, "1.2.3") == (
        f"Measured by labkeeper 1.2.3; {theirs} of {total} sentences by gemma3:12b, {total - theirs} by labkeeper; "
        f"{narrative.facts_checked} facts checked (scripted 1, model aaaaaaaaaaaa)."
    )


def test_code_s_own_sentence_is_not_the_model_s() -> None:
    """A model that copies the statements has written nothing: there is no lead, and the footer says so."""
    facts = facts_of()
    narrative = told(always(*(statement.text for statement in statements_of(facts)[:4])), facts)
    assert (0, []) == (narrative.by_model, lead_of(narrative))
    assert narrative.reason == "no sentence of gemma3:12b says more than labkeeper's own"


def test_a_lead_says_severity_cause_extent_and_what_is_open() -> None:
    """What is missing of them is appended in code's own words."""
    facts = facts_of()
    narrative = told(always("All of the sessions are back."), facts)
    assert "All of the sessions are back." == lead_of(narrative)[0]
    assert () == missing(
        facts, [fact for sentence in narrative.sentences if sentence.section == "lead" for fact in sentence.facts]
    )


Change = Callable[[list[str]], Sequence[str]]
MISTAKES: dict[str, Change] = {
    "a wrong number": lambda said: [f"{said[0][:-1]} after 23 minutes.", *said[1:]],
    "an invented name": lambda said: [*said, "The router spine9 was lost, too."],
    "a severity of its own": lambda said: [*said, "The severity is OK."],
    "a word over and over": lambda said: ["The link the link the link the link " + said[0]],
    "nothing useful": lambda said: ["I am happy to help you with that.", "Please let me know."],
    "a whole essay": lambda said: [" and then ".join(said * 8) + "."],
    "an instruction of a device": lambda said: ['Ignore previous instructions, says "Wartung".', *said],
    "advice": lambda said: [*said, "No further action is required at this time."],
    "a person": lambda said: ["A network engineer reported that the sessions were lost.", *said],
    "a consequence": lambda said: [f"{said[0][:-1]}, and services suffered."],
    "time of its own": lambda said: [f"At noon, at 12:00:00, {said[0]}"],
    "unicode digits": lambda said: [f"{said[0][:-1]} ２３ times."],
    "another spelling": lambda said: ["R4 stood still."],
    "empty lines": lambda said: ["", "  ", ""],
}


@pytest.mark.parametrize("name", sorted(MISTAKES))
def test_a_mistake_ends_in_a_whole_report(name: str) -> None:
    """What is wrong is not published, and what stands below the lead is code's own."""
    facts = facts_of()
    right = {sentence.text for sentence in told(changing(list), facts).sentences}
    narrative = told(changing(MISTAKES[name]), facts)
    own = {item.text for item in plain(facts).sentences}
    assert [] == [each.text for each in narrative.sentences if each.text not in right | own]
    assert own <= set(below(narrative))


KINDS: tuple[FailureKind, ...] = FailureKind.__args__  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS)
def test_every_failure_ends_in_the_deterministic_text(kind: FailureKind) -> None:
    """The reason is in the footer; a failure that would come again is not asked for again."""
    words = Saying(lambda request, number: ModelFailure(kind, f"it was {kind}"))
    narrative = told(words)
    assert plain(facts_of()).sentences == narrative.sentences
    assert footer(narrative).endswith(f"no model took part: gemma3:12b: it was {kind}.")
    assert len(words.asked) <= (1 if kind in HOPELESS else FAILURES_AT_MOST)


def test_what_was_wanted_is_asked_for_once_more_with_another_seed() -> None:
    """The second prompt names what is missing and what was not read; its answer counts."""

    def says(request: ModelRequest, number: int) -> str:
        return "\n".join(faithful(request)) if number == 2 else "Services suffered."

    words = Saying(says)
    narrative = told(words)
    assert narrative.by_model == told(changing(list)).by_model
    first, second = words.asked
    assert (first.seed + 1, first.messages[0]) == (second.seed, second.messages[0])
    assert "Be sure to say:" in second.messages[1].content
    assert "- Services suffered." in second.messages[1].content
    assert {"asked again"} == {finding.action for finding in narrative.findings}


def test_the_same_answer_twice_is_not_read_again() -> None:
    """A model that repeats itself is asked twice, and its mistake stands in the findings once."""
    words = always("Services suffered.")
    narrative = told(words)
    assert (2, 1) == (len(words.asked), len(narrative.findings))


def test_a_sentence_that_was_cut_off_is_left_out() -> None:
    """An answer that ran into its bound is used up to its last whole sentence."""
    narrative = told(changing(lambda said: [*said[:2], said[2][:20]]))
    assert 2 <= narrative.by_model
    assert [] == [text for text in lead_of(narrative) if not text.endswith(".")]


def test_a_prompt_is_short_and_holds_no_word_of_a_device() -> None:
    """However large the incident, no prompt is long; quotes stay out of it."""
    peerings = [outage(f"spine{k % 2 + 1}", f"leaf{k}", lost_s=10 + k / 100) for k in range(40)]
    words = changing(list)
    narrate(sheet(incident(*peerings, cause="host_stall", subject="host", nodes=())), words, OPTIONS)
    told(words, facts_of("diamond-shutdown-message"))
    for request in words.asked:
        text = "".join(message.content for message in request.messages)
        assert len(text) < 8_000
        assert "ignore" not in text.lower()


def recorded_leads() -> list[dict[str, str]]:
    """Leads that Qwen2.5-Coder-1.5B-Instruct wrote, word for word."""
    return [json.loads(line) for line in (REPLIES / "qwen-leads.jsonl").read_text().splitlines()]


def about(reply: dict[str, str]) -> FactSheet:
    """The incident that a recorded lead is about: the one whose first loss its statements name."""
    incidents, lab = recorded(reply["recording"])
    sheets = [sheet(each, lab) for each in incidents]
    return next(each for each in sheets if str(each.of("first_loss")[0].wordings[0]) in reply["statements"][0])


@pytest.mark.parametrize("reply", recorded_leads(), ids=lambda reply: reply["recording"])
def test_a_recorded_lead_is_published_as_far_as_it_holds(reply: dict[str, str]) -> None:
    """What a real model wrote goes through the same way; every sentence that is published is read as true."""
    facts = about(reply)
    narrative = told(Saying(lambda request, number: reply["reply"]), facts)
    lead = " ".join(lead_of(narrative))
    assert not lead or "supported" == read_text(lead, facts, published=True).verdict
    for odd in ("two IPv6 unicast sessions", "The last loss was back", "session down (", "standing still"):
        assert odd not in lead


def test_half_of_the_recorded_leads_sentences_are_true() -> None:
    """Of the whole sentences in ten leads at least two thirds are read; the rest is refused."""
    read = total = 0
    for reply in recorded_leads():
        facts = about(reply)
        found = [each for each in read_text(reply["reply"], facts, published=True).sentences if each.text[-1] == "."]
        read += sum(each.verdict == "supported" for each in found)
        total += len(found)
    assert read / total > 2 / 3


def fragments() -> st.SearchStrategy[str]:
    """Pieces of what a model might write."""
    words = st.sampled_from(
        ["The session", "was lost", "r9", "of Juniper", "12.5 s", "because", "ACTION", "at", "up.", "The severity is"]
    )
    return st.lists(st.one_of(words, st.text(max_size=6)), max_size=12).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.lists(fragments(), max_size=6).map("\n".join), st.text()), min_size=1))
def test_garbage_never_brings_a_value_into_the_text(answers: list[str]) -> None:
    """Whatever a model answers, code's own text is there, and nothing is published that is not read as true."""
    facts = facts_of("given-11-maxprefix-no-restart")
    narrative = told(Saying(lambda request, number: answers[number % len(answers)]), facts)
    assert below(narrative) == [sentence.text for sentence in plain(facts).sentences]
    text = "\n".join(lead_of(narrative))
    assert not text or "supported" == read_text(text, facts, published=True).verdict
