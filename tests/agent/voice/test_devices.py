"""What waits to be played: taken by a device, heard a little later, forgotten at once."""

from dataclasses import dataclass

from agent.voice.devices import Playing
from agent.voice.sound import HEARING_RATE, Sound


@dataclass
class Clock:
    """A time that is set."""

    now_s: float = 0.0

    def __call__(self) -> float:
        """Now."""
        return self.now_s


def test_what_was_taken_is_heard_a_little_later() -> None:
    """The stream's end is not the sound's end; then silence is given."""
    clock = Clock()
    playing = Playing(HEARING_RATE, clock)
    playing.latency_s = 0.2
    assert not playing.busy
    playing.play(Sound(b"\1\0" * 1600, HEARING_RATE))
    assert b"\1\0" * 1600 + bytes(800) == playing.taken(2000)
    clock.now_s = 0.3
    assert playing.busy
    assert bytes(64) == playing.taken(32)
    clock.now_s = 0.4
    assert not playing.busy


def test_sounds_of_another_rate_are_brought_to_the_devices() -> None:
    """A voice's rate is not the microphone's."""
    playing = Playing(HEARING_RATE)
    playing.play(Sound(bytes(2 * 22050), 22050))
    assert 2 * HEARING_RATE == len(playing.taken(HEARING_RATE).rstrip(b"\1"))
    assert not playing.taken(10).strip(b"\0")


def test_what_the_device_took_is_forgotten_too() -> None:
    """Silence at once; where nothing is played the device is left alone."""
    clock, forgotten = Clock(), []
    playing = Playing(HEARING_RATE, clock)
    playing.latency_s = 0.2
    playing.forget = lambda: forgotten.append(True)
    playing.stop()
    assert [] == forgotten
    playing.play(Sound(b"\1\0" * 1600, HEARING_RATE))
    playing.taken(1600)
    playing.stop()
    assert ([True], False) == (forgotten, playing.busy)
