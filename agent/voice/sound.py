"""Sound as a value: 16-bit mono samples with their rate; as WAV, and at another rate. Pure."""

import wave
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from agent.failure import UsageFailure

HEARING_RATE = 16_000
"""Samples a second that the ears and the voice activity detector take."""

FRAME = 512
"""Samples of one frame: 32 ms at the hearing rate."""

FRAME_S = FRAME / HEARING_RATE


@dataclass(frozen=True, slots=True)
class Sound:
    """`pcm` holds signed 16-bit samples, little-endian, one channel; `rate` is in samples a second."""

    pcm: bytes
    rate: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.pcm) / 2 / self.rate

    def __add__(self, other: "Sound") -> "Sound":
        if other.rate != self.rate:
            raise ValueError(f"sounds of {self.rate} and {other.rate} samples a second do not join")
        return Sound(self.pcm + other.pcm, self.rate)

    def frames(self) -> Iterator[bytes]:
        """Its frames of `FRAME` samples, the last one filled up with silence."""
        size = 2 * FRAME
        for start in range(0, len(self.pcm), size):
            yield self.pcm[start : start + size].ljust(size, b"\0")


def silence(seconds: float, rate: int = HEARING_RATE) -> Sound:
    """Nothing to hear."""
    return Sound(bytes(2 * round(seconds * rate)), rate)


def resampled(sound: Sound, rate: int) -> Sound:
    """The same at another rate; what is above half the lower rate is cut off (windowed sinc by Fourier transform)."""
    if sound.rate == rate or not sound.pcm:
        return Sound(sound.pcm, rate)
    import numpy

    wave_ = numpy.frombuffer(sound.pcm, "<i2").astype(numpy.float64)
    wanted = round(len(wave_) * rate / sound.rate)
    spectrum = numpy.fft.rfft(wave_)
    size = wanted // 2 + 1
    fitted = numpy.zeros(size, complex)
    fitted[: min(size, len(spectrum))] = spectrum[:size]
    back = numpy.fft.irfft(fitted, wanted) * (wanted / len(wave_))
    return Sound(numpy.clip(numpy.rint(back), -32768, 32767).astype("<i2").tobytes(), rate)


def read_wav(data: bytes, name: str) -> Sound:
    """The sound of a WAV file: 16-bit PCM; of several channels the first.

    Raises:
        UsageFailure: it is no such file.
    """
    try:
        with wave.open(BytesIO(data)) as file:
            if file.getsampwidth() != 2:
                raise UsageFailure(f"{name}: {8 * file.getsampwidth()}-bit samples", "16-bit PCM is read")
            channels, rate = file.getnchannels(), file.getframerate()
            pcm = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise UsageFailure(f"{name}: no WAV file: {error}", "16-bit PCM is read") from error
    if channels > 1:
        pcm = array("h", pcm)[::channels].tobytes()
    return Sound(pcm, rate)


def wav(sound: Sound) -> bytes:
    """A WAV file's bytes."""
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate)
        file.writeframes(sound.pcm)
    return buffer.getvalue()
