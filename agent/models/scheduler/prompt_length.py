"""How long a prompt is, before the engine says so; one that does not fit is refused, not cut. Pure.

Ollama itself would drop the front of it and answer with status 200, so nothing longer is sent. What is left out to make
it fit is the task's to decide: detail, never facts.
"""

import re
from collections.abc import Sequence

from agent.models.api import Message, ModelFailure, ModelRequest

PIECES = re.compile(r"[^\W\d_]+|\d|[^\w\s]|_|\n")
LETTERS = 5
"""Letters a token: words of a common language are mostly whole, names of interfaces are not. Digits, which gemma and
qwen read one by one, and signs are a token each."""

FRAME = 6
"""Tokens that a chat template puts around one message."""


def estimate(messages: Sequence[Message]) -> int:
    """Tokens of a prompt, about."""
    return sum(FRAME + _tokens(message.content) for message in messages)


def _tokens(text: str) -> int:
    return sum(1 + (len(piece) - 1) // (LETTERS if piece.isascii() else 2) for piece in PIECES.findall(text))


def check_fit(request: ModelRequest, num_ctx: int, *, length: float = 1.0) -> int:
    """The estimate of a prompt that fits with its answer; `length` is real tokens a token of estimate, as measured.

    Raises:
        ModelFailure: `too_long`, with the numbers.
    """
    tokens = estimate(request.messages)
    real = round(tokens * length)
    if real + request.num_predict > num_ctx:
        what = (
            f"{request.task}: a prompt of about {real} tokens and an answer of up to {request.num_predict} "
            f"do not fit the {num_ctx} tokens of {request.model}"
        )
        raise ModelFailure("too_long", what, "leave out detail, or ask in more sections")
    return tokens
