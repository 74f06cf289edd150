"""A wake word before a question: what is said without it is nobody's, what is said behind it is a question."""

from collections.abc import Sequence

import pytest

from agent.failure import UsageFailure
from agent.voice import parts
from agent.voice.mouth import open_mouth
from agent.voice.sound import FRAME, FRAME_S, HEARING_RATE, Sound, resampled, silence
from agent.voice.vad import VoiceActivity
from agent.voice.wake import MicroWakeWord, WakeWord, Woken

ABSENT = parts.missing(parts.WAKE, parts.VAD, *parts.PIPER)
real = pytest.mark.skipif(bool(ABSENT), reason=f"not installed: {', '.join(part.package for part in ABSENT)}")
HUSH, WORD, TALK = b"hush", b"word", b"talk"


class Heard:
    """Speech and a wake word that are written into the frames."""

    def probability(self, frame: bytes) -> float:
        """Anything but silence is speech."""
        return 0.0 if frame == HUSH else 0.9

    def heard(self, frame: bytes) -> bool:
        """The phrase is one frame."""
        return frame == WORD


def listened(frames: Sequence[bytes], awake_s: float = 3 * FRAME_S) -> list[float]:
    """What counts as speech, frame by frame."""
    woken = Woken(Heard(), Heard(), awake_s)
    return [woken.probability(frame) for frame in frames]


def test_speech_without_the_wake_word_is_nobodys() -> None:
    """However much is said."""
    assert [0.0] * 9 == listened([TALK, HUSH, TALK] * 3)


def test_what_follows_the_wake_word_is_speech_and_the_phrase_is_not() -> None:
    """From the next frame on, for as long as somebody speaks."""
    assert [0.0, 0.0, 0.9, 0.9, 0.9, 0.9, 0.9] == listened([TALK, WORD, *[TALK] * 5])


def test_the_ears_fall_asleep_again_when_nobody_speaks() -> None:
    """A question that comes too late wants the word again."""
    assert [0.0, 0.0, 0.0, 0.0, 0.0] == listened([WORD, HUSH, HUSH, HUSH, TALK])
    assert [0.0, 0.0, 0.0, 0.9] == listened([WORD, HUSH, HUSH, TALK])


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra that brings it."""
    monkeypatch.setattr("agent.voice.parts.find_spec", lambda name: None)
    with pytest.raises(UsageFailure, match="pymicro-wakeword"):
        MicroWakeWord()
    assert "labkeeper[wake]" in parts.WAKE.how


def frames_of(*texts: str) -> list[bytes]:
    """Texts by Piper, with pauses, at the ears' rate."""
    mouth, found = open_mouth("piper", steady=True), silence(1.0)
    for text in texts:
        found = found + resampled(mouth.speak(text), HEARING_RATE) + silence(1.0)
    return [frame for frame in Sound(found.pcm, HEARING_RATE).frames() if len(frame) == 2 * FRAME]


@real
@pytest.mark.parametrize(("phrase", "text"), [("okay nabu", "okay nahboo."), ("hey jarvis", "hey jarvis.")])
def test_a_spoken_phrase_wakes_and_another_does_not(phrase: WakeWord, text: str) -> None:
    """Real models on synthetic speech."""
    said, other = frames_of(text), frames_of("did r two come back?", "hey mycroft.")
    assert any(map(MicroWakeWord(phrase).heard, said))
    assert not any(map(MicroWakeWord(phrase).heard, other))


@real
def test_a_question_behind_the_wake_word_is_speech() -> None:
    """The same question without it is not."""
    asked, alone = frames_of("hey jarvis.", "did r two come back?"), frames_of("did r two come back?")
    for frames, heard in ((asked, True), (alone, False)):
        woken = Woken(VoiceActivity(), MicroWakeWord("hey jarvis"))
        assert heard == any(woken.probability(frame) > 0.5 for frame in frames)
