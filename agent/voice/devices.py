"""Where sound comes from and goes to: microphone and loudspeaker by sounddevice, or files that stand for them."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from agent.failure import UsageFailure
from agent.voice import parts
from agent.voice.sound import FRAME, FRAME_S, HEARING_RATE, Sound, read_wav, silence

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


class Loudspeaker:
    """The machine's own, by sounddevice."""

    def __init__(self, rate: int, device: str | None = None) -> None:
        """`rate`: of all sounds that will be played."""
        self._buffer = bytearray()
        self._lock = threading.Lock()
        self._stream = _library().RawOutputStream(
            samplerate=rate, channels=1, dtype="int16", device=device, callback=self._fill, latency="low"
        )
        self._stream.start()

    @property
    def busy(self) -> bool:
        """Whether something is being played."""
        with self._lock:
            return bool(self._buffer)

    def play(self, sound: Sound) -> None:
        """Play it after what is there."""
        with self._lock:
            self._buffer += sound.pcm

    def stop(self) -> None:
        """Be silent at once."""
        with self._lock:
            self._buffer.clear()

    def tick(self) -> None:
        """Its time is the real one."""

    def close(self) -> None:
        """Give the device back."""
        self._stream.close()

    def _fill(self, out: memoryview, frames: int, *_: object) -> None:
        with self._lock:
            data = bytes(self._buffer[: 2 * frames])
            del self._buffer[: 2 * frames]
        out[:] = data.ljust(2 * frames, b"\0")


@contextmanager
def microphone(device: str | None = None) -> Iterator[Iterator[bytes]]:
    """Frames of the microphone, for as long as the block lasts.

    Raises:
        UsageFailure: there is none, or what it needs is not here.
    """
    library = _library()
    frames: queue.Queue[bytes] = queue.Queue(maxsize=1000)

    def take(data: memoryview, *_: object) -> None:
        if not frames.full():
            frames.put_nowait(bytes(data))

    def every() -> Iterator[bytes]:
        while True:
            try:
                yield frames.get(timeout=NO_FRAME_S)
            except queue.Empty:
                raise UsageFailure("the microphone gives nothing any more", "is it plugged in?") from None

    try:
        stream = library.RawInputStream(
            samplerate=HEARING_RATE, channels=1, dtype="int16", blocksize=FRAME, device=device, callback=take
        )
    except (library.PortAudioError, ValueError) as error:
        raise UsageFailure(f"no microphone: {error}", NO_MICROPHONE) from error
    with stream:
        yield every()


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
