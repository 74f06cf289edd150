"""The machine that the bench assumes: how fast each model loads, reads and writes, on the card and on the CPU. Pure.

Decode rates on the card are the user's, measured on a laptop with 32 GB and an NVIDIA T600 of 4 GB: 27 to 28 tokens a
second for 4B, 14 for 7B and 6 to 7 for 12B, which spill. All others are assumed from published figures of such
machines: reloads of 5 to 9 s, 20 to 40 tokens a second of prefill for a spilled 12B.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

VOICE, WRITER, CODER = "gemma3:4b", "gemma3:12b", "qwen2.5-coder:7b"


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds to load, tokens a second to read and to write."""

    load_s: float
    prefill: float
    decode: float


CARD = {VOICE: Speed(5.0, 250.0, 27.5), CODER: Speed(6.0, 90.0, 14.0), WRITER: Speed(9.0, 30.0, 6.5)}
CPU = {VOICE: Speed(3.0, 60.0, 11.0), CODER: Speed(5.0, 35.0, 8.0), WRITER: Speed(8.0, 20.0, 4.5)}

ASSUMED = (
    "decode on the card 27.5, 14 and 6.5 tokens/s for 4B, 7B and 12B: measured by the user on a T600 of 4 GB",
    "decode on the CPU alone 8 (7B) and 4.5 (12B) tokens/s; prefill on the card 250, 90, 30, on the CPU 35 and 20 "
    "tokens/s: assumed",
    "loads 5 to 9 s and 1 s until memory of the card is free again: assumed from published figures",
    "first in, first out calls the engine with its default keep_alive of 5 minutes",
    "a prompt that is being read is read to its end, also where its model must go: the worst case seen",
    "the card holds one model; models on the CPU and on the card do not slow each other; no prompt is half known",
    "a conversation's turns are announced 1 to 3 s before the words are there; one talk in five is a typed question, "
    "which is not",
)


@dataclass(frozen=True, slots=True)
class Machine:
    """Speeds by model, and the small delays of an engine."""

    card: Mapping[str, Speed] = field(default_factory=lambda: CARD)
    cpu: Mapping[str, Speed] = field(default_factory=lambda: CPU)
    room_s: float = 1.0
    """From the end of one model on the card until its memory can be used."""
    hang_up_s: float = 0.05
    """Until a closed connection is noticed."""
    stop_s: float = 0.2
    """Until a generation that writes has stopped."""

    def speed(self, model: str, *, on_card: bool) -> Speed:
        """How fast a model is there."""
        return (self.card if on_card else self.cpu)[model]
