"""When somebody begins to speak, pauses, and has said what they wanted: the end of a turn by its meaning. Pure.

Time is counted in frames. At a short pause what was said so far is written down; a question that is whole ends the
turn, one that ends in an open slot waits longer. Speech that goes on makes the writing void.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Literal

from agent.voice.sound import FRAME_S, HEARING_RATE, Sound

Verdict = Literal["whole", "open", "unclear"]
"""What was said so far: a whole question, one that must go on, or neither."""


@dataclass(frozen=True, slots=True)
class TurnRules:
    """Limits in seconds; probabilities from 0 to 1."""

    speech: float = 0.5
    silence: float = 0.35
    begin_frames: int = 3
    pause_s: float = 0.2
    unclear_s: float = 0.7
    open_s: float = 1.4
    longest_s: float = 20.0
    before_s: float = 0.3
    """Of what came before the first frame of speech that belongs to the turn."""


@dataclass(frozen=True, slots=True)
class Began:
    """Somebody speaks."""


@dataclass(frozen=True, slots=True)
class Paused:
    """A pause after `sound`; what it holds is to be written down. `number` tells this pause from others."""

    number: int
    sound: Sound


@dataclass(frozen=True, slots=True)
class WentOn:
    """The person goes on; what was written down of the pause is void."""

    number: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The turn is over. `number` is the pause's whose writing counts; `silent_s` how long it has been silent."""

    number: int
    silent_s: float


TurnEvent = Began | Paused | WentOn | Ended


@dataclass
class TurnTaker:
    """One person's turns, frame by frame."""

    rules: TurnRules = field(default_factory=TurnRules)
    _recent: deque[bytes] = field(default_factory=deque)
    _frames: list[bytes] = field(default_factory=list)
    _run: int = 0
    _silent: int = 0
    _number: int = 0
    _asked: bool = False
    _verdict: Verdict | None = None

    @property
    def speaking(self) -> bool:
        """Whether a turn is under way."""
        return bool(self._frames)

    def frame(self, frame: bytes, probability: float) -> list[TurnEvent]:
        """Take one frame in."""
        if not self._frames:
            return self._idle(frame, probability)
        self._frames.append(frame)
        if probability >= self.rules.speech:
            return self._speech()
        if probability < self.rules.silence or self._silent:
            self._silent += 1
        events: list[TurnEvent] = []
        if not self._asked and self._silent_s >= self.rules.pause_s:
            self._number, self._asked = self._number + 1, True
            events.append(Paused(self._number, Sound(b"".join(self._frames), HEARING_RATE)))
        return events + self._end()

    def verdict(self, number: int, verdict: Verdict) -> list[TurnEvent]:
        """What the sound of a pause holds; void where the person went on since."""
        if not self._frames or number != self._number or not self._asked:
            return []
        self._verdict = verdict
        return self._end()

    def lead(self, sound: Sound) -> None:
        """Put what was heard before in front of the turn that begins."""
        self._frames = [*sound.frames(), *self._frames]

    def reset(self) -> None:
        """Forget what was said so far."""
        self._frames, self._run, self._silent, self._asked, self._verdict = [], 0, 0, False, None
        self._recent.clear()

    @property
    def _silent_s(self) -> float:
        return self._silent * FRAME_S

    def _idle(self, frame: bytes, probability: float) -> list[TurnEvent]:
        self._recent.append(frame)
        while len(self._recent) * FRAME_S > self.rules.before_s + self.rules.begin_frames * FRAME_S:
            self._recent.popleft()
        self._run = self._run + 1 if probability >= self.rules.speech else 0
        if self._run < self.rules.begin_frames:
            return []
        self._frames, self._run = list(self._recent), 0
        self._recent.clear()
        return [Began()]

    def _speech(self) -> list[TurnEvent]:
        void = self._asked
        self._silent, self._asked, self._verdict = 0, False, None
        if len(self._frames) * FRAME_S >= self.rules.longest_s:
            self._number += 1
            self._asked, self._verdict = True, "whole"
            return [Paused(self._number, Sound(b"".join(self._frames), HEARING_RATE)), *self._end()]
        return [WentOn(self._number)] if void else []

    def _end(self) -> list[TurnEvent]:
        waits = {"whole": 0.0, "unclear": self.rules.unclear_s, "open": self.rules.open_s, None: None}[self._verdict]
        if waits is None or self._silent_s < waits:
            return []
        ended = Ended(self._number, self._silent_s)
        self.reset()
        return [ended]
