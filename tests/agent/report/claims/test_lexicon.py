"""The words that sentences are read by: one meaning each, and none that is not there."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.report.claims.lexicon import CHAT, SMALL, entries
from agent.report.claims.reading import read_text
from tests.agent.report.claims.corruptions import claims
from tests.agent.report.texts import NAMES, sheet_of

TEXTS = [(name, text) for name in NAMES[::5] for text in claims(sheet_of(name))]
VALUES = ("r1", "e1:eth1", "10.1.1.1", "21:16:23", "25.0 s", "two", "IPv4", "WARNING", "6/4", ",", "(", ")", "–")


def test_a_phrase_has_one_meaning() -> None:
    """A phrase stands in one line of the lexicon, so that its meaning does not hang on an order."""
    meanings = defaultdict(set)
    for concept, detail, phrase in entries():
        meanings[phrase].add((concept, detail))
    assert {phrase: found for phrase, found in meanings.items() if len(found) > 1} == {}


@given(st.sampled_from(TEXTS), st.integers(0, 30))
def test_one_strange_word_leaves_a_sentence_unread(told: tuple[str, str], place: int) -> None:
    """Whatever else a sentence says, a word that has no meaning may change it."""
    name, text = told
    words = text.split()
    words.insert(place % len(words), "zorply")
    assert "supported" not in {item.verdict for item in read_text(" ".join(words), sheet_of(name)).sentences[:1]}


@settings(deadline=None)
@given(
    st.sampled_from(NAMES[::7]),
    st.lists(st.sampled_from([*VALUES, *(phrase for _, _, phrase in entries()[::3])]), min_size=1, max_size=14),
)
def test_any_words_in_any_order_are_read_without_an_error(name: str, words: list[str]) -> None:
    """Words that mean something, in an order that means nothing, end in a verdict."""
    assert len(read_text(" ".join(words) + ".", sheet_of(name)).sentences) <= len(words) + 1


def test_small_words_are_no_concept() -> None:
    """What says nothing is listed as such, for everybody or for chats alone."""
    concepts = {concept for concept, _, _ in entries()}
    assert {SMALL, CHAT} < concepts
