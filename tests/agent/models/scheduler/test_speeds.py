"""What is learned from calls, and what is not."""

from agent.models.api import Usage
from agent.models.scheduler.speeds import DECODE_RATE, LOAD_S, PREFILL_RATE, Speeds


def usage(rate: float, tokens: int = 200) -> Usage:
    """A call that read so many tokens a second."""
    return Usage(prompt_tokens=tokens, prefill_s=tokens / rate, answer_tokens=50, decode_s=5.0)


def test_until_something_is_measured_the_slowest_is_assumed() -> None:
    """A 12B on the CPU."""
    speeds = Speeds()
    assert (LOAD_S, 100 / PREFILL_RATE, 10 / DECODE_RATE) == (
        speeds.load_s("m"),
        speeds.prefill_s("m", 100),
        speeds.decode_s("m", 10),
    )
    assert not speeds.knows("m")


def test_calls_teach_the_speeds_of_their_model_alone() -> None:
    """Three are enough to refuse something by them."""
    speeds = Speeds()
    for _ in range(3):
        speeds.learn("m", usage(40.0))
    speeds.learn_load("m", 4.0)
    assert (4.0, 2.5, 1.0, True) == (
        speeds.load_s("m"),
        speeds.prefill_s("m", 100),
        speeds.decode_s("m", 10),
        speeds.knows("m"),
    )
    assert LOAD_S == speeds.load_s("other")


def test_a_prompt_that_the_engine_knew_already_does_not_look_fast() -> None:
    """The slow quarter counts: with a cached prefix all tokens are told and only a few were read."""
    speeds = Speeds()
    for rate in (20.0, 900.0, 800.0, 700.0):
        speeds.learn("m", usage(rate))
    assert 100 / 700.0 == speeds.prefill_s("m", 100)
    speeds.learn("m", usage(22.0))
    assert 100 / 22.0 == speeds.prefill_s("m", 100)


def test_short_prompts_teach_nothing() -> None:
    """Too little was read."""
    speeds = Speeds()
    speeds.learn("m", usage(1000.0, tokens=10))
    assert 100 / PREFILL_RATE == speeds.prefill_s("m", 100)


def test_the_length_of_estimates_is_learned() -> None:
    """Real tokens a token of estimate: the middle of what was seen."""
    speeds = Speeds()
    for real in (240, 260, 900):
        speeds.learn("m", usage(40.0, tokens=real), estimate=200)
    assert 1.3 == speeds.length("m")
    assert 130 / 40.0 == speeds.prefill_s("m", 100)
