"""Whether a model works as it should here: a degraded placement is reported, not endured. Pure."""

from dataclasses import dataclass

from agent.models.api import LoadedModel, Usage
from agent.models.scheduler.rules import LaneRules

TELLING_TOKENS = 16
"""Shorter answers tell no rate."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected at the least: the voice model's share on the card, and tokens a second while answering.

    4B models inside a card of 4 GB were measured at 27 to 28 tokens a second, and at 4.7 where their picture reader
    pushed them off it; 12B at 6 to 7, spilled.
    """

    vram_share: float = 0.9
    voice_rate: float = 15.0
    background_rate: float = 1.5


def share(loaded: LoadedModel | None) -> float | None:
    """How much of a model is on the card, 0 to 1; None where nobody says."""
    return loaded.vram / loaded.size if loaded is not None and loaded.size > 0 else None


def shortfall(model: str, rules: LaneRules, expected: Expected, loaded: LoadedModel | None, usage: Usage) -> str:
    """What is worse than expected, in words; empty where nothing is."""
    said = []
    voice = model == rules.voice_model
    on_card = share(loaded)
    if voice and on_card is not None and on_card < expected.vram_share:
        said.append(f"{on_card:.0%} of it on the card, expected {expected.vram_share:.0%}")
    floor = expected.voice_rate if voice else expected.background_rate
    if usage.rate is not None and usage.answer_tokens >= TELLING_TOKENS and usage.rate < floor:
        said.append(f"{usage.rate:.1f} tokens/s, expected {floor:g}")
    return "; ".join(said)
