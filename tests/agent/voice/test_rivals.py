"""Another word that the ears find nearly as likely: where it makes another question, the question is asked back."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from agent.voice.heard import Heard, Weighed
from agent.voice.inventory import inventory
from agent.voice.rivals import MARGIN, OPENING, Rival, exchanged, rivals, worth
from agent.voice.understanding import TWO_WAYS, Understander, Understanding
from tests.agent.voice.labs import knowledge

KNOWN = knowledge()
ONE = Understander(KNOWN, inventory(KNOWN))


@dataclass
class Sound:
    """A sound in which one word may have been others; `total` is how well a text fits that has one of them."""

    word: str = ""
    options: tuple[tuple[str, float], ...] = ()
    total: float = -9.0
    asked: list[int] = field(default_factory=list)

    def weigh(self, text: str) -> Weighed:
        """Every word is sure but the one."""
        words = text.replace("?", "").split()
        own = self.word.lower() in text.lower().split()
        return Weighed(0.0 if own else self.total, tuple((each, 0.4 if each == self.word else 0.99) for each in words))

    def instead(self, text: str, place: int) -> Sequence[tuple[str, float]]:
        """The options."""
        self.asked.append(place)
        return self.options


def heard(text: str, sound: Sound, *others: str) -> Understanding:
    """A sound's readings."""
    return ONE.understand(Heard(text, text, -0.1, others, sound))


@pytest.mark.parametrize(
    ("text", "word", "other"),
    [
        ("which sessions of leaf 1 are down", "are", "were"),
        ("when did leaf 1 go down", "when", "why"),
        ("how many sessions of leaf 1 are down", "down", "up"),
        ("is the session between leaf 1 and spine 1 down", "is", "was"),
    ],
)
def test_a_word_that_may_be_another_is_asked_back(text: str, word: str, other: str) -> None:
    """Question word, verb, tense, predicate; a word that is far less likely changes nothing."""
    back = heard(text, Sound(word, ((word, 0.5), (other, 0.4)), -MARGIN + 0.1))
    assert ("unread", TWO_WAYS) == (back.status, back.back)
    assert "question" == heard(text, Sound(word, ((word, 0.5), (other, 0.4)), -MARGIN - 0.1)).status
    assert "question" == heard(text, Sound(word, ((word, 0.9), (other, 0.01)), -1.0)).status


def test_a_word_that_asks_the_same_is_no_rival() -> None:
    """`going down` and `went down` are one question."""
    assert "question" == heard("when was leaf 1 lost", Sound("lost", (("lost", 0.5), ("lust", 0.4)), 0.0)).status


def test_a_further_reading_that_asks_otherwise_is_asked_back() -> None:
    """One that lost its names is no better, and one that lost its verb says the same."""
    text = "which sessions of leaf 1 are down"
    assert TWO_WAYS == heard(text, Sound(), "which sessions of leaf 1 were down").back
    assert "question" == heard(text, Sound(), "which sessions are down").status
    assert "question" == heard("is leaf 1 up", Sound(), "leaf 1 up").status


def test_words_that_the_ears_were_sure_of_are_not_looked_at() -> None:
    """Nor articles, nor what became a name."""
    sound = Sound("leaf", (("loaf", 0.4),))
    text = "is the leaf 1 up"
    assert [] == list(rivals(text, "is the leaf1 up", sound, sound.weigh(text)))
    assert [] == sound.asked
    sound = Sound("up", (("up", 0.4), ("down", 0.3)))
    assert [Rival("is the leaf 1 down", "is the leaf1 down")] == list(
        rivals(text, "is the leaf1 up", sound, sound.weigh(text))
    )
    assert [4] == sound.asked


def test_what_begins_no_question_is_no_rival_of_one() -> None:
    """`one was it lost` for `when was it lost`."""
    sound = Sound("when", (("when", 0.4), ("one", 0.4)))
    text = "when was leaf1 lost"
    assert [] == list(rivals(text, text, sound, sound.weigh(text)))
    assert not worth("hit leaf1 come back", "did leaf1 come back")
    assert not worth("is the session of leaf1.", "is the session of leaf1 up")


def test_what_begins_no_question_may_have_begun_one() -> None:
    """`hit the session come back`: however much less likely `did` is."""
    sound = Sound("hit", (("hit", 0.9), ("did", 0.01), ("it", 0.01)))
    text = "hit leaf1 come back"
    assert [Rival("did leaf1 come back", "did leaf1 come back", OPENING)] == [
        rival for rival in rivals(text, text, sound, sound.weigh(text)) if rival.text.startswith("did")
    ]


def test_a_word_is_exchanged_where_it_stands_alone() -> None:
    """Not inside another, and not in a name with a dash."""
    assert "Did the last-one blast do it" == exchanged("Did the last-one blast is it", "is", "do")
    assert "lost last-one" == exchanged("last last-one", "last", "lost")


def test_a_word_that_hides_a_name_is_asked_back() -> None:
    """`everyone` is how `R one` was heard; who types it means it."""
    text = "when did everyone go down"
    assert "Which node do you mean? Please ask again." == heard(text, Sound()).back
    assert "Which node" not in ONE.typed(text).back
    assert "question" != heard("did lead to come back", Sound()).status
