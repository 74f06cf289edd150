"""Questions asked as a microphone gives them, frame by frame in real time: how soon the answer is heard, by the clock.

As in `voice` itself, writing down and answering go on beside the frames, and other work may go on beside all of it.
"""

import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, repeat

from agent.bench.voice.latency import Spread, spread
from agent.bench.voice.load import Load, LoadName, loaded
from agent.bench.voice.questions import Question
from agent.bench.voice.spoken import Table, said
from agent.voice.conversation import Conversation, Tools
from agent.voice.devices import FileSpeaker
from agent.voice.dialogue import Dialogue
from agent.voice.sound import FRAME, FRAME_S, Sound
from agent.voice.vad import VoiceActivity

LATEST_S = 10.0
"""After the last word; what is not heard by then never is."""

QUIET = 0.02
"""Of a sound's peak: what is below is no speech any more."""


@dataclass(frozen=True, slots=True)
class InRealTime:
    """A load, and how long after the last word the first sound of an answer (or a question back) came; `unheard` of the
    questions got none. `beside`: what the load did meanwhile."""

    load: LoadName
    count: int
    unheard: int
    first_sound: Spread
    beside: str


def in_real_time(table: Table, asked: Sequence[Question], loads: Sequence[LoadName]) -> Iterator[InRealTime]:
    """All questions under each load, clean and by one voice."""
    sounds = [said(table.mouth, question, None) for question in asked]
    for name in loads:
        with loaded(name) as load:
            waits = [_waited(sound, table, load) for sound in sounds]
            told = load.told()
        heard = [wait for wait in waits if wait is not None]
        yield InRealTime(name, len(waits), len(waits) - len(heard), spread(heard or [LATEST_S]), told)


class _FirstSound(FileSpeaker):
    """Knows when it was given the first sound."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self.begun_s: float | None = None

    def play(self, sound: Sound) -> None:
        """The first begins now."""
        if self.begun_s is None:
            self.begun_s = self._clock()
        super().play(sound)


def _waited(sound: Sound, table: Table, load: Load) -> float | None:
    """From the last word to the first sound; None where nothing is said."""
    speaker = _FirstSound(time.monotonic)
    with ThreadPoolExecutor(2, "voice") as workers:

        def submit(work: Callable[[], object]) -> "Future[object]":
            return workers.submit(work)

        session = Conversation(Tools(VoiceActivity(), table.ears, table.mouth, speaker), Dialogue(max_words=5),
                          lambda: table.knowledge, lane=load.lane, submit=submit)  # fmt: skip
        begun_s, spoken_s = time.monotonic(), last_word_s(sound)
        frames = chain(sound.frames(), repeat(bytes(2 * FRAME)))
        for k, frame in enumerate(frames, 1):
            time.sleep(max(0.0, begun_s + k * FRAME_S - time.monotonic()))
            session.frame(frame)
            if speaker.begun_s is not None or k * FRAME_S > spoken_s + LATEST_S:
                break
        session.close()
    return speaker.begun_s - begun_s - spoken_s if speaker.begun_s is not None else None


def last_word_s(sound: Sound) -> float:
    """When the speech in a sound is over."""
    values = array("h", sound.pcm)
    floor = QUIET * max(map(abs, values), default=0)
    last = next((k for k in range(len(values) - 1, -1, -1) if abs(values[k]) > floor), 0)
    return last / sound.rate
