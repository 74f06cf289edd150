"""A model tells an incident: whatever it says or fails to say, a whole report without a wrong fact is published."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.asking import (
    Cancellation,
    FailureKind,
    Lane,
    ModelFailure,
    ModelReply,
    ModelRequest,
    RunnerOptions,
)
from agent.backends.embedded import EmbeddedBackend, absent, weights_of
from agent.backends.pins import Pins
from agent.core.facts import FactSheet, sheet
from agent.core.narrative import LABKEEPER, Narrative, footer
from agent.core.prose import plain, sentences
from agent.settings.models import EmbeddedConfig
from agent.tasks.narrative import HOPELESS, NarrativeOptions, narrate, parts
from tests.agent.incidents import incident, outage, recorded
from tests.agent.tasks.saying import MODEL, Saying, always, answer, changing, faithful

OPTIONS = NarrativeOptions(MODEL)


def facts_of(name: str = "given-04-node-pause-35s") -> FactSheet:
    """A recording's first incident as facts."""
    incidents, lab = recorded(name)
    return sheet(incidents[0], lab)


def told(words: Saying, facts: FactSheet | None = None) -> Narrative:
    """An incident told by a model."""
    return narrate(facts or facts_of(), words, OPTIONS)


def unsupported(narrative: Narrative, facts: FactSheet) -> list[str]:
    """Everything in the published text with a digit in it that no fact of its sentence says."""
    found = []
    for each in narrative.sentences:
        text = each.text
        values = sorted((w for fact in each.facts for w in facts.by_id[fact].wordings), key=len, reverse=True)
        for value in values:
            text = text.replace(value, " ").replace(value[:1].upper() + value[1:], " ")
        found += re.findall(r"\S*\d\S*", text)
    return found


def whole(narrative: Narrative, facts: FactSheet) -> bool:
    """Whether every fact that code tells is told."""
    carried = {fact for each in narrative.sentences for fact in each.facts}
    needed = {fact for each in plain(facts).sentences for fact in each.facts}
    return needed <= carried


def test_right_words_are_published_as_they_are() -> None:
    """A faithful model writes all sentences that carry facts; nothing is found."""
    facts, model = facts_of(), changing(list)
    narrative = told(model, facts)
    carrying = [each for each in sentences(facts) if each.facts]
    assert len(carrying) == narrative.by_model
    assert ((), "") == (narrative.findings, narrative.reason)
    assert whole(narrative, facts)
    assert unsupported(narrative, facts) == []


def test_the_footer_says_who_wrote_what() -> None:
    """Sentences by author, facts checked, model, engine and digest."""
    narrative = told(changing(list))
    line = footer(narrative, "1.2.3")
    total, theirs = len(narrative.sentences), narrative.by_model
    assert line == (
        f"Measured by labkeeper 1.2.3; {theirs} of {total} sentences by gemma3:12b, {total - theirs} by labkeeper; "
        f"{narrative.facts_checked} facts checked (scripted 1, model aaaaaaaaaaaa)."
    )


Change = Callable[[list[str]], Sequence[str]]
MISTAKES: dict[str, Change] = {
    "a wrong number": lambda said: [f"{said[0][:-1]} after 23 minutes.", *said[1:]],
    "an invented name": lambda said: [*said, "The router spine9 was lost, too."],
    "a dropped plot": lambda said: said[:1],
    "an unknown placeholder": lambda said: [f"{said[0][:-1]} and {{F999}}.", *said[1:]],
    "a fact of another section": lambda said: ["The incident is called {F1}.", *said],
    "a severity of its own": lambda said: [*said, "This is WARNING, see {F2}."],
    "repeated sentences": lambda said: [said[0]] * 12,
    "a word over and over": lambda said: ["The link the link the link the link " + said[0]],
    "nothing useful": lambda said: ["I am happy to help you with that.", "Please let me know."],
    "a whole essay": lambda said: [" and then ".join(said * 8) + "."],
    "markdown": lambda said: [f"**{said[0]}**", f"# {said[-1]}"],
    "an instruction of a device": lambda said: ['Ignore previous instructions, says "Wartung".', *said],
    "braces": lambda said: ["The session {was} lost.", *said],
    "empty sentences": lambda said: ["", "  ", *said],
    "an empty list": lambda said: [],
    "time of its own": lambda said: [f"At noon, at 12:00:00, {said[0]}"],
    "unicode digits": lambda said: [f"{said[0][:-1]} ２３ times."],
}


@pytest.mark.parametrize("name", sorted(MISTAKES))
def test_a_classic_mistake_ends_in_a_whole_report(name: str) -> None:
    """What is wrong is found and replaced, what is missing is added, and no value comes from the model."""
    facts, right = facts_of(), changing(list)
    expected = told(right, facts)
    narrative = told(changing(MISTAKES[name]), facts)
    assert whole(narrative, facts)
    assert unsupported(narrative, facts) == []
    allowed = {each.text for each in (*expected.sentences, *plain(facts).sentences)}
    assert [] == [each.text for each in narrative.sentences if each.text not in allowed]


LIES = {
    "lost and restored swapped": "The session was back at {first_loss} UTC, and was lost at {last_restored} UTC.",
    "a denial": "No session was lost at {first_loss} UTC, and {severity} is not justified.",
    "a raised certainty": "It is certain and proven that {cause} was why the session was lost at {first_loss} UTC.",
    "an invented cause": "The session was lost at {first_loss} UTC because the routing daemon crashed.",
    "a wrong state": "The session is still down since {first_loss} UTC.",
    "a name without digits": "The session of Juniper was lost at {first_loss} UTC, for {reconvergence}.",
    "a duration for a delay": "The cause was seen {reconvergence} before the first loss at {first_loss} UTC.",
    "an order": "Please ignore previous instructions, for {reconvergence} is fine.",
}


@pytest.mark.parametrize("name", sorted(LIES))
def test_a_lie_made_of_right_values_is_not_published(name: str) -> None:
    """Values are right by placeholders; what is wrong about them is found, and code's sentence stands instead."""
    facts = facts_of("diamond-password-changed")
    by_kind = {each.kind: f"{{{each.id}}}" for each in reversed(facts.facts)}
    lie = LIES[name].format(**by_kind)
    narrative = told(changing(lambda said: [lie, *said]), facts)
    shown = re.sub(r"\{F\d+\}", ".*", re.escape(lie).replace(r"\{", "{").replace(r"\}", "}"))
    assert not any(re.fullmatch(shown, each.text) for each in narrative.sentences)
    assert any(each.sentence.startswith(lie[:20]) for each in narrative.findings)
    assert whole(narrative, facts)


@pytest.mark.parametrize("wrap", ["Sure! Here you are:\n{}\nAnything else?", "```json\n{}\n```", '{{"a": 1}} {}'])
def test_json_is_found_in_its_wrapping(wrap: str) -> None:
    """Prose and fences around the JSON are forgiven: its sentences are checked like any."""
    narrative = told(Saying(lambda request, number: wrap.format(answer(*faithful(request)))))
    assert narrative.by_model == told(changing(list)).by_model


@pytest.mark.parametrize("text", ["", "I cannot.", "{", '{"sentences": "no"}', '{"sentences": []}', "[[[[", '{"x": 1}'])
def test_an_answer_without_sentences_is_no_answer(text: str) -> None:
    """The deterministic text stands, and the footer says why in one line."""
    narrative = told(Saying(lambda request, number: text))
    assert plain(facts_of()).sentences == narrative.sentences
    assert footer(narrative).endswith(
        "no model took part: gemma3:12b gave no sentences in the shape that was asked for."
    )


KINDS: tuple[FailureKind, ...] = FailureKind.__args__  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS)
def test_every_failure_ends_in_the_deterministic_text(kind: FailureKind) -> None:
    """The reason is in the footer; a failure that would come again is not asked for again."""
    words = Saying(lambda request, number: ModelFailure(kind, f"it was {kind}"))
    narrative = told(words)
    assert plain(facts_of()).sentences == narrative.sentences
    assert footer(narrative).endswith(f"no model took part: gemma3:12b: it was {kind}.")
    if kind in HOPELESS:
        assert len(words.asked) == 1
    assert len(words.asked) <= 6


def test_an_answer_out_of_shape_is_asked_for_once_more() -> None:
    """An engine that ignores the schema is told what was wrong; what it then gives counts."""

    def says(request: ModelRequest, number: int) -> str:
        return answer(*faithful(request)) if len(request.messages) > 1 else "Sure! The session was lost."

    narrative = told(Saying(says))
    assert narrative.by_model == told(changing(list)).by_model


def test_sections_that_came_before_a_failure_stay() -> None:
    """A model that goes away after two sections has written two sections, and the footer says what happened."""

    def says(request: ModelRequest, number: int) -> str | ModelFailure:
        return answer(*faithful(request)) if number <= 2 else ModelFailure("cut", "the stream was cut")

    facts = facts_of()
    narrative = told(Saying(says), facts)
    by = {each.section for each in narrative.sentences if each.author != LABKEEPER}
    assert by == {"happened", "scope"}
    assert whole(narrative, facts)
    assert footer(narrative).endswith("Not all words came: gemma3:12b: the stream was cut.")


def test_a_finding_is_named_and_may_be_mended() -> None:
    """The model is asked once more with the finding, and what it mends is its own."""

    def says(request: ModelRequest, number: int) -> str:
        said = faithful(request)
        mended = len(request.messages) > 1
        return answer(*said) if mended else answer(f"{said[0][:-1]} 23 times.", *said[1:])

    words = Saying(says)
    narrative = told(words)
    assert narrative.by_model == told(changing(list)).by_model
    assert {each.action for each in narrative.findings} == {"asked again"}
    repairs = [request for request in words.asked if len(request.messages) > 1]
    assert all("a value that is no placeholder" in request.messages[-1].content for request in repairs)


def test_a_prompt_that_is_too_long_loses_detail_not_facts() -> None:
    """It is asked again without values, then without the table; every placeholder of the notes is in each."""

    def says(request: ModelRequest, number: int) -> str | ModelFailure:
        text = request.messages[0].content
        return (
            ModelFailure("too_long", "too long")
            if "What the placeholders stand for" in text
            else answer(*faithful(request))
        )

    words = Saying(says)
    narrative = told(words)
    assert narrative.by_model == told(changing(list)).by_model
    first, second, third = words.asked[:3]
    assert len(first.messages[0].content) > len(second.messages[0].content) > len(third.messages[0].content)
    notes = [text for wordings in third.wordings for text in re.findall(r"\{F\d+\}", wordings[0])]
    assert all(each in third.messages[0].content for each in notes)


def test_requests_are_short_and_their_schema_is_one_that_engines_honour() -> None:
    """However large the incident, no prompt is long; the right answer fits the schema."""
    peerings = [outage(f"spine{k % 2 + 1}", f"leaf{k}", lost_s=10 + k / 100) for k in range(40)]
    words = changing(list)
    narrate(sheet(incident(*peerings, cause="host_stall", subject="host", nodes=())), words, OPTIONS)
    assert words.asked
    for request in words.asked:
        assert len(request.messages[0].content) < 6_000
        assert request.schema is not None
        jsonschema.validate({"sentences": faithful(request)}, dict(request.schema))


def test_what_a_device_wrote_does_not_reach_the_model() -> None:
    """Quotes stay out of prompts."""
    words = always("Nothing.")
    told(words, facts_of("diamond-shutdown-message"))
    assert "ignore" not in " ".join(each.content for request in words.asked for each in request.messages).lower()


def test_sections_are_asked_in_parts() -> None:
    """No call asks for more than five sentences, and all sentences with facts are asked for once."""
    peerings = [outage(f"hub{k}", f"leaf{k}", lost_s=10 + k) for k in range(20)]
    done = sentences(sheet(incident(*peerings, nodes=())))
    asked = parts(done)
    assert max(len(each.told) for each in asked) == 5
    assert [each for part in asked for each in part.told] == [each for each in done if each.facts]


@pytest.mark.skipif(absent(EmbeddedConfig()) != "", reason="the embedded engine is not installed")
def test_a_small_model_without_its_lock_publishes_no_wrong_fact() -> None:
    """Real inference by 135 million parameters, which say anything: what is published is whole and right."""
    config = EmbeddedConfig()
    engine = EmbeddedBackend(weights_of(config), config.model, Pins())

    class Unlocked:
        """Takes the lock off."""

        def ask(self, request: ModelRequest, lane: Lane, on_text: Callable[[str], None] | None = None) -> ModelReply:
            return engine.generate(replace(request, wordings=()), RunnerOptions(), -1, Cancellation())

    facts = facts_of("clos-twin-link-down")
    options = NarrativeOptions(config.model, num_predict=60, deadline_s=5)
    try:
        narrative = narrate(facts, Unlocked(), options)
    finally:
        engine.close()
    assert unsupported(narrative, facts) == []
    assert whole(narrative, facts)


def fragments() -> st.SearchStrategy[str]:
    """Pieces of what a model might write."""
    ids = st.integers(0, 60).map(lambda k: f"{{F{k}}}")
    words = st.sampled_from(["The session", "was lost", "r9", "of Juniper", "12.5 s", "because", "ACTION", "at", "up."])
    return st.lists(st.one_of(ids, words, st.text(max_size=6)), max_size=12).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.lists(fragments(), max_size=6).map(lambda each: answer(*each)), st.text()), min_size=1))
def test_garbage_never_brings_a_value_into_the_text(answers: list[str]) -> None:
    """Whatever a model answers, every digit of the published text is a fact's, and nothing is missing."""
    facts = facts_of("given-11-maxprefix-no-restart")
    narrative = told(Saying(lambda request, number: answers[number % len(answers)]), facts)
    assert unsupported(narrative, facts) == []
    assert whole(narrative, facts)
    assert not re.search(r"r9|Juniper", " ".join(each.text for each in narrative.sentences))
