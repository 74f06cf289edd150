"""Whether what was said so far is a whole question, by the same reading that answers it. Pure."""

from agent.voice.numbers import tokens
from agent.voice.turns import Verdict
from agent.voice.understanding import Understanding

OPEN = frozenset(
    ("between", "and", "of", "from", "to", "the", "a", "with", "on", "in", "at", "by", "or", "is", "was", "did", "does",
     "are", "were", "why", "when", "which", "what", "how", "who", "as", "dot", "slash", "about", "for", "since",
     "until", "after", "before", "last", "please", "tell", "me", "hey", "session", "ethernet", "interface", "address",
     "node", "than")
)  # fmt: skip
"""Words after which something must come."""

PAIRED = ("between", "from")
"""Words after which two names must come."""


def verdict(text: str, understanding: Understanding) -> Verdict:
    """What a turn that may be over holds."""
    words = [token.word for token in tokens(understanding.text or text)]
    if not words:
        return "unclear"
    nodes = sum(name.kind != "interface" for name in understanding.names)
    if words[-1] in OPEN or (any(word in words for word in PAIRED) and nodes < 2 and "session" in " ".join(words)):
        return "open"
    if understanding.status == "question":
        return "whole"
    return (
        "open" if understanding.status == "unclear" and understanding.text.rstrip(" .?").endswith("{}") else "unclear"
    )
