"""`labkeeper voice`: questions by voice or typed, answered by voice; from a microphone, a file or a watched folder."""

import dataclasses
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from agent.app.console import err, print_json, write
from agent.commands.digest import Asked, Wanted, asked
from agent.config.voice import Announce, VoiceConfig
from agent.config.whole import zone
from agent.failure import UsageFailure
from agent.report.fact_sheet import FactSheet
from agent.report.knowledge import Knowledge
from agent.report.prose import Sentence
from agent.tasks.wording import Errand, one_by_one
from agent.voice.devices import FileSpeaker, load_wav
from agent.voice.dialogue import Dialogue, Wording
from agent.voice.mouth import VOICES, Mouth, open_mouth
from agent.voice.playing import STOP_WORDS
from agent.voice.session import Mode, Session, SessionOptions, Tools, Turn
from agent.voice.sound import HEARING_RATE, resampled, silence, wav

TAIL_S = 2.0
"""Silence behind a file's last word, so that its turn ends."""


@dataclass(frozen=True, slots=True)
class VoiceCall:
    """How the command was called."""

    wav: Path | None = None
    texts: tuple[str, ...] = ()
    folder: Path | None = None
    out: Path | None = None
    mode: str | None = None
    voice: str | None = None
    announce: str | None = None
    as_json: bool = False


def run_voice(wanted: Wanted, call: VoiceCall) -> None:
    """Answer what is asked."""
    if sum((call.wav is not None, bool(call.texts), call.folder is not None)) > 1:
        raise UsageFailure("--wav, --text and --folder: only one of them", "labkeeper voice --wav q.wav --out a.wav")
    live = call.wav is None and not call.texts
    with asked(wanted, "answer", "voice", single=not live) as found:
        section = _section(found.loaded.config.voice, call)
        match call:
            case VoiceCall(texts=texts) if texts:
                _typed(found, section, call)
            case VoiceCall(wav=Path() as path):
                turns = FileTurns(found, section).turns(path, call.out)
                _show(turns, as_json=call.as_json)
            case VoiceCall(folder=Path() as folder):
                from agent.commands.voice_live import watch_folder

                watch_folder(folder, FileTurns(found, section), as_json=call.as_json)
            case _:
                from agent.commands.voice_live import talk

                talk(found, section, as_json=call.as_json)


def _section(section: VoiceConfig, call: VoiceCall) -> VoiceConfig:
    """The configuration with what the command line says instead."""
    for option, value, words in (
        ("--mode", call.mode, get_args(Mode)),
        ("--voice", call.voice, VOICES),
        ("--announce", call.announce, get_args(Announce)),
    ):
        if value is not None and value not in words:
            raise UsageFailure(f"{option} {value}: there are {', '.join(words)}")
    given = {"mode": call.mode, "voice": call.voice, "announce": call.announce}
    return section.model_copy(update={key: value for key, value in given.items() if value is not None})


def dialogue_of(found: Asked, section: VoiceConfig) -> Dialogue:
    """A conversation about the lab that is asked about."""
    errand = found.errand if section.words == "model" else None
    worded = wording(errand, section.deadline_s) if errand is not None else None
    return Dialogue(section.max_words, zone(found.loaded.config.timezone), worded)


def wording(errand: Errand, deadline_s: float) -> Wording:
    """A sentence by the routed model, where it comes in time and says the same; else code's."""

    def worded(sheet: FactSheet, sentence: Sentence) -> str:
        timed = replace(errand, until_s=time.monotonic() + deadline_s)
        return next(iter(one_by_one(sheet, (sentence,), timed)))[0].text

    return worded


def lane_of(found: Asked) -> Callable[[], AbstractContextManager[None]]:
    """What tells the lanes that somebody speaks: the engine is made free before the question has ended."""
    return found.engine.lanes.session if found.engine is not None else nullcontext


@dataclass
class Silent:
    """A voice that says nothing, where only words are wanted."""

    name: Any = "piper"

    def speak(self, text: str) -> Any:
        """Silence."""
        return silence(0.0)


def _typed(found: Asked, section: VoiceConfig, call: VoiceCall) -> None:
    """Typed questions, one conversation."""
    speaker = FileSpeaker()
    mouth: Mouth = open_mouth(section.voice) if call.out is not None else Silent()
    session = Session(Tools(_Deaf(), _Deaf(), mouth, speaker), dialogue_of(found, section), lambda: found.knowledge)
    turns = [session.ask(text) for text in call.texts]
    if call.out is not None:
        write_out(call.out, wav(speaker.sound()))
    _show(turns, as_json=call.as_json)


class _Deaf:
    """Ears for a conversation in which nothing is heard."""

    def probability(self, frame: bytes) -> float:
        """Nobody speaks."""
        return 0.0

    def transcribe(self, sound: Any) -> Any:
        """Never called."""
        raise AssertionError("nothing is heard here")


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
        from agent.voice.vad import VoiceActivity

        sound = resampled(load_wav(path), HEARING_RATE) + silence(TAIL_S)
        turns: list[Turn] = []
        speaker = FileSpeaker()
        session = Session(
            Tools(VoiceActivity(), self._ears, self._mouth, speaker),
            dialogue_of(self._found, self._section),
            self._known,
            options=SessionOptions(stop_words=self._section.stop_words or STOP_WORDS),
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


def _show(turns: list[Turn], *, as_json: bool) -> None:
    if as_json:
        print_json({"schema": 1, "turns": [turn_json(turn) for turn in turns]})
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


def turn_json(turn: Turn) -> dict[str, Any]:
    """One turn for machines (`labkeeper schema voice`)."""
    understood = turn.understanding
    return {
        "heard": [turn.heard.prompted, turn.heard.plain],
        "outcome": turn.outcome,
        "question": understood.text,
        "lookup": understood.lookup.kind if understood.lookup else None,
        "names": [{"kind": name.kind, "value": name.value, "node": name.node} for name in understood.names],
        "candidates": list(understood.candidates),
        "answer": " ".join(turn.sentences),
        "spoken": " ".join(turn.spoken),
        "cut": turn.cut,
        "seconds": {
            **{name: round(value, 3) for name, value in dataclasses.asdict(turn.stages).items()},
            "first_audio_s": round(turn.stages.first_audio_s, 3),
        },
    }
