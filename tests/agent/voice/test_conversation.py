"""A conversation with scripted ears and frames: lanes, barge-in, stop words, keys, announcements, turns that go on."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field

from agent.voice.conversation import Conversation, ConversationOptions, Mode, Tools, Turn, at_once
from agent.voice.devices import FileSpeaker
from agent.voice.dialogue import Dialogue
from agent.voice.heard import Heard
from agent.voice.mouth import Voice
from agent.voice.sound import FRAME_S, Sound, silence
from tests.agent.voice.labs import knowledge

SPEECH, QUIET = b"\1" * 1024, bytes(1024)
KNOWN = knowledge()


class Loud:
    """A frame is speech where it is not silent."""

    def probability(self, frame: bytes) -> float:
        """Surely, or not at all."""
        return 0.95 if any(frame) else 0.0


@dataclass
class Script:
    """Ears that write down the next line of a script."""

    lines: list[str]
    sounds: list[Sound] = field(default_factory=list)

    def transcribe(self, sound: Sound) -> Heard:
        """The next line."""
        self.sounds.append(sound)
        return Heard(self.lines[0], self.lines.pop(0))


class Mumble:
    """A voice that speaks a second of silence a sentence."""

    name: Voice = "piper"

    def speak(self, text: str) -> Sound:
        """A second."""
        return silence(1.0)


@dataclass
class Later:
    """Work that is done when it is told to."""

    waiting: list[tuple["Future[object]", Callable[[], object]]] = field(default_factory=list)

    def __call__(self, work: Callable[[], object]) -> "Future[object]":
        """Not yet."""
        future: Future[object] = Future()
        self.waiting.append((future, work))
        return future

    def go(self) -> None:
        """Now."""
        future, work = self.waiting.pop(0)
        future.set_result(work())


@dataclass
class Table:
    """A session with all that it told."""

    lines: list[str]
    mode: Mode = "activity"
    full: bool = False
    submit: Callable[[Callable[[], object]], "Future[object]"] = at_once
    turns: list[Turn] = field(default_factory=list)
    lanes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.speaker = FileSpeaker(paced=True)
        self.ears = Script(self.lines)
        self.session = Conversation(
            Tools(Loud(), self.ears, Mumble(), self.speaker),
            Dialogue(),
            lambda: KNOWN,
            options=ConversationOptions(self.mode, self.full),
            on_turn=self.turns.append,
            lane=self.lane,
            submit=self.submit,
        )

    @contextmanager
    def lane(self) -> Iterator[None]:
        """The voice lane."""
        self.lanes.append("announced")
        yield
        self.lanes.append("given back")

    def hear(self, seconds: float, frame: bytes = SPEECH) -> None:
        """So long speech, or another frame."""
        for _ in range(round(seconds / FRAME_S)):
            self.session.frame(frame)


def test_a_question_is_answered_and_the_lane_given_back() -> None:
    """The lane is announced while the question is asked, and resumes when the answer is over."""
    table = Table(["is leaf 1 up"])
    table.hear(0.5)
    assert ["announced"] == table.lanes
    table.hear(0.3, QUIET)
    assert table.speaker.busy
    assert ["announced"] == table.lanes
    table.hear(8.0, QUIET)
    assert ["announced", "given back"] == table.lanes
    (turn,) = table.turns
    assert ("answered", False) == (turn.outcome, turn.cut)
    assert turn.stages.endpoint_s >= 0.2


def test_silence_is_nothing() -> None:
    """No turn, no ears, no lane."""
    table = Table([])
    table.hear(5.0, QUIET)
    assert ([], [], []) == (table.turns, table.lanes, table.ears.sounds)


def test_noise_that_is_no_question_is_dropped() -> None:
    """Nothing is said, and the lane is given back."""
    table = Table(["Thank you."])
    table.hear(0.5)
    table.hear(2.0, QUIET)
    assert ["dropped"] == [turn.outcome for turn in table.turns]
    assert [] == table.speaker.played
    assert ["announced", "given back"] == table.lanes


def test_a_question_with_a_pause_in_it_is_one_question() -> None:
    """`between leaf one and …` waits; what goes on is written down whole."""
    table = Table(["is the session between leaf 1 and", "is the session between leaf 1 and spine 1 up"])
    table.hear(1.0)
    table.hear(0.8, QUIET)
    assert [] == table.turns + table.speaker.played
    table.hear(1.0)
    table.hear(0.5, QUIET)
    table.hear(12.0, QUIET)
    (turn,) = table.turns
    assert turn.understanding.lookup is not None
    assert ("leaf1", "spine1") == turn.understanding.lookup.nodes
    assert table.ears.sounds[1].seconds > table.ears.sounds[0].seconds + 1.5


def test_who_goes_on_before_the_answer_was_heard_had_not_ended() -> None:
    """The answer that was begun is thrown away; both parts are one turn."""
    later = Later()
    table = Table(["is leaf 1 up", "is leaf 1 up or leaf 2"], submit=later)
    table.hear(0.5)
    table.hear(0.3, QUIET)
    later.go()
    table.hear(FRAME_S, QUIET)
    table.hear(0.5)
    later.go()
    assert [] == table.speaker.played
    table.hear(0.3, QUIET)
    later.go()
    assert table.ears.sounds[-1].seconds > 1.0
    table.hear(2.0, QUIET)
    later.go()
    table.hear(9.0, QUIET)
    (turn,) = table.turns
    assert "is leaf1 up or leaf2" == turn.understanding.text


def test_speech_that_goes_on_makes_the_early_writing_void() -> None:
    """A transcript of half a question is thrown away."""
    later = Later()
    table = Table(["did leaf 1", "did leaf 12 come back"], submit=later)
    table.hear(0.5)
    table.hear(0.3, QUIET)
    table.hear(0.5)
    later.go()
    table.hear(0.3, QUIET)
    later.go()
    table.hear(FRAME_S, QUIET)
    later.go()
    table.hear(9.0, QUIET)
    (turn,) = table.turns
    assert "did leaf12 come back" == turn.understanding.text


def test_a_key_cuts_an_answer_off_at_once() -> None:
    """Whatever else is going on."""
    table = Table(["is leaf 1 up"])
    table.hear(0.5)
    table.hear(0.5, QUIET)
    assert table.speaker.busy
    table.session.key()
    assert not table.speaker.busy
    table.hear(0.2, QUIET)
    assert [True] == [turn.cut for turn in table.turns]


def test_a_stop_word_cuts_an_answer_off_in_half_duplex() -> None:
    """It goes through no gate; other speech over an answer is not heard."""
    table = Table(["is leaf 1 up", "stop"])
    table.hear(0.5)
    table.hear(0.5, QUIET)
    table.hear(0.4)
    assert table.speaker.busy
    table.hear(0.3, QUIET)
    assert not table.speaker.busy
    other = Table(["is leaf 1 up", "and another thing"])
    other.hear(0.5)
    other.hear(0.5, QUIET)
    other.hear(0.4)
    other.hear(0.3, QUIET)
    assert other.speaker.busy


def test_where_echo_is_cancelled_speech_interrupts_and_is_a_question() -> None:
    """Barge-in."""
    table = Table(["is leaf 1 up", "is leaf 2 up"], full=True)
    table.hear(0.5)
    table.hear(0.5, QUIET)
    assert table.speaker.busy
    table.hear(0.1)
    assert not table.speaker.busy
    table.hear(0.4)
    table.hear(0.3, QUIET)
    table.hear(8.0, QUIET)
    assert ["is leaf1 up", "is leaf2 up"] == [turn.understanding.text for turn in table.turns]
    assert [True, False] == [turn.cut for turn in table.turns]


def test_who_interrupts_needs_no_key() -> None:
    """With push to talk, too; afterwards it listens no more."""
    table = Table(["is leaf 1 up", "is leaf 2 up"], mode="push", full=True)
    table.session.key()
    table.hear(0.5)
    table.hear(0.5, QUIET)
    assert table.speaker.busy
    table.hear(0.6)
    table.hear(9.0, QUIET)
    assert ["is leaf1 up", "is leaf2 up"] == [turn.understanding.text for turn in table.turns]
    table.hear(2.0)
    table.hear(1.0, QUIET)
    assert 2 == len(table.turns)
    assert table.lanes.count("announced") == table.lanes.count("given back")


def test_push_to_talk_listens_only_after_a_key() -> None:
    """The key announces the lane; one question, then it listens no more."""
    table = Table(["is leaf 1 up"], mode="push")
    table.hear(2.0)
    assert ([], []) == (table.lanes, table.ears.sounds)
    table.session.key()
    assert ["announced"] == table.lanes
    table.hear(0.5)
    table.hear(9.0, QUIET)
    assert ["answered"] == [turn.outcome for turn in table.turns]
    table.hear(2.0)
    table.hear(1.0, QUIET)
    assert 1 == len(table.turns)


def test_an_announcement_waits_until_nobody_speaks() -> None:
    """Never over a person, and never over an answer."""
    table = Table(["is leaf 1 up"])
    table.hear(0.5)
    table.session.announce("Action: link down.")
    table.hear(0.1)
    assert [] == table.speaker.played
    table.hear(0.3, QUIET)
    answer = len(table.speaker.played)
    assert answer
    table.hear(0.5, QUIET)
    assert answer == len(table.speaker.played)
    table.hear(9.0, QUIET)
    assert answer + 1 == len(table.speaker.played)


def test_a_stop_word_stops_nothing_where_nothing_is_played() -> None:
    """It is no order, and nobody is told so."""
    table = Table(["Stop."])
    table.hear(0.5)
    table.hear(2.0, QUIET)
    assert ["dropped"] == [turn.outcome for turn in table.turns]
    assert [] == table.speaker.played
