"""Echo cancelling measured in rooms that are computed: how much is left, and whether one can interrupt an answer."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log10

from agent.bench.voice.questions import Question
from agent.bench.voice.room import ROOMS, Echo, Room, heard_in
from agent.bench.voice.spoken import Table, outcome_of, said
from agent.voice.conversation import Conversation, ConversationOptions, Tools, Turn
from agent.voice.devices import Playing
from agent.voice.dialogue import Dialogue
from agent.voice.echo import EchoCanceller
from agent.voice.mouth import Mouth
from agent.voice.sound import FRAME_S, HEARING_RATE, Sound, silence
from agent.voice.vad import VoiceActivity

LEARNING_S = 2.0
"""Of what is played, before what is left is measured."""

INTO_S = 1.0
"""After an answer began, somebody speaks over it."""

LONGEST_S = 30.0
"""Of an answer."""


@dataclass(frozen=True, slots=True)
class EchoResult:
    """A room: how much weaker its echo is behind the canceller, in dB; of `count` answers, how many the machine's own
    voice cut off, and how many somebody did who spoke over them; and what became of those second questions."""

    room: str
    weaker_db: float
    count: int
    cut_by_itself: int
    cut: int
    right: int
    asked_back: int
    not_heard: int
    wrong_name: int
    other_question: int


def echo_results(table: Table, asked: Sequence[Question], person: Mouth) -> Iterator[EchoResult]:
    """Each room as it is done: the first question is answered, the second is asked over that answer."""
    for room in ROOMS:
        counts: Counter[str] = Counter()
        pairs = list(zip(asked[::2], asked[1::2], strict=False))
        for k, (first, second) in enumerate(pairs):
            alone = interrupted(table, Echo(room, k), person, (first,))
            counts["cut_by_itself"] += any(turn.cut for turn in alone)
            turns = interrupted(table, Echo(room, k), person, (first, second))
            counts["cut"] += any(turn.cut for turn in turns)
            counts[outcome_of(second, turns[1:], table.knowledge)] += 1
        yield EchoResult(room.name, weaker_db(room, table.mouth), len(pairs), counts["cut_by_itself"], counts["cut"],
                         counts["right"], counts["asked_back"], counts["not_heard"], counts["wrong_name"],
                         counts["other_question"])  # fmt: skip


def weaker_db(room: Room, mouth: Mouth) -> float:
    """Echo return loss enhancement: the echo's power beside what is left of it, in dB, while nobody speaks."""
    import numpy

    texts = ("The session between leaf one and spine one was lost three times.", "It came back after ten seconds.")
    playing = Playing(HEARING_RATE)
    for text in texts:
        playing.play(mouth.speak(text))
    length_s = sum(mouth.speak(text).seconds for text in texts)
    pairs = list(heard_in(Echo(room), silence(length_s), playing, EchoCanceller()))[round(LEARNING_S / FRAME_S) :]
    power = [sum(float((numpy.frombuffer(pair[k], "<i2").astype(float) ** 2).sum()) for pair in pairs) for k in (0, 1)]
    return 10 * log10(power[0] / max(power[1], 1.0))


def interrupted(table: Table, echo: Echo, person: Mouth, questions: Sequence[Question]) -> list[Turn]:
    """The turns of a conversation in a room: a question, and while it is answered the second."""
    turns: list[Turn] = []
    clock = _Frames()
    playing = Playing(HEARING_RATE, clock)
    options = ConversationOptions(full=True)
    tools = Tools(VoiceActivity(), table.ears, table.mouth, playing)
    session = Conversation(tools, Dialogue(), lambda: table.knowledge, options=options, on_turn=turns.append)
    first, *more = (said(person, question, None) for question in questions)
    second = more[0] if more else silence(0.0)
    canceller = EchoCanceller()

    def hear(near: Sound, until: Callable[[], bool] = lambda: False) -> None:
        for _, clean in heard_in(echo, near, playing, canceller):
            clock.now_s += FRAME_S
            session.frame(clean)
            if until():
                return

    hear(first, lambda: playing.busy)
    hear(silence(INTO_S) + second if more else silence(0.0))
    hear(silence(LONGEST_S), lambda: session.idle)
    session.close()
    return [replace(turn, cut=turn.cut and k == 0) for k, turn in enumerate(turns) if turn.outcome != "dropped"]


@dataclass
class _Frames:
    """A clock of frames."""

    now_s: float = 0.0

    def __call__(self) -> float:
        return self.now_s
