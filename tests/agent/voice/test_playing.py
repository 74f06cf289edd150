"""What is listened for while something is played."""

import pytest

from agent.voice.playing import Interruption, is_stop
from agent.voice.sound import FRAME_S, Sound

FRAME = bytes(1024)


def feed(one: Interruption, seconds: float, probability: float) -> list[Sound | bool]:
    """So long, what it finds."""
    return [found for _ in range(round(seconds / FRAME_S)) if (found := one.frame(FRAME, probability)) is not False]


@pytest.mark.parametrize("text", ["Stop.", "stop, stop!", "Be quiet", "Enough."])
def test_a_stop_word_alone_stops(text: str) -> None:
    """Said once or more."""
    assert is_stop(text, "")
    assert is_stop("", text)


@pytest.mark.parametrize("text", ["", "stop the session", "the session stopped", "when did it stop", "quietly"])
def test_a_stop_word_among_others_does_not(text: str) -> None:
    """The machine's own words and questions go on."""
    assert not is_stop(text, text)


def test_a_short_loud_word_is_given_to_the_ears() -> None:
    """Once it is over; half duplex interrupts nothing by itself."""
    one = Interruption()
    assert [] == feed(one, 0.4, 0.9)
    (found,) = feed(one, 0.3, 0.0)
    assert isinstance(found, Sound)
    assert 0.4 < found.seconds < 0.9


def test_long_speech_is_no_stop_word() -> None:
    """The machine hears itself talk."""
    one = Interruption()
    assert [] == feed(one, 4.0, 0.9) + feed(one, 0.3, 0.0)


def test_where_echo_is_cancelled_three_frames_of_speech_interrupt() -> None:
    """Two do not, and quiet speech does not."""
    one = Interruption(full=True)
    assert [] == feed(one, 2 * FRAME_S, 0.9) + feed(one, 1.0, 0.6)
    assert [True] == feed(one, 3 * FRAME_S, 0.9)
    assert one.heard
