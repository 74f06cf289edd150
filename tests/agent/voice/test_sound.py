"""Sound as a value, and its files."""

import math
from array import array
from pathlib import Path

import pytest

from agent.failure import UsageFailure
from agent.voice.devices import FileSpeaker, load_wav
from agent.voice.sound import FRAME, Sound, read_wav, resampled, silence, wav


def tone(seconds: float, rate: int, hertz: float = 440.0) -> Sound:
    """A sine."""
    count = round(seconds * rate)
    values = (round(9000 * math.sin(2 * math.pi * hertz * k / rate)) for k in range(count))
    return Sound(array("h", values).tobytes(), rate)


def test_a_file_comes_back_as_it_was(tmp_path: Path) -> None:
    """Samples and rate."""
    (tmp_path / "a.wav").write_bytes(wav(tone(0.1, 22050)))
    assert tone(0.1, 22050) == load_wav(tmp_path / "a.wav")


def test_what_is_no_wav_is_named(tmp_path: Path) -> None:
    """A missing file, and a text."""
    (tmp_path / "a.wav").write_text("no sound")
    for path in (tmp_path / "a.wav", tmp_path / "none.wav"):
        with pytest.raises(UsageFailure, match=str(path)):
            load_wav(path)


def test_frames_are_whole() -> None:
    """The last is filled up."""
    assert {2 * FRAME} == {len(frame) for frame in silence(0.1).frames()}


def test_another_rate_keeps_the_tone() -> None:
    """As long, and as loud."""
    pytest.importorskip("numpy", reason="the extra `voice` is not installed")
    found = resampled(tone(0.5, 22050), 16000)
    assert abs(found.seconds - 0.5) < 0.001
    middle = array("h", found.pcm)[2000:6000]
    assert abs(max(middle) - 9000) < 200


def test_a_file_speaker_forgets_what_was_cut_off() -> None:
    """What was heard stays."""
    speaker = FileSpeaker(paced=True)
    speaker.play(silence(1.0))
    for _ in range(10):
        speaker.tick()
    assert speaker.busy
    speaker.stop()
    assert not speaker.busy
    assert abs(speaker.sound().seconds - 0.32) < 0.01


def test_two_rates_do_not_join() -> None:
    """They would be heard as another voice."""
    with pytest.raises(ValueError, match="16000 and 22050"):
        silence(0.1) + silence(0.1, 22050)
    assert read_wav(wav(silence(0.2)), "it").seconds == 0.2
