"""Which placement the recorded calls speak for."""

from agent.models.call_log import Call
from agent.models.scheduler.measured import choose


def calls(placement: str, per_token_s: float, times: int = 5, model: str = "gemma3:12b") -> list[Call]:
    """Answers of 100 tokens."""
    made = Call(1, "digest", "", "background", model, "done", placement=placement)
    return [
        Call(**{**made.as_row(), "answer_tokens": 100, "decode_s": 1.0, "total_s": per_token_s * 100})
        for _ in range(times)
    ]


def test_each_placement_is_tried_before_one_stays() -> None:
    """First resident, then lend; too few answers are none."""
    assert "resident" == choose([], "gemma3:4b").placement
    assert "resident" == choose(calls("resident", 0.3, 4), "gemma3:4b").placement
    assert "lend" == choose(calls("resident", 0.3), "gemma3:4b").placement
    assert "lend" == choose(calls("resident", 0.3) + calls("lend", 0.3, 4), "gemma3:4b").placement


def test_the_card_is_lent_only_where_that_pays() -> None:
    """Half as fast again, with loads and prompts counted; else the voice model keeps it."""
    fast = choose(calls("resident", 0.3) + calls("lend", 0.15), "gemma3:4b")
    assert ("lend", "lent the card, gemma3:12b 2.0 times as fast; 1.5 is needed") == (fast.placement, fast.why)
    assert "resident" == choose(calls("resident", 0.3) + calls("lend", 0.25), "gemma3:4b").placement


def test_the_voice_model_says_nothing_of_where_the_others_work_best() -> None:
    """It has the card either way."""
    voice = calls("resident", 0.3, model="gemma3:4b") + calls("lend", 0.1, model="gemma3:4b")
    assert "resident" == choose(voice, "gemma3:4b").placement
