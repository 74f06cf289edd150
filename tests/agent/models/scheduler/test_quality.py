"""When a model works worse than expected."""

import pytest

from agent.models.api import LoadedModel, Usage
from agent.models.scheduler.quality import Expected, shortfall
from agent.models.scheduler.rules import LaneRules


@pytest.mark.parametrize(
    ("model", "vram", "rate", "tokens", "said"),
    [
        ("gemma3:4b", 100, 27.0, 60, ""),
        ("gemma3:4b", 61, 27.0, 60, "61% of it on the card, expected 90%"),
        ("gemma3:4b", 100, 4.7, 60, "4.7 tokens/s, expected 15"),
        ("gemma3:4b", 100, 4.7, 10, ""),
        ("gemma3:12b", 0, 4.5, 60, ""),
        ("gemma3:12b", 0, 1.2, 60, "1.2 tokens/s, expected 1.5"),
    ],
)
def test_what_is_worse_than_expected_is_said(model: str, vram: int, rate: float, tokens: int, said: str) -> None:
    """The voice model is held to the card, every model to a rate, short answers to nothing."""
    usage = Usage(answer_tokens=tokens, decode_s=tokens / rate)
    assert said == shortfall(model, LaneRules(), Expected(), LoadedModel(model, "d", 100, vram), usage)


def test_where_the_engine_says_nothing_nothing_is_missed() -> None:
    """An engine that does not tell what is in memory is not degraded by that."""
    assert "" == shortfall("gemma3:4b", LaneRules(), Expected(), None, Usage())
