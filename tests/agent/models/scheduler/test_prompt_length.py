"""How long a prompt is thought to be, and that one which does not fit is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.models.api import Message, ModelFailure, ModelRequest
from agent.models.scheduler.prompt_length import check_fit, estimate


def asked(text: str, num_predict: int = 100) -> ModelRequest:
    """A digest of this text."""
    return ModelRequest("digest", "gemma3:12b", (Message("user", text),), num_predict)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The session between leaf one and spine two was lost and came back.", 13, 20),
        ("10.0.12.2 lost at 2026-11-22T10:00:01.250Z", 34, 48),
        ("ethernet-1/49 of leaf1: oper-state down", 12, 22),
        ("", 0, 0),
    ],
)
def test_words_are_few_tokens_and_digits_one_each(text: str, low: int, high: int) -> None:
    """As the tokenisers of gemma and qwen do it, give or take a fifth."""
    assert low <= estimate([Message("user", text)]) - estimate([Message("user", "")]) <= high


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_longer_prompt_is_never_thought_shorter(one: str, other: str) -> None:
    """Whatever the text."""
    assert estimate([Message("user", one), Message("user", other)]) >= estimate([Message("user", one)])


def test_a_prompt_that_fits_is_estimated() -> None:
    """With its answer."""
    assert 0 < check_fit(asked("What happened?"), 256) < 20


def test_a_prompt_that_does_not_fit_is_refused_with_the_numbers() -> None:
    """The task cuts detail; nobody cuts for it."""
    with pytest.raises(ModelFailure) as caught:
        check_fit(asked("word " * 200), 256)
    said = "digest: a prompt of about 206 tokens and an answer of up to 100 do not fit the 256 tokens of gemma3:12b"
    assert ("too_long", said, "leave out detail, or ask in more sections") == (
        caught.value.kind,
        caught.value.what,
        caught.value.hint,
    )


def test_the_estimate_is_corrected_by_what_was_measured() -> None:
    """A model that needs half as many tokens again refuses earlier."""
    assert 206 == check_fit(asked("word " * 200), 320)
    with pytest.raises(ModelFailure, match="about 309 tokens"):
        check_fit(asked("word " * 200), 320, length=1.5)
