"""Echo cancelling in rooms that are computed: the machine does not hear itself, and a person over it is heard."""

import pytest

from agent.bench.voice.echo import interrupted, weaker_db
from agent.bench.voice.questions import Question
from agent.bench.voice.room import ROOMS, Echo, Room, heard_in
from agent.bench.voice.spoken import Table
from agent.voice import parts
from agent.voice.devices import Playing
from agent.voice.ears import Ears
from agent.voice.echo import EchoCanceller
from agent.voice.mouth import open_mouth
from agent.voice.sound import FRAME, HEARING_RATE, Sound, silence
from tests.agent.voice.labs import knowledge

ABSENT = parts.missing(*parts.EARS, *parts.PIPER, parts.FLITE, parts.ECHO)
HERE = pytest.mark.skipif(bool(ABSENT), reason=f"not installed: {', '.join(part.package for part in ABSENT)}")
UP = Question("is leaf1 up?", "is leaf one up?", ("node",))
DOWN = Question("when did srl2 go down?", "when did S R L two go down?", ("node",))


class Deaf:
    """Cancels nothing."""

    def cancelled(self, near: bytes, far: bytes) -> bytes:
        """As it is."""
        return near


@HERE
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_an_echo_is_weaker_by_15_db(room: Room) -> None:
    """Near and far, loud, with a clock of its own."""
    assert weaker_db(room, open_mouth("flite")) > 15


def test_a_room_gives_back_what_is_played_late_and_weaker() -> None:
    """Nothing before its delay; the same again for the same seed; no canceller, no difference."""
    room = Room("test", 0.1, -12.0)
    heard = []
    for _ in range(2):
        playing = Playing(HEARING_RATE)
        playing.play(Sound(b"\0\x20" * 4096, HEARING_RATE))
        heard.append(list(heard_in(Echo(room), silence(1.0), playing, Deaf())))
    assert heard[0] == heard[1]
    assert all(mic == clean for mic, clean in heard[0])
    first = next(k for k, (mic, _) in enumerate(heard[0]) if any(mic))
    assert int(0.1 * HEARING_RATE) // FRAME == first


@HERE
def test_frames_come_out_as_they_went_in() -> None:
    """So many and so long, 10 ms late."""
    canceller = EchoCanceller()
    frames = [canceller.cancelled(bytes([k, 0] * FRAME), bytes(2 * FRAME)) for k in range(9)]
    assert {2 * FRAME} == {len(frame) for frame in frames}


@pytest.fixture(scope="module")
def table() -> Table:
    """The small lab, real ears, a real voice."""
    return Table(knowledge(), Ears(), open_mouth("piper", steady=True))


@HERE
def test_the_machine_does_not_interrupt_itself(table: Table) -> None:
    """Its own answer in a loud room is heard to the end."""
    (turn,) = interrupted(table, Echo(ROOMS[2]), open_mouth("flite"), (UP,))
    assert ("answered", False) == (turn.outcome, turn.cut)


@HERE
def test_a_person_interrupts_an_answer_and_is_heard(table: Table) -> None:
    """The answer stops; what was asked over it is answered or asked back, and never of another name."""
    first, *more = interrupted(table, Echo(ROOMS[1]), open_mouth("flite"), (UP, DOWN))
    assert ("answered", True) == (first.outcome, first.cut)
    assert more
    assert all({name.value for name in turn.understanding.names} <= {"srl2"} for turn in more)
