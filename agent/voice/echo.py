"""What is played taken out of what the microphone hears: WebRTC's echo canceller (AEC3) by pywebrtc-audio (Apache-2.0).

With it somebody can interrupt an answer: the machine does not hear itself. It needs what is played at the same rate and
in the same time as what is heard, so that one stream does both (`devices.duplex`).
"""

from agent.voice import parts
from agent.voice.sound import HEARING_RATE

STEP = HEARING_RATE // 100
"""Samples of 10 ms, by which the canceller goes on."""


class EchoCanceller:
    """One conversation's canceller; it learns the room by what it plays, and follows it."""

    def __init__(self) -> None:
        """Raises UsageFailure where the package is not here."""
        parts.need("cancelling echo", parts.ECHO)
        from pywebrtc_audio import EchoCanceller as Canceller

        self._canceller = Canceller(sample_rate=HEARING_RATE)
        self._near, self._far = bytearray(), bytearray()
        self._clean = bytearray(2 * STEP)  # frames are no multiple of its steps: what comes out is 10 ms late

    def cancelled(self, near: bytes, far: bytes) -> bytes:
        """A frame of the microphone without the echo of what was played; `far` is what was played meanwhile."""
        import numpy

        self._near += near
        self._far += far
        size = len(self._near) // (2 * STEP) * 2 * STEP
        heard, played = (numpy.frombuffer(bytes(buffer[:size]), "<i2") for buffer in (self._near, self._far))
        del self._near[:size], self._far[:size]
        self._clean += self._canceller.process(heard, played).astype("<i2").tobytes()
        clean = bytes(self._clean[: len(near)])
        del self._clean[: len(near)]
        return clean
