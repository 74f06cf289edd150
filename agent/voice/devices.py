"""Where sound comes from and goes to: microphone and loudspeaker by sounddevice, or files that stand for them."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from agent.failure import UsageFailure
from agent.voice import parts
from agent.voice.sound import FRAME, FRAME_S, HEARING_RATE, Sound, read_wav, resampled, silence

Item = TypeVar("Item")

LATENCY_S = 0.2
"""What the loudspeaker takes ahead. At PortAudio's `low`, 9 ms, a sound server stood still for a third of the time on a
busy machine, and answers did not end."""

FRAMES_WAITING = 1000
"""Frames that nobody took yet; later ones are lost."""

NO_FRAME_S = 2.0
"""A microphone that gives nothing for so long is gone."""


def load_wav(path: Path) -> Sound:
    """The sound of a WAV file.

    Raises:
        UsageFailure: there is none, or it is no WAV file of 16-bit PCM.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageFailure(f"{path}: {error.strerror or error}", "name a WAV file of 16-bit PCM") from error
    return read_wav(data, str(path))


class Speaker(Protocol):
    """Plays sounds one after the other."""

    @property
    def busy(self) -> bool:
        """Whether something is being played."""

    def play(self, sound: Sound) -> None:
        """Play it after what is there; does not wait."""

    def stop(self) -> None:
        """Be silent at once; what was not played is forgotten."""

    def tick(self) -> None:
        """One frame's time is over; for speakers whose time is a file's."""


class FileSpeaker:
    """Collects what is played, in a file's time: each tick plays one frame. `cuts` counts what was cut off."""

    def __init__(self, *, paced: bool = False) -> None:
        """`paced`: playing takes the time of frames; else it is over at once."""
        self._paced = paced
        self._left_s = 0.0
        self.played: list[Sound] = []
        self.cuts = 0

    @property
    def busy(self) -> bool:
        """Whether something is being played."""
        return self._left_s > 0

    def play(self, sound: Sound) -> None:
        """Play it after what is there."""
        self.played.append(sound)
        if self._paced:
            self._left_s = max(self._left_s, 0.0) + sound.seconds

    def stop(self) -> None:
        """Be silent at once: what was not played yet is cut out."""
        while self._left_s > 0 and self.played:
            last = self.played.pop()
            left_s = min(self._left_s, last.seconds)
            self._left_s -= left_s
            heard = last.pcm[: 2 * int((last.seconds - left_s) * last.rate)]
            if heard:
                self.played.append(Sound(heard, last.rate))
                break
        self._left_s = 0.0
        self.cuts += 1

    def tick(self) -> None:
        """One frame is played."""
        self._left_s = max(0.0, self._left_s - FRAME_S)

    def sound(self, pause_s: float = 0.3) -> Sound:
        """All that was played, with pauses between."""
        rate = self.played[0].rate if self.played else HEARING_RATE
        found = silence(0.0, rate)
        for k, item in enumerate(self.played):
            found = found + (silence(pause_s, rate) if k else silence(0.0, rate)) + item
        return found


class Playing:
    """Samples that wait to be played, which a device takes; what is not there yet is silence."""

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`rate`: the device's."""
        self._rate, self._clock = rate, clock
        self._buffer = bytearray()
        self._lock = threading.Lock()
        self._heard_until_s = 0.0
        self.latency_s = 0.0
        """From the device's taking a sample to its being heard."""

        self.forget: Callable[[], None] = lambda: None
        """Makes the device drop what it has taken."""

    @property
    def busy(self) -> bool:
        """Whether something is being played: what was taken is heard a little later."""
        with self._lock:
            return bool(self._buffer) or self._clock() < self._heard_until_s

    def play(self, sound: Sound) -> None:
        """Play it after what is there."""
        pcm = resampled(sound, self._rate).pcm
        with self._lock:
            self._buffer += pcm

    def stop(self) -> None:
        """Be silent at once."""
        with self._lock:
            idle = not self._buffer and self._clock() >= self._heard_until_s
            self._buffer.clear()
            self._heard_until_s = 0.0
        if not idle:
            self.forget()

    def tick(self) -> None:
        """Its time is the real one."""

    def taken(self, frames: int) -> bytes:
        """The next samples, for the device."""
        with self._lock:
            data = bytes(self._buffer[: 2 * frames])
            del self._buffer[: 2 * frames]
            if data:
                self._heard_until_s = self._clock() + frames / self._rate + self.latency_s
        return data.ljust(2 * frames, b"\0")


@contextmanager
def loudspeaker(rate: int, device: str | None = None) -> Iterator[Playing]:
    """The machine's own, by sounddevice; `rate`: of all sounds that will be played.

    Raises:
        UsageFailure: there is none, or what it needs is not here.
    """
    playing = Playing(rate)

    def fill(out: memoryview, frames: int, *_: object) -> None:
        out[:] = playing.taken(frames)

    with _opened(
        "loudspeaker",
        lambda library: library.RawOutputStream(
            samplerate=rate, channels=1, dtype="int16", device=device, callback=fill, latency=LATENCY_S
        ),
    ) as stream:

        def forget() -> None:
            stream.abort()
            stream.start()

        playing.latency_s, playing.forget = stream.latency, forget
        yield playing


@contextmanager
def microphone(device: str | None = None) -> Iterator[Iterator[bytes]]:
    """Frames of the microphone, for as long as the block lasts.

    Raises:
        UsageFailure: there is none, or what it needs is not here.
    """
    frames: queue.Queue[bytes] = queue.Queue(FRAMES_WAITING)

    def take(data: memoryview, *_: object) -> None:
        if not frames.full():
            frames.put_nowait(bytes(data))

    with _opened(
        "microphone",
        lambda library: library.RawInputStream(
            samplerate=HEARING_RATE, channels=1, dtype="int16", blocksize=FRAME, device=device, callback=take
        ),
    ):
        yield _every(frames)


class Canceller(Protocol):
    """Takes what is played out of what is heard."""

    def cancelled(self, near: bytes, far: bytes) -> bytes:
        """A frame without its echo."""


@contextmanager
def duplex(
    canceller: Canceller, microphone: str | None = None, loudspeaker: str | None = None
) -> Iterator[tuple[Iterator[bytes], Playing]]:
    """Microphone and loudspeaker in one stream, so that both keep one time: frames without echo, and who plays.

    Raises:
        UsageFailure: one is not there, or what they need is not here.
    """
    playing = Playing(HEARING_RATE)
    frames: queue.Queue[tuple[bytes, bytes]] = queue.Queue(FRAMES_WAITING)

    def exchange(data: memoryview, out: memoryview, count: int, *_: object) -> None:
        far = playing.taken(count)
        out[:] = far
        if not frames.full():
            frames.put_nowait((bytes(data), far))

    with _opened(
        "microphone and loudspeaker",
        lambda library: library.RawStream(
            samplerate=HEARING_RATE, channels=1, dtype="int16", blocksize=FRAME, device=(microphone, loudspeaker),
            callback=exchange, latency=LATENCY_S,
        ),
    ) as stream:  # fmt: skip
        playing.latency_s = stream.latency[1]
        yield (canceller.cancelled(near, far) for near, far in _every(frames)), playing


def _every(frames: "queue.Queue[Item]") -> Iterator[Item]:
    while True:
        try:
            yield frames.get(timeout=NO_FRAME_S)
        except queue.Empty:
            raise UsageFailure("the microphone gives nothing any more", "is it plugged in?") from None


@contextmanager
def _opened(what: str, make: Callable[[Any], Any]) -> Iterator[Any]:
    library = _library()
    try:
        stream = make(library)
    except (library.PortAudioError, ValueError) as error:
        raise UsageFailure(f"no {what}: {error}", NO_MICROPHONE) from error
    with stream:
        yield stream


NO_MICROPHONE = "without one: --wav FILE --out FILE, --folder DIR or --text QUESTION"


def _library() -> Any:  # a module without types
    """The module sounddevice.

    Raises:
        UsageFailure: it, or PortAudio under it, is not here.
    """
    if parts.missing(parts.DEVICES):
        raise UsageFailure("microphone and loudspeaker: not installed: sounddevice", f"{parts.EXTRA}; {NO_MICROPHONE}")
    try:
        import sounddevice
    except OSError as error:
        raise UsageFailure(
            f"microphone and loudspeaker: {error}", f"sudo apt-get install libportaudio2; {NO_MICROPHONE}"
        ) from error
    return sounddevice
