"""A wake word before a question: pymicro-wakeword (Apache-2.0), on this machine like the rest."""

from typing import Literal, Protocol

from agent.voice import parts
from agent.voice.sound import FRAME_S
from agent.voice.vad import Activity

WakeWord = Literal["okay nabu", "hey jarvis", "hey mycroft", "alexa"]
"""The phrases that the package has models of."""

AWAKE_S = 8.0
"""So long after the wake word, or after the last speech, a question is listened to."""

SPEECH = 0.5
"""From this probability on a frame is speech, and keeps the ears awake."""


class Phrase(Protocol):
    """Hears one phrase."""

    def heard(self, frame: bytes) -> bool:
        """Whether it ended in a frame."""


class MicroWakeWord:
    """One phrase, listened for all the time; costs under a hundredth of a core."""

    def __init__(self, phrase: WakeWord = "okay nabu") -> None:
        """Raises UsageFailure where the package is not here."""
        parts.need("the wake word", parts.WAKE)
        from pymicro_wakeword import MicroWakeWord as Detector
        from pymicro_wakeword import MicroWakeWordFeatures, Model

        self._features = MicroWakeWordFeatures()
        self._detector = Detector.from_builtin(Model(phrase.replace(" ", "_")))

    def heard(self, frame: bytes) -> bool:
        """Whether the phrase ended in this frame."""
        found = [self._detector.process_streaming(features) for features in self._features.process_streaming(frame)]
        return any(found)


class Woken:
    """Voice activity that is nobody's before the wake word: as an `Activity`, it hears silence until then."""

    def __init__(self, activity: Activity, phrase: Phrase, awake_s: float = AWAKE_S) -> None:
        """`awake_s`: how long a question may be waited for."""
        self._activity, self._phrase, self._awake_s = activity, phrase, awake_s
        self._left_s = 0.0

    @property
    def awake(self) -> bool:
        """Whether a question is listened to."""
        return self._left_s > 0

    def probability(self, frame: bytes) -> float:
        """How likely a frame is speech that is meant for us, 0 to 1."""
        speech = self._activity.probability(frame)
        if self._phrase.heard(frame):
            self._left_s = self._awake_s
            return 0.0  # the end of the phrase itself
        if not self.awake:
            return 0.0
        self._left_s = self._awake_s if speech >= SPEECH else self._left_s - FRAME_S
        return speech
