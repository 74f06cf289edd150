"""A conversation at work: frames in, answers out. Its time is that of the frames: a file plays like a microphone.

What takes long (writing down, answering) goes through `submit` and is looked for at every frame; a key or a stop word
cuts an answer off whatever else is going on. Nothing here changes the lab: questions are looked up, and that is all.
"""

import time
from collections import deque
from collections.abc import Callable, Collection
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from agent.report.knowledge import Knowledge
from agent.voice.devices import Speaker
from agent.voice.dialogue import Dialogue, Outcome, Reply
from agent.voice.heard import Heard
from agent.voice.mouth import Mouth
from agent.voice.playing import STOP_WORDS, Interruption, is_stop
from agent.voice.saying import clauses
from agent.voice.sound import HEARING_RATE, Sound
from agent.voice.turn_end import verdict
from agent.voice.turns import Began, Ended, Paused, TurnEvent, TurnRules, TurnTaker, WentOn
from agent.voice.understanding import Understanding
from agent.voice.vad import Activity

Mode = Literal["push", "activity", "wake"]


class Hearing(Protocol):
    """Writes speech down."""

    def transcribe(self, sound: Sound) -> Heard:
        """Both readings of a short sound."""


Submit = Callable[[Callable[[], object]], "Future[object]"]


def at_once(work: Callable[[], object]) -> "Future[object]":
    """Run work before anything else goes on."""
    future: Future[object] = Future()
    future.set_result(work())
    return future


@dataclass(frozen=True, slots=True)
class Stages:
    """What one turn took, in seconds: from its last word to its end (writing down is part of that), writing down alone,
    the look-up, its first sentence, that sentence's sound."""

    endpoint_s: float = 0.0
    transcription_s: float = 0.0
    look_up_s: float = 0.0
    first_sentence_s: float = 0.0
    synthesis_s: float = 0.0

    @property
    def first_audio_s(self) -> float:
        """From the last word to the first sound of the answer."""
        return self.endpoint_s + self.look_up_s + self.first_sentence_s + self.synthesis_s


@dataclass(slots=True)
class Turn:
    """One turn as it was heard, understood and answered."""

    heard: Heard
    understanding: Understanding
    outcome: Outcome
    sentences: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    stages: Stages = field(default_factory=Stages)
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a pause held."""

    heard: Heard
    understanding: Understanding
    seconds: float


@dataclass(frozen=True, slots=True)
class ConversationOptions:
    """How a conversation is held. `full`: echo is cancelled before the microphone, so that speech may interrupt."""

    mode: Mode = "activity"
    full: bool = False
    stop_words: Collection[str] = STOP_WORDS
    rules: TurnRules = field(default_factory=TurnRules)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a conversation is held with."""

    activity: Activity
    ears: Hearing
    mouth: Mouth
    speaker: Speaker


class Conversation:
    """One conversation; all calls come from one thread."""

    def __init__(
        self,
        tools: Tools,
        dialogue: Dialogue,
        known: Callable[[], Knowledge],
        *,
        options: ConversationOptions | None = None,
        on_turn: Callable[[Turn], None] = lambda turn: None,
        lane: Callable[[], AbstractContextManager[None]] = nullcontext,
        submit: Submit = at_once,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tools, self._dialogue, self._known = tools, dialogue, known
        self._options = options or ConversationOptions()
        self._on_turn, self._lane, self._submit, self._clock = on_turn, lane, submit, clock
        self._taker = TurnTaker(self._options.rules)
        self._interruption = Interruption(self._options.full)
        self._held = ExitStack()
        self._armed = self._options.mode != "push"
        self._writing: tuple[int, Future[object]] | None = None
        self._written: dict[int, Transcript] = {}
        self._answering: _Answer | None = None
        self._stop_check: Future[object] | None = None
        self._announcements: deque[str] = deque(maxlen=8)
        self._last: Sound | None = None

    @property
    def idle(self) -> bool:
        """Whether nobody speaks, and nothing is written down, answered or played."""
        return not (self._taker.speaking or self._writing or self._answering or self._tools.speaker.busy)

    def announce(self, sentence: str) -> None:
        """Say a sentence as soon as nobody speaks; the oldest are forgotten where they are many."""
        self._announcements.append(sentence)

    def key(self) -> None:
        """A key was pressed: an answer is cut off; else, with push to talk, somebody is about to speak or has done."""
        if self._answering or self._tools.speaker.busy:
            self._silence()
        elif self._options.mode == "push":
            self._armed = not self._armed
            if self._armed:
                self._began()

    def frame(self, frame: bytes) -> None:
        """One frame of what is heard."""
        self._tools.speaker.tick()
        self._settle()
        probability = self._tools.activity.probability(frame)
        if self._tools.speaker.busy:
            self._while_playing(frame, probability)
            return
        self._interruption.reset()
        if self._armed:
            for event in self._taker.frame(frame, probability):
                self._event(event)
        if self.idle and self._announcements:
            self._say(self._announcements.popleft())

    def ask(self, text: str) -> Turn:
        """A typed question, answered before this returns."""
        self._know()
        heard = Heard(text, text)
        answer = _Answer(heard, self._dialogue.reply(self._dialogue.understand(heard)))
        answer.run(self._tools, self._clock)
        self._on_turn(answer.turn)
        return answer.turn

    def close(self) -> None:
        """Hang up."""
        self._silence()
        self._held.close()

    # ---- a turn

    def _event(self, event: TurnEvent) -> None:
        match event:
            case Began():
                self._began()
                self._resume()
            case Paused(number, sound):
                self._last = sound
                self._writing = (number, self._submit(lambda: self._write(sound)))
                self._settle()
            case WentOn():
                self._writing = None
            case Ended(number, silent_s):
                self._ended(number, silent_s)

    def _began(self) -> None:
        """Somebody is about to ask: the lane is theirs, and what is known is looked up while they speak."""
        self._held.close()
        self._held.enter_context(self._lane())
        self._know()

    def _know(self) -> None:
        self._dialogue.know(self._known())

    def _resume(self) -> None:
        """Who goes on before a sound of the answer was heard had not ended: both parts are one turn."""
        if self._answering is not None and not self._tools.speaker.busy and self._last is not None:
            self._answering.cancelled = True
            self._answering = None
            self._taker.lead(self._last)

    def _write(self, sound: Sound) -> Transcript:
        begun_s = self._clock()
        heard = self._tools.ears.transcribe(sound)
        stop = is_stop(heard.prompted, heard.plain, self._options.stop_words)
        understood = Understanding("nothing", heard.prompted) if stop else self._dialogue.understand(heard)
        return Transcript(replace(heard, sounded=None), understood, self._clock() - begun_s)

    def _settle(self) -> None:
        """What was worked on beside, and is done now."""
        if self._writing is not None and self._writing[1].done():
            (number, future), self._writing = self._writing, None
            found = future.result()
            assert isinstance(found, Transcript)
            self._written = {number: found}
            for event in self._taker.verdict(number, verdict(found.heard.prompted, found.understanding)):
                self._event(event)
        if self._answering is not None and self._answering.done and not self._tools.speaker.busy:
            turn, self._answering = self._answering.turn, None
            self._held.close()
            self._on_turn(turn)
        if self._stop_check is not None and self._stop_check.done():
            future, self._stop_check = self._stop_check, None
            if future.result():
                self._silence()

    def _ended(self, number: int, silent_s: float) -> None:
        if self._options.mode == "push":
            self._armed = False
        found = self._written.pop(number)
        waited_s = max(silent_s, self._options.rules.pause_s + found.seconds)
        reply = self._dialogue.reply(found.understanding, wanted=self._options.mode == "push")
        answer = _Answer(found.heard, reply, waited_s, found.seconds)
        self._answering = answer
        answer.future = self._submit(lambda: answer.run(self._tools, self._clock))

    # ---- while something is played

    def _while_playing(self, frame: bytes, probability: float) -> None:
        found = self._interruption.frame(frame, probability)
        if found is True:
            frames = self._interruption.heard
            self._silence()
            self._armed = True
            self._began()
            self._taker.lead(Sound(b"".join(frames), HEARING_RATE))
        elif isinstance(found, Sound) and self._stop_check is None:
            self._stop_check = self._submit(lambda: self._is_stop(found))
            self._settle()

    def _is_stop(self, sound: Sound) -> bool:
        heard = self._tools.ears.transcribe(sound)
        return is_stop(heard.prompted, heard.plain, self._options.stop_words)

    def _silence(self) -> None:
        """Cut off what is said."""
        if self._answering is not None:
            self._answering.cancelled = self._answering.turn.cut = True
        self._tools.speaker.stop()
        self._interruption.reset()
        self._settle()

    def _say(self, sentence: str) -> None:
        self._tools.speaker.play(self._tools.mouth.speak(sentence))


class _Answer:
    """One answer on its way, sentence by sentence, until it is told or cut off."""

    def __init__(self, heard: Heard, reply: Reply, endpoint_s: float = 0.0, transcription_s: float = 0.0) -> None:
        self._reply = reply
        self._endpoint_s, self._transcription_s = endpoint_s, transcription_s
        self.turn = Turn(heard, reply.understanding, reply.outcome)
        self.future: Future[object] | None = None
        self.cancelled = False

    @property
    def done(self) -> bool:
        """Whether all of it was given to the speaker; an error in it is raised."""
        return self.future is not None and self.future.done() and self.future.result() is None

    def run(self, tools: Tools, clock: Callable[[], float]) -> None:
        """Make the sentences, and play each as soon as it is there."""
        begun_s = clock()
        sentences = self._reply.look_up()
        looked_up_s = clock()
        for k, said in enumerate(sentences):
            if self.cancelled:
                return
            worded_s = clock()
            for j, clause in enumerate(clauses(said.spoken) if k == 0 else [said.spoken]):
                sound = tools.mouth.speak(clause)
                if self.cancelled:
                    return
                tools.speaker.play(sound)
                if k == j == 0:
                    spent = (looked_up_s - begun_s, worded_s - looked_up_s, clock() - worded_s)
                    self.turn.stages = Stages(self._endpoint_s, self._transcription_s, *spent)
            self.turn.sentences.append(said.text)
            self.turn.spoken.append(said.spoken)
