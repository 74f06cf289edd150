"""A room that is computed: what is played comes back to the microphone late, weaker, and many times over. Pure.

The echo's clock may run apart from the microphone's, as that of a loudspeaker of its own does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from agent.voice.devices import Canceller, Playing
from agent.voice.sound import FRAME, HEARING_RATE, Sound

DYING = 6.9
"""Natural logarithm of a thousand: 60 dB."""

DIRECT = 2.0
"""The way straight from loudspeaker to microphone, beside a reflection's."""


@dataclass(frozen=True, slots=True)
class Room:
    """`gain_db`: of the echo beside what is played; `dying_s`: until it is 60 dB weaker; `drift_ppm`: of its clock."""

    name: str
    delay_s: float
    gain_db: float
    dying_s: float = 0.3
    drift_ppm: float = 0.0


ROOMS = (
    Room("near, quiet", 0.01, -18.0),
    Room("desk", 0.06, -9.0),
    Room("rack, loud", 0.06, 0.0, dying_s=0.5),
    Room("far away", 0.25, -9.0),
    Room("another clock", 0.12, -9.0, drift_ppm=200.0),
)


@dataclass
class Echo:
    """A room's echo, frame by frame; the same for the same seed."""

    room: Room
    seed: int = 0
    _played: Any = field(init=False)
    _response: Any = field(init=False)
    _heard: int = 0

    def __post_init__(self) -> None:
        import numpy

        size = int(self.room.dying_s * HEARING_RATE)
        random = Random(f"{self.room.name} {self.seed}")
        response = numpy.array([random.gauss(0, 1) for _ in range(size)])
        response *= numpy.exp(-DYING * numpy.arange(size) / size)
        response[0] = DIRECT
        self._response = response * 10 ** (self.room.gain_db / 20) / numpy.sqrt((response**2).sum())
        self._played = numpy.zeros(size + int((self.room.delay_s + 1) * HEARING_RATE))
        self._before = len(self._played)

    def frame(self, far: bytes) -> Any:
        """What comes back while a frame is played."""
        import numpy

        self._played = numpy.concatenate([self._played, numpy.frombuffer(far, "<i2")])
        wanted = numpy.arange(self._heard, self._heard + FRAME) - self.room.delay_s * HEARING_RATE
        wanted = wanted * (1 - self.room.drift_ppm / 1e6) + self._before
        first, last = int(wanted[0]), int(wanted[-1]) + 2
        echo = numpy.convolve(self._played[first - len(self._response) + 1 : last], self._response, "valid")
        self._heard += FRAME
        return numpy.interp(wanted, numpy.arange(first, first + len(echo)), echo)


def heard_in(echo: Echo, near: Sound, playing: Playing, canceller: Canceller) -> Iterator[tuple[bytes, bytes]]:
    """Frames of a microphone in a room where somebody speaks and something is played: as they are, and without echo."""
    import numpy

    for frame in near.frames():
        far = playing.taken(FRAME)
        mixed = numpy.rint(numpy.frombuffer(frame, "<i2") + echo.frame(far))
        mic = numpy.clip(mixed, -32768, 32767).astype("<i2").tobytes()
        yield mic, canceller.cancelled(mic, far)
