"""Real speech through real ears: questions made by voices of this machine, answered, and read back by the same ears.

Synthetic speech is what there is in CI; where the parts are not installed the tests say so and are skipped.
"""

import random
from array import array
from collections.abc import Callable
from functools import cache

import pytest

from agent.voice import parts
from agent.voice.agreement import version
from agent.voice.conversation import Conversation, ConversationOptions, Tools, Turn
from agent.voice.devices import FileSpeaker
from agent.voice.dialogue import Dialogue
from agent.voice.ears import PROMPT, Ears
from agent.voice.inventory import inventory
from agent.voice.mouth import Mouth, Voice, open_mouth
from agent.voice.sound import HEARING_RATE, Sound, resampled, silence
from agent.voice.vad import VoiceActivity
from tests.agent.voice.labs import knowledge

ABSENT = parts.missing(*parts.EARS, *parts.PIPER, parts.FLITE)
pytestmark = [
    pytest.mark.skipif(bool(ABSENT), reason=f"not installed: {', '.join(part.package for part in ABSENT)}"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
KNOWN = knowledge()


@cache
def ears() -> Ears:
    """Whisper tiny.en, loaded once."""
    return Ears()


@cache
def mouth(voice: Voice) -> Mouth:
    """A voice, loaded once."""
    return open_mouth(voice, steady=True)


def spoken(voice: Voice, *texts: str, pause_s: float = 2.0) -> Sound:
    """Texts by a voice, with pauses, at the ears' rate."""
    found = silence(0.3)
    for text in texts:
        found = found + resampled(mouth(voice).speak(text), HEARING_RATE) + silence(pause_s)
    return found


def noisy(sound: Sound, decibels: float) -> Sound:
    """With white noise, so many decibels below the mean of the speech."""
    noise, values = random.Random(7), array("h", sound.pcm)
    mean = (sum(value * value for value in values) / len(values)) ** 0.5
    loud = mean / 10 ** (decibels / 20)
    mixed = (max(-32768, min(32767, round(value + noise.gauss(0, loud)))) for value in values)
    return Sound(array("h", mixed).tobytes(), sound.rate)


def played(sound: Sound, *, paced: bool = False, key_at_s: float | None = None) -> tuple[list[Turn], FileSpeaker]:
    """A conversation about the small lab out of a sound."""
    turns: list[Turn] = []
    speaker = FileSpeaker(paced=paced)
    tools = Tools(VoiceActivity(), ears(), mouth("espeak-ng"), speaker)
    session = Conversation(tools, Dialogue(), lambda: KNOWN, options=ConversationOptions(), on_turn=turns.append)
    for k, frame in enumerate(sound.frames()):
        if key_at_s is not None and round(key_at_s * HEARING_RATE / 512) == k:
            session.key()
        session.frame(frame)
    session.close()
    return turns, speaker


def nodes(turn: Turn) -> tuple[str, ...]:
    """Whom a turn was understood to ask about."""
    return turn.understanding.lookup.nodes if turn.understanding.lookup else ()


@pytest.mark.parametrize("voice", ["piper", "flite"])
@pytest.mark.parametrize(
    ("text", "kind", "asked"),
    [
        ("Is the session between leaf one and spine one up?", "query", ("leaf1", "spine1")),
        ("When did S R L two go down?", "query", ("srl2",)),
        ("What is the state of ten dot one dot two dot one?", "status", ()),
    ],
)
def test_a_spoken_question_is_the_typed_one(voice: Voice, text: str, kind: str, asked: tuple[str, ...]) -> None:
    """By two voices."""
    (turn,), speaker = played(spoken(voice, text))
    assert turn.understanding.lookup is not None, turn.heard
    assert (kind, asked) == (turn.understanding.lookup.kind, nodes(turn))
    assert speaker.sound().seconds > 1.0


def test_the_answer_is_understood_by_the_same_ears() -> None:
    """What is said is what was meant: its names, read back."""
    (turn,), _ = played(spoken("piper", "Is the session between leaf one and spine one up?"))
    back = ears().transcribe(mouth("piper").speak(turn.spoken[0]))
    lab = inventory(KNOWN)
    names = {item.value for text in (back.prompted, back.plain) for item in version(text, lab).mentions}
    assert {"leaf1", "spine1"} <= names, (turn.spoken[0], back)


@pytest.mark.parametrize(
    "make",
    [
        lambda: silence(4.0),
        lambda: noisy(Sound(array("h", [900, -900] * HEARING_RATE).tobytes(), HEARING_RATE), 0.0),
        lambda: spoken("flite", "Thank you.", "Okay."),
    ],
    ids=["silence", "noise", "pleasantries"],
)
def test_where_nobody_asks_nothing_is_said(make: Callable[[], Sound]) -> None:
    """No "thank you" out of silence, and no answer to one."""
    turns, speaker = played(make())
    assert [] == [turn for turn in turns if turn.outcome != "dropped"]
    assert [] == speaker.played


def test_in_noise_no_other_name_is_answered() -> None:
    """Right, asked back or not understood: a name that was not said never is."""
    for text, asked in (("Did leaf two come back?", "leaf2"), ("When did S R L one go down?", "srl1")):
        turns, _ = played(noisy(spoken("piper", text), 10.0))
        assert all(nodes(turn) in ((asked,), ()) for turn in turns), [turn.heard for turn in turns]
        assert all(turn.outcome != "answered" or nodes(turn) == (asked,) for turn in turns)


def test_a_pause_after_and_does_not_cut_a_question_off() -> None:
    """The turn ends by its meaning: one turn, both names."""
    first = spoken("piper", "Is the session between leaf one and,", pause_s=0.1)
    (turn,), _ = played(first + spoken("piper", "spine one up?"))
    assert ("leaf1", "spine1") == nodes(turn), turn.heard


def test_a_question_that_is_cut_off_is_not_answered() -> None:
    """The speaker stops in the middle of it."""
    whole = spoken("flite", "When did the session between leaf one and", pause_s=0.0)
    turns, _ = played(whole + silence(2.0))
    assert [] == [turn for turn in turns if turn.outcome == "answered"]


def test_a_key_cuts_a_spoken_answer_off() -> None:
    """What was heard of it stays short."""
    question = spoken("flite", "Is leaf one up?")
    whole, long = played(question + silence(20.0), paced=True)
    cut, short = played(question + silence(20.0), paced=True, key_at_s=question.seconds - 1.0)
    assert [False, True] == [whole[0].cut, cut[0].cut]
    assert short.sound().seconds < long.sound().seconds - 1.0


def test_a_stop_word_cuts_a_spoken_answer_off() -> None:
    """Said over it, in half duplex."""
    question = spoken("flite", "Is leaf one up?", pause_s=1.0)
    turns, speaker = played(question + spoken("flite", "Stop!", pause_s=8.0), paced=True)
    assert [True] == [turn.cut for turn in turns if turn.outcome == "answered"]
    assert 1 == speaker.cuts - 1  # and once at the end


def test_a_number_that_was_not_understood_is_asked_back_and_told() -> None:
    """`S R L` alone, then with its number."""
    turns, _ = played(spoken("flite", "Is S R L up?", "S R L one."))
    assert ["asked_back", "answered"] == [turn.outcome for turn in turns], [turn.heard for turn in turns]
    assert ("srl1",) == nodes(turns[-1])


def test_the_prompt_of_the_ears_holds_no_number() -> None:
    """With example numbers an AS that exists was heard for another."""
    assert not any(character.isdigit() for character in PROMPT)
    assert not {"one", "two", "three", "ten"} & set(PROMPT.lower().replace(",", "").split())
