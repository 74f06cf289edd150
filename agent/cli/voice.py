"""`labkeeper voice`: questions by voice or typed, answered by voice; from a microphone, a file or a watched folder."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, get_args

import typer

from agent.cli.command_group import command_app
from agent.cli.options import ConfigFile, Json, LabName, Recorded, StateDir
from agent.cli.shared.session import DAY_NS, Asked, Wanted, opened_session
from agent.cli.shared.voice_turns import FileTurns, dialogue_of, show, write_out
from agent.cli.shared.waiting import stopping
from agent.config.voice import Announce, VoiceConfig
from agent.failure import UsageFailure
from agent.voice.conversation import Conversation, Mode, Tools
from agent.voice.devices import FileSpeaker
from agent.voice.heard import Heard
from agent.voice.mouth import VOICES, Mouth, Voice, open_mouth
from agent.voice.sound import Sound, silence, wav

app = command_app()


@app.command()
def voice(
    wav: Annotated[Path | None, typer.Option("--wav", metavar="FILE", help="Questions from a WAV file.")] = None,
    text: Annotated[list[str] | None, typer.Option("--text", metavar="QUESTION", help="Typed; may repeat.")] = None,
    folder: Annotated[Path | None, typer.Option("--folder", metavar="DIR", help="Answer each WAV put there.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="The answers as a WAV file.")] = None,
    mode: Annotated[str | None, typer.Option("--mode", metavar="MODE", help="push (a key), activity or wake.")] = None,
    speaker: Annotated[str | None, typer.Option("--voice", metavar="NAME", help="piper, espeak-ng or flite.")] = None,
    announce: Annotated[str | None, typer.Option("--announce", metavar="WHICH", help="off, action or all.")] = None,
    recording: Recorded = None,
    lab: LabName = None,
    config: ConfigFile = None,
    state_dir: StateDir = None,
    as_json: Json = False,
) -> None:
    """Answer spoken questions about the lab by voice, from measured facts; read-only."""
    wanted = Wanted(config, state_dir, recording, lab=lab, back_ns=7 * DAY_NS)
    call = VoiceCall(wav, tuple(text or ()), folder, out, mode, speaker, announce, as_json)
    raise typer.Exit(run_voice(wanted, call))


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


def run_voice(wanted: Wanted, call: VoiceCall) -> int:
    """Answer what is asked; the exit status, 130 for Ctrl-C."""
    if sum((call.wav is not None, bool(call.texts), call.folder is not None)) > 1:
        raise UsageFailure("--wav, --text and --folder: only one of them", "labkeeper voice --wav q.wav --out a.wav")
    live = call.wav is None and not call.texts
    with opened_session(wanted, "answer", "voice", single=not live) as found:
        section = _section(found.loaded.config.voice, call)
        match call:
            case VoiceCall(texts=texts) if texts:
                _typed(found, section, call)
            case VoiceCall(wav=Path() as path):
                turns = FileTurns(found, section).turns(path, call.out)
                show(turns, as_json=call.as_json)
            case VoiceCall(folder=Path() as folder):
                from agent.cli.shared.voice_live import watch_folder

                with stopping() as stop:
                    watch_folder(folder, FileTurns(found, section), stop.event, as_json=call.as_json)
                return stop.status
            case _:
                from agent.cli.shared.voice_live import talk

                with stopping() as stop:
                    talk(found, section, stop.event, as_json=call.as_json)
                return stop.status
    return 0


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


@dataclass
class Silent:
    """A voice that says nothing, where only words are wanted."""

    name: Voice = "piper"

    def speak(self, text: str) -> Sound:
        """Silence."""
        return silence(0.0)


def _typed(found: Asked, section: VoiceConfig, call: VoiceCall) -> None:
    """Typed questions, one conversation."""
    speaker = FileSpeaker()
    mouth: Mouth = open_mouth(section.voice) if call.out is not None else Silent()
    session = Conversation(
        Tools(_Deaf(), _Deaf(), mouth, speaker), dialogue_of(found, section), lambda: found.knowledge
    )
    turns = [session.ask(text) for text in call.texts]
    if call.out is not None:
        write_out(call.out, wav(speaker.sound()))
    show(turns, as_json=call.as_json)


class _Deaf:
    """Ears for a conversation in which nothing is heard."""

    def probability(self, frame: bytes) -> float:
        """Nobody speaks."""
        return 0.0

    def transcribe(self, sound: Sound) -> Heard:
        """Never called."""
        raise AssertionError("nothing is heard here")
