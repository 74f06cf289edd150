"""Questions by voice for as long as the program runs: with a microphone, or on a watched folder."""

import os
import select
import sys
import termios
import threading
import time
import tty
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import Protocol

from agent.app.console import err, print_json, write
from agent.cli.shared.session import Asked
from agent.cli.shared.voice_turns import FileTurns, activity_of, dialogue_of, lane_of, lines_of
from agent.config.voice import VoiceConfig
from agent.detect.incident import Incident
from agent.detect.incident_json import NotAnIncident, incident_of
from agent.failure import UsageFailure
from agent.voice.announcing import Announcer
from agent.voice.conversation import Conversation, ConversationOptions, Tools, Turn
from agent.voice.devices import Playing, duplex, loudspeaker, microphone
from agent.voice.ears import Ears
from agent.voice.echo import EchoCanceller
from agent.voice.mouth import Mouth, open_mouth
from agent.voice.saying import aloud
from agent.voice.turn_document import voice_json

LOOK_S = 0.5
INCIDENTS_S = 2.0
ANSWER = ".answer.wav"


def watch_folder(
    folder: Path, files: FileTurns, stop: threading.Event, *, as_json: bool, rounds: int | None = None
) -> None:
    """Answer each WAV file that is put into a folder, beside it, until stopped; files that were there, too.

    `rounds`: look so many times, then return.

    Raises:
        UsageFailure: there is no such folder.
    """
    if not folder.is_dir():
        raise UsageFailure(f"--folder: {folder}: no such folder")
    sizes: dict[Path, int] = {}
    while not stop.is_set() and (rounds is None or rounds > 0):
        rounds = None if rounds is None else rounds - 1
        for path in sorted(folder.glob("*.wav")):
            answer = path.with_name(path.name.removesuffix(".wav") + ANSWER)
            if path.name.endswith(ANSWER) or answer.exists():
                continue
            size = path.stat().st_size
            if sizes.get(path) != size:
                sizes[path] = size  # it may still be written: it is read when it stands still
                continue
            _answer(path, answer, files, as_json=as_json)
        stop.wait(LOOK_S)


def _answer(path: Path, answer: Path, files: FileTurns, *, as_json: bool) -> None:
    try:
        turns = files.turns(path, answer)
    except UsageFailure as failure:
        err().print(f"warning: {failure.what}", markup=False)
        answer.write_bytes(b"")
        return
    _shown(turns, as_json=as_json)


def _shown(turns: list[Turn], *, as_json: bool) -> None:
    if as_json:
        for turn in turns:
            print_json(voice_json([turn]))
    else:
        for line in lines_of(turns):
            write(line)


def talk(found: Asked, section: VoiceConfig, stop: threading.Event, *, as_json: bool) -> None:
    """Hold a conversation by microphone and loudspeaker until stopped.

    Raises:
        UsageFailure: a part or a device is not here.
    """
    mouth = open_mouth(section.voice)
    with devices_of(section, mouth) as (frames, speaker), ThreadPoolExecutor(2, "voice") as workers:

        def submit(work: Callable[[], object]) -> "Future[object]":
            return workers.submit(work)

        session = Conversation(
            Tools(activity_of(section), Ears(section.ears, section.threads), mouth, speaker),
            dialogue_of(found, section),
            found.look,
            options=ConversationOptions(section.mode, section.echo != "half_duplex", section.stop_words),
            on_turn=lambda turn: _shown([turn], as_json=as_json) if turn.outcome != "dropped" else None,
            lane=lane_of(found),
            submit=submit,
        )
        hints = {"push": "press a key and ask", "activity": "ask", "wake": f"say “{section.wake_word}” and ask"}
        hint = hints[section.mode]
        err().print(f"{hint}; a key or a stop word cuts an answer off, Ctrl-C ends", markup=False)
        announcer = Announcer(section.announce)
        try:
            with keys() as pressed:
                heard = takewhile(lambda _: not stop.is_set(), frames)
                hold(session, heard, pressed, lambda: _news(announcer, found))
        finally:
            session.close()


@contextmanager
def devices_of(section: VoiceConfig, mouth: Mouth) -> Iterator[tuple[Iterator[bytes], Playing]]:
    """Microphone and loudspeaker; in one stream where echo is cancelled here.

    Raises:
        UsageFailure: a part or a device is not here.
    """
    if section.echo == "cancel":
        with duplex(EchoCanceller(), section.microphone, section.loudspeaker) as both:
            yield both
        return
    with microphone(section.microphone) as frames:
        rate = mouth.speak("ready").rate
        with loudspeaker(rate, section.loudspeaker) as speaker:
            yield frames, speaker


class Held(Protocol):
    """What a conversation is told while it is held."""

    def frame(self, frame: bytes) -> None:
        """What is heard."""

    def key(self) -> None:
        """A key was pressed."""

    def announce(self, sentence: str) -> None:
        """A sentence to be said when nobody speaks."""


def hold(
    session: Held,
    frames: Iterator[bytes],
    pressed: Callable[[], bool],
    news: Callable[[], list[str]],
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """A conversation for as long as there are frames; what is new of incidents is announced between its turns."""
    next_s = clock()
    for frame in frames:
        if pressed():
            session.key()
        session.frame(frame)
        if clock() >= next_s:
            next_s = clock() + INCIDENTS_S
            for sentence in news():
                session.announce(sentence)


def _news(announcer: Announcer, found: Asked) -> list[str]:
    nodes = found.knowledge.nodes
    return [aloud(sentence, nodes) for sentence in announcer.changes(_incidents(found))]


def _incidents(found: Asked) -> Iterator[Incident]:
    for document in found.store.incidents():
        try:
            yield incident_of(document)
        except NotAnIncident:
            continue


@contextmanager
def keys() -> Iterator[Callable[[], bool]]:
    """Whether a key was pressed since it was last asked; without a terminal none ever is."""
    if not sys.stdin.isatty():
        yield lambda: False
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)

    def pressed() -> bool:
        ready = select.select([terminal], [], [], 0)[0]
        return bool(ready and os.read(terminal, 64))

    try:
        tty.setcbreak(terminal)
        yield pressed
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
