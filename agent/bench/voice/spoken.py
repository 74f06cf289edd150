"""Questions spoken, heard, understood and answered, counted: a set is a voice, clean or in noise."""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent.bench.voice.latency import Told
from agent.bench.voice.questions import NOW_NS, Question, questions
from agent.report.answers.answer import answer
from agent.report.claims.notes import Notes
from agent.report.knowledge import Knowledge
from agent.report.prose import render
from agent.report.question_reader import read
from agent.report.questions.lookups import Lookup
from agent.voice import parts
from agent.voice.conversation import Conversation, Tools, Turn
from agent.voice.devices import FileSpeaker
from agent.voice.dialogue import Dialogue
from agent.voice.ears import Ears
from agent.voice.mouth import Mouth, open_mouth
from agent.voice.numbers import tokens
from agent.voice.sound import HEARING_RATE, Sound, resampled, silence
from agent.voice.understanding import told
from agent.voice.vad import VoiceActivity

SETS = ("piper", "flite", "piper+noise", "flite+noise")
NOISE_DB = 10.0
"""Of the speech's mean above white noise."""

BEFORE_S, AFTER_S = 0.4, 2.0


@dataclass(frozen=True, slots=True)
class SetResult:
    """What became of a set's questions. `wrong_name`: answered of a name that was not said, the error that counts.
    `other_question`: answered of the right names and another question. Word errors are a share of the words said."""

    name: str
    count: int
    word_error: float
    right: int
    asked_back: int
    not_heard: int
    wrong_name: int
    other_question: int
    told: tuple[Told, ...]
    misheard: tuple[str, ...]
    """Each question that was answered wrongly: as it was said, and as it was heard."""


def measure(seed: int, count: int, ears: str, sets: Sequence[str] = SETS) -> Iterator[SetResult]:
    """Each set as it is done. Times are CPU seconds of one thread, so that other work of the machine does not count."""
    parts.need("the Piper voice", *parts.PIPER)
    import onnxruntime

    onnxruntime.set_seed(seed)  # Piper draws its liveliness
    knowledge, asked = questions(seed, count)
    hearing, answering = Ears(ears), open_mouth("piper")
    for name in sets:
        voice, _, noise = name.partition("+")
        speaking = open_mouth("flite" if voice == "flite" else "piper")
        yield _set(name, [said(speaking, question, k if noise else None) for k, question in enumerate(asked)],
                   asked, knowledge, hearing, answering)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """What questions are asked with."""

    knowledge: Knowledge
    ears: Ears
    mouth: Mouth


def table(seed: int, count: int, ears: str) -> tuple[Table, list[Question]]:
    """A drawn lab, ears, a voice that answers the same each time, and questions."""
    knowledge, asked = questions(seed, count)
    return Table(knowledge, Ears(ears), open_mouth("piper", steady=True)), asked


def _set(
    name: str, sounds: Sequence[Sound], asked: Sequence[Question], knowledge: Knowledge, ears: Ears, mouth: Mouth
) -> SetResult:
    counts: Counter[str] = Counter()
    turned: list[Told] = []
    misheard: list[str] = []
    wrong_words = words = 0
    for question, sound in zip(asked, sounds, strict=True):
        turns, speaker = _turns(sound, knowledge, ears, mouth)
        outcome = outcome_of(question, turns, knowledge)
        counts[outcome] += 1
        heard = " ".join(turn.heard.prompted for turn in turns)
        wrong_words += edits(canonical(question.spoken), canonical(heard))
        words += len(canonical(question.spoken))
        if outcome in ("wrong_name", "other_question"):
            misheard.append(f"{question.spoken} -> {heard}")
        if outcome == "right":
            turned.append(_told(turns[0], speaker, knowledge))
    return SetResult(name, len(asked), wrong_words / max(words, 1), counts["right"], counts["asked_back"],
                     counts["not_heard"], counts["wrong_name"], counts["other_question"], tuple(turned),
                     tuple(misheard))  # fmt: skip


def _turns(sound: Sound, knowledge: Knowledge, ears: Ears, mouth: Mouth) -> tuple[list[Turn], FileSpeaker]:
    turns: list[Turn] = []
    speaker = FileSpeaker()
    session = Conversation(Tools(VoiceActivity(), ears, mouth, speaker), Dialogue(max_words=5), lambda: knowledge,
                      on_turn=turns.append, clock=time.process_time)  # fmt: skip
    for frame in sound.frames():
        session.frame(frame)
    session.close()
    return [turn for turn in turns if turn.outcome != "dropped"], speaker


def _told(turn: Turn, speaker: FileSpeaker, knowledge: Knowledge) -> Told:
    """What an answer took; its first sentence is read back as if a model had written it."""
    assert turn.understanding.lookup is not None
    found = answer(turn.understanding.lookup, knowledge)
    begun_s = time.process_time()
    Notes(found.sheet, found.sentences[:1]).read(render(found.sentences[0].text, found.sheet))
    reading_back_s = time.process_time() - begun_s
    first = speaker.played[: len(speaker.played) - len(turn.spoken) + 1]
    return Told(turn.stages, reading_back_s, sum(sound.seconds for sound in first))


def outcome_of(question: Question, turns: Sequence[Turn], knowledge: Knowledge) -> str:
    """What became of a question; the worst where its turn was taken for several."""
    wanted = read(question.typed, knowledge, NOW_NS).lookup
    if wanted is None:
        raise ValueError(f"the bench asks what nobody reads: {question.typed}")
    answered = [turn.understanding.lookup for turn in turns if turn.understanding.lookup is not None]
    if any(names(found) != names(wanted) for found in answered):
        return "wrong_name"
    if any(_asked(found) != _asked(wanted) or told(found, knowledge) != told(wanted, knowledge) for found in answered):
        return "other_question"
    if answered:
        return "right"
    return "asked_back" if turns else "not_heard"


def names(lookup: Lookup) -> tuple[object, ...]:
    """Whom and what a look-up is about."""
    return frozenset(lookup.nodes), lookup.addresses, lookup.interface


def _asked(lookup: Lookup) -> Lookup:
    """A look-up without what changes nothing: the words that it was read from, and the order of a session's ends."""
    return replace(lookup, slots=frozenset(), nodes=tuple(sorted(lookup.nodes)))


def said(mouth: Mouth, question: Question, noise_seed: int | None) -> Sound:
    """A question by a voice between two silences, in white noise where a seed is given."""
    import numpy

    text = question.spoken[0].upper() + question.spoken[1:]
    speech = resampled(mouth.speak(text), HEARING_RATE)
    whole = silence(BEFORE_S) + speech + silence(AFTER_S)
    if noise_seed is None:
        return whole
    values = numpy.frombuffer(speech.pcm, "<i2").astype(float)
    loud = numpy.sqrt((values**2).mean() / 10 ** (NOISE_DB / 10))
    mixed = numpy.frombuffer(whole.pcm, "<i2") + numpy.random.default_rng(noise_seed).normal(
        0, loud, len(whole.pcm) // 2
    )
    return Sound(numpy.clip(numpy.rint(mixed), -32768, 32767).astype("<i2").tobytes(), HEARING_RATE)


def canonical(text: str) -> list[str]:
    """Words by which `S R L two` and `SRL2`, `ten dot one` and `10.1` are the same."""
    joined = re.sub(r"\b([a-z]) (?=[a-z]\b)", r"\1", " ".join(token.digits or token.word for token in tokens(text)))
    return joined.split()


def edits(a: Sequence[str], b: Sequence[str]) -> int:
    """Words to put in, leave out or exchange, from one to the other."""
    last = list(range(len(b) + 1))
    for i, one in enumerate(a, 1):
        row = [i]
        for k, other in enumerate(b):
            row.append(min(row[k] + 1, last[k + 1] + 1, last[k] + (one != other)))
        last = row
    return last[-1]
