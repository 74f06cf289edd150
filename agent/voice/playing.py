"""What is listened for while an answer is spoken: a stop word, and where echo is cancelled another question. Pure.

The machine hears itself, so that a higher threshold holds, and three frames in a row. A stop word stands alone, is
short, and goes through no other gate.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from agent.voice.numbers import tokens
from agent.voice.sound import FRAME_S, HEARING_RATE, Sound

STOP_WORDS = ("stop", "quiet", "silence", "cancel", "enough", "shut up", "be quiet", "stop it", "stop talking")
FRAMES = 3
THRESHOLD = 0.7
SHORT_S = 1.2
"""A stop word with its pauses is not longer."""

PAUSE_S = 0.16
BEFORE = 6
"""Frames before the first loud one that belong to the word."""


def is_stop(prompted: str, plain: str, words: Collection[str] = STOP_WORDS) -> bool:
    """Whether either reading is a stop word, said once or more, and nothing else."""
    return any(_stops(text, words) for text in (prompted, plain))


def _stops(text: str, words: Collection[str]) -> bool:
    said = " ".join(token.word for token in tokens(text))
    while said:
        word = next((item for item in sorted(words, key=len, reverse=True) if f"{said} ".startswith(f"{item} ")), None)
        if word is None:
            return False
        said = said[len(word) :].strip()
        if not said:
            return True
    return False


@dataclass
class Interruption:
    """Listens while something is played. `full`: echo is cancelled, so that any speech may interrupt."""

    full: bool = False
    _recent: list[bytes] = field(default_factory=list)
    _frames: list[bytes] = field(default_factory=list)
    _run: int = 0
    _silent: int = 0

    def frame(self, frame: bytes, probability: float) -> Sound | bool:
        """True: somebody interrupts; a sound: what may be a stop word; False: nothing."""
        loud = probability >= THRESHOLD
        if not self._frames:
            self._recent = [*self._recent, frame][-BEFORE - FRAMES :]
            self._run = self._run + 1 if loud else 0
            if self._run < FRAMES:
                return False
            self._frames = list(self._recent)
            return self.full
        self._frames.append(frame)
        self._silent = 0 if loud else self._silent + 1
        if self._silent * FRAME_S < PAUSE_S:
            return False
        sound = Sound(b"".join(self._frames), HEARING_RATE)
        self.reset()
        return sound if sound.seconds <= SHORT_S + BEFORE * FRAME_S + PAUSE_S else False

    @property
    def heard(self) -> list[bytes]:
        """The frames of an interruption so far, with a little of what was before."""
        return list(self._frames)

    def reset(self) -> None:
        """Forget what was heard."""
        self._recent, self._frames, self._run, self._silent = [], [], 0, 0
