"""A conversation: whom it understood is repeated, a gap is asked back and filled, answers are short."""

from agent.voice.dialogue import Dialogue, Reply
from agent.voice.heard import Heard
from tests.agent.voice.labs import knowledge


def dialogue(max_words: int = 40) -> Dialogue:
    """One about the small lab."""
    found = Dialogue(max_words)
    found.know(knowledge())
    return found


def said(one: Dialogue, text: str) -> tuple[Reply, list[str]]:
    """The reply to a text, with its sentences."""
    reply = one.reply(one.understand(Heard(text, text)))
    return reply, [item.text for item in reply.look_up()]


def test_an_answer_names_whom_it_understood() -> None:
    """An AS by its node, and every name in the first sentence."""
    reply, sentences = said(dialogue(), "is the session with AS 65102 up?")
    assert "answered" == reply.outcome
    assert sentences[0].startswith("AS 65102 is leaf2: ")
    _, sentences = said(dialogue(), "is 10.1.2.2 up?")
    assert "10.1.2.2" in sentences[0]


def test_a_gap_is_asked_back_and_filled_by_a_name_a_number_or_yes() -> None:
    """One short sentence, and the answer to it is enough."""
    for answer in ("S R L two", "two", "srl2"):
        one = dialogue()
        reply, sentences = said(one, "which sessions of SRL tour down?")
        assert ("asked_back", ["Did you mean srl1 or srl2?"]) == (reply.outcome, sentences)
        reply, sentences = said(one, answer)
        assert reply.understanding.lookup is not None, answer
        assert ("srl2",) == reply.understanding.lookup.nodes
        assert not one.pending


def test_no_ends_the_question() -> None:
    """It is asked anew, not guessed again."""
    one = dialogue()
    said(one, "which sessions of SRL tour down?")
    reply, sentences = said(one, "no")
    assert ("not_understood", ["Please ask again."]) == (reply.outcome, sentences)
    assert not one.pending


def test_another_question_replaces_the_one_that_waits() -> None:
    """Nobody is held to an answer."""
    one = dialogue()
    said(one, "which sessions of SRL tour down?")
    reply, _ = said(one, "is leaf 1 up?")
    assert reply.understanding.lookup is not None
    assert ("leaf1",) == reply.understanding.lookup.nodes


def test_noise_is_dropped_and_changes_nothing() -> None:
    """Nothing is said to it."""
    one = dialogue()
    reply, sentences = said(one, "Thank you.")
    assert ("dropped", []) == (reply.outcome, sentences)


def test_with_a_key_pressed_silence_is_answered() -> None:
    """Who pressed a key wanted something."""
    one = dialogue()
    reply = one.reply(one.understand(Heard("", "")), wanted=True)
    assert ["I did not understand that. Please ask again."] == [item.text for item in reply.look_up()]


def test_an_answer_is_cut_at_whole_sentences() -> None:
    """The first is always said, and that there is more."""
    _, long = said(dialogue(400), "how is leaf1?")
    _, short = said(dialogue(5), "how is leaf1?")
    assert [long[0], "There is more."] == short
    assert len(long) > 1


def test_later_sentences_may_be_worded_the_first_is_codes() -> None:
    """Nobody waits for a model before the first sound."""
    one = dialogue(400)
    one.worded = lambda sheet, sentence: "In other words."
    _, sentences = said(one, "how is leaf1?")
    assert sentences[0] != "In other words."
    assert {"In other words."} == set(sentences[1:])
