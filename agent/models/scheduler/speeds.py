"""How fast each model loads, reads and writes here, learned from its calls. Pure."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from statistics import median

from agent.models.api import Usage

KEPT = 15
ENOUGH = 3
SHORT_TOKENS = 48
"""A shorter prompt, or one that the engine had read before, measures nothing."""

LOAD_S = 9.0
PREFILL_RATE = 25.0
DECODE_RATE = 5.0
"""Assumed until measured: a model of 12B on the CPU of a laptop, the slowest there is here."""


def _kept() -> "deque[float]":
    return deque(maxlen=KEPT)


@dataclass(slots=True)
class _Seen:
    load_s: "deque[float]" = field(default_factory=_kept)
    prefill: "deque[float]" = field(default_factory=_kept)
    decode: "deque[float]" = field(default_factory=_kept)
    length: "deque[float]" = field(default_factory=_kept)


class Speeds:
    """What was measured of each model, in seconds and tokens a second."""

    def __init__(self) -> None:
        self._seen: defaultdict[str, _Seen] = defaultdict(_Seen)

    def learn(self, model: str, usage: Usage, estimate: int = 0) -> None:
        """Take in one finished call; `estimate` is what its prompt was thought to be long."""
        seen = self._seen[model]
        if usage.prefill_s > 0 and usage.prompt_tokens >= SHORT_TOKENS:
            seen.prefill.append(usage.prompt_tokens / usage.prefill_s)
        if usage.rate is not None and usage.answer_tokens > 1:
            seen.decode.append(usage.rate)
        if usage.prompt_tokens > 0 and estimate > 0:
            seen.length.append(usage.prompt_tokens / estimate)

    def learn_load(self, model: str, took_s: float) -> None:
        """Take in one load that really loaded."""
        self._seen[model].load_s.append(took_s)

    def knows(self, model: str) -> bool:
        """Whether enough was measured to refuse something by it."""
        seen = self._seen[model]
        return len(seen.prefill) >= ENOUGH and len(seen.decode) >= ENOUGH

    def load_s(self, model: str) -> float:
        """Seconds until the model is in memory."""
        return _middle(self._seen[model].load_s, LOAD_S)

    def prefill_s(self, model: str, tokens: int) -> float:
        """Seconds to read a prompt. By the slowest quarter: a prompt half known to the engine looks fast."""
        rates = sorted(self._seen[model].prefill)
        return self._tokens(model, tokens) / (rates[len(rates) // 4] if rates else PREFILL_RATE)

    def decode_s(self, model: str, tokens: int) -> float:
        """Seconds to write an answer of this length."""
        return tokens / _middle(self._seen[model].decode, DECODE_RATE)

    def length(self, model: str) -> float:
        """Real tokens a token of our estimate."""
        return _middle(self._seen[model].length, 1.0)

    def _tokens(self, model: str, estimate: int) -> float:
        return estimate * self.length(model)


def _middle(values: "deque[float]", otherwise: float) -> float:
    return median(values) if values else otherwise
