"""Questions by voice out of files, and how turns are shown."""

import dataclasses
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from agent.app.console import err, print_json, write
from agent.cli.shared.session import Asked
from agent.config.voice import VoiceConfig
from agent.config.whole import zone
from agent.failure import UsageFailure
from agent.report.fact_sheet import FactSheet
from agent.report.knowledge import Knowledge
from agent.report.prose import Sentence
from agent.tasks.wording import Errand, one_by_one
from agent.voice.conversation import Conversation, ConversationOptions, Tools, Turn
from agent.voice.devices import FileSpeaker, load_wav
from agent.voice.dialogue import Dialogue, Wording
from agent.voice.mouth import open_mouth
from agent.voice.playing import STOP_WORDS
from agent.voice.sound import HEARING_RATE, resampled, silence, wav
from agent.voice.turn_document import voice_json
from agent.voice.vad import Activity, VoiceActivity
from agent.voice.wake import MicroWakeWord, Woken

TAIL_S = 2.0
"""Silence behind a file's last word, so that its turn ends."""


def dialogue_of(found: Asked, section: VoiceConfig) -> Dialogue:
    """A conversation about the lab that is asked about."""
    errand = found.errand if section.words == "model" else None
    worded = wording(errand, section.deadline_s) if errand is not None else None
    return Dialogue(section.max_words, zone(found.loaded.config.timezone), worded)


def wording(errand: Errand, deadline_s: float) -> Wording:
    """A sentence by the routed model, where it comes in time and says the same; else code's."""

    def worded(sheet: FactSheet, sentence: Sentence) -> str:
        timed = dataclasses.replace(errand, until_s=time.monotonic() + deadline_s)
        return next(iter(one_by_one(sheet, (sentence,), timed)))[0].text

    return worded


def lane_of(found: Asked) -> Callable[[], AbstractContextManager[None]]:
    """What tells the lanes that somebody speaks: the engine is made free before the question has ended."""
    return found.engine.lanes.session if found.engine is not None else nullcontext


def activity_of(section: VoiceConfig) -> Activity:
    """Who tells speech from silence; with the mode `wake` nobody speaks before the wake word.

    Raises:
        UsageFailure: a part is not here.
    """
    activity = VoiceActivity()
    return Woken(activity, MicroWakeWord(section.wake_word)) if section.mode == "wake" else activity


class FileTurns:
    """Answers WAV files; ears and voice are loaded once."""

    def __init__(self, found: Asked, section: VoiceConfig) -> None:
        """Raises UsageFailure where a part is not here."""
        from agent.voice.ears import Ears

        self._found, self._section = found, section
        self._ears = Ears(section.ears, section.threads)
        self._mouth = open_mouth(section.voice)

    def turns(self, path: Path, out: Path | None) -> list[Turn]:
        """The turns of one file, answered; each question waits until the answer before it is over."""
        sound = resampled(load_wav(path), HEARING_RATE) + silence(TAIL_S)
        turns: list[Turn] = []
        speaker = FileSpeaker()
        session = Conversation(
            Tools(activity_of(self._section), self._ears, self._mouth, speaker),
            dialogue_of(self._found, self._section),
            self._known,
            options=ConversationOptions(stop_words=self._section.stop_words or STOP_WORDS),
            on_turn=turns.append,
            lane=lane_of(self._found),
        )
        for frame in sound.frames():
            session.frame(frame)
        session.close()
        if out is not None:
            write_out(out, wav(speaker.sound()))
        return [turn for turn in turns if turn.outcome != "dropped"]

    def _known(self) -> Knowledge:
        return self._found.look()


def write_out(path: Path, data: bytes) -> None:
    """Write a file.

    Raises:
        UsageFailure: it cannot be written.
    """
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageFailure(f"--out: {path}: {error.strerror or error}") from error


def show(turns: list[Turn], *, as_json: bool) -> None:
    if as_json:
        print_json(voice_json(turns))
        return
    for line in lines_of(turns):
        write(line)
    if not turns:
        err().print("no question was heard", markup=False)


def lines_of(turns: list[Turn]) -> Iterator[str]:
    """Each turn for people: what was understood, and what was said."""
    for turn in turns:
        yield f"? {turn.understanding.text or turn.heard.prompted}\n"
        yield f"{' '.join(turn.sentences)}\n"
